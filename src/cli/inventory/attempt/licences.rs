//! What an import may not do to licences, and a file of licences not to anything else.

use super::{Attempt, Taken, refusal_of};
use crate::cli::inventory::load::Stop;
use crate::domain::asset::AssetKind;
use crate::intake::asset_file::RowDraft;
use crate::intake::refusal::Refusal;
use crate::store::asset::Held;
use crate::store::{self, Db};

impl Attempt<'_> {
    /// A file of licences holds nothing else.
    pub(super) fn no_licence(&self, draft: &RowDraft) -> Option<Refusal> {
        let kind = draft.asset.kind;
        (self.load.licences && kind != AssetKind::Licence).then(|| {
            let tag = &draft.asset.tag;
            let reason = format!("`{tag}` is no licence but: {kind}; import it with `infog asset import`");
            refusal_of(draft, "kind", Some(kind.to_string()), reason)
        })
    }

    /// A file of licences touches no other asset, and a licence stays one while somebody has a seat of it.
    pub(super) fn licence_objects(
        &self,
        db: &mut dyn Db,
        row: &Taken<'_>,
        own: Option<&Held>,
    ) -> Result<Option<Refusal>, Stop> {
        let Some(own) = own else { return Ok(None) };
        let (was, is) = (own.asset.kind, row.draft.asset.kind);
        let tag = &own.asset.tag;
        if self.load.licences && was != AssetKind::Licence {
            let reason = format!("asset `{tag}` is no licence; it is: {was}");
            return Ok(Some(refusal_of(row.draft, "tag", Some(tag.to_string()), reason)));
        }
        if was != AssetKind::Licence || is == AssetKind::Licence {
            return Ok(None);
        }
        let used = store::licence::used(db, &row.owner.code, tag)?;
        Ok((used > 0).then(|| {
            let reason = format!("`{tag}` is a licence with {used} seats in use; take them back first");
            refusal_of(row.draft, "kind", Some(is.to_string()), reason)
        }))
    }
}
