//! Whose a row's asset is: a client by code, by name, or the only one.

use std::collections::HashMap;

use crate::cli::failure::Failure;
use crate::domain::client::Client;
use crate::domain::fold::fold;
use crate::domain::id::ClientCode;
use crate::domain::nearest::{hint, nearest};
use crate::store::client::ClientId;
use crate::store::{self, Db};

/// So many clients are named where none is like the one that was said.
const SHOWN: usize = 8;

/// A client of the database.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Owner {
    /// Its code.
    pub code: ClientCode,
    /// Its code as it is compared.
    pub key: String,
    /// Its row.
    pub id: ClientId,
}

/// All clients, read once.
pub struct Owners {
    by_code: HashMap<String, Owner>,
    by_name: HashMap<String, Owner>,
    codes: Vec<String>,
    only: Option<Owner>,
}

impl Owners {
    /// Reads them; only served ones can be the only one.
    ///
    /// # Errors
    /// The database failed.
    pub fn read(db: &mut dyn Db) -> Result<Self, Failure> {
        let mut owners = Self { by_code: HashMap::new(), by_name: HashMap::new(), codes: Vec::new(), only: None };
        let clients = store::client::list(db, true)?;
        let served = clients.iter().filter(|client| !client.archived).count();
        for client in &clients {
            if let Some(id) = store::client::id(db, &client.code)? {
                owners.take(client, id, served == 1);
            }
        }
        Ok(owners)
    }

    fn take(&mut self, client: &Client, id: ClientId, is_only: bool) {
        let owner = Owner { code: client.code.clone(), key: client.code.key(), id };
        if is_only && !client.archived {
            self.only = Some(owner.clone());
        }
        self.codes.push(client.code.to_string());
        self.by_code.insert(client.code.key(), owner.clone());
        self.by_name.insert(fold(&client.name), owner);
    }

    /// The client that a row names by code or name, or the only one where it names none.
    ///
    /// # Errors
    /// The sentence of the refusal.
    pub fn find(&self, named: Option<&str>) -> Result<&Owner, String> {
        let Some(name) = named else {
            return self
                .only
                .as_ref()
                .ok_or_else(|| "no client is named; add a column `client`, or say `--client CODE`".to_owned());
        };
        let parts = || name.split('>').map(str::trim).filter(|part| !part.is_empty());
        let whole = self.named(name);
        whole
            .or_else(|| parts().rev().find_map(|part| self.named(part)))
            .ok_or_else(|| self.unknown(name, parts().next_back()))
    }

    fn named(&self, name: &str) -> Option<&Owner> {
        let by_code = ClientCode::new(name).ok().and_then(|code| self.by_code.get(&code.key()));
        by_code.or_else(|| self.by_name.get(&fold(name)))
    }

    /// Names the nearest client, or those there are.
    fn unknown(&self, name: &str, last: Option<&str>) -> String {
        let wanted = last.unwrap_or(name);
        let near = nearest(wanted, self.codes.iter().map(String::as_str));
        let way_out = match (near, self.codes.is_empty()) {
            (Some(near), _) => hint(Some(near)),
            (None, true) => "; `infog client add` adds it".to_owned(),
            (None, false) => {
                let some: Vec<String> = self.codes.iter().take(SHOWN).map(|code| format!("`{code}`")).collect();
                let more = if self.codes.len() > SHOWN { " …" } else { "" };
                format!(
                    "; the clients are {}{more}; `infog client add` adds one, `--client CODE` is for lines that name none",
                    some.join(", ")
                )
            }
        };
        format!("there is no client `{wanted}`{way_out}")
    }
}
