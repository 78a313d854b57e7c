//! `infog undo`.

mod list;
mod refused;

use serde_json::{Value, json};

use super::context::{Answer, Ctx};
use super::failure::{Exit, Failure, Outcome};
use super::recorded::told::{Changed, Reader, Told};
use super::recorded::words;
use crate::domain::calendar::Zone;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table};
use crate::store::audit::About;
use crate::store::event::{Recorded, Stamp};
use crate::store::undo::{self, Change, UNDONE};
use crate::store::{Db, StoreError};

/// Events that are told one by one; of a longer change the others are counted.
const TOLD: usize = 20;

/// Take back your last change, or one by its number
///
/// A change is all that one command recorded: an import is one, whatever its length. It is taken back by new events that
/// say so; nothing is forgotten, and to undo an undo brings the change back. A change on which later ones depend is
/// refused, and the commands that take these back first are named. Without a number, the last change of yours that holds
/// and is no undo itself is taken back, so that the next `infog undo` goes one further; one that cannot be taken back is
/// never skipped. A closed month is opened again with `infog report close --reopen`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog undo --list
  infog undo --dry-run
  infog undo
  infog undo 57")]
pub struct Args {
    /// Number of the change, or of any event of it, as `undo --list` and `audit` show it
    #[arg(value_name = "N", conflicts_with = "list", value_parser = clap::value_parser!(i64).range(1..))]
    number: Option<i64>,

    /// Say what would be recorded and write nothing
    #[arg(long, conflicts_with = "list")]
    dry_run: bool,

    /// List your last changes, undos among them; those that cannot be taken back are marked
    #[arg(long)]
    list: bool,

    /// With `--list`, no more than the last N
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10, requires = "list")]
    limit: usize,
}

/// What was taken back, or would be.
struct Done {
    change: Change,
    told: Vec<Told>,
    written: Vec<Recorded>,
}

/// How an attempt ended that keeps nothing.
enum Ended {
    Failed(Box<Failure>),
    Tried(Box<Done>),
}

impl From<Failure> for Ended {
    fn from(failure: Failure) -> Self {
        Self::Failed(Box::new(failure))
    }
}

impl From<StoreError> for Ended {
    fn from(error: StoreError) -> Self {
        Failure::from(error).into()
    }
}

impl Args {
    /// Takes the change back, or lists those that can be.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        if self.list {
            return list::run(ctx, self.limit);
        }
        let (zone, locale, stamp) = (ctx.zone().clone(), ctx.locale.clone(), ctx.stamp_now());
        let attempt = |db: &mut dyn Db| -> Result<Done, Ended> {
            let done = self.attempt(db, (&locale, &zone), &stamp)?;
            if self.dry_run { Err(Ended::Tried(Box::new(done))) } else { Ok(done) }
        };
        let done = match ctx.store(false)?.write(attempt) {
            Ok(done) => done,
            Err(Ended::Tried(done)) => *done,
            Err(Ended::Failed(failure)) => return Err(*failure),
        };
        self.tell(ctx, &zone, &done)?;
        Ok(Exit::Done)
    }

    fn attempt(&self, db: &mut dyn Db, reader: (&Locale, &Zone), stamp: &Stamp) -> Result<Done, Failure> {
        let number = match self.number {
            Some(number) => number,
            None => last_of(db, &stamp.actor)?,
        };
        let is_last = self.number.is_none();
        let Some(change) = undo::change(db, number)? else { return Err(refused::no_change(db, number)?) };
        let everything = About::Everything;
        let (locale, zone) = reader;
        let mut reader = Reader::new(locale, zone, &everything);
        let mut told = Vec::new();
        for event in change.events.iter().rev().take(TOLD) {
            told.push(turned(reader.told(db, event.clone())?));
        }
        match undo::undo(db, &change, stamp) {
            Ok(written) => Ok(Done { change, told, written }),
            Err(refusal) => Err(refused::Refused { zone, stamp, change: &change, is_last }.failure(db, refusal)?),
        }
    }

    fn tell(&self, ctx: &Ctx, zone: &Zone, done: &Done) -> Result<(), Failure> {
        let locale = &ctx.locale;
        let number = done.change.number();
        let events = done.change.events.len();
        let json = json!({
            "change": number,
            "dry_run": self.dry_run,
            "recorded_at": done.change.events.first().map(|event| zone.rfc3339(event.stamp.recorded_at)),
            "by": done.change.events.first().map(|event| event.stamp.actor.as_str()),
            "events": events,
            "undo": done.written.first().map(|event| event.id).filter(|_| !self.dry_run),
            "taken_back": done.told.iter().map(json_of).collect::<Value>(),
        });
        let mut page = Page::new();
        page.table(table(locale, zone, &done.told));
        ctx.answer(&Answer { json, page })?;
        let more = events.saturating_sub(done.told.len());
        if more > 0 {
            ctx.remark(&locale.undo_more(i64::try_from(more).unwrap_or(i64::MAX)));
        }
        match (self.dry_run, done.written.first()) {
            (false, Some(first)) => ctx.remark(&locale.undo_done(number.to_string(), first.id.to_string())),
            _ => ctx.remark(&locale.undo_dry(number.to_string())),
        }
        Ok(())
    }
}

fn last_of(db: &mut dyn Db, actor: &str) -> Result<i64, Failure> {
    let last = undo::list(db, actor, 1, false)?;
    let nothing = || {
        Failure::refused(format!("`{actor}` has recorded nothing that could be taken back"))
            .hinted("`infog audit` shows who did what; a change of somebody else is taken back by its number")
    };
    last.first().map(|listed| listed.first.change()).ok_or_else(nothing)
}

/// What an event did, as it is taken back; what an undo took comes back as it was told there.
fn turned(mut told: Told) -> Told {
    told.changes = told
        .changes
        .into_iter()
        .filter(|change| !(told.event.kind == UNDONE && change.field == "of"))
        .map(Changed::turned)
        .collect();
    told
}

fn json_of(told: &Told) -> Value {
    let event = &told.event;
    json!({
        "event": event.id,
        "subject": event.subject,
        "key": event.key,
        "ticket": event.ticket.map(|(number, _)| number),
        "seq": event.ticket.map(|(_, seq)| seq),
        "type": event.kind,
        "assets_changed": told.assets,
        "changes": told.changes.iter().map(|change| json!({
            "asset": change.asset, "field": change.field, "before": change.before, "after": change.after,
        })).collect::<Value>(),
    })
}

fn table(locale: &Locale, zone: &Zone, told: &[Told]) -> Table {
    let mut table = Table::new("undo", locale.none())
        .column(Column::new("event", locale.title_number()).right())
        .column(Column::new("at", locale.title_at()))
        .column(Column::new("by", locale.title_actor()))
        .column(Column::new("about", locale.title_what()))
        .column(Column::new("type", locale.title_taken_back()))
        .column(Column::new("detail", locale.title_detail()));
    for told in told {
        let event = &told.event;
        table.row([
            Cell::number(event.id.to_string(), event.id),
            Cell::both(locale.moment(zone.local(event.stamp.at)), zone.rfc3339(event.stamp.at)),
            event.stamp.actor.as_str().into(),
            words::about(locale, event),
            Cell::both(words::kind(locale, event), &event.kind),
            words::detail(locale, told),
        ]);
    }
    table
}
