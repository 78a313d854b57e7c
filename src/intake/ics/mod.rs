//! An iCalendar file (RFC 5545), read strictly: what it says about time off, with the line of each event.
//!
//! A whole-day event, one of several days, its repeats, exceptions and single changes are read; `DTEND` is the first
//! moment after. What infog does not understand is refused with its line, never passed over. Alarms, tasks and
//! definitions of zones are none of its business.

mod lines;
mod proposal;
mod repeat;
mod rule;
mod value;

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, TimeDelta};

use super::bytes::{BadBytes, Limits, check_size, decode};
use super::toml_source::{Problem, Problems};
use crate::domain::calendar::Zone;
use crate::domain::date::{LAST_YEAR, clipped};
use lines::{Line, Lines};
pub use proposal::proposals;
use rule::Rule;
use value::Moment;

/// The longest file, in bytes.
pub const MOST_BYTES: u64 = 16 << 20;
/// The events that one file may hold.
const MOST_EVENTS: usize = 20_000;
/// Components within components.
const MOST_DEEP: usize = 10;
/// Nobody mends more mistakes before reading again.
const MOST_NOTED: usize = 200;
/// A longer closure is another calendar.
const MOST_DAYS: i64 = 3 * 366;

/// One event, or one changed time of a repeating one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// The line of its `BEGIN:VEVENT`, from 1.
    pub line: usize,
    uid: String,
    summary: String,
    start: Moment,
    /// What clocks of its zone show at the first moment after.
    end: NaiveDateTime,
    rule: Option<Rule>,
    also: Vec<Moment>,
    except: Vec<Moment>,
    instead_of: Option<Moment>,
    cancelled: bool,
    sequence: u32,
}

/// The events of a file called `name` in messages; a reading without a zone is one of `home`.
///
/// # Errors
/// [`Problems`] lists what is no iCalendar, contradicts itself or is not understood, each with its line.
///
/// ```
/// use infog::domain::calendar::Zone;
///
/// let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260814\nRRULE:FREQ=HOURLY\nEND:VEVENT\nEND:VCALENDAR\n";
/// let problems = infog::intake::ics::read("days.ics", text.as_bytes(), &Zone::utc()).unwrap_err();
/// assert!(problems.to_string().starts_with("days.ics:4:1: `RRULE` with `FREQ=HOURLY` is not understood"));
/// ```
pub fn read(name: &str, bytes: &[u8], home: &Zone) -> Result<Vec<Event>, Problems> {
    let limits = Limits { file_bytes: MOST_BYTES, ..Limits::USUAL };
    let decoded = check_size(bytes.len() as u64, &limits).and_then(|()| decode(bytes, None));
    let decoded =
        decoded.map_err(|bad| Problems::one(Problem::of_line(name, line_of(&bad), "", bad.to_string(), None)))?;
    let text = decoded.text.strip_prefix('\u{feff}').unwrap_or(&decoded.text);
    let mut reader = Reader::new(name, home);
    for line in Lines::new(text) {
        let taken = match line {
            Ok(line) => reader.take(line),
            Err(bad) => reader.fault(bad.number, bad.raw, bad.message, None),
        };
        if taken.is_none() {
            break;
        }
    }
    reader.finish()
}

const fn line_of(bad: &BadBytes) -> usize {
    match bad {
        BadBytes::Nul { line } | BadBytes::Malformed { line, .. } => *line as usize,
        _ => 1,
    }
}

/// A component that has begun.
struct Begun<'t> {
    name: String,
    line: usize,
    raw: &'t str,
}

struct Reader<'t, 'z> {
    file: &'z str,
    home: &'z Zone,
    problems: Vec<Problem>,
    events: Vec<Event>,
    within: Vec<Begun<'t>>,
    draft: Draft<'t>,
    /// The whole calendar is taken back.
    cancels: bool,
    seen: bool,
    broken: bool,
}

/// The lines of an event that is being read.
#[derive(Default)]
struct Draft<'t> {
    single: Vec<Line<'t>>,
    also: Vec<Line<'t>>,
    except: Vec<Line<'t>>,
}

const SINGLE: [&str; 9] =
    ["UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "RECURRENCE-ID", "STATUS", "SEQUENCE"];
const ONE_BY_ONE: &str = "write its times as events of their own, or take the event out of the file";

impl<'t, 'z> Reader<'t, 'z> {
    fn new(file: &'z str, home: &'z Zone) -> Self {
        Self {
            file,
            home,
            problems: Vec::new(),
            events: Vec::new(),
            within: Vec::new(),
            draft: Draft::default(),
            cancels: false,
            seen: false,
            broken: false,
        }
    }

    fn note(&mut self, line: usize, raw: &str, message: impl Into<String>, hint: Option<&str>) {
        if self.problems.len() < MOST_NOTED {
            let hint = hint.map(str::to_owned);
            self.problems.push(Problem::of_line(self.file, line, raw, message.into(), hint));
        }
    }

    /// After such a mistake nothing can be told of the rest.
    fn fault(&mut self, line: usize, raw: &str, message: String, hint: Option<&str>) -> Option<()> {
        self.broken = true;
        self.note(line, raw, message, hint);
        None
    }

    /// Nothing where the rest need not be read.
    fn take(&mut self, line: Line<'t>) -> Option<()> {
        match line.name.as_str() {
            "BEGIN" => self.begin(&line),
            "END" => self.end(&line),
            _ if self.within.is_empty() => {
                let hint = "an iCalendar file begins with `BEGIN:VCALENDAR`; export it again as iCalendar (.ics)";
                let message = format!("`{}` stands outside a calendar", clipped(line.raw));
                self.fault(line.number, line.raw, message, Some(hint))
            }
            "METHOD" if self.within.len() == 1 => {
                self.cancels = line.value.trim().eq_ignore_ascii_case("CANCEL");
                Some(())
            }
            _ if self.in_event() => {
                self.property(line);
                Some(())
            }
            _ => Some(()),
        }
    }

    fn in_event(&self) -> bool {
        self.within.len() == 2 && self.within.last().is_some_and(|begun| begun.name == "VEVENT")
    }

    fn begin(&mut self, line: &Line<'t>) -> Option<()> {
        let name = line.value.trim().to_ascii_uppercase();
        let outermost = self.within.is_empty();
        let wrong = match name.as_str() {
            _ if self.within.len() >= MOST_DEEP => Some(format!("more than {MOST_DEEP} components within each other")),
            "VCALENDAR" if !outermost => Some("a calendar within another component".to_owned()),
            "VCALENDAR" => None,
            _ if outermost => Some(format!("`BEGIN:{}` stands outside a calendar", clipped(&name))),
            "VEVENT" if self.within.len() > 1 => Some("an event within another component".to_owned()),
            "VEVENT" if self.events.len() >= MOST_EVENTS => Some(format!("more than {MOST_EVENTS} events")),
            _ => None,
        };
        if let Some(wrong) = wrong {
            return self.fault(line.number, line.raw, wrong, None);
        }
        if outermost {
            (self.seen, self.cancels) = (true, false);
        }
        self.within.push(Begun { name, line: line.number, raw: line.raw });
        Some(())
    }

    fn end(&mut self, line: &Line<'t>) -> Option<()> {
        let name = line.value.trim().to_ascii_uppercase();
        let was_event = self.in_event();
        match self.within.pop() {
            Some(begun) if begun.name == name => {
                if was_event {
                    let draft = std::mem::take(&mut self.draft);
                    let event = self.event(draft, &begun);
                    self.events.extend(event);
                }
                Some(())
            }
            Some(Begun { name: open, line: from, .. }) => {
                let message =
                    format!("`END:{}`, but `BEGIN:{}` of line {from} is open", clipped(&name), clipped(&open));
                self.fault(line.number, line.raw, message, None)
            }
            None => self.fault(line.number, line.raw, format!("`END:{}` ends nothing", clipped(&name)), None),
        }
    }

    fn property(&mut self, line: Line<'t>) {
        match line.name.as_str() {
            "RDATE" => self.draft.also.push(line),
            "EXDATE" => self.draft.except.push(line),
            "EXRULE" => self.note(
                line.number,
                line.raw,
                "`EXRULE`, a rule of exceptions, is not understood",
                Some("write its exceptions as `EXDATE`"),
            ),
            name if SINGLE.contains(&name) => match self.draft.get(name).map(|first| first.number) {
                Some(first) => {
                    let message = format!("`{name}` is given twice; the first is on line {first}");
                    self.note(line.number, line.raw, message, None);
                }
                None => self.draft.single.push(line),
            },
            _ => {}
        }
    }

    /// The value of a line, or a note of what is wrong with it.
    fn of<T>(&mut self, line: &Line<'t>, read: Result<T, String>, hint: Option<&str>) -> Option<T> {
        read.map_err(|message| self.note(line.number, line.raw, message, hint)).ok()
    }

    fn event(&mut self, draft: Draft<'t>, begun: &Begun<'t>) -> Option<Event> {
        let home = self.home;
        let Some(line) = draft.get("DTSTART") else {
            self.note(begun.line, begun.raw, "the event has no `DTSTART`, so nobody knows when it is", None);
            return None;
        };
        let start = self.of(line, value::moment(line, home), None);
        let summary = draft.get("SUMMARY").map(|line| self.of(line, value::text(line), Some("take it out")));
        let rule = draft.get("RRULE").map(|line| self.of(line, Rule::read(&line.value, home), Some(ONE_BY_ONE)));
        let moved = draft.get("RECURRENCE-ID").map(|line| self.of(line, recurrence(line, home), Some(ONE_BY_ONE)));
        if let (Some(rule), Some(_)) = (draft.get("RRULE"), draft.get("RECURRENCE-ID")) {
            let message = "`RRULE` of one changed time: that is not understood";
            self.note(rule.number, rule.raw, message, Some(ONE_BY_ONE));
        }
        let (also, except) = (self.all(&draft.also), self.all(&draft.except));
        let sequence = draft.get("SEQUENCE").and_then(|line| line.value.trim().parse().ok()).unwrap_or(0);
        let status = draft.get("STATUS").is_some_and(|line| line.value.trim().eq_ignore_ascii_case("CANCELLED"));
        let start = start?;
        let like = |moment: Moment| moment.like(&start, home);
        let rule = rule.map(|read| read.map(|rule| Rule { until: rule.until.map(like), ..rule }));
        let also = also.map(|moments| moments.into_iter().map(like).collect());
        let end = self.ending(&draft, &start)?;
        Some(Event {
            line: begun.line,
            uid: draft.get("UID").map(|line| line.value.trim().to_owned()).unwrap_or_default(),
            summary: summary.unwrap_or_else(|| Some(String::new()))?,
            start,
            end,
            rule: rule.map_or(Some(None), |read| read.map(Some))?,
            also: also?,
            except: except?,
            instead_of: moved.map_or(Some(None), |read| read.map(Some))?,
            cancelled: status || self.cancels,
            sequence,
        })
    }

    fn all(&mut self, lines: &[Line<'t>]) -> Option<Vec<Moment>> {
        let mut found = Vec::new();
        for line in lines {
            found.extend(self.of(line, value::moments(line, self.home), Some(ONE_BY_ONE))?);
        }
        Some(found)
    }

    /// The first reading after the event: `DTEND`, `DURATION`, else a whole day for a date and nothing for a time.
    fn ending(&mut self, draft: &Draft<'t>, start: &Moment) -> Option<NaiveDateTime> {
        let day = TimeDelta::days(1);
        let (line, end) = match (draft.get("DTEND"), draft.get("DURATION")) {
            (Some(_), Some(line)) => (line, Err("`DTEND` and `DURATION` together: one of them is too many".to_owned())),
            (Some(line), None) => (line, value::moment(line, self.home).and_then(|end| ends(start, &end))),
            (None, Some(line)) => (line, lasts(start, line.value.trim())),
            (None, None) if matches!(start, Moment::Date(_)) => return start.reading().checked_add_signed(day),
            (None, None) => return Some(start.reading()),
        };
        let end = end.and_then(|end| {
            let (from, days) = (start.reading(), (end - start.reading()).num_days());
            match () {
                () if end < from => Err(format!("the event ends at {end}, before it begins at {from}")),
                () if days > MOST_DAYS => {
                    Err(format!("the event lasts {days} days; a closure lasts {MOST_DAYS} at most"))
                }
                () if last_day(end).is_none_or(|day| day.year() > LAST_YEAR) => {
                    Err(format!("the event ends after the year {LAST_YEAR}"))
                }
                () => Ok(end),
            }
        });
        let end = self.of(line, end, None)?;
        // Some programs end a day where it begins; RFC 5545 knows no day without a length.
        if matches!(start, Moment::Date(_)) && end == start.reading() { end.checked_add_signed(day) } else { Some(end) }
    }

    fn finish(mut self) -> Result<Vec<Event>, Problems> {
        match self.within.pop() {
            Some(Begun { name, line, raw }) if !self.broken => {
                let message = format!("`BEGIN:{}` is never ended: the file is cut off", clipped(&name));
                self.note(line, raw, message, Some("export it again"));
            }
            None if !self.seen && !self.broken => self.note(
                1,
                "",
                "this is no iCalendar file: there is no `BEGIN:VCALENDAR`",
                Some("export the calendar as iCalendar (.ics)"),
            ),
            _ => {}
        }
        Problems::of(self.problems).map_or(Ok(self.events), Err)
    }
}

impl<'t> Draft<'t> {
    fn get(&self, name: &str) -> Option<&Line<'t>> {
        self.single.iter().find(|line| line.name == name)
    }
}

/// The day of the last moment before `end`.
fn last_day(end: NaiveDateTime) -> Option<NaiveDate> {
    Some(end.checked_sub_signed(TimeDelta::seconds(1))?.date())
}

fn recurrence(line: &Line<'_>, home: &Zone) -> Result<Moment, String> {
    match line.parameter("RANGE") {
        Some(range) => Err(format!("`RECURRENCE-ID` with `RANGE={}` is not understood", clipped(range))),
        None => value::moment(line, home),
    }
}

fn ends(start: &Moment, end: &Moment) -> Result<NaiveDateTime, String> {
    match (start, end) {
        (Moment::Date(_), Moment::Clock(..)) => Err("`DTEND` is a time, and `DTSTART` a date".to_owned()),
        (Moment::Clock(..), Moment::Date(_)) => Err("`DTEND` is a date, and `DTSTART` a time".to_owned()),
        _ => Ok(end.as_read_by(start)),
    }
}

fn lasts(start: &Moment, text: &str) -> Result<NaiveDateTime, String> {
    let length = value::duration(text)?;
    let wrong = || format!("`DURATION:{}` does not fit a `DTSTART` that is a date: write days, `P5D`", clipped(text));
    length.after(start).ok_or_else(wrong)
}

#[cfg(test)]
mod tests;
