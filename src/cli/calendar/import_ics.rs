//! `infog calendar import-ics`.

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::cli::source::Source;
use crate::domain::calendar::spec::{Closure, Version};
use crate::domain::calendar::{Calendar, DayWhy, Zone};
use crate::domain::id::CalendarName;
use crate::intake::calendar_file;
use crate::intake::ics::{self, DayOff, IcsFile, Why};
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table};
use crate::store::calendar::Put;
use crate::store::{self, Db};

/// Add closures from an iCalendar file (.ics): shown before anything is written
///
/// Whole days count, in the calendar's zone; events of several days, repeats by day, week, month and year, exceptions and
/// cancelled events are understood. Days that are closed already are left out, parts of days are told and left out. The
/// closures make a new version of the calendar from today, or from --effective-on; --correct REASON changes the version
/// in force instead.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog calendar import-ics conges.ics --calendar office --dry-run
  infog calendar import-ics conges.ics --calendar office --yes
  infog calendar import-ics - --calendar office --until 2028-12-31 < conges.ics")]
pub struct Args {
    /// iCalendar file, or - for standard input
    #[arg(value_hint = clap::ValueHint::FilePath)]
    file: Source,

    /// Calendar that gets the closures; may be left out where there is only one
    #[arg(long, value_name = "NAME", add = candidates::calendars())]
    calendar: Option<CalendarName>,

    /// Repeats are told up to this day; the last day of next year if absent
    #[arg(long, value_name = "DATE")]
    until: Option<NaiveDate>,

    /// First day of the new version; today if absent
    #[arg(long, value_name = "DATE", conflicts_with = "correct")]
    effective_on: Option<NaiveDate>,

    /// Change the version in force instead, for this reason
    #[arg(long, value_name = "REASON")]
    correct: Option<String>,

    /// Show the closures and write nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    at: At,
}

/// What would be done.
struct Plan {
    /// Closures that are new.
    fresh: Vec<Closure>,
    /// Days off that are closed already.
    known: Vec<DayOff>,
    /// The calendar's file with them, and its version; none where nothing is new.
    next: Option<(String, Version)>,
}

impl Args {
    /// Shows what the file holds, asks, and adds it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let text = self.file.text()?;
        let now = ctx.now();
        let (name, zone) = ctx.read(|db| self.calendar_and_zone(db))?;
        let today = zone.date(now);
        let last = self.until.unwrap_or_else(|| end_of_next_year(today));
        let file = ics::read(&self.file.to_string(), &text, &zone, last)?;
        let plan = ctx.read(|db| self.plan(db, &name, &file, today))?;
        let writes = plan.next.is_some() && !self.dry_run;
        let shown = writes && !ctx.settings.yes && ctx.prompt.may_ask() && !ctx.wants_json();
        if shown {
            let page = self.page(ctx, &name, &file, &plan);
            ctx.answer(&Answer { json: Value::Null, page })?;
        }
        if writes {
            ctx.prompt.confirm(&ctx.locale.ics_ask(plan.fresh.len(), name.as_str()))?;
        }
        let written = writes && self.write(ctx, &name, &file, &zone, today)?;
        let json = self.json(&name, &file, &plan, written);
        let mut page = if shown { Page::new() } else { self.page(ctx, &name, &file, &plan) };
        page.paragraph(match (written, plan.fresh.len()) {
            (_, 0) => ctx.locale.ics_nothing(),
            (true, count) => ctx.locale.ics_added(count, name.as_str()),
            (false, count) => ctx.locale.ics_would_add(count, name.as_str()),
        });
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }

    fn calendar_and_zone(&self, db: &mut dyn Db) -> Result<(CalendarName, Zone), Failure> {
        let names: Vec<CalendarName> = store::calendar::names(db)?.into_iter().map(|(name, _)| name).collect();
        let name = match (&self.calendar, names.as_slice()) {
            (Some(name), _) if names.contains(name) => name.clone(),
            (Some(name), _) => return Err(find::no_calendar(db, name.as_str())?),
            (None, [only]) => only.clone(),
            (None, []) => return Err(Failure::refused("there is no calendar").hinted("`infog calendar apply FILE` adds one")),
            (None, many) => {
                let names = many.iter().map(CalendarName::as_str).collect::<Vec<_>>().join(", ");
                return Err(Failure::usage(format!("there are {} calendars", many.len()))
                    .hinted(format!("name one with `--calendar NAME`: {names}")));
            }
        };
        let versions = versions(db, &name)?;
        let zone = Calendar::new(versions.into_iter().map(|(version, _)| version).collect())?.zone().clone();
        Ok((name, zone))
    }

    /// What the file adds to the version that would be changed or followed.
    fn plan(&self, db: &mut dyn Db, name: &CalendarName, file: &IcsFile, today: NaiveDate) -> Result<Plan, Failure> {
        let versions = versions(db, name)?;
        let begins = self.effective_on.unwrap_or(today);
        let in_force = |(version, _): &&(Version, String)| version.effective_on.is_none_or(|on| on <= begins);
        let (base, source) = versions.iter().rfind(in_force).or(versions.first()).ok_or_else(|| {
            Failure::fault(format!("calendar `{name}` has no version"))
        })?;
        if let Some((later, _)) = versions.iter().find(|(v, _)| v.effective_on.is_some_and(|on| on > begins)) {
            let on = later.effective_on.unwrap_or(begins);
            return Err(Failure::refused(format!("calendar `{name}` has a version from {on}, after {begins}"))
                .hinted(format!("give `--effective-on {on}` or later, and its closures go there")));
        }
        let alone = Calendar::new(vec![Version { effective_on: None, ..base.clone() }])?;
        let from = if self.correct.is_some() { NaiveDate::MIN } else { begins };
        let (mut fresh, mut known) = (Vec::new(), Vec::new());
        for day in &file.days_off {
            if !day.yearly && day.to < from {
                continue;
            }
            if is_closed(base, &alone, day) { known.push(day.clone()) } else { fresh.push(closure(day)) }
        }
        let on = if self.correct.is_some() { base.effective_on } else { Some(begins) };
        let next = if fresh.is_empty() { None } else { Some(written(source, on, &fresh)?) };
        Ok(Plan { fresh, known, next })
    }

    fn write(
        &self,
        ctx: &mut Ctx,
        name: &CalendarName,
        file: &IcsFile,
        zone: &Zone,
        today: NaiveDate,
    ) -> Result<bool, Failure> {
        let stamp = ctx.stamp_at(&self.at, zone)?;
        let from = format!("closures from {}", self.file);
        // a version that begins today is changed once more without touching any day that was counted
        let reason = self.correct.as_deref().map(str::trim).filter(|reason| !reason.is_empty()).unwrap_or(&from);
        ctx.write(|db| {
            let plan = self.plan(db, name, file, today)?;
            let Some((source, version)) = &plan.next else { return Ok(false) };
            let mut all: Vec<Version> = versions(db, name)?.into_iter().map(|(version, _)| version).collect();
            let replaces = all.iter().any(|other| other.effective_on == version.effective_on);
            all.retain(|other| other.effective_on != version.effective_on);
            all.push(version.clone());
            Calendar::new(all)?;
            let put = Put { stamp: &stamp, source, reason: replaces.then_some(reason) };
            store::calendar::put(db, version, &put)?;
            Ok(true)
        })
    }

    fn json(&self, name: &CalendarName, file: &IcsFile, plan: &Plan, written: bool) -> Value {
        let effective_on = plan.next.as_ref().and_then(|(_, version)| version.effective_on);
        let out = |l: &ics::LeftOut| json!({"line": l.line, "summary": l.summary, "why": code(l.why)});
        json!({
            "calendar": name,
            "effective_on": effective_on,
            "added": plan.fresh,
            "known": plan.known.iter()
                .map(|d| json!({"from": d.from, "to": d.to, "yearly": d.yearly, "reason": d.reason})).collect::<Vec<_>>(),
            "left_out": file.left_out.iter().map(out).collect::<Vec<_>>(),
            "dry_run": self.dry_run,
            "written": written,
        })
    }

    fn page(&self, ctx: &Ctx, name: &CalendarName, file: &IcsFile, plan: &Plan) -> Page {
        let locale = &ctx.locale;
        let mut page = Page::new();
        page.heading(1, locale.ics_heading(name.as_str()));
        let mut table = Table::new("closures", locale.ics_nothing())
            .column(Column::new("from", locale.title_from()))
            .column(Column::new("to", locale.title_to()))
            .column(Column::new("yearly", locale.title_yearly()).keep(1))
            .column(Column::new("reason", locale.title_reason()))
            .column(Column::new("state", locale.title_state()));
        let date = |date: NaiveDate| Cell::both(locale.day(date), date);
        for closure in &plan.fresh {
            let state = Cell::both(locale.ics_new(), "new");
            let yearly = Cell::both(locale.yes_no(closure.yearly), closure.yearly);
            table.row([date(closure.from), date(closure.to), yearly, closure.reason.as_str().into(), state]);
        }
        for day in &plan.known {
            let state = Cell::both(locale.ics_known(), "known");
            let yearly = Cell::both(locale.yes_no(day.yearly), day.yearly);
            table.row([date(day.from), date(day.to), yearly, day.reason.as_str().into(), state]);
        }
        page.table(table);
        page.list(file.left_out.iter().map(|left| {
            Cell::both(locale.ics_left_out(left.line.to_string(), left.summary.as_str(), why(left.why, locale)), code(left.why))
        }));
        page
    }
}

fn versions(db: &mut dyn Db, name: &CalendarName) -> Result<Vec<(Version, String)>, Failure> {
    let mut found: Vec<(Version, String)> =
        store::calendar::versions(db, name)?.into_iter().map(|stored| (stored.value, stored.source)).collect();
    found.sort_by_key(|(version, _)| version.effective_on);
    Ok(found)
}

fn end_of_next_year(today: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(today.year().saturating_add(1), 12, 31).unwrap_or(NaiveDate::MAX)
}

fn closure(day: &DayOff) -> Closure {
    Closure { from: day.from, to: day.to, yearly: day.yearly, reason: day.reason.clone() }
}

/// Whether every day of it is a holiday or closed already; a yearly one needs a yearly closure of the same dates.
fn is_closed(base: &Version, alone: &Calendar, day: &DayOff) -> bool {
    if day.yearly {
        let same = |c: &Closure| {
            c.yearly && [(c.from, day.from), (c.to, day.to)].iter().all(|(a, b)| (a.month(), a.day()) == (b.month(), b.day()))
        };
        return base.closures.iter().any(same);
    }
    let off = |date: NaiveDate| matches!(alone.day(date).why, DayWhy::Holiday(_) | DayWhy::Closure(_));
    day.from.iter_days().take_while(|date| *date <= day.to).all(off)
}

/// The calendar's file with the closures, and what it says then.
fn written(source: &str, on: Option<NaiveDate>, fresh: &[Closure]) -> Result<(String, Version), Failure> {
    let text = calendar_file::with_closures(source, on, fresh)
        .ok_or_else(|| Failure::fault("the file of the calendar cannot be changed"))?;
    let version = calendar_file::read("calendar", &text)?;
    Ok((text, version))
}

const fn code(why: Why) -> &'static str {
    match why {
        Why::Cancelled => "cancelled",
        Why::PartOfDay => "part-of-day",
        Why::Later => "later",
    }
}

fn why(why: Why, locale: &Locale) -> String {
    match why {
        Why::Cancelled => locale.ics_cancelled(),
        Why::PartOfDay => locale.ics_part_of_day(),
        Why::Later => locale.ics_later(),
    }
}
