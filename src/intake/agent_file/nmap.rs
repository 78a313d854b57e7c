//! A scan of a network by `nmap -oX`.

use super::machine::{Machine, mac, said};
use super::xml::{Step, Walk};
use super::{BadAgentFile, MOST_MACHINES};
use crate::domain::asset::AssetKind;

/// Ports on which only printers listen.
const PRINTER_PORTS: [&str; 3] = ["9100", "515", "631"];

/// One host under way.
#[derive(Default)]
struct Host {
    is_down: bool,
    ip: Option<String>,
    mac: Option<String>,
    vendor: Option<String>,
    name: Option<String>,
    os: Option<String>,
    port: String,
    open: Vec<String>,
}

/// Every host that answered.
pub(super) fn read(text: &str) -> Result<Vec<Machine>, BadAgentFile> {
    let mut walk = Walk::new("nmap", text);
    let (mut machines, mut host) = (Vec::new(), Host::default());
    loop {
        match walk.next()? {
            Step::Open(name, _) if name == "host" => host = Host::default(),
            Step::Open(name, attributes) => host.hear(&name, &attributes),
            Step::Close(name) if name == "host" => {
                machines.extend(std::mem::take(&mut host).machine());
                if machines.len() > MOST_MACHINES {
                    return Err(BadAgentFile::TooMany);
                }
            }
            Step::End => return Ok(machines),
            Step::Text(_) | Step::Close(_) => {}
        }
    }
}

impl Host {
    fn hear(&mut self, element: &str, attributes: &[(String, String)]) {
        let get = |name: &str| attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        match element {
            "status" => self.is_down = get("state") == Some("down"),
            "address" if get("addrtype") == Some("mac") => {
                self.mac = get("addr").and_then(mac);
                self.vendor = said(get("vendor"));
            }
            "address" => self.ip = said(get("addr")),
            "hostname" if self.name.is_none() => self.name = said(get("name")),
            "port" => get("portid").unwrap_or_default().clone_into(&mut self.port),
            "state" if get("state") == Some("open") => self.open.push(std::mem::take(&mut self.port)),
            "osmatch" if self.os.is_none() => self.os = said(get("name")),
            _ => {}
        }
    }

    /// Called by its name without the domain, else by its address.
    fn machine(self) -> Option<Machine> {
        if self.is_down {
            return None;
        }
        let short = self.name.as_deref().and_then(|name| said(name.split('.').next()));
        let mut machine = Machine {
            name: Some(short.or_else(|| self.ip.clone())?),
            macs: self.mac.into_iter().collect(),
            kind: AssetKind::Other,
            ..Machine::default()
        };
        if self.open.iter().any(|port| PRINTER_PORTS.contains(&port.as_str())) {
            machine.kind = AssetKind::Printer;
        }
        machine.say("manufacturer", self.vendor.as_deref());
        machine.say("os", self.os.as_deref());
        machine.say("attr.fqdn", self.name.as_deref());
        machine.say("attr.ip", self.ip.as_deref());
        machine.say("attr.open_ports", Some(&self.open.join(", ")));
        Some(machine)
    }
}
