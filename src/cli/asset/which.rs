//! One asset that a verb is about.

use crate::cli::completions::candidates;
use crate::cli::failure::Failure;
use crate::cli::find;
use crate::domain::asset::Asset;
use crate::domain::calendar::Zone;
use crate::domain::client::Client;
use crate::store::Db;

/// Its tag, and whose it is.
#[derive(clap::Args, Debug)]
pub struct Which {
    /// Its tag
    #[arg(add = candidates::assets())]
    pub tag: String,

    /// Whose, where several clients have that tag
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    pub client: Option<String>,
}

/// The asset with its owner.
#[derive(Clone, Debug)]
pub struct Owned {
    /// Whose it is.
    pub client: Client,
    /// In which times are read and shown.
    pub zone: Zone,
    /// The asset.
    pub asset: Asset,
}

impl Which {
    /// The asset.
    ///
    /// # Errors
    /// There is none, or several clients have one of that tag.
    pub fn find(&self, db: &mut dyn Db) -> Result<Owned, Failure> {
        named(db, self.client.as_deref(), &self.tag)
    }
}

/// The asset with this tag, of the client that is said or of the only one that has it.
///
/// # Errors
/// As [`Which::find`].
pub fn named(db: &mut dyn Db, client: Option<&str>, tag: &str) -> Result<Owned, Failure> {
    let client = client.map(|code| find::client(db, code)).transpose()?;
    let (owner, asset) = find::asset(db, client.as_ref().map(|client| &client.code), tag)?;
    let client = find::client(db, owner.as_str())?;
    Ok(Owned { zone: find::zone_of(&client)?, client, asset })
}
