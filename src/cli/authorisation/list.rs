//! `infog authorisation list`.

use chrono::NaiveDate;
use serde_json::Value;

use super::{json_of, table};
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::third_party::{Authorisation, Standing};
use crate::report::page::Page;
use crate::store;

/// List authorisations and cooperation agreements
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog authorisation list --client ried
  infog authorisation list --third-party sage --all      those that are over too")]
pub struct Args {
    /// Of this client
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// About this third party
    #[arg(long, value_name = "CODE", add = candidates::third_parties())]
    third_party: Option<String>,

    /// Those that are over too
    #[arg(long)]
    all: bool,
}

impl Args {
    /// Prints them by number.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let now = ctx.now();
        let known = ctx.read(|db| {
            let client = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
            let party = self.third_party.as_deref().map(|code| find::third_party(db, code)).transpose()?;
            let all = match &client {
                Some(client) => store::third_party::of_client(db, &client.code)?,
                None => store::third_party::authorisations(db)?,
            };
            let mut known: Vec<(Authorisation, NaiveDate)> = Vec::new();
            for one in all {
                let today = find::zone_of(&find::client(db, one.client.as_str())?)?.date(now);
                let wanted = party.as_ref().is_none_or(|party| party.code == one.third_party);
                if wanted && (self.all || one.standing_on(today) != Standing::Over) {
                    known.push((one, today));
                }
            }
            Ok::<_, Failure>(known)
        })?;
        let mut page = Page::new();
        page.table(table(&ctx.locale, &known));
        ctx.answer(&Answer { json: known.iter().map(|(one, today)| json_of(one, *today)).collect::<Value>(), page })?;
        Ok(Exit::Done)
    }
}
