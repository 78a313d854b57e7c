//! Parameters of statements.

use std::collections::VecDeque;

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};

use crate::store::db::Val;

/// SQLite takes `$2` for a name and counts by first appearance: each is bound by the number in its name.
pub(super) fn bind(
    statement: &mut rusqlite::Statement<'_>,
    in_order: bool,
    params: &[Val<'_>],
) -> rusqlite::Result<()> {
    let count = statement.parameter_count();
    if count != params.len() {
        return Err(rusqlite::Error::InvalidParameterCount(params.len(), count));
    }
    if in_order {
        return (1..).zip(params).try_for_each(|(index, param)| statement.raw_bind_parameter(index, Bound(*param)));
    }
    for index in 1..=count {
        let number = statement.parameter_name(index).and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok());
        let param = number.and_then(|n| params.get(n.checked_sub(1)?));
        let param = param.ok_or(rusqlite::Error::InvalidParameterCount(params.len(), count))?;
        statement.raw_bind_parameter(index, Bound(*param))?;
    }
    Ok(())
}

/// Whether the parameters of a statement appear first in the order of their numbers, of the last few statements: asking
/// SQLite for each name takes longer than many a statement.
#[derive(Default)]
pub(super) struct InOrder {
    known: VecDeque<(String, bool)>,
}

/// A loop repeats two or three statements.
const KNOWN: usize = 8;

impl InOrder {
    /// Of this statement.
    pub(super) fn are(&mut self, sql: &str) -> bool {
        if let Some((_, known)) = self.known.iter().find(|(known, _)| known == sql) {
            return *known;
        }
        let found = are_in_order(sql);
        self.known.truncate(KNOWN - 1);
        self.known.push_front((sql.to_owned(), found));
        found
    }
}

fn are_in_order(sql: &str) -> bool {
    let mut last = 0;
    sql.split('$').skip(1).all(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit);
        let number = digits.fold(0_usize, |number, digit| number.saturating_mul(10) + usize::from(digit - b'0'));
        let follows = (1..=last + 1).contains(&number);
        last = last.max(number);
        follows
    })
}

struct Bound<'a>(Val<'a>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Val::Null => ValueRef::Null,
            Val::Int(value) => ValueRef::Integer(value),
            Val::Real(value) => ValueRef::Real(value),
            Val::Text(value) => ValueRef::Text(value.as_bytes()),
            Val::Blob(value) => ValueRef::Blob(value),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::db;
    use crate::store::sqlite::Sqlite;

    #[test]
    fn parameters_are_bound_by_their_numbers_in_whatever_order_they_appear() {
        let mut db = Sqlite::in_memory().unwrap();
        for (sql, in_order) in [
            ("SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($1 AS BIGINT)", true),
            ("SELECT CAST($2 AS BIGINT) - 1, CAST($1 AS BIGINT) + 1, CAST($2 AS BIGINT) - 1", false),
            ("SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($1 AS BIGINT) WHERE '$' <> ''", false),
        ] {
            assert_eq!(are_in_order(sql), in_order, "{sql}");
            let found =
                db::one(&mut db, sql, &[1_i64.into(), 2_i64.into()], |row| Ok([row.int(0)?, row.int(1)?, row.int(2)?]));
            assert_eq!(found.unwrap(), Some([1, 2, 1]), "{sql}");
        }
        assert!(
            !are_in_order("SELECT $1, $3, $2") && are_in_order("SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11")
        );
    }
}
