//! `infog licence assign`.

use serde_json::{Value, json};

use super::{found, holder_json, holder_text, is_same, json_of, warn_if_over};
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::asset::{Asset, AssetKind};
use crate::domain::client::Client;
use crate::domain::licence::{NoSeat, Owner, may_give};
use crate::domain::text;
use crate::store::licence::{Grant, Holder};
use crate::store::{self, Db};

/// Give seats of a licence to machines or persons
///
/// More than was bought is refused, and so is a licence that is over, unless --override says why; the reason is kept.
/// Who has a seat already keeps it.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog licence assign RIED-M365 RIED-PC-07 RIED-PC-08
  infog licence assign RIED-M365 --person \"Paul Weber\" --at 2026-03-02T09:00:00+01:00
  infog licence assign RIED-ERP RIED-PC-09 --override \"eleventh seat ordered today, order 2026-114\"
  infog licence assign EDR LAGON-PC-12 --for lagon          the provider's own licence at a client")]
pub struct Args {
    /// The licence's tag
    #[arg(add = candidates::licences())]
    tag: String,

    /// Tags of the machines
    #[arg(value_name = "ASSET", required_unless_present = "person", add = candidates::assets())]
    assets: Vec<String>,

    /// Name of a person. May be repeated
    #[arg(long, value_name = "NAME")]
    person: Vec<String>,

    /// Whose licence, where several clients have that tag
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Whose machines, where the licence is the provider's
    #[arg(long = "for", value_name = "CODE", add = candidates::clients())]
    beneficiary: Option<String>,

    /// Give more than was bought, or after its end, for this reason
    #[arg(long = "override", value_name = "REASON")]
    overruled: Option<String>,

    #[command(flatten)]
    at: At,
}

/// What was done.
struct Done {
    owner: Client,
    licence: Asset,
    used: u32,
    new: Vec<Holder>,
    over_use: bool,
}

impl Args {
    /// Gives all of them, or none.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let reason = self.overruled.as_deref().map(|reason| text::line("reason", reason)).transpose()?;
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let done = ctx.write(|db| {
            let (owner, licence) = found(db, self.client.as_deref(), &self.tag)?;
            let zone = find::zone_of(&owner)?;
            stamp.at = occasion.in_zone(&zone)?;
            let used = store::licence::used_to_change(db, &owner.code, &licence.tag)?;
            let new = self.new_holders(db, &owner, &licence)?;
            let wanted = u32::try_from(new.len()).unwrap_or(u32::MAX);
            let allowed = may_give(&licence, used, wanted, zone.date(stamp.at));
            let overruled = overruled(allowed.err().filter(|_| wanted > 0), &licence, reason.as_deref())?;
            for holder in &new {
                let grant = Grant { client: &owner.code, licence: &licence.tag, holder, overruled };
                store::licence::assign(db, &grant, &stamp)?;
            }
            Ok(Done { owner, used: used + wanted, licence, over_use: overruled.is_some(), new })
        })?;
        tell(ctx, &done)?;
        Ok(Exit::Done)
    }

    /// Who was named and has no seat yet, each once.
    fn new_holders(&self, db: &mut dyn Db, owner: &Client, licence: &Asset) -> Result<Vec<Holder>, Failure> {
        let whose = self.whose(db, owner, licence)?;
        let held = store::licence::seats(db, &owner.code, &licence.tag, false)?;
        let mut new: Vec<Holder> = Vec::new();
        for tag in &self.assets {
            let (code, asset) = find::asset(db, Some(&whose.code), tag).map_err(|f| self.whose_hint(f, licence))?;
            if asset.kind == AssetKind::Licence {
                return Err(Failure::refused(format!("asset `{}` is a licence itself and uses no seat", asset.tag)));
            }
            if asset.status.is_gone() {
                return Err(Failure::refused(NoSeat::Gone { tag: asset.tag, status: asset.status }));
            }
            new.push(Holder::Asset(code, asset.tag));
        }
        for name in &self.person {
            new.push(Holder::Person(text::line("name", name)?));
        }
        let mut once: Vec<Holder> = Vec::with_capacity(new.len());
        for holder in new {
            let has_one = held.iter().filter_map(|seat| seat.holder.as_ref()).chain(&once).any(|h| is_same(h, &holder));
            if !has_one {
                once.push(holder);
            }
        }
        Ok(once)
    }

    /// The machines of the provider's own licences are its clients'.
    fn whose_hint(&self, failure: Failure, licence: &Asset) -> Failure {
        if self.beneficiary.is_none() && licence.licence_owner() == Owner::Provider {
            return failure.hinted("if it is a client's machine, say whose: `--for CODE`");
        }
        failure
    }

    fn whose(&self, db: &mut dyn Db, owner: &Client, licence: &Asset) -> Result<Client, Failure> {
        let Some(code) = &self.beneficiary else { return Ok(owner.clone()) };
        let beneficiary = find::client(db, code)?;
        if beneficiary.code != owner.code && licence.licence_owner() == Owner::Client {
            let sentence = format!("licence `{}` belongs to client `{}`, not to the provider", licence.tag, owner.code);
            let hint = format!("if it is yours: `infog licence edit \"{}\" --owner provider`", licence.tag);
            return Err(Failure::refused(sentence).hinted(hint));
        }
        Ok(beneficiary)
    }
}

/// The reason, where one is needed and given.
fn overruled<'r>(no: Option<NoSeat>, licence: &Asset, reason: Option<&'r str>) -> Result<Option<&'r str>, Failure> {
    let Some(no) = no else { return Ok(None) };
    let tag = &licence.tag;
    match (no.can_be_overruled(), reason, &no) {
        (true, Some(reason), _) => Ok(Some(reason)),
        (true, None, NoSeat::Full { .. }) => Err(Failure::refused(no)
            .hinted(format!("take one back with `infog licence release \"{tag}\" TAG`, or enter what was bought with `infog licence edit \"{tag}\" --seats N`"))
            .hinted("or record why: `--override REASON`")),
        (true, None, _) => Err(Failure::refused(no)
            .hinted(format!("enter its new end with `infog licence edit \"{tag}\" --expires-on DATE`"))
            .hinted("or record why: `--override REASON`")),
        (false, ..) => Err(Failure::refused(no)),
    }
}

fn tell(ctx: &Ctx, done: &Done) -> Result<(), Failure> {
    let Done { owner, licence, used, new, over_use } = done;
    let mut json = json_of(&owner.code, licence, *used);
    json.insert("result".into(), json!(if new.is_empty() { "unchanged" } else { "assigned" }));
    json.insert("assigned".into(), new.iter().map(holder_json).collect());
    json.insert("over_use".into(), json!(over_use));
    let tag = licence.tag.as_str();
    let names: Vec<String> = new.iter().map(|holder| holder_text(holder, &owner.code)).collect();
    let text = match (names.is_empty(), licence.seats) {
        (true, _) => ctx.locale.asset_unchanged(tag),
        (false, Some(bought)) => {
            ctx.locale.licence_assigned(tag, names.join(", "), i64::from(*used), i64::from(bought))
        }
        (false, None) => ctx.locale.licence_assigned_uncounted(tag, names.join(", "), i64::from(*used)),
    };
    ctx.changed(&Value::Object(json), &text, tag)?;
    warn_if_over(ctx, licence, *used);
    Ok(())
}
