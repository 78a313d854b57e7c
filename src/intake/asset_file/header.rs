//! What the columns of a foreign file are: infog's names, their French, and those of other programs' exports.

use std::collections::BTreeMap;

use super::options::Mapping;
use crate::domain::asset::Field;
use crate::domain::date::clipped;
use crate::domain::fold::words;
use crate::domain::nearest::nearest;
use crate::intake::refusal::Fault;

/// What one column of the file is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Meaning {
    /// Whose asset it is.
    Client,
    /// A column of the asset.
    Field(Field),
    /// Known, and nothing that infog keeps.
    Ignored,
    /// The header is empty: so must be its cells.
    Nameless,
}

/// Folded headers by the column that they are. Those of GLPI, iTop, Snipe-IT and ITFlow are among them where they can
/// mean only one thing; `-` is known and left out.
const KNOWN: &[(&str, &[&str])] = &[
    (
        "client",
        &[
            "entite",
            "entity",
            "company",
            "compagnie",
            "societe",
            "organisation",
            "organization",
            "org id",
            "org id friendlyname",
        ],
    ),
    ("site", &["agence", "etablissement", "nom du site", "site name"]),
    ("tag", &["asset tag", "etiquette", "etiquette de l actif"]),
    ("kind", &["type", "categorie", "category", "nature", "type d equipement", "asset type", "type de materiel"]),
    ("label", &["libelle", "designation", "description", "intitule"]),
    (
        "serial",
        &[
            "numero de serie",
            "n de serie",
            "no de serie",
            "no serie",
            "n serie",
            "num serie",
            "numero serie",
            "serial number",
            "serialnumber",
            "serie",
            "s n",
        ],
    ),
    (
        "manufacturer",
        &["fabricant", "marque", "constructeur", "make", "brand", "brand id", "brand id friendlyname", "vendor"],
    ),
    ("model", &["modele", "model id", "model id friendlyname"]),
    (
        "os",
        &[
            "systeme d exploitation",
            "systeme d exploitation nom",
            "operating system",
            "osfamily id",
            "osfamily id friendlyname",
        ],
    ),
    (
        "os_version",
        &[
            "version os",
            "version de l os",
            "version du systeme",
            "systeme d exploitation version",
            "osversion id",
            "osversion id friendlyname",
        ],
    ),
    ("firmware", &["micrologiciel", "version firmware", "version du firmware", "version du micrologiciel"]),
    (
        "location",
        &[
            "lieu",
            "emplacement",
            "localisation",
            "location id",
            "location id friendlyname",
            "room",
            "salle",
            "bureau",
            "baie",
            "rack",
        ],
    ),
    (
        "assigned_to",
        &[
            "utilisateur",
            "affecte a",
            "attribue a",
            "assigne a",
            "usager",
            "checked out to username",
            "utilisateur principal",
        ],
    ),
    ("status", &["statut", "etat", "state"]),
    ("managed_by", &["gere par", "infogere par"]),
    ("criticality", &["criticite", "business criticity"]),
    ("purchased_on", &["date d achat", "achete le", "achat", "purchase date", "purchased"]),
    ("warranty_from", &["debut de garantie", "debut garantie", "garantie du", "warranty start"]),
    (
        "warranty_until",
        &[
            "fin de garantie",
            "fin garantie",
            "date de fin de garantie",
            "garantie jusqu au",
            "garantie au",
            "warranty expire",
            "warranty expires",
            "warranty end",
            "end of warranty",
            "expiration de garantie",
            "expiration de la garantie",
        ],
    ),
    ("warranty_level", &["niveau de garantie", "type de garantie"]),
    ("supplier", &["fournisseur"]),
    ("expires_on", &["date d expiration", "expire le", "echeance", "expiration", "date d echeance"]),
    ("financing", &["financement", "mode de financement", "mode d acquisition", "propriete"]),
    (
        "lease_until",
        &["fin de location", "fin de leasing", "fin de bail", "fin location", "fin de credit bail", "lease end"],
    ),
    ("parent", &["hote", "heberge sur", "host", "fait partie de", "installe dans"]),
    ("licence_key", &["cle de licence", "cle licence", "license key", "cle produit", "product key", "cle"]),
    ("seats", &["nombre de licences", "nombre de postes", "sieges", "nb licences", "nb de postes"]),
    (
        "notes",
        &["remarques", "remarque", "commentaire", "commentaires", "observations", "asset notes", "note", "comments"],
    ),
    ("attr.cpu", &["composants processeur", "processeur", "cpu"]),
    ("attr.ram", &["ram", "memoire", "memoire vive"]),
    ("attr.ip", &["primary ip", "managementip", "adresse ip", "ip"]),
    ("attr.mac", &["primary mac", "adresse mac", "mac"]),
    ("attr.region", &["region"]),
    ("attr.domain", &["domaine", "nom de domaine", "domain"]),
    ("attr.mailboxes", &["boites", "boites aux lettres", "nombre de boites", "mailboxes"]),
    ("attr.target", &["cible", "cible de sauvegarde", "destination de sauvegarde", "backup target"]),
    ("attr.frequency", &["frequence", "frequence de sauvegarde", "frequency"]),
    ("attr.retention", &["retention"]),
    ("attr.last_restore_test", &["dernier test de restauration", "test de restauration", "last restore test"]),
    ("attr.rto", &["rto", "dmia", "duree maximale d interruption"]),
    ("attr.rpo", &["rpo", "pdma", "perte de donnees maximale"]),
    ("attr.emergency_contact", &["contact d urgence", "emergency contact"]),
    ("attr.support_until", &["fin de support", "fin du support", "end of support", "support until"]),
    ("attr.ports", &["ports", "nombre de ports"]),
    ("attr.asset_number", &["asset number"]),
    ("attr.inventory_number", &["numero d inventaire", "no d inventaire", "n d inventaire"]),
    ("attr.order_number", &["order number", "numero de commande"]),
    ("attr.model_number", &["model number", "model no"]),
    ("attr.model_notes", &["model notes"]),
    ("attr.purchase_cost", &["purchase cost", "prix d achat"]),
    ("attr.warranty_term", &["warranty", "garantie"]),
    ("attr.end_of_life", &["asset eol date", "eol", "fin de vie"]),
    ("attr.installed_on", &["install date", "date d installation", "mise en service", "date de mise en service"]),
    ("attr.physical_location", &["physical location"]),
    ("attr.default_location", &["default location"]),
    (
        "-",
        &[
            "id",
            "reason",
            "derniere modification",
            "checkout type",
            "checked out to first name",
            "checked out to last name",
            "checked out to email",
            "checked out to location",
        ],
    ),
];

/// Headers that name the thing: its tag, unless another column is the tag; then they are its label.
const NAMES: &[&str] = &[
    "nom",
    "name",
    "asset name",
    "nom de l actif",
    "hostname",
    "nom d hote",
    "nom de machine",
    "nom machine",
    "nom de l equipement",
    "nom du poste",
    "computer name",
];

/// Letters that other alphabets write alike: a catalogue has been seen with a Cyrillic C.
fn folded(header: &str) -> String {
    const ALIKE: [(char, char); 12] = [
        ('а', 'a'),
        ('в', 'b'),
        ('с', 'c'),
        ('е', 'e'),
        ('н', 'h'),
        ('і', 'i'),
        ('к', 'k'),
        ('м', 'm'),
        ('о', 'o'),
        ('р', 'p'),
        ('т', 't'),
        ('х', 'x'),
    ];
    let alike = |c| ALIKE.iter().find(|(foreign, _)| *foreign == c).map_or(c, |(_, latin)| *latin);
    words(header).chars().map(alike).collect()
}

/// The meaning of a name that a person typed or infog wrote: a field, `client`, or `-`.
pub(super) fn target(name: &str) -> Option<Meaning> {
    match name {
        "-" | "" => Some(Meaning::Ignored),
        "client" => Some(Meaning::Client),
        _ => Field::parse(name).map(Meaning::Field),
    }
}

/// The meaning of a header as it stands in a file.
fn known(header: &str) -> Option<Meaning> {
    let exact = header.trim();
    if exact.starts_with("attr.") || exact == "client" {
        return target(exact);
    }
    let folded = folded(exact);
    let own = Field::NAMES.iter().chain(&["client"]).find(|name| words(name) == folded);
    let other = || KNOWN.iter().find(|(_, ways)| ways.contains(&folded.as_str())).map(|(name, _)| name);
    own.or_else(other).and_then(|name| target(name))
}

/// The field that an unknown header may have meant.
fn nearest_field(header: &str) -> Option<String> {
    let folded = folded(header);
    let own = Field::NAMES.iter().chain(&["client"]).map(|name| (*name, *name));
    let other = KNOWN
        .iter()
        .filter(|(name, _)| *name != "-")
        .flat_map(|(name, ways)| ways.iter().map(move |way| (*way, *name)));
    let thing = NAMES.iter().map(|way| (*way, "tag"));
    let ways: BTreeMap<&str, &str> = own.chain(other).chain(thing).collect();
    // A header also says what it is when it only wears more words: `Serial No. (BIOS)`.
    let near = nearest(&folded, ways.keys().copied());
    near.and_then(|way| ways.get(way)).map(|name| (*name).to_owned())
}

/// What each column of the file is.
///
/// # Errors
/// [`Fault`]: an unknown header, two that are one column, or a mapping of a header that the file lacks.
pub(super) fn meanings(header: &[String], line: u64, map: &[Mapping]) -> Result<Vec<Meaning>, Fault> {
    let asked = asked(header, map)?;
    let mut found: Vec<Option<Meaning>> =
        header.iter().enumerate().map(|(i, h)| asked.get(&i).cloned().or_else(|| plain(h))).collect();
    name_the_things(header, &mut found);
    let mut meanings = Vec::with_capacity(header.len());
    for (i, (meaning, header)) in found.into_iter().zip(header).enumerate() {
        let unknown =
            || Fault::UnknownHeader { line, column: i + 1, header: clipped(header), nearest: nearest_field(header) };
        meanings.push(meaning.ok_or_else(unknown)?);
    }
    refuse_doubles(header, line, &meanings)?;
    Ok(meanings)
}

fn plain(header: &str) -> Option<Meaning> {
    if header.is_empty() { Some(Meaning::Nameless) } else { known(header) }
}

/// The columns that `--map` names.
fn asked(header: &[String], map: &[Mapping]) -> Result<BTreeMap<usize, Meaning>, Fault> {
    let mut asked = BTreeMap::new();
    for Mapping { header: wanted, target } in map {
        let exact = header.iter().position(|h| h == wanted.trim());
        let column = exact.or_else(|| header.iter().position(|h| folded(h) == folded(wanted)));
        let missing = || Fault::NoSuchHeader {
            header: clipped(wanted),
            nearest: nearest(wanted, header.iter().map(String::as_str)).map(str::to_owned),
        };
        asked.insert(column.ok_or_else(missing)?, target.clone());
    }
    Ok(asked)
}

/// `Nom` is the tag where no other column is, else the label where no other column is.
fn name_the_things(header: &[String], found: &mut [Option<Meaning>]) {
    for field in [Field::Tag, Field::Text("label")] {
        let free = !found.contains(&Some(Meaning::Field(field.clone())));
        let named =
            header.iter().zip(found.iter()).position(|(h, m)| m.is_none() && NAMES.contains(&folded(h).as_str()));
        if let (true, Some(slot)) = (free, named.and_then(|i| found.get_mut(i))) {
            *slot = Some(Meaning::Field(field));
        }
    }
}

fn refuse_doubles(header: &[String], line: u64, meanings: &[Meaning]) -> Result<(), Fault> {
    for (i, (meaning, second)) in meanings.iter().zip(header).enumerate() {
        let field = match meaning {
            Meaning::Client => "client".to_owned(),
            Meaning::Field(field) => field.to_string(),
            Meaning::Ignored | Meaning::Nameless => continue,
        };
        let before = meanings.iter().take(i).position(|m| m == meaning);
        if let Some(first) = before.and_then(|at| header.get(at)) {
            return Err(Fault::TwoHeaders { line, first: clipped(first), second: clipped(second), field });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &[&str], map: &[(&str, &str)]) -> Result<Vec<String>, Fault> {
        let header: Vec<String> = header.iter().map(|h| (*h).to_owned()).collect();
        let map: Vec<Mapping> = map.iter().map(|(h, f)| Mapping::new(h, f).unwrap()).collect();
        let said = |m: &Meaning| match m {
            Meaning::Client => "client".to_owned(),
            Meaning::Field(field) => field.to_string(),
            Meaning::Ignored => "-".to_owned(),
            Meaning::Nameless => String::new(),
        };
        meanings(&header, 1, &map).map(|found| found.iter().map(said).collect())
    }

    #[test]
    fn every_name_and_its_french_is_known() {
        for name in Field::NAMES {
            assert_eq!(read(&[name], &[]).unwrap(), [name]);
        }
        let french = [
            ("Nom", "tag"),
            ("Type", "kind"),
            ("Numéro de série", "serial"),
            ("N° de série", "serial"),
            ("Fabricant", "manufacturer"),
            ("Modèle", "model"),
            ("Lieu", "location"),
            ("Utilisateur", "assigned_to"),
            ("STATUT", "status"),
            ("Date d’achat", "purchased_on"),
            ("date d'achat", "purchased_on"),
            ("Fin de garantie", "warranty_until"),
            ("Clé de licence", "licence_key"),
            ("attr.last_restore_test", "attr.last_restore_test"),
            ("Сatégorie", "kind"),
        ];
        for (header, field) in french {
            assert_eq!(read(&[header], &[]).unwrap(), [field], "{header}");
        }
    }

    #[test]
    fn no_header_is_two_columns() {
        let mut seen = BTreeMap::new();
        for (name, ways) in KNOWN {
            assert!(target(name).is_some(), "{name}");
            for way in *ways {
                assert_eq!(words(way), *way);
                assert_eq!(seen.insert(*way, *name), None, "{way}");
                assert!(!NAMES.contains(way), "{way}");
            }
        }
    }

    #[test]
    fn a_name_is_the_label_where_another_column_is_the_tag() {
        assert_eq!(read(&["Name", "Asset Tag"], &[]).unwrap(), ["label", "tag"]);
        assert_eq!(read(&["Nom", "Libellé"], &[]).unwrap(), ["tag", "label"]);
        assert!(matches!(read(&["tag", "nom", "label"], &[]), Err(Fault::UnknownHeader { column: 2, .. })));
    }

    #[test]
    fn an_unknown_header_names_its_column_and_the_nearest_field() {
        let refused = read(&["tag", "Numéro de serrie"], &[]).unwrap_err();
        let nearest = Some("serial".to_owned());
        let header = "Numéro de serrie".to_owned();
        assert_eq!(refused, Fault::UnknownHeader { line: 1, column: 2, header, nearest });
        assert!(refused.to_string().contains("--map 'Numéro de serrie=FIELD'"));
    }

    #[test]
    fn a_mapping_beats_what_is_known() {
        assert_eq!(read(&["tag", "Prise"], &[("prise", "attr.ports")]).unwrap(), ["tag", "attr.ports"]);
        assert_eq!(read(&["Nom", "Référence"], &[("Référence", "tag")]).unwrap(), ["label", "tag"]);
        assert_eq!(read(&["tag", "Coût"], &[("Coût", "-")]).unwrap(), ["tag", "-"]);
        assert!(matches!(read(&["tag"], &[("Coût", "-")]), Err(Fault::NoSuchHeader { .. })));
    }

    #[test]
    fn two_headers_of_one_column_are_refused() {
        assert!(matches!(read(&["serial", "N° de série"], &[]), Err(Fault::TwoHeaders { .. })));
        assert_eq!(read(&["tag", "", ""], &[]).unwrap(), ["tag", "", ""]);
    }
}
