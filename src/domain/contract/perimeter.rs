//! What a contract covers: lines in order, the first that matches an asset gives its targets.

use serde::{Deserialize, Serialize};

use crate::domain::id::{AssetTag, LineName};

/// One `[[line]]`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Line {
    /// Its name, unique in the contract.
    pub name: LineName,
    /// Asset kinds (codes).
    pub kinds: Vec<String>,
    /// Tags.
    pub assets: Vec<AssetTag>,
    /// Sites.
    pub sites: Vec<String>,
    /// Services.
    pub services: Vec<String>,
    /// Operating systems.
    pub os: Vec<String>,
    /// Tags that this line does not cover.
    pub excluded: Vec<AssetTag>,
}
