//! What inventory agents and scanners write: GLPI Agent (JSON), FusionInventory and OCS (XML), `lshw -json`, osquery,
//! `nmap -oX`.
//!
//! Such files hold far more than an inventory: environment variables, whole command lines, licence keys, accounts,
//! keys. What is not on the list of `parts` is stepped over while reading and never held.

mod glpi;
mod kind;
mod machine;
mod nmap;
mod other;
mod parts;
mod xml;

pub use machine::Machine;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::domain::date::clipped;

/// More machines than one scan finds.
const MOST_MACHINES: usize = 10_000;
/// Bytes of a file that describes one machine, or one network.
pub const LARGEST_FILE: u64 = 64 << 20;

/// Whose file it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Agent {
    /// GLPI Agent, JSON.
    Glpi,
    /// FusionInventory or OCS, XML.
    Fusion,
    /// `lshw -json`.
    Lshw,
    /// osquery, `system_info`.
    Osquery,
    /// `nmap -oX`.
    Nmap,
}

impl Agent {
    /// Each of them.
    pub const ALL: [Self; 5] = [Self::Glpi, Self::Fusion, Self::Lshw, Self::Osquery, Self::Nmap];

    /// As `--from` names it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Glpi => "glpi-agent",
            Self::Fusion => "fusioninventory",
            Self::Lshw => "lshw",
            Self::Osquery => "osquery",
            Self::Nmap => "nmap",
        }
    }
}

/// The file is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadAgentFile {
    /// No JSON, or not of that agent.
    #[error("line {line}, column {column}: this is no JSON of {agent}: {reason}")]
    Json {
        /// Whose it should be.
        agent: &'static str,
        /// The line.
        line: usize,
        /// The column.
        column: usize,
        /// As the parser has it.
        reason: String,
    },
    /// No XML, or not of that agent.
    #[error("line {line}: this is no XML of {agent}: {reason}")]
    Xml {
        /// Whose it should be.
        agent: &'static str,
        /// The line.
        line: u64,
        /// What is wrong.
        reason: String,
    },
    /// Nobody's JSON or XML.
    #[error(
        "this is {0} of no program that infog knows; it reads that of GLPI Agent, FusionInventory, lshw, osquery and nmap"
    )]
    Unknown(&'static str),
    /// Nothing by which a machine could be called.
    #[error("the machine in it has neither a name nor a serial number")]
    Nameless,
    /// No machine at all.
    #[error("there is no machine in it")]
    Nobody,
    /// Beyond what one scan finds.
    #[error("there are more than {MOST_MACHINES} machines in it")]
    TooMany,
    /// Beyond [`LARGEST_FILE`].
    #[error("the file has more than {LARGEST_FILE} bytes; as many are allowed for one of an agent")]
    TooLarge,
}

impl BadAgentFile {
    fn json(agent: &'static str, error: &serde_json::Error) -> Self {
        let text = error.to_string();
        let reason = text.split(" at line ").next().unwrap_or_default();
        Self::Json { agent, line: error.line(), column: error.column(), reason: clipped(reason) }
    }
}

/// Whether a text that begins like this may be JSON or XML, and is worth the look of [`recognise`].
#[must_use]
pub fn is_candidate(start: &str) -> bool {
    start.trim_start().starts_with(['<', '{', '['])
}

/// Whose file the text is, by what stands in it; `None` where it is a table.
///
/// # Errors
/// [`BadAgentFile::Unknown`]: JSON or XML of nobody.
pub fn recognise(text: &str) -> Result<Option<Agent>, BadAgentFile> {
    check_size(text)?;
    let text = text.trim_start();
    if text.starts_with('<') {
        return xml::recognise(text).map(Some);
    }
    let looks_like_json = text.starts_with('{') || text.starts_with("[{") || text.starts_with("[\n") || text == "[]";
    if looks_like_json { recognise_json(text).map(Some) } else { Ok(None) }
}

/// The keys that tell JSON files apart.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Probe {
    content: Option<IgnoredAny>,
    deviceid: Option<IgnoredAny>,
    class: Option<IgnoredAny>,
    hardware_serial: Option<IgnoredAny>,
    computer_name: Option<IgnoredAny>,
}

impl Probe {
    const fn agent(&self) -> Option<Agent> {
        if self.content.is_some() && self.deviceid.is_some() {
            Some(Agent::Glpi)
        } else if self.hardware_serial.is_some() || self.computer_name.is_some() {
            Some(Agent::Osquery)
        } else if self.class.is_some() {
            Some(Agent::Lshw)
        } else {
            None
        }
    }
}

fn recognise_json(text: &str) -> Result<Agent, BadAgentFile> {
    let bad = |e: serde_json::Error| BadAgentFile::json("any agent", &e);
    let probe = if text.starts_with('[') {
        let probes: Vec<Probe> = serde_json::from_str(text).map_err(bad)?;
        probes.into_iter().next().unwrap_or_default()
    } else {
        serde_json::from_str(text).map_err(bad)?
    };
    probe.agent().ok_or(BadAgentFile::Unknown("JSON"))
}

/// Reads every machine of the file.
///
/// # Errors
/// [`BadAgentFile`]; no machine is taken then.
///
/// ```
/// use infog::intake::agent_file::{Agent, read};
/// let json = r#"[{"computer_name":"pc-07","hardware_serial":"PF3Z9QXM","hardware_vendor":"LENOVO"}]"#;
/// let machines = read(Agent::Osquery, json).unwrap();
/// assert_eq!(machines[0].serial.as_deref(), Some("PF3Z9QXM"));
/// ```
pub fn read(agent: Agent, text: &str) -> Result<Vec<Machine>, BadAgentFile> {
    check_size(text)?;
    let machines = match agent {
        Agent::Glpi => glpi::json(text)?,
        Agent::Fusion => glpi::xml(text)?,
        Agent::Lshw => other::lshw(text)?,
        Agent::Osquery => other::osquery(text)?,
        Agent::Nmap => nmap::read(text)?,
    };
    match machines.len() {
        0 => Err(BadAgentFile::Nobody),
        n if n > MOST_MACHINES => Err(BadAgentFile::TooMany),
        _ if machines.iter().any(|machine| machine.called().is_none()) => Err(BadAgentFile::Nameless),
        _ => Ok(machines),
    }
}

const fn check_size(text: &str) -> Result<(), BadAgentFile> {
    if text.len() as u64 > LARGEST_FILE { Err(BadAgentFile::TooLarge) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
