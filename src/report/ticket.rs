//! One ticket as it is told: a view of its events, state and clocks, and its JSON, whose names are a contract.

use std::rc::Rc;

use serde_json::{Map, Value, json};

use crate::domain::calendar::Zone;
use crate::domain::contract::target::Target;
use crate::domain::contract::terms::Terms;
use crate::domain::id::{SeverityCode, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::sla::{Clock, Rules, Story, Subject};
use crate::domain::ticket::breach::{self, Explanation};
use crate::domain::ticket::event::{Event, Excluded, Happening, Text};
use crate::domain::ticket::history::undos;
use crate::domain::ticket::kind::TicketKind;
use crate::domain::ticket::lifecycle::State;

use super::sla::excluded_by;

/// A ticket read at an instant.
#[derive(Clone, Debug)]
pub struct TicketView {
    /// Its number.
    pub number: TicketNumber,
    /// What its events amount to.
    pub state: State,
    /// Its events in the order in which they were recorded; empty where only the list is wanted.
    pub events: Vec<Event>,
    /// Its clocks.
    pub clocks: Vec<Clock>,
    /// The rules that govern it, if a contract does.
    pub rules: Option<Rc<Rules>>,
    /// The client's zone.
    pub zone: Zone,
    /// The instant of the answer.
    pub now: Instant,
}

impl TicketView {
    /// The terms that govern it.
    #[must_use]
    pub fn terms(&self) -> Option<&Terms> {
        self.rules.as_ref().map(|r| r.terms())
    }

    /// Why it has no commitment, or no longer.
    #[must_use]
    pub fn excluded(&self) -> Option<Excluded> {
        self.state.opening.governed.excluded.or_else(|| self.state.cancelled.map(excluded_by))
    }

    /// What was said of a broken clock; nothing of one that is not broken (any longer).
    #[must_use]
    pub fn explanation(&self, clock: &Clock) -> Option<&Explanation> {
        clock.breached_at?;
        breach::of(&self.state.explained, clock.metric(), clock.cycle)
    }

    /// The broken clocks of which nobody said why.
    pub fn unexplained(&self) -> impl Iterator<Item = &Clock> {
        self.clocks.iter().filter(|clock| clock.breached_at.is_some() && self.explanation(clock).is_none())
    }

    /// An instant in the client's zone.
    #[must_use]
    pub fn instant(&self, at: Instant) -> String {
        self.zone.rfc3339(at)
    }

    /// A severity under which the contract promises something, where the ticket has none yet.
    #[must_use]
    pub fn severity_wanted(&self) -> Option<&SeverityCode> {
        let (terms, kind) = (self.terms().filter(|_| self.state.severity.is_none())?, self.state.opening.kind);
        let of_kind = |target: &&Target| target.ticket.is_none_or(|of| of == kind);
        let is_promised = |code: &&SeverityCode| {
            terms.targets.iter().filter(of_kind).any(|target| target.severity.as_ref() == Some(*code))
        };
        let promised: Vec<_> = terms.severities.iter().map(|severity| &severity.code).filter(is_promised).collect();
        promised.get(promised.len() / 2).copied()
    }

    /// The clock that needs somebody first: broken, then nearest to its deadline, held ones last.
    #[must_use]
    pub fn next_clock(&self) -> Option<&Clock> {
        self.clocks.iter().filter(|c| c.is_live()).min_by_key(|c| urgency(c))
    }
}

/// Sorts clocks by who needs what first: the latest, then the least time left, held ones last.
#[must_use]
pub fn urgency(clock: &Clock) -> (u8, i64) {
    use crate::domain::sla::Verdict;
    match clock.verdict {
        Verdict::Breached => (0, -clock.late_s),
        Verdict::Running if clock.at_risk => (1, clock.left_s.unwrap_or(i64::MAX)),
        Verdict::Running | Verdict::Unknown => (2, clock.left_s.unwrap_or(i64::MAX)),
        _ => (3, clock.left_s.unwrap_or(i64::MAX)),
    }
}

/// What clocks need to know of a ticket; its texts are not read.
#[must_use]
pub fn subject(state: &State) -> Subject<'_> {
    Subject {
        opened_at: state.opened_at,
        kind: state.opening.kind,
        line: state.opening.governed.line.as_ref(),
        severity: state.opening.severity.as_ref(),
        severities: &state.opening.governed.severities,
        unknown: state.opening.imported.as_ref().map_or(&[], |origin| origin.unknown.as_slice()),
    }
}

/// The ticket as one object; `with_events` is left out in lists.
#[must_use]
pub fn ticket(view: &TicketView, with_events: bool) -> Value {
    let state = &view.state;
    let governed = &state.opening.governed;
    let severity = view.terms().zip(state.severity.as_ref()).and_then(|(t, code)| t.severity(code));
    let in_force = governed.contract.is_some() && governed.excluded != Some(Excluded::NoContract);
    let mut object = json!({
        "number": view.number,
        "client": state.opening.client,
        "contract": governed.contract,
        "amendment": in_force.then_some(governed.amendment),
        "line": governed.line,
        "in_perimeter": governed.excluded.is_none(),
        "kind": state.opening.kind,
        "severity": state.severity,
        "severity_label": severity.map(|s| &s.label),
        "title": state.title,
        "status": state.status,
        "assets": state.opening.assets,
        "channel": state.opening.channel,
        "requester": state.requester,
        "assignee": state.assignee,
        "imported": state.opening.imported,
        "opened_at": view.instant(state.opened_at),
        "resolved_at": state.resolved_at.map(|at| view.instant(at)),
        "links": state.links.iter().map(|l| json!({"to": l.to, "as": l.relation})).collect::<Vec<_>>(),
        "change": change(view),
        "paused_for": state.pauses.iter().map(|(reason, _)| reason).collect::<Vec<_>>(),
        "clocks": view.clocks.iter().map(|c| clock(view, c)).collect::<Vec<_>>(),
        "excluded": view.excluded(),
    });
    if with_events && let Value::Object(fields) = &mut object {
        let undos = undos(view.events.iter().map(|e| (e.seq, &e.what)));
        let events = view.events.iter().map(|e| {
            let mut told = event(&view.zone, e);
            if let (Value::Object(fields), Some((_, by))) = (&mut told, undos.iter().find(|(of, _)| *of == e.seq)) {
                fields.insert("undone_by".into(), json!(by));
            }
            told
        });
        let events = events.collect();
        fields.insert("events".into(), Value::Array(events));
    }
    object
}

/// What is known of it as a change; `null` for other tickets.
fn change(view: &TicketView) -> Value {
    let state = &view.state;
    if state.opening.kind != TicketKind::Change {
        return Value::Null;
    }
    let known = &state.change;
    json!({
        "window_from": known.window.map(|w| view.instant(w.from)),
        "window_to": known.window.map(|w| view.instant(w.to)),
        "downtime_minutes": known.window.map(|w| w.downtime_minutes),
        "way_back": known.way_back,
        "test": known.trial.as_ref().map(|t| json!({
            "result": t.result, "at": view.instant(t.at), "by": t.by, "text": t.said,
        })),
        "deployed_at": known.deployed_at.map(|at| view.instant(at)),
        "documents": known.documents,
    })
}

/// One clock as an object.
#[must_use]
pub fn clock(view: &TicketView, clock: &Clock) -> Value {
    json!({
        "metric": clock.metric(),
        "cycle": clock.cycle,
        "state": clock.verdict.code(),
        "firm": clock.promise.firm,
        "calendar": clock.promise.calendar.name(),
        "unit": clock.promise.allowance.unit(),
        "allowance": clock.promise.allowance.to_string(),
        "allowance_s": clock.promise.allowance.seconds(),
        "due_at": clock.due_at.map(|at| view.instant(at)),
        "stopped_at": clock.stopped_at.map(|at| view.instant(at)),
        "consumed_s": clock.consumed_s,
        "left_s": clock.left_s,
        "late_s": clock.late_s,
        "breached_at": clock.breached_at.map(|at| view.instant(at)),
        "at_risk": clock.at_risk,
        "reason": view.explanation(clock).map(|e| &e.reason),
        "because": view.explanation(clock).and_then(|e| e.said.as_ref()),
        "unknown": clock.unknown,
    })
}

/// One event as an object: what it says, with its names in ticket files.
#[must_use]
pub fn event(zone: &Zone, event: &Event) -> Value {
    let mut fields = Map::new();
    fields.insert("seq".into(), json!(event.seq));
    fields.insert("at".into(), json!(zone.rfc3339(event.at)));
    fields.insert("recorded_at".into(), json!(zone.rfc3339(event.recorded_at)));
    fields.insert("by".into(), json!(event.by));
    fields.insert("type".into(), json!(event.what.code()));
    if let Ok(Value::Object(facts)) = serde_json::to_value(&event.what) {
        fields.extend(facts.into_iter().filter(|(name, _)| name != "type" && name != "governed"));
    }
    if let Happening::ChangePlanned { window_from, window_to, .. } = &event.what {
        fields.insert("window_from".into(), json!(zone.rfc3339(*window_from)));
        fields.insert("window_to".into(), json!(zone.rfc3339(*window_to)));
    }
    if let Some(text) = &event.text {
        add_text(&mut fields, &event.what, text);
    }
    Value::Object(fields)
}

fn add_text(fields: &mut Map<String, Value>, what: &Happening, text: &Text) {
    let body = match what {
        Happening::Opened(_) => "description",
        Happening::Corrected { .. } => "reason",
        _ => "text",
    };
    let texts = [("title", &text.title), ("requester", &text.requester), (body, &text.body)];
    for (name, text) in texts {
        if let Some(text) = text {
            fields.insert(name.into(), json!(text));
        }
    }
}

/// The story of a view, for its ledgers.
#[must_use]
pub fn story<'v>(view: &'v TicketView, held: &[Event]) -> Story<'v> {
    let steps = crate::domain::sla::story::steps(held);
    Story::new(subject(&view.state), &steps, crate::domain::sla::AsOf::at(view.now))
}
