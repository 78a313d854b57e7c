//! Through which channel tickets came: only their openings say it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::id::{ClientCode, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::ticket::event::Channel;
use crate::store::db::{Db, DbErr, R};

// In two halves, each with its index.
const CAME: &str = "SELECT s.number, e.data FROM
    (SELECT o.number AS number FROM client c CROSS JOIN ticket_cache o
     WHERE c.key = $3 AND o.client = c.id AND o.is_open = 1 AND o.opened_at < $2
     UNION ALL
     SELECT t.number AS number FROM client c CROSS JOIN ticket_cache t
     WHERE c.key = $3 AND t.client = c.id AND t.is_open = 0 AND t.last_at >= $1 AND t.opened_at < $2) s
    CROSS JOIN event e WHERE e.ticket = s.number AND e.seq = 1 AND e.ticket IS NOT NULL";

#[derive(Default, Deserialize)]
struct Facts {
    #[serde(default)]
    channel: Option<Channel>,
}

/// The channels of the tickets of a client that had something happen in `[from, to)` or were open in it.
///
/// # Errors
/// [`DbErr`].
pub fn channels(
    db: &mut dyn Db,
    client: &ClientCode,
    from: Instant,
    to: Instant,
) -> R<BTreeMap<TicketNumber, Option<Channel>>> {
    let mut found = BTreeMap::new();
    let key = client.key();
    db.each(CAME, &[from.0.into(), to.0.into(), key.as_str().into()], &mut |row| {
        let number = TicketNumber(row.int(0)?);
        let damaged = |e: serde_json::Error| DbErr::damaged(format!("the opening of ticket {number}: {e}"));
        let facts: Option<Facts> = row.opt_text(1)?.map(serde_json::from_str).transpose().map_err(damaged)?;
        found.insert(number, facts.unwrap_or_default().channel);
        Ok(())
    })?;
    Ok(found)
}
