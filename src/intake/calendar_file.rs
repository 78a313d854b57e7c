//! A calendar file: zone, weekly windows, holidays, closures, dated openings (rules 5, 6, 9 and 10).

use crate::domain::calendar::Zone;
use crate::domain::calendar::spec::{Closure, Opening, Region, Version, Window, WorkedHoliday};
use crate::domain::calendar::words::{DAYS, Days};
use crate::domain::contract::terms::ALWAYS;
use crate::domain::id::CalendarName;

use super::toml_source::{Field, Problems, Section, Source};

/// Reads one version of one calendar; `name` is the file as messages call it.
///
/// # Errors
/// [`Problems`] lists everything that is unknown, missing or contradictory in the file, each with line and column.
///
/// ```
/// let text = "name = \"nuit\"\ntimezone = \"Europe/Paris\"\nholidays = []\n[hours]\nmon = [\"20:00-08:00\"]";
/// let problems = infog::intake::calendar_file::read("nuit.toml", text).unwrap_err();
/// assert!(problems.to_string().starts_with("nuit.toml:5:8: window `20:00-08:00` ends before it starts"));
/// ```
pub fn read(name: &str, text: &str) -> Result<Version, Problems> {
    let source = Source::new(name, text);
    let document = source.parse();
    let version = document.as_ref().and_then(|document| version(&source, Section::root(&source, document)));
    drop(document);
    source.finish(version)
}

fn version(source: &Source<'_>, root: Section<'_, '_>) -> Option<Version> {
    let name = root.need("name").and_then(|f| calendar_name(&f));
    let title = root.get("title").and_then(|f| f.text());
    let timezone = root.need("timezone").and_then(|f| zone(&f));
    let effective_on = root.get("effective_on").and_then(|f| f.date());
    let holidays = regions(&root);
    let worked = root.get("worked_holidays").map(|f| f.items()).unwrap_or_default();
    let worked_holidays = worked.iter().filter_map(worked_holiday).collect();
    let hours = root.table("hours").map(week).unwrap_or_default();
    let closures = root.tables("closures").into_iter().filter_map(closure).collect();
    let openings: Vec<Opening> = root.tables("openings").into_iter().filter_map(opening).collect();
    let opens = hours.iter().any(|day| !day.is_empty()) || !openings.is_empty();
    if !opens && source.is_sound() {
        root.report("the calendar never opens", Some("give it `[hours]`, or `[[openings]]`".to_owned()));
    }
    root.close();
    let (name, timezone, holidays) = (name?, timezone?, holidays?);
    Some(Version { name, title, timezone, effective_on, holidays, worked_holidays, hours, closures, openings })
}

fn calendar_name(field: &Field<'_, '_>) -> Option<CalendarName> {
    let name: CalendarName = field.parsed("a calendar's name")?;
    if name.key() == ALWAYS {
        field.report("`always` is built in, open 24 hours every day; a file cannot redefine it", None);
        return None;
    }
    Some(name)
}

/// The zone under the name that the zone database gives it.
fn zone(field: &Field<'_, '_>) -> Option<String> {
    let text = field.text()?;
    match Zone::named(&text) {
        Ok(zone) => Some(zone.name().to_owned()),
        Err(unknown) => {
            field.report(unknown.to_string(), None);
            None
        }
    }
}

/// Never silently none: `[]` says that the desk knows no holidays (rule 9).
fn regions(root: &Section<'_, '_>) -> Option<Vec<Region>> {
    let Some(field) = root.get("holidays") else {
        let hint = "write `holidays = [\"fr\"]`, or `holidays = []` for a desk that is open on every holiday";
        root.report("the file has no `holidays`", Some(hint.to_owned()));
        return None;
    };
    let mut regions: Vec<Region> = Vec::new();
    for item in field.items() {
        let Some(region) = item.parsed("a territory, `\"fr\"`") else { continue };
        if regions.contains(&region) {
            item.report(format!("`{region}` is listed twice"), None);
        }
        regions.push(region);
    }
    Some(regions)
}

fn worked_holiday(field: &Field<'_, '_>) -> Option<WorkedHoliday> {
    if field.is_date() {
        return field.date().map(WorkedHoliday::Date);
    }
    field.parsed("a date or the code of a feast")
}

/// `[hours]`: every day once.
fn week(section: Section<'_, '_>) -> [Vec<Window>; 7] {
    let mut week: [Vec<Window>; 7] = Default::default();
    let mut given: [Option<usize>; 7] = [None; 7];
    for (key, value) in section.entries() {
        let windows = windows(&value);
        let Some(Days(days)) = key.parsed::<Days>("a day") else { continue };
        for day in days.into_iter().map(usize::from) {
            let (Some(slot), Some(before), Some(code)) = (week.get_mut(day), given.get_mut(day), DAYS.get(day)) else {
                continue;
            };
            if let Some(line) = *before {
                key.report(format!("the hours of `{code}` are given already on line {line}"), None);
                break;
            }
            *before = Some(key.line());
            slot.clone_from(&windows);
        }
    }
    week
}

/// The windows of a day, sorted; those that overlap are refused where they stand.
fn windows(field: &Field<'_, '_>) -> Vec<Window> {
    let mut windows: Vec<Window> = Vec::new();
    for item in field.items() {
        let Some(window) = item.parsed::<Window>("a window, `\"09:00-12:30\"`") else { continue };
        match windows.iter().find(|other| window.start < other.end && other.start < window.end) {
            Some(other) => item.report(format!("window `{window}` overlaps `{other}` of the same day"), None),
            None => windows.push(window),
        }
    }
    windows.sort_unstable();
    windows
}

/// First and last day, in this order.
fn span(section: &Section<'_, '_>) -> Option<(chrono::NaiveDate, chrono::NaiveDate)> {
    let (first, last) = (section.need("from"), section.need("to"));
    let (from, to) = (first.and_then(|f| f.date()), last.as_ref().and_then(Field::date));
    let (from, to) = (from?, to?);
    if to < from {
        last?.report(format!("it ends on {to}, before it starts on {from}"), None);
        return None;
    }
    Some((from, to))
}

fn closure(section: Section<'_, '_>) -> Option<Closure> {
    let dates = span(&section);
    let yearly = section.get("yearly").and_then(|f| f.flag()).unwrap_or_default();
    let reason = section.get("reason").and_then(|f| f.text()).unwrap_or_default();
    section.close();
    let (from, to) = dates?;
    Some(Closure { from, to, yearly, reason })
}

fn opening(section: Section<'_, '_>) -> Option<Opening> {
    let dates = span(&section);
    let days = section.get("days").map(|f| weekdays(&f)).unwrap_or_default();
    let hours = section.need("hours").map(|f| windows(&f)).unwrap_or_default();
    let on_holidays = section.get("on_holidays").and_then(|f| f.flag()).unwrap_or_default();
    let reason = section.get("reason").and_then(|f| f.text()).unwrap_or_default();
    section.close();
    let (from, to) = dates?;
    Some(Opening { from, to, days, hours, on_holidays, reason })
}

fn weekdays(field: &Field<'_, '_>) -> Vec<u8> {
    let named = field.items().into_iter().filter_map(|item| item.parsed::<Days>("a day, `\"sat\"`"));
    let mut days: Vec<u8> = named.flat_map(|Days(days)| days).collect();
    days.sort_unstable();
    days.dedup();
    days
}
