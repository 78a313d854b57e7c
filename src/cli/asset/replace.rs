//! `infog asset replace`.

use serde_json::{Value, json};

use super::moving::{at_hand, change, in_order, in_use, json_with, said};
use super::which::{Owned, named};
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::domain::asset::{Asset, AssetKind, AssetStatus};
use crate::domain::id::AssetTag;
use crate::domain::life::{self, Deed, Told};
use crate::store::event::Stamp;
use crate::store::{self, Db};

/// What goes with the user and the place from one machine to the next.
const CARRIED: [&str; 3] = ["assigned_to", "location", "parent"];

/// Replace an asset by another: user, place, licences and what runs on it go over, the old one is retired
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset replace RIED-PC-03 RIED-PC-12
  infog asset replace RIED-SRV-01 RIED-SRV-02 --old-status in-stock --text \"renouvellement 2026\"

The new one goes into service with user, site, room, seats of licences, who looks after it and how much hangs on it;
virtual servers on the old one run on the new one since. Both remember each other.")]
pub struct Args {
    /// Tag of the one that goes
    #[arg(value_name = "OLD", add = candidates::assets())]
    old: String,

    /// Tag of the one that comes
    #[arg(value_name = "NEW", add = candidates::assets())]
    new: String,

    /// Whose, where several clients have these tags
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Status of the old one since
    #[arg(long, value_name = "STATUS", default_value = "retired")]
    old_status: AssetStatus,

    /// Why
    #[arg(long)]
    text: Option<String>,

    #[command(flatten)]
    at: At,
}

/// What a replacement did.
struct Done {
    old: Asset,
    new: Asset,
    /// Virtual servers that run on the new one since.
    moved: Vec<AssetTag>,
    /// Parts that stay with the old one.
    left: Vec<AssetTag>,
    /// Seats of licences that the new one has since.
    seats: usize,
}

impl Args {
    /// Replaces it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let text = said(self.text.as_deref())?;
        let (old, new, done) = ctx.write(|db| {
            let old = named(db, self.client.as_deref(), &self.old)?;
            let new = named(db, Some(old.client.code.as_str()), &self.new)?;
            stamp.at = occasion.in_zone(&old.zone)?;
            self.may(db, &old, &new, &stamp)?;
            let done = self.replace(db, &old, &new, text.as_ref(), &stamp)?;
            Ok((old, new, done))
        })?;
        let client = &old.client.code;
        let json = json!({
            "client": client,
            "old": json_with(client, &old.asset, &done.old, None),
            "new": json_with(client, &new.asset, &done.new, None),
            "moved": done.moved,
            "left": done.left,
            "seats": done.seats,
            "at": old.zone.rfc3339(stamp.at),
        });
        let (from, to) = (done.old.tag.as_str(), done.new.tag.as_str());
        ctx.changed(
            &Value::clone(&json),
            &ctx.locale.asset_replaced(from, to, ctx.locale.asset_status(done.old.status)),
            to,
        )?;
        tell(ctx, &old.asset, &done);
        Ok(Exit::Done)
    }

    fn may(&self, db: &mut dyn Db, old: &Owned, new: &Owned, stamp: &Stamp) -> Result<(), Failure> {
        let (client, from, to) = (&old.client.code, &old.asset.tag, &new.asset.tag);
        if from == to {
            return Err(Failure::refused(format!("asset `{from}` cannot replace itself")));
        }
        let (of_old, of_new) = (store::life::of_asset(db, (client, from))?, store::life::of_asset(db, (client, to))?);
        if let Some((_, other)) = life::successor(&of_old) {
            return Err(Failure::refused(format!("asset `{from}` was replaced by `{other}` already"))
                .hinted(format!("replace that one: `infog asset replace \"{other}\" \"{to}\"`")));
        }
        in_use(&new.asset)?;
        at_hand(&of_old, from)?;
        at_hand(&of_new, to)?;
        in_order(db, old, stamp.at)?;
        in_order(db, new, stamp.at)
    }

    fn replace(
        &self,
        db: &mut dyn Db,
        old: &Owned,
        new: &Owned,
        text: Option<&String>,
        stamp: &Stamp,
    ) -> Result<Done, Failure> {
        let client = &old.client.code;
        let mut after_new = Asset {
            status: AssetStatus::InService,
            site: old.asset.site.clone().or_else(|| new.asset.site.clone()),
            managed_by: old.asset.managed_by,
            criticality: old.asset.criticality,
            ..new.asset.clone()
        };
        for column in CARRIED {
            if let Some(value) = old.asset.text(column) {
                after_new.texts.insert(column.to_owned(), value.to_owned());
            }
        }
        let mut after_old = Asset { status: self.old_status, ..old.asset.clone() };
        after_old.texts.remove("assigned_to");
        let (moved, left) = hand_over(db, old, &after_new.tag, stamp)?;
        // before the old one is retired, which would free them
        let seats = store::licence::pass_on(db, client, &after_old.tag, &after_new.tag, stamp)?;
        let told = |deed| Told { deed, text: text.cloned() };
        let (from, to) = ((client, &after_old.tag), (client, &after_new.tag));
        change(db, client, &after_old, "replaced", (&told(Deed::Replaced), Some(to)), stamp)?;
        change(db, client, &after_new, "replaces", (&told(Deed::Replaces), Some(from)), stamp)?;
        Ok(Done { old: after_old, new: after_new, moved, left, seats })
    }
}

/// What hangs on the old one goes over before it is retired: virtual servers that run on it. Parts of it, such as disks,
/// stay; they are told.
fn hand_over(
    db: &mut dyn Db,
    old: &Owned,
    new: &AssetTag,
    stamp: &Stamp,
) -> Result<(Vec<AssetTag>, Vec<AssetTag>), Failure> {
    let (client, tag) = (&old.client.code, &old.asset.tag);
    let (mut moved, mut left) = (Vec::new(), Vec::new());
    for mut child in store::life::children(db, (client, tag))?.into_iter().filter(|child| child.tag != *new) {
        if child.kind == AssetKind::VirtualServer {
            child.texts.insert("parent".to_owned(), new.to_string());
            store::asset::put(db, client, &child, "edited", stamp)?;
            moved.push(child.tag);
        } else {
            left.push(child.tag);
        }
    }
    Ok((moved, left))
}

fn tell(ctx: &Ctx, old: &Asset, done: &Done) {
    let names = |tags: &[AssetTag]| tags.iter().map(AssetTag::as_str).collect::<Vec<_>>().join(", ");
    if !done.moved.is_empty() {
        ctx.remark(&ctx.locale.replace_moved(names(&done.moved), done.new.tag.as_str()));
    }
    if done.seats > 0 {
        ctx.remark(&ctx.locale.replace_seats(i64::try_from(done.seats).unwrap_or(i64::MAX), done.new.tag.as_str()));
    }
    if !done.left.is_empty() {
        ctx.remark(&ctx.locale.replace_left(names(&done.left), done.old.tag.as_str()));
    }
    if old.kind != done.new.kind {
        let (was, is) = (ctx.locale.asset_kind(old.kind), ctx.locale.asset_kind(done.new.kind));
        ctx.remark(&ctx.locale.replace_kind(done.old.tag.as_str(), was, done.new.tag.as_str(), is));
    }
}
