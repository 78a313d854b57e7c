//! The only parts of an agent's inventory that infog takes, and how they are taken out of JSON.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Sections and their keys; both agents use the same words, FusionInventory in capitals. Nothing else of a file is kept:
/// not `envs`, `processes`, `licenseinfos`, `users`, `local_users`, `ssh_key`, nor who logged on last.
pub(super) const TAKEN: &[(&str, &[&str])] = &[
    ("antivirus", &["name", "enabled", "uptodate"]),
    ("batteries", &["capacity", "real_capacity"]),
    ("bios", &["assettag", "bversion", "smanufacturer", "smodel", "ssn", "skunumber"]),
    ("cpus", &["name"]),
    ("hardware", &["chassis_type", "memory", "name", "osname", "osversion", "uuid", "vmsystem"]),
    ("networks", &["ipaddress", "ipaddress6", "mac", "macaddr", "type", "virtualdev"]),
    ("operatingsystem", &["fqdn", "full_name", "kernel_version", "name", "version"]),
    ("storages", &["disksize", "model", "serial", "serialnumber", "type"]),
    ("virtualmachines", &["name", "subsystem", "uuid", "vmtype"]),
];

/// More entries of one section than any machine has.
const MOST_ENTRIES: usize = 1_000;
/// A longer value is no name, number or address, and is left out.
const LONGEST_VALUE: usize = 500;

/// The name of a section that is taken, with the keys of it that are.
pub(super) fn section(name: &str) -> Option<(&'static str, &'static [&'static str])> {
    TAKEN.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).copied()
}

/// The name of a key that is taken.
pub(super) fn key(keys: &'static [&'static str], name: &str) -> Option<&'static str> {
    keys.iter().find(|known| known.eq_ignore_ascii_case(name)).copied()
}

/// One entry of a section: a card, a disk.
pub(super) type Entry = BTreeMap<&'static str, String>;

/// What was taken of one machine.
#[derive(Debug, Default)]
pub(super) struct Parts {
    sections: BTreeMap<&'static str, Vec<Entry>>,
    /// The agent's own name for the machine.
    pub device_id: String,
    /// The agent's tag.
    pub tag: String,
    /// Only some sections were sent.
    pub partial: bool,
}

impl Parts {
    /// Begins an entry; `false` where there are too many.
    pub fn begin(&mut self, section: &'static str) -> bool {
        let entries = self.sections.entry(section).or_default();
        if entries.len() >= MOST_ENTRIES {
            return false;
        }
        entries.push(Entry::new());
        true
    }

    /// Sets a key of the entry under way.
    pub fn set(&mut self, section: &'static str, key: &'static str, value: &str) {
        let value = value.trim();
        if value.is_empty() || value.chars().count() > LONGEST_VALUE {
            return;
        }
        if let Some(entry) = self.sections.get_mut(section).and_then(|entries| entries.last_mut()) {
            entry.insert(key, value.to_owned());
        }
    }

    /// The entries of a section.
    pub fn each(&self, section: &str) -> &[Entry] {
        self.sections.get(section).map_or(&[], Vec::as_slice)
    }

    /// A key of the first entry of a section.
    pub fn get(&self, section: &str, key: &str) -> Option<&str> {
        self.each(section).first()?.get(key).map(String::as_str)
    }
}

/// Takes the whole document.
pub(super) struct Document<'p>(pub &'p mut Parts);

impl<'de> DeserializeSeed<'de> for Document<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Document<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an inventory")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "content" => map.next_value_seed(Content(self.0))?,
                "deviceid" => self.0.device_id = map.next_value_seed(Loose)?,
                "tag" => self.0.tag = map.next_value_seed(Loose)?,
                "partial" => self.0.partial = map.next_value_seed(Loose)? == "true",
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

struct Content<'p>(&'p mut Parts);

impl<'de> DeserializeSeed<'de> for Content<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Content<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the sections of an inventory")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            match section(&name) {
                Some((section, keys)) => map.next_value_seed(Section { parts: self.0, section, keys })?,
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// One section: an entry, or a list of them.
struct Section<'p> {
    parts: &'p mut Parts,
    section: &'static str,
    keys: &'static [&'static str],
}

impl<'de> DeserializeSeed<'de> for Section<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Section<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the section `{}`", self.section)
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let (section, keys) = (self.section, self.keys);
        while seq.next_element_seed(Section { parts: self.parts, section, keys })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let taken = self.parts.begin(self.section);
        while let Some(name) = map.next_key::<String>()? {
            match key(self.keys, &name).filter(|_| taken) {
                Some(key) => self.parts.set(self.section, key, &map.next_value_seed(Loose)?),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// A value as text, whatever its type; a list or a table is none.
pub(super) struct Loose;

impl<'de> DeserializeSeed<'de> for Loose {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Loose {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_bool<E>(self, flag: bool) -> Result<String, E> {
        Ok(flag.to_string())
    }

    fn visit_i64<E>(self, number: i64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_u64<E>(self, number: u64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_f64<E>(self, number: f64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_unit<E>(self) -> Result<String, E> {
        Ok(String::new())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<String, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(String::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<String, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(String::new())
    }
}
