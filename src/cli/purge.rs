//! `infog purge`.

use serde_json::json;

use super::completions::candidates;
use super::context::Ctx;
use super::erasing::Erasing;
use super::failure::{Failure, Outcome};
use super::find;
use crate::domain::age::Age;
use crate::domain::id::ClientCode;
use crate::domain::instant::Instant;
use crate::store::erasure::{self, Counts};

/// Erase personal data that are too old to be kept; instants, verdicts and figures stay
///
/// Takes for good, of what was over before that age: title, requester and texts of tickets; names of contacts that were
/// archived; the words of repairs, loans and actions; who held a seat of a licence, and who used an asset, in the past. Every
/// report gives the same figures, and `infog verify` still holds. The log says which texts were erased, not what
/// they said. It cannot be undone.
///
/// Kept: open tickets, whatever their age; who holds a seat or uses an asset today; inventories that a client accepted;
/// contracts, authorisations and outages; the technicians' names. Copies and backups made before are yours to delete.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog purge --older-than 5y --dry-run
  infog purge --older-than 5y --client ried
  infog purge --older-than 18mo --yes")]
pub struct Args {
    /// Age from which it goes: `5y`, `18mo`, `90d`
    #[arg(long, value_name = "AGE")]
    older_than: String,

    /// Only of this client
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Say how much would be erased, and erase nothing
    #[arg(long)]
    dry_run: bool,
}

impl Args {
    /// Erases what is too old.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let age: Age = self.older_than.parse().map_err(Failure::usage)?;
        let before = since(ctx, age)?;
        let client = self.client.as_deref().map(|code| ctx.read(|db| find::client(db, code))).transpose()?;
        let client = client.map(|client| client.code);
        let key = client.as_ref().map_or_else(|| "all".to_owned(), ClientCode::key);
        let facts = json!({ "why": "age", "older_than": age.to_string(), "before": ctx.zone().rfc3339(before) });
        let erasing = Erasing { key: &key, facts, dry_run: self.dry_run };
        let whose = client.as_ref().map_or_else(|| "all clients".to_owned(), |code| format!("client {code}"));
        let question = move |counts: &Counts| {
            let Counts { contacts, tickets, names, changes, .. } = counts;
            let others = names + changes;
            format!("Erase {contacts} contacts, the texts of {tickets} tickets and {others} other texts of {whose}?")
        };
        erasing.run(ctx, &question, |db| Ok(erasure::older_than(db, client.as_ref(), before)?))
    }
}

/// The first instant of the day that is so long ago, where the reader is.
fn since(ctx: &Ctx, age: Age) -> Result<Instant, Failure> {
    let today = ctx.zone().date(ctx.now());
    let date =
        age.before(today).ok_or_else(|| Failure::usage(format!("{age} before {today} is before the calendar")))?;
    Ok(ctx.zone().start_of_day(date))
}
