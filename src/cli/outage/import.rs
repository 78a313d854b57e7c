//! `infog outage import`.

use serde_json::json;

use super::{instant, known_ticket, refused, tags};
use crate::cli::completions::candidates;
use crate::cli::context::{Ctx, Instants};
use crate::cli::desk::Desk;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::cli::refused;
use crate::cli::source::Source;
use crate::domain::id::{AssetTag, ClientCode, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::outage::Outage;
use crate::domain::text;
use crate::intake::named_rows::{self, NamedRow};
use crate::intake::outage_file::{self, FIELDS};
use crate::intake::refusal::Refusal;
use crate::store::outage::Known;
use crate::store::{self, Db};

/// Import outages from CSV
///
/// Columns: client, asset, from, to, planned (yes or no), announced_at, ticket, reason; French headers are read too.
/// All lines are taken or none. An outage that is known already (the same assets and beginning) is updated, or
/// unchanged: the same file again changes nothing.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog outage import outages.csv --client ried --dry-run
  infog outage import - < outages.csv")]
pub struct Args {
    /// CSV file, or - for standard input
    #[arg(value_hint = clap::ValueHint::FilePath)]
    file: Source,

    /// Whose outages they are where the file does not say
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Say what would happen and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// What the file would change.
#[derive(Default)]
struct Plan {
    read: u64,
    unchanged: u64,
    added: Vec<(ClientCode, Outage)>,
    edited: Vec<(ClientCode, i64, Outage)>,
    refusals: Vec<Refusal>,
}

impl Args {
    /// Reads, checks and writes the file.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let bytes = self.file.bytes()?;
        let rows = named_rows::read(&self.file.to_string(), &bytes, FIELDS)?;
        let (reader, now, stamp) = (ctx.instants(), ctx.now(), ctx.stamp_now());
        let plan = |db: &mut dyn Db| -> Result<Plan, Failure> {
            let plan = self.plan(db, &rows, reader, now)?;
            if plan.refusals.is_empty() { Ok(plan) } else { Err(self.refused(&plan)) }
        };
        let done = match self.dry_run {
            true => ctx.read(plan)?,
            false => ctx.write(|db| {
                let plan = plan(db)?;
                let first = store::outage::next_number(db)?;
                for (number, (client, outage)) in (first..).zip(&plan.added) {
                    store::outage::add(db, client, number, outage, &stamp)?;
                }
                for (client, number, outage) in &plan.edited {
                    store::outage::edit(db, client, *number, outage, &stamp)?;
                }
                Ok(plan)
            })?,
        };
        self.tell(ctx, &done)?;
        Ok(Exit::Done)
    }

    fn plan(&self, db: &mut dyn Db, rows: &[NamedRow], reader: Instants, now: Instant) -> Result<Plan, Failure> {
        let mut desk = Desk::new();
        let mut plan = Plan::default();
        let mut known: Vec<Known> = store::outage::list(db, None)?.into_values().flatten().collect();
        for row in rows {
            plan.read += 1;
            match self.outage(&mut desk, db, row, reader, now) {
                Ok((client, outage)) => plan.take(&mut known, client, outage),
                Err(Wrong::Row(refusal)) => plan.refusals.push(refusal),
                Err(Wrong::All(failure)) => return Err(failure),
            }
        }
        Ok(plan)
    }

    fn outage(
        &self,
        desk: &mut Desk,
        db: &mut dyn Db,
        row: &NamedRow,
        reader: Instants,
        now: Instant,
    ) -> Result<(ClientCode, Outage), Wrong> {
        let code = match row.get("client").or(self.client.as_deref()) {
            Some(code) => find::client(db, code),
            None => find::client_or_only(db, None),
        };
        let client = code.map_err(|failure| Wrong::of(row, "client", failure))?;
        let zone = desk.zone(db, &client.code)?;
        let planned = row.yes("planned")?.unwrap_or(false);
        let at = |name: &'static str| match row.get(name) {
            Some(text) => instant(reader, text, &zone, planned && name != "announced_at", now)
                .map(Some)
                .map_err(|failure| Wrong::of(row, name, failure)),
            None => Ok(None),
        };
        row.need("from")?;
        let typed: Vec<AssetTag> = outage_file::tags(row.need("asset")?)
            .map(|tag| tag.parse().map_err(|error: crate::domain::id::BadCode| row.refused("asset", error.to_string())))
            .collect::<Result<_, _>>()?;
        let outage = Outage {
            assets: tags(desk, db, &client.code, &typed).map_err(|failure| Wrong::of(row, "asset", failure))?,
            from: at("from")?.unwrap_or(now),
            to: at("to")?,
            planned,
            announced_at: at("announced_at")?,
            ticket: row.read("ticket", |number| number.trim_start_matches('#').parse::<TicketNumber>())?,
            reason: row.read("reason", |reason| text::line("reason", reason))?,
        };
        outage.checked().map_err(|why| Wrong::of(row, "to", refused(&why, &outage, &zone)))?;
        if let Some(ticket) = outage.ticket {
            known_ticket(db, &client.code, ticket).map_err(|failure| Wrong::of(row, "ticket", failure))?;
        }
        Ok((client.code, outage))
    }

    fn refused(&self, plan: &Plan) -> Failure {
        refused::file(&self.file, plan.read, plan.refusals.len() as u64, &plan.refusals)
    }

    fn tell(&self, ctx: &Ctx, plan: &Plan) -> Result<(), Failure> {
        let (created, updated) = (plan.added.len(), plan.edited.len());
        let json = json!({
            "read": plan.read, "created": created, "updated": updated, "unchanged": plan.unchanged, "refused": 0,
            "dry_run": self.dry_run, "refusals": [],
        });
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let (read, unchanged) = (i64::try_from(plan.read).unwrap_or(0), i64::try_from(plan.unchanged).unwrap_or(0));
        let read = ctx.locale.count_lines(read);
        let text =
            ctx.locale.asset_imported(self.file.to_string(), read, number(created), number(updated), unchanged, 0);
        ctx.changed(&json, &text, &self.file.to_string())?;
        if self.dry_run {
            ctx.remark(&ctx.locale.calendar_would_be());
        }
        Ok(())
    }
}

impl Plan {
    /// The same assets down from the same instant are the same outage.
    fn take(&mut self, known: &mut Vec<Known>, client: ClientCode, outage: Outage) {
        let key = client.key();
        let same = known.iter_mut().find(|known| {
            known.client_key == key && known.outage.from == outage.from && known.outage.assets == outage.assets
        });
        match same {
            Some(same) if same.outage == outage => self.unchanged += 1,
            Some(same) => {
                same.outage = outage.clone();
                let number = same.number;
                match self.added.get_mut(usize::try_from(-number - 1).unwrap_or(usize::MAX)) {
                    Some((_, twice)) if number < 0 => *twice = outage,
                    _ => self.edited.push((client, number, outage)),
                }
            }
            None => {
                self.added.push((client, outage.clone()));
                // Of this very file, and without a number yet.
                let number = -i64::try_from(self.added.len()).unwrap_or(i64::MAX);
                known.push(Known { number, client_key: key, outage, by: String::new() });
            }
        }
    }
}

/// One row is wrong, or all is lost.
enum Wrong {
    Row(Refusal),
    All(Failure),
}

impl Wrong {
    fn of(row: &NamedRow, column: &'static str, failure: Failure) -> Self {
        match failure.kind {
            crate::cli::failure::Kind::Refused => Self::Row(row.refused(column, failure.sentence)),
            _ => Self::All(failure),
        }
    }
}

impl From<Refusal> for Wrong {
    fn from(refusal: Refusal) -> Self {
        Self::Row(refusal)
    }
}

impl From<Failure> for Wrong {
    fn from(failure: Failure) -> Self {
        Self::All(failure)
    }
}
