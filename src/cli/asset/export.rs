//! `infog asset export`.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::cli::fresh::FreshFile;
use crate::cli::sheet::{cell, columns};
use crate::domain::asset::Field;
use crate::domain::id::ClientCode;
use crate::render;
use crate::report::page::Cell;
use crate::store::asset::Filter;
use crate::store::{self, Db};

/// Export assets as CSV, in the columns that `asset import` reads
///
/// Every asset with every column, retired ones too: imported again, nothing changes. Cells that a spreadsheet would run
/// begin with `'`, which import takes off. Licence keys are left out unless asked for: a file without that column leaves
/// the keys as they are.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset export --client ried > ried.csv
  infog asset export --client ried --to ried.csv --keys
  infog asset export --client ried | infog asset import - --dry-run")]
pub struct Args {
    /// Of this client; of all if absent
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// File to write, readable by you alone; - for standard output
    #[arg(long, value_name = "FILE", default_value = "-", value_hint = clap::ValueHint::FilePath)]
    to: PathBuf,

    /// With the licence keys, whole
    #[arg(long)]
    keys: bool,

    /// Replace a file that is there
    #[arg(long)]
    force: bool,
}

impl Args {
    /// Writes them.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let client = self.client.as_deref().map(|code| ctx.read(|db| find::client(db, code))).transpose()?;
        let code = client.map(|client| client.code);
        let code = code.as_ref();
        let columns = ctx.read(|db| columns(db, code, self.keys))?;
        if self.to == Path::new("-") {
            ctx.stream_read(|db, out| write(db, code, &columns, out)?.map_err(|e| Failure::output(&e)))?;
            return Ok(Exit::Done);
        }
        let (fresh, file) = FreshFile::create(&self.to, self.force)?;
        let mut out = BufWriter::new(file);
        let count = ctx.read(|db| write(db, code, &columns, &mut out))?.map_err(|e| self.failed(&e))?;
        let file = out.into_inner().map_err(|e| self.failed(e.error()))?;
        fresh.keep(&file)?;
        let (path, count) = (self.to.display().to_string(), i64::try_from(count).unwrap_or(i64::MAX));
        let text = ctx.locale.asset_exported(ctx.locale.count_assets(count), path.as_str());
        ctx.changed(&json!({ "file": path, "assets": count }), &text, &path)?;
        Ok(Exit::Done)
    }

    fn failed(&self, error: &std::io::Error) -> Failure {
        Failure::file("write", &self.to, error)
    }
}

/// The outer failure is the database's, the inner one that of `out`; how many.
fn write(
    db: &mut dyn Db,
    client: Option<&ClientCode>,
    columns: &[Field],
    out: &mut dyn Write,
) -> Result<std::io::Result<u64>, Failure> {
    let header = std::iter::once(Cell::from("client")).chain(columns.iter().map(|field| Cell::from(field.to_string())));
    let mut failure = out.write_all(render::csv_record(&header.collect::<Vec<_>>()).as_bytes()).err();
    let mut count = 0;
    store::asset::each(db, &Filter { client, ..Filter::default() }, &mut |owner, asset| {
        if failure.is_none() {
            let cells = columns.iter().map(|field| cell(&asset, field));
            let cells: Vec<Cell> = std::iter::once(Cell::from(owner.as_str())).chain(cells).collect();
            failure = out.write_all(render::csv_record(&cells).as_bytes()).err();
            count += 1;
        }
        Ok(())
    })?;
    Ok(failure.map_or(Ok(count), Err))
}
