//! `infog ticket link`.

use super::record::{Before, Entry, record};
use super::told;
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::desk;
use crate::cli::failure::{Failure, Outcome};
use crate::domain::id::TicketNumber;
use crate::domain::text;
use crate::domain::ticket::event::Happening;
use crate::domain::ticket::relation;
use crate::store::{self, Db};

/// Link a ticket with others; both sides keep the link
///
/// Without `--relation`, a problem or a change `causes` an incident, and an incident is `caused-by` a problem or a
/// change. The other ticket gets the same link seen from its side.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Relations: causes, caused-by, follows, followed-by, related, blocks, blocked-by or any other word.

Examples:
  infog ticket link 50 --to 42 --to 43        a problem and its incidents
  infog ticket link 42 --to 17 --relation caused-by
  infog ticket link 42 --to 40 --relation follows"
)]
pub struct Args {
    /// Ticket number
    #[arg(value_name = "N", add = candidates::open_tickets())]
    number: TicketNumber,

    /// The other ticket; may be repeated
    #[arg(long, value_name = "M", required = true)]
    to: Vec<TicketNumber>,

    /// How they belong together
    #[arg(long, value_name = "RELATION", add = candidates::relations())]
    relation: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the links.
    pub fn run(mut self, ctx: &mut Ctx) -> Outcome {
        self.to.sort_unstable();
        self.to.dedup();
        let relation = self.relation.as_deref().map(|word| text::line("relation", word)).transpose()?;
        let numbers: Vec<TicketNumber> = std::iter::once(self.number).chain(self.to.iter().copied()).collect();
        if self.to.contains(&self.number) {
            return Err(Failure::refused(format!("ticket {} cannot be linked with itself", self.number)));
        }
        let views = record(ctx, &numbers, &self.at, |_, db, before| {
            if before.number != self.number {
                let (from, to) = (before.number, self.number);
                return Ok(mirrored(before, to, named(db, to, from, relation.as_deref())?.as_deref()));
            }
            let mut entries = Vec::with_capacity(self.to.len());
            for to in &self.to {
                let named = named(db, self.number, *to, relation.as_deref())?;
                if is_linked(before, *to, named.as_deref()) {
                    let how = named.map(|word| format!(" as `{word}`")).unwrap_or_default();
                    return Err(Failure::refused(format!("ticket {} is linked with {to} already{how}", self.number))
                        .hinted(format!("`infog ticket unlink {} --to {}` takes it back", self.number.0, to.0)));
                }
                entries.push(Entry::plain(Happening::Linked { to: *to, relation: named }));
            }
            Ok(entries)
        })?;
        let others: Vec<String> = self.to.iter().map(ToString::to_string).collect();
        let word = format!("{} {}", ctx.locale.event_linked(), others.join(", "));
        told::done(ctx, views.get(..1).unwrap_or_default(), &word)
    }
}

/// What `from` calls its link to `to`: the word that was typed, or the usual one of their kinds.
///
/// # Errors
/// One of them is not there.
pub fn named(
    db: &mut dyn Db,
    from: TicketNumber,
    to: TicketNumber,
    typed: Option<&str>,
) -> Result<Option<String>, Failure> {
    let mut kind = |number| match store::ticket::summary(db, number)? {
        Some(summary) => Ok(summary.kind),
        None => Err(desk::no_ticket(db, number)?),
    };
    let (one, other) = (kind(from)?, kind(to)?);
    Ok(typed.or(relation::usual(one, other)).map(str::to_owned))
}

/// The same link as the other side has it; nothing where it has it already.
pub fn mirrored(before: &Before<'_>, to: TicketNumber, relation: Option<&str>) -> Vec<Entry> {
    let own = relation.map(relation::inverse);
    match is_linked(before, to, own) {
        true => Vec::new(),
        false => vec![Entry::plain(Happening::Linked { to, relation: own.map(str::to_owned) })],
    }
}

fn is_linked(before: &Before<'_>, to: TicketNumber, relation: Option<&str>) -> bool {
    before.state.links.iter().any(|link| link.to == to && link.relation.as_deref() == relation)
}
