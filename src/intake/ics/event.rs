//! One event: when it is, how it repeats, and which of its dates are not meant.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::lines::Line;
use super::repeat::Repeat;
use super::{BadIcs, whole_days};
use crate::domain::calendar::Zone;
use crate::domain::instant::Instant;

/// What stands where an event has no name.
const UNNAMED: &str = "iCalendar";

/// From when to when, in the local time of the calendar that it is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Span {
    pub from: NaiveDateTime,
    /// First moment after.
    pub to: NaiveDateTime,
}

impl Span {
    /// The whole days in it, both ends included.
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        whole_days(self.from, self.to)
    }

    /// As long, from another beginning.
    pub fn starting(&self, from: NaiveDateTime) -> Option<Self> {
        Some(Self { from, to: from.checked_add_signed(self.to.signed_duration_since(self.from))? })
    }
}

/// An event of the file.
#[derive(Clone, Debug)]
pub(super) struct Event {
    /// The line of its beginning.
    pub line: usize,
    /// What ties changes of single dates to it.
    pub uid: String,
    /// What it is called.
    pub summary: String,
    /// The first time.
    pub span: Span,
    /// It does not take place.
    pub cancelled: bool,
    /// The beginning that it stands in for.
    pub replaces: Option<NaiveDateTime>,
    /// Beginnings that are not meant.
    pub except: Vec<NaiveDateTime>,
    /// More beginnings.
    more: Vec<NaiveDateTime>,
    repeat: Option<Repeat>,
}

impl Event {
    /// Reads its properties; times are brought to `zone`.
    pub fn read(line: usize, lines: Vec<&Line>, zone: &Zone) -> Result<Self, BadIcs> {
        let get = |name: &str| lines.iter().copied().find(|line| line.name == name);
        let all = |name: &'static str| lines.iter().copied().filter(move |line| line.name == name);
        let start = get("DTSTART").ok_or(BadIcs::NoStart { line })?;
        let from = moment(start, &start.value, zone)?;
        let is_date = is_date(start, &start.value);
        let to = match (get("DTEND"), get("DURATION")) {
            (Some(end), _) => moment(end, &end.value, zone)?,
            (None, Some(length)) => {
                let length = duration(&length.value).ok_or_else(|| length.bad("duration"))?;
                from.checked_add_signed(length).ok_or_else(|| start.bad("date"))?
            }
            (None, None) if is_date => from.checked_add_days(Days::new(1)).ok_or_else(|| start.bad("date"))?,
            (None, None) => from,
        };
        let summary = get("SUMMARY").map(Line::text).filter(|text| !text.is_empty());
        let summary = summary.unwrap_or_else(|| UNNAMED.to_owned());
        // some programs write an all-day event of one day with an end on the same date
        let to = if is_date && to == from { from.checked_add_days(Days::new(1)).unwrap_or(to) } else { to };
        if to < from {
            return Err(BadIcs::Backwards { line, summary });
        }
        let mut moments = [Vec::new(), Vec::new()];
        for (list, name) in moments.iter_mut().zip(["EXDATE", "RDATE"]) {
            for property in all(name) {
                for value in property.value.split(',').filter(|value| !value.trim().is_empty()) {
                    let start = value.split('/').next().unwrap_or(value); // a period begins with its start
                    list.push(moment(property, start.trim(), zone)?);
                }
            }
        }
        let [except, more] = moments;
        let repeat = get("RRULE").map(|rule| Repeat::read(rule, |value| moment(rule, value, zone))).transpose()?;
        Ok(Self {
            line,
            uid: get("UID").map(|uid| uid.value.trim().to_owned()).unwrap_or_default(),
            summary,
            span: Span { from, to },
            cancelled: get("STATUS").is_some_and(|status| status.value.trim().eq_ignore_ascii_case("CANCELLED")),
            replaces: get("RECURRENCE-ID").map(|id| moment(id, &id.value, zone)).transpose()?,
            except,
            more,
            repeat,
        })
    }

    /// What is shown as the reason: its name, not too long.
    pub fn reason(&self) -> String {
        self.summary.chars().take(200).collect()
    }

    /// The same dates every year, without end.
    pub fn is_plain_yearly(&self) -> bool {
        self.more.is_empty() && self.repeat.as_ref().is_some_and(|repeat| repeat.is_plain_yearly(self.span.from))
    }

    /// Its beginnings up to `last`, in order.
    pub fn starts(&self, last: NaiveDate) -> Result<Vec<NaiveDateTime>, BadIcs> {
        let mut starts = match &self.repeat {
            Some(repeat) if self.replaces.is_none() => repeat.starts(self.line, self.span.from, last)?,
            _ => vec![self.span.from],
        };
        starts.extend(&self.more);
        starts.sort_unstable();
        starts.dedup();
        Ok(starts)
    }
}

fn is_date(line: &Line, value: &str) -> bool {
    line.param("VALUE").is_some_and(|kind| kind.eq_ignore_ascii_case("DATE")) || !value.contains('T')
}

/// A date, a time with its zone, a time of UTC, or a time of nobody's zone, as local time in `zone`.
fn moment(line: &Line, value: &str, zone: &Zone) -> Result<NaiveDateTime, BadIcs> {
    let value = value.trim();
    if is_date(line, value) {
        let date = NaiveDate::parse_from_str(value, "%Y%m%d").map_err(|_| line.bad("date, `20261224`"))?;
        return Ok(date.and_time(NaiveTime::MIN));
    }
    let bare = value.trim_end_matches(['Z', 'z']);
    let local = NaiveDateTime::parse_from_str(bare, "%Y%m%dT%H%M%S")
        .map_err(|_| line.bad("time, `20261224T080000`, with `Z` where it is of UTC"))?;
    if bare.len() < value.len() {
        return Ok(zone.local(Instant(local.and_utc().timestamp())));
    }
    match line.param("TZID") {
        Some(name) => {
            let other = Zone::named(name.trim_start_matches('/')).map_err(|_| BadIcs::Value {
                line: line.line,
                value: crate::domain::date::clipped(name),
                what: "zone that this infog knows, such as `Europe/Paris`",
            })?;
            Ok(zone.local(other.edge(local)))
        }
        None => Ok(local),
    }
}

/// `P1D`, `P2W`, `PT8H30M`; none where it is no duration or a negative one.
fn duration(text: &str) -> Option<TimeDelta> {
    let mut rest = text.trim().strip_prefix('+').unwrap_or(text.trim()).strip_prefix('P')?;
    let (mut seconds, mut time, mut any) = (0_i64, false, false);
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T') {
            (rest, time) = (after, true);
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let (digits, after) = rest.split_at(end);
        let count: i64 = digits.parse().ok()?;
        let unit = match (after.chars().next()?, time) {
            ('W', false) => 7 * 86_400,
            ('D', false) => 86_400,
            ('H', true) => 3600,
            ('M', true) => 60,
            ('S', true) => 1,
            _ => return None,
        };
        seconds = seconds.checked_add(count.checked_mul(unit)?)?;
        (rest, any) = (after.get(1..)?, true);
    }
    if any { TimeDelta::try_seconds(seconds) } else { None }
}
