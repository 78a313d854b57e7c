//! The one way in which a verb adds events to tickets: read, decide, append, in one transaction.

use crate::cli::args::At;
use crate::cli::context::{Ctx, Occasion};
use crate::cli::desk::{self, Desk};
use crate::cli::failure::Failure;
use crate::domain::calendar::Zone;
use crate::domain::id::TicketNumber;
use crate::domain::instant::Instant;
use crate::domain::secret;
use crate::domain::ticket::event::{Event, Happening, Text};
use crate::domain::ticket::history;
use crate::domain::ticket::lifecycle::{self, Impossible, Misfit, State, Status};
use crate::report::ticket::TicketView;
use crate::store::event::Stamp;
use crate::store::ticket::Summary;
use crate::store::{self, Db};

/// Something to be added to a ticket.
pub struct Entry {
    /// What.
    pub what: Happening,
    /// Words that go with it.
    pub text: Option<Text>,
    /// When, if not at the instant of the command.
    pub at: Option<Instant>,
}

impl Entry {
    /// Without words.
    pub fn plain(what: Happening) -> Self {
        Self { what, text: None, at: None }
    }

    /// With a note, an update, a reason.
    pub fn worded(what: Happening, body: Option<String>) -> Self {
        let text = body.map(|body| Text { body: Some(body), ..Text::default() });
        Self { what, text, at: None }
    }
}

/// A ticket as it stands before a verb changes it.
pub struct Before<'a> {
    /// Its number.
    pub number: TicketNumber,
    /// Its events as they were recorded.
    pub events: &'a [Event],
    /// What they amount to.
    pub state: &'a State,
    /// The client's zone.
    pub zone: &'a Zone,
    /// When what is recorded happened.
    pub at: Instant,
}

/// Adds to each of `numbers` what `decide` answers, all or none; the tickets as they stand then.
///
/// # Errors
/// A ticket that is not there, an instant that cannot be, an event that may not follow: nothing is written.
pub fn record(
    ctx: &mut Ctx,
    numbers: &[TicketNumber],
    at: &At,
    decide: impl Fn(&mut Desk, &mut dyn Db, &Before<'_>) -> Result<Vec<Entry>, Failure>,
) -> Result<Vec<TicketView>, Failure> {
    let (occasion, stamp) = (ctx.occasion(at), ctx.stamp_now());
    ctx.write(|db| {
        let mut desk = Desk::new();
        let mut views = Vec::with_capacity(numbers.len());
        for number in numbers {
            views.push(one(&mut desk, db, *number, &occasion, &stamp, &decide)?);
        }
        Ok(views)
    })
}

/// Adds to one ticket what `decide` answers, inside a transaction; the ticket as it stands then.
///
/// # Errors
/// As [`record`].
pub fn one(
    desk: &mut Desk,
    db: &mut dyn Db,
    number: TicketNumber,
    occasion: &Occasion,
    stamp: &Stamp,
    decide: &impl Fn(&mut Desk, &mut dyn Db, &Before<'_>) -> Result<Vec<Entry>, Failure>,
) -> Result<TicketView, Failure> {
    let mut events = store::ticket::events(db, number)?;
    if events.is_empty() {
        return Err(desk::no_ticket(db, number)?);
    }
    let state = folded(number, &events)?;
    let zone = desk.zone(db, &state.opening.client)?;
    let at = occasion.in_zone(&zone)?;
    let before = Before { number, events: &events, state: &state, zone: &zone, at };
    let entries = decide(desk, db, &before)?;
    let first_new = events.len();
    let last = events.iter().map(|e| e.seq).max().unwrap_or(0);
    for (seq, entry) in (last + 1..).zip(entries) {
        events.push(Event {
            seq,
            at: entry.at.unwrap_or(at),
            recorded_at: stamp.recorded_at,
            by: stamp.actor.clone(),
            what: entry.what,
            text: entry.text.filter(|t| !t.is_empty()),
        });
    }
    let state = checked(number, &events, &zone)?;
    let fresh = events.get(first_new..).unwrap_or_default();
    no_secret(fresh)?;
    store::ticket::append(db, number, fresh, &Summary::of(&state), stamp.clock_given)?;
    desk.view(db, number, events, stamp.recorded_at)
}

fn folded(number: TicketNumber, events: &[Event]) -> Result<State, Failure> {
    let held = history::effective(events);
    if held.is_empty() {
        return Err(desk::taken_back(number));
    }
    lifecycle::fold(&held)
        .map_err(|misfit| Failure::fault(format!("the events of ticket {number} do not fit together")).because(misfit))
}

/// The state after new events.
///
/// # Errors
/// An event that cannot stand where it is.
pub fn checked(number: TicketNumber, events: &[Event], zone: &Zone) -> Result<State, Failure> {
    lifecycle::fold(&history::effective(events)).map_err(|misfit| refusal(number, events, &misfit, zone))
}

/// Nothing that opens a door is kept in a ticket.
///
/// # Errors
/// A text of `events` looks like a password, a private key or a token; the text itself is not told again.
pub fn no_secret(events: &[Event]) -> Result<(), Failure> {
    for event in events {
        let Some(text) = &event.text else { continue };
        let texts = [("title", &text.title), ("requester", &text.requester), ("text", &text.body)];
        for (what, text) in texts {
            if let Some(secret) = text.as_deref().and_then(secret::found) {
                return Err(Failure::refused(format!(
                    "the {what} looks as if it held {secret}; a ticket is read by many and kept for years"
                ))
                .hinted("keep it in your password safe, and write here where it is to be found"));
            }
        }
    }
    Ok(())
}

/// Why an event cannot stand where it is, and what to do instead.
pub fn refusal(number: TicketNumber, events: &[Event], misfit: &Misfit, zone: &Zone) -> Failure {
    let last = events.iter().map(|e| e.seq).max();
    let subject = match misfit.code {
        // a correction that may not be is named by the event that it would replace
        code if code == "corrected" || Some(misfit.seq) == last => format!("ticket {number} cannot be {}", done(code)),
        code => format!("then event {} ({}) of ticket {number} could not stand", misfit.seq, done(code)),
    };
    let because = match &misfit.why {
        Impossible::BeforeOpening { at, opened_at } => {
            format!("{} is before its opening, {}", zone.rfc3339(*at), zone.rfc3339(*opened_at))
        }
        Impossible::AlreadyAcknowledged { at } => format!("it was acknowledged at {}", zone.rfc3339(*at)),
        Impossible::AlreadyWorkedAround { at } => {
            format!("a workaround is in place since {}", zone.rfc3339(*at))
        }
        Impossible::AlreadyDeployed { at } => format!("it was deployed at {}", zone.rfc3339(*at)),
        why => why.to_string(),
    };
    Failure::refused(format!("{subject}: {because}")).maybe_hinted(way_out(number, &misfit.why))
}

fn way_out(number: TicketNumber, why: &Impossible) -> Option<String> {
    let n = number.0;
    Some(match why {
        Impossible::NotOpen(Status::Resolved | Status::Closed) => format!("reopen it first: `infog ticket reopen {n}`"),
        Impossible::AlreadyClosed => format!("to go on with it, `infog ticket reopen {n}`"),
        Impossible::NotResolved(Status::Cancelled) => return None,
        Impossible::NotResolved(_) => format!("resolve it first: `infog ticket resolve {n}`"),
        Impossible::BeforeOpening { .. } => {
            format!("if it was opened earlier, `infog ticket correct {n} 1 --at WHEN --reason TEXT`")
        }
        Impossible::AlreadyAcknowledged { .. } => {
            format!("a wrong time is mended with `infog ticket correct {n} SEQ --at WHEN --reason TEXT`")
        }
        Impossible::NoChange(_) => "a change is opened with `infog ticket open TITLE --kind change`".to_owned(),
        Impossible::Window(_) => "`--window-to` comes after `--window-from`, and the downtime fits between".to_owned(),
        Impossible::AlreadyDeployed { .. } => format!("`infog ticket resolve {n}` says that it works"),
        Impossible::NotLinked(_)
        | Impossible::NotPaused
        | Impossible::NotPausedFor { .. }
        | Impossible::NoSuchEvent(_) => {
            format!("`infog ticket show {n}` lists its events")
        }
        _ => return None,
    })
}

fn done(code: &str) -> &str {
    match code {
        "time_logged" => "logged on",
        "severity_changed" => "given that severity",
        "worked_around" => "worked around",
        "noted" => "noted",
        "change_planned" => "planned",
        "change_tested" => "tested",
        "breach_explained" => "explained",
        other => other,
    }
}
