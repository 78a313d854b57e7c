//! The events of a ticket as they hold today: corrections applied, in the order in which they happened.

use super::event::{Event, Governed, Happening};
use crate::domain::instant::Instant;

/// The events that hold: each correction replaces what it names, equal instants are ordered by sequence (rule 2).
///
/// Corrections themselves are left out: they are in the events they changed. Those events keep their sequence.
#[must_use]
pub fn effective(events: &[Event]) -> Vec<Event> {
    let mut held: Vec<Event> = events
        .iter()
        .filter(|e| !matches!(e.what, Happening::Corrected { .. }))
        .map(|event| match last_correction(events, event.seq) {
            Some(correction) => corrected(event, correction),
            None => event.clone(),
        })
        .collect();
    held.sort_by_key(|e| (e.at, e.seq));
    held
}

fn last_correction(events: &[Event], seq: u32) -> Option<&Event> {
    events.iter().rfind(|e| matches!(e.what, Happening::Corrected { of, .. } if of == seq))
}

fn corrected(event: &Event, correction: &Event) -> Event {
    let mut event = event.clone();
    event.at = correction.at;
    let Happening::Corrected { minutes, governed, .. } = &correction.what else { return event };
    match &mut event.what {
        Happening::TimeLogged { minutes: logged, .. } => *logged = minutes.unwrap_or(*logged),
        Happening::Opened(opening) => {
            if let Some(governed) = governed {
                opening.governed = Governed::clone(governed);
            }
        }
        _ => {}
    }
    event
}

/// The events that had happened at `now`, whenever they were recorded.
#[must_use]
pub fn until(mut events: Vec<Event>, now: Instant) -> Vec<Event> {
    events.retain(|e| e.at <= now);
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(seq: u32, at: i64, what: Happening) -> Event {
        Event { seq, at: Instant(at), recorded_at: Instant(at), by: "lea".into(), what, text: None }
    }

    #[test]
    fn a_correction_moves_the_event_it_names_and_the_last_one_holds() {
        let events = [
            event(2, 100, Happening::Acknowledged),
            event(3, 200, Happening::Resolved),
            event(4, 150, Happening::Corrected { of: 2, minutes: None, governed: None }),
            event(5, 120, Happening::Corrected { of: 2, minutes: None, governed: None }),
        ];
        let held = effective(&events);
        assert_eq!(held.iter().map(|e| (e.seq, e.at.0)).collect::<Vec<_>>(), [(2, 120), (3, 200)]);
    }

    #[test]
    fn equal_instants_are_ordered_by_sequence() {
        let events = [event(3, 100, Happening::Resolved), event(2, 100, Happening::Acknowledged)];
        assert_eq!(effective(&events).iter().map(|e| e.seq).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn corrected_minutes_replace_the_logged_ones() {
        let logged = Happening::TimeLogged { minutes: 25, mode: Default::default(), work: Default::default() };
        let events =
            [event(2, 100, logged), event(3, 100, Happening::Corrected { of: 2, minutes: Some(40), governed: None })];
        assert!(matches!(effective(&events)[0].what, Happening::TimeLogged { minutes: 40, .. }));
    }
}
