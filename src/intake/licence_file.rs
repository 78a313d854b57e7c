//! Licences as CSV: an inventory file whose headers speak of products, publishers, keys and seats.

use std::io::BufRead;

use super::asset_file::{Mapping, Options};
use super::delimited::Table;
use super::refusal::{Fault, IntakeError};
use crate::domain::asset::{AssetKind, Field};
use crate::domain::fold::words;

/// Folded headers by the column that they are, beyond those of an inventory.
const KNOWN: [(&str, &[&str]); 9] = [
    ("tag", &["code", "reference", "ref", "licence", "license"]),
    ("label", &["product", "produit", "logiciel", "nom du logiciel", "software", "software name", "nom", "name"]),
    ("manufacturer", &["publisher", "editeur"]),
    (
        "licence_key",
        &[
            "key",
            "cle",
            "cle de licence",
            "numero de licence",
            "n de licence",
            "product key",
            "license key",
            "serial",
            "licence key",
        ],
    ),
    (
        "seats",
        &[
            "postes",
            "sieges",
            "nombre de postes",
            "nombre de licences",
            "quantite",
            "quantity",
            "qty",
            "users",
            "utilisateurs",
        ],
    ),
    (
        "expires_on",
        &[
            "expires",
            "expiration",
            "echeance",
            "date d expiration",
            "expiration date",
            "date d echeance",
            "fin",
            "fin de validite",
            "termination date",
        ],
    ),
    ("attr.perpetual", &["perpetual", "perpetuelle", "licence perpetuelle"]),
    ("attr.owner", &["owner", "proprietaire", "titulaire"]),
    ("supplier", &["fournisseur", "revendeur", "reseller"]),
];

/// How the file called `source_name` is read as licences: `options` with its headers told, and every row a licence.
///
/// Headers that `options` maps already are left to it, and so are those that an inventory knows.
///
/// # Errors
/// [`IntakeError`] where the file has no header that can be read.
pub fn options(source_name: &str, text: impl BufRead, mut options: Options) -> Result<Options, IntakeError> {
    let fault = |fault: Fault| fault.of(source_name);
    let table = Table::open(text, options.limits).map_err(|e| fault(e.into()))?;
    let table = table.ok_or_else(|| fault(Fault::Empty))?;
    for header in table.header() {
        let meant = words(header);
        let field = KNOWN.iter().find(|(_, names)| names.contains(&meant.as_str())).map(|(field, _)| *field);
        // `nom` is the tag of an inventory; of licences it is the tag only where nothing else is
        let field = if meant == "nom" && !has_tag(table.header()) { Some("tag") } else { field };
        if let Some(field) = field.filter(|_| !options.maps(header)) {
            options.map.push(Mapping::new(header, field).map_err(fault)?);
        }
    }
    options.constants.push((Field::Kind, AssetKind::Licence.code().to_owned()));
    Ok(options)
}

/// The column of an asset that a licence's field of that name is; other names are left as they are.
#[must_use]
pub fn column(name: &str) -> &str {
    match name.trim() {
        "product" => "label",
        "publisher" => "manufacturer",
        "key" => "licence_key",
        "owner" => "attr.owner",
        "perpetual" => "attr.perpetual",
        other => other,
    }
}

fn has_tag(header: &[String]) -> bool {
    let tags = KNOWN.iter().filter(|(field, _)| *field == "tag").flat_map(|(_, names)| names.iter());
    let known: Vec<&str> = tags.copied().chain(["tag", "asset tag", "etiquette"]).collect();
    header.iter().any(|h| known.contains(&words(h).as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::asset_file::{Row, Rows};

    fn first(csv: &str) -> crate::domain::asset::Asset {
        let options = options("l.csv", csv.as_bytes(), Options::default()).unwrap();
        match Rows::open("l.csv", csv.as_bytes(), &options).unwrap().next() {
            Some(Ok(Row::Draft(draft))) => draft.asset,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn french_and_english_headers_are_read() {
        let french = "Référence;Logiciel;Éditeur;Clé de licence;Nombre de postes;Échéance;Propriétaire\n\
            M365;Microsoft 365;Microsoft;ABCDE-12345;25;31/03/2027;Client\n";
        let english = "tag,product,publisher,key,seats,expires_on,owner\n\
            M365,Microsoft 365,Microsoft,ABCDE-12345,25,2027-03-31,Client\n";
        assert_eq!(first(french), first(english));
        let licence = first(english);
        assert_eq!((licence.kind, licence.seats), (AssetKind::Licence, Some(25)));
        assert_eq!((licence.product(), licence.text("licence_key")), ("Microsoft 365", Some("ABCDE-12345")));
    }

    #[test]
    fn what_the_caller_maps_stays_his() {
        let map = vec![Mapping::parse("Produit=model").unwrap()];
        let csv = "Code;Produit\nX;Y\n";
        let options = options("l.csv", csv.as_bytes(), Options { map, ..Options::default() }).unwrap();
        assert_eq!(options.map.len(), 2);
        assert!(super::options("l.csv", &b""[..], Options::default()).is_err());
    }
}
