//! Recommendations and actions, as a list and as a section of a client's report.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::page::{Cell, Column, Table, Tone};
use crate::domain::action::{Action, End, Standing};
use crate::domain::calendar::Zone;
use crate::domain::instant::Instant;
use crate::locale::Locale;

/// One of them, as it stands at an instant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Its number.
    pub number: i64,
    /// Whose.
    pub client: String,
    /// What is known of it.
    pub action: Action,
    /// How it stands.
    pub standing: Standing,
}

/// Those that had begun by `at`, which is on `day`; ended ones only where they ended at `since` or later.
#[must_use]
pub fn lines<'a>(
    known: impl Iterator<Item = (i64, &'a str, &'a Action)>,
    (at, day): (Instant, NaiveDate),
    since: Instant,
) -> Vec<Line> {
    let wanted = |action: &Action| {
        let ended = action.end.as_ref().filter(|end| end.at <= at);
        action.since <= at && ended.is_none_or(|end| end.at >= since)
    };
    let line = |(number, client, action): (i64, &str, &Action)| Line {
        number,
        client: client.to_owned(),
        action: action.clone(),
        standing: action.standing(at, day),
    };
    let mut lines: Vec<Line> = known.filter(|(_, _, action)| wanted(action)).map(line).collect();
    lines.sort_by_key(|line| (rank(line.standing), line.action.due.unwrap_or(NaiveDate::MAX), line.number));
    lines
}

impl Line {
    /// How it ended, where it had by then.
    fn end(&self) -> Option<&End> {
        self.action.end.as_ref().filter(|_| matches!(self.standing, Standing::Done | Standing::Dropped))
    }
}

const fn rank(standing: Standing) -> u8 {
    match standing {
        Standing::Overdue => 0,
        Standing::Open => 1,
        Standing::Done => 2,
        Standing::Dropped => 3,
    }
}

/// For programs.
#[must_use]
pub fn json(line: &Line, zone: &Zone) -> Value {
    let action = &line.action;
    let end = line.end();
    json!({
        "number": line.number,
        "kind": action.kind.code(),
        "client": line.client,
        "contract": action.contract,
        "text": action.text,
        "owner": action.owner,
        "due": action.due,
        "ticket": action.ticket,
        "since": zone.rfc3339(action.since),
        "state": line.standing.code(),
        "ended_at": end.map(|end| zone.rfc3339(end.at)),
        "note": end.and_then(|end| end.note.as_deref()),
    })
}

/// For people; with a column of clients only if `clients`.
#[must_use]
pub fn table(lines: &[Line], clients: bool, locale: &Locale) -> Table {
    let mut table = Table::new("actions", locale.action_none())
        .column(Column::new("number", locale.title_number()).right())
        .column(Column::new("kind", locale.title_kind()).keep(3));
    if clients {
        table = table.column(Column::new("client", locale.title_client()).keep(5));
    }
    let mut table = table
        .column(Column::new("text", locale.title_what()))
        .column(Column::new("owner", locale.title_action_owner()).keep(6))
        .column(Column::new("due", locale.title_due_on()))
        .column(Column::new("ticket", locale.title_ticket()).keep(1))
        .column(Column::new("contract", locale.title_contract()).keep(0))
        .column(Column::new("state", locale.title_state()))
        .column(Column::new("note", locale.title_note()).keep(2));
    for line in lines {
        let action = &line.action;
        let mut row = vec![
            Cell::number(line.number.to_string(), line.number),
            Cell::both(locale.action_kind(action.kind), action.kind.code()),
        ];
        row.extend(clients.then(|| Cell::text(line.client.as_str())));
        row.extend([
            Cell::from(action.text.as_deref()),
            Cell::from(action.owner.as_deref()),
            action.due.map_or_else(Cell::none, |due| Cell::both(locale.date_short(due), due)),
            action.ticket.map_or_else(Cell::none, |n| Cell::both(n.to_string(), n.0)),
            Cell::from(action.contract.as_ref().map(|c| c.as_str())),
            Cell::both(locale.action_standing(line.standing), line.standing.code()).tone(tone(line.standing)),
            Cell::from(line.end().and_then(|end| end.note.as_deref())),
        ]);
        table.row(row);
    }
    table
}

const fn tone(standing: Standing) -> Tone {
    match standing {
        Standing::Open => Tone::Plain,
        Standing::Overdue => Tone::Bad,
        Standing::Done => Tone::Good,
        Standing::Dropped => Tone::Dim,
    }
}
