//! Small worlds for the tests of this room.

use std::rc::Rc;

use chrono::NaiveDateTime;

use super::evaluate::evaluate;
use super::rules::Rules;
use super::story::{AsOf, Move, Step, Story, Subject};
use super::{Clock, Verdict};
use crate::domain::calendar::Calendar;
use crate::domain::calendar::Zone;
use crate::domain::calendar::spec::{DayTime, Version, Window};
use crate::domain::contract::target::{Commitment, DayEnd, Metric, Target};
use crate::domain::contract::terms::{Severity, Terms};
use crate::domain::id::{CalendarName, ClientCode, ContractRef, PauseReason, SeverityCode};
use crate::domain::instant::Instant;
use crate::domain::ticket::event::CancelReason;
use crate::domain::ticket::kind::TicketKind;

/// `2026-01-05 09:00` in Paris.
pub fn at(text: &str) -> Instant {
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M")
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S"))
        .expect("a reading");
    Zone::named("Europe/Paris").expect("Paris").edge(local)
}

fn window(text: &str) -> Window {
    let time = |t: &str| {
        let (h, m) = t.split_once(':').expect("a time");
        DayTime(h.parse::<u16>().expect("hours") * 60 + m.parse::<u16>().expect("minutes"))
    };
    let (start, end) = text.split_once('-').expect("a window");
    Window { start: time(start), end: time(end) }
}

/// Monday to Friday with these windows, no holidays.
pub fn week(windows: &[&str]) -> Version {
    let day: Vec<Window> = windows.iter().map(|w| window(w)).collect();
    let hours = std::array::from_fn(|d| if d < 5 { day.clone() } else { Vec::new() });
    Version {
        name: CalendarName::new("office").expect("a name"),
        title: None,
        timezone: "Europe/Paris".into(),
        effective_on: None,
        holidays: vec![],
        worked_holidays: vec![],
        hours,
        closures: vec![],
        openings: vec![],
    }
}

/// Granted time in the contract's calendar.
pub fn grant(text: &str) -> Commitment {
    Commitment { within: text.parse().expect("an allowance"), calendar: None, due: DayEnd::CloseOfDay }
}

/// A target of every line and kind for one severity.
pub fn target(severity: Option<&str>) -> Target {
    Target {
        line: None,
        ticket: None,
        severity: severity.map(|s| SeverityCode::new(s).expect("a code")),
        firm: true,
        response: None,
        workaround: None,
        resolution: None,
        update: None,
    }
}

/// Terms with these targets; severities N1, N2, N3.
pub fn terms(targets: Vec<Target>) -> Terms {
    let mut terms = Terms::bare(
        ContractRef::new("C-1").expect("a reference"),
        ClientCode::new("acme").expect("a code"),
        CalendarName::new("office").expect("a name"),
        "2025-01-01".parse().expect("a date"),
    );
    terms.targets = targets;
    terms.severities = ["N1", "N2", "N3"]
        .iter()
        .map(|c| Severity { code: SeverityCode::new(c).expect("a code"), label: (*c).into(), meaning: None })
        .collect();
    terms
}

/// A whole desk: terms and their calendar.
pub fn rules_with(terms: Terms, calendar: Version) -> Rules {
    let calendar = Rc::new(Calendar::new(vec![calendar]).expect("a sound calendar"));
    Rules::new(Rc::new(terms), |_| Some(Rc::clone(&calendar))).expect("all calendars")
}

/// Nine to five.
pub fn rules(terms: Terms) -> Rules {
    rules_with(terms, week(&["09:00-17:00"]))
}

/// `ack`, `pause waiting-client`, `resume`, `severity N1`, `workaround`, `update`, `resolve`, `reopen`, `cancel withdrawn`.
pub fn step(when: &str, what: &str) -> Step {
    let (verb, rest) = what.split_once(' ').unwrap_or((what, ""));
    let what = match verb {
        "ack" => Move::Acknowledged,
        "pause" => Move::Paused(PauseReason::new(rest).expect("a reason")),
        "resume" => Move::Resumed(PauseReason::new(rest).ok()),
        "severity" => Move::SeverityChanged(SeverityCode::new(rest).expect("a code")),
        "workaround" => Move::WorkedAround,
        "update" => Move::Updated,
        "resolve" => Move::Resolved,
        "reopen" => Move::Reopened,
        "cancel" => Move::Cancelled(match rest {
            "withdrawn" => CancelReason::Withdrawn,
            "duplicate" => CancelReason::Duplicate,
            _ => CancelReason::NotCovered,
        }),
        other => panic!("no step `{other}`"),
    };
    Step { at: at(when), what }
}

/// The clocks of one incident.
pub fn clocks(rules: &Rules, opened: &str, severity: Option<&str>, steps: &[(&str, &str)], as_of: AsOf) -> Vec<Clock> {
    let steps: Vec<Step> = steps.iter().map(|(when, what)| step(when, what)).collect();
    let severity = severity.map(|s| SeverityCode::new(s).expect("a code"));
    let order: Vec<SeverityCode> = rules.terms().severities.iter().map(|s| s.code.clone()).collect();
    let subject = Subject {
        opened_at: at(opened),
        kind: TicketKind::Incident,
        line: None,
        severity: severity.as_ref(),
        severities: &order,
        unknown: &[],
    };
    evaluate(&Story::new(subject, &steps, as_of), rules).clocks
}

/// The clock of one metric, of an incident N2, read now.
pub fn clock(rules: &Rules, metric: Metric, opened: &str, steps: &[(&str, &str)], now: &str) -> Clock {
    let all = clocks(rules, opened, Some("N2"), steps, AsOf::at(at(now)));
    all.into_iter().find(|c| c.metric() == metric).expect("a clock")
}

/// What matters most of a clock, in one comparable value.
pub fn says(clock: &Clock) -> (Verdict, Option<Instant>, Option<i64>, i64) {
    (clock.verdict, clock.due_at, clock.consumed_s, clock.late_s)
}
