//! `infog report workload`.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::cli::args::Days;
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::calendar::Zone;
use crate::domain::id::ClientCode;
use crate::domain::span::Span;
use crate::domain::volume::Entry;
use crate::report::workload::{self, Workload};
use crate::store::{self, Db};

/// Add up time by client and technician, with tickets or without, in a contract or not
///
/// Minutes as they were logged; what a contract counts of them is in `infog report volume`. An entry belongs to the day on
/// which its work began, in the client's zone.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog report workload --month last
  infog report workload --client ried --quarter 2026-Q2
  infog report workload --year 2026 --format csv > time-2026.csv
  infog report workload --from 2026-05-11 --to 2026-06-21 --technician lea --json")]
pub struct Args {
    /// Of this client
    #[arg(long, short, value_name = "C", add = candidates::clients())]
    client: Option<ClientCode>,

    /// Of this technician
    #[arg(long, value_name = "NAME")]
    technician: Option<String>,

    #[command(flatten)]
    days: Days,
}

impl Args {
    /// Prints it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (now, today) = (ctx.now(), ctx.zone().date(ctx.now()));
        let span = self.days.span(today)?;
        let entries = ctx.read(|db| {
            if let Some(code) = &self.client {
                find::client(db, code.as_str())?;
            }
            entries(db, self.client.as_ref(), span)
        })?;
        let mut workload = Workload::new(span.from(), span.to());
        let of = |entry: &Entry| self.technician.as_ref().is_none_or(|name| name.eq_ignore_ascii_case(&entry.by));
        for (client, zone, entry) in entries.iter().filter(|(.., entry)| entry.at <= now && of(entry)) {
            let day = zone.date(entry.at);
            if span.from() <= day && day <= span.to() {
                workload.take(client, entry);
            }
        }
        let page = workload::page(&workload, &ctx.locale);
        ctx.answer(&Answer { json: workload::json(&workload), page })?;
        Ok(Exit::Done)
    }
}

/// Every entry, with its client and the zone in which that lives.
fn entries(
    db: &mut dyn Db,
    client: Option<&ClientCode>,
    span: Span,
) -> Result<Vec<(ClientCode, Zone, Entry)>, Failure> {
    let mut zones: BTreeMap<ClientCode, Zone> = BTreeMap::new();
    for known in store::client::list(db, true)? {
        let zone = find::zone_of(&known)?;
        zones.insert(known.code, zone);
    }
    // in whatever zone the client lives, its days lie within a day of those in UTC
    let around = |day: NaiveDate, days: i64| Zone::utc().start_of_day(day).plus_s(days * 86_400);
    let found = store::work::everywhere(db, client, (around(span.from(), -1), around(span.to(), 2)))?;
    let zoned = |(code, entry): (ClientCode, Entry)| {
        let zone = zones.get(&code).cloned().unwrap_or_else(Zone::utc);
        (code, zone, entry)
    };
    Ok(found.into_iter().map(zoned).collect())
}
