//! `infog audit`.

use serde_json::{Value, json};

use super::completions::candidates;
use super::context::{Answer, Ctx};
use super::desk;
use super::failure::{Exit, Failure, Outcome};
use super::find;
use super::recorded::told::{Reader, Told};
use super::recorded::words;
use crate::domain::calendar::Zone;
use crate::domain::id::{AssetTag, ClientCode, TicketNumber};
use crate::domain::instant::Instant;
use crate::intake::when::{self, Looking};
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table};
use crate::store::audit::{About, Filter, latest};
use crate::store::event::Subject;
use crate::store::{self, Db};

/// Events that are shown where no other number is asked for.
const SHOWN: usize = 200;

/// Show who did what, when, with what was before and after
///
/// Every change is an event of the log. Shown are the last ones, oldest first, in your time zone; days are those on
/// which something was recorded. Licence keys are masked, and what was erased is said to be.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog audit --ticket 42
  infog audit --asset RIED-SRV-01 --from 2026-06-01
  infog audit --client ried --from 2026-06-01 --to 2026-06-30 --limit 0 --format csv
  infog audit --by paul --json | jq -r '.[].type'")]
pub struct Args {
    /// What was recorded on this day or later
    #[arg(long, value_name = "DATE")]
    from: Option<String>,

    /// What was recorded on this day or before
    #[arg(long, value_name = "DATE")]
    to: Option<String>,

    /// What this person recorded
    #[arg(long, value_name = "NAME")]
    by: Option<String>,

    /// All that concerns this client; with `--asset`, whose asset it is
    #[arg(long, short, value_name = "CODE", conflicts_with_all = ["ticket", "contract"], add = candidates::clients())]
    client: Option<String>,

    /// What was done to this ticket
    #[arg(long, value_name = "N", conflicts_with_all = ["asset", "contract"], add = candidates::open_tickets())]
    ticket: Option<TicketNumber>,

    /// What was done to this asset; of a licence, its seats too
    #[arg(long, value_name = "TAG", conflicts_with = "contract", add = candidates::assets())]
    asset: Option<String>,

    /// What was done to this contract
    #[arg(long, value_name = "REF", add = candidates::contracts())]
    contract: Option<String>,

    /// No more than the last N; 0 is all
    #[arg(long, short = 'n', value_name = "N", default_value_t = SHOWN)]
    limit: usize,
}

impl Args {
    /// Prints the events.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (zone, now) = (ctx.zone().clone(), ctx.now());
        let (from, to) = self.bounds(&zone, now)?;
        let limit = (self.limit > 0).then_some(self.limit);
        let locale = ctx.locale.clone();
        let (told, total) = ctx.read(|db| {
            let filter = Filter { from, to, by: self.by.clone(), about: self.about(db)? };
            let found = latest(db, &filter, limit)?;
            let mut reader = Reader::new(&locale, &zone, &filter.about);
            reader.look_back(db, found.events.first())?;
            let told = found.events.into_iter().map(|event| reader.told(db, event)).collect::<Result<Vec<_>, _>>()?;
            Ok((told, found.total))
        })?;
        let json = || told.iter().map(|told| json_of(&zone, told)).collect::<Value>();
        let page = || {
            let mut page = Page::new();
            page.table(table(&locale, &zone, &told));
            page
        };
        let answer = match ctx.wants_json() {
            true => Answer { json: json(), page: Page::new() },
            false => Answer { json: Value::Null, page: page() },
        };
        ctx.answer(&answer)?;
        if told.len() < total {
            ctx.remark(&ctx.locale.audit_shown_of(told.len(), total));
        }
        Ok(Exit::Done)
    }

    fn bounds(&self, zone: &Zone, now: Instant) -> Result<(Option<Instant>, Option<Instant>), Failure> {
        let today = zone.date(now);
        let day = |text: &String| when::parse_date(text, today, Looking::Back);
        let (from, to) = (self.from.as_ref().map(day).transpose()?, self.to.as_ref().map(day).transpose()?);
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            let failure = Failure::refused(format!("the last day, {to}, is before the first, {from}"));
            return Err(failure.hinted("exchange `--from` and `--to`"));
        }
        let after = to.and_then(|day| day.succ_opt());
        Ok((from.map(|day| zone.start_of_day(day)), after.map(|day| zone.start_of_day(day))))
    }

    fn about(&self, db: &mut dyn Db) -> Result<About, Failure> {
        if let Some(number) = self.ticket {
            return match store::ticket::was_given(db, number)? {
                true => Ok(About::Ticket(number)),
                false => Err(desk::no_ticket(db, number)?),
            };
        }
        if let Some(reference) = &self.contract {
            let contract = find::contract(db, reference)?;
            let latest = contract.latest().ok_or_else(|| Failure::fault("a contract without a version"))?;
            return Ok(About::Contract(latest.contract.clone()));
        }
        let client = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
        match (&self.asset, client) {
            (Some(tag), client) => {
                let client = client.map(|client| client.code);
                match find::asset(db, client.as_ref(), tag) {
                    Ok((client, asset)) => Ok(About::Asset(client, asset.tag)),
                    Err(failure) => former(db, client, tag)?.ok_or(failure),
                }
            }
            (None, Some(client)) => Ok(About::Client(client.code)),
            (None, None) => Ok(About::Everything),
        }
    }
}

/// An asset of that client that was taken back: its events are there.
fn former(db: &mut dyn Db, client: Option<ClientCode>, tag: &str) -> Result<Option<About>, Failure> {
    let (Some(client), Ok(tag)) = (client, AssetTag::new(tag)) else { return Ok(None) };
    let key = format!("{}/{}", client.key(), tag.key());
    let is_known = !store::event::history(db, Subject::Asset, &key)?.is_empty();
    Ok(is_known.then_some(About::Asset(client, tag)))
}

fn json_of(zone: &Zone, told: &Told) -> Value {
    let event = &told.event;
    json!({
        "event": event.id,
        "recorded_at": zone.rfc3339(event.stamp.recorded_at),
        "at": zone.rfc3339(event.stamp.at),
        "by": event.stamp.actor,
        "program": event.program,
        "clock_given": event.stamp.clock_given,
        "clock_behind_s": event.behind_s,
        "subject": event.subject,
        "key": event.key,
        "ticket": event.ticket.map(|(number, _)| number),
        "seq": event.ticket.map(|(_, seq)| seq),
        "type": event.kind,
        "changes": told.changes.iter().map(|change| json!({
            "asset": change.asset, "field": change.field, "before": change.before, "after": change.after,
        })).collect::<Value>(),
        "text": told.text,
        "assets_changed": told.assets,
        "erased": told.erased,
        "change": event.change(),
        "undone_by": told.undone_by,
    })
}

fn table(locale: &Locale, zone: &Zone, told: &[Told]) -> Table {
    let mut table = Table::new("audit", locale.none())
        .column(Column::new("event", locale.title_number()).right())
        .column(Column::new("recorded_at", locale.title_recorded()))
        .column(Column::new("at", locale.title_at()).keep(1))
        .column(Column::new("by", locale.title_actor()))
        .column(Column::new("about", locale.title_what()))
        .column(Column::new("type", locale.title_event()))
        .column(Column::new("program", locale.title_program()).keep(1))
        .column(Column::new("detail", locale.title_detail()));
    let moment = |at: Instant| Cell::both(locale.moment(zone.local(at)), zone.rfc3339(at));
    for told in told {
        let event = &told.event;
        table.row([
            Cell::number(event.id.to_string(), event.id),
            moment(event.stamp.recorded_at),
            moment(event.stamp.at),
            event.stamp.actor.as_str().into(),
            words::about(locale, event),
            Cell::both(words::kind(locale, event), &event.kind),
            event.program.as_str().into(),
            words::detail(locale, told),
        ]);
    }
    table
}
