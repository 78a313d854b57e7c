//! One ticket of an export: whose it is, what governs it, and whether it was there before.

use super::past::{Known, Load};
use crate::cli::desk::Desk;
use crate::cli::failure::{Failure, Kind};
use crate::cli::owners::Owners;
use crate::cli::ticket::record::{checked, no_secret};
use crate::cli::ticket::severity;
use crate::domain::asset::Asset;
use crate::domain::calendar::Zone;
use crate::domain::date::clipped;
use crate::domain::fold::words;
use crate::domain::id::{AssetTag, ClientCode, ContractRef, SeverityCode, TicketNumber, folded};
use crate::domain::ticket::event::Governed;
use crate::domain::ticket::kind::TicketKind;
use crate::intake::refusal::Refusal;
use crate::intake::ticket_export::{Columns, Field, Past, Reading, Told, Unsaid};
use crate::intake::ticket_lines::TicketDraft;
use crate::store::event::Stamp;
use crate::store::ticket::Summary;
use crate::store::{self, Db};

/// What was left open: what, its value, and the ticket.
pub type Open = Vec<(Unsaid, String, String)>;

/// What became of a row.
pub enum Arrival {
    /// It is a ticket now; what could not be known of it.
    Created(Open),
    /// It was one already, and says the same.
    Unchanged,
    /// It cannot be.
    Refused(Refusal),
}

/// Why a row is not taken.
enum Stopped {
    Refused(Refusal),
    Failed(Failure),
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<store::DbErr> for Stopped {
    fn from(error: store::DbErr) -> Self {
        Self::Failed(error.into())
    }
}

type Taken<T> = Result<T, Stopped>;

/// Where tickets arrive, in one transaction.
pub struct Terminal<'a> {
    load: &'a Load<'a>,
    stamp: &'a Stamp,
    desk: Desk,
    owners: Owners,
    known: Known,
}

impl<'a> Terminal<'a> {
    /// Reads the clients and the tickets that came before.
    ///
    /// # Errors
    /// The database.
    pub fn new(db: &mut dyn Db, load: &'a Load<'a>, stamp: &'a Stamp) -> Result<Self, Failure> {
        let (owners, mut known) = (Owners::read(db)?, Known::new());
        let tool = load.tool();
        store::ticket::origins(db, &mut |client, origin, number| {
            if origin.from == tool {
                known.insert((client.key(), folded(&origin.reference)), number);
            }
        })?;
        Ok(Self { load, stamp, desk: Desk::new(), owners, known })
    }

    /// Takes one row.
    ///
    /// # Errors
    /// The database; what is wrong with the row is an [`Arrival`].
    pub fn take(&mut self, db: &mut dyn Db, told: &Told, columns: &Columns) -> Result<Arrival, Failure> {
        match self.one(db, told, columns) {
            Ok(arrival) => Ok(arrival),
            Err(Stopped::Refused(refusal)) => Ok(Arrival::Refused(refusal)),
            Err(Stopped::Failed(failure)) if failure.kind == Kind::Refused => {
                let reason = std::iter::once(failure.sentence).chain(failure.hints).collect::<Vec<_>>().join("; ");
                Ok(Arrival::Refused(refusal(told, "", "", reason)))
            }
            Err(Stopped::Failed(failure)) => Err(failure),
        }
    }

    fn one(&mut self, db: &mut dyn Db, told: &Told, columns: &Columns) -> Taken<Arrival> {
        let client = self.client(told, columns)?;
        let zone = match &self.load.zone {
            Some(zone) => zone.clone(),
            None => self.desk.zone(db, &client)?,
        };
        let reading = Reading { zone: &zone, hours: self.load.hours.as_ref(), waits_for: &self.load.waits_for };
        let past = told.place(&reading, columns).map_err(Stopped::Refused)?;
        self.refuse_future(told, &past, &zone)?;
        let mut open: Open = Vec::new();
        let mut leave = |what: Unsaid, value: &str| open.push((what, value.to_owned(), told.reference.clone()));
        let kind_said = told.kind.is_some() || self.load.export.kind.is_some();
        past.unsaid.iter().filter(|what| **what != Unsaid::Kind || !kind_said).for_each(|what| leave(*what, ""));
        let assets = self.assets(db, &client, told, |tag| leave(Unsaid::Asset, tag))?;
        let contract = self.contract(db, &client)?;
        let governed = self.desk.governed(db, &client, contract.as_ref(), &assets, past.opened_at)?;
        let grade = self.severity(db, told, &governed)?;
        if let (None, Some(priority)) = (&grade, &told.priority) {
            leave(Unsaid::Severity, priority);
        }
        let draft = self.draft(told, past, client, grade, &assets);
        if let Some(number) = self.known.get(&(draft.client.key(), folded(&told.reference))) {
            return same(db, *number, told, &draft);
        }
        let number = store::ticket::next_number(db)?;
        let events = draft.into_events(governed, self.stamp.recorded_at, &self.stamp.actor);
        no_secret(&events)?;
        let state = checked(number, &events, &zone)?;
        store::ticket::append(db, number, &events, &Summary::of(&state), self.stamp.clock_given)?;
        Ok(Arrival::Created(open))
    }

    /// By code or name; of a path of entities the last part that is a client.
    fn client(&self, told: &Told, columns: &Columns) -> Taken<ClientCode> {
        let named = told.client.as_deref().or(self.load.client.as_deref());
        let Some(named) = named else {
            let found = self.owners.find(None);
            return found.map(|owner| owner.code.clone()).map_err(|reason| self.no_client(told, columns, "", &reason));
        };
        let parts = || named.rsplit('>').map(str::trim);
        let of = |name| self.owners.find(Some(name)).ok();
        match of(named).or_else(|| parts().find_map(of)) {
            Some(owner) => Ok(owner.code.clone()),
            None => {
                let last = parts().next().unwrap_or(named);
                let unknown = self.owners.find(Some(last)).err().unwrap_or_default();
                let header = columns.header(Field::Client);
                let way_out = format!("if all are of one client, `--client CODE --map '{header}=text'`");
                Err(self.no_client(told, columns, last, &format!("{unknown}; {way_out}")))
            }
        }
    }

    fn no_client(&self, told: &Told, columns: &Columns, value: &str, reason: &str) -> Stopped {
        let column = columns.header(Field::Client);
        Stopped::Refused(refusal(told, column, &clipped(value), reason.to_owned()))
    }

    fn refuse_future(&self, told: &Told, past: &Past, zone: &Zone) -> Taken<()> {
        let now = self.stamp.recorded_at;
        let later =
            std::iter::once(("opened", past.opened_at)).chain(past.events.iter().map(|e| (e.what.code(), e.at)));
        let late = later.into_iter().find(|(_, at)| *at > now);
        let Some((what, at)) = late else { return Ok(()) };
        let (at, now) = (zone.rfc3339(at), zone.rfc3339(now));
        Err(Stopped::Refused(refusal(told, "", "", format!("`{what}` at {at} is in the future; now is {now}"))))
    }

    /// The assets that the inventory has; the others are handed to `lost`.
    fn assets(
        &mut self,
        db: &mut dyn Db,
        client: &ClientCode,
        told: &Told,
        mut lost: impl FnMut(&str),
    ) -> Taken<Vec<Asset>> {
        let mut tags: Vec<AssetTag> = Vec::new();
        for written in &told.assets {
            let found = match AssetTag::new(written) {
                Ok(tag) => store::asset::get(db, client, &tag)?,
                Err(_) => None,
            };
            match found {
                Some(asset) if tags.contains(&asset.tag) => {}
                Some(asset) => tags.push(asset.tag),
                None => lost(written),
            }
        }
        Ok(self.desk.assets(db, client, &tags)?)
    }

    /// The contract that was named, where the client has it.
    fn contract(&mut self, db: &mut dyn Db, client: &ClientCode) -> Taken<Option<ContractRef>> {
        let Some(wanted) = &self.load.export.contract else { return Ok(None) };
        let contracts = self.desk.contracts_of(db, client)?;
        let has = contracts.iter().filter_map(|c| c.latest()).any(|terms| terms.contract == *wanted);
        Ok(has.then(|| wanted.clone()))
    }

    /// What its priority was said to be, or the severity of its contract that has the same code or label.
    fn severity(&mut self, db: &mut dyn Db, told: &Told, governed: &Governed) -> Taken<Option<SeverityCode>> {
        let rules = match &governed.contract {
            Some(contract) => self.desk.rules(db, contract, governed.amendment)?,
            None => None,
        };
        match (&told.severity, &told.priority, rules) {
            (Some(code), _, Some(rules)) => Ok(Some(severity::known(rules.terms(), code)?)),
            (Some(code), _, None) => Ok(Some(code.clone())),
            (None, Some(priority), Some(rules)) => {
                let priority = words(priority);
                let alike = |s: &&crate::domain::contract::terms::Severity| {
                    words(s.code.as_str()) == priority || words(&s.label) == priority
                };
                Ok(rules.terms().severities.iter().find(alike).map(|s| s.code.clone()))
            }
            _ => Ok(None),
        }
    }

    fn draft(
        &self,
        told: &Told,
        past: Past,
        client: ClientCode,
        severity: Option<SeverityCode>,
        assets: &[Asset],
    ) -> TicketDraft {
        let usual = self.load.export.kind.map_or(TicketKind::Incident, TicketKind::from);
        TicketDraft {
            line: told.line,
            number: None,
            client,
            contract: None,
            kind: told.kind.unwrap_or(usual),
            severity,
            title: told.title.clone(),
            assets: assets.iter().map(|asset| asset.tag.clone()).collect(),
            channel: told.channel,
            requester: told.requester.clone(),
            assignee: told.assignee.clone(),
            description: Some(told.description.clone()),
            imported: Some(past.origin),
            opened_at: past.opened_at,
            recorded_at: None,
            by: None,
            events: past.events,
        }
    }
}

/// A ticket that came before must say the same. What was recorded here since does not matter, nor does what depends on
/// the inventory, the contract or the options of the command.
fn same(db: &mut dyn Db, number: TicketNumber, told: &Told, draft: &TicketDraft) -> Taken<Arrival> {
    let there = TicketDraft::of(number, &store::ticket::events(db, number)?);
    let differs = there.map_or(Some("opened"), |there| difference(&there, draft, told.kind.is_some()));
    match differs {
        None => Ok(Arrival::Unchanged),
        Some(what) => {
            let reason = format!(
                "ticket `{}` was imported before as {number} and has another `{what}` now; record the change with `infog ticket`, or leave the line out",
                told.reference
            );
            Err(Stopped::Refused(refusal(told, "", "", reason)))
        }
    }
}

/// The first fact that is another.
fn difference(there: &TicketDraft, draft: &TicketDraft, kind_said: bool) -> Option<&'static str> {
    let facts = [
        ("title", there.title == draft.title),
        ("kind", !kind_said || there.kind == draft.kind),
        ("requester", there.requester == draft.requester),
        ("assignee", there.assignee == draft.assignee),
        ("opened", there.opened_at == draft.opened_at),
    ];
    let other = facts.into_iter().find(|(_, alike)| !alike).map(|(what, _)| what);
    let event = || {
        let of_there =
            there.events.iter().map(|e| (e.what.code(), e.at)).chain(std::iter::repeat(("", there.opened_at)));
        let mut both = draft.events.iter().zip(of_there);
        both.find(|(event, other)| (event.what.code(), event.at) != *other).map(|(event, _)| event.what.code())
    };
    let origin = || (there.imported != draft.imported).then_some("waiting");
    other.or_else(event).or_else(origin)
}

fn refusal(told: &Told, column: &str, value: &str, reason: String) -> Refusal {
    Refusal { line: told.line, column: column.to_owned(), value: value.to_owned(), reason }
}
