//! Lists of tickets, each with its most pressing clock.

use super::page::{Cell, Column, Table};
use super::ticket::TicketView;
use super::ticket_page::{due_for, left, status, verdict};
use crate::domain::calendar::Zone;
use crate::domain::sla::Clock;
use crate::locale::Locale;

/// Tickets in a table: one row a ticket, its most pressing clock beside it.
#[must_use]
pub fn list<'v>(
    views: impl IntoIterator<Item = &'v TicketView>,
    reader: &Zone,
    empty: String,
    locale: &Locale,
) -> Table {
    let mut table = Table::new("tickets", empty)
        .column(Column::new("number", locale.title_number()).right())
        .column(Column::new("client", locale.title_client()).keep(10))
        .column(Column::new("severity", locale.title_severity()).keep(8))
        .column(Column::new("title", locale.title_title()))
        .column(Column::new("status", locale.title_status()).keep(5))
        .column(Column::new("assignee", locale.title_assignee()).keep(4))
        .column(Column::new("metric", locale.title_metric()).keep(2))
        .column(Column::new("state", locale.title_state()).keep(3))
        .column(Column::new("due_at", locale.title_due()).keep(6))
        .column(Column::new("left_s", locale.title_left()).right().keep(7));
    let mut mixed = false;
    for view in views {
        mixed |= !view.state.status.is_open();
        table.row(row(view, reader, locale));
    }
    // Where closed tickets stand too, most have no deadline left: what became of them tells more.
    let status = table.columns.iter_mut().find(|column| mixed && column.key == "status");
    if let Some(status) = status {
        status.keep = 9;
    }
    table
}

fn row(view: &TicketView, reader: &Zone, locale: &Locale) -> [Cell; 10] {
    let clock = view.next_clock();
    let of = |f: &dyn Fn(&Clock) -> Cell| clock.map_or_else(Cell::none, f);
    let code = view.state.severity.as_ref();
    [
        Cell::number(view.number.to_string(), view.number.0),
        Cell::text(view.state.opening.client.as_str()),
        code.map_or_else(Cell::none, |c| Cell::text(c.as_str())),
        Cell::text(view.state.title.as_str()),
        status(locale, view.state.status),
        view.state.assignee.as_deref().map_or_else(Cell::none, Cell::text),
        of(&|c| Cell::both(locale.metric(c.metric()), c.metric())),
        of(&|c| verdict(locale, c)),
        of(&|c| due_for(reader, view, c, locale)),
        of(&|c| left_in_list(locale, c)),
    ]
}

/// [`left`] for a list, where seconds would take the room of whose ticket it is; the exact value rides along.
#[must_use]
pub fn left_in_list(locale: &Locale, clock: &Clock) -> Cell {
    let mut cell = left(locale, clock);
    let whole = |seconds: i64| if seconds.abs() < 60 { seconds } else { seconds - seconds % 60 };
    cell.text = match clock.left_s {
        _ if clock.late_s > 0 => locale.late_of_clock(locale.duration(whole(clock.late_s))),
        Some(left) if clock.is_live() => locale.duration(whole(left)),
        _ => return cell,
    };
    cell
}
