//! The days that a report is about: a month, a quarter, a year, or from a day to another.

use chrono::{Datelike, NaiveDate};

use super::failure::Failure;
use crate::intake::when;

/// `--month`, `--quarter`, `--year`, `--from` and `--to`.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct Span {
    /// Month: 2026-06, last or this; last month if no span is given
    #[arg(long, value_name = "M", conflicts_with_all = ["quarter", "year", "from", "to"])]
    month: Option<String>,

    /// Quarter: 2026-Q2
    #[arg(long, value_name = "Q", conflicts_with_all = ["year", "from", "to"])]
    quarter: Option<String>,

    /// Year: 2026
    #[arg(long, value_name = "Y", conflicts_with_all = ["from", "to"], value_parser = clap::value_parser!(i32).range(1900..=9990))]
    year: Option<i32>,

    /// First day
    #[arg(long, value_name = "DATE", requires = "to")]
    from: Option<NaiveDate>,

    /// Last day
    #[arg(long, value_name = "DATE", requires = "from")]
    to: Option<NaiveDate>,
}

impl Span {
    /// First and last day.
    ///
    /// # Errors
    /// No month or quarter, or a last day before the first.
    pub fn days(&self, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), Failure> {
        if let (Some(from), Some(to)) = (self.from, self.to) {
            if to < from {
                return Err(Failure::refused(format!("`--to {to}` is before `--from {from}`"))
                    .hinted("the last day comes after the first, or is the same"));
            }
            return Ok((from, to));
        }
        if let Some(year) = self.year {
            return months(year, 1, 12).ok_or_else(|| Failure::refused(format!("`{year}` is no year")));
        }
        if let Some(text) = &self.quarter {
            let found = quarter(text).and_then(|(year, quarter)| months(year, quarter * 3 - 2, quarter * 3));
            return found.ok_or_else(|| {
                Failure::refused(format!("`{text}` is no quarter"))
                    .hinted(format!("write it `{}-Q{}`", today.year(), (today.month() + 2) / 3))
            });
        }
        let month = when::month(self.month.as_deref().unwrap_or("last"), today)?;
        Ok((month.first_day(), month.last_day()))
    }
}

/// `2026-Q2`, `2026-T2`.
fn quarter(text: &str) -> Option<(i32, u32)> {
    let (year, quarter) = text.split_once('-')?;
    let quarter = quarter.strip_prefix(['Q', 'q', 'T', 't'])?.parse().ok().filter(|q| (1..=4).contains(q))?;
    Some((year.parse().ok().filter(|year| (1900..=9990).contains(year))?, quarter))
}

fn months(year: i32, first: u32, last: u32) -> Option<(NaiveDate, NaiveDate)> {
    let from = NaiveDate::from_ymd_opt(year, first, 1)?;
    let end = NaiveDate::from_ymd_opt(year, last, 1)?.checked_add_months(chrono::Months::new(1))?.pred_opt()?;
    Some((from, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn each_way_to_name_a_span_gives_its_days() {
        let today = day("2026-07-01");
        let of = |span: Span| span.days(today).unwrap();
        assert_eq!(of(Span::default()), (day("2026-06-01"), day("2026-06-30")));
        let quarter = |q: &str| Span { quarter: Some(q.into()), ..Span::default() };
        assert_eq!(of(quarter("2026-Q1")), (day("2026-01-01"), day("2026-03-31")));
        assert_eq!(of(quarter("2026-t4")), (day("2026-10-01"), day("2026-12-31")));
        assert_eq!(of(Span { year: Some(2024), ..Span::default() }), (day("2024-01-01"), day("2024-12-31")));
        for wrong in ["2026", "2026-Q5", "2026-Q0", "26", "Q1-2026"] {
            assert!(quarter(wrong).days(today).unwrap_err().hints[0].contains("2026-Q3"), "{wrong}");
        }
        let backwards = Span { from: Some(today), to: Some(day("2026-06-30")), ..Span::default() };
        assert!(backwards.days(today).is_err());
    }
}
