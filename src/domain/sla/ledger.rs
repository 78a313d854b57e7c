//! A clock explained line by line.

use crate::domain::allowance::Allowance;
use crate::domain::calendar::spec::Feast;
use crate::domain::calendar::{Stretch, Why as Desk};
use crate::domain::contract::policy::OnReopen;
use crate::domain::id::PauseReason;
use crate::domain::instant::Instant;

use super::clock::Clock;
use super::ruler::{Cuts, Ruler};
use super::rules::Rules;
use super::story::Story;

/// Why a stretch counts or does not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// The desk is open, or elapsed time is counted.
    Open,
    /// Outside hours.
    Closed,
    /// A holiday.
    Holiday(Feast),
    /// A closure, with its reason.
    Closure(String),
    /// Held, for the first reason that was given.
    Paused(PauseReason),
    /// Resolved, until it was reopened.
    Resolved,
}

/// One line of a ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// First instant.
    pub from: Instant,
    /// First instant after.
    pub to: Instant,
    /// Seconds counted here; for working days none are.
    pub counted_s: i64,
    /// Seconds counted so far.
    pub total_s: i64,
    /// For working days: how many days are counted at the end of this line.
    pub days: Option<u32>,
    /// Why.
    pub why: Why,
}

/// From where counting starts to where the clock is read: its stop, or now.
#[must_use]
pub fn past(clock: &Clock, story: &Story<'_>, rules: &Rules) -> Vec<Entry> {
    lines(clock, story, rules, clock.origin, clock.read_at, 0)
}

/// From now to the deadline of a running clock, as things stand.
#[must_use]
pub fn ahead(clock: &Clock, story: &Story<'_>, rules: &Rules) -> Vec<Entry> {
    match clock.due_at {
        Some(due) if clock.stopped_at.is_none() && due > clock.read_at => {
            let total = clock.consumed_s.unwrap_or(0);
            lines(clock, story, rules, clock.read_at, due, total)
        }
        _ => Vec::new(),
    }
}

fn lines(clock: &Clock, story: &Story<'_>, rules: &Rules, from: Instant, to: Instant, mut total_s: i64) -> Vec<Entry> {
    let marks = marks(clock, story, rules);
    let mut entries: Vec<Entry> = Vec::new();
    for piece in pieces(clock, from, to).into_iter().flat_map(|s| overlay(s, &marks)) {
        total_s += piece.counted_s;
        match entries.last_mut() {
            Some(last) if last.to == piece.from && last.why == piece.why => {
                last.to = piece.to;
                last.counted_s += piece.counted_s;
                last.total_s = total_s;
            }
            _ => entries.push(Entry { total_s, ..piece }),
        }
    }
    if matches!(clock.promise.allowance, Allowance::WorkingDays(_)) {
        number_days(clock, &marks, &mut entries);
    }
    entries
}

/// The calendar's stretches; elapsed time is one open stretch.
fn pieces(clock: &Clock, from: Instant, to: Instant) -> Vec<Stretch> {
    match clock.promise.allowance {
        _ if to <= from => Vec::new(),
        Allowance::Elapsed(_) => vec![Stretch { from, to, open: true, why: Desk::Open }],
        Allowance::Working(_) | Allowance::WorkingDays(_) => clock.promise.calendar.stretches(from, to),
    }
}

type Mark = (Instant, Option<Instant>, Why);

/// What is cut out of this clock, the pause first given before a later one, pauses before resolved time.
fn marks(clock: &Clock, story: &Story<'_>, rules: &Rules) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    if rules.suspends(clock.metric()) {
        let held = story.pauses.iter().filter(|h| rules.suspends_for(&h.reason));
        marks.extend(held.map(|h| (h.from, h.to, Why::Paused(h.reason.clone()))));
    }
    if rules.on_reopen() == OnReopen::Cumulative {
        let gap = |w: &[super::story::Spell]| match w {
            [before, after] => before.to.map(|to| (to, Some(after.from), Why::Resolved)),
            _ => None,
        };
        marks.extend(story.spells.windows(2).filter_map(gap));
    }
    marks.sort_by_key(|(from, ..)| *from);
    marks
}

/// Splits one stretch at the marks that lie in it; closed time stays closed, whatever was paused.
fn overlay(stretch: Stretch, marks: &[Mark]) -> Vec<Entry> {
    let entry = |from: Instant, to: Instant, why: Why, counted: bool| Entry {
        from,
        to,
        counted_s: if counted { to.since(from) } else { 0 },
        total_s: 0,
        days: None,
        why,
    };
    if !stretch.open {
        return vec![entry(stretch.from, stretch.to, desk(stretch.why), false)];
    }
    let mut found = Vec::new();
    let mut at = stretch.from;
    while at < stretch.to {
        let holding = marks.iter().find(|(from, to, _)| *from <= at && to.is_none_or(|to| at < to));
        let (end, why, counted) = match holding {
            Some((_, end, why)) => (end.unwrap_or(stretch.to).min(stretch.to), why.clone(), false),
            None => {
                let next = marks.iter().map(|(from, ..)| *from).filter(|from| *from > at).min();
                (next.unwrap_or(stretch.to).min(stretch.to), Why::Open, true)
            }
        };
        found.push(entry(at, end, why, counted));
        at = end;
    }
    found
}

fn desk(why: Desk) -> Why {
    match why {
        Desk::Open => Why::Open,
        Desk::Closed => Why::Closed,
        Desk::Holiday(feast) => Why::Holiday(feast),
        Desk::Closure(reason) => Why::Closure(reason),
    }
}

/// A day counts at its last closing, after the opening date, unless that lies in a pause (rule 14).
fn number_days(clock: &Clock, marks: &[Mark], entries: &mut [Entry]) {
    let calendar = &clock.promise.calendar;
    let cuts = Cuts::new(marks.iter().map(|(from, to, _)| (*from, *to)).collect());
    let ruler = Ruler { promise: &clock.promise, origin: clock.origin, cuts: &cuts };
    let end = entries.last().map_or(clock.origin, |e| e.to);
    let first = calendar.zone().date(clock.origin);
    let closings: Vec<Instant> = calendar
        .working_days_after(first)
        .filter_map(|day| day.open.last().map(|(_, closing)| *closing))
        .take_while(|closing| *closing <= end)
        .filter(|closing| ruler.counts_day(*closing))
        .collect();
    for entry in entries {
        let days = closings.iter().filter(|c| **c <= entry.to).count();
        entry.days = u32::try_from(days).ok();
        entry.counted_s = 0;
        entry.total_s = 0;
    }
}
