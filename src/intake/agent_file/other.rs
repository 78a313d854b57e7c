//! `lshw -json` and osquery's `system_info`.

use serde::Deserialize;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer};

use super::BadAgentFile;
use super::machine::{Machine, mac, said, serial, uuid};
use super::parts::Loose;

/// Bytes of a mebibyte.
const MEBI: u64 = 1 << 20;

fn loose<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Loose.deserialize(deserializer).map(|text| said(Some(&text)))
}

/// An object, or a list of them: it depends on the version.
fn objects<T: DeserializeOwned>(agent: &'static str, text: &str) -> Result<Vec<T>, BadAgentFile> {
    let bad = |e: serde_json::Error| BadAgentFile::json(agent, &e);
    if text.trim_start().starts_with('[') {
        serde_json::from_str(text).map_err(bad)
    } else {
        serde_json::from_str(text).map(|only| vec![only]).map_err(bad)
    }
}

fn megabytes(bytes: Option<&str>) -> Option<String> {
    bytes?.parse::<u64>().ok().map(|bytes| format!("{} MB", bytes / MEBI))
}

#[derive(Deserialize)]
struct SystemInfo {
    #[serde(default, deserialize_with = "loose")]
    computer_name: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    hostname: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    uuid: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    cpu_brand: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    physical_memory: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    hardware_vendor: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    hardware_model: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    hardware_serial: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    hardware_version: Option<String>,
}

/// Reads osquery's answer.
pub(super) fn osquery(text: &str) -> Result<Vec<Machine>, BadAgentFile> {
    Ok(objects::<SystemInfo>("osquery", text)?.into_iter().map(SystemInfo::machine).collect())
}

impl SystemInfo {
    fn machine(self) -> Machine {
        let mut machine = Machine {
            name: self.hostname.or(self.computer_name),
            serial: serial(self.hardware_serial.as_deref()),
            uuid: uuid(self.uuid.as_deref()),
            ..Machine::default()
        };
        machine.say("manufacturer", self.hardware_vendor.as_deref());
        machine.say("model", self.hardware_model.as_deref());
        machine.say("attr.model_name", self.hardware_version.as_deref());
        machine.say("attr.cpu", self.cpu_brand.as_deref());
        machine.say("attr.ram", megabytes(self.physical_memory.as_deref()).as_deref());
        let named = self.hardware_version.filter(|version| version.starts_with("ThinkPad")).map(|_| "laptop");
        machine.guess_kind(named, None);
        machine
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Node {
    #[serde(deserialize_with = "loose")]
    id: Option<String>,
    #[serde(deserialize_with = "loose")]
    class: Option<String>,
    #[serde(deserialize_with = "loose")]
    description: Option<String>,
    #[serde(deserialize_with = "loose")]
    product: Option<String>,
    #[serde(deserialize_with = "loose")]
    vendor: Option<String>,
    #[serde(deserialize_with = "loose")]
    serial: Option<String>,
    #[serde(deserialize_with = "loose")]
    size: Option<String>,
    configuration: Settings,
    children: Vec<Self>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Settings {
    #[serde(deserialize_with = "loose")]
    ip: Option<String>,
    #[serde(deserialize_with = "loose")]
    uuid: Option<String>,
}

/// Reads the tree of `lshw`.
pub(super) fn lshw(text: &str) -> Result<Vec<Machine>, BadAgentFile> {
    Ok(objects::<Node>("lshw", text)?.into_iter().map(Node::machine).collect())
}

impl Node {
    fn machine(self) -> Machine {
        let mut found = Vec::new();
        self.gather(&mut found);
        let of = |class: &'static str| {
            found.iter().copied().filter(move |node: &&Self| node.class.as_deref() == Some(class))
        };
        let mut machine = Machine {
            name: self.id.clone(),
            serial: serial(self.serial.as_deref()),
            uuid: uuid(self.configuration.uuid.as_deref()),
            macs: of("network").filter_map(|card| mac(card.serial.as_deref()?)).collect(),
            ..Machine::default()
        };
        machine.say("manufacturer", self.vendor.as_deref());
        machine.say("model", self.product.as_deref());
        let processor = of("processor").find_map(|node| node.product.as_deref());
        machine.say("attr.cpu", processor);
        let memory = of("memory").find(|node| node.description.as_deref() == Some("System Memory"));
        machine.say("attr.ram", memory.and_then(|node| megabytes(node.size.as_deref())).as_deref());
        let ips: Vec<&str> = of("network").filter_map(|card| card.configuration.ip.as_deref()).collect();
        machine.say("attr.ip", Some(&ips.join(", ")));
        let chassis = self.description.as_deref().map(|text| text.trim_end_matches(" Computer"));
        machine.guess_kind(chassis, None);
        machine
    }

    /// Itself and all below it. The parser has bounded the depth.
    fn gather<'n>(&'n self, found: &mut Vec<&'n Self>) {
        found.push(self);
        for child in &self.children {
            child.gather(found);
        }
    }
}
