//! `infog calendar export`.

use chrono::{Datelike as _, NaiveDate};

use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::calendar::{Calendar, DayWhy, Zone};
use crate::domain::id::CalendarName;
use crate::locale::Locale;
use crate::render::ics::{Event, ics};
use crate::store;

/// Print the file of a calendar as it was applied
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog calendar export office > office.toml
  infog calendar export office --ics > office.ics")]
pub struct Args {
    /// Name of the calendar
    #[arg(add = candidates::calendars())]
    calendar: String,

    /// The version in force from this date; the last one if absent
    #[arg(long, value_name = "DATE")]
    effective_on: Option<NaiveDate>,

    /// Print its closures and holidays as an iCalendar file, for other calendars
    #[arg(long, conflicts_with = "effective_on")]
    ics: bool,

    /// With --ics: the holidays of this year and the next; this year if absent
    #[arg(long, value_name = "YEAR", requires = "ics", value_parser = clap::value_parser!(i32).range(1900..=9990))]
    year: Option<i32>,
}

impl Args {
    /// Prints it byte for byte.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let name = CalendarName::new(&self.calendar)?;
        if self.ics {
            return self.ics(ctx, &name);
        }
        let source = ctx.read(|db| {
            let mut versions = store::calendar::versions(db, &name)?;
            if versions.is_empty() {
                return Err(find::no_calendar(db, &self.calendar)?);
            }
            if let Some(date) = self.effective_on {
                versions.retain(|stored| stored.value.effective_on == Some(date));
            }
            let none = || Failure::refused(format!("calendar `{name}` has no version in force from that date"));
            versions.pop().map(|stored| stored.source).ok_or_else(none)
        })?;
        ctx.out.answer(source)?;
        Ok(Exit::Done)
    }

    /// Closures of every version as far as it holds, and the holidays of two years on which the desk rests.
    fn ics(&self, ctx: &mut Ctx, name: &CalendarName) -> Outcome {
        let reader = ctx.zone().clone();
        let calendar = ctx.read(|db| find::calendar(db, name, &reader))?;
        let now = ctx.now();
        let year = self.year.unwrap_or_else(|| calendar.zone().date(now).year());
        let mut events = closures(&calendar);
        events.extend(holidays(&calendar, year, &ctx.locale));
        events.sort_by_key(|event| (event.from, event.to));
        ctx.out.answer(ics(name.as_str(), &events, Zone::utc().local(now)))?;
        Ok(Exit::Done)
    }
}

fn closures(calendar: &Calendar) -> Vec<Event> {
    let versions = calendar.versions();
    let mut events: Vec<Event> = Vec::new();
    for (index, version) in versions.iter().enumerate() {
        let ends = versions.get(index.saturating_add(1)).and_then(|next| next.effective_on);
        for closure in &version.closures {
            let begins = version.effective_on.is_none_or(|on| closure.yearly || closure.to >= on);
            let holds = begins && ends.is_none_or(|on| !closure.yearly && closure.from < on);
            let event = Event {
                from: closure.from,
                to: closure.to,
                yearly: closure.yearly,
                summary: closure.reason.clone(),
                category: "closure",
            };
            if holds && !events.contains(&event) {
                events.push(event);
            }
        }
    }
    events
}

fn holidays(calendar: &Calendar, year: i32, locale: &Locale) -> Vec<Event> {
    let days = (year..=year.saturating_add(1)).filter_map(|year| NaiveDate::from_ymd_opt(year, 1, 1));
    let days = days.flat_map(|first| first.iter_days().take_while(move |day| day.year() == first.year()));
    let event = |date: NaiveDate| match calendar.day(date).why {
        DayWhy::Holiday(feast) => {
            let summary = locale.feast(feast);
            Some(Event { from: date, to: date, yearly: false, summary, category: "holiday" })
        }
        _ => None,
    };
    days.filter_map(event).collect()
}
