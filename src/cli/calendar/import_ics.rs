//! `infog calendar import-ics`.

use std::collections::BTreeSet;
use std::io::Read as _;

use chrono::NaiveDate;
use serde_json::json;

use super::apply::user_of;
use super::days::days_asked;
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::config::settings::Format;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::cli::source::Source;
use crate::domain::calendar::Calendar;
use crate::domain::calendar::proposed::{Fate, Proposed};
use crate::domain::calendar::spec::{Closure, Version};
use crate::domain::id::CalendarName;
use crate::domain::text;
use crate::intake::{calendar_file, ics};
use crate::report::closures_page;
use crate::store::calendar::{Put, Stored};
use crate::store::{self, Db};

/// More closures than these are never added at once.
const MOST_ADDED: usize = 2_000;
/// Repeats without an end are followed to the end of the year after so many.
const YEARS_AHEAD: i32 = 2;

/// Add closures from an iCalendar file (.ics): what would be added is shown first
///
/// Whole days become closures: events of one or several days, their repeats (daily to yearly), exceptions and single
/// changes; a timed event closes the days whose hours it covers whole, in whatever zone it is written. Cancelled ones, parts of
/// a day and what lies outside the days asked for are listed and left out. What is not understood is refused with its
/// line, and nothing is changed. Days that are closed already stay as they are: the same file again changes nothing.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog calendar import-ics office holidays.ics --dry-run
  infog calendar import-ics office holidays.ics --yes
  infog calendar import-ics office - --to 2027-12-31 < holidays.ics
  infog calendar import-ics office strike.ics --from 2026-05-01 --correct \"closed on 7 May, as told to the client\"")]
pub struct Args {
    /// Name of the calendar
    #[arg(add = candidates::calendars())]
    calendar: String,

    /// iCalendar file, or - for standard input
    #[arg(value_hint = clap::ValueHint::FilePath)]
    file: Source,

    /// First day that is looked at; today if absent
    #[arg(long, value_name = "DATE")]
    from: Option<NaiveDate>,

    /// Last day on which a closure may begin; the end of the year after next if absent
    #[arg(long, value_name = "DATE")]
    to: Option<NaiveDate>,

    /// Close days that are over, of a calendar in use, for this reason
    #[arg(long, value_name = "REASON")]
    correct: Option<String>,

    /// Say what would happen and write nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    at: At,
}

/// What the file does to a calendar.
struct Plan {
    rows: Vec<Proposed>,
    /// The versions that change, with the text of their new files.
    versions: Vec<(Version, String)>,
    /// The first day that closes.
    first: Option<NaiveDate>,
    /// A contract that counts on the calendar.
    user: Option<String>,
}

impl Plan {
    fn added(&self) -> usize {
        self.rows.iter().filter(|row| row.fate == Fate::Added).count()
    }
}

impl Args {
    /// Shows, asks, adds.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let name = CalendarName::new(&self.calendar)?;
        let reason = self.correct.as_deref().map(|reason| text::line("reason", reason)).transpose()?;
        let bytes = self.bytes()?;
        let stored = ctx.read(|db| self.versions(db, &name))?;
        let zone = bare(&stored)?.zone().clone();
        let today = zone.date(ctx.now());
        let (from, to) = days_asked(self.from, self.to, today, YEARS_AHEAD)?;
        let events = ics::read(&self.file.to_string(), &bytes, &zone)?;
        let planned = |db: &mut dyn Db| -> Result<Plan, Failure> {
            let stored = self.versions(db, &name)?;
            let rows = ics::proposals(&self.file.to_string(), &events, &bare(&stored)?, (from, to))?;
            let plan = plan(db, stored, rows, &self.file.to_string())?;
            match (plan.first.filter(|first| *first < today), &plan.user, &reason) {
                (Some(first), Some(user), None) => Err(past(&name, first, user)),
                _ => Ok(plan),
            }
        };
        let shown = ctx.read(planned)?;
        self.show(ctx, &shown, events.len())?;
        if !self.dry_run && shown.added() > 0 {
            let count = i64::try_from(shown.added()).unwrap_or(i64::MAX);
            ctx.prompt.confirm(&ctx.locale.closures_question(count, name.as_str()))?;
            let stamp = ctx.stamp_at(&self.at, &zone)?;
            let said = reason.clone().unwrap_or_else(|| format!("closures of {}", self.file));
            ctx.write(|db| {
                for (version, source) in &planned(db)?.versions {
                    store::calendar::put(db, version, &Put { stamp: &stamp, source, reason: Some(&said) })?;
                }
                Ok(())
            })?;
        }
        self.tell(ctx, &name, &shown, events.len())?;
        Ok(Exit::Done)
    }

    /// No more of a file is read than is allowed.
    fn bytes(&self) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let limited = self.file.open()?.take(ics::MOST_BYTES + 1).read_to_end(&mut bytes);
        limited.map_err(|e| self.file.unreadable(&e))?;
        match self.file {
            Source::Stdin if bytes.is_empty() => Err(Source::nothing_came()),
            _ => Ok(bytes),
        }
    }

    fn versions(&self, db: &mut dyn Db, name: &CalendarName) -> Result<Vec<Stored<Version>>, Failure> {
        if *name == CalendarName::always() {
            return Err(Failure::refused("the calendar `always` is built in and never closes")
                .hinted("give a calendar of your own; `infog calendar list` shows them"));
        }
        let versions = store::calendar::versions(db, name)?;
        if versions.is_empty() { Err(find::no_calendar(db, &self.calendar)?) } else { Ok(versions) }
    }

    fn show(&self, ctx: &Ctx, plan: &Plan, read: usize) -> Result<(), Failure> {
        // JSON is one object, printed when all is done
        if ctx.wants_json() {
            return Ok(());
        }
        let heading = ctx.locale.closures_read(i64::try_from(read).unwrap_or(i64::MAX), self.file.to_string());
        let mut page = closures_page::page(&plan.rows, &ctx.locale);
        page.blocks.insert(0, crate::report::page::Block::Heading { level: 1, text: heading });
        ctx.answer(&Answer { json: serde_json::Value::Null, page })
    }

    fn tell(&self, ctx: &Ctx, name: &CalendarName, plan: &Plan, read: usize) -> Result<(), Failure> {
        let count = |fate: Fate| plan.rows.iter().filter(|row| row.fate == fate).count();
        let (added, part_days) = (plan.added(), count(Fate::PartDay));
        if ctx.wants_json() {
            ctx.json(&json!({
                "calendar": name,
                "file": self.file.to_string(),
                "dry_run": self.dry_run,
                "read": read,
                "added": added,
                "unchanged": count(Fate::Known),
                "left_out": plan.rows.len() - added - count(Fate::Known),
                "rows": closures_page::json(&plan.rows),
            }))?;
        }
        if part_days > 0 {
            ctx.out.warning(&ctx.locale.closures_part_days());
            ctx.out.hint(&format!("give such dates hours of their own, `[[openings]]` in the file: `infog calendar export {name} > {name}.toml`"));
        }
        if count(Fate::StillClosed) > 0 {
            ctx.out.warning(&ctx.locale.closures_still_closed());
            ctx.out.hint(&format!("take them out of the file: `infog calendar export {name} > {name}.toml`, then `infog calendar apply {name}.toml --correct REASON`"));
        }
        let count = i64::try_from(added).unwrap_or(i64::MAX);
        let sentence = match (added, self.dry_run) {
            (0, _) => ctx.locale.calendar_unchanged(name.as_str()),
            (_, true) => ctx.locale.calendar_would_be(),
            (_, false) => ctx.locale.closures_added(count, name.as_str()),
        };
        if ctx.settings.format.value == Format::Table && !(self.dry_run && added > 0) {
            ctx.out.changed(&sentence, name.as_str())?;
        } else {
            ctx.remark(&sentence);
        }
        Ok(())
    }
}

/// The calendar as if it closed for holidays only: what an event covers does not depend on what was imported before.
fn bare(stored: &[Stored<Version>]) -> Result<Calendar, Failure> {
    let version = |stored: &Stored<Version>| Version { closures: Vec::new(), ..stored.value.clone() };
    Ok(Calendar::new(stored.iter().map(version).collect())?)
}

fn past(name: &CalendarName, first: NaiveDate, user: &str) -> Failure {
    Failure::refused(format!(
        "calendar `{name}` is in use by contract `{user}`, and {first}, which is over, would close"
    ))
    .hinted("say why with `--correct REASON`; it is recorded, and what was counted since then is counted anew")
    .hinted("or leave `--from` out: closures to come need no reason")
}

/// Gives each closure to the versions in whose days it lies.
fn plan(db: &mut dyn Db, stored: Vec<Stored<Version>>, mut rows: Vec<Proposed>, file: &str) -> Result<Plan, Failure> {
    let begins: Vec<NaiveDate> = stored.iter().filter_map(|stored| stored.value.effective_on).collect();
    let (mut taken, mut first, mut versions) = (BTreeSet::new(), None, Vec::new());
    for (index, Stored { value, source, .. }) in stored.into_iter().enumerate() {
        let from = value.effective_on.filter(|_| index > 0).unwrap_or(NaiveDate::MIN);
        let ends = begins.iter().find(|date| **date > from).and_then(|date| date.pred_opt()).unwrap_or(NaiveDate::MAX);
        let more = of_version(&value, (from, ends), &mut rows, &mut taken);
        if more.len() > MOST_ADDED {
            return Err(too_many(file, more.len()));
        }
        if !more.is_empty() {
            first = more.iter().map(|closure| closure.from.max(from)).chain(first).min();
            versions.push(extended(value, &source, more, file)?);
        }
    }
    for (index, row) in rows.iter_mut().enumerate() {
        if row.fate == Fate::Added && !taken.contains(&index) {
            row.fate = Fate::Known;
        }
    }
    let user = versions.first().map(|(version, _): &(Version, String)| user_of(db, version)).transpose()?.flatten();
    Ok(Plan { rows, versions, first, user })
}

fn too_many(file: &str, added: usize) -> Failure {
    Failure::refused(format!("{file} adds {added} closures; {MOST_ADDED} are added at once at most"))
        .hinted("give an earlier last day, `--to DATE`, or a shorter file")
}

/// The closures that a version lacks on its own days; `taken` are the rows that close something.
fn of_version(
    version: &Version,
    (from, ends): (NaiveDate, NaiveDate),
    rows: &mut [Proposed],
    taken: &mut BTreeSet<usize>,
) -> Vec<Closure> {
    let closing = || rows.iter().filter(|row| row.fate == Fate::Added);
    let days = closing().map(|row| row.from).min().zip(closing().map(|row| row.to).max());
    let mut off = days.map(|(first, last)| version.days_off(first, last)).unwrap_or_default();
    let mut more = Vec::new();
    for (index, row) in rows.iter_mut().enumerate() {
        let closure = row.closure();
        if row.fate == Fate::Cancelled && version.has_closure(&closure) {
            row.fate = Fate::StillClosed;
        }
        let own = |day: &NaiveDate| from <= *day && *day <= ends;
        if row.fate == Fate::Added && row.days().filter(own).any(|day| !off.contains(&day)) {
            off.extend(row.days());
            taken.insert(index);
            more.push(closure);
        }
    }
    more
}

/// The version with more closures, and its file with them.
fn extended(mut version: Version, source: &str, more: Vec<Closure>, file: &str) -> Result<(Version, String), Failure> {
    let unwritten = || Failure::fault(format!("the closures of {file} cannot be written into the calendar's own file"));
    let source = calendar_file::with_closures(source, &more).ok_or_else(unwritten)?;
    version.closures.extend(more);
    Calendar::new(vec![version.clone()])?;
    match calendar_file::read("the calendar", &source) {
        Ok(read) if read == version => Ok((version, source)),
        _ => Err(unwritten()),
    }
}
