//! Keys of a line turned into typed facts.

use chrono::DateTime;

use super::draft::{EventDraft, TicketDraft};
use super::wire;
use crate::domain::contract::target::Metric;
use crate::domain::date::clipped;
use crate::domain::id::{AssetTag, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::nearest::{hint, nearest};
use crate::domain::text;
use crate::domain::third_party::Permit;
use crate::domain::ticket::change::{TestResult, Window};
use crate::domain::ticket::event::{CancelReason, Channel, Happening, Text, WorkMode};
use crate::domain::ticket::kind::TicketKind;
use crate::domain::ticket::origin::{Gap, Origin, Tool};
use crate::domain::ticket::work::{Nature, Work};

/// What is wrong with one value: where in the line, the value, and why.
#[derive(Debug)]
pub(super) struct Wrong {
    pub place: String,
    pub value: String,
    pub reason: String,
}

type Read<T> = Result<T, Wrong>;

/// Work of more than 694 days in one entry is a slip of the hand.
const MOST_MINUTES: u32 = 1_000_000;

const CHANNELS: [(&str, Channel); 5] = [
    ("phone", Channel::Phone),
    ("mail", Channel::Mail),
    ("ticket", Channel::Ticket),
    ("on-site", Channel::OnSite),
    ("monitoring", Channel::Monitoring),
];
const MODES: [(&str, WorkMode); 2] = [("remote", WorkMode::Remote), ("on-site", WorkMode::OnSite)];
const CANCELS: [(&str, CancelReason); 3] = [
    ("duplicate", CancelReason::Duplicate),
    ("withdrawn", CancelReason::Withdrawn),
    ("not-covered", CancelReason::NotCovered),
];

/// Each verb and the keys that it takes beside `text`, which any may have.
const VERBS: [(&str, &[&str]); 23] = [
    ("acknowledged", &[]),
    ("assigned", &["to"]),
    ("linked", &["to", "as"]),
    ("noted", &["for_client"]),
    ("paused", &["reason"]),
    ("resumed", &["reason"]),
    ("severity_changed", &["to"]),
    ("worked_around", &[]),
    ("updated", &[]),
    ("resolved", &[]),
    ("reopened", &[]),
    ("closed", &[]),
    ("cancelled", &["reason", "of"]),
    ("time_logged", &["minutes", "mode", "nature", "quote", "unit", "quantity", "no_travel", "permit"]),
    ("unlinked", &["to"]),
    ("change_planned", &["window_from", "window_to", "downtime_minutes"]),
    ("change_tested", &["reason"]),
    ("deployed", &[]),
    ("documented", &["reference"]),
    ("breach_explained", &["metric", "cycle", "reason"]),
    ("edited", &["title", "requester", "assets"]),
    ("corrected", &["of", "minutes", "reason"]),
    ("undone", &["of"]),
];

/// Where a value stands: `opened_at`, `events[2].reason`.
struct Place<'a>(&'a str);

impl Place<'_> {
    fn at(&self, key: &str) -> String {
        format!("{}{key}", self.0)
    }

    fn wrong(&self, key: &str, value: &str, reason: impl ToString) -> Wrong {
        Wrong { place: self.at(key), value: clipped(value), reason: reason.to_string() }
    }

    fn needed<T>(&self, key: &str, verb: &str, value: Option<T>) -> Read<T> {
        value.ok_or_else(|| self.wrong(key, "", format!("`{verb}` needs `{key}`")))
    }

    /// Any code or number that says itself why it is none.
    fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(&self, key: &str, value: &str) -> Read<T> {
        value.parse().map_err(|error| self.wrong(key, value, error))
    }

    fn among<T: Copy>(&self, key: &str, value: &str, known: &[(&'static str, T)]) -> Read<T> {
        let found = known.iter().find(|(code, _)| *code == value).map(|(_, meaning)| *meaning);
        found.ok_or_else(|| {
            let codes = known.iter().map(|(code, _)| *code);
            let near = nearest(value, codes.clone());
            let all = codes.collect::<Vec<_>>().join("`, `");
            let tail = if near.is_some() { hint(near) } else { format!("; write `{all}`") };
            self.wrong(key, value, format!("`{}` is no {key}{tail}", clipped(value)))
        })
    }

    fn line(&self, key: &'static str, value: &str) -> Read<String> {
        text::line(key, value).map_err(|error| self.wrong(key, value, error))
    }

    fn reference(&self, value: &str) -> Read<String> {
        text::reference("reference", value).map_err(|error| self.wrong("reference", value, error))
    }

    fn body(&self, key: &'static str, value: &str) -> Read<String> {
        text::body(key, value).map_err(|error| self.wrong(key, value, error))
    }

    fn instant(&self, key: &str, value: &str) -> Read<Instant> {
        let parsed = DateTime::parse_from_rfc3339(value).map(|at| Instant(at.timestamp()));
        parsed.map_err(|_| {
            let shown = clipped(value);
            self.wrong(
                key,
                value,
                format!("`{shown}` is no instant with its offset; write `2026-02-09T08:30:00+01:00`"),
            )
        })
    }

    fn tags(&self, values: &[String]) -> Read<Vec<AssetTag>> {
        let tags: Read<Vec<AssetTag>> = values.iter().map(|value| self.parsed("assets", value)).collect();
        let tags = tags?;
        let double = tags.iter().enumerate().find(|(i, tag)| tags.iter().take(*i).any(|before| before == *tag));
        match double {
            Some((_, tag)) => Err(self.wrong("assets", tag.as_str(), format!("`{tag}` is named twice"))),
            None => Ok(tags),
        }
    }

    fn number(&self, key: &str, value: i64) -> Read<TicketNumber> {
        self.parsed(key, &value.to_string())
    }
}

/// Checks every value of a line.
pub(super) fn ticket(line: u64, wire: wire::Ticket) -> Read<TicketDraft> {
    let here = Place("");
    let kinds = TicketKind::ALL.map(|kind| (kind.code(), kind));
    let line_of = |key, value: Option<String>| value.map(|v| here.line(key, &v)).transpose();
    let events: Read<Vec<EventDraft>> = wire.events.into_iter().enumerate().map(|(i, e)| event(i, e)).collect();
    Ok(TicketDraft {
        line,
        number: wire.number.map(|n| here.number("number", n)).transpose()?,
        client: here.parsed("client", &wire.client)?,
        contract: wire.contract.map(|c| here.parsed("contract", &c)).transpose()?,
        kind: here.among("kind", &wire.kind, &kinds)?,
        severity: wire.severity.map(|s| here.parsed("severity", &s)).transpose()?,
        title: here.line("title", &wire.title)?,
        assets: here.tags(&wire.assets)?,
        channel: wire.channel.map(|c| here.among("channel", &c, &CHANNELS)).transpose()?,
        requester: line_of("requester", wire.requester)?,
        assignee: line_of("assignee", wire.assignee)?,
        description: wire.description.map(|d| here.body("description", &d)).transpose()?,
        imported: wire.imported.map(|origin| imported(&origin)).transpose()?,
        opened_at: here.instant("opened_at", &wire.opened_at)?,
        recorded_at: wire.recorded_at.map(|at| here.instant("recorded_at", &at)).transpose()?,
        by: line_of("by", wire.by)?,
        events: events?,
    })
}

fn imported(wire: &wire::Imported) -> Read<Origin> {
    let here = Place("imported.");
    let (tools, gaps) = (Tool::ALL.map(|tool| (tool.code(), tool)), Gap::ALL.map(|gap| (gap.code(), gap)));
    let unknown: Read<Vec<Gap>> = wire.unknown.iter().map(|code| here.among("unknown", code, &gaps)).collect();
    Ok(Origin {
        from: here.among("from", &wire.from, &tools)?,
        reference: here.line("reference", &wire.reference)?,
        unknown: unknown?,
        waited_s: wire.waited_s,
    })
}

fn event(index: usize, wire: wire::Event) -> Read<EventDraft> {
    let prefix = format!("events[{index}].");
    let here = Place(&prefix);
    refuse_strangers(&here, &wire)?;
    let expected = index.saturating_add(2); // the opening is 1
    if let Some(seq) = wire.seq.filter(|seq| usize::try_from(*seq) != Ok(expected)) {
        return Err(here.wrong(
            "seq",
            &seq.to_string(),
            format!("`seq` is {seq} where {expected} follows; events stand in their order"),
        ));
    }
    let reason_text = if wire.verb == "corrected" { wire.reason.as_deref() } else { None };
    let body = match (reason_text, wire.text.as_deref()) {
        (Some(_), Some(_)) => return Err(here.wrong("text", "", "a correction has `reason` or `text`, not both")),
        (Some(reason), None) => Some(here.body("reason", reason)?),
        (None, written) => written.map(|text| here.body("text", text)).transpose()?,
    };
    let text = Text {
        title: wire.title.as_deref().map(|title| here.line("title", title)).transpose()?,
        requester: wire.requester.as_deref().map(|name| here.line("requester", name)).transpose()?,
        body,
    };
    Ok(EventDraft {
        at: here.instant("at", &wire.at)?,
        recorded_at: wire.recorded_at.as_deref().map(|at| here.instant("recorded_at", at)).transpose()?,
        by: wire.by.as_deref().map(|name| here.line("by", name)).transpose()?,
        what: happening(&here, &wire, &text)?,
        text: Some(text).filter(|text| !text.is_empty()),
    })
}

/// Refuses an unknown verb, and keys that its verb does not take.
fn refuse_strangers(here: &Place, wire: &wire::Event) -> Read<()> {
    let verb = wire.verb.as_str();
    let Some((_, takes)) = VERBS.iter().find(|(known, _)| *known == verb) else {
        let near = hint(nearest(verb, VERBS.iter().map(|(known, _)| *known)));
        return Err(here.wrong("type", verb, format!("`{}` is no event{near}", clipped(verb))));
    };
    match wire.keys().into_iter().find(|key| !takes.contains(key)) {
        Some(key) => Err(here.wrong(key, "", format!("`{verb}` takes no `{key}`"))),
        None => Ok(()),
    }
}

fn happening(here: &Place, wire: &wire::Event, text: &Text) -> Read<Happening> {
    let verb = wire.verb.as_str();
    let minutes = wire.minutes.map(|minutes| minutes_of(here, minutes)).transpose()?;
    let reason = || wire.reason.as_deref().map(|reason| here.parsed("reason", reason)).transpose();
    Ok(match verb {
        "acknowledged" => Happening::Acknowledged,
        "assigned" => Happening::Assigned { to: here.line("to", &word(here, verb, wire)?)? },
        "linked" => Happening::Linked {
            to: here.parsed("to", &word(here, verb, wire)?)?,
            relation: wire.relation.as_deref().map(|relation| here.line("as", relation)).transpose()?,
        },
        "noted" => {
            here.needed("text", verb, text.body.as_ref())?;
            Happening::Noted { for_client: wire.for_client.unwrap_or(false) }
        }
        "paused" => Happening::Paused { reason: here.needed("reason", verb, reason()?)? },
        "resumed" => Happening::Resumed { reason: reason()? },
        "severity_changed" => Happening::SeverityChanged { to: here.parsed("to", &word(here, verb, wire)?)? },
        "worked_around" => Happening::WorkedAround,
        "updated" => Happening::Updated,
        "resolved" => Happening::Resolved,
        "reopened" => Happening::Reopened,
        "closed" => Happening::Closed,
        "cancelled" => cancelled(here, wire)?,
        "time_logged" => Happening::TimeLogged {
            minutes: here.needed("minutes", verb, minutes)?,
            mode: wire.mode.as_deref().map(|mode| here.among("mode", mode, &MODES)).transpose()?.unwrap_or_default(),
            work: work(here, wire)?,
        },
        "unlinked" => Happening::Unlinked { to: here.parsed("to", &word(here, verb, wire)?)? },
        "change_planned" => planned(here, wire)?,
        "change_tested" => {
            let results: Vec<_> = TestResult::ALL.iter().map(|result| (result.code(), *result)).collect();
            let result = here.needed("reason", verb, wire.reason.as_deref())?;
            Happening::ChangeTested { result: here.among("reason", result, &results)? }
        }
        "deployed" => Happening::Deployed,
        "documented" => Happening::Documented {
            reference: here.reference(here.needed("reference", verb, wire.reference.as_deref())?)?,
        },
        "breach_explained" => explained(here, wire)?,
        "edited" => Happening::Edited {
            assets: wire.assets.as_deref().map(|tags| here.tags(tags)).transpose()?,
            governed: None,
        },
        "undone" => Happening::Undone { of: of_event(here, verb, wire)? },
        _ => Happening::Corrected { of: of_event(here, verb, wire)?, minutes, governed: None },
    })
}

fn planned(here: &Place, wire: &wire::Event) -> Read<Happening> {
    let verb = wire.verb.as_str();
    let instant = |key: &'static str, value: &Option<String>| {
        let value = here.needed(key, verb, value.as_deref())?;
        here.instant(key, value)
    };
    let (from, to) = (instant("window_from", &wire.window_from)?, instant("window_to", &wire.window_to)?);
    let downtime_minutes = wire.downtime_minutes.unwrap_or_default();
    let written = wire.window_to.as_deref().unwrap_or_default();
    Window::new(from, to, downtime_minutes).map_err(|bad| here.wrong("window_to", written, bad))?;
    Ok(Happening::ChangePlanned { window_from: from, window_to: to, downtime_minutes })
}

fn explained(here: &Place, wire: &wire::Event) -> Read<Happening> {
    let metrics = Metric::ALL.map(|metric| (metric.code(), metric));
    let verb = wire.verb.as_str();
    let cycle = wire.cycle.unwrap_or(1);
    if cycle == 0 {
        return Err(here.wrong("cycle", "0", "cycles are counted from 1"));
    }
    Ok(Happening::BreachExplained {
        metric: here.among("metric", here.needed("metric", verb, wire.metric.as_deref())?, &metrics)?,
        cycle,
        reason: here.parsed("reason", here.needed("reason", verb, wire.reason.as_deref())?)?,
    })
}

fn work(here: &Place, wire: &wire::Event) -> Read<Work> {
    let natures: Vec<(&str, Nature)> = Nature::ALL.iter().map(|nature| (nature.code(), *nature)).collect();
    let work = Work {
        nature: wire.nature.as_deref().map(|nature| here.among("nature", nature, &natures)).transpose()?,
        quote: wire.quote.as_deref().map(|quote| here.line("quote", quote)).transpose()?,
        unit: wire.unit.as_deref().map(|unit| here.line("unit", unit)).transpose()?,
        quantity: wire.quantity.as_deref().map(|quantity| here.parsed("quantity", quantity)).transpose()?,
        no_travel: wire.no_travel.unwrap_or_default(),
        permit: wire.permit.as_ref().map(|permit| permit_of(here, permit)).transpose()?.map(Box::new),
    };
    match work.has_its_quote() {
        true => Ok(work),
        false => Err(here.wrong("quote", "", "work of nature `evolutive` needs the `quote` that was accepted")),
    }
}

/// What allowed work on assets of third parties; a reason is there and can be kept.
fn permit_of(here: &Place, permit: &Permit) -> Read<Permit> {
    let mut permit = permit.clone();
    if let Some(over) = permit.overridden.as_mut() {
        over.reason = here.line("permit", &over.reason)?;
    }
    Ok(permit)
}

fn word(here: &Place, verb: &str, wire: &wire::Event) -> Read<String> {
    Ok(match here.needed("to", verb, wire.to.as_ref())? {
        wire::Word::Number(number) => number.to_string(),
        wire::Word::Text(text) => text.clone(),
    })
}

fn minutes_of(here: &Place, minutes: u32) -> Read<u32> {
    if minutes > MOST_MINUTES {
        let reason = format!("{minutes} minutes are more than {MOST_MINUTES}");
        return Err(here.wrong("minutes", &minutes.to_string(), reason));
    }
    Ok(minutes)
}

fn cancelled(here: &Place, wire: &wire::Event) -> Read<Happening> {
    let code = here.needed("reason", "cancelled", wire.reason.as_deref())?;
    let reason = here.among("reason", code, &CANCELS)?;
    let of = wire.of.map(|of| here.number("of", of)).transpose()?;
    match (reason, of) {
        (CancelReason::Duplicate, None) => Err(here.wrong("of", "", "a duplicate says of which ticket: `of`")),
        (CancelReason::Withdrawn | CancelReason::NotCovered, Some(of)) => {
            Err(here.wrong("of", &of.to_string(), "only a `duplicate` is `of` another ticket"))
        }
        (reason, of) => Ok(Happening::Cancelled { reason, of }),
    }
}

/// The sequence number of the event that is replaced.
fn of_event(here: &Place, verb: &str, wire: &wire::Event) -> Read<u32> {
    let of = here.needed("of", verb, wire.of)?;
    let fits = u32::try_from(of).ok().filter(|seq| *seq > 0);
    fits.ok_or_else(|| here.wrong("of", &of.to_string(), format!("`{of}` is no event of the ticket; the opening is 1")))
}
