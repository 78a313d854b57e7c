//! The configuration file: TOML, strings only, unknown keys refused with their line.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use toml_edit::{Document, Item, TableLike};

use crate::cli::failure::Failure;
use crate::domain::nearest::nearest;
use crate::domain::siren::Siren;

/// Every key that holds a value, with dots between its parts.
pub const KEYS: [&str; 13] = [
    "database",
    "language",
    "timezone",
    "actor",
    "color",
    "pager",
    "provider.name",
    "provider.legal_form",
    "provider.siren",
    "provider.contact",
    "provider.insurance.insurer",
    "provider.insurance.policy",
    "provider.insurance.until",
];

/// The prefix of the keys that users name themselves.
const ALIAS: &str = "alias.";

/// A value and the line on which it stands, 1 the first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The text.
    pub value: String,
    /// Its line.
    pub line: usize,
}

/// What a configuration file says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct File {
    /// Where it is, or would be.
    pub path: PathBuf,
    entries: BTreeMap<String, Entry>,
}

impl File {
    /// Reads the file at `path`; a missing one is an empty one unless it was `asked` for by name.
    ///
    /// # Errors
    /// It cannot be read, is no TOML, holds an unknown key, or a value that its key cannot have.
    pub fn read(path: &Path, asked: bool) -> Result<Self, Failure> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(path, &text),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound && !asked => {
                Ok(Self { path: path.to_owned(), entries: BTreeMap::new() })
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                Err(Failure::refused(format!("there is no configuration file `{}`", path.display()))
                    .hinted("`infog config set KEY VALUE` or `infog init` writes one"))
            }
            Err(e) => Err(Failure::file("read", path, &e)),
        }
    }

    /// Reads `text` as the file at `path`.
    ///
    /// # Errors
    /// As [`File::read`].
    pub fn parse(path: &Path, text: &str) -> Result<Self, Failure> {
        let document = Document::parse(text).map_err(|e| {
            let line = e.span().map_or(1, |span| line_of(text, span.start));
            Failure::refused(format!("{}:{line}: {}", path.display(), e.message().trim().replace('\n', ", ")))
        })?;
        let mut file = Self { path: path.to_owned(), entries: BTreeMap::new() };
        file.take(text, "", document.as_table())?;
        Ok(file)
    }

    /// The value of `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// Every key with its value, sorted.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries.iter().map(|(key, entry)| (key.as_str(), entry))
    }

    /// The aliases by name.
    pub fn aliases(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries.iter().filter_map(|(key, entry)| Some((key.strip_prefix(ALIAS)?, entry)))
    }

    /// The provider's own record, under short names: `name`, `siren`, `insurer`, `until` …
    #[must_use]
    pub fn provider(&self) -> BTreeMap<&'static str, String> {
        const KEYS: [(&str, &str); 7] = [
            ("name", "provider.name"),
            ("legal_form", "provider.legal_form"),
            ("siren", "provider.siren"),
            ("contact", "provider.contact"),
            ("insurer", "provider.insurance.insurer"),
            ("policy", "provider.insurance.policy"),
            ("until", "provider.insurance.until"),
        ];
        let said = |(short, key): (&'static str, &str)| Some((short, self.get(key)?.value.clone()));
        KEYS.into_iter().filter_map(said).collect()
    }

    fn take(&mut self, text: &str, prefix: &str, table: &dyn TableLike) -> Result<(), Failure> {
        for (name, item) in table.iter() {
            let key = format!("{prefix}{name}");
            let span = table.get_key_value(name).and_then(|(key, _)| key.span());
            let line = span.map_or(1, |span| line_of(text, span.start));
            let at = |sentence: String| Failure::refused(format!("{}:{line}: {sentence}", self.path.display()));
            match item.as_table_like() {
                Some(inner) if is_section(&key) => self.take(text, &format!("{key}."), inner)?,
                _ if is_section(&key) => return Err(at(format!("`{key}` is a section; write `[{key}]`"))),
                _ => {
                    known(&key).map_err(|f| Failure { sentence: at(f.sentence).sentence, ..f })?;
                    let value = plain(item).ok_or_else(|| at(format!("`{key}` takes a text in quotes")))?;
                    check(&key, &value).map_err(at)?;
                    self.entries.insert(key, Entry { value, line });
                }
            }
        }
        Ok(())
    }
}

/// A text, or a date that was written without quotes.
fn plain(item: &Item) -> Option<String> {
    item.as_str().map(str::to_owned).or_else(|| item.as_datetime().map(ToString::to_string))
}

fn is_section(key: &str) -> bool {
    key == "alias" || KEYS.iter().any(|known| known.starts_with(key) && known[key.len()..].starts_with('.'))
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|b| *b == b'\n').count() + 1
}

/// Whether `key` may stand in a configuration file.
///
/// # Errors
/// It may not; the nearest key is hinted.
pub fn known(key: &str) -> Result<(), Failure> {
    if KEYS.contains(&key) || key.strip_prefix(ALIAS).is_some_and(|name| !name.is_empty()) {
        return Ok(());
    }
    let hint = nearest(key, KEYS).map_or_else(
        || format!("known keys: {}, alias.NAME", KEYS.join(", ")),
        |near| format!("did you mean `{near}`?"),
    );
    Err(Failure::refused(format!("unknown key `{key}`")).hinted(hint))
}

/// Whether `key` may have `value`.
///
/// # Errors
/// A sentence that names both.
pub fn check(key: &str, value: &str) -> Result<(), String> {
    let one_of = |known: &[&str]| {
        known.contains(&value).then_some(()).ok_or(format!("`{key}` is one of {}, not `{value}`", known.join(", ")))
    };
    match key {
        "language" => one_of(&["en", "fr"]),
        "color" => one_of(&["auto", "always", "never"]),
        "provider.siren" => value.parse::<Siren>().map(drop).map_err(|bad| bad.to_string()),
        "provider.insurance.until" => match value.parse::<NaiveDate>() {
            Ok(_) => Ok(()),
            Err(_) => Err(format!("`{key}` is a date like `2026-12-31`, not `{value}`")),
        },
        _ if value.trim().is_empty() => Err(format!("`{key}` is empty")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<File, Failure> {
        File::parse(Path::new("config.toml"), text)
    }

    #[test]
    fn every_section_of_the_format_is_read() {
        let file = parse(
            "language = \"fr\"\n[provider]\nname = \"Infogéra\"\ninsurance = { insurer = \"A\", until = 2026-12-31 }\n\
             [alias]\nmine = \"ticket list --mine\"\n",
        )
        .unwrap();
        assert_eq!(file.get("provider.insurance.until").unwrap().value, "2026-12-31");
        assert_eq!(file.get("provider.name").unwrap().line, 3);
        assert_eq!(file.aliases().next().unwrap().0, "mine");
    }

    #[test]
    fn an_unknown_key_names_its_line_and_the_nearest() {
        let failure = parse("language = \"fr\"\n\n[provider]\nnmae = \"x\"\n").unwrap_err();
        assert_eq!(failure.sentence, "config.toml:4: unknown key `provider.nmae`");
        assert_eq!(failure.hints, ["did you mean `provider.name`?"]);
    }

    #[test]
    fn a_wrong_value_names_its_line() {
        assert_eq!(
            parse("\ncolor = \"blue\"").unwrap_err().sentence,
            "config.toml:2: `color` is one of auto, always, never, not `blue`"
        );
        assert!(parse("provider = 3").is_err());
        assert!(parse("actor = 3").is_err());
        assert!(parse("actor = ").unwrap_err().sentence.starts_with("config.toml:1:"));
    }
}
