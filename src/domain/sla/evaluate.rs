//! The story held against the rules.

use crate::domain::contract::policy::{OnReopen, OnSeverityChange};
use crate::domain::contract::target::Metric;
use crate::domain::instant::Instant;
use crate::domain::ticket::event::CancelReason;
use crate::domain::ticket::origin::Gap;

use super::clock::{Clock, Decision, Verdict};
use super::ruler::{Cuts, Ruler};
use super::rules::{self, Promise, Rules};
use super::story::{Spell, Story};

/// The clocks of a ticket, with what its pauses cut.
#[derive(Clone, Debug, Default)]
pub struct Evaluated {
    /// In the order of [`Metric::ALL`], then of cycles.
    pub clocks: Vec<Clock>,
}

/// A stretch in which one commitment runs.
#[derive(Clone, Copy, Debug)]
struct Span {
    from: Instant,
    to: Option<Instant>,
    /// Its event came; a cancellation is none.
    done: bool,
}

/// A part of a span under one severity.
#[derive(Clone, Debug)]
struct Regime {
    span: usize,
    from: Instant,
    to: Option<Instant>,
    origin: Instant,
    promise: Option<Promise>,
}

/// Reads every clock of `story` under `rules`.
#[must_use]
pub fn evaluate(story: &Story<'_>, rules: &Rules) -> Evaluated {
    let mut clocks = Vec::with_capacity(2);
    for metric in Metric::ALL.into_iter().filter(|m| rules.promises_any(*m)) {
        let (spans, cuts) = (spans_of(story, metric), pause_cuts(story, rules, metric));
        for (index, run) in runs(&spans, metric, rules.on_reopen()).enumerate() {
            let cycle = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
            clocks.extend(read(story, rules, metric, run, &cuts, cycle));
        }
        if metric != Metric::Update && rules.on_reopen() == OnReopen::NewCycle {
            count_met_once(&mut clocks, metric);
        }
    }
    for clock in &mut clocks {
        let unknown = story.subject.unknown.iter().filter(|gap| rests_on(clock.metric(), **gap, story, rules));
        let unknown: Vec<Gap> = unknown.copied().collect();
        if !unknown.is_empty() {
            clock.doubt(unknown);
        }
    }
    Evaluated { clocks }
}

/// Whether a breach of `metric` may be none for what an import leaves open.
fn rests_on(metric: Metric, gap: Gap, story: &Story<'_>, rules: &Rules) -> bool {
    match (gap, metric) {
        (Gap::Waiting, metric) => rules.suspends(metric),
        (Gap::Response, Metric::Response | Metric::Update) => true,
        (Gap::Workaround, Metric::Workaround) | (Gap::Update, Metric::Update) => true,
        // without an acknowledgement the resolution stops the response (rule 17)
        (Gap::Resolution, Metric::Response) => story.acknowledged_at.is_none(),
        (Gap::Resolution, _) => true,
        (Gap::Response | Gap::Workaround | Gap::Update, _) => false,
    }
}

/// However many cycles a reopening starts, met is counted once, in the month of the first (rule 20).
fn count_met_once(clocks: &mut [Clock], metric: Metric) {
    let mut met = false;
    for clock in clocks.iter_mut().filter(|c| c.metric() == metric) {
        clock.decisions.retain(|d| !(met && matches!(d, Decision::Met(_))));
        met |= clock.decisions.iter().any(|d| matches!(d, Decision::Met(_)));
    }
}

/// What stops `metric`: the listed reasons, where the contract suspends it (rule 18).
fn pause_cuts(story: &Story<'_>, rules: &Rules, metric: Metric) -> Vec<(Instant, Option<Instant>)> {
    if !rules.suspends(metric) {
        return Vec::new();
    }
    let held = story.pauses.iter().filter(|h| rules.suspends_for(&h.reason));
    held.map(|h| (h.from, h.to)).collect()
}

/// Where `metric` runs.
fn spans_of(story: &Story<'_>, metric: Metric) -> Vec<Span> {
    match metric {
        Metric::Response => vec![response(story)],
        Metric::Update => updates(story),
        Metric::Workaround => workarounds(story),
        Metric::Resolution => spans(story),
    }
}

/// The runs of `metric`: each is one clock, of one span or of several joined by reopenings.
fn runs(spans: &[Span], metric: Metric, policy: OnReopen) -> impl Iterator<Item = &[Span]> {
    let all = spans.len();
    let (taken, length) = match (metric, policy) {
        (Metric::Response | Metric::Update, _) | (_, OnReopen::NewCycle) => (all, 1),
        (_, OnReopen::KeepVerdict) => (1, 1),
        (_, OnReopen::Cumulative | OnReopen::Continuous) => (all, all),
    };
    spans.get(..taken).unwrap_or(spans).chunks(length.max(1))
}

fn spans(story: &Story<'_>) -> Vec<Span> {
    let span = |(i, spell): (usize, &Spell)| Span { from: spell.from, to: spell.to, done: story.is_resolved(i) };
    story.spells.iter().enumerate().map(span).collect()
}

/// Stops at the first acknowledgement, or at the resolution without one (rule 17).
fn response(story: &Story<'_>) -> Span {
    let first = story.spells.first().copied().unwrap_or(Spell { from: story.subject.opened_at, to: None });
    match story.acknowledged_at {
        Some(at) if first.to.is_none_or(|to| at <= to) => Span { from: first.from, to: Some(at), done: true },
        _ => Span { from: first.from, to: first.to, done: story.is_resolved(0) },
    }
}

/// Stops at the workaround or at resolution; a workaround once given is not taken back by a reopening.
fn workarounds(story: &Story<'_>) -> Vec<Span> {
    let mut found = Vec::with_capacity(1);
    for span in spans(story) {
        match story.worked_around_at {
            Some(at) if span.to.is_none_or(|to| at <= to) => {
                found.push(Span { to: Some(at), done: true, ..span });
                return found;
            }
            _ => found.push(span),
        }
    }
    found
}

/// From the acknowledgement, each update and each reopening to the next update or the resolution (rule 17).
fn updates(story: &Story<'_>) -> Vec<Span> {
    let Some(acknowledged) = story.acknowledged_at else { return Vec::new() };
    let mut found = Vec::new();
    for span in spans(story) {
        let mut from = span.from.max(acknowledged);
        if span.to.is_some_and(|to| to <= from) {
            continue;
        }
        for at in story.updates.iter().copied().filter(|at| span.to.is_none_or(|to| *at < to)) {
            if at > from {
                found.push(Span { from, to: Some(at), done: true });
                from = at;
            }
        }
        found.push(Span { from, ..span });
    }
    found
}

/// Cuts the spans of one run where the severity changes (rule 19).
fn regimes(story: &Story<'_>, rules: &Rules, metric: Metric, spans: &[Span]) -> Vec<Regime> {
    let Some(start) = spans.first().map(|s| s.from) else { return Vec::new() };
    let mut origin = start;
    let mut found: Vec<Regime> = Vec::with_capacity(spans.len());
    for (index, span) in spans.iter().enumerate() {
        let mut from = span.from;
        let mut grade = story.grades.iter().rposition(|g| g.from <= from).unwrap_or(0);
        for next in grade + 1..story.grades.len() {
            let Some(change) = story.grades.get(next).filter(|g| span.to.is_none_or(|to| g.from <= to)) else {
                break;
            };
            found.push(regime(
                story,
                rules,
                metric,
                grade,
                Regime { span: index, from, to: Some(change.from), origin, promise: None },
            ));
            origin = match origin_of_change(story, rules, grade, next) {
                OnSeverityChange::FromOpening => start,
                OnSeverityChange::FromChange => change.from,
            };
            (from, grade) = (change.from, next);
        }
        let last = Regime { span: index, from, to: span.to, origin, promise: None };
        found.push(regime(story, rules, metric, grade, last));
    }
    found
}

fn regime(story: &Story<'_>, rules: &Rules, metric: Metric, grade: usize, bounds: Regime) -> Regime {
    let severity = story.grades.get(grade).and_then(|g| g.severity.as_ref());
    let promises = rules.promises(story.subject.line, story.subject.kind, severity);
    Regime { promise: rules::of(&promises, metric).cloned(), ..bounds }
}

fn origin_of_change(story: &Story<'_>, rules: &Rules, from: usize, to: usize) -> OnSeverityChange {
    let severity = |i: usize| story.grades.get(i).and_then(|g| g.severity.as_ref());
    match severity(to) {
        Some(new) => rules.on_change(story.subject.severities, severity(from), new),
        None => OnSeverityChange::FromOpening,
    }
}

/// Where a run first went past its allowance.
#[derive(Clone, Copy, Debug)]
struct Past {
    regime: usize,
    at: Instant,
    late_s: i64,
    firm: bool,
}

fn read(
    story: &Story<'_>,
    rules: &Rules,
    metric: Metric,
    spans: &[Span],
    pauses: &[(Instant, Option<Instant>)],
    cycle: u32,
) -> Option<Clock> {
    let regimes = regimes(story, rules, metric, spans);
    if regimes.iter().all(|r| r.promise.is_none()) {
        return None;
    }
    let cuts = Cuts::new(pauses.iter().copied().chain(gaps(spans, rules.on_reopen())).collect());
    let past = first_past(story, &regimes, &cuts);
    let decisions = decisions(story, spans, &regimes, past);
    let shown = shown(&regimes, past, &decisions)?;
    let promise = shown.promise.clone()?;
    Some(clock(story, rules, spans, &cuts, shown.origin, promise, past, decisions, cycle))
}

/// The time resolved, where a reopening does not count it (rule 20).
fn gaps(spans: &[Span], policy: OnReopen) -> impl Iterator<Item = (Instant, Option<Instant>)> {
    let counted = policy == OnReopen::Continuous;
    let gap = move |w: &[Span]| match w {
        [before, after] if !counted => before.to.map(|to| (to, Some(after.from))),
        _ => None,
    };
    spans.windows(2).filter_map(gap).collect::<Vec<_>>().into_iter()
}

/// The first breach: never dated before the event that causes it, and final (rule 24).
///
/// A firm target that was broken outweighs an indicative one that was missed before.
fn first_past(story: &Story<'_>, regimes: &[Regime], cuts: &Cuts) -> Option<Past> {
    past_of(story, regimes, cuts, true).or_else(|| past_of(story, regimes, cuts, false))
}

fn past_of(story: &Story<'_>, regimes: &[Regime], cuts: &Cuts, firm: bool) -> Option<Past> {
    regimes.iter().enumerate().find_map(|(index, regime)| {
        let promise = regime.promise.as_ref().filter(|p| p.firm == firm)?;
        let ruler = Ruler { promise, origin: regime.origin, cuts };
        let due = ruler.due()?;
        let kept = ruler.last_kept(due)?;
        let end = regime.to.unwrap_or(story.as_of.now);
        let past = kept < regime.from || kept < end;
        past.then(|| Past {
            regime: index,
            at: kept.max(regime.from),
            late_s: ruler.counted(due, end.max(regime.from)),
            firm: promise.firm,
        })
    })
}

fn decisions(story: &Story<'_>, spans: &[Span], regimes: &[Regime], past: Option<Past>) -> Vec<Decision> {
    if matches!(story.cancelled, Some((_, CancelReason::Duplicate | CancelReason::NotCovered))) {
        return Vec::new();
    }
    let past_span = past.and_then(|p| regimes.get(p.regime)).map(|r| r.span);
    let first = spans.first().filter(|s| s.done && past_span != Some(0));
    let promised = |span: usize| regimes.iter().rfind(|r| r.span == span).is_some_and(|r| r.promise.is_some());
    let met = first.and_then(|s| s.to).filter(|_| promised(0)).map(Decision::Met);
    let broken = past.map(|p| if p.firm { Decision::Breached(p.at) } else { Decision::Missed(p.at) });
    met.into_iter().chain(broken).collect()
}

/// The regime whose terms are shown: the last; where that promises nothing, the one that was decided.
fn shown<'r>(regimes: &'r [Regime], past: Option<Past>, decisions: &[Decision]) -> Option<&'r Regime> {
    match regimes.last() {
        Some(last) if last.promise.is_some() => Some(last),
        _ => match past {
            Some(past) => regimes.get(past.regime),
            None if decisions.is_empty() => None,
            None => regimes.iter().rfind(|r| r.promise.is_some()),
        },
    }
}

#[allow(clippy::too_many_arguments)] // one literal, made in one place
fn clock(
    story: &Story<'_>,
    rules: &Rules,
    spans: &[Span],
    cuts: &Cuts,
    origin: Instant,
    promise: Promise,
    past: Option<Past>,
    decisions: Vec<Decision>,
    cycle: u32,
) -> Clock {
    let ruler = Ruler { promise: &promise, origin, cuts };
    let last = spans.last();
    let ended = last.and_then(|s| s.to);
    let stopped_at = ended.filter(|_| last.is_some_and(|s| s.done));
    let read_at = ended.unwrap_or(story.as_of.now);
    let held = rules.suspends(promise.metric) && story.is_held(|r| rules.suspends_for(r));
    let verdict = verdict(story, past, stopped_at, ended.is_some(), held);
    let due = ruler.due();
    let consumed_s = ruler.consumed(read_at);
    let late_now = due.map_or(0, |due| if due < read_at { ruler.counted(due, read_at) } else { 0 });
    let late_s = if verdict == Verdict::Void { 0 } else { late_now.max(past.map_or(0, |p| late_of(p, late_now))) };
    let left_s = match (promise.allowance.seconds(), consumed_s) {
        (Some(granted), Some(consumed)) => Some((granted - consumed).max(0)),
        _ => due.map(|due| ruler.counted(read_at, due).max(0)),
    };
    let at_risk = verdict == Verdict::Running && ruler.is_at_risk(story.as_of.now, due, rules.policy().warn_at);
    Clock {
        cycle,
        verdict,
        origin,
        due_at: due.filter(|_| verdict != Verdict::Paused),
        stopped_at,
        read_at,
        consumed_s,
        left_s,
        late_s,
        breached_at: past.filter(|p| p.firm && verdict != Verdict::Void).map(|p| p.at),
        at_risk,
        decisions,
        promise,
        unknown: Vec::new(),
    }
}

/// Lateness under the terms that hold now; where those forgive, what it was when the breach was reached.
const fn late_of(past: Past, now: i64) -> i64 {
    if now > 0 { now } else { past.late_s }
}

fn verdict(story: &Story<'_>, past: Option<Past>, stopped: Option<Instant>, ended: bool, held: bool) -> Verdict {
    if matches!(story.cancelled, Some((_, CancelReason::Duplicate | CancelReason::NotCovered))) {
        return Verdict::Void;
    }
    match past {
        Some(past) if past.firm => Verdict::Breached,
        Some(_) if ended => Verdict::Missed,
        _ if stopped.is_some() => Verdict::Met,
        _ if ended => Verdict::Void,
        _ if held => Verdict::Paused,
        _ => Verdict::Running,
    }
}
