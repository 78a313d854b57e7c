//! A calendar file: zone, weekly windows, holidays, closures, dated openings (rules 5, 6, 9 and 10).

use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Value, value};

use crate::domain::calendar::spec::{Closure, Opening, Region, Version, Window, WorkedHoliday};
use crate::domain::calendar::words::DAYS;
use crate::domain::calendar::{Days, Part, Zone};
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
    let version = document.as_ref().and_then(|document| version(&source, &Section::root(&source, document)));
    drop(document);
    source.finish(version)
}

/// The file with more closures, the rest of it as it stands; nothing where it is no calendar file.
#[must_use]
pub fn with_closures(text: &str, closures: &[Closure]) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let list = document.entry("closures").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    for closure in closures {
        let pairs =
            [("from", closure.from.to_string()), ("to", closure.to.to_string()), ("reason", closure.reason.clone())];
        let pairs = pairs.into_iter().filter(|(_, text)| !text.is_empty());
        match list {
            Item::ArrayOfTables(tables) => tables.push(pairs.map(|(key, text)| (key, value(text))).collect()),
            Item::Value(Value::Array(array)) => array.push(pairs.collect::<InlineTable>()),
            _ => return None,
        }
    }
    Some(document.to_string())
}

fn version(source: &Source<'_>, root: &Section<'_, '_>) -> Option<Version> {
    let name = root.need("name").and_then(|f| f.parsed::<CalendarName>("a calendar's name"));
    let title = root.text("title");
    let timezone = root.need("timezone").and_then(|f| zone(&f));
    let effective_on = root.get("effective_on").and_then(|f| f.date());
    let holidays = regions(root);
    let worked_holidays = root.list("worked_holidays", worked_holiday);
    let hours = root.table("hours").map(week).unwrap_or_default();
    let closures = root.tables("closures").into_iter().filter_map(closure).collect();
    let openings = root.tables("openings").into_iter().filter_map(opening).collect();
    root.close();
    let (name, timezone, holidays) = (name?, timezone?, holidays?);
    let version = Version { name, title, timezone, effective_on, holidays, worked_holidays, hours, closures, openings };
    check(source, root, &version);
    Some(version)
}

/// What contradicts itself though every value of it is sound.
fn check(source: &Source<'_>, root: &Section<'_, '_>, version: &Version) {
    let Some(error) = source.is_sound().then(|| version.check().err()).flatten() else { return };
    let section = |key: &'static str, index: usize| Some(root.tables(key).get(index)?.span());
    let place = match error.part() {
        Part::Closure(index) => section("closures", index),
        Part::Opening(index) => section("openings", index),
        Part::Name => root.get("name").map(|f| f.span()),
        Part::Timezone => root.get("timezone").map(|f| f.span()),
        Part::EffectiveOn => root.get("effective_on").map(|f| f.span()),
        Part::Week | Part::Hours(_) => root.table("hours").map(|s| s.span()),
    };
    source.report(place.unwrap_or(0..0), error.to_string(), None);
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
        let Some(region) = item.choice::<Region>() else { continue };
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
    let reason = section.text("reason").unwrap_or_default();
    section.close();
    let (from, to) = dates?;
    Some(Closure { from, to, yearly, reason })
}

fn opening(section: Section<'_, '_>) -> Option<Opening> {
    let dates = span(&section);
    let days = section.get("days").map(|f| weekdays(&f)).unwrap_or_default();
    let hours = section.need("hours").map(|f| windows(&f)).unwrap_or_default();
    let on_holidays = section.get("on_holidays").and_then(|f| f.flag()).unwrap_or_default();
    let reason = section.text("reason").unwrap_or_default();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::spec::{DayTime, Feast};

    /// Everything that a calendar file may hold.
    const WHOLE: &str = r#"name = "ried-bureau"
title = "Ateliers du Ried, plage contractuelle"
timezone = "Europe/Paris"
holidays = ["fr-alsace-moselle"]     # fr, fr-alsace-moselle, fr-guadeloupe, fr-martinique, fr-guyane,
                                     # fr-reunion, fr-mayotte, …; [] = none, the desk is open every day
worked_holidays = ["2026-05-25"]     # a date, or a feast by its code: "whit-monday" (every year)

[hours]                              # mon tue wed thu fri sat sun, ranges "mon-fri", or "every-day"
mon-thu = ["08:00-12:00", "13:30-17:30"]
fri     = ["08:00-12:00", "13:30-16:30"]

[[closures]]                         # whole days, ends included; yearly = true repeats, also across New Year
from = "2026-08-03"
to = "2026-08-14"
reason = "Congés annuels"

[[openings]]                         # dated hours that replace the day's own; beats weekly hours and closures,
from = "2026-04-01"                  # but not a holiday unless on_holidays = true
to = "2026-05-31"
days = ["sat"]
hours = ["09:00-12:00"]
reason = "Saison fiscale"
"#;

    /// The least that is accepted, five lines.
    const BASE: &str =
        "name = \"bureau\"\ntimezone = \"Europe/Paris\"\nholidays = [\"fr\"]\n[hours]\nmon = [\"09:00-17:00\"]\n";

    fn refuses(text: &str, message: &str, hint: &str) {
        let problems = read("c.toml", text).expect_err(text);
        let said: Vec<_> = problems
            .all()
            .iter()
            .map(|p| (format!("{}:{}: {}", p.line, p.column, p.message), p.hint.clone().unwrap_or_default()))
            .collect();
        assert_eq!(said, [(message.to_owned(), hint.to_owned())], "{text}");
    }

    #[test]
    fn the_whole_format_is_read() {
        let version = read("whole.toml", WHOLE).unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(version.timezone, "Europe/Paris");
        assert_eq!(version.holidays, [Region::FrAlsaceMoselle]);
        assert_eq!(version.hours[3].len(), 2);
        assert_eq!(version.hours[4][1].end, DayTime(16 * 60 + 30));
        assert!(version.hours[5].is_empty());
        assert_eq!(version.closures[0].reason, "Congés annuels");
        assert_eq!(version.openings[0].days, [5]);
        assert_eq!(version.effective_on, None);
        let json = serde_json::to_string(&version).unwrap();
        assert_eq!(serde_json::from_str::<Version>(&json).unwrap(), version);
    }

    #[test]
    fn the_examples_are_sound_calendars() {
        let read = |text| read("example.toml", text).unwrap_or_else(|problems| panic!("{problems}"));
        let alsace = read(include_str!("../../examples/calendars/alsace-bureau.toml"));
        assert!(alsace.closures[0].yearly);
        let reunion = read(include_str!("../../examples/calendars/reunion.toml"));
        assert_eq!(reunion.holidays, [Region::FrReunion]);
        let nights = read(include_str!("../../examples/calendars/astreinte-nuits.toml"));
        assert_eq!(nights.hours[0].len(), 2);
        assert_eq!(nights.hours[6], [Window::WHOLE_DAY]);
    }

    #[test]
    fn closures_are_added_and_the_rest_of_the_file_stands() {
        let date = |text: &str| text.parse().unwrap();
        let more =
            Closure { from: date("2026-12-24"), to: date("2026-12-31"), yearly: false, reason: "\"Noël\"".into() };
        let inline = "closures = [{ from = \"2026-08-03\", to = \"2026-08-14\" }] # été\n";
        for text in [WHOLE.to_owned(), BASE.to_owned(), BASE.trim_end().to_owned(), format!("{inline}{BASE}")] {
            let before = read("c.toml", &text).unwrap();
            let new = with_closures(&text, std::slice::from_ref(&more)).unwrap();
            let mut after = read("c.toml", &new).unwrap();
            assert_eq!(after.closures.pop().as_ref(), Some(&more), "{new}");
            assert_eq!(after, before, "{new}");
            let mut remarks = text.lines().filter_map(|line| line.find('#').and_then(|at| line.get(at..)));
            assert!(remarks.all(|remark| new.contains(remark)), "{new}");
        }
    }

    #[test]
    fn a_worked_holiday_is_a_date_or_a_feast() {
        let text = BASE.replace("[hours]", "worked_holidays = [\"whit-monday\", 2026-05-25, \"2027-05-17\"]\n[hours]");
        let worked = read("c.toml", &text).unwrap().worked_holidays;
        assert_eq!(worked[0], WorkedHoliday::Feast(Feast::WhitMonday));
        assert_eq!(worked.len(), 3);
        let text = BASE.replace("[hours]", "worked_holidays = [\"whitmonday\", \"2026-02-31\"]\n[hours]");
        let problems = read("c.toml", &text).unwrap_err();
        assert_eq!(problems.all()[0].hint.as_deref(), Some("did you mean `whit-monday`?"));
        assert_eq!(problems.all()[1].message, "`2026-02-31` is no date: that month ends on 2026-02-28");
    }

    #[test]
    fn overlapping_windows_are_refused_at_the_second() {
        refuses(
            &BASE.replace("\"09:00-17:00\"", "\"09:00-12:30\", \"12:00-17:00\""),
            "5:23: window `12:00-17:00` overlaps `09:00-12:30` of the same day",
            "",
        );
    }

    #[test]
    fn a_day_is_given_once() {
        let text = format!("{BASE}mon-fri = [\"09:00-12:00\"]\n");
        refuses(&text, "6:1: the hours of `mon` are given already on line 5", "");
    }

    #[test]
    fn a_night_is_two_windows() {
        refuses(
            &BASE.replace("09:00-17:00", "20:00-08:00"),
            "5:8: window `20:00-08:00` ends before it starts; a night is two windows, `20:00-24:00` and `00:00-08:00`",
            "",
        );
    }

    #[test]
    fn unknown_zones_territories_days_and_keys_name_the_nearest() {
        refuses(
            &BASE.replace("Europe/Paris", "Europe/Pariss"),
            "2:12: unknown time zone `Europe/Pariss`",
            "did you mean `Europe/Paris`?",
        );
        refuses(
            &BASE.replace("\"fr\"", "\"fr-alsace\""),
            "3:13: unknown `holidays` `fr-alsace`; it is one of `fr`, `fr-alsace-moselle`, `fr-guadeloupe`, \
             `fr-martinique`, `fr-guyane`, `fr-reunion`, `fr-mayotte`",
            "did you mean `fr-alsace-moselle`?",
        );
        refuses(
            &BASE.replace("mon =", "lun ="),
            "5:1: `lun` is no day; write `mon`, `mon-fri` or `every-day`",
            "did you mean `sun`?",
        );
        refuses(&BASE.replace("[hours]", "[hour]"), "4:2: unknown key `hour`", "did you mean `hours`?");
    }

    #[test]
    fn holidays_are_never_silently_none() {
        refuses(
            &BASE.replace("holidays = [\"fr\"]\n", ""),
            "1:1: the file has no `holidays`",
            "write `holidays = [\"fr\"]`, or `holidays = []` for a desk that is open on every holiday",
        );
        assert_eq!(read("c.toml", &BASE.replace("\"fr\"", "")).unwrap().holidays, []);
    }

    #[test]
    fn a_calendar_that_never_opens_is_refused() {
        refuses(&BASE.replace("\"09:00-17:00\"", ""), "4:1: calendar `bureau` never opens", "");
    }

    #[test]
    fn always_is_built_in() {
        let problems = read("c.toml", &BASE.replace("bureau", "Always")).unwrap_err();
        assert!(problems.to_string().starts_with("c.toml:1:8: the calendar `Always` is built in"), "{problems}");
    }

    #[test]
    fn an_end_before_its_start_is_refused() {
        let closure = "[[closures]]\nfrom = \"2026-08-14\"\nto = \"2026-08-03\"\n";
        refuses(&format!("{BASE}{closure}"), "8:6: it ends on 2026-08-03, before it starts on 2026-08-14", "");
    }

    #[test]
    fn an_opening_without_one_of_its_days_is_refused_at_its_table() {
        let opening =
            "[[openings]]\nfrom = \"2026-04-06\"\nto = \"2026-04-07\"\ndays = [\"sat\"]\nhours = [\"09:00-12:00\"]\n";
        refuses(
            &format!("{BASE}{opening}"),
            "6:1: opening 1: from 2026-04-06 to 2026-04-07 there is none of its days",
            "",
        );
    }
}
