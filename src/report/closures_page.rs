//! What a foreign calendar would close, event by event.

use serde_json::{Value, json};

use super::page::{Cell, Column, Page, Table, Tone};
use crate::domain::calendar::proposed::{Fate, Proposed};
use crate::locale::Locale;

/// For programs, one object a row.
#[must_use]
pub fn json(rows: &[Proposed]) -> Value {
    let one = |row: &Proposed| {
        json!({
            "line": row.line,
            "from": row.from,
            "to": row.to,
            "reason": row.reason,
            "times": row.times,
            "result": row.fate.code(),
        })
    };
    rows.iter().map(one).collect()
}

/// For people; what is over is counted, not listed.
#[must_use]
pub fn page(rows: &[Proposed], locale: &Locale) -> Page {
    let mut table = Table::new("closures", locale.closures_none())
        .column(Column::new("from", locale.title_from()))
        .column(Column::new("to", locale.title_to()))
        .column(Column::new("reason", locale.title_reason()))
        .column(Column::new("result", locale.title_outcome()))
        .column(Column::new("times", locale.title_count()).right().keep(1))
        .column(Column::new("line", locale.title_line()).right().keep(2));
    for row in rows.iter().filter(|row| row.fate != Fate::Over) {
        let tone = tone(row.fate);
        table.row([
            Cell::both(locale.date_short(row.from), row.from),
            Cell::both(locale.date_short(row.to), row.to),
            row.reason.as_str().into(),
            Cell::both(fate(row.fate, locale), row.fate.code()).tone(tone),
            Cell::number(row.times.to_string(), row.times),
            Cell::number(row.line.to_string(), row.line),
        ]);
    }
    let over = rows.iter().filter(|row| row.fate == Fate::Over).count();
    let mut page = Page::new();
    page.table(table);
    if over > 0 {
        page.note(Tone::Plain, locale.closures_over(i64::try_from(over).unwrap_or(i64::MAX)));
    }
    page
}

const fn tone(fate: Fate) -> Tone {
    match fate {
        Fate::Added => Tone::Good,
        Fate::PartDay | Fate::StillClosed | Fate::GoesOn => Tone::Warn,
        _ => Tone::Dim,
    }
}

fn fate(fate: Fate, locale: &Locale) -> String {
    match fate {
        Fate::Added => locale.fate_added(),
        Fate::Known => locale.fate_known(),
        Fate::PartDay => locale.fate_part_day(),
        Fate::Outside => locale.fate_outside(),
        Fate::NoTime => locale.fate_no_time(),
        Fate::Over => locale.fate_over(),
        Fate::Later => locale.fate_later(),
        Fate::GoesOn => locale.fate_goes_on(),
        Fate::Cancelled => locale.fate_cancelled(),
        Fate::StillClosed => locale.fate_still_closed(),
        Fate::Superseded => locale.fate_superseded(),
    }
}
