//! Where an imported ticket comes from, and what its source does not say.
//!
//! An export shows a ticket as it stands, not its life. What its columns prove becomes events; what they leave open is
//! named here, so that no verdict rests on a guess.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A help desk whose exports are read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)] // the names say it
pub enum Tool {
    Glpi,
    Itop,
    Zammad,
    Itflow,
}

impl Tool {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Glpi, Self::Itop, Self::Zammad, Self::Itflow];

    /// The code in files, JSON and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Glpi => "glpi",
            Self::Itop => "itop",
            Self::Zammad => "zammad",
            Self::Itflow => "itflow",
        }
    }

    /// Its name as its makers write it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Glpi => "GLPI",
            Self::Itop => "iTop",
            Self::Zammad => "Zammad",
            Self::Itflow => "ITFlow",
        }
    }

    /// The tool with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tool| tool.code() == code)
    }
}

impl fmt::Display for Tool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// What a source leaves open of a ticket, of all that clocks need.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gap {
    /// When it was taken in charge.
    Response,
    /// When a workaround was in place.
    Workaround,
    /// When the client was told how it goes.
    Update,
    /// When it waited, or whether.
    Waiting,
    /// When it was resolved: by then at the latest.
    Resolution,
}

impl Gap {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Response, Self::Workaround, Self::Update, Self::Waiting, Self::Resolution];

    /// The code in files and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Response => "response",
            Self::Workaround => "workaround",
            Self::Update => "update",
            Self::Waiting => "waiting",
            Self::Resolution => "resolution",
        }
    }

    /// The gap with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gap| gap.code() == code)
    }
}

/// Where an imported ticket comes from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Origin {
    /// The program.
    pub from: Tool,
    /// Its number there; empty where only what clocks need was read.
    pub reference: String,
    /// What its source leaves open, in the order of [`Gap::ALL`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<Gap>,
    /// How long it waited in all as its source counts, in seconds, where nothing says when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waited_s: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_json() {
        for tool in Tool::ALL {
            assert_eq!(serde_json::to_value(tool).unwrap(), tool.code());
            assert_eq!(Tool::from_code(tool.code()), Some(tool));
        }
        for gap in Gap::ALL {
            assert_eq!(serde_json::to_value(gap).unwrap(), gap.code());
            assert_eq!(Gap::from_code(gap.code()), Some(gap));
        }
    }
}
