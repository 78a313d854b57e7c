//! What ends soon: warranties, subscriptions, licences, leases, contracts, certificates, insurance.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::page::{Cell, Column, Page, Table, Tone};
use crate::domain::asset::expiry::Ending;
use crate::domain::id::ClientCode;
use crate::locale::Locale;

/// Sooner than that is marked.
const SOON_DAYS: i64 = 30;

/// One thing that ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expiry {
    /// Its last day.
    pub on: NaiveDate,
    /// Days from today to it; negative where it is over.
    pub days: i64,
    /// What ends.
    pub what: Ending,
    /// Whose; `None` is the provider's own.
    pub client: Option<ClientCode>,
    /// The asset's tag, the contract's reference, the policy's number.
    pub reference: String,
    /// What it is called.
    pub label: Option<String>,
    /// With whom: supplier, publisher, insurer.
    pub with: Option<String>,
}

/// By date, then by client and reference.
pub fn sort(expiries: &mut [Expiry]) {
    expiries.sort_by(|a, b| (a.on, &a.client, &a.reference, a.what).cmp(&(b.on, &b.client, &b.reference, b.what)));
}

/// For programs.
#[must_use]
pub fn json(expiries: &[Expiry]) -> Value {
    let one = |e: &Expiry| {
        json!({
            "on": e.on,
            "days": e.days,
            "what": e.what.code(),
            "client": e.client,
            "ref": e.reference,
            "label": e.label,
            "with": e.with,
        })
    };
    expiries.iter().map(one).collect()
}

/// For people.
#[must_use]
pub fn page(expiries: &[Expiry], from: NaiveDate, to: NaiveDate, locale: &Locale) -> Page {
    let mut page = Page::new();
    page.heading(1, locale.expiring_heading(locale.date(from), locale.date(to)));
    page.table(table(expiries, to, true, locale));
    page
}

/// The table alone, up to `to`; with a column of clients only if `clients`.
#[must_use]
pub fn table(expiries: &[Expiry], to: NaiveDate, clients: bool, locale: &Locale) -> Table {
    let mut table = Table::new("expiring", locale.expiring_none(locale.date(to)))
        .column(Column::new("on", locale.title_ends_on()))
        .column(Column::new("days", locale.title_days_left()).right())
        .column(Column::new("what", locale.title_what()));
    if clients {
        table = table.column(Column::new("client", locale.title_client()).keep(5));
    }
    let mut table = table
        .column(Column::new("ref", locale.title_reference()))
        .column(Column::new("label", locale.title_label()).keep(4))
        .column(Column::new("with", locale.title_supplier()).keep(3));
    for e in expiries {
        table.row(row(e, clients, locale));
    }
    table
}

fn row(e: &Expiry, clients: bool, locale: &Locale) -> Vec<Cell> {
    let tone = match e.days {
        ..0 => Tone::Bad,
        0..=SOON_DAYS => Tone::Warn,
        _ => Tone::Plain,
    };
    let mut row = vec![
        Cell::both(locale.date_short(e.on), e.on).tone(tone),
        Cell::number(e.days.to_string(), e.days).tone(tone),
        Cell::both(locale.ending(e.what), e.what.code()),
    ];
    row.extend(clients.then(|| Cell::from(e.client.as_ref().map(ClientCode::as_str))));
    row.extend([e.reference.as_str().into(), Cell::from(e.label.as_deref()), Cell::from(e.with.as_deref())]);
    row
}
