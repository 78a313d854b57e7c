//! What is asked of an asset depends on its kind. What is missing is reported, never refused.

use super::{Asset, AssetKind, Criticality, Financing};

/// What is asked of whatever must come back first after a disaster.
const CONTINUITY: [&str; 3] = ["attr.rto", "attr.rpo", "attr.emergency_contact"];
/// What every machine is asked for.
const MACHINE: [&str; 4] = ["serial", "manufacturer", "model", "warranty_until"];

impl AssetKind {
    /// The columns that are asked of this kind, in the order in which they are shown.
    #[must_use]
    pub fn needs(self) -> Vec<&'static str> {
        let mut needs = if self.is_machine() { MACHINE.to_vec() } else { Vec::new() };
        needs.extend_from_slice(match self {
            Self::Desktop | Self::Workstation | Self::Laptop => &["os", "assigned_to"],
            Self::Server => &["os", "location"],
            Self::Switch | Self::Router => &["firmware", "location"],
            Self::Firewall => &["firmware", "expires_on"],
            Self::VirtualServer => &["parent", "os"],
            Self::CloudServer => &["supplier", "attr.region", "os"],
            Self::OperatingSystem => &["os_version"],
            Self::Mail => &["attr.domain", "attr.mailboxes"],
            Self::Licence => &["licence_key", "seats"],
            Self::Backup => &["attr.target", "attr.frequency", "attr.last_restore_test"],
            Self::Antivirus => &["seats", "expires_on"],
            Self::Domain => &["supplier", "expires_on"],
            Self::Certificate => &["expires_on"],
            _ => &[],
        });
        needs
    }
}

impl Asset {
    /// What its kind asks for and it lacks. A virtual server may name its host or its supplier and region; a leased
    /// asset has an end of its lease; one of high criticality has continuity data.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let leased = (self.financing() == Some(Financing::Leased)).then_some("lease_until");
        let vital = (self.criticality == Criticality::High).then_some(CONTINUITY).into_iter().flatten();
        let wanted = self.kind.needs().into_iter().chain(leased).chain(vital);
        wanted.filter(|column| !self.has(column) && !self.hosted_elsewhere(column)).collect()
    }

    fn hosted_elsewhere(&self, column: &str) -> bool {
        column == "parent" && self.kind == AssetKind::VirtualServer && self.has("supplier") && self.has("attr.region")
    }

    fn has(&self, column: &str) -> bool {
        match column.strip_prefix("attr.") {
            Some(name) => self.attrs.contains_key(name),
            None if column == "seats" => self.seats.is_some(),
            None if column == "site" => self.site.is_some(),
            None => self.texts.contains_key(column) || self.dates.contains_key(column),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::asset::Field;
    use crate::domain::id::AssetTag;

    fn asset(kind: AssetKind, values: &[(&str, &str)]) -> Asset {
        let mut asset = Asset::new(AssetTag::new("X").unwrap(), kind);
        for (column, value) in values {
            asset.set(&Field::parse(column).unwrap(), value).unwrap();
        }
        asset
    }

    #[test]
    fn a_serial_is_asked_of_a_machine_and_not_of_a_virtual_server() {
        assert!(asset(AssetKind::Server, &[]).missing().contains(&"serial"));
        assert_eq!(asset(AssetKind::VirtualServer, &[]).missing(), ["parent", "os"]);
        assert_eq!(asset(AssetKind::CloudServer, &[]).missing(), ["supplier", "attr.region", "os"]);
    }

    #[test]
    fn a_host_or_a_supplier_with_its_region_will_do() {
        let hosted = [("parent", "HV-01"), ("os", "Debian")];
        assert!(asset(AssetKind::VirtualServer, &hosted).missing().is_empty());
        let rented = [("supplier", "OVH"), ("attr.region", "GRA"), ("os", "Debian")];
        assert!(asset(AssetKind::VirtualServer, &rented).missing().is_empty());
    }

    #[test]
    fn every_need_is_a_column() {
        for kind in AssetKind::ALL {
            for column in kind.needs() {
                assert!(Field::parse(column).is_some(), "{column}");
            }
        }
    }

    #[test]
    fn what_a_licence_and_a_backup_lack_is_named() {
        assert_eq!(asset(AssetKind::Licence, &[("seats", "25")]).missing(), ["licence_key"]);
        let backup = asset(AssetKind::Backup, &[("attr.target", "S3")]);
        assert_eq!(backup.missing(), ["attr.frequency", "attr.last_restore_test"]);
    }

    #[test]
    fn a_lease_has_an_end_and_what_is_vital_has_continuity_data() {
        let leased = [("financing", "Crédit-bail"), ("criticality", "haute"), ("attr.rto", "4h")];
        let missing = asset(AssetKind::Other, &leased).missing();
        assert_eq!(missing, ["lease_until", "attr.rpo", "attr.emergency_contact"]);
        assert!(asset(AssetKind::Other, &[("financing", "owned")]).missing().is_empty());
    }
}
