//! Calendars: no holidays, no opening this month or next year, no closures for next year, clocks that change.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use chrono::{Datelike, Days, NaiveDate};

use super::Ward;
use super::mend::Revise;
use crate::cli::desk::Desk;
use crate::cli::estate::Estate;
use crate::cli::failure::Failure;
use crate::domain::calendar::spec::{Closure, Region, Version};
use crate::domain::calendar::{Calendar, Zone, holiday};
use crate::domain::contract::Terms;
use crate::domain::contract::target::Metric;
use crate::domain::id::{CalendarName, ClientCode};
use crate::domain::instant::{Instant, Month};
use crate::domain::sla::rules::is_always;
use crate::report::doctor::{Finding, Severity, What};
use crate::store::{self, Db};

/// The calendars and zones in use.
#[derive(Default)]
pub struct Rota {
    /// By key, with whether a contract that is not over counts on it.
    calendars: BTreeMap<String, (CalendarName, bool)>,
    /// By name, with a client that lives in it.
    zones: BTreeMap<String, ClientCode>,
    /// Zones of clients whose contract counts every hour.
    around_the_clock: BTreeSet<String>,
}

impl Rota {
    /// Takes what a client counts on.
    ///
    /// # Errors
    /// Its zone is not known.
    pub fn enlist(&mut self, estate: &Estate) -> Result<(), Failure> {
        let zone = Zone::named(&estate.client.zone)?;
        self.zones.entry(zone.name().to_owned()).or_insert_with(|| estate.client.code.clone());
        let alive = estate.contracts.iter().filter(|(contract, today)| !super::contracts::is_over(contract, *today));
        for terms in alive.filter_map(|(contract, _)| contract.latest()) {
            if counts_every_hour(terms) {
                self.around_the_clock.insert(zone.name().to_owned());
            }
            for name in terms.calendars() {
                self.calendars.insert(name.key(), (name.clone(), true));
            }
        }
        Ok(())
    }

    /// Takes those that no contract counts on, too.
    ///
    /// # Errors
    /// The database.
    pub fn enlist_all(&mut self, db: &mut dyn Db) -> Result<(), Failure> {
        for (name, _) in store::calendar::names(db)? {
            self.calendars.entry(name.key()).or_insert((name, false));
        }
        Ok(())
    }
}

/// Whether something in the contract counts on the calendar that is built in.
fn counts_every_hour(terms: &Terms) -> bool {
    let granted = terms.targets.iter().flat_map(|target| Metric::ALL.into_iter().filter_map(|m| target.commitment(m)));
    let named = granted.filter_map(|commitment| commitment.calendar.as_ref());
    let services = terms.availability.iter().filter_map(|service| service.calendar.as_ref());
    std::iter::once(&terms.calendar).chain(named).chain(services).any(is_always)
}

/// Adds what is found of the calendars; how many there are.
pub fn examine(db: &mut dyn Db, ward: &Ward<'_>, rota: &Rota, found: &mut Vec<Finding>) -> Result<usize, Failure> {
    let mut desk = Desk::new();
    let mut calendars = Vec::with_capacity(rota.calendars.len());
    for (name, in_use) in rota.calendars.values() {
        if let Some(calendar) = desk.calendar(db, name)? {
            found.extend(of_one(ward, &calendar, *in_use));
            calendars.push((calendar, *in_use));
        }
    }
    found.extend(clock_changes(ward, rota, &calendars));
    Ok(calendars.len())
}

fn of_one(ward: &Ward<'_>, calendar: &Calendar, in_use: bool) -> Vec<Finding> {
    let today = calendar.zone().date(ward.now);
    let finding = |(severity, what, command)| {
        let severity = if in_use { severity } else { Severity::Warning.max(severity) };
        Finding { calendar: Some(calendar.name().clone()), ..Finding::new(severity, what, command) }
    };
    let asleep = never_opens(ward, calendar, today).or_else(|| closed_next_year(ward, calendar, today));
    let found = [asleep, no_holidays(ward, calendar, today), no_closures(ward, calendar, today)];
    found.into_iter().flatten().map(finding).collect()
}

type Ill = (Severity, What, String);

/// A version of the calendar from `day`, or from its last one's day where that is later.
fn revise(calendar: &Calendar, day: NaiveDate) -> Revise<'_> {
    let last = calendar.versions().last().and_then(|version| version.effective_on);
    let from = last.map_or(day, |last| last.max(day));
    Revise { calendar: calendar.name(), from, again: last == Some(from) }
}

fn first_of(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MAX)
}

fn opens_between(calendar: &Calendar, from: NaiveDate, after: NaiveDate) -> bool {
    let (from, to) = (calendar.zone().start_of_day(from), calendar.zone().start_of_day(after));
    calendar.counted_s(from, to) > 0
}

fn never_opens(ward: &Ward<'_>, calendar: &Calendar, today: NaiveDate) -> Option<Ill> {
    let month = Month::of(today);
    if opens_between(calendar, month.first_day(), month.next().first_day()) {
        return None;
    }
    let command = ward.mend.add_days(&revise(calendar, today), &opening(calendar, today, month.last_day()));
    Some((Severity::Problem, What::NeverOpens { month }, command))
}

fn closed_next_year(ward: &Ward<'_>, calendar: &Calendar, today: NaiveDate) -> Option<Ill> {
    let year = today.year() + 1;
    if opens_between(calendar, first_of(year), first_of(year + 1)) {
        return None;
    }
    let last = first_of(year + 1).pred_opt()?;
    let command = ward.mend.add_days(&revise(calendar, first_of(year)), &opening(calendar, first_of(year), last));
    Some((Severity::Problem, What::ClosedNextYear { year }, command))
}

/// Hours as the calendar had them on a working day, from Monday to Friday.
fn opening(calendar: &Calendar, from: NaiveDate, to: NaiveDate) -> String {
    let versions = calendar.versions().iter().rev();
    let usual = versions.flat_map(|version| version.hours.iter()).find(|windows| !windows.is_empty());
    let hours: Vec<String> = match usual {
        Some(windows) => windows.iter().map(|window| format!("\"{}-{}\"", window.start, window.end)).collect(),
        None => vec!["\"09:00-12:00\"".to_owned(), "\"14:00-18:00\"".to_owned()],
    };
    // where only a weekend is left of the month, it is the weekend that opens
    let weekday = from.iter_days().take_while(|day| *day <= to).any(|day| day.weekday().num_days_from_monday() < 5);
    let days = if weekday { "days = [\"mon-fri\"]\n" } else { "" };
    format!(
        "[[openings]]\nfrom = \"{from}\"\nto = \"{to}\"\n{days}hours = [{}]\non_holidays = true\nreason = \"infog doctor\"",
        hours.join(", ")
    )
}

/// A desk that rests on some days of the week and never on a holiday.
fn no_holidays(ward: &Ward<'_>, calendar: &Calendar, today: NaiveDate) -> Option<Ill> {
    let year = today.year() + 1;
    let version = calendar.version_on(first_of(year))?;
    let rests = version.hours.iter().any(Vec::is_empty);
    let region = region_of(calendar.zone())?;
    if !version.holidays.is_empty() || !rests {
        return None;
    }
    let open = |date: &NaiveDate| !calendar.day(*date).open.is_empty();
    let open_on = holiday::holidays(region, year).into_iter().map(|holiday| holiday.date).find(open)?;
    let command = ward.mend.keep_holidays(&revise(calendar, today), region.code());
    Some((Severity::Warning, What::NoHolidays { open_on }, command))
}

/// The territory of a zone, where there is only one.
fn region_of(zone: &Zone) -> Option<Region> {
    match zone.name() {
        "Europe/Paris" => Some(Region::Fr),
        "America/Guadeloupe" => Some(Region::FrGuadeloupe),
        "America/Martinique" => Some(Region::FrMartinique),
        "America/Cayenne" => Some(Region::FrGuyane),
        "Indian/Reunion" => Some(Region::FrReunion),
        "Indian/Mayotte" => Some(Region::FrMayotte),
        _ => None,
    }
}

/// Dated closures this year and none the next, once that year is near.
fn no_closures(ward: &Ward<'_>, calendar: &Calendar, today: NaiveDate) -> Option<Ill> {
    let year = today.year() + 1;
    if first_of(year) > ward.until(today) {
        return None;
    }
    let dated = |version: &Version, year: i32| -> Vec<Closure> {
        let of_year = |closure: &&Closure| !closure.yearly && closure.from.year() == year;
        version.closures.iter().filter(of_year).cloned().collect()
    };
    let closures = dated(calendar.version_on(today)?, year - 1);
    if closures.is_empty() || !dated(calendar.version_on(first_of(year))?, year).is_empty() {
        return None;
    }
    let mut sections: Vec<String> = closures.iter().filter_map(|closure| repeated(closure, year)).collect();
    sections.dedup();
    let command = ward.mend.add_days(&revise(calendar, first_of(year)), &sections.join("\n"));
    let reasons = closures.into_iter().map(|closure| closure.reason).collect();
    Some((Severity::Warning, What::NoClosures { year, reasons }, command))
}

/// The same days of the week of the next year.
fn repeated(closure: &Closure, year: i32) -> Option<String> {
    let weeks = |date: NaiveDate, weeks: u64| date.checked_add_days(Days::new(7 * weeks));
    let shift = if weeks(closure.from, 52)?.year() == year { 52 } else { 53 };
    let (from, to) = (weeks(closure.from, shift)?, weeks(closure.to, shift)?);
    let reason = closure.reason.replace('\\', "\\\\").replace('"', "\\\"");
    Some(format!("[[closures]]\nfrom = \"{from}\"\nto = \"{to}\"\nreason = \"{reason}\""))
}

/// The next change in each zone in use, with the calendars whose desk is open then.
fn clock_changes(ward: &Ward<'_>, rota: &Rota, calendars: &[(Rc<Calendar>, bool)]) -> Vec<Finding> {
    let used = || calendars.iter().filter(|(_, in_use)| *in_use).map(|(calendar, _)| calendar);
    let mut zones: BTreeMap<String, Zone> = used().map(|c| (c.zone().name().to_owned(), c.zone().clone())).collect();
    zones.extend(rota.zones.keys().filter_map(|name| Some((name.clone(), Zone::named(name).ok()?))));
    let change = |zone: &Zone| {
        let last = ward.until(zone.date(ward.now)).checked_add_days(Days::new(1))?;
        let (at, forward_s) = zone.next_change(ward.now, zone.start_of_day(last).plus_s(-1))?;
        let of_zone: Vec<&Rc<Calendar>> = used().filter(|calendar| calendar.zone() == zone).collect();
        let touched = of_zone.iter().filter_map(|calendar| Some((calendar.name().clone(), moved_s(calendar, at)?)));
        let always = rota.around_the_clock.contains(zone.name()).then(|| (CalendarName::always(), -forward_s));
        let calendars: Vec<_> = touched.chain(always).collect();
        let (on, client) = (zone.date(at), rota.zones.get(zone.name()));
        let first = of_zone.iter().find(|calendar| calendars.iter().any(|(name, _)| name == calendar.name()));
        let command = match (first.or_else(|| of_zone.first()).map(|calendar| calendar.name()), client) {
            (Some(name), _) => ward.mend.draw(name, Month::of(on)),
            (None, Some(client)) => ward.mend.due(client),
            (None, None) => return None,
        };
        let what = What::ClockChange { zone: zone.name().to_owned(), forward_s, calendars };
        Some(Finding { on: Some(on), ..Finding::new(Severity::Note, what, command) })
    };
    zones.values().filter_map(change).collect()
}

/// By how much the open time of that day differs from what its windows say.
fn moved_s(calendar: &Calendar, at: Instant) -> Option<i64> {
    let day = calendar.day(calendar.zone().date(at));
    let said: i64 = day.windows.iter().map(|window| i64::from(window.end.0 - window.start.0) * 60).sum();
    let open: i64 = day.open.iter().map(|(from, to)| to.since(*from)).sum();
    (open != said).then_some(open - said)
}
