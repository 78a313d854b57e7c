//! How two tickets belong together. A link is recorded on both, each with its own word.

use super::kind::TicketKind;
use crate::domain::id::TicketNumber;
use crate::domain::instant::Instant;

/// A problem or a change brought the other about.
pub const CAUSES: &str = "causes";
/// The other brought it about.
pub const CAUSED_BY: &str = "caused-by";

/// Known relations, each with that of the other side.
pub const KNOWN: [(&str, &str); 6] = [
    (CAUSES, CAUSED_BY),
    (CAUSED_BY, CAUSES),
    ("follows", "followed-by"),
    ("followed-by", "follows"),
    ("related", "related"),
    ("blocks", "blocked-by"),
];

/// A link as one of its tickets has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// The other ticket.
    pub to: TicketNumber,
    /// How they belong together.
    pub relation: Option<String>,
    /// Since when.
    pub at: Instant,
}

/// What the other ticket calls a relation; any other word is its own.
#[must_use]
pub fn inverse(relation: &str) -> &str {
    let found = KNOWN.iter().find_map(|(one, other)| match relation {
        word if word == *one => Some(*other),
        word if word == *other => Some(*one),
        _ => None,
    });
    found.unwrap_or(relation)
}

/// What a link from `one` to `other` is called where nobody says: problems and changes cause incidents.
#[must_use]
pub const fn usual(one: TicketKind, other: TicketKind) -> Option<&'static str> {
    use TicketKind::{Change, Incident, Problem};
    match (one, other) {
        (Problem | Change, Incident) => Some(CAUSES),
        (Incident, Problem | Change) => Some(CAUSED_BY),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inverse_of_the_inverse_is_the_relation() {
        for (one, other) in KNOWN {
            assert_eq!(inverse(one), other);
            assert_eq!(inverse(inverse(one)), one);
        }
        assert_eq!(inverse("cousin"), "cousin");
    }

    #[test]
    fn problems_and_changes_cause_incidents_unless_told_otherwise() {
        assert_eq!(usual(TicketKind::Problem, TicketKind::Incident), Some(CAUSES));
        assert_eq!(usual(TicketKind::Incident, TicketKind::Change), Some(CAUSED_BY));
        assert_eq!(usual(TicketKind::Request, TicketKind::Incident), None);
    }
}
