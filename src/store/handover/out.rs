//! Lines written: the log from its first event to its last, without what is another's.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::scope::Scope;
use super::wire::{Change, FORMAT, Head, Line};
use crate::domain::id::ClientCode;
use crate::domain::instant::Instant;
use crate::domain::licence::masked;
use crate::store::PROGRAM;
use crate::store::chain::{Columns, Hash};
use crate::store::db::{self, Db, DbErr, Kind, R, Row};
use crate::store::undo;

/// So many events are read before they are written.
const BATCH: i64 = 500;

const EVENTS: &str = "SELECT e.id, e.at, e.recorded_at, e.actor, e.program, e.clock_given, e.subject, e.key, e.ticket,
    e.seq, e.type, e.arg, e.data, e.digest, e.behind_s, e.part_of, t.body
    FROM event e LEFT JOIN event_text t ON t.event = e.id LEFT JOIN ticket_cache k ON k.number = e.ticket
    WHERE e.id > $1 AND (e.ticket IS NULL OR k.client = $2) ORDER BY e.id NULLS FIRST LIMIT $3";
const CHANGES: &str = "SELECT h.id, h.asset, h.line, h.before, h.after, h.digest FROM asset_history h
    JOIN asset a ON a.id = h.asset
    WHERE h.id >= $1 AND h.id < $2 AND a.client = $3 ORDER BY h.id NULLS FIRST";
const COUNT_CHANGES: &str = "SELECT count(*) FROM asset_change h JOIN asset a ON a.id = h.asset
    WHERE h.id >= $1 AND h.id < $2 AND a.client = $3";
const SITES: &str = "SELECT key, data FROM site WHERE client = $1";
const CONTACTS: &str = "SELECT id, data FROM contact WHERE client = $1";
const CAMPAIGNS: &str = "SELECT key, data FROM campaign WHERE client = $1";
const PARTIES: &str = "SELECT key, data FROM third_party";
const AUTHORISATIONS: &str = "SELECT number, data FROM authorisation WHERE client = $1";
const CALENDAR: &str = "SELECT source, spec FROM calendar_version WHERE event = $1";
const CONTRACT: &str = "SELECT source, terms FROM contract_version WHERE event = $1";
const FROZEN: &str = "SELECT r.change FROM campaign k JOIN campaign_asset r ON r.campaign = k.id
    WHERE k.client = $1 AND k.key = $2 ORDER BY r.asset NULLS FIRST";
/// Changes of the same asset that left it as one did, the last one first.
const ALIKE: &str = "SELECT o.id FROM asset_history h JOIN asset_history o ON o.asset = h.asset
    WHERE h.id = $1 AND o.id <= h.id AND o.after = h.after ORDER BY o.id DESC NULLS LAST";
const CHANGED: &str = "SELECT h.event, a.tag FROM asset_change h JOIN asset a ON a.id = h.asset WHERE h.id = $1";
const DEED: &str = "SELECT asset, other FROM asset_deed WHERE event = $1";

/// What was handed over.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[allow(missing_docs)] // the names say it
pub struct Handed {
    pub events: u64,
    pub changes: u64,
}

/// Writes every line of a client: first the [`Head`], then its events in the order in which they were recorded.
///
/// # Errors
/// [`DbErr`]; [`Kind::ForeignKey`] where there is no such client, or where a campaign froze what was taken back since.
pub fn write(db: &mut dyn Db, client: &ClientCode, keys: bool, now: Instant, out: &mut dyn FnMut(String)) -> R<Handed> {
    let scope = Scope::of(db, client)?;
    let code = scope.client.code.clone();
    let head = Head { infog: PROGRAM.to_owned(), format: FORMAT, client: code, exported_at: now.0, keys };
    out(written(&head)?);
    let rows = rows(db, &scope)?;
    let mut writer = Writer {
        scope,
        rows,
        keys,
        undone: undo::undone(db, 1)?,
        events: Vec::new(),
        assets: Vec::new(),
        changes: Vec::new(),
    };
    let mut after = 0;
    loop {
        let params = [after.into(), writer.scope.id.into(), BATCH.into()];
        let batch = db::all(db, EVENTS, &params, Raw::read)?;
        let Some(last) = batch.last() else { break };
        after = last.id;
        for raw in batch {
            writer.event(db, raw, out)?;
        }
    }
    Ok(Handed { events: writer.events.len() as u64, changes: writer.changes.len() as u64 })
}

fn written(line: &impl Serialize) -> R<String> {
    serde_json::to_string(line).map_err(|e| DbErr::new(Kind::Other, format!("a line cannot be written: {e}")))
}

/// What each thing is today, under subject and key of its events.
type Rows = HashMap<(&'static str, String), Value>;

fn rows(db: &mut dyn Db, scope: &Scope) -> R<Rows> {
    let owner = scope.client.code.key();
    let mut rows = Rows::new();
    let client = serde_json::to_value(&scope.client).map_err(DbErr::damaged)?;
    rows.insert(("client", owner.clone()), client);
    for (subject, sql, is_numbered) in
        [("site", SITES, false), ("contact", CONTACTS, true), ("campaign", CAMPAIGNS, false)]
    {
        for (key, value) in keyed(db, sql, &[scope.id.into()], is_numbered)? {
            rows.insert((subject, format!("{owner}/{key}")), value);
        }
    }
    for (key, value) in keyed(db, AUTHORISATIONS, &[scope.id.into()], true)? {
        rows.insert(("authorisation", key), value);
    }
    for (key, value) in keyed(db, PARTIES, &[], false)? {
        rows.insert(("third-party", key), value);
    }
    Ok(rows)
}

fn keyed(db: &mut dyn Db, sql: &str, params: &[db::Val<'_>], is_numbered: bool) -> R<Vec<(String, Value)>> {
    db::all(db, sql, params, |row| {
        let key = if is_numbered { row.int(0)?.to_string() } else { row.text(0)?.to_owned() };
        Ok((key, parsed(row.text(1)?)?))
    })
}

fn parsed(text: &str) -> R<Value> {
    serde_json::from_str(text).map_err(DbErr::damaged)
}

/// An event as it is stored.
struct Raw {
    id: i64,
    line: Line,
    data: Option<String>,
    digest: Option<Vec<u8>>,
    text: Option<String>,
}

impl Raw {
    fn read(row: &Row<'_>) -> R<Self> {
        let c = Columns::read(row)?;
        let line = Line {
            event: 0,
            at: c.at,
            recorded_at: c.recorded_at,
            by: c.actor.to_owned(),
            program: c.program.to_owned(),
            clock_given: c.clock_given,
            behind_s: c.behind_s,
            subject: c.subject.to_owned(),
            key: c.key.map(str::to_owned),
            ticket: c.ticket,
            seq: c.seq,
            kind: c.kind.to_owned(),
            arg: c.arg.to_owned(),
            data: None,
            text: None,
            erased: None,
            row: None,
            source: None,
            value: None,
            frozen: Vec::new(),
            changes: 0,
        };
        let text = row.opt_text(16)?.map(str::to_owned);
        Ok(Self { id: c.id, line, data: c.data.map(str::to_owned), digest: c.digest.map(<[u8]>::to_vec), text })
    }
}

struct Writer {
    scope: Scope,
    rows: Rows,
    keys: bool,
    /// What was taken back is not handed over, nor what says so: nothing hangs on it. Of tickets it is part of the account.
    undone: HashMap<i64, i64>,
    /// Stored numbers in ascending order: the place of each is its number in the lines.
    events: Vec<i64>,
    assets: Vec<i64>,
    changes: Vec<i64>,
}

impl Writer {
    fn event(&mut self, db: &mut dyn Db, raw: Raw, out: &mut dyn FnMut(String)) -> R<()> {
        let Raw { id, mut line, data, digest, text } = raw;
        let key = line.key.clone().unwrap_or_default();
        let is_taken_back = line.kind == undo::UNDONE || self.undone.contains_key(&id);
        if line.ticket.is_none() && (is_taken_back || !self.scope.holds(&line.subject, &key, text.as_deref())?) {
            return Ok(());
        }
        line.data = data.as_deref().map(parsed).transpose()?;
        line.text = text.as_deref().map(parsed).transpose()?;
        let span = match line.subject.as_str() {
            "asset" => match self.assets_of(db, &mut line)? {
                Some(span) => Some(span),
                None => return Ok(()), // of another client
            },
            _ => None,
        };
        if line.text.is_none() && line.subject != "asset" {
            line.erased = digest.map(|bytes| Hash::stored(&bytes)).transpose()?.map(|hash| hash.to_string());
        }
        self.attach(db, id, &key, &mut line)?;
        self.events.push(id);
        line.event = number(self.events.len());
        out(written(&line)?);
        match span {
            Some(span) => self.write_changes(db, span, out),
            None => Ok(()),
        }
    }

    /// The rows of an event about assets that are the client's; what the file held in all says something of others.
    fn assets_of(&self, db: &mut dyn Db, line: &mut Line) -> R<Option<(i64, i64)>> {
        let data = line.data.take().unwrap_or_default();
        let (first, rows) = (data["first"].as_i64().unwrap_or(0), data["rows"].as_i64().unwrap_or(0));
        let params = [first.into(), (first + rows).into(), self.scope.id.into()];
        let own = db::row(db, COUNT_CHANGES, &params, "a count", |row| row.int(0))?;
        if own == 0 {
            return Ok(None);
        }
        let counts = if own == rows { data["counts"].clone() } else { Value::Null };
        let mut facts = json!({ "counts": counts });
        if let (Some(facts), Some(file)) = (facts.as_object_mut(), data.get("file")) {
            facts.insert("file".to_owned(), file.clone());
        }
        if line.key.as_deref() == Some("") {
            line.key = Some(self.scope.client.code.key());
        }
        line.data = Some(facts);
        line.changes = own;
        Ok(Some((first, first + rows)))
    }

    fn write_changes(&mut self, db: &mut dyn Db, (from, to): (i64, i64), out: &mut dyn FnMut(String)) -> R<()> {
        let params = [from.into(), to.into(), self.scope.id.into()];
        let Self { keys, assets, changes, .. } = self;
        db.each(CHANGES, &params, &mut |row| {
            changes.push(row.int(0)?);
            let value = |at: usize| -> R<Option<Value>> {
                let mut value = row.opt_text(at)?.map(parsed).transpose()?;
                if let (false, Some(value)) = (*keys, &mut value) {
                    mask(value);
                }
                Ok(value)
            };
            let (before, after) = (value(3)?, value(4)?);
            let asset = place(assets, row.int(1)?);
            let erased = if after.is_none() { Some(Hash::stored(row.blob(5)?)?.to_string()) } else { None };
            let change = number(changes.len());
            out(written(&Change { change, asset, line: row.int(2)?, before, after, erased })?);
            Ok(())
        })
    }

    /// What hangs on an event.
    fn attach(&mut self, db: &mut dyn Db, id: i64, key: &str, line: &mut Line) -> R<()> {
        line.row = match line.subject.as_str() {
            "client" => self.rows.remove(&("client", key.to_owned())),
            "site" => self.rows.remove(&("site", key.to_owned())),
            "contact" => self.rows.remove(&("contact", key.to_owned())),
            "campaign" => self.rows.remove(&("campaign", key.to_owned())),
            "third-party" => self.rows.remove(&("third-party", key.to_owned())),
            "authorisation" => self.rows.remove(&("authorisation", key.to_owned())),
            _ => None,
        };
        match (line.subject.as_str(), line.kind.as_str()) {
            ("calendar", "applied" | "corrected") => self.version(db, CALENDAR, id, line),
            ("contract", "applied" | "corrected") => self.version(db, CONTRACT, id, line),
            ("campaign", "accepted") => self.frozen(db, key, line),
            ("deed", _) => self.deed(db, id, line),
            ("licence", "assigned") => self.seat(line),
            ("licence", "released" | "freed" | "passed-on") => self.taken_back(line),
            _ => Ok(()),
        }
    }

    fn version(&self, db: &mut dyn Db, sql: &str, id: i64, line: &mut Line) -> R<()> {
        let found = db::one(db, sql, &[id.into()], |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))?;
        let (source, value) = found.ok_or_else(|| DbErr::damaged(format!("the version of event {id} is missing")))?;
        (line.source, line.value) = (Some(source), Some(value));
        Ok(())
    }

    fn frozen(&self, db: &mut dyn Db, key: &str, line: &mut Line) -> R<()> {
        let name = key.split_once('/').map(|(_, name)| name).unwrap_or_default();
        let rows = db::all(db, FROZEN, &[self.scope.id.into(), name.into()], |row| row.int(0))?;
        for change in rows {
            let place = match self.place_of(change) {
                Some(place) => place,
                None => self.place_alike(db, change, name)?,
            };
            line.frozen.push(place);
        }
        Ok(())
    }

    fn place_of(&self, change: i64) -> Option<i64> {
        self.changes.binary_search(&change).ok().map(|at| number(at + 1))
    }

    /// What was frozen is the work of an undo, which is not handed over: the change that the asset went back to is.
    fn place_alike(&self, db: &mut dyn Db, change: i64, campaign: &str) -> R<i64> {
        let alike = db::all(db, ALIKE, &[change.into()], |row| row.int(0))?;
        if let Some(place) = alike.into_iter().find_map(|change| self.place_of(change)) {
            return Ok(place);
        }
        let (event, tag) =
            db::row(db, CHANGED, &[change.into()], "a change", |row| Ok((row.int(0)?, row.text(1)?.to_owned())))?;
        let by = self.undone.get(&event).map(|by| format!(", which event {by} took back since")).unwrap_or_default();
        let sentence = format!("campaign `{campaign}` froze asset `{tag}` as event {event} left it{by}");
        Err(DbErr::new(Kind::ForeignKey, sentence))
    }

    /// An asset of another client that was lent is told without a name.
    fn deed(&self, db: &mut dyn Db, id: i64, line: &mut Line) -> R<()> {
        let found = db::one(db, DEED, &[id.into()], |row| Ok((row.int(0)?, row.opt_int(1)?)))?;
        let (asset, other) = found.ok_or_else(|| DbErr::damaged(format!("the deed of event {id} is missing")))?;
        line.data = Some(json!({ "asset": self.known(asset), "other": other.and_then(|other| self.known(other)) }));
        Ok(())
    }

    fn seat(&self, line: &mut Line) -> R<()> {
        let Some(data) = line.data.as_mut() else { return Ok(()) };
        let holder = data["asset"].as_i64();
        let known = holder.and_then(|asset| self.known(asset));
        data["licence"] = json!(data["licence"].as_i64().and_then(|licence| self.known(licence)));
        data["asset"] = json!(known);
        if let (Some(_), None, Some(text)) = (holder, known, line.text.as_mut()) {
            text["holder"] = Value::Null; // a machine of another client
        }
        Ok(())
    }

    fn taken_back(&self, line: &mut Line) -> R<()> {
        let seat = line.data.as_ref().and_then(|data| data["seat"].as_i64());
        let place = seat.and_then(|seat| self.events.binary_search(&seat).ok()).map(|at| number(at + 1));
        line.data = Some(json!({ "seat": place }));
        Ok(())
    }

    fn known(&self, asset: i64) -> Option<i64> {
        self.assets.binary_search(&asset).ok().map(|at| number(at + 1))
    }
}

/// The place of an asset, new ones at the end: they come in the order of their numbers.
fn place(assets: &mut Vec<i64>, asset: i64) -> i64 {
    let at = assets.binary_search(&asset).unwrap_or_else(|at| {
        assets.insert(at, asset);
        at
    });
    number(at + 1)
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Hides all but the end of a licence key.
fn mask(asset: &mut Value) {
    if let Some(Value::String(key)) = asset.pointer_mut("/texts/licence_key") {
        *key = masked(key);
    }
}
