//! `infog call import`.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Fresh, fresh};
use crate::cli::completions::candidates;
use crate::cli::context::{Ctx, Instants};
use crate::cli::failure::{Exit, Failure, Kind, Outcome};
use crate::cli::find;
use crate::cli::refused;
use crate::cli::source::Source;
use crate::domain::call::{Call, DayTotals};
use crate::domain::client::Client;
use crate::intake::call_file::{self, FIELDS, Line};
use crate::intake::named_rows::{self, NamedRow};
use crate::intake::refusal::Refusal;
use crate::store::{self, Db};

/// Import calls from CSV: one a line, or totals of a day a line
///
/// Calls: client, started_at, answered_at, ended_at, outcome (answered, abandoned), waited_s, ticket, first_contact. Totals:
/// client, day, offered, answered, answered_in_time, abandoned, resolved_at_first_contact. French headers are read too. All
/// lines are taken or none; the same file again changes nothing.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog call import calls.csv --client ried --dry-run
  infog call import - < totals.csv")]
pub struct Args {
    /// CSV file, or - for standard input
    #[arg(value_hint = clap::ValueHint::FilePath)]
    file: Source,

    /// Whose calls they are where the file does not say
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Say what would happen and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// What the file brings, client by client.
type Brought = BTreeMap<String, (Client, Vec<Call>, BTreeMap<chrono::NaiveDate, DayTotals>)>;

impl Args {
    /// Reads, checks and writes the file.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let bytes = self.file.bytes()?;
        let rows = named_rows::read(&self.file.to_string(), &bytes, FIELDS)?;
        let (reader, stamp) = (ctx.instants(), ctx.stamp_now());
        let plan = |db: &mut dyn Db| -> Result<Vec<(Client, Fresh)>, Failure> {
            let brought = self.brought(db, &rows, reader)?;
            let fresh = |(client, calls, days): (Client, Vec<Call>, BTreeMap<_, DayTotals>)| {
                let fresh = fresh(db, &client, calls, days.into_values().collect())?;
                Ok((client, fresh))
            };
            brought.into_values().map(fresh).collect()
        };
        let done = match self.dry_run {
            true => ctx.read(plan)?,
            false => ctx.write(|db| {
                let done = plan(db)?;
                for (client, fresh) in &done {
                    store::call::add(db, &client.code, &fresh.calls, &fresh.days, &stamp)?;
                }
                Ok(done)
            })?,
        };
        self.tell(ctx, rows.len(), &done)?;
        Ok(Exit::Done)
    }

    fn brought(&self, db: &mut dyn Db, rows: &[NamedRow], reader: Instants) -> Result<Brought, Failure> {
        let mut brought = Brought::new();
        let mut refusals = Vec::new();
        for row in rows {
            match self.line(db, row, reader)? {
                Ok((client, line)) => {
                    let (_, calls, days) =
                        brought.entry(client.code.key()).or_insert_with(|| (client, Vec::new(), BTreeMap::new()));
                    match line {
                        Line::Call(call) => calls.push(call),
                        Line::Day(day) => drop(days.insert(day.day, day)),
                    }
                }
                Err(refusal) => refusals.push(refusal),
            }
        }
        if refusals.is_empty() { Ok(brought) } else { Err(self.refused(rows.len(), &refusals)) }
    }

    fn line(
        &self,
        db: &mut dyn Db,
        row: &NamedRow,
        reader: Instants,
    ) -> Result<Result<(Client, Line), Refusal>, Failure> {
        let found = match row.get("client").or(self.client.as_deref()) {
            Some(code) => find::client(db, code),
            None => find::client_or_only(db, None),
        };
        let client = match found {
            Ok(client) => client,
            Err(failure) if failure.kind == Kind::Refused => return Ok(Err(row.refused("client", failure.sentence))),
            Err(failure) => return Err(failure),
        };
        let zone = find::zone_of(&client)?;
        let line = call_file::line(row, |text| reader.read(text, &zone).map_err(|failure| failure.sentence));
        Ok(line.map(|line| (client, line)))
    }

    fn refused(&self, read: usize, refusals: &[Refusal]) -> Failure {
        refused::file(&self.file, read as u64, refusals.len() as u64, refusals)
    }

    fn tell(&self, ctx: &Ctx, read: usize, done: &[(Client, Fresh)]) -> Result<(), Failure> {
        let sum = |of: fn(&Fresh) -> usize| done.iter().map(|(_, fresh)| of(fresh)).sum::<usize>();
        let (created, updated, unchanged) = (sum(|f| f.created), sum(|f| f.updated), sum(|f| f.unchanged));
        let json = json!({
            "read": read, "created": created, "updated": updated, "unchanged": unchanged, "refused": 0,
            "dry_run": self.dry_run, "refusals": [],
        });
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let lines = ctx.locale.count_lines(number(read));
        let (created, updated, unchanged) = (number(created), number(updated), number(unchanged));
        let text = ctx.locale.asset_imported(self.file.to_string(), lines, created, updated, unchanged, 0);
        ctx.changed(&json, &text, &self.file.to_string())?;
        if self.dry_run {
            ctx.remark(&ctx.locale.calendar_would_be());
        }
        Ok(())
    }
}
