//! Open clocks of many tickets, the most pressing first.

use serde_json::{Value, json};

use crate::domain::calendar::Zone;
use crate::domain::sla::{Clock, Verdict};
use crate::locale::Locale;

use super::page::{Cell, Column, Table};
use super::ticket::{self, TicketView};
use super::{ticket_list, ticket_page};

/// The clocks that need somebody, the most pressing first.
#[must_use]
pub fn live(views: &[TicketView]) -> Vec<(&TicketView, &Clock)> {
    let open = views.iter().filter(|v| v.state.status.is_open());
    let mut clocks: Vec<(&TicketView, &Clock)> =
        open.flat_map(|v| v.clocks.iter().filter(|c| c.is_live()).map(move |c| (v, c))).collect();
    clocks.sort_by_key(|(view, clock)| (ticket::urgency(clock), view.number));
    clocks
}

/// The group of a clock: `breached`, `at-risk`, `paused`, `unknown`, `fine`.
#[must_use]
pub fn group(clock: &Clock) -> &'static str {
    match clock.verdict {
        Verdict::Breached => "breached",
        Verdict::Paused => "paused",
        Verdict::Unknown => "unknown",
        _ if clock.at_risk => "at-risk",
        _ => "fine",
    }
}

/// A clock with its ticket, as an object.
#[must_use]
pub fn line(view: &TicketView, clock: &Clock) -> Value {
    let mut object = ticket::clock(view, clock);
    if let Value::Object(fields) = &mut object {
        let state = &view.state;
        fields.insert("ticket".into(), json!(view.number));
        fields.insert("client".into(), json!(state.opening.client));
        fields.insert("severity".into(), json!(state.severity));
        fields.insert("title".into(), json!(state.title));
        fields.insert("assignee".into(), json!(state.assignee));
        fields.insert("status".into(), json!(state.status));
        fields.insert("group".into(), json!(group(clock)));
    }
    object
}

/// Clocks in a table.
#[must_use]
pub fn table(clocks: &[(&TicketView, &Clock)], reader: &Zone, locale: &Locale) -> Table {
    let mut table = Table::new("clocks", locale.no_running_clock())
        .column(Column::new("ticket", locale.title_number()).right())
        .column(Column::new("client", locale.title_client()).keep(10))
        .column(Column::new("severity", locale.title_severity()).keep(6))
        .column(Column::new("title", locale.title_title()))
        .column(Column::new("assignee", locale.title_assignee()).keep(2))
        .column(Column::new("metric", locale.title_metric()).keep(9))
        .column(Column::new("state", locale.title_state()).keep(5))
        .column(Column::new("due_at", locale.title_due()).keep(7))
        .column(Column::new("left_s", locale.title_left()).right().keep(8));
    for (view, clock) in clocks {
        let state = &view.state;
        let code = state.severity.as_ref();
        table.row([
            Cell::number(view.number.to_string(), view.number.0),
            Cell::text(state.opening.client.as_str()),
            code.map_or_else(Cell::none, |c| Cell::text(c.as_str())),
            Cell::text(state.title.as_str()),
            state.assignee.as_deref().map_or_else(Cell::none, Cell::text),
            Cell::both(locale.metric(clock.metric()), clock.metric()),
            ticket_page::verdict(locale, clock),
            ticket_page::due_for(reader, view, clock, locale),
            ticket_list::left_in_list(locale, clock),
        ]);
    }
    table
}
