//! `infog licence add`.

use serde_json::{Value, json};

use super::values::Values;
use super::{json_of, name, put};
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::asset::{Asset, AssetKind};
use crate::domain::id::AssetTag;
use crate::store;

/// Add a licence that was bought
///
/// It is an asset of kind licence: `infog asset` commands know it too.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog licence add RIED-M365 --product \"Microsoft 365 Business\" --publisher Microsoft --seats 25 --expires-on 2027-03-31
  infog licence add RIED-ERP --product Sylob --seats 10 --perpetual --key XQ7P2-9K4TD-8M3WX
  infog licence add EDR --product \"Endpoint protection\" --seats 500 --expires-on 2027-12-31 --owner provider --client us")]
pub struct Args {
    /// Tag, unique in the client
    tag: AssetTag,

    /// What may be used
    #[arg(long, value_name = "NAME")]
    product: String,

    /// Whose; the only client if absent
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    #[command(flatten)]
    values: Values,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Adds it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        if !self.values.says_term() {
            return Err(Failure::usage("how long the licence holds is not said")
                .hinted("say `--perpetual` or `--expires-on DATE`"));
        }
        let mut licence = Asset::new(self.tag, AssetKind::Licence);
        name(&mut licence, &self.product)?;
        self.values.apply(&mut licence)?;
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let client = ctx.write(|db| {
            let client = find::client_or_only(db, self.client.as_deref())?;
            stamp.at = occasion.in_zone(&find::zone_of(&client)?)?;
            if let Some(other) = store::asset::get(db, &client.code, &licence.tag)? {
                return Err(Failure::refused(format!("client `{}` has an asset `{}` already", client.code, other.tag))
                    .hinted(format!("change it with `infog licence edit \"{}\"`", other.tag)));
            }
            put(db, &client.code, &licence, "added", &stamp)?;
            Ok(client.code)
        })?;
        let mut json = json_of(&client, &licence, 0);
        json.insert("result".into(), json!("created"));
        let text = ctx.locale.licence_added(licence.tag.as_str(), client.as_str(), licence.product());
        ctx.changed(&Value::Object(json), &text, licence.tag.as_str())?;
        if licence.seats.is_none() {
            ctx.out.hint("without `--seats` nobody can tell how many seats are free");
        }
        Ok(Exit::Done)
    }
}
