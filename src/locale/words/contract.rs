//! The words of what contracts choose.

use crate::domain::client::Language;
use crate::domain::contract::clauses::{RoleKind, Side};
use crate::domain::contract::goal::GoalMetric;
use crate::domain::contract::nature::{ContractKind, Delivery, Family, Undertaking};
use crate::domain::contract::term::RenewalMode;
use crate::domain::contract::volume::{BillingPeriod, VolumeUnit};
use crate::domain::ticket::work::Nature;
use crate::locale::Locale;

impl Locale {
    /// How much is handed over: `globale`, `global`.
    #[must_use]
    pub fn contract_kind(&self, kind: ContractKind) -> String {
        match kind {
            ContractKind::Global => self.contract_kind_global(),
            ContractKind::Partial => self.contract_kind_partial(),
            ContractKind::Infrastructure => self.contract_kind_infrastructure(),
            ContractKind::Hardware => self.contract_kind_hardware(),
            ContractKind::Operations => self.contract_kind_operations(),
            ContractKind::Application => self.contract_kind_application(),
            ContractKind::Bpo => self.contract_kind_bpo(),
            ContractKind::Assistance => self.contract_kind_assistance(),
        }
    }

    /// `infogérance`, `managed services`.
    #[must_use]
    pub fn family(&self, family: Family) -> String {
        match family {
            Family::Infogerance => self.family_infogerance(),
            Family::Maintenance => self.family_maintenance(),
        }
    }

    /// Where the work comes from: `centre de services`.
    #[must_use]
    pub fn delivery(&self, delivery: Delivery) -> String {
        match delivery {
            Delivery::OnSite => self.delivery_on_site(),
            Delivery::ServiceCentre => self.delivery_service_centre(),
            Delivery::Assistance => self.delivery_assistance(),
        }
    }

    /// What the provider answers for: `moyens`, `means`.
    #[must_use]
    pub fn undertaking(&self, undertaking: Undertaking) -> String {
        match undertaking {
            Undertaking::Means => self.undertaking_means(),
            Undertaking::Results => self.undertaking_results(),
        }
    }

    /// `tacite reconduction`, `tacit renewal`.
    #[must_use]
    pub fn renewal(&self, mode: RenewalMode) -> String {
        match mode {
            RenewalMode::Tacit => self.renewal_tacit(),
            RenewalMode::Express => self.renewal_express(),
            RenewalMode::None => self.renewal_none(),
        }
    }

    /// `unités d’œuvre`, `units of work`.
    #[must_use]
    pub fn volume_unit(&self, unit: VolumeUnit) -> String {
        match unit {
            VolumeUnit::Minute => self.volume_unit_minute(),
            VolumeUnit::Ticket => self.volume_unit_ticket(),
            VolumeUnit::Unit => self.volume_unit_unit(),
        }
    }

    /// What kind of work: `réparation`, `repair`.
    #[must_use]
    pub fn nature(&self, nature: Nature) -> String {
        match nature {
            Nature::Administration => self.nature_administration(),
            Nature::Update => self.nature_update(),
            Nature::Security => self.nature_security(),
            Nature::Monitoring => self.nature_monitoring(),
            Nature::Optimisation => self.nature_optimisation(),
            Nature::Upkeep => self.nature_upkeep(),
            Nature::Support => self.nature_support(),
            Nature::Repair => self.nature_repair(),
            Nature::Corrective => self.nature_corrective(),
            Nature::Preventive => self.nature_preventive(),
            Nature::Evolutive => self.nature_evolutive(),
        }
    }

    /// `par mois`, `a month`.
    #[must_use]
    pub fn billing_period(&self, period: BillingPeriod) -> String {
        match period {
            BillingPeriod::Month => self.period_month(),
            BillingPeriod::Quarter => self.period_quarter(),
            BillingPeriod::Year => self.period_year(),
            BillingPeriod::Term => self.period_term(),
        }
    }

    /// What a goal is about: `Disponibilité`, `Availability`.
    #[must_use]
    pub fn goal_metric(&self, metric: GoalMetric) -> String {
        match metric {
            GoalMetric::Response => self.metric_response(),
            GoalMetric::Workaround => self.metric_workaround(),
            GoalMetric::Resolution => self.metric_resolution(),
            GoalMetric::Availability => self.goal_availability(),
            GoalMetric::AnswerRate => self.goal_answer_rate(),
            GoalMetric::Abandonment => self.goal_abandonment(),
            GoalMetric::FirstContact => self.goal_first_contact(),
        }
    }

    /// `interlocuteur unique`, `single contact`.
    #[must_use]
    pub fn role(&self, role: RoleKind) -> String {
        match role {
            RoleKind::SingleContact => self.role_single_contact(),
            RoleKind::Approver => self.role_approver(),
            RoleKind::Emergency => self.role_emergency(),
            RoleKind::Requester => self.role_requester(),
            RoleKind::SteeringCommittee => self.role_steering_committee(),
            RoleKind::ManagementCommittee => self.role_management_committee(),
            RoleKind::Lawyer => self.role_lawyer(),
        }
    }

    /// Whose person it is: `prestataire`, `provider`.
    #[must_use]
    pub fn side(&self, side: Side) -> String {
        match side {
            Side::Provider => self.managed_by_provider(),
            Side::Client => self.managed_by_client(),
        }
    }

    /// `français`, `French`.
    #[must_use]
    pub fn language(&self, language: Language) -> String {
        match language {
            Language::En => self.language_en(),
            Language::Fr => self.language_fr(),
        }
    }
}
