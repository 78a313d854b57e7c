//! `infog asset update`.

use serde_json::{Value, json};

use super::moving::{change, in_use, json_with, said};
use super::which::Which;
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::domain::id::TicketNumber;
use crate::domain::life::{Deed, Told};
use crate::domain::text;
use crate::domain::version::{Component, compare};
use crate::store;

/// Record that a system, firmware or software was brought to another version
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset update RIED-SRV-01 --component os --to 22H2
  infog asset update RIED-FW-01 --component firmware --to 7.4.5 --ticket 42 --at \"2026-06-20 19:30\"
  infog asset update RIED-SRV-01 --component \"Sage 100\" --to 11.02 --text \"sauvegarde faite avant\"

The version stands in the column os_version or firmware, in attr.version of an application, or in attr.version.NAME.
`infog asset updates` lists what was done, `infog asset behind` what is left.")]
pub struct Args {
    #[command(flatten)]
    which: Which,

    /// What: os, firmware, version (the application itself), or the name of a software
    #[arg(long, value_name = "NAME")]
    component: String,

    /// Its version since
    #[arg(long, value_name = "VERSION")]
    to: String,

    /// Ticket under which it was done
    #[arg(long, value_name = "N", add = candidates::open_tickets())]
    ticket: Option<TicketNumber>,

    /// What was done, what to know
    #[arg(long)]
    text: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let component = Component::parse(&self.component)?;
        let to = text::line("version", &self.to)?;
        let words = said(self.text.as_deref())?;
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let (owned, after, told) = ctx.write(|db| {
            let owned = self.which.find(db)?;
            stamp.at = occasion.in_zone(&owned.zone)?;
            in_use(&owned.asset)?;
            if let Some(number) = self.ticket
                && !store::ticket::exists(db, number)?
            {
                return Err(Failure::refused(format!("there is no ticket {number}")));
            }
            let from = owned.asset.get(&component.field());
            let mut after = owned.asset.clone();
            after.set(&component.field(), &to)?;
            let deed =
                Deed::Updated { component: component.code().to_owned(), from, to: to.clone(), ticket: self.ticket };
            let told = Told { deed, text: words.clone() };
            if after != owned.asset {
                change(db, &owned.client.code, &after, "updated", (&told, None), &stamp)?;
            }
            Ok((owned, after, told))
        })?;
        let tag = after.tag.as_str();
        let before = owned.asset.get(&component.field());
        let changed = before.as_deref() != Some(to.as_str());
        let done = changed.then_some((&told, stamp.at, &owned.zone));
        let mut json = json_with(&owned.client.code, &owned.asset, &after, done);
        json.insert("component".into(), json!(component));
        let text = match (&before, changed) {
            (_, false) => ctx.locale.asset_unchanged(tag),
            (None, true) => ctx.locale.asset_updated_to(tag, component.code(), to.as_str()),
            (Some(from), true) => ctx.locale.asset_updated(tag, component.code(), from.as_str(), to.as_str()),
        };
        ctx.changed(&Value::Object(json), &text, tag)?;
        if let Some(from) = before.filter(|from| compare(&to, from).is_lt()) {
            ctx.out.warning(&ctx.locale.asset_went_back(tag, from, to.as_str()));
        }
        Ok(Exit::Done)
    }
}
