//! What came into the inventory and what left it, and how many there are of each kind at the end.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::domain::asset::AssetKind;
use crate::domain::id::AssetTag;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table, Tone};

/// What became of an asset.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Moved {
    /// It came.
    In,
    /// It left.
    Out,
}

impl Moved {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
        }
    }
}

/// An asset that came or left.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Movement {
    /// Which way.
    pub moved: Moved,
    /// Its tag.
    pub tag: AssetTag,
    /// What it is.
    pub kind: AssetKind,
    /// What it is called.
    pub label: Option<String>,
    /// Whether the contract covers it.
    pub covered: bool,
}

/// The inventory over some days.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Park {
    /// What came and left, by tag.
    pub movements: Vec<Movement>,
    /// How many others changed.
    pub changed: usize,
    /// Of each kind: there were, there are, and of these the contract covers.
    pub kinds: BTreeMap<&'static str, (AssetKind, Counts)>,
}

/// How many of one kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// At the beginning.
    pub before: usize,
    /// At the end.
    pub after: usize,
    /// At the end, covered by the contract.
    pub covered: usize,
}

impl Park {
    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty() && self.movements.is_empty()
    }
}

/// For programs.
#[must_use]
pub fn json(park: &Park) -> Value {
    let movement = |m: &Movement| json!({"moved": m.moved.code(), "tag": m.tag, "kind": m.kind.code(), "label": m.label, "covered": m.covered});
    let kind = |(code, (_, c)): (&&str, &(AssetKind, Counts))| json!({"kind": code, "before": c.before, "after": c.after, "covered": c.covered});
    json!({
        "movements": park.movements.iter().map(movement).collect::<Vec<_>>(),
        "changed": park.changed,
        "kinds": park.kinds.iter().map(kind).collect::<Vec<_>>(),
    })
}

/// The section of the inventory.
pub fn section(page: &mut Page, park: &Park, end: NaiveDate, locale: &Locale) {
    if park.is_empty() {
        return;
    }
    page.heading(2, locale.report_park());
    let mut kinds = Table::new("inventory", locale.none())
        .titled(locale.park_on(locale.date(end)))
        .column(Column::new("kind", locale.title_kind()))
        .column(Column::new("before", locale.title_park_before()).right().keep(1))
        .column(Column::new("after", locale.title_park_after()).right())
        .column(Column::new("covered", locale.title_park_covered()).right());
    let count = |n: usize| Cell::number(locale.integer(i64::try_from(n).unwrap_or(i64::MAX)), n);
    for (code, (kind, counts)) in &park.kinds {
        let name = Cell::both(locale.asset_kind(*kind), code);
        kinds.row([name, count(counts.before), count(counts.after), count(counts.covered)]);
    }
    page.table(kinds);
    page.table(movements(park, locale));
    if park.changed > 0 {
        page.paragraph(locale.park_changed(i64::try_from(park.changed).unwrap_or(i64::MAX)));
    }
}

fn movements(park: &Park, locale: &Locale) -> Table {
    let mut table = Table::new("movements", locale.park_no_movements())
        .titled(locale.park_movements())
        .column(Column::new("moved", locale.title_moved()))
        .column(Column::new("tag", locale.title_asset()))
        .column(Column::new("kind", locale.title_kind()).keep(2))
        .column(Column::new("label", locale.title_label()).keep(1))
        .column(Column::new("covered", locale.title_covered()).keep(3));
    for one in &park.movements {
        let word = match one.moved {
            Moved::In => locale.moved_in(),
            Moved::Out => locale.moved_out(),
        };
        let tone = if one.covered { Tone::Plain } else { Tone::Dim };
        table.row([
            Cell::both(word, one.moved.code()),
            Cell::text(one.tag.as_str()),
            Cell::both(locale.asset_kind(one.kind), one.kind.code()),
            Cell::from(one.label.as_deref()),
            Cell::both(locale.yes_no(one.covered), one.covered).tone(tone),
        ]);
    }
    table
}
