//! One machine as agents describe it, cleaned of what says nothing.

use super::kind;
use crate::domain::asset::{Asset, AssetKind, Field};
use crate::domain::id::{AssetTag, folded};

/// Identifiers that makers leave in every machine of a series.
const NO_UUID: &str = "03000200-0400-0500-0006-000700080009";
/// What firmware says where nobody wrote an asset tag.
const NO_ASSET_TAG: [&str; 8] = [
    "no asset tag",
    "no asset information",
    "asset tag",
    "asset-1234567890",
    "chassis asset tag",
    "noassettag",
    "sku",
    "empty",
];

/// What is taken of one machine. Texts are trimmed and say something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Machine {
    /// Its host name.
    pub name: Option<String>,
    /// The asset tag in its firmware.
    pub asset_tag: Option<String>,
    /// Its serial number.
    pub serial: Option<String>,
    /// The identifier of its board.
    pub uuid: Option<String>,
    /// By which the agent knows it.
    pub agent_id: Option<String>,
    /// The agent's tag: often the client.
    pub client: Option<String>,
    /// The addresses of its physical network cards, lower case.
    pub macs: Vec<String>,
    /// What it most likely is.
    pub kind: AssetKind,
    /// It runs on the last machine before it that is none such: a virtual machine, of which its host says no more.
    pub is_guest: bool,
    /// The agent looked at everything: what it does not name is not there.
    pub is_whole: bool,
    pub(super) more: Vec<(Field, String)>,
}

impl Machine {
    /// What it would be called: the tag in its firmware, else its name, else its serial number.
    #[must_use]
    pub fn called(&self) -> Option<AssetTag> {
        let sound = |text: &Option<String>| text.as_deref().and_then(|text| AssetTag::new(text).ok());
        sound(&self.asset_tag).or_else(|| sound(&self.name)).or_else(|| sound(&self.serial))
    }

    /// What is known of it beside tag and kind, by column.
    #[must_use]
    pub fn fields(&self, tag: &AssetTag) -> Vec<(Field, String)> {
        let attr = |name: &str, value: &Option<String>| Some((Field::Attr(name.to_owned()), value.clone()?));
        let name = self.name.clone().filter(|name| folded(name) != tag.key());
        let serial = self.serial.clone().map(|serial| (Field::Text("serial"), serial));
        let macs = (!self.macs.is_empty()).then(|| self.macs.join(", "));
        let own = [
            serial,
            attr("hostname", &name),
            attr("uuid", &self.uuid),
            attr("agent_id", &self.agent_id),
            attr("mac", &macs),
        ];
        own.into_iter().flatten().chain(self.more.iter().cloned()).collect()
    }

    /// Adds a column where `value` says something.
    pub(super) fn say(&mut self, field: &str, value: Option<&str>) {
        let value = value.map(str::trim).filter(|value| !value.is_empty());
        if let (Some(field), Some(value)) = (Field::parse(field), value) {
            self.more.push((field, value.to_owned()));
        }
    }

    /// Its kind, from its chassis, its system and its model.
    pub(super) fn guess_kind(&mut self, chassis: Option<&str>, virtual_on: Option<&str>) {
        let told =
            |name| self.more.iter().find(|(field, _)| *field == Field::Text(name)).map(|(_, value)| value.as_str());
        self.kind = kind::guess(chassis, virtual_on, told("os"), told("model"));
    }
}

/// A text that says something.
pub(super) fn said(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A serial number, not one of the words that stand in for none.
pub(super) fn serial(text: Option<&str>) -> Option<String> {
    let mut asset = Asset::new(AssetTag::new("unnamed").ok()?, AssetKind::Other);
    asset.set(&Field::Text("serial"), text?).ok()?;
    asset.serial().map(str::to_owned)
}

/// An asset tag that somebody wrote.
pub(super) fn asset_tag(text: Option<&str>) -> Option<String> {
    serial(text).filter(|tag| !NO_ASSET_TAG.contains(&tag.to_lowercase().as_str()))
}

/// The identifier of a board, upper case, unless it is one that says nothing.
pub(super) fn uuid(text: Option<&str>) -> Option<String> {
    let uuid = text?.trim().to_uppercase();
    let digits: Vec<u8> = uuid.bytes().filter(|b| *b != b'-').collect();
    let sound = uuid.len() == 36 && digits.len() == 32 && digits.iter().all(u8::is_ascii_hexdigit);
    let says_something = digits.iter().any(|d| digits.first() != Some(d)) && uuid != NO_UUID;
    (sound && says_something).then_some(uuid)
}

/// The address of a card, lower case, unless it is none or made up by software.
pub(super) fn mac(text: &str) -> Option<String> {
    let mac = text.trim().to_lowercase().replace('-', ":");
    let bytes: Vec<u8> =
        mac.split(':').filter(|b| b.len() == 2).filter_map(|b| u8::from_str_radix(b, 16).ok()).collect();
    let first = *bytes.first()?;
    let is_local = first & 0b10 != 0;
    let says_something = bytes.iter().any(|byte| *byte != 0) && !is_local;
    (bytes.len() == 6 && mac.len() == 17 && says_something).then_some(mac)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_nothing() {
        for junk in ["To be filled by O.E.M.", "System Serial Number", "0", "None", "Default string", " ", "0000000"] {
            assert_eq!(serial(Some(junk)), None, "{junk}");
            assert_eq!(asset_tag(Some(junk)), None, "{junk}");
        }
        assert_eq!(serial(Some(" CZ1 ")).as_deref(), Some("CZ1"));
        assert_eq!(asset_tag(Some("No Asset Tag")), None);
        for junk in [
            "03000200-0400-0500-0006-000700080009",
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "Not Settable",
        ] {
            assert_eq!(uuid(Some(junk)), None, "{junk}");
        }
        for junk in ["00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "02:42:ac:11:00:02", "eno1", "", "94:40:c9:00:12"] {
            assert_eq!(mac(junk), None, "{junk}");
        }
        assert_eq!(mac("B0-22-7A-00-77-10").as_deref(), Some("b0:22:7a:00:77:10"));
    }

    #[test]
    fn a_machine_is_called_by_its_tag_its_name_or_its_serial_number() {
        let mut machine = Machine { serial: Some("S1".into()), ..Machine::default() };
        let called = |machine: &Machine| machine.called().map(|tag| tag.to_string());
        assert_eq!(called(&Machine::default()), None);
        assert_eq!(called(&machine).as_deref(), Some("S1"));
        machine.name = Some("srv-01".into());
        assert_eq!(called(&machine).as_deref(), Some("srv-01"));
        machine.asset_tag = Some("MSE-00012".into());
        assert_eq!(called(&machine).as_deref(), Some("MSE-00012"));
    }
}
