//! What the imports of sites, rooms and people have in common: one file, a plan, a receipt.

mod plan;

use std::path::PathBuf;

use serde_json::json;

use self::plan::Plan;
pub use self::plan::What;
use super::completions::candidates;
use super::context::Ctx;
use super::failure::{Exit, Failure, Outcome};
use super::refused;
use super::source::Source;
use super::{find, save};
use crate::intake::bytes;
use crate::intake::listing::Listing;
use crate::intake::refusal::Fault;

/// A file and how it is taken.
#[derive(clap::Args, Debug)]
pub struct File {
    /// CSV file, or - for standard input
    #[arg(value_hint = clap::ValueHint::FilePath)]
    file: Source,

    /// Whose, where the file does not say
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
    #[arg(long = "map", value_name = "HEADER=COLUMN")]
    map: Vec<String>,

    /// The file's encoding, where it is not detected: utf-8, windows-1252, utf-16le …
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
}

impl File {
    /// Takes the file as a list of `what`.
    ///
    /// # Errors
    /// It cannot be read, or lines are refused and `--partial` is not given; nothing is changed then.
    pub fn import(self, ctx: &mut Ctx, what: What) -> Outcome {
        let name = self.file.to_string();
        let bytes = self.file.bytes()?;
        let decoded = bytes::decode(&bytes, self.encoding.as_deref())
            .map_err(|fault| Failure::from(Fault::from(fault).of(&name)))?;
        let open = || Listing::open(&name, decoded.text.as_bytes(), what.columns(), &self.map);
        let client = match &self.client {
            Some(code) => Some(ctx.read(|db| find::client(db, code))?.code),
            None => None,
        };
        let plan = ctx.read(|db| Plan::make(db, what, &name, open()?, client.as_ref()))?;
        self.write_rejects(ctx, &open()?, &plan)?;
        let is_refused = !self.partial && !plan.refusals.is_empty();
        if !is_refused && !self.dry_run && !plan.is_empty() {
            let stamp = ctx.stamp_now();
            ctx.write(|db| {
                // another command may have come between
                let plan = Plan::make(db, what, &name, open()?, client.as_ref())?;
                match plan.refusals.first() {
                    Some(first) if !self.partial => Err(Failure::refused(format!("{name}: {first}"))),
                    _ => plan.write(db, &stamp),
                }
            })?;
        }
        self.tell(ctx, &plan)
    }

    fn write_rejects(&self, ctx: &Ctx, file: &Listing<&[u8]>, plan: &Plan) -> Result<(), Failure> {
        let Some(path) = self.rejects.as_ref().filter(|_| !plan.refusals.is_empty()) else { return Ok(()) };
        let delimiter = u8::try_from(file.delimiter()).unwrap_or(b',');
        let mut writer = csv::WriterBuilder::new().flexible(true).delimiter(delimiter).from_writer(Vec::new());
        let failed = |e: csv::Error| Failure::refused("the refused lines cannot be written").because(e);
        let filled = |row: &[String], reason: &str| {
            let cells = (0..file.header().len()).map(|at| row.get(at).cloned().unwrap_or_default());
            cells.chain([reason.to_owned()]).collect::<Vec<String>>()
        };
        writer.write_record(filled(file.header(), "reason")).map_err(failed)?;
        for (row, refusal) in plan.refused_rows.iter().zip(&plan.refusals) {
            writer.write_record(filled(row, &refusal.to_string())).map_err(failed)?;
        }
        save::whole(path, &writer.into_inner().map_err(|e| Failure::output(e.error()))?)?;
        ctx.out.note(&format!("refused lines written to {}", path.display()));
        Ok(())
    }

    fn tell(&self, ctx: &Ctx, plan: &Plan) -> Outcome {
        let counts = &plan.counts;
        let is_refused = !self.partial && !plan.refusals.is_empty();
        if ctx.wants_json() {
            ctx.json(&json!({
                "read": counts.read,
                "created": counts.created,
                "updated": counts.updated,
                "unchanged": counts.unchanged,
                "refused": counts.refused,
                "applied": !is_refused && !self.dry_run,
                "dry_run": self.dry_run,
                "refusals": plan.refusals,
            }))?;
        } else if !is_refused {
            ctx.out.line(&self.sentence(ctx, plan))?;
        }
        if is_refused {
            return Err(self.refused(plan));
        }
        for sentence in refused::sentences(plan.refusals.len() as u64, &plan.refusals) {
            ctx.out.warning(&format!("{}: {sentence}", self.file));
        }
        if self.dry_run {
            ctx.out.note(&ctx.locale.calendar_would_be());
        }
        Ok(if plan.refusals.is_empty() { Exit::Done } else { Exit::Partial })
    }

    fn sentence(&self, ctx: &Ctx, plan: &Plan) -> String {
        let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let counts = &plan.counts;
        ctx.locale.asset_imported(
            self.file.to_string(),
            ctx.locale.count_lines(number(counts.read)),
            number(counts.created),
            number(counts.updated),
            number(counts.unchanged),
            number(counts.refused),
        )
    }

    fn refused(&self, plan: &Plan) -> Failure {
        let refused = plan.refusals.len() as u64;
        let mut failure = refused::file(&self.file, plan.counts.read, refused, &plan.refusals);
        if self.rejects.is_none() {
            failure = failure.hinted("`--rejects FILE` writes the refused lines into a file of their own");
        }
        failure.hinted("`--partial` takes the other lines")
    }
}
