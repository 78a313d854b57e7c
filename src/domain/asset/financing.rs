//! How an asset is paid for.

use super::coded::coded;

coded! {
    /// How an asset is paid for. Other words are kept as they were given.
    Financing, "financing", default Owned {
        /// Bought by the client.
        Owned = "owned" [
            "achete", "achetee", "achat", "propriete", "proprietaire", "en propriete", "bought", "purchased", "comptant",
        ],
        /// Rented or leased: it goes back at `lease_until`.
        Leased = "leased" [
            "loue", "louee", "location", "en location", "lease", "leasing", "credit bail", "loa", "location financiere", "rented",
            "rental",
        ],
        /// Put at the client's disposal by the provider or another.
        Provided = "provided" [
            "mis a disposition", "mise a disposition", "fourni", "fournie", "prete par le prestataire", "provided by provider",
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::asset::{Asset, AssetKind, Field};

    #[test]
    fn known_ways_become_codes_and_other_words_stay() {
        let mut asset = Asset::new("X".parse().unwrap(), AssetKind::Laptop);
        let field = Field::parse("financing").unwrap();
        for (text, want) in [("Loué", "leased"), ("Mise à disposition", "provided"), ("troc", "troc")] {
            asset.set(&field, text).unwrap();
            assert_eq!(asset.text("financing"), Some(want));
        }
        assert_eq!(asset.financing(), None);
        assert!(asset.set(&field, "a\u{1b}b").is_err());
    }

    #[test]
    fn no_name_means_two_ways() {
        for way in Financing::ALL.iter().flat_map(|f| f.names().iter().map(move |name| (name, *f))) {
            assert_eq!(Financing::parse(way.0), Ok(way.1), "{}", way.0);
        }
    }
}
