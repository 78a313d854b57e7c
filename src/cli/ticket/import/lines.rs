//! Tickets as JSON Lines, all or none: a round trip of `ticket export`.

use std::io::{BufReader, Read};

use serde_json::json;

use crate::cli::context::{Answer, Ctx};
use crate::cli::desk::Desk;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::cli::progress::Progress;
use crate::cli::source::Source;
use crate::cli::ticket::record::{checked, no_secret};
use crate::cli::ticket::severity;
use crate::domain::instant::Instant;
use crate::domain::ticket::event::{Event, Happening};
use crate::domain::ticket::history;
use crate::intake::refusal::Refusal;
use crate::intake::ticket_lines::{TicketDraft, TicketLines};
use crate::report::page::{Page, Tone};
use crate::store::event::Stamp;
use crate::store::ticket::Summary;
use crate::store::{self, Db};

/// So many refused lines are told.
const TOLD: usize = 20;
/// Large enough that a read is no event.
const BUFFER: usize = 1 << 18;

#[derive(Default)]
struct Counted {
    read: usize,
    created: usize,
    unchanged: usize,
}

/// Checks every line, then reads the file again and writes it ticket by ticket in one transaction: a file of any length
/// takes no more memory than a short one.
///
/// # Errors
/// A line is refused: nothing was written.
pub fn run(ctx: &mut Ctx, file: &Source, dry_run: bool) -> Outcome {
    let name = file.to_string();
    let lines = Lines::of(file)?;
    let read = checked_lines(&name, &lines)?;
    if read == 0 && *file == Source::Stdin {
        return Err(Source::nothing_came());
    }
    let (stamp, now) = (ctx.stamp_now(), ctx.now());
    let mut bar = Progress::new("tickets", read, !ctx.settings.quiet);
    let counted = ctx.store_for_import()?.write(|db| {
        let mut import =
            Import { desk: Desk::new(), now, stamp: &stamp, refusals: Vec::new(), counted: Counted::default() };
        for line in TicketLines::new(&name, lines.open()?) {
            match line.map_err(Failure::from)? {
                Ok(draft) => import.take(db, draft)?,
                Err(refusal) => import.refusals.push(refusal),
            }
            bar.step();
        }
        import.finish(&name, dry_run)
    });
    drop(bar);
    match counted {
        Ok(counted) => tell(ctx, &counted, dry_run),
        Err(Ended::Checked(counted)) => tell(ctx, &counted, dry_run),
        Err(Ended::Failed(failure)) => Err(failure),
    }
}

fn tell(ctx: &Ctx, counted: &Counted, dry_run: bool) -> Outcome {
    let json = json!({
        "read": counted.read,
        "created": counted.created,
        "unchanged": counted.unchanged,
        "refused": 0,
        "dry_run": dry_run,
    });
    let mut page = Page::new();
    let text = match dry_run {
        true => ctx.locale.ticket_import_checked(counted.read),
        false => ctx.locale.ticket_imported_line(counted.created),
    };
    page.note(Tone::Plain, text);
    if counted.unchanged > 0 {
        page.note(Tone::Dim, ctx.locale.ticket_import_unchanged(counted.unchanged));
    }
    ctx.answer(&Answer { json, page })?;
    Ok(Exit::Done)
}

/// Lines that can be read more than once: standard input is kept in memory.
enum Lines<'s> {
    File(&'s Source),
    Kept(Vec<u8>),
}

impl<'s> Lines<'s> {
    fn of(source: &'s Source) -> Result<Self, Failure> {
        match source {
            Source::Stdin => Ok(Self::Kept(source.bytes()?)),
            Source::File(_) => Ok(Self::File(source)),
        }
    }

    fn open(&self) -> Result<BufReader<Box<dyn Read + '_>>, Failure> {
        let reader: Box<dyn Read> = match self {
            Self::File(source) => source.open()?,
            Self::Kept(bytes) => Box::new(bytes.as_slice()),
        };
        Ok(BufReader::with_capacity(BUFFER, reader))
    }
}

/// How many tickets there are, if every line is one.
fn checked_lines(name: &str, lines: &Lines<'_>) -> Result<u64, Failure> {
    let (mut read, mut refusals) = (0, Vec::new());
    for line in TicketLines::new(name, lines.open()?) {
        read += 1;
        refusals.extend(line?.err());
    }
    if refusals.is_empty() { Ok(read) } else { Err(refused(name, &refusals)) }
}

/// A transaction that ends without being kept: refused, or only checked.
enum Ended {
    Failed(Failure),
    Checked(Counted),
}

impl From<Failure> for Ended {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<store::StoreError> for Ended {
    fn from(error: store::StoreError) -> Self {
        Self::Failed(error.into())
    }
}

struct Import<'a> {
    desk: Desk,
    now: Instant,
    stamp: &'a Stamp,
    refusals: Vec<Refusal>,
    counted: Counted,
}

impl Import<'_> {
    /// Writes one ticket, or notes why it cannot be.
    fn take(&mut self, db: &mut dyn Db, draft: TicketDraft) -> Result<(), Failure> {
        self.counted.read += 1;
        let (line, number) = (draft.line, draft.number);
        match self.one(db, draft) {
            Ok(true) => self.counted.created += 1,
            Ok(false) => self.counted.unchanged += 1,
            Err(failure) if failure.kind != crate::cli::failure::Kind::Refused => return Err(failure),
            Err(failure) => self.refusals.push(Refusal {
                line,
                column: String::new(),
                value: number.map(|n| n.to_string()).unwrap_or_default(),
                reason: std::iter::once(failure.sentence).chain(failure.hints).collect::<Vec<_>>().join("; "),
            }),
        }
        Ok(())
    }

    fn one(&mut self, db: &mut dyn Db, draft: TicketDraft) -> Result<bool, Failure> {
        let wanted = draft.number;
        if let Some(number) = wanted
            && !store::ticket::reserve_number(db, number)?
        {
            return self.same(db, &draft);
        }
        if self.desk.client(db, &draft.client)?.is_none() {
            find::client(db, draft.client.as_str())?; // says which may be meant
        }
        let zone = self.desk.zone(db, &draft.client)?;
        let events = self.events(db, draft)?;
        if let Some(late) = events.iter().find(|e| e.at > self.now) {
            let (at, now) = (zone.rfc3339(late.at), zone.rfc3339(self.now));
            return Err(Failure::refused(format!("`{}` at {at} is in the future; now is {now}", late.what.code())));
        }
        let number = match wanted {
            Some(number) => number,
            None => store::ticket::next_number(db)?,
        };
        no_secret(&events)?;
        let state = checked(number, &events, &zone)?;
        store::ticket::append(db, number, &events, &Summary::of(&state), self.stamp.clock_given)?;
        Ok(true)
    }

    /// A ticket that is there already must have the same facts.
    fn same(&mut self, db: &mut dyn Db, draft: &TicketDraft) -> Result<bool, Failure> {
        let Some(number) = draft.number else { return Ok(false) };
        if !store::ticket::exists(db, number)? {
            let sentence = format!("number {} was given to a ticket that was taken back", number.0);
            return Err(Failure::refused(sentence).hinted("leave its number out to import it as a new ticket"));
        }
        let there = TicketDraft::of(number, &store::ticket::events(db, number)?);
        match there {
            Some(there) if said_alike(draft, &there) => Ok(false),
            _ => Err(Failure::refused(format!("ticket {number} is there already, with other facts"))
                .hinted("leave its number out to import it as a new ticket")),
        }
    }

    fn events(&mut self, db: &mut dyn Db, mut draft: TicketDraft) -> Result<Vec<Event>, Failure> {
        let client = &draft.client;
        let assets = self.desk.assets(db, client, &draft.assets)?;
        let governed = self.desk.governed(db, client, draft.contract.as_ref(), &assets, draft.opened_at)?;
        draft.assets = assets.iter().map(|a| a.tag.clone()).collect();
        if let (Some(code), Some(contract)) = (&draft.severity, &governed.contract)
            && let Some(rules) = self.desk.rules(db, contract, governed.amendment)?
        {
            draft.severity = Some(severity::known(rules.terms(), code)?);
        }
        let (client, contract) = (draft.client.clone(), draft.contract.clone());
        let mut events = draft.into_events(governed, self.stamp.recorded_at, &self.stamp.actor);
        for index in 1..events.len() {
            self.governed_again(db, &client, contract.as_ref(), &mut events, index)?;
        }
        Ok(events)
    }

    /// An edit of the assets and a moved opening may fall under another contract or line.
    fn governed_again(
        &mut self,
        db: &mut dyn Db,
        client: &crate::domain::id::ClientCode,
        contract: Option<&crate::domain::id::ContractRef>,
        events: &mut [Event],
        index: usize,
    ) -> Result<(), Failure> {
        let opened_at = history::effective(events.get(..index).unwrap_or_default()).first().map(|e| e.at);
        let first = events.first().map(|e| e.what.clone());
        let Some(event) = events.get_mut(index) else { return Ok(()) };
        let at = event.at;
        match (&mut event.what, first) {
            (Happening::Edited { assets: Some(tags), governed }, _) => {
                let assets = self.desk.assets(db, client, tags)?;
                *governed = Some(Box::new(self.desk.governed(db, client, None, &assets, opened_at.unwrap_or(at))?));
            }
            (Happening::Corrected { of: 1, governed, .. }, Some(Happening::Opened(opening))) => {
                let assets = self.desk.assets(db, client, &opening.assets)?;
                let found = self.desk.governed(db, client, contract, &assets, at)?;
                *governed = (found != opening.governed).then(|| Box::new(found));
            }
            (Happening::SeverityChanged { to }, Some(Happening::Opened(opening))) => {
                let governed = &opening.governed;
                if let Some(contract) = &governed.contract
                    && let Some(rules) = self.desk.rules(db, contract, governed.amendment)?
                {
                    *to = severity::known(rules.terms(), to)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn finish(self, name: &str, dry_run: bool) -> Result<Counted, Ended> {
        match (self.refusals.is_empty(), dry_run) {
            (false, _) => Err(Ended::Failed(refused(name, &self.refusals))),
            (true, true) => Err(Ended::Checked(self.counted)),
            (true, false) => Ok(self.counted),
        }
    }
}

/// Whether `there` says what `draft` says; what the draft leaves open may be anything.
fn said_alike(draft: &TicketDraft, there: &TicketDraft) -> bool {
    let mut filled = draft.clone();
    filled.line = there.line;
    filled.contract = filled.contract.or_else(|| there.contract.clone());
    filled.recorded_at = filled.recorded_at.or(there.recorded_at);
    filled.by = filled.by.or_else(|| there.by.clone());
    for (event, known) in filled.events.iter_mut().zip(&there.events) {
        event.recorded_at = event.recorded_at.or(known.recorded_at);
        event.by = event.by.take().or_else(|| known.by.clone());
    }
    filled == *there
}

/// Why the file was refused: each line with its reason.
fn refused(name: &str, refusals: &[Refusal]) -> Failure {
    let lines: Vec<String> = refusals.iter().take(TOLD).map(|r| format!("{name}:{}: {}", r.line, told(r))).collect();
    let more = refusals.len().saturating_sub(TOLD);
    let failure = match (lines.as_slice(), more) {
        ([only], 0) => Failure::refused(only),
        (_, 0) => Failure::refused(lines.join("\n")),
        _ => Failure::refused(format!("{}\nand {more} more lines", lines.join("\n"))),
    };
    failure.hinted("nothing was imported; correct the file and import it again")
}

fn told(refusal: &Refusal) -> String {
    match (refusal.column.as_str(), refusal.value.as_str()) {
        ("", "") => refusal.reason.clone(),
        (place, "") | ("", place) => format!("{place}: {}", refusal.reason),
        (column, value) => format!("{column} `{value}`: {}", refusal.reason),
    }
}
