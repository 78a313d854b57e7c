//! What became of an asset, column by column.

use super::{Asset, Field, FieldChange};

impl Asset {
    /// Everything that a new asset was given, in the order of the columns, its tag apart.
    #[must_use]
    pub fn given(&self) -> Vec<FieldChange> {
        let attrs = self.attrs.keys().map(|name| Field::Attr(name.clone()));
        let columns = Field::NAMES.into_iter().filter(|name| *name != "tag").filter_map(Field::parse).chain(attrs);
        let told = columns.filter_map(|field| Some((field.name().into_owned(), self.shown(&field)?)));
        told.map(|(field, value)| FieldChange { field, before: None, after: Some(value) }).collect()
    }
}

/// What one change did; of a new asset everything that it was given.
#[must_use]
pub fn changes(before: Option<&Asset>, after: &Asset) -> Vec<FieldChange> {
    before.map_or_else(|| after.given(), |before| before.diff(after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::asset::AssetKind;
    use crate::domain::id::AssetTag;

    #[test]
    fn a_new_asset_was_given_what_it_has_and_a_known_one_what_differs() {
        let mut asset = Asset::new(AssetTag::new("A").unwrap(), AssetKind::Server);
        asset.set(&Field::Attr("ram".into()), "64").unwrap();
        let given: Vec<String> = changes(None, &asset).into_iter().map(|change| change.field).collect();
        assert_eq!(given, ["kind", "status", "managed_by", "criticality", "attr.ram"]);
        let renamed = Asset { tag: AssetTag::new("B").unwrap(), ..asset.clone() };
        let tag = FieldChange { field: "tag".into(), before: Some("A".into()), after: Some("B".into()) };
        assert_eq!(changes(Some(&asset), &renamed), [tag]);
    }
}
