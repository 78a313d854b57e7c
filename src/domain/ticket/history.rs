//! The events of a ticket as they hold today: corrections applied, in the order in which they happened.

use super::event::{Event, Governed, Happening};
use crate::domain::instant::Instant;

/// Sequences of the events that were taken back, of all events as they were recorded. An event of type `undone` that
/// was itself taken back takes nothing.
#[must_use]
pub fn taken_back<'a>(events: impl DoubleEndedIterator<Item = (u32, &'a Happening)>) -> Vec<u32> {
    undos(events).into_iter().map(|(of, _)| of).collect()
}

/// As [`taken_back`], each with the event that took it.
#[must_use]
pub fn undos<'a>(events: impl DoubleEndedIterator<Item = (u32, &'a Happening)>) -> Vec<(u32, u32)> {
    let mut taken: Vec<(u32, u32)> = Vec::new();
    for (seq, what) in events.rev() {
        if let Happening::Undone { of } = what
            && taken.iter().all(|(gone, _)| *gone != seq)
        {
            taken.push((*of, seq));
        }
    }
    taken
}

/// The events that nobody took back, as they were recorded; those that took others back are left out.
#[must_use]
pub fn standing(events: &[Event]) -> Vec<&Event> {
    let taken = taken_back(events.iter().map(|e| (e.seq, &e.what)));
    let holds = |e: &&Event| !matches!(e.what, Happening::Undone { .. }) && !taken.contains(&e.seq);
    events.iter().filter(holds).collect()
}

/// The events that hold: each correction replaces what it names, equal instants are ordered by sequence (rule 2).
///
/// Corrections themselves are left out: they are in the events they changed. Those events keep their sequence. What was
/// taken back is left out as if it had never been.
#[must_use]
pub fn effective(events: &[Event]) -> Vec<Event> {
    let events = standing(events);
    let mut held: Vec<Event> = events
        .iter()
        .copied()
        .filter(|e| !matches!(e.what, Happening::Corrected { .. }))
        .map(|event| match last_correction(&events, event.seq) {
            Some(correction) => corrected(event, correction),
            None => event.clone(),
        })
        .collect();
    held.sort_by_key(|e| (e.at, e.seq));
    held
}

fn last_correction<'a>(events: &[&'a Event], seq: u32) -> Option<&'a Event> {
    events.iter().copied().rfind(|e| matches!(e.what, Happening::Corrected { of, .. } if of == seq))
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
    fn what_was_taken_back_does_not_count_until_it_is_brought_back() {
        let undone = |seq, of| event(seq, 200, Happening::Undone { of });
        let correction = Happening::Corrected { of: 2, minutes: None, governed: None };
        let all = [
            event(2, 100, Happening::Acknowledged),
            event(3, 200, Happening::Resolved),
            event(4, 150, correction),
            undone(5, 4),
            undone(6, 3),
            undone(7, 6),
            undone(8, 7),
        ];
        let held = |count: usize| effective(&all[..count]).iter().map(|e| (e.seq, e.at.0)).collect::<Vec<_>>();
        assert_eq!(held(3), [(2, 150), (3, 200)]);
        assert_eq!(held(4), [(2, 100), (3, 200)]);
        assert_eq!(held(5), [(2, 100)]);
        assert_eq!(held(6), [(2, 100), (3, 200)]);
        assert_eq!(held(7), [(2, 100)]);
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
