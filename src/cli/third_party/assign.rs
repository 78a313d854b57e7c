//! `infog third-party assign`.

use serde_json::json;

use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::asset::{Asset, Field, ManagedBy};
use crate::domain::id::ClientCode;
use crate::domain::third_party::ATTR;
use crate::store;

/// Record that a third party manages assets
///
/// Work on them needs an authorisation from then on. `infog asset edit TAG --managed-by provider` takes one back.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog third-party assign sage RIED-ERP RIED-PAIE
  infog third-party assign cablo RIED-SW-01 --client ried
In a file of assets: managed_by = third-party, attr.third_party = CODE.")]
pub struct Args {
    /// Its code
    #[arg(add = candidates::third_parties())]
    code: String,

    /// Tags of the assets
    #[arg(required = true, value_name = "TAG", add = candidates::assets())]
    tags: Vec<String>,

    /// Whose, where several clients have that tag
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Assigns all of them, or none.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let (code, assigned) = ctx.write(|db| {
            let party = find::third_party(db, &self.code)?;
            if party.archived {
                return Err(Failure::refused(format!("third party `{}` is archived", party.code))
                    .hinted(format!("`infog third-party edit {} --restore` uses it again", party.code)));
            }
            let named = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
            let mut assigned: Vec<(ClientCode, Asset)> = Vec::new();
            for tag in &self.tags {
                let (owner, mut asset) = find::asset(db, named.as_ref().map(|client| &client.code), tag)?;
                if !party.serves(&owner) {
                    let only = party.client.as_ref().map(ToString::to_string).unwrap_or_default();
                    let sentence = format!("third party `{}` works for client `{only}` alone", party.code);
                    return Err(Failure::refused(format!("{sentence}; `{}` is of `{owner}`", asset.tag))
                        .hinted(format!("`infog third-party edit {} --any-client` lets it", party.code)));
                }
                stamp.at = occasion.in_zone(&find::zone_of(&find::client(db, owner.as_str())?)?)?;
                asset.managed_by = ManagedBy::ThirdParty;
                asset.set(&Field::Attr(ATTR.to_owned()), party.code.as_str())?;
                store::asset::put(db, &owner, &asset, "edited", &stamp)?;
                assigned.push((owner, asset));
            }
            Ok((party.code, assigned))
        })?;
        let tags: Vec<&str> = assigned.iter().map(|(_, asset)| asset.tag.as_str()).collect();
        let text = ctx.locale.third_party_assigned(code.as_str(), tags.join(", "));
        let assets: Vec<_> =
            assigned.iter().map(|(owner, asset)| json!({ "client": owner, "tag": asset.tag })).collect();
        ctx.changed(&json!({ "third_party": code, "assigned": assets }), &text, code.as_str())?;
        Ok(Exit::Done)
    }
}
