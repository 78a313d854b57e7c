//! The events that deadlines are computed from, streamed ticket by ticket from an index that covers them.

use std::collections::HashMap;
use std::rc::Rc;

use super::codec;
use crate::domain::id::{ClientCode, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::ticket::event::Happening;
use crate::store::db::{Db, R, Row};

/// An event without text and author. Assets, channel and assignee of an opening, and the assets of an edit, are left
/// out: no clock needs them. Equal happenings of many tickets are one.
#[derive(Clone, Debug)]
pub struct Mark {
    /// 1 is the opening; the order in which it was recorded.
    pub seq: u32,
    /// When it happened.
    pub at: Instant,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// What.
    pub what: Rc<Happening>,
}

/// Whose events are wanted.
#[derive(Clone, Copy, Debug)]
pub enum Selection<'a> {
    /// All tickets, read once from end to end.
    All,
    /// Tickets on which work is due, of one client or of all.
    Open(Option<&'a ClientCode>),
    /// Tickets that had something happen in `[from, to)` or were open in it, of one client or of all: those opened
    /// before `to` that are open still or whose last event is at `from` or later.
    Touching {
        /// Of this client, or of all.
        client: Option<&'a ClientCode>,
        /// First instant.
        from: Instant,
        /// First instant after.
        to: Instant,
    },
    /// One ticket.
    One(TicketNumber),
}

pub(super) const ALL: &str = "SELECT ticket, seq, at, type, arg, recorded_at FROM event WHERE ticket IS NOT NULL
    ORDER BY ticket NULLS FIRST, seq NULLS FIRST";
const ONE: &str = "SELECT ticket, seq, at, type, arg, recorded_at FROM event WHERE ticket = $1 AND ticket IS NOT NULL
    ORDER BY ticket NULLS FIRST, seq NULLS FIRST";
const OPEN: &str = "SELECT e.ticket, e.seq, e.at, e.type, e.arg, e.recorded_at
    FROM (SELECT number FROM ticket_cache WHERE is_open = 1 ORDER BY number NULLS FIRST) t
    CROSS JOIN event e WHERE e.ticket = t.number AND e.ticket IS NOT NULL
    ORDER BY e.ticket NULLS FIRST, e.seq NULLS FIRST";
const OPEN_OF_CLIENT: &str = "SELECT e.ticket, e.seq, e.at, e.type, e.arg, e.recorded_at
    FROM (SELECT t.number AS number FROM client c CROSS JOIN ticket_cache t
          WHERE c.key = $1 AND t.client = c.id AND t.is_open = 1) t
    CROSS JOIN event e WHERE e.ticket = t.number AND e.ticket IS NOT NULL
    ORDER BY e.ticket NULLS FIRST, e.seq NULLS FIRST";
const TOUCHING: &str = "SELECT e.ticket, e.seq, e.at, e.type, e.arg, e.recorded_at
    FROM (SELECT t.number AS number FROM client c CROSS JOIN ticket_cache t
          WHERE t.client = c.id AND t.is_open = 1 AND t.opened_at < $2
          UNION ALL
          SELECT t.number AS number FROM client c CROSS JOIN ticket_cache t
          WHERE t.client = c.id AND t.is_open = 0 AND t.last_at >= $1 AND t.opened_at < $2) t
    CROSS JOIN event e WHERE e.ticket = t.number AND e.ticket IS NOT NULL
    ORDER BY e.ticket NULLS FIRST, e.seq NULLS FIRST";
const TOUCHING_OF_CLIENT: &str = "SELECT e.ticket, e.seq, e.at, e.type, e.arg, e.recorded_at
    FROM (SELECT t.number AS number FROM client c CROSS JOIN ticket_cache t
          WHERE c.key = $3 AND t.client = c.id AND t.is_open = 1 AND t.opened_at < $2
          UNION ALL
          SELECT t.number AS number FROM client c CROSS JOIN ticket_cache t
          WHERE c.key = $3 AND t.client = c.id AND t.is_open = 0 AND t.last_at >= $1 AND t.opened_at < $2) t
    CROSS JOIN event e WHERE e.ticket = t.number AND e.ticket IS NOT NULL
    ORDER BY e.ticket NULLS FIRST, e.seq NULLS FIRST";

/// Hands over the marks of each selected ticket, in sequence, the tickets by number. Constant memory.
///
/// # Errors
/// [`super::DbErr`], or that of `f`.
pub fn events_for_sla(
    db: &mut dyn Db,
    selection: &Selection<'_>,
    f: &mut dyn FnMut(TicketNumber, &[Mark]) -> R<()>,
) -> R<()> {
    let mut gather = Gather { number: TicketNumber(0), marks: Vec::new(), known: Known::default() };
    let mut take = |row: &Row<'_>| gather.take(row, f);
    match selection {
        Selection::All => db.each(ALL, &[], &mut take),
        Selection::One(number) => db.each(ONE, &[number.0.into()], &mut take),
        Selection::Open(None) => db.each(OPEN, &[], &mut take),
        Selection::Open(Some(client)) => db.each(OPEN_OF_CLIENT, &[client.key().as_str().into()], &mut take),
        Selection::Touching { client: None, from, to } => db.each(TOUCHING, &[from.0.into(), to.0.into()], &mut take),
        Selection::Touching { client: Some(client), from, to } => {
            let key = client.key();
            db.each(TOUCHING_OF_CLIENT, &[from.0.into(), to.0.into(), key.as_str().into()], &mut take)
        }
    }?;
    gather.hand_over(f)
}

struct Gather {
    number: TicketNumber,
    marks: Vec<Mark>,
    known: Known,
}

impl Gather {
    fn take(&mut self, row: &Row<'_>, f: &mut dyn FnMut(TicketNumber, &[Mark]) -> R<()>) -> R<()> {
        let number = TicketNumber(row.int(0)?);
        if number != self.number {
            self.hand_over(f)?;
            self.number = number;
        }
        let what = self.known.happening(row)?;
        let recorded_at = Instant(row.int(5)?);
        self.marks.push(Mark { seq: row.count(1)?, at: Instant(row.int(2)?), recorded_at, what });
        Ok(())
    }

    fn hand_over(&mut self, f: &mut dyn FnMut(TicketNumber, &[Mark]) -> R<()>) -> R<()> {
        if !self.marks.is_empty() {
            f(self.number, &self.marks)?;
            self.marks.clear();
        }
        Ok(())
    }
}

/// Happenings that were met before: there are few different ones among millions.
#[derive(Default)]
struct Known {
    plain: HashMap<&'static str, Rc<Happening>>,
    with_arg: HashMap<String, Rc<Happening>>,
    key: String,
}

/// So many different openings, reasons and severities are kept; more are rare and read anew.
const REMEMBERED: usize = 50_000;

impl Known {
    fn happening(&mut self, row: &Row<'_>) -> R<Rc<Happening>> {
        let kind = row.text(3)?;
        if let Some(known) = self.plain.get(kind) {
            return Ok(Rc::clone(known));
        }
        self.with_arg(kind, row.text(4)?)
    }

    fn with_arg(&mut self, kind: &str, arg: &str) -> R<Rc<Happening>> {
        self.key.clear();
        self.key.push_str(kind);
        self.key.push(' ');
        self.key.push_str(arg);
        if let Some(known) = self.with_arg.get(&self.key) {
            return Ok(Rc::clone(known));
        }
        let happening = Rc::new(codec::decode(kind, arg, None)?);
        if is_plain(&happening) {
            self.plain.insert(happening.code(), Rc::clone(&happening));
        } else if self.with_arg.len() < REMEMBERED {
            self.with_arg.insert(self.key.clone(), Rc::clone(&happening));
        }
        Ok(happening)
    }
}

/// Its code says it all.
fn is_plain(happening: &Happening) -> bool {
    matches!(
        happening,
        Happening::Acknowledged
            | Happening::WorkedAround
            | Happening::Updated
            | Happening::Resolved
            | Happening::Reopened
            | Happening::Closed
    )
}

/// The statements that must find their rows by index, each with how many parameters it takes.
#[cfg(test)]
pub(super) const fn statements_by_index() -> [(&'static str, usize); 5] {
    [(ONE, 1), (OPEN, 0), (OPEN_OF_CLIENT, 1), (TOUCHING, 2), (TOUCHING_OF_CLIENT, 3)]
}
