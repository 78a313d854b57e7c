//! Words of what was recorded after a month was closed.

use crate::locale::Locale;

impl Locale {
    /// What a late fact is about; a ticket is named by its number.
    #[must_use]
    pub fn late_subject(&self, code: &str) -> String {
        match code {
            "contract" => self.audit_contract(),
            "calendar" => self.audit_calendar(),
            "outage" => self.audit_outage(),
            "call" => self.audit_call(),
            other => other.to_owned(),
        }
    }

    /// What happened late.
    #[must_use]
    pub fn late_kind(&self, code: &str) -> String {
        match code {
            "opened" => self.event_opened(),
            "acknowledged" => self.event_acknowledged(),
            "paused" => self.event_paused(),
            "resumed" => self.event_resumed(),
            "severity_changed" => self.event_severity_changed(),
            "worked_around" => self.event_worked_around(),
            "updated" => self.event_updated(),
            "noted" => self.event_noted(),
            "assigned" => self.event_assigned(),
            "linked" => self.event_linked(),
            "resolved" => self.event_resolved(),
            "reopened" => self.event_reopened(),
            "closed" => self.event_closed(),
            "cancelled" => self.event_cancelled(),
            "time_logged" | "worked" => self.event_time_logged(),
            "edited" => self.event_edited(),
            "unlinked" => self.event_unlinked(),
            "change_planned" => self.event_change_planned(),
            "change_tested" => self.event_change_tested(),
            "deployed" => self.event_deployed(),
            "documented" => self.event_documented(),
            "undone" => self.event_undone(),
            "breach_explained" => self.event_breach_explained(),
            "corrected" => self.event_corrected(),
            "applied" => self.audit_applied(),
            "topped-up" => self.audit_topped_up(),
            "imported" => self.change_imported(),
            "added" => self.change_added(),
            "removed" => self.audit_removed(),
            other => other.to_owned(),
        }
    }
}
