//! A store in a folder of its own, for tests beside the code.

use std::path::PathBuf;

use tempfile::TempDir;

use super::event::Stamp;
use super::{Db, DbErr, Options, Store, StoreError};
use crate::domain::client::{Client, Language};
use crate::domain::contract::policy::Policy;
use crate::domain::contract::terms::Terms;
use crate::domain::id::ClientCode;
use crate::domain::instant::Instant;

/// A fresh store and the folder that goes away with it.
pub(crate) struct Bench {
    pub store: Store,
    pub folder: TempDir,
}

impl Bench {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("infog.db"), &Options::default()).unwrap();
        Self { store, folder }
    }

    /// With the clients `ried` and `lys`.
    pub fn with_clients() -> Self {
        let mut bench = Self::new();
        bench.write(|db| {
            super::client::add(db, &client("ried"), &stamp())?;
            super::client::add(db, &client("lys"), &stamp())
        });
        bench
    }

    pub fn path(&self) -> PathBuf {
        self.store.path().to_owned()
    }

    pub fn write<T>(&mut self, f: impl FnMut(&mut dyn Db) -> Result<T, DbErr>) -> T {
        self.try_write(f).unwrap()
    }

    pub fn try_write<T>(&mut self, f: impl FnMut(&mut dyn Db) -> Result<T, DbErr>) -> Result<T, Refusal> {
        let mut f = f;
        self.store.write(|db| f(db).map_err(Refusal::from))
    }

    /// What a check of the whole file finds.
    pub fn faults(&mut self) -> Vec<String> {
        let verdict = self.store.verify(None, &mut |_, _, _| {}).unwrap();
        verdict.faults.iter().map(ToString::to_string).collect()
    }

    pub fn read<T>(&mut self, f: impl FnOnce(&mut dyn Db) -> Result<T, DbErr>) -> T {
        self.store.read(|db| f(db).map_err(Refusal::from)).unwrap()
    }
}

/// What a command would return.
#[derive(Debug, PartialEq)]
pub(crate) enum Refusal {
    Store(StoreError),
    Db(DbErr),
    Own(&'static str),
}

impl From<StoreError> for Refusal {
    fn from(err: StoreError) -> Self {
        Self::Store(err)
    }
}

impl From<DbErr> for Refusal {
    fn from(err: DbErr) -> Self {
        Self::Db(err)
    }
}

pub(crate) fn stamp() -> Stamp {
    Stamp {
        at: Instant(1_770_000_000),
        recorded_at: Instant(1_770_000_060),
        actor: "lea".to_owned(),
        clock_given: false,
    }
}

pub(crate) fn client(code: &str) -> Client {
    Client {
        code: ClientCode::new(code).unwrap(),
        name: format!("Ateliers {code}"),
        zone: "Europe/Paris".to_owned(),
        language: Language::Fr,
        archived: false,
    }
}

pub(crate) fn terms(contract: &str, client: &str, amendment: u32, title: &str) -> Terms {
    let terms = serde_json::json!({
        "ref": contract, "client": client, "title": title, "amendment": amendment,
        "effective_on": "2025-07-01", "starts_on": "2025-07-01", "ends_on": null,
        "calendar": "bureau", "policy": Policy::default(),
    });
    serde_json::from_value(terms).unwrap()
}
