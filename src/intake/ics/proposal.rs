//! Events turned into the closures that they propose to a calendar.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Days, NaiveDate, NaiveDateTime};

use super::repeat::{MOST_STEPS, TooMany, times};
use super::value::Moment;
use super::{Event, Problem, Problems};
use crate::domain::calendar::proposed::{Fate, Proposed};
use crate::domain::calendar::{Calendar, Day, Zone};
use crate::domain::date::{LAST_YEAR, clipped};
use crate::domain::instant::Instant;

/// The times off that all events of a file may have in the days that are asked for.
const MOST_TIMES: usize = 200_000;

/// What the events of the file `name` propose between two days to `calendar`, whose own closures are left out of it:
/// a time closes the days whose hours it covers whole.
///
/// # Errors
/// [`Problems`]: events that repeat more often than anybody can mean.
pub fn proposals(
    name: &str,
    events: &[Event],
    calendar: &Calendar,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Proposed>, Problems> {
    let file = Changes::of(events, calendar.zone());
    let mut desk = Desk { calendar, from, to, days: HashMap::new(), steps: MOST_STEPS, times: MOST_TIMES };
    let mut found = Vec::new();
    for event in events {
        match desk.propose(event, &file) {
            Ok(proposed) => found.extend(proposed),
            Err(TooMany) => {
                let message = format!(
                    "`{}` and the events before it come more than {MOST_TIMES} times up to {to}, or their repeats are too \
                     many to be followed",
                    clipped(&event.summary)
                );
                let hint = Some("give an earlier last day, `--to DATE`, or a shorter file".to_owned());
                return Err(Problems::one(Problem::of_line(name, event.line, "", message, hint)));
            }
        }
    }
    found.sort_by_key(|row| (row.from, row.to, row.line, row.fate));
    Ok(found)
}

/// What the events of a file say about each other.
struct Changes<'e> {
    home: &'e Zone,
    /// The highest sequence of an event, and of each of its changed times.
    newest: BTreeMap<(&'e str, Option<Instant>), u32>,
    /// The times that stand in the file as events of their own.
    changed: HashMap<&'e str, Vec<&'e Moment>>,
}

impl<'e> Changes<'e> {
    fn of(events: &'e [Event], home: &'e Zone) -> Self {
        let mut file = Self { home, newest: BTreeMap::new(), changed: HashMap::new() };
        for event in events.iter().filter(|event| !event.uid.is_empty()) {
            let newest = file.newest.entry(event.key(home)).or_insert(event.sequence);
            *newest = event.sequence.max(*newest);
            if let Some(moment) = &event.instead_of {
                file.changed.entry(&event.uid).or_default().push(moment);
            }
        }
        file
    }

    fn is_superseded(&self, event: &Event) -> bool {
        self.newest.get(&event.key(self.home)).is_some_and(|newest| *newest > event.sequence)
    }
}

impl Event {
    /// What versions of the same event, or of the same of its times, have in common, in whatever zone each is written.
    fn key(&self, home: &Zone) -> (&str, Option<Instant>) {
        (&self.uid, self.instead_of.as_ref().map(|moment| moment.instant(home)))
    }

    /// What clocks show when a time that begins at `start` is over.
    fn end_of(&self, start: NaiveDateTime) -> NaiveDateTime {
        start.checked_add_signed(self.end - self.start.reading()).unwrap_or(start)
    }

    /// First and last day, as the event itself counts them.
    fn dates(&self, start: NaiveDateTime) -> (NaiveDate, NaiveDate) {
        let end = self.end_of(start);
        let last = end.checked_sub_signed(chrono::TimeDelta::seconds(1)).unwrap_or(end);
        (start.date(), last.date().max(start.date()))
    }

    fn row(&self, (from, to): (NaiveDate, NaiveDate), fate: Fate) -> Proposed {
        Proposed { line: self.line, reason: self.summary.clone(), from, to, times: 1, fate }
    }
}

/// Moments that are left out of a repeating event.
struct Without {
    dates: BTreeSet<NaiveDate>,
    readings: BTreeSet<NaiveDateTime>,
}

impl Without {
    /// A date leaves out every time of a timed event on that day; a time leaves out the day of a whole-day event.
    fn of<'m>(event: &Event, moments: impl Iterator<Item = &'m Moment>, home: &Zone) -> Self {
        let mut without = Self { dates: BTreeSet::new(), readings: BTreeSet::new() };
        for moment in moments {
            match (moment, &event.start) {
                (Moment::Clock(..), Moment::Clock(..)) => {
                    without.readings.insert(moment.as_read_by(&event.start));
                }
                (Moment::Clock(..), Moment::Date(_)) => {
                    without.dates.insert(moment.clone().like(&event.start, home).date());
                }
                (Moment::Date(date), _) => {
                    without.dates.insert(*date);
                }
            }
        }
        without
    }

    fn holds(&self, start: NaiveDateTime) -> bool {
        self.dates.contains(&start.date()) || self.readings.contains(&start)
    }
}

/// Days in a row and what becomes of them.
#[derive(Clone, Copy)]
struct Stretch {
    from: NaiveDate,
    to: NaiveDate,
    fate: Fate,
    times: u32,
}

/// When an event begins.
struct Starts {
    /// What clocks of its zone show then, in order.
    starts: Vec<NaiveDateTime>,
    /// It begins again after the last day that is asked for.
    goes_on: bool,
    /// Exceptions and changes took times out.
    left_out: bool,
}

/// The calendar that is asked, and what is left of the patience with a file.
struct Desk<'c> {
    calendar: &'c Calendar,
    from: NaiveDate,
    to: NaiveDate,
    days: HashMap<NaiveDate, Day>,
    steps: u64,
    times: usize,
}

impl Desk<'_> {
    fn propose(&mut self, event: &Event, file: &Changes<'_>) -> Result<Vec<Proposed>, TooMany> {
        let own = event.dates(event.start.reading());
        if file.is_superseded(event) {
            return Ok(vec![event.row(own, Fate::Superseded)]);
        }
        if event.cancelled {
            return Ok(vec![event.row(own, Fate::Cancelled)]);
        }
        let Starts { starts, goes_on, left_out } = self.starts(event, file)?;
        let mut stretches = Vec::new();
        for start in &starts {
            self.time_off(event, *start, &mut stretches)?;
        }
        let (rows, cut) = gathered(stretches, (self.from, self.to));
        let row = |one: Stretch| Proposed { times: one.times, ..event.row((one.from, one.to), one.fate) };
        let mut found: Vec<Proposed> = rows.into_iter().map(row).collect();
        match (found.is_empty(), goes_on || cut) {
            (true, true) if event.rule.is_none() => found.push(event.row(own, Fate::Later)),
            (empty, true) if empty || cut || found.iter().any(|row| row.fate == Fate::Added) => {
                found.push(event.row((self.to, self.to), Fate::GoesOn));
            }
            (_, true) => {}
            (true, false) if !left_out => found.push(event.row(own, Fate::Over)),
            (_, false) => {}
        }
        Ok(found)
    }

    /// When it begins, in order, and whether it does so again after the last day.
    fn starts(&mut self, event: &Event, file: &Changes<'_>) -> Result<Starts, TooMany> {
        let long = u64::try_from((event.end - event.start.reading()).num_days()).unwrap_or(0) + 2;
        let earliest = self.from.checked_sub_days(Days::new(long)).unwrap_or(self.from);
        // clocks of the world are at most two dates apart
        let latest = self.to.checked_add_days(Days::new(2)).unwrap_or(self.to);
        let first = event.start.reading();
        let (mut starts, mut goes_on) = match &event.rule {
            Some(rule) => {
                let times = times(rule, &event.start, (earliest, latest), &mut self.steps)?;
                (times.starts, times.goes_on)
            }
            None => (vec![first], false),
        };
        starts.extend(event.also.iter().map(|moment| moment.as_read_by(&event.start)));
        let before = starts.len();
        starts.retain(|start| self.day_of(event, *start) <= self.to);
        goes_on |= starts.len() < before;
        starts.retain(|start| earliest <= start.date());
        let changed = file.changed.get(event.uid.as_str()).filter(|_| event.instead_of.is_none());
        let changed = changed.into_iter().flatten().copied();
        let without = Without::of(event, event.except.iter().chain(changed), self.calendar.zone());
        let before = starts.len();
        starts.retain(|start| !without.holds(*start));
        let left_out = starts.len() < before;
        starts.sort_unstable();
        starts.dedup();
        Ok(Starts { starts, goes_on, left_out })
    }

    /// The date that the clocks of the calendar show when a time begins.
    fn day_of(&self, event: &Event, start: NaiveDateTime) -> NaiveDate {
        match &event.start {
            Moment::Date(_) => start.date(),
            Moment::Clock(_, zone) => self.calendar.zone().date(zone.edge(start)),
        }
    }

    /// The days that one time closes, and those of which it takes a part.
    fn time_off(&mut self, event: &Event, start: NaiveDateTime, found: &mut Vec<Stretch>) -> Result<(), TooMany> {
        let (end, (from, to)) = (event.end_of(start), event.dates(start));
        match &event.start {
            Moment::Date(_) => self.take(found, from, to, Fate::Added),
            Moment::Clock(..) if end <= start => self.take(found, from, to, Fate::NoTime),
            Moment::Clock(_, zone) => {
                let (home, begins, ends) = (self.calendar.zone().clone(), zone.edge(start), zone.edge(end));
                let (first, last) = (home.date(begins), home.date(ends.plus_s(-1)));
                for date in first.iter_days().take_while(|date| *date <= last) {
                    let fate = self.fate_of(date, begins, ends);
                    self.take(found, date, date, fate)?;
                }
                Ok(())
            }
        }
    }

    fn take(&mut self, found: &mut Vec<Stretch>, from: NaiveDate, to: NaiveDate, fate: Fate) -> Result<(), TooMany> {
        self.times = self.times.checked_sub(1).ok_or(TooMany)?;
        // a repeat may run past the last day there is, which the event itself does not
        if let Some(last) = NaiveDate::from_ymd_opt(LAST_YEAR, 12, 31).filter(|last| from <= *last) {
            found.push(Stretch { from, to: to.min(last), fate, times: 1 });
        }
        Ok(())
    }

    /// Whether `[begins, ends)` covers the hours of a date, or touches them.
    fn fate_of(&mut self, date: NaiveDate, begins: Instant, ends: Instant) -> Fate {
        let (calendar, home) = (self.calendar, self.calendar.zone());
        let next = date.succ_opt().unwrap_or(date);
        let whole = begins <= home.start_of_day(date) && home.start_of_day(next) <= ends;
        let hours = &self.days.entry(date).or_insert_with(|| calendar.day(date)).open;
        let covered = |(from, to): &(Instant, Instant)| begins <= *from && *to <= ends;
        let touched = |(from, to): &(Instant, Instant)| begins < *to && *from < ends;
        match () {
            () if whole || (!hours.is_empty() && hours.iter().all(covered)) => Fate::Added,
            () if hours.iter().any(touched) => Fate::PartDay,
            () => Fate::Outside,
        }
    }
}

/// Closures that touch are one; of what is no closure, one row a fate. What ended before `from` is left out, and what is
/// on then begins there. Whether closures that begin after `to` were left out comes with them.
fn gathered(mut rows: Vec<Stretch>, (from, to): (NaiveDate, NaiveDate)) -> (Vec<Stretch>, bool) {
    rows.retain(|row| row.to >= from && (row.from <= to || row.fate == Fate::Added));
    let closes = rows.iter().any(|row| matches!(row.fate, Fate::Added | Fate::PartDay));
    let mut found: Vec<Stretch> = Vec::new();
    for mut row in rows {
        row.from = row.from.max(from);
        let touches = |other: &Stretch| other.to.succ_opt().is_some_and(|next| row.from <= next);
        let last = found.iter_mut().rev().find(|other| other.fate == row.fate);
        match (row.fate, last) {
            // the evening after a day that is closed anyway
            (Fate::Outside, _) if closes => {}
            (Fate::Added, Some(last)) if touches(last) => last.to = last.to.max(row.to),
            (Fate::Added, _) | (_, None) => found.push(row),
            (_, Some(last)) => {
                last.to = last.to.max(row.to);
                last.times += 1;
            }
        }
    }
    let all = found.len();
    found.retain(|row| row.from <= to);
    let cut = found.len() < all;
    (found, cut)
}
