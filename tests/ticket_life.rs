//! The life of a ticket against a model: random happenings, possible and impossible ones, at times in order and out of
//! order. The model is written from the rules, not from the code: same status, same refusals; and clocks that say what
//! the happenings say, whatever order they were recorded in.

use std::rc::Rc;

use infog::domain::allowance::Allowance;
use infog::domain::calendar::Calendar;
use infog::domain::calendar::spec::{DayTime, Version, Window};
use infog::domain::contract::target::{Commitment, DayEnd, Metric, Target};
use infog::domain::contract::terms::{Severity, Terms};
use infog::domain::id::{CalendarName, ClientCode, ContractRef, PauseReason, SeverityCode};
use infog::domain::instant::Instant;
use infog::domain::sla::{AsOf, Rules, Story, Subject, evaluate, story};
use infog::domain::ticket::event::{CancelReason, Event, Governed, Happening, Opening};
use infog::domain::ticket::history::effective;
use infog::domain::ticket::kind::TicketKind;
use infog::domain::ticket::lifecycle::{Impossible, Status, fold};
use proptest::collection::vec;
use proptest::prelude::*;

/// Monday 2026-03-02 08:00 in UTC.
const START: i64 = 1_772_438_400;
const MINUTE: i64 = 60;

/// What somebody tries.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Act {
    Acknowledge,
    Note,
    Pause(u8),
    Resume,
    ResumeOne(u8),
    Severity(u8),
    WorkAround,
    Update,
    Resolve,
    Reopen,
    Close,
    Cancel,
    OpenAgain,
    Log,
}

const REASONS: [&str; 3] = ["waiting-client", "no-site-access", "scheduled"];
const SEVERITIES: [&str; 2] = ["N1", "N2"];

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => Just(Act::Acknowledge),
        2 => Just(Act::Note),
        5 => (0u8..3).prop_map(Act::Pause),
        3 => Just(Act::Resume),
        4 => (0u8..3).prop_map(Act::ResumeOne),
        3 => (0u8..2).prop_map(Act::Severity),
        2 => Just(Act::WorkAround),
        2 => Just(Act::Update),
        4 => Just(Act::Resolve),
        4 => Just(Act::Reopen),
        2 => Just(Act::Close),
        1 => Just(Act::Cancel),
        1 => Just(Act::OpenAgain),
        1 => Just(Act::Log),
    ]
}

/// Why the model says no. Finer than a word would be: which refusal it is must agree too.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum No {
    OpenedTwice,
    BeforeOpening,
    AlreadyAcknowledged,
    NotOpen,
    NotPaused,
    NotPausedFor,
    AlreadyPaused,
    SameSeverity,
    AlreadyWorkedAround,
    NotResolved,
    AlreadyClosed,
    Cancelled,
}

fn no(why: &Impossible) -> Option<No> {
    Some(match why {
        Impossible::OpenedTwice => No::OpenedTwice,
        Impossible::BeforeOpening { .. } => No::BeforeOpening,
        Impossible::AlreadyAcknowledged { .. } => No::AlreadyAcknowledged,
        Impossible::NotOpen(_) => No::NotOpen,
        Impossible::NotPaused => No::NotPaused,
        Impossible::NotPausedFor { .. } => No::NotPausedFor,
        Impossible::AlreadyPaused(_) => No::AlreadyPaused,
        Impossible::SameSeverity(_) => No::SameSeverity,
        Impossible::AlreadyWorkedAround { .. } => No::AlreadyWorkedAround,
        Impossible::NotResolved(_) => No::NotResolved,
        Impossible::AlreadyClosed => No::AlreadyClosed,
        Impossible::Cancelled => No::Cancelled,
        _ => return None,
    })
}

/// A ticket as a person would keep it on paper.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Paper {
    end: Option<Status>,
    acknowledged: bool,
    worked_around: bool,
    held: Vec<u8>,
    severity: u8,
}

impl Paper {
    const fn new() -> Self {
        Self { end: None, acknowledged: false, worked_around: false, held: Vec::new(), severity: 1 }
    }

    fn status(&self) -> Status {
        match self.end {
            Some(end) => end,
            None if !self.held.is_empty() => Status::Paused,
            None if self.acknowledged => Status::Acknowledged,
            None => Status::Open,
        }
    }

    /// What the rules say of one act; refused acts leave the paper as it is.
    fn follow(&mut self, act: Act) -> Result<(), No> {
        let live = self.end.is_none();
        let over = matches!(self.end, Some(Status::Closed | Status::Cancelled));
        match act {
            Act::OpenAgain => return Err(No::OpenedTwice),
            Act::Note => {}
            Act::Log if self.end == Some(Status::Cancelled) => return Err(No::Cancelled),
            Act::Log => {}
            Act::Acknowledge | Act::Update if over => return Err(No::NotOpen),
            Act::Update => {}
            Act::Acknowledge if self.acknowledged => return Err(No::AlreadyAcknowledged),
            Act::Acknowledge => self.acknowledged = true,
            Act::Reopen if matches!(self.end, Some(Status::Resolved | Status::Closed)) => self.end = None,
            Act::Reopen => return Err(No::NotResolved),
            Act::Close => match self.end {
                Some(Status::Resolved) => self.end = Some(Status::Closed),
                Some(Status::Closed) => return Err(No::AlreadyClosed),
                _ => return Err(No::NotResolved),
            },
            _ if !live => return Err(No::NotOpen),
            Act::Pause(reason) if self.held.contains(&reason) => return Err(No::AlreadyPaused),
            Act::Pause(reason) => self.held.push(reason),
            Act::Resume | Act::ResumeOne(_) if self.held.is_empty() => return Err(No::NotPaused),
            Act::Resume => self.held.clear(),
            Act::ResumeOne(reason) if !self.held.contains(&reason) => return Err(No::NotPausedFor),
            Act::ResumeOne(reason) => self.held.retain(|held| *held != reason),
            Act::Severity(to) if self.severity == to => return Err(No::SameSeverity),
            Act::Severity(to) => self.severity = to,
            Act::WorkAround if self.worked_around => return Err(No::AlreadyWorkedAround),
            Act::WorkAround => self.worked_around = true,
            Act::Resolve => self.finish(Status::Resolved),
            Act::Cancel => self.finish(Status::Cancelled),
        }
        Ok(())
    }

    fn finish(&mut self, end: Status) {
        self.held.clear();
        self.end = Some(end);
    }
}

/// What was accepted so far, in the order in which it was recorded: minutes after the opening, and the act.
type Told = Vec<(i64, Act)>;

/// The paper after all of `told`, read in the order in which it happened; what is equal keeps the order of recording.
fn paper(told: &Told) -> Result<Paper, No> {
    let mut paper = Paper::new();
    for (at, act) in in_order(told) {
        if at < 0 && act != Act::OpenAgain {
            return Err(No::BeforeOpening);
        }
        paper.follow(act)?;
    }
    Ok(paper)
}

fn in_order(told: &Told) -> Told {
    let mut told = told.clone();
    told.sort_by_key(|(at, _)| *at);
    told
}

/// Counted minutes: until somebody answered, and until the service was back, pauses that the contract lists cut out.
fn minutes(told: &Told, end: i64) -> (i64, i64) {
    let mut answered = None;
    let (mut paper, mut worked, mut last) = (Paper::new(), 0, 0);
    for (at, act) in in_order(told).into_iter().chain([(end, Act::Note)]) {
        let listed = paper.held.iter().any(|reason| *reason < 2);
        if paper.end.is_none() && !listed {
            worked += at - last;
        }
        last = at;
        if matches!(act, Act::Acknowledge | Act::Resolve) {
            answered = answered.or(Some(at));
        }
        assert_eq!(paper.follow(act), Ok(()), "only what was accepted is counted");
    }
    (answered.unwrap_or(end), worked)
}

fn code(text: &str) -> SeverityCode {
    SeverityCode::new(text).expect("a code")
}

fn reason(number: u8) -> PauseReason {
    PauseReason::new(REASONS[usize::from(number)]).expect("a reason")
}

fn happening(act: Act) -> Happening {
    match act {
        Act::Acknowledge => Happening::Acknowledged,
        Act::Note => Happening::Noted { for_client: false },
        Act::Log => Happening::TimeLogged { minutes: 15, mode: Default::default(), work: Default::default() },
        Act::Pause(number) => Happening::Paused { reason: reason(number) },
        Act::Resume => Happening::Resumed { reason: None },
        Act::ResumeOne(number) => Happening::Resumed { reason: Some(reason(number)) },
        Act::Severity(to) => Happening::SeverityChanged { to: code(SEVERITIES[usize::from(to)]) },
        Act::WorkAround => Happening::WorkedAround,
        Act::Update => Happening::Updated,
        Act::Resolve => Happening::Resolved,
        Act::Reopen => Happening::Reopened,
        Act::Close => Happening::Closed,
        Act::Cancel => Happening::Cancelled { reason: CancelReason::Withdrawn, of: None },
        Act::OpenAgain => opened(),
    }
}

fn opened() -> Happening {
    Happening::Opened(Box::new(Opening {
        client: ClientCode::new("ried").expect("a code"),
        kind: TicketKind::Incident,
        severity: Some(code("N2")),
        assets: vec![],
        channel: None,
        assignee: None,
        imported: None,
        governed: Governed {
            contract: None,
            amendment: 0,
            line: None,
            excluded: None,
            severities: SEVERITIES.map(code).to_vec(),
        },
    }))
}

fn events(told: &Told) -> Vec<Event> {
    let what = std::iter::once((0, opened())).chain(told.iter().map(|(at, act)| (*at, happening(*act))));
    let event = |(seq, (at, what)): (u32, (i64, Happening))| Event {
        seq,
        at: Instant(START + at * MINUTE),
        recorded_at: Instant(START + 1_000_000),
        by: "lea".into(),
        what,
        text: None,
    };
    (1..).zip(what).map(event).collect()
}

/// A desk that never closes, a year for everything: what is consumed is what the watch shows.
fn rules() -> Rules {
    let day = vec![Window { start: DayTime(0), end: DayTime(1440) }];
    let version = Version {
        name: CalendarName::new("day-and-night").expect("a name"),
        title: None,
        timezone: "UTC".into(),
        effective_on: None,
        holidays: vec![],
        worked_holidays: vec![],
        hours: std::array::from_fn(|_| day.clone()),
        closures: vec![],
        openings: vec![],
    };
    let calendar = Rc::new(Calendar::new(vec![version]).expect("a sound calendar"));
    let mut terms = Terms::bare(
        ContractRef::new("C").expect("a reference"),
        ClientCode::new("ried").expect("a code"),
        CalendarName::new("day-and-night").expect("a name"),
        "2025-01-01".parse().expect("a date"),
    );
    let year =
        || Some(Commitment { within: Allowance::Working(366 * 86_400), calendar: None, due: DayEnd::CloseOfDay });
    terms.targets = vec![Target {
        line: None,
        ticket: None,
        severity: None,
        firm: true,
        response: year(),
        workaround: None,
        resolution: year(),
        update: None,
    }];
    terms.severities = SEVERITIES.map(|c| Severity { code: code(c), label: c.into(), meaning: None }).to_vec();
    terms.policy.suspends = vec![Metric::Resolution];
    terms.policy.pauses = vec![reason(0), reason(1)];
    Rules::new(Rc::new(terms), |_| Some(Rc::clone(&calendar))).expect("calendars")
}

/// Seconds that the engine counts for one metric at `end`, in minutes after the opening.
fn consumed(events: &[Event], rules: &Rules, metric: Metric, end: i64) -> i64 {
    let (severity, order) = (code("N2"), SEVERITIES.map(code));
    let subject = Subject {
        opened_at: Instant(START),
        kind: TicketKind::Incident,
        line: None,
        severity: Some(&severity),
        severities: &order,
        unknown: &[],
    };
    let steps = story::steps(&effective(events));
    let story = Story::new(subject, &steps, AsOf::at(Instant(START + end * MINUTE)));
    let clock = evaluate(&story, rules).clocks.into_iter().find(|clock| clock.metric() == metric).expect("a clock");
    clock.consumed_s.expect("seconds")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn a_ticket_goes_the_way_of_the_model(tries in vec((-40i64..400, act()), 1..25), rest in 1i64..5_000) {
        let rules = rules();
        let mut told = Told::new();
        let mut clock = 0;
        for (step, act) in tries {
            // Mostly onwards; a step back is something that is written down late.
            let at = if step < 0 { (clock + step * 20).max(-60) } else { clock + step };
            clock = clock.max(at);
            let mut tried = told.clone();
            tried.push((at, act));
            let (said, found) = (paper(&tried), fold(&effective(&events(&tried))));
            match (said, found) {
                (Ok(paper), Ok(state)) => {
                    prop_assert_eq!(state.status, paper.status(), "after {:?}", &tried);
                    prop_assert_eq!(state.pauses.len(), paper.held.len());
                    prop_assert_eq!(state.severity, Some(code(SEVERITIES[usize::from(paper.severity)])));
                    told = tried;
                }
                (Err(said), Err(misfit)) => {
                    prop_assert_eq!(Some(said), no(&misfit.why), "{} after {:?}", misfit, &tried);
                }
                (said, found) => {
                    prop_assert!(false, "the model says {said:?}, infog {:?}, of {tried:?}", found.map(|s| s.status));
                }
            }
        }
        let end = clock + rest;
        if paper(&told).is_ok_and(|paper| paper.end != Some(Status::Cancelled)) {
            let (answered, worked) = minutes(&told, end);
            let events = events(&told);
            prop_assert_eq!(consumed(&events, &rules, Metric::Response, end), answered * MINUTE, "{:?}", &told);
            prop_assert_eq!(consumed(&events, &rules, Metric::Resolution, end), worked * MINUTE, "{:?}", &told);
        }
    }
}
