//! `infog calc elapsed`.

use serde_json::{Value, json};

use super::{ledger, rfc3339, stream};
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::source::Source;
use crate::domain::calendar::Calendar;
use crate::domain::instant::Instant;
use crate::report::page::{Cell, Facts, Page};

/// Compute the working time between two instants
///
/// Counts real seconds inside the calendar's windows; nothing when the end is not after the start.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog calc elapsed --calendar office --from \"2026-01-16 16:30\" --to \"2026-01-19 09:30\" --explain
  infog calc elapsed --calendar always --input pairs.csv                 columns from,to")]
pub struct Args {
    /// Calendar: a name, a file, or `always`
    #[arg(long, value_name = "NAME|FILE", value_hint = clap::ValueHint::FilePath)]
    calendar: String,

    /// Where the count starts
    #[arg(
        long,
        value_name = "WHEN",
        required_unless_present = "input",
        conflicts_with = "input",
        allow_hyphen_values = true
    )]
    from: Option<String>,

    /// Where it ends
    #[arg(
        long,
        value_name = "WHEN",
        required_unless_present = "input",
        conflicts_with = "input",
        allow_hyphen_values = true
    )]
    to: Option<String>,

    /// CSV with the columns from and to; elapsed_s is appended
    #[arg(long, value_name = "FILE|-", value_hint = clap::ValueHint::FilePath)]
    input: Option<Source>,

    /// Show every stretch of time that was counted or not, and why
    #[arg(long, conflicts_with = "input")]
    explain: bool,
}

impl Args {
    /// Prints the time, or the CSV with its times.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let calendar = ctx.calendar_named(&self.calendar)?;
        match (&self.input, &self.from, &self.to) {
            (Some(input), ..) => many(ctx, input, &calendar)?,
            (None, Some(from), Some(to)) => one(ctx, &calendar, from, to, self.explain)?,
            _ => {}
        }
        Ok(Exit::Done)
    }
}

fn one(ctx: &mut Ctx, calendar: &Calendar, from: &str, to: &str, explain: bool) -> Result<(), Failure> {
    let (start, end) = (ctx.instant(from, calendar.zone())?, ctx.instant(to, calendar.zone())?);
    let elapsed_s = calendar.counted_s(start, end);
    let locale = &ctx.locale;
    let mut json = json!({ "elapsed_s": elapsed_s });
    let mut facts = Facts::new("elapsed");
    facts.add("elapsed_s", locale.title_counted(), Cell::number(locale.duration(elapsed_s), elapsed_s));
    let mut page = Page::new();
    page.facts(facts);
    if explain {
        let lines = ledger::lines(calendar, start, end, false);
        if let Value::Object(object) = &mut json {
            object.insert("ledger".to_owned(), ledger::json(calendar, &lines));
        }
        page.table(ledger::table(locale, calendar, &lines));
    }
    ctx.answer(&Answer { json, page })
}

fn many(ctx: &mut Ctx, input: &Source, calendar: &Calendar) -> Result<(), Failure> {
    let zone = calendar.zone();
    let column = stream::Column { name: "elapsed_s", from: ["from", "to"] };
    let (json, reader) = (ctx.wants_json(), ctx.instants());
    let read = |cell: &[u8]| -> Result<Instant, Failure> {
        match rfc3339::read(cell) {
            Some(at) => Ok(at),
            None => reader.read(String::from_utf8_lossy(cell).trim(), zone),
        }
    };
    let compute = |[from, to]: [&[u8]; 2], cell: &mut Vec<u8>| {
        let elapsed_s = calendar.counted_s(read(from)?, read(to)?);
        cell.extend_from_slice(elapsed_s.to_string().as_bytes());
        Ok(())
    };
    ctx.stream(|out| stream::append(input, &column, json, out, compute))
}
