//! Why a change is not taken back, and what to do first.

use crate::cli::failure::Failure;
use crate::cli::recorded::words;
use crate::domain::calendar::Zone;
use crate::locale::{Lang, Locale};
use crate::store::event::Recorded;
use crate::store::undo::{Change, Refusal};
use crate::store::{Db, chain};

/// There is no event of this number.
///
/// # Errors
/// The database.
pub fn no_change(db: &mut dyn Db, number: i64) -> Result<Failure, Failure> {
    let last = chain::head(db)?.position;
    let failure = Failure::refused(format!("there is no change {number}; the last event is {last}"));
    Ok(failure.hinted("`infog undo --list` shows your last changes, `infog audit` those of all"))
}

/// The sentence for a refusal.
pub fn failure(zone: &Zone, change: &Change, refusal: Refusal) -> Failure {
    let line = |event: &Recorded| line(zone, event);
    let subject = change.events.first().map_or_else(String::new, |event| format!(" ({})", line(event)));
    let cannot =
        |why: String| Failure::refused(format!("change {}{subject} cannot be taken back: {why}", change.number()));
    match refusal {
        Refusal::Already { by, .. } => {
            cannot(format!("event {by} took it back already")).hinted(format!("`infog undo {by}` brings it back"))
        }
        Refusal::Never(event) => {
            cannot(format!("event {} tells what was done and stays so ({})", event.id, line(&event)))
        }
        Refusal::Erased(event) => cannot(format!("what event {} said was erased ({})", event.id, line(&event))),
        Refusal::Taken { event, what } => cannot(format!("event {event} has no place to go back to: {what}"))
            .hinted("`infog audit` shows what was recorded since"),
        Refusal::Depends { on, total, .. } => {
            let lines: Vec<String> =
                on.iter().map(|event| format!("  change {}: {}", event.change(), line(event))).collect();
            let more = total.saturating_sub(on.len());
            let more = if more > 0 { format!("\n  and {more} more before") } else { String::new() };
            let count =
                if total == 1 { "a later change depends".to_owned() } else { format!("{total} later changes depend") };
            let failure = cannot(format!("{count} on it\n{}{more}", lines.join("\n")));
            match on.first() {
                Some(last) => {
                    failure.hinted(format!("take these back first, in this order: `infog undo {}`", last.change()))
                }
                None => failure,
            }
        }
        Refusal::Db(error) => error.into(),
    }
}

/// An event in one line, in English as all refusals are: what, by whom, when.
fn line(zone: &Zone, event: &Recorded) -> String {
    let locale = Locale::new(Lang::En);
    let (about, kind) = (words::about(&locale, event).text, words::kind(&locale, event));
    format!("{about}: {kind}, by {}, {}", event.stamp.actor, zone.rfc3339(event.stamp.recorded_at))
}
