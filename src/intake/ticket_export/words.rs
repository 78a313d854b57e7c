//! What statuses, kinds, priorities and channels mean, in the words of four programs and two languages.

use crate::domain::fold::words;
use crate::domain::ticket::event::Channel;
use crate::domain::ticket::kind::TicketKind;
use crate::domain::ticket::origin::Tool;

/// Where a ticket is in its life, as its program says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    /// Nobody has taken charge of it.
    New,
    /// Somebody works on it.
    Open,
    /// It waits.
    Waiting,
    /// Service is back.
    Resolved,
    /// The client agreed, or kept silent long enough.
    Closed,
    /// Merged into another, refused or removed.
    Dropped,
}

const PHASES: [(Phase, &[&str]); 6] = [
    (Phase::New, &["nouveau", "nouvelle", "new"]),
    (
        Phase::Open,
        &[
            "en cours",
            "en cours attribue",
            "en cours planifie",
            "processing assigned",
            "processing planned",
            "in progress",
            "assigned",
            "assigne",
            "assignee",
            "dispatched",
            "dispatchee",
            "redispatched",
            "redispatchee",
            "escalated tto",
            "escalated ttr",
            "escalade tto",
            "escalade ttr",
            "approved",
            "approuvee",
            "approbation",
            "open",
            "ouvert",
            "ouverte",
        ],
    ),
    (
        Phase::Waiting,
        &[
            "en attente",
            "pending",
            "on hold",
            "pending reminder",
            "pending close",
            "en attente de rappel",
            "en attente de cloture",
            "waiting for approval",
            "en attente d approbation",
        ],
    ),
    (Phase::Resolved, &["resolu", "resolue", "resolved", "solved"]),
    (Phase::Closed, &["clos", "close", "closed", "ferme", "fermee", "cloture", "cloturee", "auto closed"]),
    (Phase::Dropped, &["merged", "fusionne", "removed", "rejected", "rejetee"]),
];

/// The phase that a status is.
#[must_use]
pub fn phase(cell: &str) -> Option<Phase> {
    let cell = words(cell);
    PHASES.iter().find(|(_, names)| names.contains(&cell.as_str())).map(|(phase, _)| *phase)
}

/// Every status that is known, for a hint.
pub fn statuses() -> impl Iterator<Item = &'static str> {
    PHASES.iter().flat_map(|(_, names)| names.iter().copied())
}

const KINDS: [(TicketKind, &[&str]); 4] = [
    (TicketKind::Incident, &["incident"]),
    (TicketKind::Request, &["demande", "demande de service", "request", "service request", "requete de service"]),
    (TicketKind::Problem, &["probleme", "problem"]),
    (TicketKind::Change, &["changement", "change"]),
];

/// The kind that a type is.
#[must_use]
pub fn kind(cell: &str) -> Option<TicketKind> {
    let cell = words(cell);
    KINDS.iter().find(|(_, names)| names.contains(&cell.as_str())).map(|(kind, _)| *kind)
}

/// Priorities that the programs have; which severity of a contract one is, only the desk can say.
const PRIORITIES: [&str; 18] = [
    "tres basse",
    "very low",
    "basse",
    "low",
    "moyenne",
    "medium",
    "normal",
    "normale",
    "haute",
    "high",
    "tres haute",
    "very high",
    "majeure",
    "major",
    "critique",
    "critical",
    "1 low",
    "2 normal",
];

/// Whether `tool` has such a priority.
#[must_use]
pub fn is_priority(tool: Tool, cell: &str) -> bool {
    let cell = words(cell);
    let numbered = match tool {
        Tool::Itop => ["1", "2", "3", "4"].contains(&cell.as_str()),
        Tool::Glpi => ["1", "2", "3", "4", "5", "6"].contains(&cell.as_str()),
        Tool::Zammad => cell == "3 high",
        Tool::Itflow => false,
    };
    numbered || PRIORITIES.contains(&cell.as_str())
}

/// Every priority that is known, for a hint.
pub fn priorities() -> impl Iterator<Item = &'static str> {
    PRIORITIES.into_iter()
}

const CHANNELS: [(Channel, &[&str]); 4] = [
    (Channel::Phone, &["phone", "telephone", "tel"]),
    (Channel::Mail, &["email", "e mail", "mail", "courriel"]),
    (Channel::Ticket, &["web", "portal", "portail", "helpdesk", "formcreator", "form"]),
    (Channel::Monitoring, &["monitoring", "supervision"]),
];

/// The channel that a word is; one that infog does not have is none.
#[must_use]
pub fn channel(cell: &str) -> Option<Channel> {
    let cell = words(cell);
    CHANNELS.iter().find(|(_, names)| names.contains(&cell.as_str())).map(|(channel, _)| *channel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same() {
        for (french, english) in [
            ("Nouveau", "New"),
            ("En cours (Attribué)", "Processing (assigned)"),
            ("En attente", "Pending"),
            ("Résolu", "Solved"),
            ("Clos", "Closed"),
        ] {
            assert!(phase(french).is_some(), "{french}");
            assert_eq!(phase(french), phase(english), "{french}");
        }
        assert_eq!(kind("Demande"), kind("service_request"));
        assert_eq!(channel("Téléphone"), Some(Channel::Phone));
        assert_eq!((phase("Bientôt"), kind("Rêve"), channel("pigeon")), (None, None, None));
    }

    #[test]
    fn a_number_is_a_priority_only_where_the_program_counts_so() {
        assert!(is_priority(Tool::Itop, "2") && is_priority(Tool::Glpi, "6") && is_priority(Tool::Zammad, "3 high"));
        assert!(!is_priority(Tool::Itop, "6") && !is_priority(Tool::Itflow, "2") && !is_priority(Tool::Glpi, "Ultra"));
    }
}
