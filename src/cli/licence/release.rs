//! `infog licence release`.

use serde_json::{Value, json};

use super::{found, holder_json, holder_text, is_same, json_of};
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::asset::Asset;
use crate::domain::calendar::Zone;
use crate::domain::client::Client;
use crate::domain::id::{ClientCode, folded};
use crate::domain::text;
use crate::store::event::Stamp;
use crate::store::licence::{Holder, Seat};
use crate::store::{self, Db};

/// Take seats of a licence back
///
/// A machine that is retired or lost gives its seats back by itself.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog licence release RIED-M365 RIED-PC-07
  infog licence release RIED-M365 --person \"Paul Weber\" --at 2026-06-30T18:00:00+02:00
  infog licence release RIED-ERP --all")]
pub struct Args {
    /// The licence's tag
    #[arg(add = candidates::licences())]
    tag: String,

    /// Tags of the machines
    #[arg(value_name = "ASSET", required_unless_present_any = ["person", "all"], add = candidates::assets())]
    assets: Vec<String>,

    /// Name of a person. May be repeated
    #[arg(long, value_name = "NAME")]
    person: Vec<String>,

    /// Every seat
    #[arg(long, conflicts_with_all = ["assets", "person"])]
    all: bool,

    /// Whose licence, where several clients have that tag
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Whose machines, where the licence is the provider's
    #[arg(long = "for", value_name = "CODE", add = candidates::clients())]
    beneficiary: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Takes all of them back, or none.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let (owner, licence, used, back) = ctx.write(|db| {
            let (owner, licence) = found(db, self.client.as_deref(), &self.tag)?;
            let zone = find::zone_of(&owner)?;
            stamp.at = occasion.in_zone(&zone)?;
            let held = store::licence::seats(db, &owner.code, &licence.tag, false)?;
            let seats = self.seats(db, &owner, &licence, &held)?;
            let mut back: Vec<Holder> = Vec::with_capacity(seats.len());
            for seat in seats {
                back.extend(take(db, &owner, &licence, seat, &zone, &stamp)?);
            }
            let used = store::licence::used(db, &owner.code, &licence.tag)?;
            Ok((owner, licence, used, back))
        })?;
        let mut json = json_of(&owner.code, &licence, used);
        json.insert("result".into(), json!(if back.is_empty() { "unchanged" } else { "released" }));
        json.insert("released".into(), back.iter().map(holder_json).collect());
        let tag = licence.tag.as_str();
        let names: Vec<String> = back.iter().map(|holder| holder_text(holder, &owner.code)).collect();
        let text = match names.is_empty() {
            true => ctx.locale.asset_unchanged(tag),
            false => ctx.locale.licence_released(tag, names.join(", "), i64::from(used)),
        };
        ctx.changed(&Value::Object(json), &text, tag)?;
        Ok(Exit::Done)
    }

    /// The seats that were named; one that nobody holds is refused.
    fn seats<'s>(
        &self,
        db: &mut dyn Db,
        owner: &Client,
        licence: &Asset,
        held: &'s [Seat],
    ) -> Result<Vec<&'s Seat>, Failure> {
        if self.all {
            return Ok(held.iter().collect());
        }
        let whose = match &self.beneficiary {
            Some(code) => find::client(db, code)?.code,
            None => owner.code.clone(),
        };
        let mut named: Vec<Holder> = Vec::new();
        for tag in &self.assets {
            named.push(match self.only_holder(tag, held) {
                Some(holder) => holder,
                None => find::asset(db, Some(&whose), tag).map(|(code, asset)| Holder::Asset(code, asset.tag))?,
            });
        }
        for name in &self.person {
            named.push(Holder::Person(text::line("name", name)?));
        }
        let mut seats: Vec<&Seat> = Vec::with_capacity(named.len());
        for holder in &named {
            let seat = held.iter().find(|seat| seat.holder.as_ref().is_some_and(|h| is_same(h, holder)));
            let seat = seat.ok_or_else(|| no_seat(&owner.code, licence, holder, held))?;
            if !seats.iter().any(|known| known.event == seat.event) {
                seats.push(seat);
            }
        }
        Ok(seats)
    }

    /// Where no client is said, the one machine of that tag that has a seat, whosever it is.
    fn only_holder(&self, tag: &str, held: &[Seat]) -> Option<Holder> {
        let is_it = |holder: &&Holder| matches!(holder, Holder::Asset(_, own) if own.key() == folded(tag));
        let mut found = held.iter().filter_map(|seat| seat.holder.as_ref()).filter(is_it);
        match (&self.beneficiary, found.next(), found.next()) {
            (None, Some(only), None) => Some(only.clone()),
            _ => None,
        }
    }
}

fn no_seat(owner: &ClientCode, licence: &Asset, holder: &Holder, held: &[Seat]) -> Failure {
    let name = holder_text(holder, owner);
    let names: Vec<String> =
        held.iter().filter_map(|seat| seat.holder.as_ref()).map(|holder| holder_text(holder, owner)).collect();
    let failure = Failure::refused(format!("`{name}` holds no seat of licence `{}`", licence.tag));
    failure
        .meant(&name, names.iter().map(String::as_str))
        .hinted(format!("`infog licence show \"{}\"` lists who holds one", licence.tag))
}

fn take(
    db: &mut dyn Db,
    owner: &Client,
    licence: &Asset,
    seat: &Seat,
    zone: &Zone,
    stamp: &Stamp,
) -> Result<Option<Holder>, Failure> {
    let Some(holder) = &seat.holder else { return Ok(None) };
    if stamp.at < seat.assigned_at {
        let (at, since) = (zone.rfc3339(stamp.at), zone.rfc3339(seat.assigned_at));
        return Err(Failure::refused(format!(
            "{at} is before `{}` got its seat: {since}",
            holder_text(holder, &owner.code)
        )));
    }
    store::licence::release(db, &owner.code, &licence.tag, holder, stamp)?;
    Ok(Some(holder.clone()))
}
