//! Where an asset is in its life, who looks after it, and how much hangs on it.

use super::coded::coded;

coded! {
    /// Where an asset is in its life.
    #[allow(missing_docs)] // the codes say it
    AssetStatus, "status", default InService {
        Ordered = "ordered" ["commande", "commandee", "en commande", "on order"],
        InStock = "in-stock" [
            "en stock", "stock", "ready to deploy", "pret a deployer", "disponible", "available", "stocke", "en reserve", "spare",
        ],
        InService = "in-service" [
            "en service", "deployed", "deploye", "deployee", "production", "en production", "in use", "en fonction", "active", "actif",
            "utilise", "en exploitation", "operational",
        ],
        InRepair = "in-repair" ["en reparation", "en panne", "en sav", "sav", "out for repair", "in maintenance", "en maintenance"],
        OnLoan = "on-loan" ["prete", "pretee", "en pret", "loaned", "loaned out"],
        ToReplace = "to-replace" ["a remplacer", "a renouveler"],
        Retired = "retired" [
            "retire", "retiree", "reforme", "reformee", "au rebut", "mis au rebut", "rebut", "hors service", "obsolete", "archived",
            "archive", "disposed", "decommissioned", "sorti",
        ],
        Lost = "lost" ["perdu", "perdue", "vole", "volee", "stolen", "lost stolen", "perdu vole"],
    }
}

coded! {
    /// Who looks after it.
    ManagedBy, "managed_by", default Provider {
        /// The provider.
        Provider = "provider" ["prestataire", "infogerant", "infogerance", "nous"],
        /// The client itself.
        Client = "client" ["le client", "customer"],
        /// Somebody else (rule 22).
        ThirdParty = "third-party" ["tiers", "un tiers", "tierce partie", "sous traitant", "editeur"],
    }
}

coded! {
    /// How much hangs on it.
    #[allow(missing_docs)] // the codes say it
    Criticality, "criticality", default Normal {
        Low = "low" ["basse", "bas", "faible"],
        Normal = "normal" ["normale", "moyenne", "moyen", "medium"],
        High = "high" ["haute", "haut", "elevee", "eleve", "forte", "fort", "critique", "critical"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_read_in_both_languages() {
        for (text, want) in [
            ("in-service", AssetStatus::InService),
            ("En service", AssetStatus::InService),
            ("En stock", AssetStatus::InStock),
            ("Deployed", AssetStatus::InService),
            ("Ready to Deploy", AssetStatus::InStock),
            ("Réformé", AssetStatus::Retired),
            ("Lost/Stolen", AssetStatus::Lost),
            ("À remplacer", AssetStatus::ToReplace),
        ] {
            assert_eq!(AssetStatus::parse(text), Ok(want), "{text}");
        }
        assert!(AssetStatus::parse("somewhere").is_err());
        assert_eq!(ManagedBy::parse("Tiers"), Ok(ManagedBy::ThirdParty));
        assert_eq!(Criticality::parse("Élevée"), Ok(Criticality::High));
    }

    #[test]
    fn no_name_means_two_statuses() {
        for status in AssetStatus::ALL {
            for way in status.names() {
                assert_eq!(AssetStatus::parse(way), Ok(*status), "{way}");
            }
        }
    }

    #[test]
    fn a_code_is_what_serde_writes() {
        let written = serde_json::to_string(&AssetStatus::ToReplace).unwrap();
        assert_eq!(written, "\"to-replace\"");
    }
}
