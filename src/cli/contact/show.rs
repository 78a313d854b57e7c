//! `infog contact show`.

use serde_json::json;

use super::facts_of;
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::report::page::Page;

/// Show a person: how to reach them, what they may do
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog contact show \"Mme Weber\" --client ried")]
pub struct Args {
    /// The name
    #[arg(add = candidates::contacts())]
    name: String,

    /// Whose, where several clients have one of that name
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,
}

impl Args {
    /// Prints it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let contact = ctx.read(|db| find::contact(db, self.client.as_deref(), &self.name))?;
        let mut page = Page::new();
        page.heading(1, contact.name.as_str()).facts(facts_of(&ctx.locale, &contact));
        ctx.answer(&Answer { json: json!(contact), page })?;
        Ok(Exit::Done)
    }
}
