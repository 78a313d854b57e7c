//! A calendar as its file says it, and one of its months drawn.

use chrono::{Datelike as _, NaiveDate, Weekday};
use serde_json::{Map, Value, json};
use unicode_width::UnicodeWidthStr as _;

use super::page::{Cell, Column, Facts, Page, Table, Tone};
use crate::domain::calendar::spec::{Version, Window, WorkedHoliday};
use crate::domain::calendar::words::DAYS;
use crate::domain::calendar::{Calendar, Day, DayWhy};
use crate::domain::instant::Month;
use crate::locale::Locale;

/// Columns of `08:00-12:00`.
const WINDOW: usize = 11;
/// A name is parted in lines of no less.
const NAME: usize = 9;
/// A wider column would only hold blanks.
const WIDEST: usize = 18;

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// One version for programs, in the words of its file.
#[must_use]
pub fn version_json(version: &Version) -> Value {
    let hours: Map<String, Value> =
        DAYS.iter().zip(&version.hours).map(|(day, windows)| ((*day).to_owned(), texts(windows))).collect();
    let closures =
        version.closures.iter().map(|c| json!({ "from": c.from, "to": c.to, "yearly": c.yearly, "reason": c.reason }));
    let openings = version.openings.iter().map(|o| {
        let days: Vec<&str> = o.days.iter().filter_map(|d| DAYS.get(usize::from(*d)).copied()).collect();
        let hours = texts(&o.hours);
        json!({ "from": o.from, "to": o.to, "days": days, "hours": hours, "on_holidays": o.on_holidays, "reason": o.reason })
    });
    json!({
        "name": version.name,
        "title": version.title,
        "timezone": version.timezone,
        "effective_on": version.effective_on,
        "holidays": version.holidays.iter().map(|r| r.code()).collect::<Vec<_>>(),
        "worked_holidays": version.worked_holidays.iter().map(worked_code).collect::<Vec<_>>(),
        "hours": hours,
        "closures": closures.collect::<Vec<_>>(),
        "openings": openings.collect::<Vec<_>>(),
    })
}

fn texts(windows: &[Window]) -> Value {
    windows.iter().map(ToString::to_string).collect()
}

fn worked_code(worked: &WorkedHoliday) -> String {
    match worked {
        WorkedHoliday::Date(date) => date.to_string(),
        WorkedHoliday::Feast(feast) => feast.code().to_owned(),
    }
}

/// One version for people.
#[must_use]
pub fn version(locale: &Locale, version: &Version) -> Page {
    let mut facts = Facts::new("calendar");
    facts.add("name", locale.title_name(), version.name.as_str());
    facts.maybe("title", locale.title_title(), version.title.as_deref());
    facts.add("timezone", locale.title_zone(), version.timezone.as_str());
    facts.maybe("effective_on", locale.title_effective_on(), version.effective_on.map(|date| date_cell(locale, date)));
    facts.add("holidays", locale.calendar_holidays(), regions(locale, version));
    let worked = (!version.worked_holidays.is_empty()).then(|| worked(locale, &version.worked_holidays));
    facts.maybe("worked_holidays", locale.calendar_worked_holidays(), worked);
    let mut page = Page::new();
    page.facts(facts).table(week(locale, version));
    if !version.closures.is_empty() {
        page.table(closures(locale, version));
    }
    if !version.openings.is_empty() {
        page.table(openings(locale, version));
    }
    page
}

fn regions(locale: &Locale, version: &Version) -> Cell {
    let words: Vec<String> = version.holidays.iter().map(|region| locale.region(*region)).collect();
    let codes: Vec<&str> = version.holidays.iter().map(|region| region.code()).collect();
    if words.is_empty() {
        Cell::both(locale.calendar_no_holidays(), "")
    } else {
        Cell::both(words.join(", "), codes.join(" "))
    }
}

fn worked(locale: &Locale, worked: &[WorkedHoliday]) -> Cell {
    let words: Vec<String> = worked.iter().map(|w| worked_words(locale, w)).collect();
    let codes: Vec<String> = worked.iter().map(worked_code).collect();
    Cell::both(words.join(", "), codes.join(" "))
}

fn worked_words(locale: &Locale, worked: &WorkedHoliday) -> String {
    match worked {
        WorkedHoliday::Date(date) => locale.date(*date),
        WorkedHoliday::Feast(feast) => locale.feast(*feast),
    }
}

fn date_cell(locale: &Locale, date: NaiveDate) -> Cell {
    Cell::both(locale.date_short(date), date)
}

fn windows_cell(locale: &Locale, windows: &[Window]) -> Cell {
    let text = joined(windows, ", ");
    if text.is_empty() {
        Cell::both(locale.why_closed(), "").tone(Tone::Dim)
    } else {
        Cell::both(text, joined(windows, " "))
    }
}

fn joined(windows: &[Window], by: &str) -> String {
    windows.iter().map(ToString::to_string).collect::<Vec<_>>().join(by)
}

fn week(locale: &Locale, version: &Version) -> Table {
    let mut table = Table::new("hours", "")
        .column(Column::new("day", locale.title_day()))
        .column(Column::new("hours", locale.title_hours()));
    for ((day, code), windows) in WEEK.into_iter().zip(DAYS).zip(&version.hours) {
        table.row([Cell::both(locale.weekday(day), code), windows_cell(locale, windows)]);
    }
    table
}

fn closures(locale: &Locale, version: &Version) -> Table {
    let mut table = Table::new("closures", "")
        .titled(locale.calendar_closures())
        .column(Column::new("from", locale.title_from()))
        .column(Column::new("to", locale.title_to()))
        .column(Column::new("yearly", locale.calendar_yearly()))
        .column(Column::new("reason", locale.title_reason()));
    for closure in &version.closures {
        let yearly = Cell::both(locale.yes_no(closure.yearly), closure.yearly);
        let (from, to) = (date_cell(locale, closure.from), date_cell(locale, closure.to));
        table.row([from, to, yearly, closure.reason.as_str().into()]);
    }
    table
}

fn openings(locale: &Locale, version: &Version) -> Table {
    let mut table = Table::new("openings", "")
        .titled(locale.calendar_openings())
        .column(Column::new("from", locale.title_from()))
        .column(Column::new("to", locale.title_to()))
        .column(Column::new("days", locale.title_day()))
        .column(Column::new("hours", locale.title_hours()))
        .column(Column::new("reason", locale.title_reason()));
    for opening in &version.openings {
        table.row([
            date_cell(locale, opening.from),
            date_cell(locale, opening.to),
            Cell::from((!opening.days.is_empty()).then(|| days_cell(locale, &opening.days))),
            windows_cell(locale, &opening.hours),
            opening.reason.as_str().into(),
        ]);
    }
    table
}

fn days_cell(locale: &Locale, days: &[u8]) -> Cell {
    let named = |day: &u8| WEEK.get(usize::from(*day)).map(|day| locale.weekday_short(*day));
    let words: Vec<String> = days.iter().filter_map(named).collect();
    let codes: Vec<&str> = days.iter().filter_map(|day| DAYS.get(usize::from(*day)).copied()).collect();
    Cell::both(words.join(", "), codes.join(" "))
}

/// The days of a month, first to last.
#[must_use]
pub fn days_of(calendar: &Calendar, month: Month) -> Vec<Day> {
    month.first_day().iter_days().take_while(|date| *date <= month.last_day()).map(|date| calendar.day(date)).collect()
}

/// A month for programs.
#[must_use]
pub fn month_json(calendar: &Calendar, month: Month) -> Value {
    let (from, to) = calendar.zone().month(month);
    let days = days_of(calendar, month);
    let day = |day: &Day| {
        let code = day_code(day.date);
        let open_s: i64 = day.open.iter().map(|(start, end)| end.since(*start)).sum();
        json!({ "date": day.date, "day": code, "hours": texts(&day.windows), "open_s": open_s, "why": why_code(&day.why) })
    };
    json!({
        "calendar": calendar.name(),
        "month": month.to_string(),
        "zone": calendar.zone().name(),
        "open_s": calendar.counted_s(from, to),
        "days": days.iter().map(day).collect::<Vec<_>>(),
    })
}

/// `mon` … `sun`.
#[must_use]
pub fn day_code(date: NaiveDate) -> &'static str {
    DAYS.get(weekday_index(date)).copied().unwrap_or_default()
}

fn weekday_index(date: NaiveDate) -> usize {
    usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0)
}

fn why_code(why: &DayWhy) -> String {
    match why {
        DayWhy::Weekly => "weekly".to_owned(),
        DayWhy::Holiday(feast) => format!("holiday: {}", feast.french()),
        DayWhy::WorkedHoliday(feast) => format!("worked holiday: {}", feast.french()),
        DayWhy::Closure(reason) => format!("closure: {reason}"),
        DayWhy::Opening(reason) => format!("opening: {reason}"),
    }
}

/// The name of a day that is not like the others of its week.
fn why_words(locale: &Locale, why: &DayWhy) -> Option<String> {
    match why {
        DayWhy::Weekly => None,
        DayWhy::Holiday(feast) | DayWhy::WorkedHoliday(feast) => Some(locale.feast(*feast)),
        DayWhy::Closure(reason) | DayWhy::Opening(reason) => Some(reason.clone()).filter(|r| !r.is_empty()),
    }
}

/// A month as a list: for spreadsheets, and for terminals too narrow for a week.
#[must_use]
pub fn month_table(locale: &Locale, calendar: &Calendar, month: Month) -> Table {
    let mut table = Table::new("days", "")
        .column(Column::new("date", locale.title_date()))
        .column(Column::new("day", locale.title_day()))
        .column(Column::new("hours", locale.title_hours()))
        .column(Column::new("why", locale.title_why()));
    for day in days_of(calendar, month) {
        let code = day_code(day.date);
        let why = why_words(locale, &day.why).map(|words| Cell::both(words, why_code(&day.why)));
        table.row([
            date_cell(locale, day.date),
            Cell::both(locale.weekday_short(day.date.weekday()), code),
            windows_cell(locale, &day.windows),
            why.unwrap_or_else(|| Cell::both("", why_code(&day.why))),
        ]);
    }
    table
}

/// A month as a grid of weeks, at most `width` columns wide; `None` where a week does not fit.
#[must_use]
pub fn month_grid(locale: &Locale, calendar: &Calendar, month: Month, width: usize) -> Option<String> {
    let heads = WEEK.map(|day| locale.weekday_short(day));
    let days = days_of(calendar, month);
    let columns = column_widths(locale, &heads, &days, width)?;
    let mut lines = vec![row(heads.iter().map(String::as_str), &columns)];
    let blank = days.first().map_or(0, |day| weekday_index(day.date));
    let drawn =
        days.iter().map(|day| cell(locale, day, columns.get(weekday_index(day.date)).copied().unwrap_or(WIDEST)));
    let cells: Vec<Vec<String>> = std::iter::repeat_with(Vec::new).take(blank).chain(drawn).collect();
    for week in cells.chunks(7) {
        let height = week.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            lines.push(row(week.iter().map(|cell| cell.get(line).map_or("", String::as_str)), &columns));
        }
        lines.push(String::new());
    }
    lines.pop();
    Some(lines.join("\n"))
}

/// A column is as wide as its windows, and as the longest word in it while there is room.
fn column_widths(locale: &Locale, heads: &[String; 7], days: &[Day], width: usize) -> Option<Vec<usize>> {
    let of = |n: usize| days.iter().filter(move |day| weekday_index(day.date) == n);
    let longest_word = |n| {
        let names = of(n).filter_map(|day| why_words(locale, &day.why));
        names.flat_map(|name| name.split_whitespace().map(|word| word.width()).collect::<Vec<_>>()).max().unwrap_or(0)
    };
    let least = |(n, head): (usize, &String)| {
        let hours = if of(n).any(|day| !day.windows.is_empty()) { WINDOW } else { 0 };
        hours.max(longest_word(n).min(NAME)).max(head.width())
    };
    let mut columns: Vec<usize> = heads.iter().enumerate().map(least).collect();
    let mut spare = width.checked_sub(columns.iter().sum::<usize>() + 6)?;
    for (n, column) in columns.iter_mut().enumerate() {
        let wish = longest_word(n).min(WIDEST).saturating_sub(*column).min(spare);
        *column += wish;
        spare -= wish;
    }
    Some(columns)
}

fn row<'t>(cells: impl Iterator<Item = &'t str>, columns: &[usize]) -> String {
    let padded =
        cells.zip(columns).map(|(text, column)| format!("{text}{}", " ".repeat(column.saturating_sub(text.width()))));
    padded.collect::<Vec<_>>().join(" ").trim_end().to_owned()
}

/// Number, then hours, then the name of a day off or of dated hours.
fn cell(locale: &Locale, day: &Day, column: usize) -> Vec<String> {
    let mut lines = vec![day.date.day().to_string()];
    lines.extend(day.windows.iter().map(ToString::to_string));
    match why_words(locale, &day.why) {
        Some(words) => lines.extend(wrapped(&words, column)),
        None if day.windows.is_empty() => lines.push("·".to_owned()),
        None => {}
    }
    lines
}

/// At blanks, or wherever a word is too long.
fn wrapped(text: &str, column: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(last) if last.width() + 1 + word.width() <= column => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.extend(pieces(word, column)),
        }
    }
    lines
}

fn pieces(word: &str, column: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for c in word.chars() {
        let full = pieces.last().is_some_and(|piece| piece.width() + 1 > column);
        if full {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::spec::Region;
    use crate::domain::id::CalendarName;
    use crate::locale::Lang;

    fn office() -> Calendar {
        let day: Vec<Window> = vec!["08:00-12:00".parse().unwrap(), "13:30-17:30".parse().unwrap()];
        Calendar::new(vec![Version {
            name: CalendarName::new("office").unwrap(),
            title: None,
            timezone: "Europe/Paris".into(),
            effective_on: None,
            holidays: vec![Region::Fr],
            worked_holidays: vec![],
            hours: std::array::from_fn(|n| if n < 5 { day.clone() } else { vec![] }),
            closures: vec![],
            openings: vec![],
        }])
        .unwrap()
    }

    #[test]
    fn may_2026_shows_its_holidays_by_name_on_their_dates() {
        let grid = month_grid(&Locale::new(Lang::En), &office(), "2026-05".parse().unwrap(), 120).unwrap();
        let lines: Vec<&str> = grid.lines().collect();
        assert!(lines[0].starts_with("Mon"), "{grid}");
        assert!(lines[1].trim_start().starts_with("1 "), "{grid}");
        assert!(lines[2].trim_start().starts_with("Labour Day"), "{grid}");
        assert_eq!(grid.matches("08:00-12:00").count(), 17, "{grid}");
        assert!(grid.lines().all(|line| line.width() <= 120), "{grid}");
    }

    #[test]
    fn a_week_that_does_not_fit_is_no_grid() {
        assert!(month_grid(&Locale::new(Lang::Fr), &office(), "2026-05".parse().unwrap(), 80).is_some());
        assert_eq!(month_grid(&Locale::new(Lang::Fr), &office(), "2026-05".parse().unwrap(), 60), None);
    }

    #[test]
    fn a_month_for_programs_counts_its_open_seconds() {
        let json = month_json(&office(), "2026-05".parse().unwrap());
        assert_eq!(json["open_s"], 17 * 8 * 3600);
        assert_eq!(json["days"][0]["why"], "holiday: Fête du Travail");
    }

    #[test]
    fn long_words_are_parted() {
        assert_eq!(wrapped("Fête de l’Assomption", 8), ["Fête de", "l’Assomp", "tion"]);
    }
}
