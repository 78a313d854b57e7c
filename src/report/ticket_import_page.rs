//! The receipt of an export that was imported: what became of its lines, and what could not be known.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::ticket::origin::Tool;
use crate::locale::Locale;

use super::page::{Cell, Column, Page, Table, Tone};

/// So many tickets are named of each thing that is not known.
const NAMED: usize = 5;

/// What an export leaves open, or what of it finds no place here: its place in the list, a code, and the value where it
/// has one.
pub type Open = (u8, &'static str, String);

/// What became of the lines of an export.
#[derive(Clone, Debug)]
pub struct Receipt<R> {
    /// Lines read; the three below and the refusals add up to it.
    pub read: u64,
    /// Tickets that are new.
    pub created: u64,
    /// Tickets that were there and say the same.
    pub unchanged: u64,
    /// Lines that were not taken.
    pub refusals: Vec<R>,
    /// What could not be known, with the numbers that the tickets had.
    pub open: BTreeMap<Open, Vec<String>>,
    /// Columns that were kept as text.
    pub texts: Vec<String>,
}

impl<R> Receipt<R> {
    /// Of a file whose columns `texts` are kept as text.
    #[must_use]
    pub const fn new(texts: Vec<String>) -> Self {
        Self { read: 0, created: 0, unchanged: 0, refusals: Vec::new(), open: BTreeMap::new(), texts }
    }

    /// Notes that `what` is not known of a ticket.
    pub fn leave_open(&mut self, open: Open, reference: String) {
        self.open.entry(open).or_default().push(reference);
    }

    fn refused(&self) -> u64 {
        u64::try_from(self.refusals.len()).unwrap_or(u64::MAX)
    }
}

/// The receipt for programs.
#[must_use]
pub fn json<R: Serialize>(receipt: &Receipt<R>, tool: Tool) -> Value {
    let open: Vec<Value> = receipt.open.iter().map(|((_, what, value), tickets)| {
        json!({"what": what, "value": (!value.is_empty()).then_some(value), "tickets": tickets})
    }).collect();
    json!({
        "from": tool,
        "read": receipt.read,
        "created": receipt.created,
        "unchanged": receipt.unchanged,
        "refused": receipt.refused(),
        "unknown": open,
        "kept_as_text": receipt.texts,
        "refusals": receipt.refusals,
    })
}

/// The receipt for people.
#[must_use]
pub fn page<R>(receipt: &Receipt<R>, file: &str, tool: Tool, locale: &Locale) -> Page {
    let mut page = Page::new();
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let read = locale.count_lines(number(receipt.read));
    let (created, unchanged) = (number(receipt.created), number(receipt.unchanged));
    page.note(Tone::Plain, locale.past_imported(file, read, created, unchanged, number(receipt.refused())));
    if receipt.created == 0 {
        return page;
    }
    if !receipt.open.is_empty() {
        page.table(open(receipt, tool, locale));
    }
    if !receipt.texts.is_empty() {
        page.note(Tone::Dim, locale.past_kept_as_text(receipt.texts.join(", ")));
    }
    page
}

fn open<R>(receipt: &Receipt<R>, tool: Tool, locale: &Locale) -> Table {
    let mut table = Table::new("unknown", locale.none())
        .titled(locale.past_unknown(tool.title()))
        .column(Column::new("what", locale.title_unknown()))
        .column(Column::new("tickets", locale.title_tickets()).right())
        .column(Column::new("which", locale.past_which()).keep(1));
    for ((_, what, value), tickets) in &receipt.open {
        let mut which = tickets.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
        if tickets.len() > NAMED {
            which.push_str(", …");
        }
        let code = if value.is_empty() { (*what).to_owned() } else { format!("{what} {value}") };
        table.row([
            Cell::both(sentence(what, value, locale), code),
            Cell::number(tickets.len().to_string(), tickets.len()),
            Cell::both(which, tickets.join(" ")),
        ]);
    }
    table
}

fn sentence(what: &str, value: &str, locale: &Locale) -> String {
    match what {
        "kind" => locale.unsaid_kind(),
        "severity" => locale.unsaid_severity(value),
        "asset" => locale.unsaid_asset(value),
        "response" => locale.unsaid_response(),
        "response-hours" => locale.unsaid_response_hours(),
        "waiting" => locale.unsaid_waiting(),
        "waiting-when" => locale.unsaid_waiting_when(),
        "paused-since" => locale.unsaid_paused_since(),
        "resolution" => locale.unsaid_resolution(),
        "closing" => locale.unsaid_closing(),
        "reopening" => locale.unsaid_reopening(),
        "dropped" => locale.unsaid_dropped(),
        other => other.to_owned(),
    }
}
