//! What the columns of a foreign file are: infog's names, their French, and those of other programs' exports.

use std::collections::BTreeMap;

use super::mapping_file::{MappingFile, Others};
use super::options::{Mapping, Options};
use super::synonyms::{KNOWN, NAMES, REFERENCES, folded};
use crate::domain::asset::Field;
use crate::domain::date::clipped;
use crate::domain::fold::words;
use crate::domain::nearest::nearest;
use crate::intake::grid::Grid;
use crate::intake::refusal::Fault;

/// Of a sheet, so many rows are looked at for the one that names the columns.
const TITLE_ROWS: usize = 30;

/// What one column of the file is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Meaning {
    /// Whose asset it is.
    Client,
    /// A column of the asset.
    Field(Field),
    /// Known, and nothing that infog keeps.
    Ignored,
    /// Kept as `attr.NAME`, after its own header.
    Own,
    /// The header is empty: so must be its cells.
    Nameless,
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
    let thing = NAMES.iter().chain(REFERENCES).map(|way| (*way, "tag"));
    let ways: BTreeMap<&str, &str> = own.chain(other).chain(thing).collect();
    // A header also says what it is when it only wears more words: `Serial No. (BIOS)`.
    let near = nearest(&folded, ways.keys().copied());
    near.and_then(|way| ways.get(way)).map(|name| (*name).to_owned())
}

/// What each column of the file is.
///
/// # Errors
/// [`Fault`]: an unknown header, two that are one column, or a mapping of a header that the file lacks.
pub(super) fn meanings(
    header: &[String],
    line: u64,
    map: &[Mapping],
    mapping: Option<&MappingFile>,
) -> Result<Vec<Meaning>, Fault> {
    let asked = asked(header, map)?;
    let of_export = |h: &String| mapping.and_then(|mapping| mapping.meaning(h)).or_else(|| plain(h));
    let mut found: Vec<Option<Meaning>> =
        header.iter().enumerate().map(|(i, h)| asked.get(&i).cloned().or_else(|| of_export(h))).collect();
    name_the_things(header, &mut found);
    let others = others(header, map, mapping);
    let mut meanings = Vec::with_capacity(header.len());
    for (i, (meaning, header)) in found.into_iter().zip(header).enumerate() {
        let unknown =
            || Fault::UnknownHeader { line, column: i + 1, header: clipped(header), nearest: nearest_field(header) };
        let meaning = match meaning.or_else(|| others.clone()) {
            Some(Meaning::Own) => own(header),
            meaning => meaning,
        };
        meanings.push(meaning.ok_or_else(unknown)?);
    }
    refuse_doubles(header, line, &meanings)?;
    Ok(meanings)
}

/// What becomes of headers that nothing names: `--map '*=…'` says it, else the mapping file.
fn others(header: &[String], map: &[Mapping], mapping: Option<&MappingFile>) -> Option<Meaning> {
    let asked = map.iter().rev().find(|m| m.is_for_others(header)).map(|m| m.target.clone());
    let others = || match mapping.map(MappingFile::others)? {
        Others::Refuse => None,
        Others::Attr => Some(Meaning::Own),
        Others::Ignore => Some(Meaning::Ignored),
    };
    asked.or_else(others)
}

/// `Coût mensuel (€)` → `attr.cout_mensuel`.
fn own(header: &str) -> Option<Meaning> {
    let name = folded(header).replace(' ', "_");
    Field::parse(&format!("attr.{name}")).map(Meaning::Field)
}

/// The row of a sheet that names the columns: of the first rows, the one with the most headers that are known. Exports
/// put a title above it.
#[must_use]
pub fn header_row(grid: &Grid, options: &Options) -> usize {
    let is_known = |cell: &str| {
        let in_export = || options.mapping.as_ref().is_some_and(|mapping| mapping.meaning(cell).is_some());
        let named = || NAMES.contains(&folded(cell).as_str()) || REFERENCES.contains(&folded(cell).as_str());
        !cell.trim().is_empty()
            && (known(cell).is_some()
                || named()
                || in_export()
                || options.map.iter().any(|m| folded(&m.header) == folded(cell)))
    };
    let score = |row: usize| grid.row(row).filter(|cell| is_known(cell)).count();
    let rows = (0..grid.len().min(TITLE_ROWS)).map(|row| (score(row), row));
    rows.max_by_key(|(score, row)| (*score, std::cmp::Reverse(*row))).map_or(0, |(_, row)| row)
}

fn plain(header: &str) -> Option<Meaning> {
    if header.is_empty() { Some(Meaning::Nameless) } else { known(header) }
}

/// The columns that `--map` names.
fn asked(header: &[String], map: &[Mapping]) -> Result<BTreeMap<usize, Meaning>, Fault> {
    let mut asked = BTreeMap::new();
    for Mapping { header: wanted, target } in map.iter().filter(|m| !m.is_for_others(header)) {
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

/// `Nom` is the tag where no other column is, else the label where no other column is; `Référence` is the tag where
/// nothing else is, and so is the number of an inventory.
fn name_the_things(header: &[String], found: &mut [Option<Meaning>]) {
    for (field, names) in [(Field::Tag, NAMES), (Field::Text("label"), NAMES), (Field::Tag, REFERENCES)] {
        let free = !found.contains(&Some(Meaning::Field(field.clone())));
        let named =
            header.iter().zip(found.iter()).position(|(h, m)| m.is_none() && names.contains(&folded(h).as_str()));
        if let (true, Some(slot)) = (free, named.and_then(|i| found.get_mut(i))) {
            *slot = Some(Meaning::Field(field));
        }
    }
    let tag = Some(Meaning::Field(Field::Tag));
    if !found.contains(&tag) {
        let number = Some(Meaning::Field(Field::Attr("inventory_number".to_owned())));
        found.iter_mut().filter(|meaning| **meaning == number).take(1).for_each(|meaning| *meaning = tag.clone());
    }
}

fn refuse_doubles(header: &[String], line: u64, meanings: &[Meaning]) -> Result<(), Fault> {
    for (i, (meaning, second)) in meanings.iter().zip(header).enumerate() {
        let field = match meaning {
            Meaning::Client => "client".to_owned(),
            Meaning::Field(field) => field.to_string(),
            Meaning::Ignored | Meaning::Nameless | Meaning::Own => continue,
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
            Meaning::Nameless | Meaning::Own => String::new(),
        };
        meanings(&header, 1, &map, None).map(|found| found.iter().map(said).collect())
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
    fn a_star_stands_for_all_other_headers() {
        let headers = ["tag", "Taux d’usage (%)", "Actif", ""];
        assert_eq!(read(&headers, &[("*", "attr")]).unwrap(), ["tag", "attr.taux_d_usage", "attr.actif", ""]);
        assert_eq!(read(&headers, &[("*", "-"), ("Actif", "attr")]).unwrap(), ["tag", "-", "attr.actif", ""]);
        assert!(matches!(read(&["tag", "€"], &[("*", "attr")]), Err(Fault::UnknownHeader { column: 2, .. })));
        assert!(matches!(read(&["tag", "Prise", "prise !"], &[("*", "attr")]), Err(Fault::TwoHeaders { .. })));
    }

    #[test]
    fn a_reference_is_the_tag_where_nothing_else_is() {
        assert_eq!(read(&["Référence", "Désignation"], &[]).unwrap(), ["tag", "label"]);
        assert_eq!(read(&["N° d’inventaire", "Libellé"], &[]).unwrap(), ["tag", "label"]);
        assert_eq!(read(&["N° d’inventaire", "Nom"], &[]).unwrap(), ["attr.inventory_number", "tag"]);
        assert!(matches!(read(&["Référence", "Nom"], &[]), Err(Fault::UnknownHeader { column: 1, .. })));
    }

    #[test]
    fn the_header_of_a_sheet_is_found_below_its_title() {
        let mut grid = Grid::default();
        for (line, cells) in
            [(1, vec!["Parc au 01/10"]), (3, vec!["Nom", "N° de série", "Type"]), (4, vec!["a", "1", "PC"])]
        {
            grid.begin(line);
            cells.into_iter().for_each(|cell| grid.push(cell));
        }
        assert_eq!(header_row(&grid, &Options::default()), 1);
        assert_eq!(header_row(&Grid::default(), &Options::default()), 0);
    }

    #[test]
    fn two_headers_of_one_column_are_refused() {
        assert!(matches!(read(&["serial", "N° de série"], &[]), Err(Fault::TwoHeaders { .. })));
        assert_eq!(read(&["tag", "", ""], &[]).unwrap(), ["tag", "", ""]);
    }
}
