//! What can be said of an asset on the command line.

use crate::cli::completions::candidates;
use crate::cli::failure::Failure;
use crate::domain::asset::{Asset, Field};
use crate::domain::nearest::nearest;

/// Columns with an option of their own, and `--set` for all others.
#[derive(clap::Args, Debug, Default)]
pub struct Values {
    /// What it is called
    #[arg(long)]
    label: Option<String>,

    /// Serial number, unique in the client
    #[arg(long)]
    serial: Option<String>,

    /// Code or name of its site
    #[arg(long, add = candidates::sites())]
    site: Option<String>,

    /// Room, rack
    #[arg(long, visible_alias = "room")]
    location: Option<String>,

    /// Who uses it
    #[arg(long, value_name = "NAME")]
    assigned_to: Option<String>,

    /// Who made it
    #[arg(long, value_name = "NAME")]
    manufacturer: Option<String>,

    /// Model
    #[arg(long)]
    model: Option<String>,

    /// Operating system
    #[arg(long)]
    os: Option<String>,

    /// Version of its operating system
    #[arg(long, value_name = "VERSION")]
    os_version: Option<String>,

    /// Version of its firmware
    #[arg(long, value_name = "VERSION")]
    firmware: Option<String>,

    /// Where it is in its life: ordered, in-stock, in-service, in-repair, on-loan, to-replace, retired, lost
    #[arg(long)]
    status: Option<String>,

    /// Who looks after it: provider, client, third-party
    #[arg(long, value_name = "WHO")]
    managed_by: Option<String>,

    /// How much hangs on it: low, normal, high
    #[arg(long)]
    criticality: Option<String>,

    /// Tag of what it runs on or is built into: the host of a virtual server, the server of a disk
    #[arg(long, value_name = "TAG", add = candidates::assets())]
    parent: Option<String>,

    /// Who sold or rents it
    #[arg(long, value_name = "NAME")]
    supplier: Option<String>,

    /// How it is paid for: owned, leased, provided
    #[arg(long, value_name = "WAY")]
    financing: Option<String>,

    /// Last day of its lease
    #[arg(long, value_name = "DATE")]
    lease_until: Option<String>,

    /// Day of its purchase
    #[arg(long, value_name = "DATE")]
    purchased_on: Option<String>,

    /// First day of its warranty
    #[arg(long, value_name = "DATE")]
    warranty_from: Option<String>,

    /// Last day of its warranty
    #[arg(long, value_name = "DATE")]
    warranty_until: Option<String>,

    /// What the warranty promises: return, on-site, next business day
    #[arg(long, value_name = "TEXT")]
    warranty_level: Option<String>,

    /// Last day of its subscription, licence, certificate
    #[arg(long, value_name = "DATE")]
    expires_on: Option<String>,

    /// Any column, attr.NAME too; an empty value takes it away. May be repeated
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

impl Values {
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty() && self.own().iter().all(|(_, value)| value.is_none())
    }

    /// Sets on `asset` all that was said.
    ///
    /// # Errors
    /// A field is unknown, or a value is not one of its field's.
    pub fn apply(&self, asset: &mut Asset) -> Result<(), Failure> {
        for (name, value) in self.own() {
            if let (Some(field), Some(value)) = (Field::parse(name), value) {
                asset.set(&field, value)?;
            }
        }
        for pair in &self.set {
            let (field, value) = pair_of(pair)?;
            asset.set(&field, value)?;
        }
        Ok(())
    }

    const fn own(&self) -> [(&'static str, &Option<String>); 22] {
        [
            ("label", &self.label),
            ("serial", &self.serial),
            ("site", &self.site),
            ("location", &self.location),
            ("assigned_to", &self.assigned_to),
            ("manufacturer", &self.manufacturer),
            ("model", &self.model),
            ("os", &self.os),
            ("os_version", &self.os_version),
            ("firmware", &self.firmware),
            ("status", &self.status),
            ("managed_by", &self.managed_by),
            ("criticality", &self.criticality),
            ("parent", &self.parent),
            ("supplier", &self.supplier),
            ("financing", &self.financing),
            ("lease_until", &self.lease_until),
            ("purchased_on", &self.purchased_on),
            ("warranty_from", &self.warranty_from),
            ("warranty_until", &self.warranty_until),
            ("warranty_level", &self.warranty_level),
            ("expires_on", &self.expires_on),
        ]
    }
}

/// `FIELD=VALUE`.
///
/// # Errors
/// There is no `=`, or no such field; the nearest is hinted.
pub fn pair_of(text: &str) -> Result<(Field, &str), Failure> {
    let form = || Failure::usage(format!("`--set {text}` says no value; write `--set FIELD=VALUE`"));
    let (name, value) = text.split_once('=').ok_or_else(form)?;
    let name = name.trim();
    let field = Field::parse(name).filter(|field| *field != Field::Tag).ok_or_else(|| {
        let failure = Failure::refused(format!("`{name}` is no column of an asset that can be set"));
        match nearest(name, Field::NAMES) {
            Some(near) => failure.hinted(format!("did you mean `{near}`?")),
            None => failure.hinted("what a kind has of its own is `attr.NAME`"),
        }
    })?;
    Ok((field, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_parted_at_its_first_sign() {
        let (field, value) = pair_of("attr.url=https://x?a=b").unwrap();
        assert_eq!((field, value), (Field::Attr("url".into()), "https://x?a=b"));
        assert_eq!(pair_of("serail=1").unwrap_err().hints, ["did you mean `serial`?"]);
        assert!(pair_of("serial").is_err());
        assert!(pair_of("tag=x").is_err());
    }
}
