//! The words of coded values. A variant without a word does not compile.

mod action;
mod asset_field;
mod contract;
mod inventory;
mod late;
mod life;
mod third_party;

use super::catalogue::Locale;
use crate::domain::asset::{AssetKind, AssetStatus, Criticality, ManagedBy};
use crate::domain::calendar::DayWhy;
use crate::domain::calendar::spec::{Feast, Region};
use crate::domain::contract::target::Metric;
use crate::domain::id::{BreachReason, PauseReason};
use crate::domain::sla::Verdict;
use crate::domain::ticket::change::TestResult;
use crate::domain::ticket::event::{CancelReason, Channel, Excluded, Happening, WorkMode};
use crate::domain::ticket::kind::TicketKind;
use crate::domain::ticket::lifecycle::Status;
use crate::domain::ticket::origin::Gap;

impl Locale {
    /// `yes` or `no`.
    #[must_use]
    pub fn yes_no(&self, value: bool) -> String {
        if value { self.yes() } else { self.no() }
    }

    /// `Prise en charge`, `Response`.
    #[must_use]
    pub fn metric(&self, metric: Metric) -> String {
        match metric {
            Metric::Response => self.metric_response(),
            Metric::Workaround => self.metric_workaround(),
            Metric::Resolution => self.metric_resolution(),
            Metric::Update => self.metric_update(),
        }
    }

    /// With the initials that contracts use: `Prise en charge (GTI)`.
    #[must_use]
    pub fn metric_full(&self, metric: Metric) -> String {
        match metric {
            Metric::Response => self.metric_response_full(),
            Metric::Workaround => self.metric_workaround_full(),
            Metric::Resolution => self.metric_resolution_full(),
            Metric::Update => self.metric_update_full(),
        }
    }

    /// `demande`, `request`.
    #[must_use]
    pub fn ticket_kind(&self, kind: TicketKind) -> String {
        match kind {
            TicketKind::Incident => self.kind_incident(),
            TicketKind::Request => self.kind_request(),
            TicketKind::Problem => self.kind_problem(),
            TicketKind::Change => self.kind_change(),
        }
    }

    /// As a heading: `Demandes`, `Requests`.
    #[must_use]
    pub fn ticket_kinds(&self, kind: TicketKind) -> String {
        match kind {
            TicketKind::Incident => self.kinds_incident(),
            TicketKind::Request => self.kinds_request(),
            TicketKind::Problem => self.kinds_problem(),
            TicketKind::Change => self.kinds_change(),
        }
    }

    /// `pris en charge`, `acknowledged`.
    #[must_use]
    pub fn status(&self, status: Status) -> String {
        match status {
            Status::Open => self.status_open(),
            Status::Acknowledged => self.status_acknowledged(),
            Status::Paused => self.status_paused(),
            Status::Resolved => self.status_resolved(),
            Status::Closed => self.status_closed(),
            Status::Cancelled => self.status_cancelled(),
        }
    }

    /// What a clock says: `tenu`, `breached`.
    #[must_use]
    pub fn verdict(&self, verdict: Verdict) -> String {
        match verdict {
            Verdict::Running => self.state_running(),
            Verdict::Paused => self.state_paused(),
            Verdict::Met => self.state_met(),
            Verdict::Breached => self.state_breached(),
            Verdict::Missed => self.state_missed(),
            Verdict::Void => self.state_void(),
            Verdict::Unknown => self.state_unknown(),
        }
    }

    /// What an import leaves open: `prise en charge, attente`.
    #[must_use]
    pub fn gaps(&self, gaps: &[Gap]) -> String {
        let word = |gap: &Gap| match gap {
            Gap::Response => self.gap_response(),
            Gap::Workaround => self.gap_workaround(),
            Gap::Update => self.gap_update(),
            Gap::Waiting => self.gap_waiting(),
            Gap::Resolution => self.gap_resolution(),
        };
        gaps.iter().map(word).collect::<Vec<_>>().join(", ")
    }

    /// What happened: `pris en charge`, `acknowledged`.
    #[must_use]
    pub fn happening(&self, what: &Happening) -> String {
        match what {
            Happening::Opened(_) => self.event_opened(),
            Happening::Acknowledged => self.event_acknowledged(),
            Happening::Assigned { .. } => self.event_assigned(),
            Happening::Linked { .. } => self.event_linked(),
            Happening::Noted { .. } => self.event_noted(),
            Happening::Paused { .. } => self.event_paused(),
            Happening::Resumed { .. } => self.event_resumed(),
            Happening::SeverityChanged { .. } => self.event_severity_changed(),
            Happening::WorkedAround => self.event_worked_around(),
            Happening::Updated => self.event_updated(),
            Happening::Resolved => self.event_resolved(),
            Happening::Reopened => self.event_reopened(),
            Happening::Closed => self.event_closed(),
            Happening::Cancelled { .. } => self.event_cancelled(),
            Happening::TimeLogged { .. } => self.event_time_logged(),
            Happening::Unlinked { .. } => self.event_unlinked(),
            Happening::ChangePlanned { .. } => self.event_change_planned(),
            Happening::ChangeTested { result } => self.test_result(*result),
            Happening::Deployed => self.event_deployed(),
            Happening::Documented { .. } => self.event_documented(),
            Happening::BreachExplained { .. } => self.event_breach_explained(),
            Happening::Edited { .. } => self.event_edited(),
            Happening::Corrected { .. } => self.event_corrected(),
            Happening::Undone { .. } => self.event_undone(),
        }
    }

    /// Why a clock is held: `attente client`. A reason that infog does not know is shown by its own code.
    #[must_use]
    pub fn pause_reason(&self, reason: &PauseReason) -> String {
        match reason.key().as_str() {
            "waiting-client" => self.pause_waiting_client(),
            "waiting-third-party" => self.pause_waiting_third_party(),
            "waiting-supplier" => self.pause_waiting_supplier(),
            "waiting-authorisation" => self.pause_waiting_authorisation(),
            "no-site-access" => self.pause_no_site_access(),
            "scheduled" => self.pause_scheduled(),
            _ => reason.to_string(),
        }
    }

    /// What came of a test: `testé avec succès`, `tested`.
    #[must_use]
    pub fn test_result(&self, result: TestResult) -> String {
        match result {
            TestResult::Passed => self.test_passed(),
            TestResult::Failed => self.test_failed(),
            TestResult::Waived => self.test_waived(),
        }
    }

    /// How two tickets belong together: `causé par`, `caused by`; a word of one's own stands as it is.
    #[must_use]
    pub fn relation(&self, relation: &str) -> String {
        match relation {
            "causes" => self.relation_causes(),
            "caused-by" => self.relation_caused_by(),
            "follows" => self.relation_follows(),
            "followed-by" => self.relation_followed_by(),
            "related" => self.relation_related(),
            "blocks" => self.relation_blocks(),
            "blocked-by" => self.relation_blocked_by(),
            other => other.to_owned(),
        }
    }

    /// Why a commitment was broken: `charge de travail`. A contract's own code has its label in the contract.
    #[must_use]
    pub fn breach_reason(&self, reason: &BreachReason) -> String {
        match reason.key().as_str() {
            "workload" => self.breach_workload(),
            "misrouted" => self.breach_misrouted(),
            "diagnosis" => self.breach_diagnosis(),
            "human-error" => self.breach_human_error(),
            "tooling" => self.breach_tooling(),
            "client" => self.breach_client(),
            "third-party" => self.breach_third_party(),
            "supplier" => self.breach_supplier(),
            "force-majeure" => self.breach_force_majeure(),
            "other" => self.breach_other(),
            _ => reason.to_string(),
        }
    }

    /// Why there is no commitment: `hors périmètre`.
    #[must_use]
    pub fn excluded(&self, reason: Excluded) -> String {
        match reason {
            Excluded::Duplicate => self.excluded_duplicate(),
            Excluded::Withdrawn => self.excluded_withdrawn(),
            Excluded::NotCovered => self.excluded_not_covered(),
            Excluded::OutOfPerimeter => self.excluded_out_of_perimeter(),
            Excluded::NoContract => self.excluded_no_contract(),
        }
    }

    /// Why a ticket was cancelled: `doublon`.
    #[must_use]
    pub fn cancel_reason(&self, reason: CancelReason) -> String {
        match reason {
            CancelReason::Duplicate => self.excluded_duplicate(),
            CancelReason::Withdrawn => self.excluded_withdrawn(),
            CancelReason::NotCovered => self.excluded_not_covered(),
        }
    }

    /// How a ticket came: `téléphone`, `phone`.
    #[must_use]
    pub fn channel(&self, channel: Channel) -> String {
        match channel {
            Channel::Phone => self.channel_phone(),
            Channel::Mail => self.channel_mail(),
            Channel::Ticket => self.channel_ticket(),
            Channel::OnSite => self.channel_on_site(),
            Channel::Monitoring => self.channel_monitoring(),
        }
    }

    /// Where work was done: `à distance`, `remote`.
    #[must_use]
    pub fn work_mode(&self, mode: WorkMode) -> String {
        match mode {
            WorkMode::Remote => self.mode_remote(),
            WorkMode::OnSite => self.mode_on_site(),
        }
    }

    /// `serveur`, `server`.
    #[must_use]
    pub fn asset_kind(&self, kind: AssetKind) -> String {
        match kind {
            AssetKind::Desktop => self.asset_desktop(),
            AssetKind::Workstation => self.asset_workstation(),
            AssetKind::Laptop => self.asset_laptop(),
            AssetKind::Server => self.asset_server(),
            AssetKind::VirtualServer => self.asset_virtual_server(),
            AssetKind::CloudServer => self.asset_cloud_server(),
            AssetKind::Storage => self.asset_storage(),
            AssetKind::Switch => self.asset_switch(),
            AssetKind::Firewall => self.asset_firewall(),
            AssetKind::Router => self.asset_router(),
            AssetKind::AccessPoint => self.asset_access_point(),
            AssetKind::Printer => self.asset_printer(),
            AssetKind::Phone => self.asset_phone(),
            AssetKind::Telephony => self.asset_telephony(),
            AssetKind::Mobile => self.asset_mobile(),
            AssetKind::Ups => self.asset_ups(),
            AssetKind::Application => self.asset_application(),
            AssetKind::OperatingSystem => self.asset_operating_system(),
            AssetKind::Mail => self.asset_mail(),
            AssetKind::Licence => self.asset_licence(),
            AssetKind::Backup => self.asset_backup(),
            AssetKind::Antivirus => self.asset_antivirus(),
            AssetKind::Domain => self.asset_domain(),
            AssetKind::Certificate => self.asset_certificate(),
            AssetKind::Service => self.asset_service(),
            AssetKind::Other => self.asset_other(),
        }
    }

    /// `en service`, `in service`.
    #[must_use]
    pub fn asset_status(&self, status: AssetStatus) -> String {
        match status {
            AssetStatus::Ordered => self.asset_status_ordered(),
            AssetStatus::InStock => self.asset_status_in_stock(),
            AssetStatus::InService => self.asset_status_in_service(),
            AssetStatus::InRepair => self.asset_status_in_repair(),
            AssetStatus::OnLoan => self.asset_status_on_loan(),
            AssetStatus::ToReplace => self.asset_status_to_replace(),
            AssetStatus::Retired => self.asset_status_retired(),
            AssetStatus::Lost => self.asset_status_lost(),
        }
    }

    /// `prestataire`, `provider`.
    #[must_use]
    pub fn managed_by(&self, who: ManagedBy) -> String {
        match who {
            ManagedBy::Provider => self.managed_by_provider(),
            ManagedBy::Client => self.managed_by_client(),
            ManagedBy::ThirdParty => self.managed_by_third_party(),
        }
    }

    /// `haute`, `high`.
    #[must_use]
    pub fn criticality(&self, criticality: Criticality) -> String {
        match criticality {
            Criticality::Low => self.criticality_low(),
            Criticality::Normal => self.criticality_normal(),
            Criticality::High => self.criticality_high(),
        }
    }

    /// `Vendredi saint`, `Good Friday`: the names of the code du travail.
    #[must_use]
    pub fn feast(&self, feast: Feast) -> String {
        match feast {
            Feast::NewYear => self.feast_new_year(),
            Feast::GoodFriday => self.feast_good_friday(),
            Feast::EasterMonday => self.feast_easter_monday(),
            Feast::LabourDay => self.feast_labour_day(),
            Feast::Victory1945 => self.feast_victory_1945(),
            Feast::Ascension => self.feast_ascension(),
            Feast::WhitMonday => self.feast_whit_monday(),
            Feast::BastilleDay => self.feast_bastille_day(),
            Feast::Assumption => self.feast_assumption(),
            Feast::AllSaints => self.feast_all_saints(),
            Feast::Armistice1918 => self.feast_armistice_1918(),
            Feast::Christmas => self.feast_christmas(),
            Feast::SaintStephen => self.feast_saint_stephen(),
            Feast::Abolition => self.feast_abolition(),
        }
    }

    /// `Alsace-Moselle`, `Alsace and Moselle`.
    #[must_use]
    pub fn region(&self, region: Region) -> String {
        match region {
            Region::Fr => self.region_fr(),
            Region::FrAlsaceMoselle => self.region_fr_alsace_moselle(),
            Region::FrGuadeloupe => self.region_fr_guadeloupe(),
            Region::FrMartinique => self.region_fr_martinique(),
            Region::FrGuyane => self.region_fr_guyane(),
            Region::FrReunion => self.region_fr_reunion(),
            Region::FrMayotte => self.region_fr_mayotte(),
        }
    }

    /// Which rule gave a date its hours, where it is not the day of the week: `férié : Vendredi saint`.
    #[must_use]
    pub fn day_why(&self, why: &DayWhy) -> Option<String> {
        match why {
            DayWhy::Weekly => None,
            DayWhy::Holiday(feast) => Some(self.why_holiday(self.feast(*feast))),
            DayWhy::WorkedHoliday(feast) => Some(self.why_worked_holiday(self.feast(*feast))),
            DayWhy::Closure(reason) => Some(self.why_closure(reason)),
            DayWhy::Opening(reason) => Some(self.why_opening(reason)),
        }
    }
}
