//! `infog licence edit`.

use serde_json::{Value, json};

use super::values::Values;
use super::{found, json_of, name, put, warn_if_over};
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::asset::Asset;
use crate::domain::id::ClientCode;
use crate::domain::licence::Seats;
use crate::domain::text;
use crate::store::asset::Outcome as Effect;
use crate::store::event::Stamp;
use crate::store::{self, Db};

/// Change what is known of a licence: more seats, a new end, another key
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog licence edit RIED-M365 --seats 30 --expires-on 2028-03-31
  infog licence edit RIED-ERP --seats 8 --override \"two seats given back, machines follow on Friday\"")]
pub struct Args {
    /// Its tag
    #[arg(add = candidates::licences())]
    tag: String,

    /// Whose, where several clients have that tag
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// What may be used
    #[arg(long, value_name = "NAME")]
    product: Option<String>,

    #[command(flatten)]
    values: Values,

    /// Leave fewer seats than are used, for this reason
    #[arg(long = "override", value_name = "REASON")]
    overruled: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records what changes.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        if self.values.is_empty() && self.product.is_none() {
            return Err(Failure::usage("nothing to change was given").hinted("see `infog licence edit --help`"));
        }
        let reason = self.overruled.as_deref().map(|reason| text::line("reason", reason)).transpose()?;
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let (owner, before, after, used) = ctx.write(|db| {
            let (owner, before) = found(db, self.client.as_deref(), &self.tag)?;
            stamp.at = occasion.in_zone(&find::zone_of(&owner)?)?;
            let mut after = before.clone();
            if let Some(product) = &self.product {
                name(&mut after, product)?;
            }
            self.values.apply(&mut after)?;
            let used = store::licence::used_to_change(db, &owner.code, &before.tag)?;
            guard(db, &owner.code, (&before, &after), used, reason.as_deref(), &stamp)?;
            put(db, &owner.code, &after, "edited", &stamp)?;
            Ok((owner.code, before, after, used))
        })?;
        let changes = before.diff(&after);
        let effect = if changes.is_empty() { Effect::Unchanged } else { Effect::Updated };
        let mut json = json_of(&owner, &after, used);
        json.insert("result".into(), json!(if effect == Effect::Unchanged { "unchanged" } else { "updated" }));
        json.insert("changes".into(), json!(changes));
        let tag = after.tag.as_str();
        let text = match effect {
            Effect::Unchanged => ctx.locale.asset_unchanged(tag),
            Effect::Created | Effect::Updated => {
                let absent = || "—".to_owned();
                let told = changes.iter().map(|c| {
                    let (before, after) = (c.before.clone(), c.after.clone());
                    format!("{} {} → {}", c.field, before.unwrap_or_else(absent), after.unwrap_or_else(absent))
                });
                ctx.locale.asset_edited(tag, told.collect::<Vec<_>>().join(", "))
            }
        };
        ctx.changed(&Value::Object(json), &text, tag)?;
        warn_if_over(ctx, &after, used);
        Ok(Exit::Done)
    }
}

/// Fewer seats than are used want a reason.
fn guard(
    db: &mut dyn Db,
    client: &ClientCode,
    (before, after): (&Asset, &Asset),
    used: u32,
    reason: Option<&str>,
    stamp: &Stamp,
) -> Result<(), Failure> {
    let over = |licence: &Asset| Seats { bought: licence.seats, used }.over();
    match (after.seats, reason) {
        (Some(bought), None) if over(after) > over(before) => {
            let tag = &after.tag;
            Err(Failure::refused(format!("licence `{tag}` would have {bought} seats for {used} in use"))
                .hinted(format!("take seats back first: `infog licence release \"{tag}\" TAG`"))
                .hinted("or record why: `--override REASON`"))
        }
        (Some(_), Some(reason)) if over(after) > over(before) => {
            Ok(store::licence::note_over_use(db, client, &after.tag, reason, stamp)?)
        }
        _ => Ok(()),
    }
}
