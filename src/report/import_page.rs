//! What an import would do, asset by asset and field by field.

use serde::Serialize;

use super::page::{Cell, Column, Page, Table, Tone};
use crate::domain::asset::{AssetKind, AssetStatus, Criticality, Field, FieldChange, ManagedBy};
use crate::locale::Locale;

/// What would become of an asset.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// It is not there yet.
    Created,
    /// It is, and would differ.
    Updated,
    /// It would have another tag.
    Renamed,
    /// It vanished from the file.
    Retired,
}

/// One asset that an import would change.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AssetChange {
    /// Whose it is.
    pub client: String,
    /// Its tag in the database, or the one that it would get.
    pub tag: String,
    /// The line of the file; nothing where no line names it.
    pub line: Option<u64>,
    /// What would become of it.
    pub action: Action,
    /// Its columns, old and new.
    pub fields: Vec<FieldChange>,
}

/// An asset that vanished from the file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Vanished {
    /// Whose it is.
    pub client: String,
    /// Its tag.
    pub tag: String,
    /// Its status before, a code.
    pub status: String,
    /// It is retired for it.
    pub retired: bool,
}

/// The changes, the old value beside the new one; `more` assets are not among them.
#[must_use]
pub fn page(locale: &Locale, changes: &[AssetChange], more: u64) -> Page {
    let mut page = Page::new();
    let mut table = Table::new("changes", locale.import_nothing())
        .column(Column::new("client", locale.title_client()).keep(1))
        .column(Column::new("tag", locale.title_tag()))
        .column(Column::new("line", locale.title_line()).right().keep(2))
        .column(Column::new("action", locale.title_event()))
        .column(Column::new("field", locale.title_field()))
        .column(Column::new("before", locale.title_before()))
        .column(Column::new("after", locale.title_after()));
    for change in changes {
        for (at, field) in change.fields.iter().enumerate() {
            table.row(row(locale, change, field, at == 0));
        }
    }
    page.table(table);
    if more > 0 {
        page.paragraph(locale.import_more(number(more)));
    }
    page
}

/// The asset is named once for people, and on each row for programs.
fn row(locale: &Locale, change: &AssetChange, field: &FieldChange, is_first: bool) -> [Cell; 7] {
    let once = |text: &str| Cell::both(if is_first { text } else { "" }, text);
    let line = change.line.map(|line| line.to_string()).unwrap_or_default();
    let label = Field::parse(&field.field).map_or_else(|| field.field.clone(), |known| locale.asset_field(&known));
    let action = Cell::both(if is_first { word(locale, change.action) } else { String::new() }, code(change.action));
    [
        once(&change.client),
        once(&change.tag).tone(Tone::Strong),
        once(&line).numeric(),
        action.tone(tone(change.action)),
        Cell::both(label, &field.field),
        said(locale, field, field.before.as_deref()).tone(Tone::Dim),
        said(locale, field, field.after.as_deref()).tone(tone_of(field)),
    ]
}

/// A value as people read it.
fn said(locale: &Locale, field: &FieldChange, value: Option<&str>) -> Cell {
    let words = value.and_then(|value| match Field::parse(&field.field)? {
        Field::Kind => Some(locale.asset_kind(AssetKind::parse(value).ok()?)),
        Field::Status => Some(locale.asset_status(AssetStatus::parse(value).ok()?)),
        Field::ManagedBy => Some(locale.managed_by(ManagedBy::parse(value).ok()?)),
        Field::Criticality => Some(locale.criticality(Criticality::parse(value).ok()?)),
        Field::Date(_) => Some(locale.date(value.parse().ok()?)),
        _ => None,
    });
    match words {
        Some(words) => Cell::both(words, value.unwrap_or_default()),
        None => Cell::from(value.map(str::to_owned)),
    }
}

/// What comes is good to see, what goes is not.
const fn tone_of(field: &FieldChange) -> Tone {
    match (&field.before, &field.after) {
        (_, None) => Tone::Bad,
        (Some(_), Some(_)) => Tone::Warn,
        (None, Some(_)) => Tone::Good,
    }
}

const fn tone(action: Action) -> Tone {
    match action {
        Action::Created => Tone::Good,
        Action::Updated | Action::Renamed => Tone::Warn,
        Action::Retired => Tone::Bad,
    }
}

fn word(locale: &Locale, action: Action) -> String {
    match action {
        Action::Created => locale.import_created(),
        Action::Updated => locale.import_updated(),
        Action::Renamed => locale.import_renamed(),
        Action::Retired => locale.import_retired(),
    }
}

const fn code(action: Action) -> &'static str {
    match action {
        Action::Created => "created",
        Action::Updated => "updated",
        Action::Renamed => "renamed",
        Action::Retired => "retired",
    }
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;
    use crate::report::page::Block;

    fn field(name: &str, before: Option<&str>, after: Option<&str>) -> FieldChange {
        FieldChange { field: name.into(), before: before.map(Into::into), after: after.map(Into::into) }
    }

    #[test]
    fn an_asset_is_named_once_and_its_fields_stand_below_each_other() {
        let change = AssetChange {
            client: "ried".into(),
            tag: "SRV".into(),
            line: Some(3),
            action: Action::Updated,
            fields: vec![field("status", Some("in-stock"), Some("in-service")), field("site", Some("c"), None)],
        };
        let page = page(&Locale::new(Lang::En), &[change], 2);
        let Some(Block::Table(table)) = page.blocks.first() else { panic!("{page:?}") };
        let column = |at: usize| table.rows.iter().map(|row| row[at].text.as_str()).collect::<Vec<_>>();
        assert_eq!((column(1), column(2)), (vec!["SRV", ""], vec!["3", ""]));
        assert_eq!((column(5), column(6)), (vec!["in stock", "c"], vec!["in service", "—"]));
        assert_eq!(table.rows[0][6].raw, "in-service");
        assert_eq!(table.rows[1][1].raw, "SRV");
        assert_eq!((table.rows[0][6].tone, table.rows[1][6].tone), (Tone::Warn, Tone::Bad));
        assert_eq!(page.blocks.len(), 2);
    }
}
