//! `infog ticket correct`.

use super::record::{Before, Entry, record, refusal};
use super::told;
use crate::cli::args::{At, Late};
use crate::cli::closed;
use crate::cli::context::{Ctx, Occasion};
use crate::cli::desk::Desk;
use crate::cli::failure::{Failure, Outcome};
use crate::domain::id::TicketNumber;
use crate::domain::instant::Instant;
use crate::domain::ticket::event::{Event, Governed, Happening, Text};
use crate::domain::ticket::history;
use crate::domain::ticket::lifecycle::{self, Misfit};
use crate::store::Db;

/// Correct the time or the minutes of an event; both stay visible
#[derive(clap::Args, Debug)]
#[command(
    after_help = "A correction is an event that replaces the one it names. Every deadline and figure is computed anew.

Examples:
  infog ticket correct 42 2 --at \"2026-02-09 08:45\" --reason \"answered on the phone at once\"
  infog ticket correct 42 5 --minutes 40 --reason \"typing error\""
)]
pub struct Args {
    /// Ticket number
    #[arg(value_name = "N", add = crate::cli::completions::candidates::open_tickets())]
    number: TicketNumber,

    /// Sequence of the event, as `infog ticket show` lists it
    #[arg(value_name = "SEQ")]
    seq: u32,

    /// When it really happened
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true, required_unless_present = "minutes")]
    at: Option<String>,

    /// How many minutes it really took
    #[arg(long, value_name = "M", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=1440))]
    minutes: Option<u32>,

    /// Why it is corrected
    #[arg(long, value_name = "TEXT")]
    reason: String,

    #[command(flatten)]
    late: Late,
}

impl Args {
    /// Records the correction.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let moved = At { at: self.at.clone() };
        let occasion = ctx.occasion(&moved);
        let views =
            record(ctx, &[self.number], &At::default(), |desk, db, before| self.entry(desk, db, before, &occasion))?;
        let outcome = told::done(ctx, &views, &ctx.locale.event_corrected());
        told::broken(ctx, &views);
        outcome
    }

    fn entry(
        &self,
        desk: &mut Desk,
        db: &mut dyn Db,
        before: &Before<'_>,
        occasion: &Occasion,
    ) -> Result<Vec<Entry>, Failure> {
        lifecycle::may_correct(before.events, self.seq, self.minutes).map_err(|why| {
            let misfit = Misfit { seq: self.seq, code: "corrected", why };
            refusal(before.number, before.events, &misfit, before.zone)
        })?;
        let held = history::effective(before.events);
        let named = held.iter().find(|e| e.seq == self.seq);
        let standing = named.map_or(before.at, |e| e.at);
        let at = if self.at.is_some() { occasion.in_zone(before.zone)? } else { standing };
        for touched in [standing, at] {
            closed::allows(db, &before.state.opening.client, before.zone, touched, self.late.late)?;
        }
        let governed = named.map_or(Ok(None), |event| governed(desk, db, before, event, at))?;
        let what = Happening::Corrected { of: self.seq, minutes: self.minutes, governed: governed.map(Box::new) };
        let text = Text { body: Some(self.reason.clone()), ..Text::default() };
        Ok(vec![Entry { what, text: Some(text), at: Some(at) }])
    }
}

/// An opening that moves may fall under another contract or version.
fn governed(
    desk: &mut Desk,
    db: &mut dyn Db,
    before: &Before<'_>,
    event: &Event,
    at: Instant,
) -> Result<Option<Governed>, Failure> {
    let Happening::Opened(opening) = &event.what else { return Ok(None) };
    let assets = desk.assets(db, &opening.client, &opening.assets)?;
    let wanted = opening.governed.contract.as_ref();
    let found = desk.governed(db, &opening.client, wanted, &assets, at)?;
    Ok((found != before.state.opening.governed).then_some(found))
}
