//! When the desk is open, and the days on which it is not.

use chrono::{NaiveDate, Weekday};

use crate::domain::calendar::spec::{Version, Window};
use crate::locale::Locale;
use crate::report::explain;
use crate::report::page::{Cell, Column, Page, Table};
use crate::report::sla::SlaReport;
use crate::report::sla_json::days_off;

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

fn date(locale: &Locale, date: NaiveDate) -> Cell {
    Cell::both(locale.day(date), date)
}

/// Hours and days off.
pub(in crate::report) fn calendar(page: &mut Page, report: &SlaReport, locale: &Locale) {
    let Some(desk) = &report.desk else { return };
    page.heading(2, locale.report_calendar());
    let (first, last) = (report.period.span.from(), report.period.span.to());
    let mut versions: Vec<&Version> = desk.version_on(first).into_iter().collect();
    versions.extend(desk.versions().iter().filter(|v| v.effective_on.is_some_and(|d| first < d && d <= last)));
    let mut table = Table::new("hours", locale.desk_always_open())
        .titled(desk.name().to_string())
        .column(Column::new("effective_on", locale.title_effective_on()))
        .column(Column::new("days", locale.title_week()))
        .column(Column::new("hours", locale.title_hours_of_week()));
    for version in versions {
        let since = version.effective_on.map_or_else(Cell::none, |d| Cell::both(locale.date_short(d), d));
        for line in week(version) {
            table.row([since.clone(), line.days(locale), line.hours(locale)]);
        }
    }
    if table.rows.iter().all(|row| row.first() == Some(&Cell::none())) {
        table.columns.remove(0);
        table.rows.iter_mut().for_each(|row| drop(row.remove(0)));
    }
    page.table(table);
    let mut off = Table::new("days_off", locale.report_no_days_off())
        .titled(locale.report_days_off())
        .column(Column::new("date", locale.title_date()))
        .column(Column::new("why", locale.title_why()));
    for (day, why) in days_off(report) {
        off.row([date(locale, day), Cell::both(explain::why(locale, &why), explain::why_code(&why))]);
    }
    page.table(off);
}

/// Days of a week with the same hours, the first and the last as numbers from Monday.
struct DaysAlike<'a> {
    first: usize,
    last: usize,
    windows: &'a [Window],
}

impl DaysAlike<'_> {
    fn named(&self, name: impl Fn(Weekday) -> String, dash: char) -> String {
        let name = |day: usize| WEEK.get(day).map(|d| name(*d)).unwrap_or_default();
        if self.first == self.last {
            name(self.first)
        } else {
            format!("{}{dash}{}", name(self.first), name(self.last))
        }
    }

    fn days(&self, locale: &Locale) -> Cell {
        let code = |day: Weekday| day.to_string().to_lowercase();
        Cell::both(self.named(|d| locale.weekday_short(d), '–'), self.named(code, '-'))
    }

    fn hours(&self, locale: &Locale) -> Cell {
        let joined = |dash: char, comma: &str| {
            self.windows.iter().map(|w| format!("{}{dash}{}", w.start, w.end)).collect::<Vec<_>>().join(comma)
        };
        let text = if self.windows.is_empty() { locale.hours_closed() } else { joined('–', ", ") };
        Cell::both(text, joined('-', " "))
    }
}

fn week(version: &Version) -> Vec<DaysAlike<'_>> {
    let mut lines: Vec<DaysAlike<'_>> = Vec::new();
    for (day, hours) in version.hours.iter().enumerate() {
        match lines.last_mut() {
            Some(line) if line.windows == hours.as_slice() => line.last = day,
            _ => lines.push(DaysAlike { first: day, last: day, windows: hours }),
        }
    }
    lines
}
