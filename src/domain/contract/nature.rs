//! What sort of contract it is.

use super::coded::coded;

coded!(
    /// How much is handed over.
    ContractKind {
        /// Infrastructure and applications.
        Global = "global",
        /// A part of it.
        Partial = "partial",
        /// Networks, servers, storage.
        Infrastructure = "infrastructure",
        /// Machines only.
        Hardware = "hardware",
        /// Running what the client owns.
        Operations = "operations",
        /// Applications (TMA).
        Application = "application",
        /// A whole business process.
        Bpo = "bpo",
        /// People lent to the client's own team.
        Assistance = "assistance",
    }
);

coded!(
    /// Looking after the whole, or mending what breaks.
    Family {
        /// Infogérance: acts ahead, plans, proposes.
        Infogerance = "infogerance",
        /// Maintenance: reacts.
        Maintenance = "maintenance",
    }
);

coded!(
    /// Where the work comes from.
    Delivery {
        /// At the client's.
        OnSite = "on-site",
        /// From the provider's own centre.
        ServiceCentre = "service-centre",
        /// Technical assistance, under the client's lead.
        Assistance = "assistance",
    }
);

coded!(
    /// What the provider answers for.
    Undertaking {
        /// Obligation de moyens: the means that it puts in.
        Means = "means",
        /// Obligation de résultat: the levels that it reaches.
        Results = "results",
    }
);
