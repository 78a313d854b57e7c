//! Why a change is not taken back, and what to do first.

use crate::cli::failure::Failure;
use crate::cli::recorded::words;
use crate::domain::calendar::Zone;
use crate::locale::{Lang, Locale};
use crate::store::event::{Recorded, Stamp, Subject};
use crate::store::undo::{self, Change, Refusal};
use crate::store::{Db, chain};

/// So many commands are named that take back what depends on a change.
const COMMANDS: usize = 20;

/// There is no event of this number.
///
/// # Errors
/// The database.
pub fn no_change(db: &mut dyn Db, number: i64) -> Result<Failure, Failure> {
    let last = chain::head(db)?.position;
    let failure = Failure::refused(format!("there is no change {number}; the last event is {last}"));
    Ok(failure.hinted("`infog undo --list` shows your last changes, `infog audit` those of all"))
}

/// A change that is not taken back.
pub struct Refused<'a> {
    /// In which instants are told.
    pub zone: &'a Zone,
    /// Who wanted it.
    pub stamp: &'a Stamp,
    /// What.
    pub change: &'a Change,
    /// It was not named, but the last one.
    pub is_last: bool,
}

impl Refused<'_> {
    /// The sentence for a refusal; looking for the way out may write, so nothing may be kept.
    ///
    /// # Errors
    /// The database.
    pub fn failure(&self, db: &mut dyn Db, refusal: Refusal) -> Result<Failure, Failure> {
        let failure = match refusal {
            Refusal::Already { by, .. } => self
                .cannot(&format!("event {by} took it back already"))
                .hinted(format!("`infog undo {by}` brings it back")),
            Refusal::Never(event) => self.never(&event),
            Refusal::Erased(event) => self.cannot(&format!("what {} said was erased", self.naming(&event))),
            Refusal::Taken { event, what } => self
                .cannot(&format!("event {event} has no place to go back to: {what}"))
                .hinted("`infog audit` shows what was recorded since"),
            Refusal::Depends { on, total, .. } => {
                let failure = self.depended_on(&on, total);
                failure.hinted(first(&self.commands(db, &on)?))
            }
            Refusal::Db(error) => error.into(),
        };
        Ok(failure)
    }

    fn cannot(&self, why: &str) -> Failure {
        let change = self.change;
        let subject = change.events.first().map_or_else(String::new, |event| format!(" ({})", line(self.zone, event)));
        Failure::refused(format!("change {}{subject} cannot be taken back: {why}", change.number()))
    }

    /// One event of the change; the first was told already.
    fn naming(&self, event: &Recorded) -> String {
        match event.id == self.change.number() {
            true => "it".to_owned(),
            false => format!("event {} ({})", event.id, line(self.zone, event)),
        }
    }

    fn never(&self, event: &Recorded) -> Failure {
        let failure = self.cannot(&format!("{} tells what was done and stays so", self.naming(event)));
        let failure = failure.maybe_hinted(other_way(event));
        match self.is_last {
            true => failure.hinted("an earlier change is taken back by its number: `infog undo --list` shows them"),
            false => failure,
        }
    }

    fn depended_on(&self, on: &[Recorded], total: usize) -> Failure {
        let told = |event: &Recorded| format!("  change {}: {}", event.change(), line(self.zone, event));
        let lines: Vec<String> = on.iter().map(told).collect();
        let more = total.saturating_sub(on.len());
        let more = if more > 0 { format!("\n  and {more} more before") } else { String::new() };
        let count =
            if total == 1 { "a later change depends".to_owned() } else { format!("{total} later changes depend") };
        self.cannot(&format!("{count} on it\n{}{more}", lines.join("\n")))
    }

    /// The changes to be taken back, in an order that works: tried in the transaction that is dropped afterwards. The last
    /// one is the change itself, unless there are too many or one of them cannot be taken back.
    fn commands(&self, db: &mut dyn Db, on: &[Recorded]) -> Result<Vec<i64>, Failure> {
        let mut order = Vec::new();
        let mut open = vec![self.change.number()];
        while let Some(number) = open.last().copied() {
            let Some(change) = undo::change(db, number)? else { break };
            match undo::undo(db, &change, self.stamp) {
                Ok(_) => order.extend(open.pop()),
                Err(Refusal::Depends { on, .. }) => match on.first().map(Recorded::change) {
                    Some(first) if !open.contains(&first) => open.push(first),
                    _ => break,
                },
                Err(Refusal::Db(error)) => return Err(error.into()),
                Err(_) => break,
            }
            if order.len() > COMMANDS {
                break;
            }
        }
        Ok(if order.is_empty() { on.iter().map(Recorded::change).collect() } else { order })
    }
}

/// One line to be typed.
fn first(changes: &[i64]) -> String {
    let commands: Vec<String> = changes.iter().map(|change| format!("infog undo {change}")).collect();
    format!("one after the other, in this order: `{}`", commands.join(" && "))
}

/// What may be done instead.
fn other_way(event: &Recorded) -> Option<String> {
    if event.subject != Subject::Closing.code() {
        return None;
    }
    let (client, month) = (event.key.as_deref().unwrap_or_default(), &event.arg);
    let close = format!("infog report close --client {client} --month {month}");
    Some(match event.kind.as_str() {
        "closed" => format!("open the month again: `{close} --reopen --reason TEXT`"),
        _ => format!("close the month again: `{close}`"),
    })
}

/// An event in one line, in English as all refusals are: what, by whom, when.
fn line(zone: &Zone, event: &Recorded) -> String {
    let locale = Locale::new(Lang::En);
    let (about, kind) = (words::about(&locale, event).text, words::kind(&locale, event));
    format!("{about}: {kind}, by {}, {}", event.stamp.actor, zone.rfc3339(event.stamp.recorded_at))
}
