//! What a ticket is about.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Something broke, was asked for, is a cause, or is a controlled modification.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TicketKind {
    /// Something broke.
    Incident,
    /// Something is asked for.
    Request,
    /// The cause of incidents.
    Problem,
    /// A controlled modification.
    Change,
}

impl TicketKind {
    /// All four, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Incident, Self::Request, Self::Problem, Self::Change];

    /// The code in files and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Request => "request",
            Self::Problem => "problem",
            Self::Change => "change",
        }
    }
}

impl fmt::Display for TicketKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}
