//! What an asset is.

use super::coded::coded;

coded! {
    /// What an asset is, by its code in `intake/FORMATS.md`; what audits and agents call it is read too.
    #[allow(missing_docs)] // the codes say it
    AssetKind, "kind", default Other {
        Desktop = "desktop" [
            "poste fixe", "pc fixe", "pc", "ordinateur", "ordinateur de bureau", "ordinateur fixe", "computer", "unite centrale",
            "tower", "mini tower", "low profile desktop", "pizza box", "space saving", "all in one", "tout en un", "mini pc",
            "desktop computer",
        ],
        Workstation = "workstation" ["station de travail", "poste de travail", "poste", "station"],
        Laptop = "laptop" [
            "portable", "pc portable", "ordinateur portable", "poste portable", "notebook", "sub notebook", "convertible",
            "detachable", "ultrabook", "laptop computer",
        ],
        Server = "server" ["serveur", "serveur physique", "rack mount chassis", "blade", "physical server", "main server chassis"],
        VirtualServer = "virtual-server" [
            "serveur virtuel", "machine virtuelle", "serveur virtualise", "vm", "virtual machine", "vps",
        ],
        CloudServer = "cloud-server" ["serveur cloud", "serveur dans le nuage", "instance cloud", "cloud instance", "serveur heberge"],
        Storage = "storage" ["stockage", "baie de stockage", "baie", "nas", "san", "serveur nas", "storage array"],
        Switch = "switch" ["commutateur", "commutateur reseau", "network switch"],
        Firewall = "firewall" ["pare feu", "parefeu", "utm"],
        Router = "router" ["routeur", "box internet"],
        AccessPoint = "access-point" [
            "point d acces", "point d acces wifi", "borne wifi", "borne wi fi", "borne", "wifi access point", "wireless access point",
        ],
        Printer = "printer" ["imprimante", "copieur", "multifonction", "imprimante multifonction", "photocopieur", "traceur"],
        Phone = "phone" ["telephone", "poste telephonique", "telephone ip", "ip phone", "desk phone"],
        Telephony = "telephony" ["telephonie", "pabx", "ipbx", "autocommutateur", "standard telephonique", "pbx"],
        Mobile = "mobile" ["smartphone", "telephone mobile", "telephone portable", "tablette", "tablet", "gsm", "mobile phone"],
        Ups = "ups" ["onduleur", "uninterruptible power supply"],
        Application = "application" ["logiciel", "progiciel", "appli", "software", "logiciel metier"],
        OperatingSystem = "operating-system" ["systeme d exploitation", "os", "systeme"],
        Mail = "mail" ["messagerie", "courriel", "email", "e mail", "serveur de messagerie", "mailbox", "boite mail"],
        Licence = "licence" ["license", "licence logicielle", "licence logiciel", "software licence", "software license"],
        Backup = "backup" ["sauvegarde", "sauvegarde externalisee"],
        Antivirus = "antivirus" ["anti virus", "edr", "protection antivirale"],
        Domain = "domain" ["domaine", "nom de domaine", "domain name"],
        Certificate = "certificate" ["certificat", "certificat ssl", "certificat tls", "ssl certificate", "tls certificate"],
        Service = "service" ["prestation"],
        Other = "other" ["autre", "divers"],
    }
}

impl AssetKind {
    /// A machine that one can touch: it has a serial number.
    #[must_use]
    pub const fn is_machine(self) -> bool {
        matches!(
            self,
            Self::Desktop
                | Self::Workstation
                | Self::Laptop
                | Self::Server
                | Self::Storage
                | Self::Switch
                | Self::Firewall
                | Self::Router
                | Self::AccessPoint
                | Self::Printer
                | Self::Phone
                | Self::Mobile
                | Self::Ups
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::asset::BadValue;

    #[test]
    fn kinds_are_read_as_people_and_programs_write_them() {
        for (text, want) in [
            ("server", AssetKind::Server),
            ("Serveur", AssetKind::Server),
            ("Serveurs", AssetKind::Server),
            ("PC portable", AssetKind::Laptop),
            ("Portables", AssetKind::Laptop),
            ("Notebook", AssetKind::Laptop),
            ("Mini Tower", AssetKind::Desktop),
            ("Serveurs virtuels", AssetKind::VirtualServer),
            ("virtual_server", AssetKind::VirtualServer),
            ("Point d’accès", AssetKind::AccessPoint),
            ("ONDULEUR", AssetKind::Ups),
            ("Téléphone", AssetKind::Phone),
            ("Pare-feu", AssetKind::Firewall),
            ("licences", AssetKind::Licence),
        ] {
            assert_eq!(AssetKind::parse(text), Ok(want), "{text}");
        }
    }

    #[test]
    fn an_unknown_kind_names_the_nearest() {
        let Err(BadValue::Unknown { nearest, .. }) = AssetKind::parse("servr") else { panic!("read") };
        assert_eq!(nearest, Some("server"));
        assert!(AssetKind::parse("toaster").is_err());
        assert!(AssetKind::parse("").is_err());
    }

    #[test]
    fn no_name_means_two_kinds_and_every_name_is_folded() {
        let mut seen = std::collections::BTreeMap::new();
        for kind in AssetKind::ALL {
            for way in std::iter::once(&kind.code()).chain(kind.names()) {
                assert_eq!(AssetKind::parse(way), Ok(*kind), "{way}");
                assert_eq!(seen.insert(crate::domain::fold::words(way), kind), None, "{way}");
            }
        }
    }
}
