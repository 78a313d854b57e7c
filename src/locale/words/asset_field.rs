//! The titles of an asset's columns.

use crate::domain::asset::Field;
use crate::locale::Locale;

impl Locale {
    /// The title of a column: `Numéro de série`, `Serial number`. What a kind has of its own keeps its name.
    #[must_use]
    pub fn asset_field(&self, field: &Field) -> String {
        match field {
            Field::Tag => self.title_tag(),
            Field::Kind => self.title_kind(),
            Field::Status => self.title_status(),
            Field::ManagedBy => self.title_managed_by(),
            Field::Criticality => self.title_criticality(),
            Field::Site => self.title_site(),
            Field::Seats => self.title_seats(),
            Field::Date(name) | Field::Text(name) => self.asset_column(name),
            Field::Attr(name) => self.attr(name),
        }
    }

    /// The title of what a kind has of its own, by name without `attr.`; an unknown name is its own title.
    fn attr(&self, name: &str) -> String {
        match name {
            "domain" => self.attr_domain(),
            "mailboxes" => self.attr_mailboxes(),
            "plan" => self.attr_plan(),
            "host" => self.attr_host(),
            "target" => self.attr_target(),
            "frequency" => self.attr_frequency(),
            "retention" => self.attr_retention(),
            "last_success" => self.attr_last_success(),
            "last_restore_test" => self.attr_last_restore_test(),
            "region" => self.attr_region(),
            "subscription" => self.attr_subscription(),
            "ports" => self.attr_ports(),
            "service" => self.attr_service(),
            "rto" => self.attr_rto(),
            "rpo" => self.attr_rpo(),
            "emergency_contact" => self.attr_emergency_contact(),
            "support_until" => self.attr_support_until(),
            "version" => self.title_version(),
            other => match other.strip_prefix("version.") {
                Some(software) => self.attr_version_of(software),
                None => other.to_owned(),
            },
        }
    }

    fn asset_column(&self, name: &str) -> String {
        match name {
            "label" => self.title_label(),
            "serial" => self.title_serial(),
            "manufacturer" => self.title_manufacturer(),
            "model" => self.title_model(),
            "os" => self.field_os(),
            "os_version" => self.field_os_version(),
            "firmware" => self.field_firmware(),
            "location" => self.title_location(),
            "assigned_to" => self.title_assigned_to(),
            "purchased_on" => self.title_purchased_on(),
            "warranty_from" => self.field_warranty_from(),
            "warranty_until" => self.title_warranty(),
            "warranty_level" => self.field_warranty_level(),
            "supplier" => self.title_supplier(),
            "expires_on" => self.field_expires_on(),
            "financing" => self.field_financing(),
            "lease_until" => self.field_lease_until(),
            "parent" => self.field_parent(),
            "licence_key" => self.field_licence_key(),
            "notes" => self.field_notes(),
            other => other.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;

    #[test]
    fn every_column_has_a_title() {
        let fr = Locale::new(Lang::Fr);
        for name in Field::NAMES {
            let title = fr.asset_field(&Field::parse(name).unwrap());
            assert_ne!(title, name);
        }
    }
}
