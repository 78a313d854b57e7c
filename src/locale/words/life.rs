//! Words about places, people, money and what was done to assets.

use std::collections::BTreeSet;

use crate::domain::asset::Financing;
use crate::domain::contact::Role;
use crate::domain::site::RoomKind;
use crate::locale::Locale;

impl Locale {
    /// `loué`, `leased`.
    #[must_use]
    pub fn financing(&self, way: Financing) -> String {
        match way {
            Financing::Owned => self.financing_owned(),
            Financing::Leased => self.financing_leased(),
            Financing::Provided => self.financing_provided(),
        }
    }

    /// `salle`, `room`.
    #[must_use]
    pub fn room_kind(&self, kind: RoomKind) -> String {
        match kind {
            RoomKind::Room => self.room_kind_room(),
            RoomKind::Rack => self.room_kind_rack(),
        }
    }

    /// `demandeur`, `requester`.
    #[must_use]
    pub fn role_of_contact(&self, role: Role) -> String {
        match role {
            Role::Requester => self.contact_requester(),
            Role::Approver => self.contact_approver(),
            Role::Emergency => self.contact_emergency(),
            Role::Technical => self.contact_technical(),
            Role::Billing => self.contact_billing(),
            Role::Management => self.contact_management(),
        }
    }

    /// All roles of a person, separated by commas; a dash where there is none.
    #[must_use]
    pub fn roles(&self, roles: &BTreeSet<Role>) -> String {
        if roles.is_empty() {
            return "—".to_owned();
        }
        roles.iter().map(|role| self.role_of_contact(*role)).collect::<Vec<_>>().join(", ")
    }

    /// What was done, by its code: `replaced`, `remplacé`.
    #[must_use]
    pub fn deed(&self, code: &str) -> String {
        match code {
            "moved" => self.deed_moved(),
            "sent-out" => self.deed_sent_out(),
            "came-back" => self.deed_came_back(),
            "lent" => self.deed_lent(),
            "returned" => self.deed_returned(),
            "replaced" => self.deed_replaced(),
            "replaces" => self.deed_replaces(),
            "updated" => self.deed_updated(),
            other => other.to_owned(),
        }
    }
}
