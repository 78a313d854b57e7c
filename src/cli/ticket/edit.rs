//! `infog ticket edit`.

use super::plan::Plan;
use super::record::{Before, Entry, record};
use super::told;
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::desk::Desk;
use crate::cli::failure::{Failure, Outcome};
use crate::domain::id::{AssetTag, TicketNumber};
use crate::domain::ticket::event::{Governed, Happening, Text};
use crate::store::Db;

/// Mend a ticket's title, assets, requester or plan; both the old and the new stay visible
#[derive(clap::Args, Debug)]
#[command(after_help = "New assets are looked up as of the opening: the first one decides line and contract.

Examples:
  infog ticket edit 42 --title \"ERP down on all tills\"
  infog ticket edit 42 --asset RIED-SRV-01 --asset RIED-APP-ERP
  infog ticket edit 43 --window-from \"2026-03-21 22:00\" --window-to \"2026-03-22 02:00\"")]
pub struct Args {
    /// Ticket number
    #[arg(value_name = "N", add = crate::cli::completions::candidates::open_tickets())]
    number: TicketNumber,

    /// New title
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    /// New assets, in place of the old; the first one decides the line
    #[arg(long = "asset", value_name = "TAG", add = crate::cli::completions::candidates::assets())]
    assets: Vec<AssetTag>,

    /// New requester
    #[arg(long, value_name = "NAME")]
    requester: Option<String>,

    #[command(flatten)]
    plan: Plan,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the edit.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let edits = self.title.is_some() || self.requester.is_some() || !self.assets.is_empty();
        if !edits && self.plan.is_empty() {
            return Err(Failure::usage("nothing to change")
                .hinted("give --title, --asset or --requester, or of a change --window-from, --window-to, --downtime, --way-back"));
        }
        if let Some(title) = &self.title {
            super::open::check_title(title)?;
        }
        let reader = ctx.instants();
        let views = record(ctx, &[self.number], &self.at, |desk, db, before| {
            let planned =
                self.plan.edited(before, reader)?.map(|(what, text)| Entry { what, text: Some(text), at: None });
            if !edits {
                return Ok(planned.into_iter().collect());
            }
            let governed = self.governed(desk, db, before)?;
            let text = Text { title: self.title.clone(), requester: self.requester.clone(), body: None };
            let assets = governed.as_ref().map(|(assets, _)| assets.clone());
            let what = Happening::Edited { assets, governed: governed.map(|(_, g)| Box::new(g)) };
            Ok(std::iter::once(Entry { what, text: Some(text), at: None }).chain(planned).collect())
        })?;
        told::done(ctx, &views, &ctx.locale.event_edited())
    }

    fn governed(
        &self,
        desk: &mut Desk,
        db: &mut dyn Db,
        before: &Before<'_>,
    ) -> Result<Option<(Vec<AssetTag>, Governed)>, Failure> {
        if self.assets.is_empty() {
            return Ok(None);
        }
        let client = &before.state.opening.client;
        let assets = desk.assets(db, client, &self.assets)?;
        let tags = assets.iter().map(|a| a.tag.clone()).collect();
        let opened_at = before.state.opened_at;
        let governed = match desk.governed(db, client, None, &assets, opened_at) {
            Ok(governed) => governed,
            // What was said at opening decides where the assets alone do not.
            Err(undecided) => match &before.state.opening.governed.contract {
                Some(contract) => desk.governed(db, client, Some(contract), &assets, opened_at)?,
                None => return Err(undecided),
            },
        };
        Ok(Some((tags, governed)))
    }
}
