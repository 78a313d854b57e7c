//! Mapping files (TOML): what the columns of an export are, what its words mean, which dates it writes.
//!
//! Those of GLPI, iTop, Snipe-IT and ITFlow come with infog; a person writes others the same way.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::header::{Meaning, target};
use super::synonyms::folded;
use crate::domain::asset::{Asset, AssetKind, Field as Column};
use crate::domain::date::clipped;
use crate::domain::fold::words;
use crate::domain::id::AssetTag;
use crate::domain::nearest::nearest;
use crate::intake::toml_source::{Field, Problems, Section, Source};

/// Mapping files that come with infog, by the name that `--from` takes.
const SHIPPED: [(&str, &str); 4] = [
    ("glpi", include_str!("../mappings/glpi.toml")),
    ("itop", include_str!("../mappings/itop.toml")),
    ("snipe-it", include_str!("../mappings/snipe-it.toml")),
    ("itflow", include_str!("../mappings/itflow.toml")),
];

/// Which number of `05/04/2026` is the month. ISO dates are read whatever is said here.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Dates {
    #[default]
    DayMonthYear,
    MonthDayYear,
}

/// What becomes of columns that nothing names.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Others {
    /// The file is refused: a column that was renamed is not lost unseen.
    #[default]
    Refuse,
    /// Kept as `attr.NAME`, after their header.
    Attr,
    /// Left out.
    Ignore,
}

/// An export has more columns than this.
const FEWEST: usize = 5;

/// How the columns and words of one program's export are read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MappingFile {
    columns: BTreeMap<String, Meaning>,
    values: Vec<(Meaning, BTreeMap<String, String>)>,
    dates: Dates,
    others: Others,
    /// Values of columns that the file lacks.
    pub constants: Vec<(Column, String)>,
}

impl MappingFile {
    /// The names of those that come with infog.
    pub fn shipped() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|(name, _)| *name)
    }

    /// The one of that name that comes with infog.
    ///
    /// # Errors
    /// [`Problems`]: never, as a test shows.
    #[must_use]
    pub fn named(name: &str) -> Option<Result<Self, Problems>> {
        let (name, text) = SHIPPED.iter().find(|(known, _)| *known == name)?;
        Some(Self::read(&format!("{name}.toml"), text))
    }

    /// The program among those that come with infog whose export has such a header: it knows every column, and some
    /// that others would call otherwise.
    pub(super) fn recognise(header: &[String]) -> Option<&'static str> {
        let knows = |mapping: &Self| header.iter().filter(|cell| mapping.meaning(cell).is_some()).count();
        let known = SHIPPED.iter().filter_map(|(name, _)| Some((*name, knows(&Self::named(name)?.ok()?))));
        let best = known.max_by_key(|(_, known)| *known)?;
        (best.1 >= FEWEST && best.1 * 10 >= header.len() * 9).then_some(best.0)
    }

    /// Reads a mapping file; `name` is the file as messages call it.
    ///
    /// # Errors
    /// [`Problems`] lists every unknown key, column and value, each with line and column.
    ///
    /// ```
    /// use infog::intake::asset_file::MappingFile;
    /// let text = "[columns]\nserail = [\"N° interne\"]\n";
    /// let problems = MappingFile::read("parc.toml", text).unwrap_err();
    /// assert!(problems.to_string().starts_with("parc.toml:2:1: unknown field `serail`"));
    /// ```
    pub fn read(name: &str, text: &str) -> Result<Self, Problems> {
        let source = Source::new(name, text);
        let document = source.parse();
        let read = document.as_ref().map(|document| Self::of(&Section::root(&source, document)));
        drop(document);
        source.finish(read)
    }

    fn of(root: &Section<'_, '_>) -> Self {
        let _ = root.text("title"); // for people
        let mut file = Self {
            dates: root.get("dates").and_then(|f| f.choice()).unwrap_or_default(),
            others: root.get("others").and_then(|f| f.choice()).unwrap_or_default(),
            ..Self::default()
        };
        for header in root.get("ignore").map(|f| f.items()).unwrap_or_default() {
            file.add(&header, &Meaning::Ignored);
        }
        if let Some(columns) = root.table("columns") {
            file.read_columns(&columns);
        }
        if let Some(values) = root.table("values") {
            file.read_values(&values);
        }
        if let Some(set) = root.table("set") {
            file.constants = set.entries().iter().filter_map(|(key, value)| constant(key, value)).collect();
        }
        root.close();
        file
    }

    fn read_columns(&mut self, columns: &Section<'_, '_>) {
        for (key, headers) in columns.entries() {
            let Some(meaning) = meaning_of(&key) else { continue };
            for header in headers.items() {
                self.add(&header, &meaning);
            }
        }
    }

    fn add(&mut self, header: &Field<'_, '_>, meaning: &Meaning) {
        let Some(text) = header.text() else { return };
        match self.columns.insert(folded(&text), meaning.clone()) {
            Some(before) if before != *meaning => {
                header.report(format!("header `{}` is two columns", clipped(&text)), None);
            }
            _ => {}
        }
    }

    fn read_values(&mut self, values: &Section<'_, '_>) {
        for (key, table) in values.entries() {
            let Some(meaning) = meaning_of(&key) else { continue };
            let title = key.text().unwrap_or_default();
            let Some(section) = table.section(format!("[values.{title}]")) else { continue };
            let pairs = section.entries().into_iter().filter_map(|(word, value)| {
                let (word, value) = (word.text()?, checked(&meaning, &value)?);
                Some((words(&word), value))
            });
            let pairs = pairs.collect();
            self.values.push((meaning, pairs));
        }
    }

    /// What a header means in this export.
    pub(super) fn meaning(&self, header: &str) -> Option<Meaning> {
        self.columns.get(&folded(header)).cloned()
    }

    /// What becomes of a header that nothing names.
    pub(super) const fn others(&self) -> Others {
        self.others
    }

    /// A cell in infog's words.
    pub(super) fn said<'c>(&self, meaning: &Meaning, cell: &'c str) -> Cow<'c, str> {
        let known = self.values.iter().find(|(of, _)| of == meaning).and_then(|(_, table)| table.get(&words(cell)));
        match (known, meaning) {
            (Some(value), _) => Cow::Owned(value.clone()),
            (None, Meaning::Field(Column::Date(_))) if self.dates == Dates::MonthDayYear => day_first(cell),
            _ => Cow::Borrowed(cell),
        }
    }

    /// The columns of which it gives values or headers, for its tests.
    #[cfg(test)]
    fn headers(&self) -> std::collections::BTreeSet<&str> {
        self.columns.keys().map(String::as_str).collect()
    }
}

/// The column that a key names; the nearest is hinted where there is none.
fn meaning_of(key: &Field<'_, '_>) -> Option<Meaning> {
    let name = key.text()?;
    let found = target(&name).filter(|meaning| *meaning != Meaning::Ignored);
    if found.is_none() {
        let hint = nearest(&name, Column::NAMES.into_iter().chain(["client"]));
        key.report(format!("unknown field `{}`", clipped(&name)), hint.map(|near| format!("did you mean `{near}`?")));
    }
    found
}

/// A value that its column takes; nothing is one, too.
fn checked(meaning: &Meaning, value: &Field<'_, '_>) -> Option<String> {
    let text = value.parsed::<String>("a text in quotes")?;
    let Meaning::Field(column) = meaning else { return Some(text) };
    if text.is_empty() {
        return Some(text);
    }
    let mut asset = Asset::new(AssetTag::new("unnamed").ok()?, AssetKind::Other);
    match asset.set(column, &text) {
        Ok(()) => Some(text),
        Err(fault) => {
            value.report(fault.to_string(), None);
            None
        }
    }
}

fn constant(key: &Field<'_, '_>, value: &Field<'_, '_>) -> Option<(Column, String)> {
    let meaning = meaning_of(key)?;
    let text = checked(&meaning, value)?;
    match meaning {
        Meaning::Field(Column::Tag) => {
            key.report("`tag` cannot be the same for every line", None);
            None
        }
        Meaning::Field(column) => Some((column, text)),
        _ => {
            key.report("the client is said on the command line", Some("write `--client CODE`".to_owned()));
            None
        }
    }
}

/// `05/31/2026` → `31/05/2026`; what is no such date stays.
fn day_first(cell: &str) -> Cow<'_, str> {
    let swapped = || {
        let separator = cell.chars().find(|c| !c.is_ascii_digit()).filter(|c| ['/', '-', '.'].contains(c))?;
        let mut parts = cell.splitn(3, separator);
        let (month, day, rest) = (parts.next()?, parts.next()?, parts.next()?);
        (month.len() <= 2 && day.len() <= 2).then(|| format!("{day}{separator}{month}{separator}{rest}"))
    };
    swapped().map_or(Cow::Borrowed(cell), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn those_that_are_shipped_are_sound_and_speak_both_languages() {
        for (name, text) in SHIPPED {
            let file = MappingFile::read(name, text).unwrap_or_else(|problems| panic!("{problems}"));
            assert!(file.columns.values().any(|m| *m == Meaning::Field(Column::Tag)), "{name}");
            assert!(file.columns.values().any(|m| *m == Meaning::Client), "{name}");
        }
        assert_eq!(MappingFile::shipped().collect::<Vec<_>>(), ["glpi", "itop", "snipe-it", "itflow"]);
        let glpi = MappingFile::named("glpi").unwrap().unwrap();
        assert!(glpi.headers().is_superset(&BTreeSet::from(["numero de serie", "serial number", "lieu", "location"])));
        assert!(MappingFile::named("glip").is_none());
    }

    #[test]
    fn words_and_dates_of_an_export_become_those_of_infog() {
        let text = "dates = \"month-day-year\"\n[columns]\nstatus = [\"Zustand\"]\n[values.status]\n\"Im Lager\" = \"in-stock\"\n\
            \"?\" = \"\"\n[values.client]\n\"SAINT-EVROULT\" = \"mairie\"\n";
        let file = MappingFile::read("x.toml", text).unwrap();
        let status = Meaning::Field(Column::Status);
        assert_eq!(file.meaning("ZUSTAND"), Some(status.clone()));
        assert_eq!(file.said(&status, "im lager"), "in-stock");
        assert_eq!(file.said(&status, "ailleurs"), "ailleurs");
        assert_eq!(file.said(&Meaning::Client, "Saint-Évroult"), "mairie");
        let date = Meaning::Field(Column::Date("purchased_on"));
        assert_eq!(file.said(&date, "5/31/2026 10:00"), "31/5/2026 10:00");
        assert_eq!(file.said(&date, "2026-05-31"), "2026-05-31");
        assert_eq!(file.said(&date, "hier"), "hier");
    }

    #[test]
    fn every_mistake_of_a_mapping_file_is_told_with_its_place() {
        let text = "dates = \"dmy\"\nothres = \"attr\"\nignore = [\"A\"]\n[columns]\nserail = [\"B\"]\nmodel = [\"A\", 3]\n\
            [values.status]\n\"x\" = \"somewhere\"\n[set]\ntag = \"a\"\nkind = \"toaster\"\nclient = \"x\"\n";
        let said = MappingFile::read("m.toml", text).unwrap_err().to_string();
        for part in [
            "m.toml:1:9: unknown `dates` `dmy`",
            "m.toml:2:1: unknown key `othres`",
            "did you mean `others`?",
            "m.toml:5:1: unknown field `serail`",
            "did you mean `serial`?",
            "m.toml:6:10: header `A` is two columns",
            "m.toml:6:15: `model` is a number",
            "`somewhere` is no status",
            "m.toml:10:1: `tag` cannot be the same for every line",
            "`toaster` is no kind",
            "m.toml:12:1: the client is said on the command line",
        ] {
            assert!(said.contains(part), "{part}\n{said}");
        }
    }
}
