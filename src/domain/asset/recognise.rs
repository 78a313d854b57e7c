//! Which known asset a machine is that an agent describes.

use super::Asset;
use crate::domain::id::folded;

/// What a machine says of itself, from the surest to the least sure.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks<'m> {
    /// By which its agent knows it, kept as `attr.agent_id`.
    pub agent_id: Option<&'m str>,
    /// Its serial number.
    pub serial: Option<&'m str>,
    /// The identifier of its board, kept as `attr.uuid`.
    pub uuid: Option<&'m str>,
    /// Addresses of its network cards, kept as `attr.mac`.
    pub macs: &'m [String],
    /// Its name, or what it would be called.
    pub names: [Option<&'m str>; 2],
}

/// Two marks of one machine are those of two assets, or its name is that of another machine.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// Which of them it is cannot be told.
    #[error("its {first_mark} is that of asset `{first}`, its {second_mark} that of asset `{second}`")]
    Two {
        /// The surer mark.
        first_mark: &'static str,
        /// Its asset.
        first: String,
        /// The other mark.
        second_mark: &'static str,
        /// Its asset.
        second: String,
    },
    /// The name was given to another machine.
    #[error("asset `{tag}` has its name, but serial number `{known}` where this machine has `{serial}`")]
    NameTaken {
        /// The asset.
        tag: String,
        /// Its serial number.
        known: String,
        /// That of the machine.
        serial: String,
    },
}

/// The asset that the machine is: by agent, serial number, board, network card, then name; `None` for a new one.
///
/// # Errors
/// [`Conflict`]: nothing is guessed.
pub fn recognise<'a>(marks: &Marks<'_>, known: &'a [Asset]) -> Result<Option<&'a Asset>, Conflict> {
    let same = |a: Option<&str>, b: Option<&str>| a.zip(b).is_some_and(|(a, b)| folded(a) == folded(b));
    let find = |is: &dyn Fn(&Asset) -> bool| known.iter().find(|asset| is(asset));
    let sure = [
        ("agent", find(&|a| same(a.attr("agent_id"), marks.agent_id))),
        ("serial number", find(&|a| same(a.serial(), marks.serial))),
        ("board", find(&|a| same(a.attr("uuid"), marks.uuid))),
    ];
    let mut found = sure.into_iter().filter_map(|(mark, asset)| Some((mark, asset?)));
    if let Some((first_mark, first)) = found.next() {
        return match found.find(|(_, other)| other.tag != first.tag) {
            None => Ok(Some(first)),
            Some((second_mark, second)) => {
                let (first, second) = (first.tag.to_string(), second.tag.to_string());
                Err(Conflict::Two { first_mark, first, second_mark, second })
            }
        };
    }
    let has_card = |a: &Asset| {
        let cards = a.attr("mac").unwrap_or_default();
        cards.split([',', ' ', '/', '\n']).any(|card| marks.macs.iter().any(|mac| same(Some(card), Some(mac))))
    };
    let is_named =
        |a: &Asset| marks.names.iter().any(|name| same(Some(a.tag.as_str()), *name) || same(a.attr("hostname"), *name));
    match (find(&has_card).or_else(|| find(&is_named)), marks.serial) {
        (Some(asset), Some(serial)) if asset.serial().is_some() => Err(Conflict::NameTaken {
            tag: asset.tag.to_string(),
            known: asset.serial().unwrap_or_default().to_owned(),
            serial: serial.to_owned(),
        }),
        (asset, _) => Ok(asset),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::asset::{AssetKind, Field};
    use crate::domain::id::AssetTag;

    fn asset(tag: &str, fields: &[(&str, &str)]) -> Asset {
        let mut asset = Asset::new(AssetTag::new(tag).unwrap(), AssetKind::Server);
        for (field, value) in fields {
            asset.set(&Field::parse(field).unwrap(), value).unwrap();
        }
        asset
    }

    #[test]
    fn the_surest_mark_finds_the_asset_and_nothing_is_guessed() {
        let known = [
            asset("A", &[("serial", "S1"), ("attr.uuid", "U1")]),
            asset("B", &[("attr.agent_id", "b-2024"), ("attr.mac", "94:40:c9:00:12:34, b0:22:7a:00:77:10")]),
            asset("C", &[("serial", "S3"), ("attr.hostname", "pc-03")]),
        ];
        let tag = |marks: Marks<'_>| recognise(&marks, &known).map(|a| a.map(|a| a.tag.to_string()));
        let macs = ["b0:22:7a:00:77:10".to_owned()];
        assert_eq!(tag(Marks { serial: Some("s1"), ..Marks::default() }), Ok(Some("A".into())));
        assert_eq!(
            tag(Marks { agent_id: Some("b-2024"), serial: Some("new"), ..Marks::default() }),
            Ok(Some("B".into()))
        );
        assert_eq!(tag(Marks { macs: &macs, ..Marks::default() }), Ok(Some("B".into())));
        assert_eq!(tag(Marks { names: [Some("PC-03"), None], ..Marks::default() }), Ok(Some("C".into())));
        assert_eq!(tag(Marks { serial: Some("S9"), names: [Some("pc-09"), None], ..Marks::default() }), Ok(None));
        let two = tag(Marks { serial: Some("S3"), uuid: Some("U1"), ..Marks::default() }).unwrap_err().to_string();
        assert_eq!(two, "its serial number is that of asset `C`, its board that of asset `A`");
        let taken = tag(Marks { serial: Some("S9"), names: [Some("pc-03"), None], ..Marks::default() });
        assert!(matches!(taken, Err(Conflict::NameTaken { .. })));
    }
}
