//! `infog ticket search`.

use serde_json::Value;

use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::desk::Desk;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::id::ClientCode;
use crate::report::page::Page;
use crate::report::{ticket, ticket_list};
use crate::store;

/// Find tickets by words of their title, notes or requester
#[derive(clap::Args, Debug)]
#[command(after_help = "Accents and case do not matter; a word finds what begins with it; all words must be there.

Example:
  infog ticket search imprimante etage --client ried")]
pub struct Args {
    /// Words to look for
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,

    /// Of this client
    #[arg(long, short, value_name = "C", add = candidates::clients())]
    client: Option<ClientCode>,

    /// No more than this many
    #[arg(long, short = 'n', value_name = "N", default_value_t = 50)]
    limit: usize,
}

impl Args {
    /// Prints what was found, newest first.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (now, words) = (ctx.now(), self.words.join(" "));
        if !words.chars().any(char::is_alphanumeric) {
            return Err(Failure::refused(format!("`{words}` holds no word to look for")));
        }
        let views = ctx.read(|db| {
            if let Some(code) = &self.client {
                find::client(db, code.as_str())?;
            }
            let mut desk = Desk::new();
            let mut views = Vec::new();
            for (number, _) in store::ticket::search(db, &words, self.client.as_ref(), self.limit)? {
                views.push(desk.ticket(db, number, now)?);
            }
            Ok(views)
        })?;
        let json: Value = views.iter().map(|v| ticket::ticket(v, false)).collect();
        let mut page = Page::new();
        page.table(ticket_list::list(&views, ctx.zone(), ctx.locale.no_tickets(), &ctx.locale));
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }
}
