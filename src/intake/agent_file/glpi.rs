//! The inventory of GLPI Agent (JSON) and of its ancestor FusionInventory (XML).

use serde::de::DeserializeSeed;

use super::machine::{Machine, asset_tag, mac, said, serial, uuid};
use super::parts::{Document, Entry, Parts};
use super::{BadAgentFile, xml};
use crate::domain::asset::AssetKind;

/// A battery below it is worth a word; above, its age is noise that changes every night.
const WORN_BELOW_PERCENT: u64 = 80;
/// Agents list containers and jails among virtual machines.
const NO_MACHINES: [&str; 5] = ["docker", "podman", "wsl", "jail", "nspawn"];

/// Reads JSON.
pub(super) fn json(text: &str) -> Result<Vec<Machine>, BadAgentFile> {
    let mut parts = Parts::default();
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Document(&mut parts).deserialize(&mut reader).and_then(|()| reader.end());
    read.map_err(|e| BadAgentFile::json("GLPI Agent", &e))?;
    Ok(machines(&parts))
}

/// Reads XML.
pub(super) fn xml(text: &str) -> Result<Vec<Machine>, BadAgentFile> {
    xml::inventory(text).map(|parts| machines(&parts))
}

/// The machine, and those that run on it.
fn machines(parts: &Parts) -> Vec<Machine> {
    let host = machine(parts);
    let mut machines = vec![host];
    for entry in parts.each("virtualmachines") {
        let host_client = machines.first().and_then(|host| host.client.clone());
        if let Some(guest) = guest(entry, host_client)
            && !machines.iter().any(|known| known.called() == guest.called())
        {
            machines.push(guest);
        }
    }
    machines
}

/// A virtual machine: what it is called and its board, which its host does not say otherwise another night.
fn guest(entry: &Entry, client: Option<String>) -> Option<Machine> {
    let told = |key: &str| entry.get(key).map(|text| text.to_lowercase()).unwrap_or_default();
    if [told("vmtype"), told("subsystem")].iter().any(|word| NO_MACHINES.iter().any(|none| word.contains(none))) {
        return None;
    }
    let name = called(entry.get("name")?);
    let uuid = uuid(entry.get("uuid").map(String::as_str));
    let guest = Machine {
        name: Some(name),
        uuid,
        client,
        kind: AssetKind::VirtualServer,
        is_guest: true,
        ..Machine::default()
    };
    guest.called().is_some().then_some(guest)
}

/// `SRV-02 (ancien)` → `SRV-02 ancien`: hypervisors take any name.
fn called(name: &str) -> String {
    let sound = |c: char| if c.is_alphanumeric() || ['-', '_', '.', '/'].contains(&c) { c } else { ' ' };
    let name: String = name.chars().map(sound).collect();
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn machine(parts: &Parts) -> Machine {
    let mut machine = Machine {
        name: said(parts.get("hardware", "name")),
        asset_tag: asset_tag(parts.get("bios", "assettag")),
        serial: serial(parts.get("bios", "ssn")),
        uuid: uuid(parts.get("hardware", "uuid")),
        agent_id: said(Some(&parts.device_id)),
        client: said(Some(&parts.tag)),
        macs: macs(parts),
        is_whole: !parts.partial,
        ..Machine::default()
    };
    machine.say("manufacturer", parts.get("bios", "smanufacturer"));
    machine.say("model", parts.get("bios", "smodel"));
    machine.say("firmware", parts.get("bios", "bversion"));
    let os = |key: &str| parts.get("operatingsystem", key);
    machine.say("os", os("full_name").or(parts.get("hardware", "osname")).or(os("name")));
    machine.say("os_version", os("version").or(parts.get("hardware", "osversion")));
    machine.say("attr.kernel", os("kernel_version"));
    machine.say("attr.fqdn", os("fqdn"));
    machine.say("attr.model_number", parts.get("bios", "skunumber"));
    machine.say("attr.cpu", said(Some(&each(parts, "cpus", |cpu| cpu.get("name").cloned()))).as_deref());
    machine.say("attr.ram", parts.get("hardware", "memory").map(|mega| format!("{mega} MB")).as_deref());
    machine.say("attr.ip", Some(&addresses(parts)));
    machine.say("attr.disks", Some(&each(parts, "storages", disk)));
    machine.say("attr.antivirus", Some(&each(parts, "antivirus", antivirus)));
    machine.say("attr.battery", battery(parts).as_deref());
    machine.guess_kind(parts.get("hardware", "chassis_type"), parts.get("hardware", "vmsystem"));
    machine
}

/// What `read` makes of each entry, once each.
fn each(parts: &Parts, section: &str, read: impl Fn(&Entry) -> Option<String>) -> String {
    let mut told: Vec<String> = Vec::new();
    for text in parts.each(section).iter().filter_map(read) {
        if !told.contains(&text) {
            told.push(text);
        }
    }
    told.join(", ")
}

/// Cards that one can touch.
fn cards(parts: &Parts) -> impl Iterator<Item = &Entry> {
    let is = |card: &Entry, key: &str, words: &[&str]| {
        card.get(key).is_some_and(|v| words.contains(&v.to_lowercase().as_str()))
    };
    parts.each("networks").iter().filter(move |card| {
        !is(card, "virtualdev", &["true", "1", "yes"]) && !is(card, "type", &["loopback", "bridge", "alias"])
    })
}

fn macs(parts: &Parts) -> Vec<String> {
    let mut macs: Vec<String> =
        cards(parts).filter_map(|card| mac(card.get("mac").or_else(|| card.get("macaddr"))?)).collect();
    macs.sort_unstable();
    macs.dedup();
    macs
}

/// Addresses of its cards; several of one card are joined by `/` in the older format.
fn addresses(parts: &Parts) -> String {
    let told = cards(parts).filter_map(|card| card.get("ipaddress"));
    let mut ips: Vec<&str> = told.flat_map(|ips| ips.split(['/', ' ', ','])).filter(|ip| ip.contains('.')).collect();
    ips.sort_unstable();
    ips.dedup();
    ips.join(", ")
}

fn disk(disk: &Entry) -> Option<String> {
    let is_disk =
        disk.get("type").is_none_or(|kind| kind.eq_ignore_ascii_case("disk") || kind.to_lowercase().contains("fixed"));
    let size =
        disk.get("disksize").and_then(|mega| mega.parse::<u64>().ok()).map(|mega| format!("{} GB", mega / 1_000));
    let serial = serial(disk.get("serial").or_else(|| disk.get("serialnumber")).map(String::as_str));
    let words: Vec<String> = [disk.get("model").cloned(), size, serial].into_iter().flatten().collect();
    (is_disk && !words.is_empty()).then(|| words.join(" "))
}

fn antivirus(found: &Entry) -> Option<String> {
    let no = |key: &str| found.get(key).is_some_and(|flag| flag == "false" || flag == "0");
    let name = found.get("name")?;
    let off = no("enabled").then_some("off");
    let behind = no("uptodate").then_some("out of date");
    let words: Vec<&str> = [off, behind].into_iter().flatten().collect();
    Some(if words.is_empty() { name.clone() } else { format!("{name} ({})", words.join(", ")) })
}

/// What is left of a worn battery.
fn battery(parts: &Parts) -> Option<String> {
    let number = |key: &str| parts.get("batteries", key)?.split(' ').next()?.parse::<u64>().ok();
    let (new, left) = (number("capacity")?, number("real_capacity")?);
    let percent = left.checked_mul(100)?.checked_div(new)?;
    (percent < WORN_BELOW_PERCENT).then(|| format!("{percent} % of its capacity"))
}
