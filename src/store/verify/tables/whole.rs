//! Tables whose rows are whole values: clients, sites, contacts, rules. Each change has the value before and after it
//! beside the chain.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::Told;
use super::cell::{Cell, Table, parsed};
use crate::domain::id::folded;
use crate::store::db::{Db, DbErr, R};
use crate::store::undo::UNDONE;
use crate::store::verify::fault::Faults;

/// The rows of one subject. The n-th that was added has row n, whatever became of it.
#[derive(Default)]
pub(super) struct Whole {
    rows: BTreeMap<i64, Value>,
    ids: HashMap<String, i64>,
    given: i64,
}

impl Whole {
    /// Takes an event of a subject whose key never changes.
    pub(super) fn follow(&mut self, told: &Told<'_>) -> R<()> {
        self.take(told, told.key.to_owned())
    }

    /// Takes an event of a subject whose key is the number of its row: a hand-over keeps numbers, and leaves gaps.
    pub(super) fn follow_number(&mut self, told: &Told<'_>) -> R<()> {
        let number: i64 = told.key.parse().map_err(|e| DbErr::damaged(format!("event {}: {e}", told.id)))?;
        self.given = self.given.max(number);
        self.ids.insert(told.key.to_owned(), number);
        self.take(told, told.key.to_owned())
    }

    /// Takes an event of a subject that the values themselves tell apart.
    pub(super) fn follow_value(&mut self, told: &Told<'_>) -> R<()> {
        let mut beside = parsed(told.id, told.beside)?;
        let name = |value: &Value| value.to_string();
        let (before, after) = (beside["before"].take(), beside["after"].take());
        if told.kind == UNDONE {
            return self.undo(told, (name(&before), name(&after)), after);
        }
        let known = if before.is_null() { None } else { self.ids.remove(&name(&before)) };
        let id = known.unwrap_or_else(|| self.next());
        self.put(id, after.clone());
        self.ids.insert(name(&after), id);
        Ok(())
    }

    /// An undo says which row it left, or took away.
    fn undo(&mut self, told: &Told<'_>, names: (String, String), after: Value) -> R<()> {
        let row = parsed(told.id, told.data)?["row"].as_i64();
        let row = row.ok_or_else(|| DbErr::damaged(format!("event {} does not say which row it left", told.id)))?;
        self.ids.remove(&names.0);
        if !after.is_null() {
            self.ids.insert(names.1, row);
        }
        self.given = self.given.max(row);
        self.put(row, after);
        Ok(())
    }

    fn take(&mut self, told: &Told<'_>, name: String) -> R<()> {
        let Value::Object(mut beside) = parsed(told.id, told.beside)? else {
            return Err(DbErr::damaged(format!("event {} does not say what it left", told.id)));
        };
        if told.kind == UNDONE {
            return self.undo(told, (name.clone(), name), beside.remove("after").unwrap_or_default());
        }
        let known = self.ids.get(&name).copied();
        let id = known.unwrap_or_else(|| self.next());
        self.ids.insert(name, id);
        self.put(id, beside.remove("after").unwrap_or_default());
        Ok(())
    }

    const fn next(&mut self) -> i64 {
        self.given += 1;
        self.given
    }

    fn put(&mut self, id: i64, after: Value) {
        if after.is_null() {
            self.rows.remove(&id);
        } else {
            self.rows.insert(id, after);
        }
    }

    /// The row of a key.
    pub(super) fn id(&self, key: &str) -> Option<i64> {
        self.ids.get(key).copied()
    }

    /// How many rows were ever given out.
    pub(super) const fn given(&self) -> i64 {
        self.given
    }

    /// Compares the table; `cells` tells the other columns of a value, `data` is the last.
    pub(super) fn compare(
        &self,
        db: &mut dyn Db,
        table: &Table,
        faults: &mut Faults,
        cells: impl Fn(&Value) -> Vec<Cell>,
    ) -> R<()> {
        let row = |(id, value): (&i64, &Value)| {
            let mut cells = cells(value);
            cells.push(Cell::Json(value.clone()));
            (*id, cells)
        };
        let wanted = self.rows.iter().map(row).collect();
        table.compare(db, &wanted, faults)
    }
}

pub(super) const CLIENT: Table = Table {
    name: "client",
    sql: "SELECT id, code, key, archived, data FROM client ORDER BY id NULLS FIRST",
    columns: &["code", "key", "archived", "data"],
};
pub(super) const SITE: Table = Table {
    name: "site",
    sql: "SELECT id, client, code, key, archived, data FROM site ORDER BY id NULLS FIRST",
    columns: &["client", "code", "key", "archived", "data"],
};
pub(super) const CONTACT: Table = Table {
    name: "contact",
    sql: "SELECT id, client, key, archived, data FROM contact ORDER BY id NULLS FIRST",
    columns: &["client", "key", "archived", "data"],
};
pub(super) const RULE: Table = Table {
    name: "version_rule",
    sql: "SELECT id, client, key, data FROM version_rule ORDER BY id NULLS FIRST",
    columns: &["client", "key", "data"],
};

pub(super) const THIRD_PARTY: Table = Table {
    name: "third_party",
    sql: "SELECT id, code, key, archived, data FROM third_party ORDER BY id NULLS FIRST",
    columns: &["code", "key", "archived", "data"],
};
pub(super) const AUTHORISATION: Table = Table {
    name: "authorisation",
    sql: "SELECT number, client, third_party, data FROM authorisation ORDER BY number NULLS FIRST",
    columns: &["client", "third_party", "data"],
};
pub(super) const CAMPAIGN: Table = Table {
    name: "campaign",
    sql: "SELECT id, client, name, key, accepted_at, data FROM campaign ORDER BY id NULLS FIRST",
    columns: &["client", "name", "key", "accepted_at", "data"],
};

/// A member of a value that is a text.
pub(super) fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value.get(member).and_then(Value::as_str).unwrap_or_default()
}

/// A member of a value that is a yes or no.
pub(super) fn flag(value: &Value, member: &str) -> Cell {
    value.get(member).and_then(Value::as_bool).unwrap_or_default().into()
}

/// Code and key, as most tables have them.
pub(super) fn code_and_key(value: &Value) -> [Cell; 2] {
    let code = text(value, "code");
    [code.into(), folded(code).into()]
}
