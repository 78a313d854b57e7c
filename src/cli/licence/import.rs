//! `infog licence import`.

use std::collections::HashMap;
use std::path::PathBuf;

use serde_json::json;

use super::warn_if_over;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::source::Source;
use crate::cli::{find, save};
use crate::domain::asset::{Asset, AssetKind};
use crate::domain::client::Client;
use crate::domain::fold::fold;
use crate::domain::id::ClientCode;
use crate::domain::nearest::{hint, nearest};
use crate::intake::asset_file::{Mapping, Options, Row, RowDraft, Rows};
use crate::intake::refusal::{Fault, Refusal};
use crate::intake::{bytes, licence_file};
use crate::store::asset::{Counts, Import};
use crate::store::{self, Db};

/// More refusals are counted, not shown.
const SHOWN: usize = 20;

/// Import licences from CSV
///
/// Columns: tag, product, publisher, key, seats, perpetual or expires_on, owner (client or provider), client, supplier,
/// notes; French headers are read too. Licences are found by client and tag. All lines are taken or none, unless
/// --partial. The same file again changes nothing.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog licence import licences.csv --client ried --dry-run
  infog licence import licences.csv --map 'N° contrat=notes' --partial --rejects refused.csv

Exit codes: 0 all lines taken, 1 refused and nothing changed, 3 taken but for refused lines (--partial).")]
pub struct Args {
    /// CSV file, or - for standard input
    #[arg(value_hint = clap::ValueHint::FilePath)]
    file: Source,

    /// Whose licences they are where the file does not say
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Say what would happen and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Take the sound lines although others are refused
    #[arg(long)]
    partial: bool,

    /// Write the refused lines into this file with the reason, to be corrected and imported again
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    rejects: Option<PathBuf>,

    /// What a header means; - leaves the column out. May be repeated
    #[arg(long = "map", value_name = "HEADER=FIELD")]
    map: Vec<String>,

    /// The file's encoding, where it is not detected: utf-8, windows-1252, utf-16le …
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
}

/// What the file would change, as the database is now.
#[derive(Default)]
struct Plan {
    counts: Counts,
    refusals: Vec<Refusal>,
    refused_rows: Vec<Vec<String>>,
    puts: Vec<(ClientCode, i64, Asset)>,
}

impl Args {
    /// Reads, checks and writes the file.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let name = self.file.to_string();
        let bytes = self.file.bytes()?;
        let decoded = bytes::decode(&bytes, self.encoding.as_deref())
            .map_err(|fault| Failure::from(Fault::from(fault).of(&name)))?;
        let map = self.map.iter().map(|text| Mapping::parse(text)).collect::<Result<Vec<_>, _>>()?;
        let client = match &self.client {
            Some(code) => Some(ctx.read(|db| find::client(db, code))?.code.to_string()),
            None => None,
        };
        let options = licence_file::options(&name, &decoded.text, Options { client, map, ..Options::default() })?;
        let plan = ctx.read(|db| plan(db, &name, &decoded.text, &options))?;
        self.write_rejects(ctx, &decoded.text, &name, &options, &plan)?;
        let is_refused = !self.partial && !plan.refusals.is_empty();
        if is_refused || self.dry_run || plan.puts.is_empty() {
            return self.tell(ctx, &plan, !is_refused && !self.dry_run);
        }
        let stamp = ctx.stamp_now();
        let plan = ctx.write(|db| {
            let plan = plan_to_write(db, &name, &decoded.text, &options, self.partial)?;
            let mut import = Import::begin(db)?;
            for (code, line, licence) in &plan.puts {
                let id =
                    store::client::id(db, code)?.ok_or_else(|| Failure::fault("a client that was found is gone"))?;
                import.put(db, id, *line, licence, None)?;
            }
            import.finish(db, "imported", &key(&plan), Some(&plan.counts), &stamp)?;
            Ok(plan)
        })?;
        self.tell(ctx, &plan, true)?;
        self.warn(ctx, &plan)?;
        Ok(if plan.refusals.is_empty() { Exit::Done } else { Exit::Partial })
    }

    fn write_rejects(&self, ctx: &Ctx, text: &str, name: &str, options: &Options, plan: &Plan) -> Result<(), Failure> {
        let Some(path) = self.rejects.as_ref().filter(|_| !plan.refusals.is_empty()) else { return Ok(()) };
        let rows = Rows::open(name, text.as_bytes(), options)?;
        let delimiter = u8::try_from(rows.delimiter()).unwrap_or(b',');
        let mut writer = csv::WriterBuilder::new().flexible(true).delimiter(delimiter).from_writer(Vec::new());
        let failed = |e: csv::Error| Failure::refused("the refused lines cannot be written").because(e);
        let reason = |row: &[String], reason: &str| {
            let filled = (0..rows.header().len()).map(|at| row.get(at).cloned().unwrap_or_default());
            filled.chain([reason.to_owned()]).collect::<Vec<String>>()
        };
        writer.write_record(reason(rows.header(), "reason")).map_err(failed)?;
        for (row, refusal) in plan.refused_rows.iter().zip(&plan.refusals) {
            writer.write_record(reason(row, &refusal.to_string())).map_err(failed)?;
        }
        save::whole(path, &writer.into_inner().map_err(|e| Failure::output(e.error()))?)?;
        ctx.out.note(&format!("refused lines written to {}", path.display()));
        Ok(())
    }

    fn tell(&self, ctx: &Ctx, plan: &Plan, applied: bool) -> Outcome {
        let counts = &plan.counts;
        let is_refused = !self.partial && !plan.refusals.is_empty();
        if ctx.wants_json() {
            ctx.json(&json!({
                "read": counts.read,
                "created": counts.created,
                "updated": counts.updated,
                "unchanged": counts.unchanged,
                "refused": counts.refused,
                "applied": applied,
                "dry_run": self.dry_run,
                "refusals": plan.refusals,
            }))?;
        } else if !is_refused {
            ctx.out.line(&self.sentence(ctx, counts))?;
        }
        if is_refused {
            return Err(self.refused(plan));
        }
        for refusal in plan.refusals.iter().take(SHOWN) {
            ctx.out.warning(&format!("{}: {refusal}", self.file));
        }
        if self.dry_run {
            ctx.out.note(&ctx.locale.calendar_would_be());
        }
        Ok(if plan.refusals.is_empty() { Exit::Done } else { Exit::Partial })
    }

    fn sentence(&self, ctx: &Ctx, counts: &Counts) -> String {
        let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let read = ctx.locale.count_lines(number(counts.read));
        let (created, updated) = (number(counts.created), number(counts.updated));
        let (unchanged, refused) = (number(counts.unchanged), number(counts.refused));
        ctx.locale.asset_imported(self.file.to_string(), read, created, updated, unchanged, refused)
    }

    fn refused(&self, plan: &Plan) -> Failure {
        let (refused, read) = (plan.refusals.len(), plan.counts.read);
        let sentence = format!("{}: {refused} of {read} lines are refused; nothing was changed", self.file);
        let mut failure = Failure::refused(sentence);
        for refusal in plan.refusals.iter().take(SHOWN) {
            failure = failure.because(refusal);
        }
        if refused > SHOWN {
            failure = failure.because(format!("… and {} more", refused - SHOWN));
        }
        if self.rejects.is_none() {
            failure = failure.hinted("`--rejects FILE` writes the refused lines into a file of their own");
        }
        failure.hinted("`--partial` takes the other lines")
    }

    /// A file may say that there are fewer seats than are used.
    fn warn(&self, ctx: &mut Ctx, plan: &Plan) -> Result<(), Failure> {
        let used = ctx.read(|db| {
            let used = |(code, _, licence): &(ClientCode, i64, Asset)| store::licence::used(db, code, &licence.tag);
            Ok(plan.puts.iter().map(used).collect::<Result<Vec<u32>, _>>()?)
        })?;
        for ((_, _, licence), used) in plan.puts.iter().zip(used) {
            warn_if_over(ctx, licence, used);
        }
        Ok(())
    }
}

/// The client of all changes, where it is one.
fn key(plan: &Plan) -> String {
    let first = plan.puts.first().map(|(code, ..)| code.key()).unwrap_or_default();
    if plan.puts.iter().all(|(code, ..)| code.key() == first) { first } else { String::new() }
}

/// The plan again, inside the transaction: another command may have come between.
fn plan_to_write(db: &mut dyn Db, name: &str, text: &str, options: &Options, partial: bool) -> Result<Plan, Failure> {
    let plan = plan(db, name, text, options)?;
    match plan.refusals.first() {
        Some(first) if !partial => Err(Failure::refused(format!("{name}: {first}"))),
        _ => Ok(plan),
    }
}

fn plan(db: &mut dyn Db, name: &str, text: &str, options: &Options) -> Result<Plan, Failure> {
    let clients = Clients::read(db)?;
    let mut rows = Rows::open(name, text.as_bytes(), options)?;
    let mut plan = Plan::default();
    while let Some(row) = rows.next() {
        plan.counts.read += 1;
        let taken = match row? {
            Row::Refused(refusal) => Err(refusal),
            Row::Draft(draft) => plan.take(db, &clients, &rows, &draft)?,
        };
        if let Err(refusal) = taken {
            plan.counts.refused += 1;
            plan.refusals.push(refusal);
            let record = rows.record();
            plan.refused_rows.push((0..record.len()).map(|column| record.raw(column).to_owned()).collect());
        }
    }
    Ok(plan)
}

impl Plan {
    fn take(
        &mut self,
        db: &mut dyn Db,
        clients: &Clients,
        rows: &Rows<&[u8]>,
        draft: &RowDraft,
    ) -> Result<Result<(), Refusal>, Failure> {
        let refusal = |column: &str, value: &str, reason: String| {
            let (column, value) = (column.to_owned(), value.to_owned());
            Refusal { line: draft.line, column, value, reason }
        };
        let code = match clients.find(draft.client.as_deref()) {
            Ok(code) => code,
            Err(reason) => return Ok(Err(refusal("client", draft.client.as_deref().unwrap_or_default(), reason))),
        };
        let existing = store::asset::get(db, code, &draft.asset.tag)?;
        let tag = draft.asset.tag.as_str();
        if let Some(kind) = existing.as_ref().map(|asset| asset.kind).filter(|kind| *kind != AssetKind::Licence) {
            return Ok(Err(refusal("tag", tag, format!("asset `{tag}` is no licence; it is: {kind}"))));
        }
        let mut licence = match &existing {
            Some(existing) => draft.onto(existing, rows.columns()),
            None => draft.asset.clone(),
        };
        if licence.kind != AssetKind::Licence {
            let reason = format!("`{tag}` is no licence but: {}; import it with `infog asset import`", licence.kind);
            return Ok(Err(refusal("kind", licence.kind.code(), reason)));
        }
        if let Err((column, fault)) = licence.settle_licence() {
            let value = licence.attr(column).unwrap_or_default().to_owned();
            return Ok(Err(refusal(column, &value, fault.to_string())));
        }
        if let Some(existing) = &existing {
            licence.tag = existing.tag.clone();
        }
        match existing {
            None => self.counts.created += 1,
            Some(before) if before == licence => {
                self.counts.unchanged += 1;
                return Ok(Ok(()));
            }
            Some(_) => self.counts.updated += 1,
        }
        self.puts.push((code.clone(), i64::try_from(draft.line).unwrap_or(0), licence));
        Ok(Ok(()))
    }
}

/// All clients, read once: found by code or name.
struct Clients(HashMap<String, ClientCode>, Vec<Client>);

impl Clients {
    fn read(db: &mut dyn Db) -> Result<Self, Failure> {
        let all = store::client::list(db, true)?;
        let by_name = all.iter().map(|client| (fold(&client.name), client.code.clone()));
        let by_code = all.iter().map(|client| (client.code.key(), client.code.clone()));
        Ok(Self(by_name.chain(by_code).collect(), all.clone()))
    }

    fn find(&self, named: Option<&str>) -> Result<&ClientCode, String> {
        let mut served = self.1.iter().filter(|client| !client.archived);
        match (named, served.next(), served.next()) {
            (None, Some(only), None) => Ok(&only.code),
            (None, ..) => Err("no client is named; add a column `client`, or say `--client CODE`".to_owned()),
            (Some(name), ..) => self.0.get(&fold(name)).or_else(|| self.0.get(&name.to_lowercase())).ok_or_else(|| {
                let near = nearest(name, self.1.iter().map(|client| client.code.as_str()));
                format!("there is no client `{name}`{}", hint(near))
            }),
        }
    }
}
