//! Calls from CSV: one a line, or totals of a day a line.

use chrono::NaiveDate;

use super::named_rows::{Field, NamedRow};
use super::refusal::Refusal;
use crate::domain::call::{Call, DayTotals, Outcome};
use crate::domain::date;
use crate::domain::fold::fold;
use crate::domain::id::TicketNumber;
use crate::domain::instant::Instant;
use crate::domain::nearest::{hint, nearest};

/// The columns of both kinds of file.
pub const FIELDS: &[Field] = &[
    Field { name: "client", synonyms: &["client code"] },
    Field { name: "started_at", synonyms: &["début", "appel", "heure d'appel", "date"] },
    Field { name: "answered_at", synonyms: &["décroché", "décroché à", "réponse"] },
    Field { name: "ended_at", synonyms: &["fin", "raccroché", "raccroché à"] },
    Field { name: "outcome", synonyms: &["issue", "résultat"] },
    Field { name: "waited_s", synonyms: &["attente", "attente (s)", "attente en secondes"] },
    Field { name: "ticket", synonyms: &["n° ticket"] },
    Field { name: "first_contact", synonyms: &["premier contact", "résolu au premier contact"] },
    Field { name: "day", synonyms: &["jour"] },
    Field { name: "offered", synonyms: &["présentés", "appels présentés", "reçus"] },
    Field { name: "answered", synonyms: &["décrochés", "appels décrochés", "traités"] },
    Field { name: "answered_in_time", synonyms: &["décrochés à temps", "décrochés dans le délai"] },
    Field { name: "abandoned", synonyms: &["abandonnés", "appels abandonnés"] },
    Field { name: "resolved_at_first_contact", synonyms: &["résolus au premier contact"] },
];

/// What a line holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Line {
    /// One call.
    Call(Call),
    /// Totals of a day.
    Day(DayTotals),
}

/// The call or totals of a row; `instant` reads an instant in the client's zone.
///
/// # Errors
/// [`Refusal`] of the first cell that is wrong.
pub fn line(row: &NamedRow, instant: impl Fn(&str) -> Result<Instant, String>) -> Result<Line, Refusal> {
    match row.get("day") {
        Some(_) => day(row).map(Line::Day),
        None => call(row, instant).map(Line::Call),
    }
}

fn call(row: &NamedRow, instant: impl Fn(&str) -> Result<Instant, String>) -> Result<Call, Refusal> {
    row.need("started_at")?;
    let answered_at = row.read("answered_at", &instant)?;
    let said = row.read("outcome", outcome)?;
    let call = Call {
        started_at: row.read("started_at", &instant)?.unwrap_or(Instant(0)),
        answered_at,
        ended_at: row.read("ended_at", &instant)?,
        outcome: said.unwrap_or(if answered_at.is_some() { Outcome::Answered } else { Outcome::Abandoned }),
        waited_s: row.read("waited_s", count)?,
        ticket: row.read("ticket", |number| number.trim_start_matches('#').parse::<TicketNumber>())?,
        first_contact: row.yes("first_contact")?,
    };
    call.checked().map_err(|why| row.refused("started_at", why.to_string()))?;
    Ok(call)
}

fn outcome(cell: &str) -> Result<Outcome, String> {
    match fold(cell).as_str() {
        "answered" | "repondu" | "decroche" | "traite" => Ok(Outcome::Answered),
        "abandoned" | "abandonne" | "perdu" => Ok(Outcome::Abandoned),
        _ => Err(format!(
            "`{cell}` is no outcome{}; write `answered` or `abandoned`",
            hint(nearest(cell, ["answered", "abandoned"]))
        )),
    }
}

fn count(cell: &str) -> Result<u32, String> {
    cell.parse().map_err(|_| format!("`{}` is no whole number from 0 on", date::clipped(cell)))
}

fn day(row: &NamedRow) -> Result<DayTotals, Refusal> {
    let whole = |name: &'static str| {
        row.need(name)?;
        row.read(name, count).map(Option::unwrap_or_default)
    };
    let totals = DayTotals {
        day: row.read("day", date::parse)?.unwrap_or(NaiveDate::MIN),
        offered: whole("offered")?,
        answered: whole("answered")?,
        answered_in_time: whole("answered_in_time")?,
        abandoned: whole("abandoned")?,
        first_contact: row.read("resolved_at_first_contact", count)?,
    };
    totals.checked().map_err(|why| row.refused("offered", why.to_string()))?;
    Ok(totals)
}
