//! What lists show, found by index.

use super::Summary;
use super::codec::from_code;
use crate::domain::id::{AssetTag, ClientCode, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::ticket::lifecycle::Status;
use crate::store::client::ClientId;
use crate::store::db::{self, Db, DbErr, R, Row};
use crate::store::words;

/// Which tickets.
#[derive(Clone, Copy, Default, Debug)]
pub struct Filter<'a> {
    /// Of this client.
    pub client: Option<&'a ClientCode>,
    /// In this status.
    pub status: Option<Status>,
    /// Resolved, closed and cancelled ones too.
    pub all: bool,
}

// One list of columns; `concat!` keeps every statement a constant.
macro_rules! select {
    ($tail:literal) => {
        concat!(
            "SELECT t.number, c.code, t.contract, t.amendment, t.line, t.excluded, t.kind, t.severity, t.status,
            t.opened_at, t.last_at, t.assignee, t.title, t.assets ",
            $tail
        )
    };
}

const ONE: &str = select!("FROM ticket_cache t JOIN client c ON c.id = t.client WHERE t.number = $1");
const TITLE: &str = "SELECT title FROM ticket_cache WHERE number = $1";
const OPEN: &str = select!(
    "FROM client c CROSS JOIN ticket_cache t
    WHERE t.client = c.id AND t.is_open = 1 AND ($1 = '' OR t.status = $1) ORDER BY t.number NULLS FIRST"
);
const OPEN_OF_CLIENT: &str = select!(
    "FROM client c CROSS JOIN ticket_cache t
    WHERE c.key = $2 AND t.client = c.id AND t.is_open = 1 AND ($1 = '' OR t.status = $1)
    ORDER BY t.number NULLS FIRST"
);
const ALL: &str = select!(
    "FROM ticket_cache t JOIN client c ON c.id = t.client
    WHERE ($1 = '' OR t.status = $1) ORDER BY t.number NULLS FIRST"
);
// In two halves, each with its index.
const ALL_OF_CLIENT: &str = concat!(
    select!(
        "FROM client c CROSS JOIN ticket_cache t WHERE c.key = $2 AND t.client = c.id AND t.is_open = 1 AND ($1 = '' OR t.status = $1)"
    ),
    " UNION ALL ",
    select!(
        "FROM client c CROSS JOIN ticket_cache t WHERE c.key = $2 AND t.client = c.id AND t.is_open = 0 AND ($1 = '' OR t.status = $1)"
    ),
    " ORDER BY 1 NULLS FIRST"
);
const OF_ASSET: &str = select!(
    "FROM ticket_asset a JOIN ticket_cache t ON t.number = a.ticket JOIN client c ON c.id = t.client
    WHERE a.client = $1 AND a.tag_key = $2 ORDER BY a.ticket DESC NULLS LAST LIMIT $3"
);
const INCIDENTS: &str = select!(
    "FROM ticket_cache t JOIN client c ON c.id = t.client
    WHERE t.kind = 'incident' AND t.opened_at >= $1 AND t.opened_at <= $2 ORDER BY t.number NULLS FIRST"
);
const INCIDENTS_OF_CLIENT: &str = select!(
    "FROM client c CROSS JOIN ticket_cache t
    WHERE c.key = $3 AND t.client = c.id AND t.kind = 'incident' AND t.opened_at >= $1 AND t.opened_at <= $2
    ORDER BY t.number NULLS FIRST"
);
const OPEN_TITLES: &str = "SELECT t.number, t.title FROM client c CROSS JOIN ticket_cache t
    WHERE t.client = c.id AND t.is_open = 1 ORDER BY t.number DESC NULLS LAST LIMIT $1";
const WORD: &str = "SELECT ticket FROM ticket_word WHERE word >= $1 AND word < $2";

fn ticket(row: &Row<'_>) -> R<(TicketNumber, Summary)> {
    let summary = Summary {
        client: row.parsed(1)?,
        contract: row.opt_parsed(2)?,
        amendment: row.count(3)?,
        line: row.opt_parsed(4)?,
        excluded: row.opt_text(5)?.map(from_code).transpose()?,
        kind: from_code(row.text(6)?)?,
        severity: row.opt_parsed(7)?,
        status: status(row.text(8)?)?,
        opened_at: Instant(row.int(9)?),
        last_at: Instant(row.int(10)?),
        assignee: row.opt_text(11)?.map(str::to_owned),
        title: row.text(12)?.to_owned(),
        assets: tags(row.text(13)?)?,
    };
    Ok((TicketNumber(row.int(0)?), summary))
}

fn status(code: &str) -> R<Status> {
    Status::from_code(code).ok_or_else(|| DbErr::damaged(format!("`{code}` is no status that this infog knows")))
}

/// Incidents opened from `from` to `to`, of one client or of all, by number.
///
/// # Errors
/// [`DbErr`].
pub fn incidents(
    db: &mut dyn Db,
    client: Option<&ClientCode>,
    (from, to): (Instant, Instant),
) -> R<Vec<(TicketNumber, Summary)>> {
    match client {
        None => db::all(db, INCIDENTS, &[from.0.into(), to.0.into()], ticket),
        Some(client) => {
            let key = client.key();
            db::all(db, INCIDENTS_OF_CLIENT, &[from.0.into(), to.0.into(), key.as_str().into()], ticket)
        }
    }
}

/// Tags as they are kept: one a line.
pub(super) fn tags(text: &str) -> R<Vec<AssetTag>> {
    text.lines().map(|tag| AssetTag::new(tag).map_err(DbErr::damaged)).collect()
}

/// What lists show of one ticket.
///
/// # Errors
/// [`DbErr`].
pub fn summary(db: &mut dyn Db, number: TicketNumber) -> R<Option<Summary>> {
    Ok(db::one(db, ONE, &[number.0.into()], ticket)?.map(|(_, summary)| summary))
}

/// The title of a ticket.
///
/// # Errors
/// [`DbErr`].
pub fn title(db: &mut dyn Db, number: TicketNumber) -> R<Option<String>> {
    db::one(db, TITLE, &[number.0.into()], |row| Ok(row.text(0)?.to_owned()))
}

/// The tickets that pass `filter`, by number.
///
/// # Errors
/// [`DbErr`].
pub fn summaries(db: &mut dyn Db, filter: &Filter<'_>) -> R<Vec<(TicketNumber, Summary)>> {
    let status = filter.status.map_or("", Status::code).into();
    let all = filter.all || filter.status.is_some_and(|s| !s.is_open());
    match filter.client {
        None => db::all(db, if all { ALL } else { OPEN }, &[status], ticket),
        Some(client) => {
            let sql = if all { ALL_OF_CLIENT } else { OPEN_OF_CLIENT };
            db::all(db, sql, &[status, client.key().as_str().into()], ticket)
        }
    }
}

/// The last tickets of an asset, newest first.
///
/// # Errors
/// [`DbErr`].
pub fn of_asset(db: &mut dyn Db, client: ClientId, tag: &AssetTag, limit: u32) -> R<Vec<(TicketNumber, Summary)>> {
    db::all(db, OF_ASSET, &[client.0.into(), tag.key().as_str().into(), limit.into()], ticket)
}

/// Numbers and titles of open tickets, newest first: completion.
///
/// # Errors
/// [`DbErr`].
pub fn open_titles(db: &mut dyn Db, limit: u32) -> R<Vec<(TicketNumber, String)>> {
    db::all(db, OPEN_TITLES, &[limit.into()], |row| Ok((TicketNumber(row.int(0)?), row.text(1)?.to_owned())))
}

/// The tickets of one client or of all that hold every word of `text` or a word that begins with it, in title, notes
/// or requester, accents and case apart; newest first, at most `limit`.
///
/// # Errors
/// [`DbErr`].
pub fn search(
    db: &mut dyn Db,
    text: &str,
    client: Option<&ClientCode>,
    limit: usize,
) -> R<Vec<(TicketNumber, Summary)>> {
    let mut found = Vec::new();
    for number in with_words(db, text)?.into_iter().rev().map(TicketNumber) {
        if found.len() == limit {
            break;
        }
        let Some(summary) = summary(db, number)? else { continue };
        if client.is_none_or(|c| summary.client == *c) {
            found.push((number, summary));
        }
    }
    Ok(found)
}

/// The longest word first: it is found the least often. Sorted.
fn with_words(db: &mut dyn Db, text: &str) -> R<Vec<i64>> {
    let mut wanted: Vec<String> = words::words(text).into_iter().collect();
    wanted.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut left: Option<Vec<i64>> = None;
    for word in wanted {
        let end = format!("{word}\u{10ffff}");
        let mut having = Vec::new();
        db.each(WORD, &[word.as_str().into(), end.as_str().into()], &mut |row| {
            let number = row.int(0)?;
            if left.as_ref().is_none_or(|l| l.binary_search(&number).is_ok()) {
                having.push(number);
            }
            Ok(())
        })?;
        having.sort_unstable();
        having.dedup();
        left = Some(having);
    }
    Ok(left.unwrap_or_default())
}

/// The statements that must find their rows by index, each with how many parameters it takes.
#[cfg(test)]
pub(super) const fn statements_by_index() -> [(&'static str, usize); 8] {
    [
        (ONE, 1),
        (TITLE, 1),
        (OPEN, 1),
        (OPEN_OF_CLIENT, 2),
        (ALL_OF_CLIENT, 2),
        (OF_ASSET, 3),
        (OPEN_TITLES, 1),
        (WORD, 2),
    ]
}
