//! A client's inventory for people.

use chrono::NaiveDate;

use super::inventory::{AGES, Gap, Inventory, Lacking, Share};
use super::page::{Cell, Column, Facts, Page, Table, Tone};
use crate::domain::asset::Field;
use crate::domain::asset::cover::Protection;
use crate::domain::licence::Term;
use crate::locale::Locale;

/// More are counted, not named.
const NAMED: usize = 12;

/// The page of one inventory; `accepted` says whether the client ever accepted it.
#[must_use]
pub fn page(inventory: &Inventory, accepted: Cell, locale: &Locale) -> Page {
    let mut page = Page::new();
    page.heading(1, locale.inventory_heading(inventory.name.as_str(), locale.date(inventory.as_of)));
    let mut facts = Facts::new("inventory");
    facts.add("client", locale.title_client(), inventory.client.as_str());
    facts.add("as_of", locale.report_as_of(), Cell::both(locale.date(inventory.as_of), inventory.as_of));
    facts.add("inventory", locale.title_inventory(), accepted);
    facts.add("assets", locale.title_assets(), count(locale, inventory.complete.of));
    facts.add("complete", locale.inventory_complete(), share(locale, inventory.complete));
    page.facts(facts);
    page.heading(2, locale.inventory_gaps()).table(gaps(inventory, locale));
    page.heading(2, locale.inventory_by_kind()).table(kinds(inventory, locale));
    page.heading(2, locale.inventory_by_status()).table(statuses(inventory, locale));
    page.heading(2, locale.inventory_by_age()).table(ages(inventory, locale));
    page.heading(2, locale.inventory_missing()).list(columns(inventory, locale)).table(needs(inventory, locale));
    if !inventory.licences.is_empty() {
        page.heading(2, locale.licences_heading()).table(licences(inventory, locale));
    }
    page
}

/// A count, as people and programs read it.
fn count(locale: &Locale, n: usize) -> Cell {
    Cell::number(locale.integer(i64::try_from(n).unwrap_or(i64::MAX)), n)
}

/// `7 of 41`; raw the first number alone.
fn share(locale: &Locale, share: Share) -> Cell {
    match share.of {
        0 => Cell::none(),
        of => Cell::number(locale.shown_of(share.count, of), share.count),
    }
}

/// How many lack something, marked where somebody does; nothing where nobody was asked.
fn tally(locale: &Locale, share: Share) -> Cell {
    match share {
        Share { of: 0, .. } => Cell::none(),
        Share { count: 0, .. } => count(locale, 0),
        Share { count: n, .. } => count(locale, n).tone(Tone::Warn),
    }
}

fn gaps(inventory: &Inventory, locale: &Locale) -> Table {
    let mut table = Table::new("gaps", locale.inventory_no_gaps())
        .column(Column::new("gap", locale.title_what()))
        .column(Column::new("count", locale.title_count()).right())
        .column(Column::new("of", locale.title_of()).right())
        .column(Column::new("tags", locale.title_assets()).keep(2));
    for gap in Gap::ALL {
        let lacking = inventory.gaps.get(&gap).map(Vec::as_slice).unwrap_or_default();
        let of = inventory.share(gap);
        table.row([
            Cell::both(word(locale, gap), gap.code()),
            tally(locale, of),
            count(locale, of.of),
            named(locale, lacking),
        ]);
    }
    table
}

fn word(locale: &Locale, gap: Gap) -> String {
    match gap {
        Gap::Contract => locale.gap_contract(),
        Gap::Backup => locale.without_protection(Protection::Backup),
        Gap::Antivirus => locale.without_protection(Protection::Antivirus),
        Gap::Warranty => locale.gap_warranty(),
        Gap::Support => locale.gap_support(),
    }
}

/// The first tags and how many more; raw all of them.
fn named(locale: &Locale, lacking: &[Lacking]) -> Cell {
    if lacking.is_empty() {
        return Cell::none();
    }
    let tags: Vec<&str> = lacking.iter().map(|l| l.tag.as_str()).collect();
    let mut shown = tags.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    if tags.len() > NAMED {
        shown = format!("{shown} {}", locale.and_more(tags.len() - NAMED));
    }
    Cell::both(shown, tags.join(", "))
}

fn kinds(inventory: &Inventory, locale: &Locale) -> Table {
    let mut table = Table::new("kinds", locale.asset_none())
        .column(Column::new("kind", locale.title_kind()))
        .column(Column::new("count", locale.title_count()).right())
        .column(Column::new("complete", locale.inventory_complete()).right());
    for (kind, of) in &inventory.kinds {
        let kind = Cell::both(locale.asset_kind(*kind), kind.code());
        table.row([kind, count(locale, of.of), share(locale, *of)]);
    }
    table
}

fn statuses(inventory: &Inventory, locale: &Locale) -> Table {
    let mut table = Table::new("statuses", locale.asset_none())
        .column(Column::new("status", locale.title_status()))
        .column(Column::new("count", locale.title_count()).right());
    for (status, n) in &inventory.statuses {
        table.row([Cell::both(locale.asset_status(*status), status.code()), count(locale, *n)]);
    }
    table
}

fn ages(inventory: &Inventory, locale: &Locale) -> Table {
    let mut table = Table::new("ages", locale.asset_none())
        .column(Column::new("age", locale.title_age()))
        .column(Column::new("count", locale.title_count()).right());
    for (at, from) in AGES.iter().enumerate() {
        let text = match (AGES.get(at + 1), *from) {
            (Some(below), 0) => locale.age_below(*below),
            (Some(below), from) => locale.age_between(from, *below),
            (None, from) => locale.age_from(from),
        };
        table.row([Cell::both(text, from), count(locale, inventory.ages.get(from).copied().unwrap_or(0))]);
    }
    if inventory.ageless > 0 {
        table.row([Cell::both(locale.unknown(), ""), count(locale, inventory.ageless)]);
    }
    table
}

/// `7 of 41 without: Serial number`, over all kinds, the most frequent first.
fn columns(inventory: &Inventory, locale: &Locale) -> Vec<Cell> {
    let mut columns: Vec<_> = inventory.columns().into_iter().filter(|(_, of)| of.count > 0).collect();
    columns.sort_by_key(|(_, of)| std::cmp::Reverse(of.count));
    let sentence = |(column, of): (&str, Share)| locale.inventory_without(of.count, of.of, title(locale, column));
    columns.into_iter().map(|column| Cell::text(sentence(column))).collect()
}

fn needs(inventory: &Inventory, locale: &Locale) -> Table {
    let mut table = Table::new("missing_by_kind", locale.inventory_nothing_missing())
        .column(Column::new("kind", locale.title_kind()))
        .column(Column::new("field", locale.title_field()))
        .column(Column::new("missing", locale.asset_missing()).right())
        .column(Column::new("of", locale.title_of()).right());
    let mut rows: Vec<_> = inventory.needs.iter().filter(|(_, of)| of.count > 0).collect();
    rows.sort_by_key(|((column, kind), _)| (*kind, *column));
    for ((column, kind), of) in rows {
        let kind = Cell::both(locale.asset_kind(*kind), kind.code());
        table.row([kind, Cell::both(title(locale, column), *column), tally(locale, *of), count(locale, of.of)]);
    }
    table
}

fn title(locale: &Locale, column: &str) -> String {
    Field::parse(column).map_or_else(|| column.to_owned(), |field| locale.asset_field(&field))
}

fn licences(inventory: &Inventory, locale: &Locale) -> Table {
    let mut table = Table::new("licences", locale.licence_none())
        .column(Column::new("tag", locale.title_tag()))
        .column(Column::new("product", locale.title_product()))
        .column(Column::new("seats", locale.title_seats()).right())
        .column(Column::new("used", locale.title_used()).right())
        .column(Column::new("free", locale.title_free()).right())
        .column(Column::new("expires_on", locale.title_ends_on()).keep(1));
    for line in &inventory.licences {
        let tone = if line.seats.over() > 0 { Tone::Bad } else { Tone::Plain };
        let number = |n: u32| Cell::number(locale.integer(i64::from(n)), n);
        table.row([
            line.tag.as_str().into(),
            line.product.as_str().into(),
            Cell::from(line.seats.bought.map(number)),
            number(line.seats.used).tone(tone),
            Cell::from(line.seats.free().map(number)).tone(tone),
            term(locale, line.term, inventory.as_of),
        ]);
    }
    table
}

/// How long a licence holds; marked where it is over.
fn term(locale: &Locale, term: Term, as_of: NaiveDate) -> Cell {
    let Some(text) = locale.licence_term(term) else { return Cell::none() };
    match term {
        Term::Until(last) if last < as_of => Cell::both(text, last).tone(Tone::Bad),
        Term::Until(last) => Cell::both(text, last),
        Term::Perpetual | Term::Unknown => Cell::both(text, "perpetual"),
    }
}
