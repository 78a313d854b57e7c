//! The events of a client appended to another log, and every table told from them.

mod assets;
mod shared;
mod things;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_json::{Value, json};

use super::back::{Clash, NotTaken, Stop, is_there};
use super::wire::{Change, Line};
use crate::domain::id::{ClientCode, TicketNumber};
use crate::store::chain::{self, Columns, Hash, Head};
use crate::store::db::{self, Db, R};
use crate::store::event::{self, Draft, Pen, Stamp, Subject};
use crate::store::salt::Salts;
use crate::store::{action, closing, outage, ticket};
use assets::{After, Batch};
use shared::{Calendars, Rules};

const SET_COUNTER: &str = "UPDATE counter SET value = $1 WHERE name = $2 AND value < $1";
const COUNTERS: &str = "SELECT name, value FROM counter";
const INSERT_BARE: &str = "INSERT INTO event_text (event, salt, body) VALUES ($1, NULL, NULL)";

/// A client on its way into a database. The transaction is its caller's.
pub(super) struct Replay<'a> {
    db: &'a mut dyn Db,
    client: ClientCode,
    /// The row of the client; 0 before its first event.
    owner: i64,
    start: Head,
    head: Head,
    salts: Salts,
    /// The position that each event of the lines got; 0 where the database has it from elsewhere.
    events: Vec<i64>,
    asset_base: i64,
    assets: i64,
    change_base: i64,
    changes: i64,
    contact_base: i64,
    contacts: HashMap<String, i64>,
    contracts: HashSet<String>,
    parties: HashSet<String>,
    authorisations: HashSet<String>,
    tickets: BTreeSet<i64>,
    /// The numbers that the database has, once they were asked for.
    outages: Option<BTreeSet<i64>>,
    actions: Option<BTreeSet<i64>>,
    calendars: Calendars,
    rules: Rules,
    batch: Option<Batch>,
    /// Rows that refer to the event about to be written.
    after: Vec<After>,
    erased_texts: Vec<i64>,
    erased_changes: Vec<i64>,
    /// Licence keys came of which only the end is known.
    pub(super) masked: bool,
    clashes: BTreeSet<Clash>,
}

impl<'a> Replay<'a> {
    /// Begins at the end of the log.
    pub(super) fn begin(db: &'a mut dyn Db, client: &ClientCode) -> R<Self> {
        let start = chain::lock(db)?;
        let counters = db::all(db, COUNTERS, &[], |row| Ok((row.text(0)?.to_owned(), row.int(1)?)))?;
        let counters: BTreeMap<String, i64> = counters.into_iter().collect();
        let last = |name: &str| counters.get(name).copied().unwrap_or(0);
        let rules = Rules::begin(db)?;
        let mut clashes = BTreeSet::new();
        if is_there(db, client)? {
            clashes.insert(Clash::Client(client.to_string()));
        }
        Ok(Self {
            db,
            client: client.clone(),
            owner: 0,
            start,
            head: start,
            salts: Salts::many(),
            events: Vec::new(),
            asset_base: last("asset"),
            assets: 0,
            change_base: last("asset_change"),
            changes: 0,
            contact_base: last("contact"),
            contacts: HashMap::new(),
            contracts: HashSet::new(),
            parties: HashSet::new(),
            authorisations: HashSet::new(),
            tickets: BTreeSet::new(),
            outages: None,
            actions: None,
            calendars: Calendars::default(),
            rules,
            batch: None,
            after: Vec::new(),
            erased_texts: Vec::new(),
            erased_changes: Vec::new(),
            masked: false,
            clashes,
        })
    }

    /// Takes one line.
    pub(super) fn take(&mut self, text: &str) -> Result<(), Stop> {
        let unread = |e: serde_json::Error| Stop::from(e.to_string());
        if self.batch.is_some() {
            return self.change(serde_json::from_str::<Change>(text).map_err(unread)?);
        }
        let line: Line = serde_json::from_str(text).map_err(unread)?;
        if line.event != number(self.events.len()) + 1 {
            return Err(format!("event {} does not follow event {}", line.event, self.events.len()).into());
        }
        self.event(line)
    }

    fn event(&mut self, mut line: Line) -> Result<(), Stop> {
        if line.ticket.is_some() {
            return self.of_ticket(line);
        }
        let key = line.key.clone().ok_or_else(|| "an event about nothing".to_owned())?;
        if line.subject == "asset" {
            return self.begin_batch(line, &key);
        }
        if line.changes != 0 {
            return Err("only assets have changes".to_owned().into());
        }
        let is_written = match line.subject.as_str() {
            "client" => self.client_row(&line, &key)?,
            "site" => self.site(&line, &key)?,
            "contact" => self.contact(&mut line, &key)?,
            "campaign" => self.campaign(&mut line, &key)?,
            "third-party" => self.third_party(&line, &key)?,
            "authorisation" => self.authorisation(&line, &key)?,
            "calendar" => self.calendar(&line, &key)?,
            "contract" => self.contract(&line, &key)?,
            "version" => self.rule(&line)?,
            "deed" => self.deed(&mut line, &key)?,
            "licence" => self.licence(&mut line, &key)?,
            "outage" | "action" => self.numbered(&line, &key)?,
            "call" => self.own(&key).map(|()| true)?,
            "closing" => self.closing(&mut line, &key)?,
            other => return Err(format!("`{other}` is nothing that a client hands over").into()),
        };
        match is_written && self.clashes.is_empty() {
            true => {
                self.write(&line, None)?;
                self.write_after(&line)
            }
            false => {
                self.events.push(0);
                Ok(())
            }
        }
    }

    /// The position of the event about to be written.
    fn next(&self) -> i64 {
        self.head.position + 1
    }

    /// That rows may be written: nothing clashes so far, and the client is there.
    fn may_write(&self) -> Result<bool, Stop> {
        if !self.clashes.is_empty() {
            return Ok(false);
        }
        if self.owner == 0 {
            return Err("the client itself does not come first".to_owned().into());
        }
        Ok(true)
    }

    /// Appends an event as it was recorded; `digest` covers rows of its own.
    fn write(&mut self, line: &Line, digest: Option<&Hash>) -> Result<(), Stop> {
        let data = line.data.as_ref().map(Value::to_string);
        let text = line.text.as_ref().map(Value::to_string);
        let erased = line.erased.as_deref().map(hash).transpose()?;
        let columns = Columns {
            id: self.next(),
            at: line.at,
            recorded_at: line.recorded_at,
            actor: &line.by,
            program: &line.program,
            clock_given: line.clock_given,
            behind_s: line.behind_s,
            part_of: None, // the pen knows
            subject: &line.subject,
            key: line.key.as_deref(),
            ticket: line.ticket,
            seq: line.seq,
            kind: &line.kind,
            arg: &line.arg,
            data: data.as_deref(),
            digest: digest.or(erased.as_ref()).map(|hash| hash.0.as_slice()),
        };
        let salts = std::mem::replace(&mut self.salts, Salts::many());
        let mut pen = Pen { db: &mut *self.db, salts, head: self.head };
        pen.copy(columns, text.as_deref())?;
        let Pen { salts, head, .. } = pen;
        (self.salts, self.head) = (salts, head);
        if erased.is_some() {
            self.db.exec(INSERT_BARE, &[head.position.into()])?;
            self.erased_texts.push(head.position);
        }
        self.events.push(head.position);
        Ok(())
    }

    fn of_ticket(&mut self, line: Line) -> Result<(), Stop> {
        let number = line.ticket.unwrap_or_default();
        if line.subject != "ticket" || line.key.is_some() || line.changes != 0 {
            return Err(format!("an event of ticket #{number} that is none").into());
        }
        if !self.tickets.contains(&number) && ticket::exists(self.db, TicketNumber(number))? {
            self.clashes.insert(Clash::Ticket(number));
        }
        self.tickets.insert(number);
        match self.may_write()? {
            true => self.write(&line, None),
            false => {
                self.events.push(0);
                Ok(())
            }
        }
    }

    /// A month that was closed is sealed again: over the facts as this log has them.
    fn closing(&mut self, line: &mut Line, key: &str) -> Result<bool, Stop> {
        self.own(key)?;
        if let (true, Some(data)) = (line.kind == "closed", &line.data) {
            let documents = line.text.as_ref().map(Value::to_string);
            let sealed = closing::sealed_again((key, &line.arg), data, documents.as_deref(), &self.head);
            line.data = Some(sealed.map_err(|e| format!("the closing of {}: {}", line.arg, e.text))?);
        }
        Ok(true)
    }

    /// Outages and actions: each is numbered in its file among those of all clients.
    fn numbered(&mut self, line: &Line, key: &str) -> Result<bool, Stop> {
        self.own(key)?;
        let number: i64 = line.arg.parse().map_err(|_| format!("`{}` is no number", line.arg))?;
        let is_outage = line.subject == "outage";
        let place = if is_outage { &mut self.outages } else { &mut self.actions };
        let known = match place {
            Some(known) => known,
            None => place.insert(match is_outage {
                true => outage::list(self.db, None)?.into_keys().collect(),
                false => action::list(self.db, None)?.into_keys().collect(),
            }),
        };
        if known.contains(&number) {
            self.clashes.insert(if is_outage { Clash::Outage(number) } else { Clash::Action(number) });
        }
        Ok(true)
    }

    /// That a key is the client's own.
    fn own(&self, key: &str) -> Result<(), Stop> {
        if key == self.client.key() {
            Ok(())
        } else {
            Err(format!("`{key}` is not of client `{}`", self.client).into())
        }
    }

    /// What stands after the client in a key.
    fn part<'k>(&self, key: &'k str) -> Result<&'k str, Stop> {
        let part = key.strip_prefix(&self.client.key()).and_then(|rest| rest.strip_prefix('/'));
        part.ok_or_else(|| format!("`{key}` is not of client `{}`", self.client).into())
    }

    /// The last step: what follows from all events together. How many assets and tickets came.
    pub(super) fn end(&mut self, stamp: &Stamp) -> Result<(u64, u64), Stop> {
        if self.batch.is_some() {
            return Err("the last event lacks some of its changes".to_owned().into());
        }
        self.clashes.extend(self.calendars.clashes(self.db)?);
        if !self.clashes.is_empty() {
            return Err(NotTaken::Clashes(std::mem::take(&mut self.clashes).into_iter().collect()).into());
        }
        if self.owner == 0 {
            return Err("there is no client".to_owned().into());
        }
        chain::advance(self.db, &self.start, &self.head)?;
        self.set_serials()?;
        self.count()?;
        for number in &self.tickets {
            let client = ticket::retell(self.db, TicketNumber(*number))?;
            if client != self.client {
                return Err(format!("ticket #{number} is of client `{client}`").into());
            }
        }
        self.note_erased(stamp)?;
        let own = self.client.clone();
        self.rules.settle(self.db, &own, stamp)?;
        Ok((u64::try_from(self.assets).unwrap_or(0), self.tickets.len() as u64))
    }

    /// The first and the last event that came.
    pub(super) const fn span(&self) -> (i64, i64) {
        (self.start.position + 1, self.head.position)
    }

    fn count(&mut self) -> R<()> {
        let contacts = self.contact_base + number(self.contacts.len());
        let authorisations = self.authorisations.iter().filter_map(|number| number.parse().ok()).max();
        let last = [
            ("asset", Some(self.asset_base + self.assets)),
            ("asset_change", Some(self.change_base + self.changes)),
            ("contact", Some(contacts)),
            ("authorisation", authorisations),
            ("ticket", self.tickets.last().copied()),
        ];
        for (name, value) in last {
            if let Some(value) = value {
                self.db.exec(SET_COUNTER, &[value.into(), name.into()])?;
            }
        }
        Ok(())
    }

    /// What was erased in the other log is erased here, and this log says so.
    fn note_erased(&mut self, stamp: &Stamp) -> R<()> {
        if self.erased_texts.is_empty() && self.erased_changes.is_empty() {
            return Ok(());
        }
        let data = json!({ "texts": self.erased_texts, "changes": self.erased_changes }).to_string();
        let draft = Draft {
            stamp,
            subject: Subject::Database,
            key: &self.client.key(),
            kind: "erased",
            arg: "",
            data: Some(&data),
            beside: None,
            digest: None,
        };
        event::append(self.db, &draft).map(drop)
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A hash in hexadecimal digits.
fn hash(text: &str) -> Result<Hash, Stop> {
    let wrong = || Stop::from(format!("`{}` is no SHA-256", crate::domain::date::clipped(text)));
    if text.len() != 64 || !text.is_ascii() {
        return Err(wrong());
    }
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        let digits = text.get(2 * at..2 * at + 2).unwrap_or_default();
        *byte = u8::from_str_radix(digits, 16).map_err(|_| wrong())?;
    }
    Ok(Hash(bytes))
}
