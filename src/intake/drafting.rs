//! The next version of a contract or a calendar, drafted from the file of the one before: comments and order are kept.

use chrono::NaiveDate;
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value, value};

/// No draft can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoDraft {
    /// A text is no TOML.
    #[error("the {what} is no TOML: {why}")]
    NoToml {
        /// `file`, or `addition`.
        what: &'static str,
        /// What the reader of TOML says.
        why: String,
    },
    /// The perimeter is not written as `[[line]]` sections.
    #[error("the lines of the perimeter are not written as `[[line]]`")]
    OtherLines,
}

/// What the next amendment of a contract changes.
#[derive(Clone, Copy, Debug)]
pub struct Amendment<'a> {
    /// Its number.
    pub number: u32,
    /// Its first day.
    pub effective_on: NaiveDate,
    /// The last day of the first term.
    pub ends_on: Option<NaiveDate>,
    /// Tags that a line of their own covers.
    pub cover: &'a [String],
    /// Tags that no line covers any more.
    pub exclude: &'a [String],
    /// Clauses to add, as the file has them.
    pub add: &'a str,
}

/// The file of the next amendment. The day of its signature is left out: nobody has signed it yet.
///
/// # Errors
/// [`NoDraft`].
pub fn amendment(source: &str, wanted: &Amendment<'_>) -> Result<String, NoDraft> {
    let mut file = parsed("file", source)?;
    let root = file.as_table_mut();
    root.remove("signed_on");
    set(root, "amendment", i64::from(wanted.number).into());
    set(root, "effective_on", wanted.effective_on.to_string().into());
    if let Some(day) = wanted.ends_on {
        root.remove("months");
        set(root, "ends_on", day.to_string().into());
    }
    if !wanted.exclude.is_empty() {
        exclude(lines(root)?, wanted.exclude);
    }
    if !wanted.cover.is_empty() {
        cover(lines(root)?, wanted);
    }
    added(file, wanted.add)
}

/// The file of a version of a calendar from `effective_on`, with the holidays of these territories if there are any, and
/// with what is added.
///
/// # Errors
/// [`NoDraft`].
pub fn version(source: &str, effective_on: NaiveDate, holidays: &[String], add: &str) -> Result<String, NoDraft> {
    let mut file = parsed("file", source)?;
    set(file.as_table_mut(), "effective_on", effective_on.to_string().into());
    if !holidays.is_empty() {
        set(file.as_table_mut(), "holidays", Value::Array(holidays.iter().collect()));
    }
    added(file, add)
}

fn parsed(what: &'static str, text: &str) -> Result<DocumentMut, NoDraft> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.parse().map_err(|e: toml_edit::TomlError| NoDraft::NoToml { what, why: e.message().to_owned() })
}

/// Sets a value where it stands, with the comments around it.
fn set(table: &mut Table, key: &str, mut new: Value) {
    if let Some(old) = table.get(key).and_then(Item::as_value) {
        *new.decor_mut() = old.decor().clone();
    }
    table.insert(key, value(new));
}

fn lines(root: &mut Table) -> Result<&mut ArrayOfTables, NoDraft> {
    root.entry("line")
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()))
        .as_array_of_tables_mut()
        .ok_or(NoDraft::OtherLines)
}

/// A contract without lines covers everything: it gets one that does, but for these.
fn exclude(lines: &mut ArrayOfTables, tags: &[String]) {
    if lines.is_empty() {
        let mut all = Table::new();
        all.insert("name", value("all"));
        lines.push(all);
    }
    for line in lines.iter_mut() {
        let excluded = line.entry("excluded").or_insert_with(|| value(Array::new()));
        if let Some(excluded) = excluded.as_array_mut() {
            tags.iter().filter(|tag| !holds(excluded, tag)).cloned().collect::<Vec<_>>().into_iter().for_each(|tag| {
                excluded.push(tag);
            });
        }
    }
}

/// A contract without lines covers everything already.
fn cover(lines: &mut ArrayOfTables, wanted: &Amendment<'_>) {
    if lines.is_empty() {
        return;
    }
    for line in lines.iter_mut() {
        if let Some(excluded) = line.get_mut("excluded").and_then(Item::as_array_mut) {
            excluded.retain(|held| !wanted.cover.iter().any(|tag| is(held, tag)));
        }
    }
    let mut line = Table::new();
    line.insert("name", value(format!("amendment-{}", wanted.number)));
    line.insert("assets", value(wanted.cover.iter().collect::<Array>()));
    lines.push(line);
}

fn holds(array: &Array, tag: &str) -> bool {
    array.iter().any(|held| is(held, tag))
}

/// Tags are compared without their case.
fn is(held: &Value, tag: &str) -> bool {
    held.as_str().is_some_and(|held| held.to_lowercase() == tag.to_lowercase())
}

/// Plain keys of the addition stand with those of the file, its sections after them.
fn added(mut file: DocumentMut, add: &str) -> Result<String, NoDraft> {
    let mut more = parsed("addition", add)?;
    let plain: Vec<String> = more.iter().filter(|(_, item)| item.is_value()).map(|(key, _)| key.to_owned()).collect();
    for key in plain {
        if let Some(Item::Value(new)) = more.remove(&key) {
            set(file.as_table_mut(), &key, new);
        }
    }
    let (file, more) = (file.to_string(), more.to_string());
    let more = more.trim();
    Ok(if more.is_empty() { file } else { format!("{}\n\n{more}\n", file.trim_end()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str =
        "# as signed\nref = \"K\"\nsigned_on = \"2025-06-12\"\nmonths = 36 # three years\n\n[[line]]\nname = \"all\"\n";

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn wanted<'a>(cover: &'a [String], exclude: &'a [String], add: &'a str) -> Amendment<'a> {
        Amendment { number: 1, effective_on: day("2026-07-01"), ends_on: None, cover, exclude, add }
    }

    #[test]
    fn an_amendment_keeps_comments_and_is_signed_by_nobody() {
        let draft = amendment(FILE, &wanted(&[], &[], "")).unwrap();
        let head =
            "# as signed\nref = \"K\"\nmonths = 36 # three years\namendment = 1\neffective_on = \"2026-07-01\"\n";
        assert_eq!(draft, format!("{head}\n[[line]]\nname = \"all\"\n"));
        let ended = Amendment { ends_on: Some(day("2027-06-30")), ..wanted(&[], &[], "") };
        let draft = amendment(FILE, &ended).unwrap();
        assert!(draft.contains("ends_on = \"2027-06-30\"") && !draft.contains("months"), "{draft}");
    }

    #[test]
    fn a_tag_is_excluded_once_and_by_every_line() {
        let (a, b) = ("A".to_owned(), "B".to_owned());
        let twice = format!("{FILE}excluded = [\"a\"]\n\n[[line]]\nname = \"rest\"\n");
        let draft = amendment(&twice, &wanted(&[], &[a, b], "")).unwrap();
        assert!(draft.contains("excluded = [\"a\", \"B\"]") && draft.contains("excluded = [\"A\", \"B\"]"), "{draft}");
        let draft = amendment("ref = \"K\"\n", &wanted(&[], &["A".to_owned()], "")).unwrap();
        assert!(draft.contains("[[line]]\nname = \"all\"\nexcluded = [\"A\"]"), "{draft}");
    }

    #[test]
    fn a_tag_is_covered_by_a_line_of_its_own_and_no_longer_excluded() {
        let excluded = format!("{FILE}excluded = [\"A\", \"B\"]\n");
        let draft = amendment(&excluded, &wanted(&["a".to_owned()], &[], "")).unwrap();
        let line = "[[line]]\nname = \"amendment-1\"\nassets = [\"a\"]";
        assert!(draft.contains(line) && draft.contains("\"B\"]") && !draft.contains("\"A\""), "{draft}");
        let everything = amendment("ref = \"K\"\n", &wanted(&["A".to_owned()], &[], "")).unwrap();
        assert!(!everything.contains("line"), "{everything}");
    }

    #[test]
    fn what_is_added_stands_where_it_belongs() {
        let draft = amendment(FILE, &wanted(&[], &[], "title = \"T\"\n\n[reversibility]\nto_client = true\n")).unwrap();
        let (title, line) = (draft.find("title = ").unwrap(), draft.find("[[line]]").unwrap());
        assert!(title < line && draft.ends_with("name = \"all\"\n\n[reversibility]\nto_client = true\n"), "{draft}");
        let refused = amendment(FILE, &wanted(&[], &[], "[half")).unwrap_err();
        assert!(refused.to_string().starts_with("the addition is no TOML"), "{refused}");
    }

    #[test]
    fn a_calendar_gets_holidays_and_closures_from_a_day() {
        let add = "[[closures]]\nfrom = \"2027-08-02\"\n";
        let file = "name = \"office\"\nholidays = []\n\n[hours]\nmon-fri = [\"09:00-17:00\"]\n";
        let draft = version(file, day("2027-01-01"), &["fr".to_owned()], add).unwrap();
        assert_eq!(
            draft,
            format!(
                "name = \"office\"\nholidays = [\"fr\"]\neffective_on = \"2027-01-01\"\n\n[hours]\nmon-fri = [\"09:00-17:00\"]\n\n{add}"
            )
        );
    }
}
