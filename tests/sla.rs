//! The laws of clocks (rules 12 to 24): random stories read by the engine and by a slow model that counts minutes.

use std::rc::Rc;

use infog::domain::allowance::Allowance;
use infog::domain::calendar::spec::{Closure, DayTime, Region, Version, Window};
use infog::domain::calendar::{Calendar, Zone};
use infog::domain::contract::policy::{OnReopen, OnSeverityChange};
use infog::domain::contract::target::{Commitment, DayEnd, Metric, Target};
use infog::domain::contract::terms::{Severity, Terms};
use infog::domain::id::{CalendarName, ClientCode, ContractRef, PauseReason, SeverityCode};
use infog::domain::instant::Instant;
use infog::domain::sla::{AsOf, Clock, Decision, Move, Rules, Step, Story, Subject, Verdict, evaluate, ledger};
use infog::domain::ticket::kind::TicketKind;
use proptest::prelude::*;

const MINUTE: i64 = 60;
/// Monday 2026-03-23 00:00 in Paris: the change of 29 March lies in the second week.
const START: i64 = 1_774_220_400;

fn window(start: u16, end: u16) -> Window {
    Window { start: DayTime(start), end: DayTime(end) }
}

fn calendar(kind: u8) -> Rc<Calendar> {
    let office = vec![window(540, 720), window(810, 1050)];
    let night = vec![window(0, 480), window(1200, 1440)];
    let always = vec![window(0, 1440)];
    let hours = match kind {
        0 => std::array::from_fn(|day| if day < 5 { office.clone() } else { Vec::new() }),
        1 => std::array::from_fn(|_| night.clone()),
        _ => std::array::from_fn(|_| always.clone()),
    };
    let day = |d: &str| d.parse().expect("a date");
    let version = Version {
        name: CalendarName::new("desk").expect("a name"),
        title: None,
        timezone: "Europe/Paris".into(),
        effective_on: None,
        holidays: vec![Region::FrAlsaceMoselle],
        worked_holidays: vec![],
        hours,
        closures: vec![Closure { from: day("2026-03-31"), to: day("2026-03-31"), yearly: false, reason: "x".into() }],
        openings: vec![],
    };
    Rc::new(Calendar::new(vec![version]).expect("a sound calendar"))
}

fn code(text: &str) -> SeverityCode {
    SeverityCode::new(text).expect("a code")
}

fn terms(grave: i64, light: i64, up: OnSeverityChange, down: OnSeverityChange, reopen: OnReopen) -> Terms {
    let mut terms = Terms::bare(
        ContractRef::new("C").expect("a reference"),
        ClientCode::new("c").expect("a code"),
        CalendarName::new("desk").expect("a name"),
        "2025-01-01".parse().expect("a date"),
    );
    let target = |severity, minutes: i64| Target {
        line: None,
        ticket: None,
        severity: Some(code(severity)),
        firm: true,
        response: None,
        workaround: None,
        resolution: Some(Commitment {
            within: Allowance::Working(minutes * MINUTE),
            calendar: None,
            due: DayEnd::CloseOfDay,
        }),
        update: None,
    };
    terms.targets = vec![target("N1", grave), target("N2", light)];
    let severity = |c: &str| Severity { code: code(c), label: c.into(), meaning: None };
    terms.severities = vec![severity("N1"), severity("N2")];
    terms.policy.on_severity_up = up;
    terms.policy.on_severity_down = down;
    terms.policy.on_reopen = reopen;
    terms
}

/// What may happen next, by a number; what cannot follow is skipped.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Act {
    Pause,
    Resume,
    Grave,
    Light,
    Resolve,
    Reopen,
}

const ACTS: [Act; 6] = [Act::Pause, Act::Resume, Act::Grave, Act::Light, Act::Resolve, Act::Reopen];

/// A possible story from random steps, minutes after the opening.
fn possible(steps: &[(u16, u8)], with: &[Act]) -> Vec<(i64, Act)> {
    let (mut at, mut paused, mut grave, mut resolved) = (0, false, false, false);
    let mut told = Vec::new();
    for (wait, pick) in steps {
        at += i64::from(*wait);
        let act = ACTS[usize::from(*pick) % ACTS.len()];
        let may = with.contains(&act)
            && match act {
                Act::Pause => !resolved && !paused,
                Act::Resume => !resolved && paused,
                Act::Grave => !resolved && !grave,
                Act::Light => !resolved && grave,
                Act::Resolve => !resolved,
                Act::Reopen => resolved,
            };
        if !may {
            continue;
        }
        match act {
            Act::Pause => paused = true,
            Act::Resume => paused = false,
            Act::Grave => grave = true,
            Act::Light => grave = false,
            Act::Resolve => (resolved, paused) = (true, false),
            Act::Reopen => resolved = false,
        }
        told.push((at, act));
    }
    told
}

fn told(story: &[(i64, Act)], opened: Instant) -> Vec<Step> {
    let waiting = || PauseReason::new("waiting-client").expect("a reason");
    story
        .iter()
        .map(|(at, act)| Step {
            at: opened.plus_s(at * MINUTE),
            what: match act {
                Act::Pause => Move::Paused(waiting()),
                Act::Resume => Move::Resumed(None),
                Act::Grave => Move::SeverityChanged(code("N1")),
                Act::Light => Move::SeverityChanged(code("N2")),
                Act::Resolve => Move::Resolved,
                Act::Reopen => Move::Reopened,
            },
        })
        .collect()
}

struct World {
    rules: Rules,
    calendar: Rc<Calendar>,
    opened: Instant,
}

impl World {
    fn new(kind: u8, opened_minute: u16, terms: Terms) -> Self {
        let calendar = calendar(kind);
        let shared = Rc::clone(&calendar);
        let rules = Rules::new(Rc::new(terms), |_| Some(Rc::clone(&shared))).expect("calendars");
        Self { rules, calendar, opened: Instant(START + i64::from(opened_minute) * MINUTE) }
    }

    fn clock(&self, steps: &[Step], now: Instant) -> (Clock, i64, i64) {
        let light = code("N2");
        let order = [code("N1"), code("N2")];
        let subject = Subject {
            opened_at: self.opened,
            kind: TicketKind::Incident,
            line: None,
            severity: Some(&light),
            severities: &order,
            unknown: &[],
        };
        let story = Story::new(subject, steps, AsOf::at(now));
        let clock = evaluate(&story, &self.rules).clocks.pop().expect("a clock");
        let past = ledger::past(&clock, &story, &self.rules);
        let seamless = past.windows(2).all(|w| w[0].to == w[1].from);
        assert!(seamless, "a ledger has no hole");
        let counted = past.iter().map(|e| e.counted_s).sum();
        let last = past.last().map_or(0, |e| e.total_s);
        (clock, counted, last)
    }
}

/// What the slow model says: consumed seconds, first breach, whether stopped.
#[derive(Debug, PartialEq)]
struct Said {
    consumed_s: i64,
    breached_at: Option<Instant>,
    resolved: bool,
    paused: bool,
    met_at: Option<Instant>,
}

struct Model<'w> {
    world: &'w World,
    grave: i64,
    light: i64,
    policy: (OnSeverityChange, OnSeverityChange, OnReopen),
}

impl Model<'_> {
    /// Walks minute by minute to `end` (minutes after the opening).
    fn walk(&self, story: &[(i64, Act)], end: i64) -> Said {
        let (mut all, mut since) = (0, 0);
        let mut from_change = false;
        let (mut paused, mut grave, mut resolved) = (false, false, false);
        let (mut breached, mut met) = (None, None);
        let mut next = 0;
        for minute in 0..=end {
            let at = self.world.opened.plus_s(minute * MINUTE);
            let mut caused = false;
            while let Some((_, act)) = story.get(next).filter(|(m, _)| *m == minute) {
                next += 1;
                match act {
                    Act::Pause => paused = true,
                    Act::Resume => paused = false,
                    Act::Grave | Act::Light => {
                        let up = *act == Act::Grave;
                        grave = up;
                        let rule = if up { self.policy.0 } else { self.policy.1 };
                        from_change = rule == OnSeverityChange::FromChange;
                        since = 0;
                        caused = true;
                    }
                    Act::Resolve => {
                        // A change at this very minute still counts before the resolution.
                        if caused && self.consumed(from_change, all, since) > self.granted(grave) {
                            breached = breached.or(Some(at));
                        }
                        (resolved, paused) = (true, false);
                        if breached.is_none() && met.is_none() {
                            met = Some(at);
                        }
                    }
                    Act::Reopen => (resolved, caused) = (false, true),
                }
            }
            if caused && !resolved && self.consumed(from_change, all, since) > self.granted(grave) {
                breached = breached.or(Some(at));
            }
            let runs =
                !paused && (!resolved || (self.policy.2 == OnReopen::Continuous && self.comes_back(story, next)));
            if minute < end && runs && self.world.calendar.is_open_at(at) {
                let before = self.consumed(from_change, all, since);
                all += MINUTE;
                since += MINUTE;
                if !resolved && before >= self.granted(grave) {
                    breached = breached.or(Some(at));
                }
            }
        }
        Said {
            consumed_s: self.consumed(from_change, all, since),
            breached_at: breached,
            resolved,
            paused,
            met_at: met,
        }
    }

    fn comes_back(&self, story: &[(i64, Act)], next: usize) -> bool {
        story[next..].iter().any(|(_, act)| *act == Act::Reopen)
    }

    fn consumed(&self, from_change: bool, all: i64, since: i64) -> i64 {
        if from_change { since } else { all }
    }

    fn granted(&self, grave: bool) -> i64 {
        MINUTE * if grave { self.grave } else { self.light }
    }
}

fn policy_of(n: u8) -> OnSeverityChange {
    if n == 0 { OnSeverityChange::FromOpening } else { OnSeverityChange::FromChange }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Rules 13, 18, 19, 20 and 24 together, against the model.
    #[test]
    fn the_engine_agrees_with_a_model_that_counts_minutes(
        kind in 0u8..3,
        opened in 0u16..10_080,
        grave in 1i64..600,
        light in 1i64..1_500,
        up in 0u8..2,
        down in 0u8..2,
        continuous in any::<bool>(),
        steps in prop::collection::vec((0u16..900, 0u8..6), 0..10),
        rest in 0i64..3_000,
    ) {
        let reopen = if continuous { OnReopen::Continuous } else { OnReopen::Cumulative };
        let policy = (policy_of(up), policy_of(down), reopen);
        let world = World::new(kind, opened, terms(grave, light, policy.0, policy.1, reopen));
        let story = possible(&steps, &ACTS);
        // Acts that happen at one minute with another change of severity are a story of their own.
        prop_assume!(story.windows(2).all(|w| w[0].0 != w[1].0));
        let end = story.last().map_or(0, |(at, _)| *at) + rest;
        let said = Model { world: &world, grave, light, policy }.walk(&story, end);
        let (clock, counted, last) = world.clock(&told(&story, world.opened), world.opened.plus_s(end * MINUTE));

        prop_assert_eq!(clock.breached_at, said.breached_at, "breach");
        prop_assert_eq!(clock.consumed_s, Some(said.consumed_s), "consumed");
        prop_assert_eq!(counted, said.consumed_s, "the ledger adds up to what is consumed");
        prop_assert_eq!(last, said.consumed_s, "and its last total says so");
        let met = clock.decisions.iter().find_map(|d| match d { Decision::Met(at) => Some(*at), _ => None });
        prop_assert_eq!(met, said.met_at, "met");
        let verdict = match &said {
            Said { breached_at: Some(_), .. } => Verdict::Breached,
            Said { resolved: true, .. } => Verdict::Met,
            Said { paused: true, .. } => Verdict::Paused,
            _ => Verdict::Running,
        };
        prop_assert_eq!(clock.verdict, verdict);
        prop_assert_eq!(clock.due_at.is_none(), verdict == Verdict::Paused || (said.paused && clock.due_at.is_none()));
    }

    /// Rules 12 and 16: at the deadline exactly the allowance is consumed, a second earlier less.
    #[test]
    fn the_deadline_is_the_earliest_instant_that_consumes_the_allowance(
        kind in 0u8..3,
        opened in 0u16..10_080,
        granted in 1i64..3_000,
        steps in prop::collection::vec((0u16..600, 0u8..2), 0..6),
    ) {
        let world = World::new(kind, opened, terms(granted, granted, policy_of(0), policy_of(0), OnReopen::Cumulative));
        let mut story = possible(&steps, &[Act::Pause, Act::Resume]);
        if story.last().is_some_and(|(_, act)| *act == Act::Pause) {
            story.pop();
        }
        let steps = told(&story, world.opened);
        let after = story.last().map_or(world.opened, |(at, _)| world.opened.plus_s(at * MINUTE));
        let (clock, ..) = world.clock(&steps, after);
        let due = clock.due_at.expect("nothing holds it");
        let consumed = |now| world.clock(&steps, now).0.consumed_s;
        if due >= after {
            prop_assert_eq!(consumed(due), Some(granted * MINUTE));
            prop_assert!(consumed(due.plus_s(-1)) < Some(granted * MINUTE));
        }
    }

    /// Rule 18: a pause moves the deadline by the counted time that it covers, in any order of pauses.
    #[test]
    fn a_pause_moves_the_deadline_by_the_counted_time_it_covers(
        kind in 0u8..3,
        opened in 0u16..10_080,
        granted in 1i64..3_000,
        wait in 0i64..2_000,
        length in 1i64..5_000,
    ) {
        let world = World::new(kind, opened, terms(granted, granted, policy_of(0), policy_of(0), OnReopen::Cumulative));
        let free = world.clock(&[], world.opened).0.due_at.expect("a deadline");
        let steps = told(&[(wait, Act::Pause), (wait + length, Act::Resume)], world.opened);
        let (from, to) = (steps[0].at, steps[1].at);
        let (clock, ..) = world.clock(&steps, to);
        let due = clock.due_at.expect("a deadline");
        if from >= free {
            prop_assert_eq!(due, free);
        } else {
            prop_assert_eq!(world.calendar.counted_s(free, due), world.calendar.counted_s(from, to));
            prop_assert!(due >= free);
        }
    }

    /// Rule 14: as many dates with a window lie after the opening date, up to the deadline, as were granted.
    #[test]
    fn working_days_are_dates_with_a_window_after_the_opening_date(
        kind in 0u8..3,
        opened in 0u16..10_080,
        days in 1u32..20,
    ) {
        let mut terms = terms(1, 1, policy_of(0), policy_of(0), OnReopen::Cumulative);
        for target in &mut terms.targets {
            if let Some(commitment) = &mut target.resolution {
                commitment.within = Allowance::WorkingDays(days);
            }
        }
        let world = World::new(kind, opened, terms);
        let due = world.clock(&[], world.opened).0.due_at.expect("a deadline");
        let zone = Zone::named("Europe/Paris").expect("Paris");
        let (first, last) = (zone.date(world.opened), zone.date(due.plus_s(-1)));
        let open = first.iter_days().skip(1).take_while(|d| *d <= last).filter(|d| !world.calendar.day(*d).open.is_empty());
        prop_assert_eq!(open.count(), days as usize);
        prop_assert!(!world.calendar.is_open_at(due) || kind != 0);
    }

    /// Rule 24: whatever is told later, what was breached stays so, at the same instant.
    #[test]
    fn a_breach_once_reached_is_final(
        kind in 0u8..3,
        opened in 0u16..10_080,
        grave in 1i64..300,
        light in 1i64..900,
        steps in prop::collection::vec((1u16..900, 0u8..6), 1..10),
    ) {
        let world = World::new(kind, opened, terms(grave, light, policy_of(0), policy_of(1), OnReopen::Cumulative));
        let story = possible(&steps, &ACTS);
        let all = told(&story, world.opened);
        let mut first = None;
        for known in 0..=all.len() {
            let now = all.get(known).map_or(Instant(START + 60 * 86_400), |s| s.at);
            let seen = world.clock(&all[..known], now).0.breached_at;
            if first.is_some() {
                prop_assert_eq!(seen, first);
            }
            first = seen;
        }
    }
}

#[test]
fn only_resolution_was_asked_of_these_worlds() {
    let world = World::new(0, 0, terms(1, 1, policy_of(0), policy_of(0), OnReopen::Cumulative));
    assert_eq!(world.clock(&[], world.opened).0.metric(), Metric::Resolution);
}
