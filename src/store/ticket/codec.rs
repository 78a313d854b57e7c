//! What happened, as columns: a short `arg` with all that a clock needs, and `data` (JSON) for the rest.
//!
//! Codes hold no `|` and no `,`, so these part them. Every pattern names every field: a new one does not compile
//! until it is kept.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fmt::{Display, Write};
use std::str::FromStr;

use crate::domain::id::{AssetTag, ClientCode, SeverityCode, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::ticket::event::{Channel, Governed, Happening, Opening};
use crate::domain::ticket::origin::{Gap, Origin, Tool};
use crate::store::db::{Db, DbErr, Kind, R};

/// What an opening has beside its `arg`.
#[derive(Serialize, Deserialize, Default, PartialEq)]
struct Beside {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    assets: Vec<AssetTag>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    channel: Option<Channel>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    assignee: Option<String>,
    /// Its number in the program that it was imported from; the program and what it leaves open are in the `arg`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
}

/// What an edit has beside its `arg`.
#[derive(Serialize, Deserialize)]
struct Assets {
    assets: Vec<AssetTag>,
}

/// An opening that was taken back has left no ticket.
const OPENINGS: &str = "SELECT e.ticket, e.arg, e.data FROM event e JOIN ticket_cache t ON t.number = e.ticket
    WHERE e.type = 'opened' AND e.ticket IS NOT NULL AND e.data IS NOT NULL";

/// Hands over the client, the origin and the number of each ticket that was imported from another program.
///
/// # Errors
/// [`DbErr`].
pub fn origins(db: &mut dyn Db, f: &mut dyn FnMut(ClientCode, Origin, TicketNumber)) -> R<()> {
    db.each(OPENINGS, &[], &mut |row| {
        let data = row.text(2)?;
        if data.contains("\"reference\"") {
            let opening = opening(row.text(1)?, Some(data))?;
            if let Some(origin) = opening.imported {
                f(opening.client, origin, TicketNumber(row.int(0)?));
            }
        }
        Ok(())
    })
}

/// `arg` and `data` of an event.
pub(super) fn encode(what: &Happening) -> R<(String, Option<String>)> {
    let arg = match what {
        Happening::Opened(opening) => return opened(opening),
        Happening::Edited { assets, governed } => {
            let assets = assets.as_ref().map(|a| json(&Assets { assets: a.clone() })).transpose()?;
            return Ok((optional(governed.as_deref())?, assets));
        }
        Happening::Acknowledged
        | Happening::WorkedAround
        | Happening::Updated
        | Happening::Resolved
        | Happening::Reopened
        | Happening::Closed
        | Happening::Deployed
        | Happening::Noted { for_client: false } => String::new(),
        Happening::Noted { for_client: true } => "client".to_owned(),
        Happening::Assigned { to } => to.clone(),
        Happening::Linked { to, relation } => with_tail(&to.0, relation.as_ref()),
        Happening::Paused { reason } => reason.to_string(),
        Happening::Resumed { reason } => reason.as_ref().map(ToString::to_string).unwrap_or_default(),
        Happening::SeverityChanged { to } => to.to_string(),
        Happening::Cancelled { reason, of } => with_tail(&code(*reason)?, of.map(|n| n.0).as_ref()),
        Happening::TimeLogged { minutes, mode, work } => {
            let work = if work.is_empty() { None } else { Some(json(work)?) };
            return Ok((with_tail(minutes, Some(&code(*mode)?)), work));
        }
        Happening::Unlinked { to } => to.0.to_string(),
        Happening::ChangePlanned { window_from, window_to, downtime_minutes } => {
            format!("{}|{}|{downtime_minutes}", window_from.0, window_to.0)
        }
        Happening::ChangeTested { result } => result.code().to_owned(),
        Happening::Documented { reference } => reference.clone(),
        Happening::BreachExplained { metric, cycle, reason } => format!("{metric}|{cycle}|{reason}"),
        Happening::Corrected { of, minutes, governed } => {
            let minutes = minutes.map(|m| m.to_string()).unwrap_or_default();
            format!("{of}|{minutes}|{}", optional(governed.as_deref())?)
        }
        Happening::Undone { of } => of.to_string(),
    };
    Ok((arg, None))
}

fn opened(opening: &Opening) -> R<(String, Option<String>)> {
    let Opening { client, kind, severity, assets, channel, assignee, imported, governed } = opening;
    let mut arg = format!("{client}|{kind}|");
    if let Some(severity) = severity {
        let _ = write!(arg, "{severity}"); // a String takes everything
    }
    let _ = write!(arg, "|{}", optional(Some(governed))?);
    if let Some(Origin { from, reference: _, unknown, waited_s }) = imported {
        let unknown = unknown.iter().map(|gap| gap.code()).collect::<Vec<_>>().join(",");
        let waited = waited_s.map(|s| s.to_string()).unwrap_or_default();
        let _ = write!(arg, "|{from}:{unknown}:{waited}");
    }
    let reference = imported.as_ref().map(|origin| origin.reference.clone());
    let beside = Beside { assets: assets.clone(), channel: *channel, assignee: assignee.clone(), reference };
    let data = if beside == Beside::default() { None } else { Some(json(&beside)?) };
    Ok((arg, data))
}

/// Never empty where something governs.
fn optional(governed: Option<&Governed>) -> R<String> {
    let Some(Governed { contract, amendment, line, excluded, severities }) = governed else {
        return Ok(String::new());
    };
    let contract = contract.as_ref().map(|c| c.as_str()).unwrap_or_default();
    let line = line.as_ref().map(|l| l.as_str()).unwrap_or_default();
    let excluded = excluded.map(code).transpose()?.unwrap_or_default();
    let severities = severities.iter().map(SeverityCode::as_str).collect::<Vec<_>>().join(",");
    Ok(format!("{contract}|{amendment}|{line}|{excluded}|{severities}"))
}

fn with_tail(head: &impl Display, tail: Option<&impl Display>) -> String {
    tail.map_or_else(|| head.to_string(), |tail| format!("{head}|{tail}"))
}

/// The event of these columns.
pub(in crate::store) fn decode(kind: &str, arg: &str, data: Option<&str>) -> R<Happening> {
    Ok(match kind {
        "opened" => Happening::Opened(Box::new(opening(arg, data)?)),
        "edited" => Happening::Edited {
            assets: data.map(|d| from_json::<Assets>(d).map(|a| a.assets)).transpose()?,
            governed: governed(arg)?.map(Box::new),
        },
        "acknowledged" => Happening::Acknowledged,
        "assigned" => Happening::Assigned { to: arg.to_owned() },
        "linked" => {
            let (to, relation) = tail(arg);
            Happening::Linked { to: TicketNumber(parse(to)?), relation: relation.map(str::to_owned) }
        }
        "noted" => Happening::Noted { for_client: !arg.is_empty() },
        "paused" => Happening::Paused { reason: parse(arg)? },
        "resumed" => Happening::Resumed { reason: unless_empty(arg)? },
        "severity_changed" => Happening::SeverityChanged { to: parse(arg)? },
        "worked_around" => Happening::WorkedAround,
        "updated" => Happening::Updated,
        "resolved" => Happening::Resolved,
        "reopened" => Happening::Reopened,
        "closed" => Happening::Closed,
        "cancelled" => {
            let (reason, of) = tail(arg);
            Happening::Cancelled { reason: from_code(reason)?, of: of.map(parse).transpose()?.map(TicketNumber) }
        }
        "time_logged" => {
            let (minutes, mode) = tail(arg);
            let mode = from_code(mode.unwrap_or("remote"))?;
            let work = data.map(from_json).transpose()?.unwrap_or_default();
            Happening::TimeLogged { minutes: parse(minutes)?, mode, work }
        }
        "breach_explained" => explained(arg)?,
        "unlinked" => Happening::Unlinked { to: TicketNumber(parse(arg)?) },
        "change_planned" => planned(arg)?,
        "change_tested" => Happening::ChangeTested { result: from_code(arg)? },
        "deployed" => Happening::Deployed,
        "documented" => Happening::Documented { reference: arg.to_owned() },
        "corrected" => corrected(arg)?,
        "undone" => Happening::Undone { of: parse(arg)? },
        other => return Err(DbErr::damaged(format!("`{other}` is no event that this infog knows"))),
    })
}

fn opening(arg: &str, data: Option<&str>) -> R<Opening> {
    let mut parts = arg.splitn(4, '|');
    let mut next = || parts.next().ok_or_else(|| DbErr::damaged(format!("`{arg}` is no opening")));
    let (client, kind, severity, rest) = (next()?, next()?, next()?, next()?);
    let Beside { assets, channel, assignee, reference } = data.map(from_json).transpose()?.unwrap_or_default();
    // what governs a ticket has five parts; a sixth says where it was imported from
    let (rest, imported) = match rest.match_indices('|').nth(4) {
        Some((at, _)) => (rest.get(..at).unwrap_or(rest), rest.get(at + 1..)),
        None => (rest, None),
    };
    let imported = imported.map(|text| origin(text, reference.unwrap_or_default())).transpose()?;
    let governed = governed(rest)?.ok_or_else(|| DbErr::damaged(format!("nothing governs the opening `{arg}`")))?;
    let severity = unless_empty(severity)?;
    let (client, kind) = (parse(client)?, from_code(kind)?);
    Ok(Opening { client, kind, severity, assets, channel, assignee, imported, governed })
}

fn origin(text: &str, reference: String) -> R<Origin> {
    let unreadable = || DbErr::damaged(format!("`{text}` is no origin of a ticket"));
    let [tool, unknown, waited] = text.split(':').collect::<Vec<_>>().try_into().map_err(|_| unreadable())?;
    let gaps = unknown.split(',').filter(|code| !code.is_empty());
    Ok(Origin {
        from: Tool::from_code(tool).ok_or_else(unreadable)?,
        reference,
        unknown: gaps.map(|code| Gap::from_code(code).ok_or_else(unreadable)).collect::<R<_>>()?,
        waited_s: unless_empty(waited)?,
    })
}

fn planned(arg: &str) -> R<Happening> {
    let parts: Vec<&str> = arg.split('|').collect();
    let [from, to, minutes] = parts.as_slice() else {
        return Err(DbErr::damaged(format!("`{arg}` is no plan of a change")));
    };
    let (window_from, window_to) = (Instant(parse(from)?), Instant(parse(to)?));
    Ok(Happening::ChangePlanned { window_from, window_to, downtime_minutes: parse(minutes)? })
}

fn explained(arg: &str) -> R<Happening> {
    let parts: Vec<&str> = arg.split('|').collect();
    let [metric, cycle, reason] = parts.as_slice() else {
        return Err(DbErr::damaged(format!("`{arg}` explains no breach")));
    };
    Ok(Happening::BreachExplained { metric: from_code(metric)?, cycle: parse(cycle)?, reason: parse(reason)? })
}

fn corrected(arg: &str) -> R<Happening> {
    let mut parts = arg.splitn(3, '|');
    let of = parse(parts.next().unwrap_or_default())?;
    let minutes = unless_empty(parts.next().unwrap_or_default())?;
    let governed = governed(parts.next().unwrap_or_default())?.map(Box::new);
    Ok(Happening::Corrected { of, minutes, governed })
}

fn governed(text: &str) -> R<Option<Governed>> {
    if text.is_empty() {
        return Ok(None);
    }
    let parts: Vec<&str> = text.split('|').collect();
    let [contract, amendment, line, excluded, severities] = parts.as_slice() else {
        return Err(DbErr::damaged(format!("`{text}` is nothing that governs a ticket")));
    };
    let severities = severities.split(',').filter(|s| !s.is_empty()).map(parse).collect::<R<_>>()?;
    Ok(Some(Governed {
        contract: unless_empty(contract)?,
        amendment: parse(amendment)?,
        line: unless_empty(line)?,
        excluded: if excluded.is_empty() { None } else { Some(from_code(excluded)?) },
        severities,
    }))
}

fn tail(arg: &str) -> (&str, Option<&str>) {
    arg.split_once('|').map_or((arg, None), |(head, tail)| (head, Some(tail)))
}

fn parse<T: FromStr<Err: Display>>(text: &str) -> R<T> {
    text.parse().map_err(|e| DbErr::damaged(format!("`{text}`: {e}")))
}

fn unless_empty<T: FromStr<Err: Display>>(text: &str) -> R<Option<T>> {
    if text.is_empty() { Ok(None) } else { parse(text).map(Some) }
}

fn json(value: &impl Serialize) -> R<String> {
    serde_json::to_string(value).map_err(|e| DbErr::new(Kind::Other, format!("an event cannot be written: {e}")))
}

fn from_json<T: DeserializeOwned>(text: &str) -> R<T> {
    serde_json::from_str(text).map_err(DbErr::damaged)
}

/// The stable code of a value that has one.
pub(in crate::store) fn code(value: impl Serialize) -> R<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => Ok(code),
        _ => Err(DbErr::new(Kind::Other, "a code is no text")),
    }
}

/// The value with this code.
pub(super) fn from_code<T: DeserializeOwned>(code: &str) -> R<T> {
    let value = serde_json::Value::String(code.to_owned());
    serde_json::from_value(value).map_err(|e| DbErr::damaged(format!("`{code}`: {e}")))
}
