//! `infog client edit`.

use serde_json::json;

use super::json_of;
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::calendar::Zone;
use crate::domain::client::{Client, Language};
use crate::store;

/// Change a client's name, zone or language, or restore an archived one
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog client edit ried --name \"Ateliers du Ried SAS\"")]
pub struct Args {
    /// Its code
    #[arg(add = candidates::clients())]
    code: String,

    /// New name
    #[arg(long)]
    name: Option<String>,

    /// New zone; the instants of past events stay what they were
    #[arg(long)]
    zone: Option<String>,

    /// New language: fr or en
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,

    /// Serve it again
    #[arg(long)]
    restore: bool,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records what changes.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        if self.name.is_none() && self.zone.is_none() && self.language.is_none() && !self.restore {
            return Err(Failure::usage("nothing to change was given").hinted("see `infog client edit --help`"));
        }
        let zone = self.zone.as_deref().map(Zone::named).transpose()?;
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let (before, after) = ctx.write(|db| {
            let before = find::client(db, &self.code)?;
            stamp.at = occasion.in_zone(&find::zone_of(&before)?)?;
            let after = self.applied(&before, zone.as_ref()).checked()?;
            store::client::edit(db, &after, &stamp)?;
            Ok((before, after))
        })?;
        let changes = before.diff(&after);
        let text = match changes.is_empty() {
            true => ctx.locale.client_unchanged(after.code.as_str()),
            false => {
                let told = changes.iter().map(|c| format!("{} {} → {}", c.field, c.before, c.after));
                ctx.locale.client_edited(after.code.as_str(), told.collect::<Vec<_>>().join(", "))
            }
        };
        let mut answer = json_of(&after);
        if let Some(object) = answer.as_object_mut() {
            object.insert("changes".into(), json!(changes));
        }
        ctx.changed(&answer, &text, after.code.as_str())?;
        Ok(Exit::Done)
    }

    fn applied(&self, before: &Client, zone: Option<&Zone>) -> Client {
        Client {
            code: before.code.clone(),
            name: self.name.clone().unwrap_or_else(|| before.name.clone()),
            zone: zone.map_or_else(|| before.zone.clone(), |zone| zone.name().to_owned()),
            language: self.language.unwrap_or(before.language),
            archived: before.archived && !self.restore,
        }
    }
}
