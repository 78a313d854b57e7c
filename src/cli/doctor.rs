//! `infog doctor`: what is about to go wrong, and the command that mends it.

mod assets;
mod calendars;
mod contracts;
mod mend;

use chrono::{Datelike, NaiveDate};
use clap::builder::PossibleValuesParser;

use super::completions::candidates;
use super::context::{Answer, Ctx};
use super::estate::Estate;
use super::failure::{Exit, Failure, Outcome};
use super::find;
use crate::cli::config::settings::Format;
use crate::domain::calendar::Zone;
use crate::domain::client::Client;
use crate::domain::contract::clauses::Every;
use crate::domain::instant::Instant;
use crate::locale::{Lang, Locale};
use crate::report::doctor::{self, Finding, Findings, Severity, What};
use crate::report::page::Page;
use crate::store::ticket::Filter;
use crate::store::{self, Db};
use mend::Mend;

/// Show what is about to go wrong, each with the command that mends it
///
/// Looks at calendars (no holidays, never open this month or next year, closures of next year), contracts (no target, no
/// reversibility, notice near, none in force), assets (in no contract, in two), open tickets of archived clients, the
/// provider's insurance, and changes of clocks ahead. Exit code 0 where there is nothing to mend, 1 where there is a
/// problem or a warning; notes are no harm. With -q nothing is printed but problems and warnings: for cron.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "A command is a line for a shell: read it, copy it, paste it. Clauses and dates in it are proposals.
What is so on purpose: `excluded` in a line of the contract, `managed_by client` of an asset, an empty `[[target]]`, an
action due on the day of the notice; or --except.

Examples:
  infog doctor
  infog doctor --client ried --within 6mo
  infog doctor -q --except no-closures,notice          in a crontab: says something only where there is something
  infog doctor --json | jq -r '.findings[].command'"
)]
pub struct Args {
    /// Only this client, its contracts and its calendars
    #[arg(long, short, value_name = "C", add = candidates::clients())]
    client: Option<String>,

    /// How far ahead: notice, ends, closures of next year, changes of clocks
    #[arg(long, value_name = "TIME", default_value = "90d")]
    within: Every,

    /// Only these kinds, with commas between
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = PossibleValuesParser::new(What::CODES))]
    only: Vec<String>,

    /// Not these kinds, with commas between
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = PossibleValuesParser::new(What::CODES))]
    except: Vec<String>,
}

/// What every examination needs.
struct Ward<'a> {
    now: Instant,
    reader: &'a Zone,
    within: Every,
    mend: Mend,
    locale: &'a Locale,
    actor: &'a str,
}

impl Ward<'_> {
    /// The last day that is looked at, from `today`.
    fn until(&self, today: NaiveDate) -> NaiveDate {
        self.within.after(today).unwrap_or(NaiveDate::MAX)
    }
}

impl Args {
    /// Prints what was found; the exit code tells whether there is something to mend.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (now, reader, locale) = (ctx.now(), ctx.zone().clone(), ctx.locale.clone());
        let (mend, actor) = (Mend::new(&ctx.settings.database), ctx.actor().to_owned());
        let insured = ctx.settings.file.get("provider.insurance.until").and_then(|entry| entry.value.parse().ok());
        let within = self.within;
        let ward = Ward { now, reader: &reader, within, mend, locale: &locale, actor: &actor };
        let mut findings = ctx.read(|db| examined(db, &ward, self.client.as_deref()))?;
        if self.client.is_none() {
            findings.all.extend(insurance(&ward, insured));
        }
        self.select(&mut findings, ctx.settings.quiet);
        if !(ctx.settings.quiet && findings.all.is_empty() && !ctx.wants_json()) {
            tell(ctx, &findings)?;
        }
        Ok(if findings.are_healthy() { Exit::Done } else { Exit::Code(1) })
    }

    fn select(&self, findings: &mut Findings, quiet: bool) {
        let named = |kinds: &[String], finding: &Finding| kinds.iter().any(|kind| kind == finding.what.code());
        findings.all.retain(|finding| {
            (self.only.is_empty() || named(&self.only, finding))
                && !named(&self.except, finding)
                && !(quiet && finding.severity == Severity::Note)
        });
        findings.sort();
    }
}

/// A spreadsheet wants one table, people want commands that no table cuts.
fn tell(ctx: &Ctx, findings: &Findings) -> Result<(), Failure> {
    let page = match ctx.settings.format.value {
        Format::Csv => {
            let mut page = Page::new();
            page.table(doctor::table(findings, &ctx.locale));
            page
        }
        _ => doctor::page(findings, ctx.locale.moment_in_words(ctx.zone().local(ctx.now())), &ctx.locale),
    };
    // programs get the sentence of one language, whoever asks
    ctx.answer(&Answer { json: doctor::json(findings, &Locale::new(Lang::En)), page })
}

fn examined(db: &mut dyn Db, ward: &Ward<'_>, client: Option<&str>) -> Result<Findings, Failure> {
    let clients = match client {
        Some(code) => vec![find::client(db, code)?],
        None => store::client::list(db, true)?,
    };
    let mut findings = Findings::default();
    findings.looked.clients = clients.len();
    let mut rota = calendars::Rota::default();
    for one in clients {
        if one.archived {
            findings.all.extend(archived(db, ward, &one)?);
            continue;
        }
        let estate = Estate::read(db, one, ward.now, ward.reader)?;
        rota.enlist(&estate)?;
        findings.looked.contracts += contracts::examine(db, ward, &estate, &mut findings.all)?;
        findings.looked.assets += assets::examine(db, ward, &estate, &mut findings.all)?;
    }
    if client.is_none() {
        rota.enlist_all(db)?;
    }
    findings.looked.calendars = calendars::examine(db, ward, &rota, &mut findings.all)?;
    Ok(findings)
}

/// Work of a client that is no longer served: its clocks run on.
fn archived(db: &mut dyn Db, ward: &Ward<'_>, client: &Client) -> Result<Option<Finding>, Failure> {
    let filter = Filter { client: Some(&client.code), status: None, all: false };
    let tickets: Vec<_> = store::ticket::summaries(db, &filter)?.into_iter().map(|(number, _)| number).collect();
    if tickets.is_empty() {
        return Ok(None);
    }
    let command = ward.mend.withdraw(&tickets, &ward.locale.doctor_archived_reason());
    let finding = Finding::new(Severity::Problem, What::Archived, command);
    Ok(Some(Finding { client: Some(client.code.clone()), tickets, ..finding }))
}

/// The provider's own insurance, from the configuration.
fn insurance(ward: &Ward<'_>, until: Option<NaiveDate>) -> Option<Finding> {
    let (today, until) = (ward.reader.date(ward.now), until?);
    if until > ward.until(today) {
        return None;
    }
    let renewed = a_year_after(until.max(today));
    let severity = if until < today { Severity::Problem } else { Severity::Warning };
    let what = What::Insurance { days: (until - today).num_days() };
    Some(Finding { on: Some(until), ..Finding::new(severity, what, ward.mend.insure(renewed)) })
}

/// The same day of the next year; 1 March after 29 February.
fn a_year_after(day: NaiveDate) -> NaiveDate {
    let year = day.year() + 1;
    day.with_year(year).or_else(|| day.succ_opt()?.with_year(year)).unwrap_or(day)
}
