//! `infog calendar export`.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use super::days::days_asked;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::cli::source::Source;
use crate::domain::calendar::spec::Version;
use crate::domain::calendar::time_off::{Rest, TimeOff};
use crate::domain::calendar::{Calendar, Zone};
use crate::domain::id::CalendarName;
use crate::intake::{calendar_file, drafting};
use crate::locale::Locale;
use crate::render::{ics, neutral_file};
use crate::store;
use crate::store::calendar::Stored;

/// Print the file of a calendar as it was applied, a draft of its next version, or its days off as iCalendar
///
/// A draft has the hours of the last version and the day that is given. It is checked and printed; nothing changes before
/// it is applied.
///
/// With --ics the days off of this year and the next, as every other calendar reads them; closures are whole. The same day off
/// has the same UID in every file, so a calendar that reads it again changes and does not double it. `infog calendar
/// import-ics` takes the file back and changes nothing.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog calendar export office > office.toml
  infog calendar export office --draft 2027-01-01 --holidays fr | infog calendar apply -
  infog calendar export office --draft 2027-01-01 --add closures.toml | infog calendar apply -
  infog calendar export office --ics > office.ics
  infog calendar export office --ics --from 2026-01-01 --to 2028-12-31 > office.ics")]
pub struct Args {
    /// Name of the calendar
    #[arg(add = candidates::calendars())]
    calendar: String,

    /// The version in force from this date; the last one if absent
    #[arg(long, value_name = "DATE", conflicts_with_all = ["ics", "draft"])]
    effective_on: Option<NaiveDate>,

    /// Draft a version in force from this day
    #[arg(long, value_name = "DATE", conflicts_with = "ics")]
    draft: Option<NaiveDate>,

    /// In the draft, the territory whose holidays it keeps: fr, fr-alsace-moselle, …; may be given again
    #[arg(long, value_name = "REGION", requires = "draft")]
    holidays: Vec<String>,

    /// In the draft, sections to add, closures for example: a file, or - for standard input
    #[arg(long, value_name = "FILE", requires = "draft", value_hint = clap::ValueHint::FilePath)]
    add: Option<Source>,

    /// Closures and holidays as an iCalendar file (RFC 5545)
    #[arg(long)]
    ics: bool,

    /// Days off from this day on; 1 January of this year if absent
    #[arg(long, value_name = "DATE", requires = "ics")]
    from: Option<NaiveDate>,

    /// Days off up to this day; 31 December of next year if absent
    #[arg(long, value_name = "DATE", requires = "ics")]
    to: Option<NaiveDate>,
}

impl Args {
    /// Prints it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let name = CalendarName::new(&self.calendar)?;
        let stored = ctx.read(|db| {
            let versions = store::calendar::versions(db, &name)?;
            if versions.is_empty() { Err(find::no_calendar(db, &self.calendar)?) } else { Ok(versions) }
        })?;
        let text = match self.draft {
            _ if self.ics => self.days_off(ctx, stored)?,
            Some(day) => neutral_file(&self.drafted(day, &self.source(&name, stored)?)?).into(),
            None => neutral_file(&self.source(&name, stored)?).into(),
        };
        ctx.out.answer(text.as_bytes())?;
        Ok(Exit::Done)
    }

    /// Byte for byte.
    fn source(&self, name: &CalendarName, mut versions: Vec<Stored<Version>>) -> Result<String, Failure> {
        if let Some(date) = self.effective_on {
            versions.retain(|stored| stored.value.effective_on == Some(date));
        }
        let none = || Failure::refused(format!("calendar `{name}` has no version in force from that date"));
        versions.pop().map(|stored| stored.source).ok_or_else(none)
    }

    /// The next version, sound as far as its file can tell.
    fn drafted(&self, day: NaiveDate, source: &str) -> Result<String, Failure> {
        let add = self.add.as_ref().map(Source::text).transpose()?.unwrap_or_default();
        let draft = drafting::version(source, day, &self.holidays, &add)
            .map_err(|why| Failure::refused(format!("no draft of calendar `{}`", self.calendar)).because(why))?;
        Calendar::new(vec![calendar_file::read("draft", &draft)?])?;
        Ok(draft)
    }

    fn days_off(&self, ctx: &Ctx, stored: Vec<Stored<Version>>) -> Result<String, Failure> {
        let calendar = Calendar::new(stored.into_iter().map(|stored| stored.value).collect())?;
        let year = calendar.zone().date(ctx.now()).year();
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
        let (from, to) = days_asked(self.from, self.to, first, 1)?;
        let rests = calendar.time_off(from, to);
        if rests.is_empty() {
            // RFC 5545, 3.6: a calendar holds an event at least
            let sentence = format!("calendar `{}` has no closure and no holiday from {from} to {to}", calendar.name());
            return Err(Failure::refused(sentence).hinted("name other days with `--from` and `--to`"));
        }
        let title = calendar.versions().last().and_then(|version| version.title.as_deref());
        let stamp = Zone::utc().local(ctx.now()).format("%Y%m%dT%H%M%SZ").to_string();
        let events = events(calendar.name(), rests, &ctx.locale);
        Ok(ics::file(title.unwrap_or(calendar.name().as_str()), calendar.zone().name(), &stamp, &events))
    }
}

/// One event a rest. What makes its UID stays when its reason or its end changes.
fn events(name: &CalendarName, rests: Vec<TimeOff>, locale: &Locale) -> Vec<ics::Event> {
    let mut before: BTreeMap<String, u32> = BTreeMap::new();
    let mut event = |rest: TimeOff| {
        let (category, kind, summary) = match rest.why {
            Rest::Closure(reason) if reason.is_empty() => ("CLOSURE", "closure".to_owned(), locale.why_closed()),
            Rest::Closure(reason) => ("CLOSURE", "closure".to_owned(), reason),
            Rest::Holiday(feast) => ("HOLIDAY", feast.code().to_owned(), locale.feast(feast)),
        };
        let key = format!("{}-{kind}-{name}", rest.from.format("%Y%m%d"));
        let nth = before.entry(key.clone()).or_default();
        *nth += 1;
        let uid = if *nth == 1 { format!("{key}@infog") } else { format!("{key}-{nth}@infog") };
        let until = rest.to.succ_opt().unwrap_or(rest.to);
        ics::Event { uid, from: rest.from, until, summary, category }
    };
    rests.into_iter().map(&mut event).collect()
}
