//! `infog authorisation add`.

use chrono::NaiveDate;

use super::json_of;
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::asset::ManagedBy;
use crate::domain::date;
use crate::domain::id::{AssetTag, ClientCode};
use crate::domain::third_party::{Agreement, Authorisation};
use crate::store::{self, Db};

/// Record that work on a third party's assets is allowed
///
/// By the client, or with `--cooperation` by a standing agreement with the third party itself. First and last day count.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog authorisation add sage --client ried --asset RIED-ERP --granted-by \"Mme Weber\" --to 2026-07-31 \\
      --scope \"reinstall the client\" --evidence \"mail of 2 July\"
  infog authorisation add sage --client ried --cooperation --granted-by \"M. Klein, Sage Est\" --evidence \"agreement S-12\"")]
pub struct Args {
    /// Code of the third party
    #[arg(add = candidates::third_parties())]
    third_party: String,

    /// Whose assets; the only client if absent
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// On this asset; all that the third party manages for the client if absent. May be repeated
    #[arg(long = "asset", value_name = "TAG", add = candidates::assets())]
    assets: Vec<String>,

    /// A standing cooperation agreement with the third party, not an authorisation of the client
    #[arg(long)]
    cooperation: bool,

    /// Who granted it: at the client, or at the third party for a cooperation agreement
    #[arg(long, value_name = "NAME")]
    granted_by: String,

    /// First day [default: the day of the client]
    #[arg(long, value_name = "DATE")]
    from: Option<String>,

    /// Last day; without an end if absent
    #[arg(long, value_name = "DATE")]
    to: Option<String>,

    /// What may be done
    #[arg(long, value_name = "TEXT")]
    scope: Option<String>,

    /// Where it can be read again: a mail, minutes, an agreement
    #[arg(long, value_name = "TEXT")]
    evidence: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let day = |said: &Option<String>| said.as_deref().map(date::parse).transpose();
        let (from, to) = (day(&self.from)?, day(&self.to)?);
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let (granted, today) = ctx.write(|db| {
            let party = find::third_party(db, &self.third_party)?;
            let client = find::client_or_only(db, self.client.as_deref())?;
            if !party.serves(&client.code) {
                let only = party.client.as_ref().map(ToString::to_string).unwrap_or_default();
                return Err(Failure::refused(format!("third party `{}` works for client `{only}` alone", party.code)));
            }
            let zone = find::zone_of(&client)?;
            stamp.at = occasion.in_zone(&zone)?;
            let granted = Authorisation {
                assets: self.assets(db, &client.code)?,
                number: store::third_party::next_number(db)?,
                client: client.code,
                third_party: party.code,
                kind: if self.cooperation { Agreement::Cooperation } else { Agreement::Authorisation },
                granted_by: self.granted_by.clone(),
                from: from.unwrap_or_else(|| zone.date(stamp.at)),
                to,
                scope: self.scope.clone(),
                evidence: self.evidence.clone(),
                ended_because: None,
            };
            let granted = granted.checked()?;
            store::third_party::grant(db, &granted, &stamp)?;
            Ok((granted, zone.date(stamp.recorded_at)))
        })?;
        tell(ctx, &granted, today)
    }

    /// The tags as they are spelt; one that no third party manages is refused.
    fn assets(&self, db: &mut dyn Db, client: &ClientCode) -> Result<Vec<AssetTag>, Failure> {
        let mut tags: Vec<AssetTag> = Vec::with_capacity(self.assets.len());
        for tag in &self.assets {
            let (_, asset) = find::asset(db, Some(client), tag)?;
            if asset.managed_by != ManagedBy::ThirdParty {
                let sentence =
                    format!("asset `{}` is managed by {}, no third party", asset.tag, asset.managed_by.code());
                let party = &self.third_party;
                return Err(Failure::refused(sentence)
                    .hinted(format!("`infog third-party assign {party} {}` says who manages it", asset.tag)));
            }
            if !tags.contains(&asset.tag) {
                tags.push(asset.tag);
            }
        }
        Ok(tags)
    }
}

fn tell(ctx: &Ctx, granted: &Authorisation, today: NaiveDate) -> Outcome {
    let (client, party) = (granted.client.as_str(), granted.third_party.as_str());
    let (number, what) = (granted.number.to_string(), ctx.locale.agreement(granted.kind));
    let text = ctx.locale.authorisation_granted(number.as_str(), what, client, party, granted.granted_by.as_str());
    ctx.changed(&json_of(granted, today), &text, &number)?;
    Ok(Exit::Done)
}
