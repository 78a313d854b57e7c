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
    let mut table = Table::new("expiring", locale.expiring_none(locale.date(to)))
        .column(Column::new("on", locale.title_ends_on()))
        .column(Column::new("days", locale.title_days_left()).right())
        .column(Column::new("what", locale.title_what()))
        .column(Column::new("client", locale.title_client()).keep(5))
        .column(Column::new("ref", locale.title_reference()))
        .column(Column::new("label", locale.title_label()).keep(4))
        .column(Column::new("with", locale.title_supplier()).keep(3));
    for e in expiries {
        let tone = match e.days {
            ..0 => Tone::Bad,
            0..=SOON_DAYS => Tone::Warn,
            _ => Tone::Plain,
        };
        table.row([
            Cell::both(locale.date_short(e.on), e.on).tone(tone),
            Cell::number(e.days.to_string(), e.days).tone(tone),
            Cell::both(locale.ending(e.what), e.what.code()),
            Cell::from(e.client.as_ref().map(ClientCode::as_str)),
            e.reference.as_str().into(),
            Cell::from(e.label.as_deref()),
            Cell::from(e.with.as_deref()),
        ]);
    }
    let mut page = Page::new();
    page.heading(1, locale.expiring_heading(locale.date(from), locale.date(to))).table(table);
    page
}
