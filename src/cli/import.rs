//! `infog import`: a client that `infog export` wrote.

use std::io::BufReader;
use std::path::PathBuf;

use serde_json::json;

use super::context::{Answer, Ctx};
use super::failure::{Exit, Failure, Outcome};
use super::verify::watched;
use crate::domain::calendar::Zone;
use crate::domain::instant::Instant;
use crate::intake::package::{BadPackage, LINES, Package};
use crate::locale::Locale;
use crate::report::page::{Cell, Facts, Page};
use crate::store::handover::{Clash, NotTaken, Source, Taken};

/// More clashes are counted, not named.
const SHOWN: usize = 20;

/// Take in a client that `infog export` wrote
///
/// The checksums of every file are compared first; then all of it is taken in one transaction, checked as `infog verify`
/// checks, or nothing. Who recorded what and when stays as it was; the log says who imported it, and from where. Every
/// number is kept: a client, contract, calendar, third party or ticket number that is taken here is refused by name. A
/// file that somebody edited is refused: an export is evidence, and what should be different is changed after the import.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog --db ried.db import ried-2026        a folder, into a new database
  infog import ried.zip --dry-run")]
pub struct Args {
    /// The folder or archive
    #[arg(value_name = "FOLDER|FILE.zip", value_hint = clap::ValueHint::AnyPath)]
    from: PathBuf,

    /// Check all of it and write nothing
    #[arg(long)]
    dry_run: bool,
}

impl Args {
    /// Takes it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let package = Package::open(&self.from).map_err(|bad| self.unread(&bad))?;
        let sha256 = package.sum(LINES).map_err(|bad| self.unread(&bad))?.to_owned();
        let stamp = ctx.stamp_now();
        if !self.dry_run {
            ctx.store(true)?; // made where there is none
        }
        let mut progress = watched(!ctx.settings.quiet);
        let store = ctx.store_for_import()?;
        let name = self.from.file_name().unwrap_or(self.from.as_os_str()).to_string_lossy().into_owned();
        let taken = package.with(LINES, |input| {
            let mut lines = BufReader::with_capacity(1 << 16, input);
            let mut source = Source { name: &name, sha256: &sha256, lines: &mut lines };
            store.take(&mut source, &stamp, self.dry_run, &mut progress)
        });
        drop(progress);
        let taken = taken.map_err(|bad| self.unread(&bad))?.map_err(|not| self.not_taken(not))?;
        let json = json!({
            "client": taken.head.client,
            "from": self.from,
            "exported_at": Zone::utc().rfc3339(Instant(taken.head.exported_at)),
            "events": taken.events,
            "tickets": taken.tickets,
            "assets": taken.assets,
            "masked_keys": taken.masked,
            "applied": !self.dry_run,
            "dry_run": self.dry_run,
        });
        ctx.answer(&Answer { json, page: page(&ctx.locale, ctx.zone(), &taken) })?;
        if self.dry_run {
            ctx.out.note(&ctx.locale.calendar_would_be());
        } else if taken.masked {
            ctx.remark("licence keys came masked: ask for them apart");
        }
        Ok(Exit::Done)
    }

    fn unread(&self, bad: &BadPackage) -> Failure {
        let failure = match bad {
            BadPackage::Disk { error, .. } => Failure::file("read", &self.from, error),
            _ => Failure::refused(format!("`{}` is not imported: {bad}", self.from.display())),
        };
        match bad {
            BadPackage::Changed { .. } | BadPackage::Missing(_) | BadPackage::Sums { .. } => failure.hinted(
                "import it as it was exported, or ask for a new export; what should be different is changed after the import",
            ),
            _ => failure,
        }
    }

    fn not_taken(&self, not: NotTaken) -> Failure {
        let from = self.from.display();
        match not {
            NotTaken::Store(error) => error.into(),
            NotTaken::Clashes(clashes) => {
                clashing(Failure::refused(format!("`{from}` clashes with the database")), &clashes)
            }
            NotTaken::Newer { .. } => {
                Failure::refused(format!("`{from}`, {LINES}, {not}")).hinted("take a newer infog")
            }
            NotTaken::Line { .. } => Failure::refused(format!("`{from}`, {LINES}, {not}")),
            _ => Failure::refused(format!("`{from}`, {LINES}: {not}")),
        }
    }
}

/// Every clash by name; tickets in ranges.
fn clashing(failure: Failure, clashes: &[Clash]) -> Failure {
    let mut sentences: Vec<String> = Vec::new();
    let mut tickets: Vec<(i64, i64)> = Vec::new();
    for clash in clashes {
        match (clash, tickets.last_mut()) {
            (Clash::Ticket(number), Some((_, last))) if *last + 1 == *number => *last = *number,
            (Clash::Ticket(number), _) => tickets.push((*number, *number)),
            _ => sentences.push(clash.to_string()),
        }
    }
    sentences.extend(tickets.iter().map(|(first, last)| match first == last {
        true => format!("ticket #{first} is there already"),
        false => format!("tickets #{first} to #{last} are there already"),
    }));
    let more = sentences.len().saturating_sub(SHOWN);
    let failure = sentences.iter().take(SHOWN).fold(failure, |failure, sentence| failure.because(sentence));
    let failure = if more > 0 { failure.because(format!("… and {more} more")) } else { failure };
    failure.hinted("import it into a database of its own: `infog --db FILE import …`")
}

fn page(locale: &Locale, zone: &Zone, taken: &Taken) -> Page {
    let number = |number: u64| Cell::number(locale.integer(i64::try_from(number).unwrap_or(i64::MAX)), number);
    let exported = Instant(taken.head.exported_at);
    let mut facts = Facts::new("import");
    facts
        .add("client", locale.title_client(), taken.head.client.as_str())
        .add(
            "exported_at",
            locale.title_exported(),
            Cell::both(locale.moment(zone.local(exported)), zone.rfc3339(exported)),
        )
        .add("events", locale.title_events(), number(taken.events))
        .add("tickets", locale.title_tickets(), number(taken.tickets))
        .add("assets", locale.title_assets(), number(taken.assets));
    let mut page = Page::new();
    page.facts(facts);
    page
}
