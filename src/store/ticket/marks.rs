//! The events that deadlines are computed from, packed into one value a ticket so that a million tickets are read in
//! a fraction of a second. The log stays the truth: the packed form is a cache.

use std::collections::HashMap;
use std::rc::Rc;

use super::codec;
use crate::domain::id::{ClientCode, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::ticket::event::Happening;
use crate::store::db::{self, Db, DbErr, R, Row, Val};

/// An event without text and author. Assets, channel and assignee of an opening, the assets of an edit, and what is
/// known of logged work besides its minutes are left out: no clock needs them. Equal happenings of many tickets are one.
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

pub(super) const ALL: &str = "SELECT number, marks FROM ticket_cache ORDER BY number NULLS FIRST";
const ONE: &str = "SELECT number, marks FROM ticket_cache WHERE number = $1";
// By client, or SQLite would read all tickets in order rather than sort the open ones.
const OPEN: &str = "SELECT t.number, t.marks FROM client c CROSS JOIN ticket_cache t
    WHERE t.client = c.id AND t.is_open = 1 ORDER BY t.number NULLS FIRST";
const OPEN_OF_CLIENT: &str = "SELECT t.number, t.marks FROM client c CROSS JOIN ticket_cache t
    WHERE c.key = $1 AND t.client = c.id AND t.is_open = 1 ORDER BY t.number NULLS FIRST";
// Numbers are sorted alone, before the rows are read.
const TOUCHING: &str = "SELECT t.number, t.marks
    FROM (SELECT o.number AS number FROM client c CROSS JOIN ticket_cache o
          WHERE o.client = c.id AND o.is_open = 1 AND o.opened_at < $2
          UNION ALL
          SELECT t.number AS number FROM client c CROSS JOIN ticket_cache t
          WHERE t.client = c.id AND t.is_open = 0 AND t.last_at >= $1 AND t.opened_at < $2
          ORDER BY number NULLS FIRST) s
    CROSS JOIN ticket_cache t WHERE t.number = s.number ORDER BY t.number NULLS FIRST";
const TOUCHING_OF_CLIENT: &str = "SELECT t.number, t.marks
    FROM (SELECT o.number AS number FROM client c CROSS JOIN ticket_cache o
          WHERE c.key = $3 AND o.client = c.id AND o.is_open = 1 AND o.opened_at < $2
          UNION ALL
          SELECT t.number AS number FROM client c CROSS JOIN ticket_cache t
          WHERE c.key = $3 AND t.client = c.id AND t.is_open = 0 AND t.last_at >= $1 AND t.opened_at < $2
          ORDER BY number NULLS FIRST) s
    CROSS JOIN ticket_cache t WHERE t.number = s.number ORDER BY t.number NULLS FIRST";

// Where a good part of all tickets is wanted, one walk through the table is sooner done than finding each.
const TOUCHING_BY_WALK: &str = "SELECT number, marks FROM ticket_cache
    WHERE opened_at < $2 AND (is_open = 1 OR last_at >= $1) ORDER BY number NULLS FIRST";
const TOUCHED: &str = "SELECT s_open.n + s_over.n FROM
    (SELECT count(*) AS n FROM client c CROSS JOIN ticket_cache o
     WHERE o.client = c.id AND o.is_open = 1 AND o.opened_at < $2) s_open CROSS JOIN
    (SELECT count(*) AS n FROM client c CROSS JOIN ticket_cache t
     WHERE t.client = c.id AND t.is_open = 0 AND t.last_at >= $1 AND t.opened_at < $2) s_over";

/// One in so many is a good part.
const GOOD_PART: i64 = 8;

fn touching(db: &mut dyn Db, bounds: &[Val<'_>]) -> R<&'static str> {
    let touched = db::row(db, TOUCHED, bounds, "the number of tickets", |row| row.int(0))?;
    let walks = touched.saturating_mul(GOOD_PART) >= super::last_number(db)?;
    Ok(if walks { TOUCHING_BY_WALK } else { TOUCHING })
}

/// Hands over the marks of each selected ticket, in sequence, the tickets by number. Constant memory.
///
/// # Errors
/// [`DbErr`], or that of `f`.
pub fn events_for_sla(
    db: &mut dyn Db,
    selection: &Selection<'_>,
    f: &mut dyn FnMut(TicketNumber, &[Mark]) -> R<()>,
) -> R<()> {
    let mut known = Known::default();
    let mut marks = Vec::new();
    let mut take = |row: &Row<'_>| {
        let number = TicketNumber(row.int(0)?);
        unpack(row.blob(1)?, &mut known, &mut marks)
            .map_err(|e| DbErr { text: format!("ticket {number}: {}", e.text), ..e })?;
        f(number, &marks)
    };
    match selection {
        Selection::All => db.each(ALL, &[], &mut take),
        Selection::One(number) => db.each(ONE, &[number.0.into()], &mut take),
        Selection::Open(None) => db.each(OPEN, &[], &mut take),
        Selection::Open(Some(client)) => db.each(OPEN_OF_CLIENT, &[client.key().as_str().into()], &mut take),
        Selection::Touching { client: None, from, to } => {
            let bounds = [from.0.into(), to.0.into()];
            let sql = touching(db, &bounds)?;
            db.each(sql, &bounds, &mut take)
        }
        Selection::Touching { client: Some(client), from, to } => {
            let key = client.key();
            db.each(TOUCHING_OF_CLIENT, &[from.0.into(), to.0.into(), key.as_str().into()], &mut take)
        }
    }
}

/// Codes in the packed form, by position.
const CODES: [&str; Happening::CODES.len()] = Happening::CODES;

/// Set in the byte of the code where an `arg` follows.
const WITH_ARG: u8 = 0x80;

/// Instants are kept from here (2000-01-01 UTC): shorter.
const EPOCH: i64 = 946_684_800;

/// Appends one event: a byte for its code, the instant, the seconds until it was recorded, then its `arg`.
pub(in crate::store) fn pack(out: &mut Vec<u8>, at: Instant, recorded_at: Instant, code: &str, arg: &str) -> R<()> {
    let position = CODES.iter().position(|known| *known == code);
    let byte = position.and_then(|p| u8::try_from(p).ok());
    let byte = byte.ok_or_else(|| DbErr::damaged(format!("`{code}` is no event that this infog knows")))?;
    out.push(if arg.is_empty() { byte } else { byte | WITH_ARG });
    number(out, zigzag(at.0.wrapping_sub(EPOCH)));
    number(out, zigzag(recorded_at.since(at)));
    if !arg.is_empty() {
        number(out, arg.len() as u64);
        out.extend_from_slice(arg.as_bytes());
    }
    Ok(())
}

const fn zigzag(value: i64) -> u64 {
    (value.wrapping_shl(1) ^ (value >> 63)).cast_unsigned()
}

const fn unzigzag(value: u64) -> i64 {
    (value >> 1).cast_signed() ^ -(value & 1).cast_signed()
}

/// Seven bits a byte, the lowest first.
fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}

fn read_number(bytes: &mut &[u8]) -> R<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let byte = read_byte(bytes)?;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Ok(value);
        }
    }
    Err(cut())
}

fn read_byte(bytes: &mut &[u8]) -> R<u8> {
    let (first, rest) = bytes.split_first().ok_or_else(cut)?;
    *bytes = rest;
    Ok(*first)
}

fn read_arg<'a>(bytes: &mut &'a [u8]) -> R<&'a [u8]> {
    let length = usize::try_from(read_number(bytes)?).map_err(|_| cut())?;
    let (arg, rest) = bytes.split_at_checked(length).ok_or_else(cut)?;
    *bytes = rest;
    Ok(arg)
}

fn cut() -> DbErr {
    DbErr::damaged("its packed events are cut")
}

fn unpack(mut bytes: &[u8], known: &mut Known, marks: &mut Vec<Mark>) -> R<()> {
    marks.clear();
    let mut seq = 0;
    while !bytes.is_empty() {
        let code = read_byte(&mut bytes)?;
        let at = Instant(unzigzag(read_number(&mut bytes)?).wrapping_add(EPOCH));
        let recorded_at = at.plus_s(unzigzag(read_number(&mut bytes)?));
        let arg = if code & WITH_ARG == 0 { &[] } else { read_arg(&mut bytes)? };
        let what = known.happening(code & !WITH_ARG, arg)?;
        seq += 1;
        marks.push(Mark { seq, at, recorded_at, what });
    }
    Ok(())
}

/// Happenings that were met before: there are few different ones among millions.
struct Known {
    /// Without `arg`, by code.
    plain: [Option<Rc<Happening>>; CODES.len()],
    /// The last one with an `arg`, by code.
    last: [Option<(Vec<u8>, Rc<Happening>)>; CODES.len()],
    /// All with an `arg`, by code.
    all: [HashMap<Vec<u8>, Rc<Happening>>; CODES.len()],
}

impl Default for Known {
    fn default() -> Self {
        Self {
            plain: [const { None }; CODES.len()],
            last: [const { None }; CODES.len()],
            all: std::array::from_fn(|_| HashMap::new()),
        }
    }
}

/// So many different openings, reasons or severities are kept; more are rare and read anew.
const REMEMBERED: usize = 50_000;

impl Known {
    fn happening(&mut self, code: u8, arg: &[u8]) -> R<Rc<Happening>> {
        let code = usize::from(code);
        let unknown = || DbErr::damaged(format!("code {code} is no event that this infog knows"));
        let name = CODES.get(code).ok_or_else(unknown)?;
        if arg.is_empty() {
            let plain = self.plain.get_mut(code).ok_or_else(unknown)?;
            if plain.is_none() {
                *plain = Some(Rc::new(codec::decode(name, "", None)?));
            }
            return plain.clone().ok_or_else(unknown);
        }
        let last = self.last.get_mut(code).ok_or_else(unknown)?;
        match last {
            Some((key, known)) if key == arg => return Ok(Rc::clone(known)),
            _ => {}
        }
        let all = self.all.get_mut(code).ok_or_else(unknown)?;
        let what = remembered(all, name, arg)?;
        match last {
            Some((key, known)) => {
                key.clear();
                key.extend_from_slice(arg);
                *known = Rc::clone(&what);
            }
            None => *last = Some((arg.to_vec(), Rc::clone(&what))),
        }
        Ok(what)
    }
}

fn remembered(all: &mut HashMap<Vec<u8>, Rc<Happening>>, name: &str, arg: &[u8]) -> R<Rc<Happening>> {
    if let Some(known) = all.get(arg) {
        return Ok(Rc::clone(known));
    }
    let text = std::str::from_utf8(arg).map_err(DbErr::damaged)?;
    let what = Rc::new(codec::decode(name, text, None)?);
    if all.len() < REMEMBERED {
        all.insert(arg.to_vec(), Rc::clone(&what));
    }
    Ok(what)
}

/// The statements that must find their rows by index, each with how many parameters it takes.
#[cfg(test)]
pub(super) const fn statements_by_index() -> [(&'static str, usize); 6] {
    [(ONE, 1), (OPEN, 0), (OPEN_OF_CLIENT, 1), (TOUCHING, 2), (TOUCHED, 2), (TOUCHING_OF_CLIENT, 3)]
}
