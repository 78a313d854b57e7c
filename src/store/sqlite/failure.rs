//! What SQLite answers where something fails, and what kind of failure that is.

use rusqlite::ffi;

use crate::store::db::{DbErr, Kind};

/// What SQLite says, under no code of its own, of a header whose version of the schema was never given out.
const FOREIGN_FORMAT: &str = "unsupported file format";

/// The failure in words of the store.
pub(super) fn convert(err: &rusqlite::Error) -> DbErr {
    match err {
        rusqlite::Error::SqliteFailure(code, text) => {
            let text = text.clone().unwrap_or_else(|| code.to_string());
            let kind = if text == FOREIGN_FORMAT { Kind::Damaged } else { kind_of(code.extended_code) };
            DbErr::new(kind, text)
        }
        rusqlite::Error::SqlInputError { error, msg, sql, .. } => {
            DbErr::new(kind_of(error.extended_code), format!("{msg} in `{sql}`"))
        }
        rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::Utf8Error(..)
        | rusqlite::Error::QueryReturnedNoRows
        | rusqlite::Error::IntegralValueOutOfRange(..) => DbErr::new(Kind::Damaged, err.to_string()),
        rusqlite::Error::InvalidPath(_) | rusqlite::Error::NulError(_) => {
            DbErr::new(Kind::Unreachable, err.to_string())
        }
        other => DbErr::new(Kind::Other, other.to_string()),
    }
}

/// One table of kinds for SQLite's result codes; extended ones first, then their families.
pub(in crate::store) fn kind_of(extended: i32) -> Kind {
    match extended {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            return Kind::Unique;
        }
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => return Kind::ForeignKey,
        ffi::SQLITE_CONSTRAINT_NOTNULL => return Kind::NotNull,
        ffi::SQLITE_CONSTRAINT_CHECK | ffi::SQLITE_CONSTRAINT_DATATYPE => return Kind::Check,
        ffi::SQLITE_READONLY_DIRECTORY => return Kind::FolderReadOnly,
        ffi::SQLITE_IOERR_WRITE | ffi::SQLITE_IOERR_SHMSIZE => return Kind::Full,
        ffi::SQLITE_IOERR_SHORT_READ | ffi::SQLITE_IOERR_CORRUPTFS => return Kind::Damaged,
        _ => {}
    }
    match extended & 0xff {
        ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => Kind::Retry,
        ffi::SQLITE_FULL => Kind::Full,
        ffi::SQLITE_READONLY => Kind::ReadOnly,
        ffi::SQLITE_CANTOPEN | ffi::SQLITE_PERM => Kind::Unreachable,
        ffi::SQLITE_CORRUPT => Kind::Damaged,
        ffi::SQLITE_NOTADB => Kind::Foreign,
        ffi::SQLITE_IOERR | ffi::SQLITE_NOLFS => Kind::Disk,
        ffi::SQLITE_PROTOCOL => Kind::Retry,
        ffi::SQLITE_CONSTRAINT | ffi::SQLITE_TOOBIG | ffi::SQLITE_MISMATCH => Kind::Check,
        // A damaged schema shows as an unknown table or a malformed definition.
        ffi::SQLITE_SCHEMA => Kind::Damaged,
        _ => Kind::Other,
    }
}
