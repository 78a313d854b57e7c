//! `infog calc due`.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::rfc3339::{self, Writer};
use super::{ledger, stream};
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::source::Source;
use crate::domain::allowance::Allowance;
use crate::domain::calendar::Calendar;
use crate::domain::contract::target::DayEnd;
use crate::domain::instant::Instant;
use crate::report::page::{Cell, Facts, Page};

/// Compute when an allowance is consumed
///
/// Counts from an instant on a calendar: the deadline is the earliest instant at which the allowance is consumed.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog calc due --calendar always --from 2026-01-13T11:15:00+01:00 --within \"3h working\"
  infog calc due --calendar office.toml --from \"2026-01-16 16:30\" --within \"5d working\" --explain
  infog calc due --calendar office --input tickets.csv > deadlines.csv      columns from,within")]
pub struct Args {
    /// Calendar: a name, a file, or `always`; not needed for elapsed time
    #[arg(long, value_name = "NAME|FILE", value_hint = clap::ValueHint::FilePath)]
    calendar: Option<String>,

    /// Where the count starts
    #[arg(
        long,
        value_name = "WHEN",
        required_unless_present = "input",
        conflicts_with = "input",
        allow_hyphen_values = true
    )]
    from: Option<String>,

    /// What is granted: "3h working", "48h elapsed", "5d working"
    #[arg(long, value_name = "TIME", required_unless_present = "input", conflicts_with = "input")]
    within: Option<String>,

    /// CSV with the columns from and within; due_at is appended
    #[arg(long, value_name = "FILE|-", value_hint = clap::ValueHint::FilePath)]
    input: Option<Source>,

    /// When the last of several working days ends: close-of-day or same-time
    #[arg(long, value_name = "HOW", default_value = "close-of-day", value_parser = parse_day_end, hide_default_value = true)]
    due: DayEnd,

    /// Show every stretch of time that was counted or not, and why
    #[arg(long, conflicts_with = "input")]
    explain: bool,
}

fn parse_day_end(text: &str) -> Result<DayEnd, String> {
    match text {
        "close-of-day" => Ok(DayEnd::CloseOfDay),
        "same-time" => Ok(DayEnd::SameTime),
        _ => Err("write close-of-day or same-time".to_owned()),
    }
}

impl Args {
    /// Prints the deadline, or the CSV with its deadlines.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let calendar = ctx.calendar_named(self.calendar.as_deref().unwrap_or("always"))?;
        let engine = Engine { calendar: &calendar, day_end: self.due, counts_working: self.calendar.is_some() };
        match (&self.input, &self.from, &self.within) {
            (Some(input), ..) => many(ctx, input, &engine)?,
            (None, Some(from), Some(within)) => one(ctx, &engine, from, within, self.explain)?,
            _ => {}
        }
        Ok(Exit::Done)
    }
}

/// What counts.
struct Engine<'c> {
    calendar: &'c Calendar,
    day_end: DayEnd,
    counts_working: bool,
}

impl Engine<'_> {
    fn due(&self, from: Instant, allowance: Allowance) -> Result<Instant, Failure> {
        match allowance {
            Allowance::Elapsed(seconds) => Ok(from.plus_s(seconds)),
            _ if !self.counts_working => Err(Failure::usage(format!("`{allowance}` is counted on a calendar"))
                .hinted("name one with `--calendar NAME`, or `--calendar always`")),
            Allowance::Working(seconds) => Ok(self.calendar.after(from, seconds)?),
            Allowance::WorkingDays(0) => Ok(from),
            Allowance::WorkingDays(days) => self.last_day(from, days),
        }
    }

    /// Rule 14: the dates after the opening date that have a window.
    fn last_day(&self, from: Instant, days: u32) -> Result<Instant, Failure> {
        let zone = self.calendar.zone();
        let nth = usize::try_from(days).unwrap_or(usize::MAX).saturating_sub(1);
        let day = self.calendar.working_days_after(zone.date(from)).nth(nth);
        let (date, close) = day
            .and_then(|day| Some((day.date, day.open.last()?.1)))
            .ok_or_else(|| Failure::refused(format!("{days} working days are more than 50 years on this calendar")))?;
        match self.day_end {
            DayEnd::CloseOfDay => Ok(close),
            DayEnd::SameTime => Ok(self.calendar.next_open(zone.edge(date.and_time(zone.local(from).time())))?),
        }
    }
}

fn one(ctx: &mut Ctx, engine: &Engine<'_>, from: &str, within: &str, explain: bool) -> Result<(), Failure> {
    let (calendar, zone) = (engine.calendar, engine.calendar.zone());
    let start = ctx.instant(from, zone)?;
    let allowance: Allowance = within.parse()?;
    let due = engine.due(start, allowance)?;
    let mut json = json!({ "due_at": zone.rfc3339(due) });
    let mut page = Page::new();
    let locale = &ctx.locale;
    let words = locale.moment_in_words(zone.local(due));
    let mut facts = Facts::new("due");
    facts.add("due_at", locale.title_due(), Cell::both(words, zone.rfc3339(due)));
    page.facts(facts);
    if explain {
        let lines = ledger::lines(calendar, start, due, matches!(allowance, Allowance::Elapsed(_)));
        put(&mut json, "ledger", ledger::json(calendar, &lines));
        page.table(ledger::table(locale, calendar, &lines));
    }
    ctx.answer(&Answer { json, page })
}

fn put(json: &mut Value, key: &str, value: Value) {
    if let Some(object) = json.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}

fn many(ctx: &mut Ctx, input: &Source, engine: &Engine<'_>) -> Result<(), Failure> {
    let (zone, writer) = (engine.calendar.zone().clone(), Writer::new(engine.calendar.zone()));
    let mut known: HashMap<Vec<u8>, Allowance> = HashMap::new();
    let column = stream::Column { name: "due_at", from: ["from", "within"] };
    let (json, reader) = (ctx.wants_json(), ctx.instants());
    let compute = |[from, within]: [&[u8]; 2], cell: &mut Vec<u8>| {
        let start = match rfc3339::read(from) {
            Some(at) => at,
            None => reader.read(&text_of(from), &zone)?,
        };
        let allowance = match known.get(within) {
            Some(allowance) => *allowance,
            None => {
                let allowance = text_of(within).parse()?;
                known.insert(within.to_vec(), allowance);
                allowance
            }
        };
        writer.write(engine.due(start, allowance)?, cell);
        Ok(())
    };
    ctx.stream(|out| stream::append(input, &column, json, out, compute))
}

fn text_of(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).trim().to_owned()
}
