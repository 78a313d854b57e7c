//! `infog ticket resolve`.

use std::collections::BTreeMap;

use super::breach::Given;
use super::record::{Before, Entry, record};
use super::{guard, told};
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::desk::Desk;
use crate::cli::failure::{Failure, Outcome};
use crate::domain::id::TicketNumber;
use crate::domain::ticket::breach;
use crate::domain::ticket::event::{Event, Happening};
use crate::report::ticket::TicketView;
use crate::store::{self, Db};

/// Record that the service is back: every clock stops
///
/// Where a commitment was broken, the reason is asked for on a terminal; `--breach-reason` answers beforehand, and
/// `infog ticket reason` says it later.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog ticket resolve 42 --text \"Power supply replaced\"
  infog ticket resolve 42 43 --at -20m
  infog ticket resolve 44 --breach-reason supplier --because \"The part came two days late\"")]
pub struct Args {
    /// Ticket numbers
    #[arg(required = true, value_name = "N", add = candidates::open_tickets())]
    numbers: Vec<TicketNumber>,

    /// How
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,

    /// Why a commitment was broken, as a code; nothing is recorded of tickets that kept theirs
    #[arg(long, value_name = "CODE", requires = "because", add = candidates::breach_reasons())]
    breach_reason: Option<String>,

    /// Why, in a sentence
    #[arg(long, value_name = "SENTENCE", requires = "breach_reason")]
    because: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the resolution, and why it came late where somebody says so.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let given = self.breach_reason.clone().map(|code| Given { code, because: self.because.clone() });
        let asked = if given.is_none() && ctx.prompt.may_ask() { self.ask(ctx)? } else { BTreeMap::new() };
        let views = record(ctx, &self.numbers, &self.at, |desk, db, before| {
            guard::may_resolve(desk, db, before)?;
            let mut entries = vec![Entry::worded(Happening::Resolved, self.text.clone())];
            if let Some(said) = given.as_ref().or_else(|| asked.get(&before.number)) {
                entries.extend(said.entries(&resolved(desk, db, before)?, None)?);
            }
            Ok(entries)
        })?;
        let outcome = told::done(ctx, &views, &ctx.locale.event_resolved());
        told::broken(ctx, &views);
        outcome
    }

    /// Asks for the reason of each breach before anything is written; an empty answer leaves it open.
    fn ask(&self, ctx: &mut Ctx) -> Result<BTreeMap<TicketNumber, Given>, Failure> {
        let (occasion, now) = (ctx.occasion(&self.at), ctx.now());
        let late = ctx.read(|db| {
            let mut desk = Desk::new();
            let mut late = Vec::new();
            for number in &self.numbers {
                let Ok(view) = desk.ticket(db, *number, now) else { continue }; // told by the writing that follows
                let at = occasion.in_zone(&view.zone)?;
                let events = store::ticket::events(db, *number)?;
                let view = view_with(&mut desk, db, *number, events, at)?;
                late.extend(view.filter(|view| view.unexplained().next().is_some()));
            }
            Ok(late)
        })?;
        let mut answers = BTreeMap::new();
        for view in late {
            told::verdicts(&ctx.locale, &view).iter().for_each(|line| ctx.remark(line));
            let codes = breach::known(view.terms()).join(", ");
            ctx.remark(&ctx.locale.breach_codes(codes));
            let is_known = |code: &str| match breach::reason(code, view.terms()) {
                Ok(_) => Ok(code.to_owned()),
                Err(unknown) => Err(super::breach::unknown(unknown)),
            };
            let question = ctx.locale.breach_ask_code(view.number.0.to_string());
            let Some(code) = ctx.prompt.checked(&question, is_known)? else { continue };
            let because = ctx.prompt.maybe(&ctx.locale.breach_ask_sentence())?;
            answers.insert(view.number, Given { code, because });
        }
        Ok(answers)
    }
}

/// The ticket as it stands once resolved.
fn resolved(desk: &mut Desk, db: &mut dyn Db, before: &Before<'_>) -> Result<TicketView, Failure> {
    let view = view_with(desk, db, before.number, before.events.to_vec(), before.at)?;
    match view {
        Some(view) => Ok(view),
        None => desk.view(db, before.number, before.events.to_vec(), before.at),
    }
}

/// The ticket resolved at `at`; nothing where it cannot be.
fn view_with(
    desk: &mut Desk,
    db: &mut dyn Db,
    number: TicketNumber,
    mut events: Vec<Event>,
    at: crate::domain::instant::Instant,
) -> Result<Option<TicketView>, Failure> {
    let seq = events.iter().map(|e| e.seq).max().unwrap_or(0).saturating_add(1);
    events.push(Event { seq, at, recorded_at: at, by: String::new(), what: Happening::Resolved, text: None });
    let held = crate::domain::ticket::history::effective(&events);
    if crate::domain::ticket::lifecycle::fold(&held).is_err() {
        return Ok(None);
    }
    desk.view(db, number, events, at).map(Some)
}
