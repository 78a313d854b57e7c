//! What the contract makes due regularly: last done, next due.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::domain::contract::clauses::{Every, Obligation};
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Table, Tone};

/// Sooner than that is marked, in days.
const SOON_DAYS: i64 = 30;

/// That an obligation was fulfilled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fulfilled {
    /// On which day.
    pub on: NaiveDate,
    /// Where that can be read again.
    pub evidence: Option<String>,
}

/// An obligation as it stands on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Duty {
    /// What is due, and how often.
    pub obligation: Obligation,
    /// The day.
    pub day: NaiveDate,
    /// When it was done last, by that day.
    pub last: Option<Fulfilled>,
    /// When it is due next; nothing where that lies beyond all calendars.
    pub due: Option<NaiveDate>,
    /// It was done within the days of the report.
    pub done_within: bool,
}

impl Duty {
    /// `obligation` on `day`: first due one interval after `begins`, then one after it was done.
    #[must_use]
    pub fn new(
        obligation: &Obligation,
        begins: NaiveDate,
        done: &[Fulfilled],
        (from, day): (NaiveDate, NaiveDate),
    ) -> Self {
        let last = done.iter().filter(|one| one.on <= day).max_by_key(|one| one.on).cloned();
        let due = obligation.every.after(last.as_ref().map_or(begins, |last| last.on));
        let done_within = last.as_ref().is_some_and(|last| from <= last.on);
        Self { obligation: obligation.clone(), day, last, due, done_within }
    }

    /// Whether its day is past.
    #[must_use]
    pub fn is_overdue(&self) -> bool {
        self.due.is_some_and(|due| due < self.day)
    }
}

/// For programs.
#[must_use]
pub fn json(duty: &Duty) -> Value {
    json!({
        "code": duty.obligation.code,
        "label": duty.obligation.label,
        "every": duty.obligation.every,
        "last_done": duty.last.as_ref().map(|last| last.on),
        "evidence": duty.last.as_ref().and_then(|last| last.evidence.as_deref()),
        "next_due": duty.due,
        "done_in_period": duty.done_within,
        "overdue": duty.is_overdue(),
    })
}

/// For people.
#[must_use]
pub fn table(duties: &[Duty], locale: &Locale) -> Table {
    let mut table = Table::new("obligations", locale.duty_none())
        .column(Column::new("code", locale.title_code()).keep(1))
        .column(Column::new("label", locale.title_label()))
        .column(Column::new("every", locale.title_every()).keep(2))
        .column(Column::new("last_done", locale.title_last_done()))
        .column(Column::new("next_due", locale.title_next_due()))
        .column(Column::new("state", locale.title_state()))
        .column(Column::new("evidence", locale.title_evidence()).keep(0));
    let date = |date: NaiveDate| Cell::both(locale.date_short(date), date);
    for duty in duties {
        table.row([
            Cell::text(duty.obligation.code.as_str()),
            Cell::text(duty.obligation.label.as_str()),
            Cell::both(every(locale, duty.obligation.every), duty.obligation.every.to_string()),
            duty.last.as_ref().map_or_else(Cell::none, |last| date(last.on)),
            duty.due.map_or_else(Cell::none, date),
            state(duty, locale),
            Cell::from(duty.last.as_ref().and_then(|last| last.evidence.as_deref())),
        ]);
    }
    table
}

fn state(duty: &Duty, locale: &Locale) -> Cell {
    let soon = duty.due.is_some_and(|due| (due - duty.day).num_days() <= SOON_DAYS);
    match () {
        () if duty.is_overdue() => Cell::both(locale.duty_overdue(), "overdue").tone(Tone::Bad),
        () if soon => Cell::both(locale.duty_soon(), "soon").tone(Tone::Warn),
        () => Cell::both(locale.duty_kept(), "kept").tone(Tone::Good),
    }
}

fn every(locale: &Locale, every: Every) -> String {
    match every {
        Every::Days(days) => locale.every_days(days),
        Every::Months(months) => locale.every_months(months),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn duty(done: &[&str], day: &str) -> Duty {
        let every = "3mo".parse().unwrap();
        let (code, label) = ("restore-test".to_owned(), "Test de restauration".to_owned());
        let obligation = Obligation { code, label, every, clause: None };
        let done: Vec<_> = done.iter().map(|on| Fulfilled { on: date(on), evidence: None }).collect();
        Duty::new(&obligation, date("2026-01-01"), &done, (date("2026-06-01"), date(day)))
    }

    #[test]
    fn it_is_due_one_interval_after_it_was_done_and_first_after_the_contract_began() {
        let never = duty(&[], "2026-04-01");
        assert_eq!((never.due, never.is_overdue()), (Some(date("2026-04-01")), false), "its day is in time");
        assert!(duty(&[], "2026-04-02").is_overdue());
        let done = duty(&["2026-02-10", "2026-06-12", "2026-07-03"], "2026-06-30");
        assert_eq!((done.last.as_ref().map(|l| l.on), done.due), (Some(date("2026-06-12")), Some(date("2026-09-12"))));
        assert!(done.done_within, "what came later is not known yet");
    }
}
