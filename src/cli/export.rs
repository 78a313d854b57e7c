//! `infog export`: everything of one client for whoever takes over.

mod package;
mod readme;
mod tables;
mod todo;

use std::path::PathBuf;

use serde_json::{Value, json};

use self::package::{Package, Written};
use self::tables::Whose;
use super::completions::candidates;
use super::context::{Answer, Ctx};
use super::failure::{Exit, Failure, Outcome};
use super::find;
use crate::domain::client::Client;
use crate::intake::package::{LINES, SUMS};
use crate::locale::Locale;
use crate::render;
use crate::report::page::{Cell, Column, Facts, Page, Table};
use crate::store::handover::{self, Handed};
use crate::store::{self, Db, DbErr};

/// Write everything of one client, readable without infog
///
/// CSV for people and spreadsheets, the contracts and calendars as files, all events as JSON Lines, a README in the
/// contract's language that explains each file and column, checksums (`sha256sum -c SHA256SUMS`), and the list of what
/// remains to be done: documents, passwords, open tickets, licences and third parties, sessions. Nothing of another client
/// is in it. `infog import` reads it into another database. Archived clients are exported too.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog export --client ried --to ried-2026
  infog export --client ried --to ried.zip --keys        with the licence keys, whole
  cd ried-2026 && sha256sum -c SHA256SUMS
  infog --db other.db import ried.zip")]
pub struct Args {
    /// Whose
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: String,

    /// New folder, or new file that ends in .zip; readable by you alone
    #[arg(long, value_name = "FOLDER|FILE.zip", value_hint = clap::ValueHint::AnyPath)]
    to: PathBuf,

    /// With the licence keys, whole
    #[arg(long)]
    keys: bool,

    /// Replace an earlier export
    #[arg(long)]
    force: bool,
}

impl Args {
    /// Writes it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let client = ctx.read(|db| find::client(db, &self.client))?;
        let mut package = Package::create(&self.to, self.force)?;
        let (now, keys) = (ctx.now(), self.keys);
        let (handed, remaining) = ctx.read(|db| {
            let mut whose = Whose::read(db, client.clone(), now, keys)?;
            fill(db, &mut whose, &mut package)
        })?;
        let (files, left) = package.keep()?;
        if let Some(left) = left {
            ctx.out.warning(&format!("what was replaced could not be removed wholly: {}", left.display()));
        }
        if keys {
            ctx.out.warning("the licence keys stand in it whole: hand it over as you would a password");
        }
        let told = Told { client: &client, handed, remaining, files: &files };
        let json = self.json(&told);
        ctx.answer(&Answer { json, page: self.page(&ctx.locale, &told) })?;
        Ok(Exit::Done)
    }

    fn json(&self, told: &Told<'_>) -> Value {
        json!({
            "client": told.client.code,
            "to": self.to,
            "keys": self.keys,
            "events": told.handed.events,
            "changes": told.handed.changes,
            "to_do": told.remaining,
            "sha256": told.sum(),
            "files": told.files.iter().map(|file| {
                json!({ "name": file.name, "bytes": file.bytes, "rows": file.rows, "sha256": file.sha256 })
            }).collect::<Vec<_>>(),
        })
    }

    fn page(&self, locale: &Locale, told: &Told<'_>) -> Page {
        let mut facts = Facts::new("export");
        facts
            .add("client", locale.title_client(), told.client.code.as_str())
            .add("to", locale.title_file(), self.to.display().to_string())
            .add("events", locale.title_events(), number(locale, told.handed.events))
            .add("to_do", locale.export_to_do(), number(locale, told.remaining))
            .add("sha256", "SHA-256", told.sum());
        let mut table = Table::new("files", locale.none())
            .column(Column::new("name", locale.title_file()))
            .column(Column::new("rows", locale.title_rows()).right())
            .column(Column::new("bytes", locale.title_size()).right());
        for file in told.files {
            let rows = file.rows.map_or_else(Cell::none, |rows| number(locale, rows));
            table.row([file.name.as_str().into(), rows, Cell::number(locale.size(file.bytes), file.bytes)]);
        }
        let mut page = Page::new();
        page.facts(facts).table(table);
        page
    }
}

fn number(locale: &Locale, number: u64) -> Cell {
    Cell::number(locale.integer(i64::try_from(number).unwrap_or(i64::MAX)), number)
}

/// What is said of an export.
struct Told<'a> {
    client: &'a Client,
    handed: Handed,
    remaining: u64,
    files: &'a [Written],
}

impl Told<'_> {
    /// The checksum of the checksums: one line to note elsewhere.
    fn sum(&self) -> &str {
        self.files.iter().find(|file| file.name == SUMS).map(|file| file.sha256.as_str()).unwrap_or_default()
    }
}

/// Writes every file; what was handed over, and how much remains to be done.
fn fill(db: &mut dyn Db, whose: &mut Whose, package: &mut Package) -> Result<(Handed, u64), Failure> {
    let mut handed = Handed::default();
    package.file(LINES, |out| {
        let mut failure = None;
        let mut write = |line: String| {
            if failure.is_none() {
                failure = writeln!(out, "{}", render::json::escaped(&line)).err();
            }
        };
        handed = handover::write(db, &whose.client.code, whose.keys, whose.now, &mut write).map_err(unwritten)?;
        failure.map_or(Ok(handed.events + handed.changes + 1), |e| Err(Failure::output(&e)))
    })?;
    tables::write(db, whose, package)?;
    let terms = terms(db, whose, package)?;
    let remaining = todo::write(db, whose, package)?;
    readme::write(whose, package, &terms)?;
    package.sums()?;
    Ok((handed, remaining))
}

/// A client is there when it is handed over: what is refused is an inventory that nobody could tell elsewhere.
fn unwritten(error: DbErr) -> Failure {
    if error.exit_code() != 1 {
        return error.into();
    }
    Failure::refused(format!("the client cannot be handed over: {error}")).hinted(
        "`infog audit` shows both; take the acceptance back, `infog undo N`, and accept the inventory as it is now",
    )
}

/// The files of contracts and calendars as they were applied; name and file of each version that holds.
fn terms(db: &mut dyn Db, whose: &Whose, package: &mut Package) -> Result<Vec<(String, String)>, Failure> {
    let mut named = Vec::new();
    for stored in store::contract::of_client(db, &whose.client.code)? {
        let terms = &stored.value;
        let file = package.free_name(&format!("contract-{}-{}", terms.contract, terms.amendment), ".toml");
        package.text(&file, &stored.source)?;
        named.push((format!("{} ({})", terms.contract, terms.amendment), file));
    }
    for name in &whose.shared.calendars {
        for stored in store::calendar::versions(db, name)? {
            let date = stored.value.effective_on.map(|date| format!("-{date}")).unwrap_or_default();
            let file = package.free_name(&format!("calendar-{name}{date}"), ".toml");
            package.text(&file, &stored.source)?;
            named.push((name.to_string(), file));
        }
    }
    Ok(named)
}
