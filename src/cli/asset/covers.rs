//! What `cover` and `uncover` share: a cover, the assets it is about, one event for all.

use serde_json::{Value, json};

use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::asset::Asset;
use crate::domain::asset::cover::Protection;
use crate::domain::id::{AssetTag, ClientCode};
use crate::store;
use crate::store::asset::{Import, Outcome as Effect};

/// A cover and the assets that it is about.
#[derive(clap::Args, Debug)]
pub struct Named {
    /// Tag of the backup or antivirus
    #[arg(value_name = "COVER", add = candidates::assets())]
    cover: String,

    /// Tags of the assets
    #[arg(required = true, value_name = "TAG", add = candidates::assets())]
    tags: Vec<String>,

    /// Whose, where several clients have that tag
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    #[command(flatten)]
    at: At,
}

/// What was recorded.
pub struct Changed {
    /// Whose.
    pub client: ClientCode,
    /// The backup or antivirus.
    pub cover: Asset,
    /// The assets, and whether something changed of each.
    pub assets: Vec<(AssetTag, Effect)>,
}

impl Named {
    /// Changes every asset as `change` says, and the cover with them, by one event of `kind`.
    ///
    /// # Errors
    /// The cover is none, an asset is not known, or the failure of `change`: nothing was changed then.
    pub fn change(
        &self,
        ctx: &mut Ctx,
        kind: &str,
        change: impl Fn(Protection, &mut Asset, &mut Asset) -> Result<(), Failure>,
    ) -> Result<Changed, Failure> {
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        ctx.write(|db| {
            let named = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
            let (client, before) = find::asset(db, named.as_ref().map(|client| &client.code), &self.cover)?;
            stamp.at = occasion.in_zone(&find::zone_of(&find::client(db, client.as_str())?)?)?;
            let protection = Protection::given_by(before.kind).ok_or_else(|| no_cover(&before))?;
            let mut cover = before.clone();
            let mut changed: Vec<Asset> = Vec::with_capacity(self.tags.len());
            for tag in &self.tags {
                let (_, mut asset) = find::asset(db, Some(&client), tag)?;
                change(protection, &mut cover, &mut asset)?;
                changed.push(asset);
            }
            let owner =
                store::client::id(db, &client)?.ok_or_else(|| Failure::fault("a client that was found is gone"))?;
            let mut import = Import::begin(db)?;
            let mut assets = Vec::with_capacity(changed.len());
            for asset in changed {
                let effect = import.put(db, owner, 0, &asset, None)?;
                assets.push((asset.tag, effect));
            }
            import.put(db, owner, 0, &cover, None)?;
            import.finish(db, kind, &format!("{}/{}", client.key(), cover.tag.key()), None, &stamp)?;
            Ok(Changed { client, cover, assets })
        })
    }
}

fn no_cover(asset: &Asset) -> Failure {
    Failure::refused(format!("asset `{}` is neither backup nor antivirus; it is: {}", asset.tag, asset.kind))
        .hinted(format!("if it is one: `infog asset edit \"{}\" --kind backup`", asset.tag))
}

/// Tells what was recorded.
///
/// # Errors
/// Standard output cannot be written.
pub fn told(
    ctx: &Ctx,
    changed: &Changed,
    json: &dyn Fn(Vec<Value>) -> Value,
    text: impl FnOnce(String) -> String,
) -> Outcome {
    let tags: Vec<&AssetTag> = changed.assets.iter().map(|(tag, _)| tag).collect();
    let mut object = json(tags.iter().map(|tag| json!(tag)).collect());
    let unchanged = changed.assets.iter().all(|(_, effect)| *effect == Effect::Unchanged);
    if let Value::Object(fields) = &mut object {
        fields.insert("client".into(), json!(changed.client));
        fields.insert("result".into(), json!(if unchanged { "unchanged" } else { "updated" }));
    }
    let tags: Vec<&str> = tags.into_iter().map(AssetTag::as_str).collect();
    ctx.changed(&object, &text(tags.join(", ")), changed.cover.tag.as_str())?;
    Ok(Exit::Done)
}
