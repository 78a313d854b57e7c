//! `infog ticket candidates`.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::id::{ClientCode, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::ticket::event::Happening;
use crate::domain::ticket::history::taken_back;
use crate::domain::ticket::lifecycle::Status;
use crate::domain::ticket::recurrence::{Candidate, Incident, Sign, candidates};
use crate::domain::ticket::relation::CAUSED_BY;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table};
use crate::report::sla_json::numbers;
use crate::store::ticket::Selection;
use crate::store::{self, Db};

/// Propose problems: incidents that come again on the same asset, or in the same words
///
/// Incidents that a problem explains already are told but not proposed again. Each proposal comes with the command that
/// takes it up.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog ticket candidates --client ried
  infog ticket candidates --days 30 --least 5 --json")]
pub struct Args {
    /// Of this client
    #[arg(long, short, value_name = "C", add = candidates::clients())]
    client: Option<ClientCode>,

    /// Opened within so many days
    #[arg(long, value_name = "N", default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..=3660))]
    days: u32,

    /// So many incidents make a candidate
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(2..=1000))]
    least: u32,
}

impl Args {
    /// Prints the proposals, the largest first.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let now = ctx.now();
        let from = now.plus_s(-i64::from(self.days) * 86_400);
        let incidents = ctx.read(|db| {
            if let Some(code) = &self.client {
                find::client(db, code.as_str())?;
            }
            read(db, self.client.as_ref(), (from, now))
        })?;
        let found = candidates(&incidents, usize::try_from(self.least).unwrap_or(usize::MAX));
        let json = found.iter().map(|candidate| json_of(candidate, ctx)).collect::<Value>();
        let mut page = Page::new();
        page.table(self.table(&found, ctx));
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }

    fn table(&self, found: &[Candidate], ctx: &Ctx) -> Table {
        let locale = &ctx.locale;
        let none = locale.candidates_none(self.least.to_string(), self.days.to_string());
        let mut table = Table::new("candidates", none)
            .titled(locale.candidates_heading())
            .column(Column::new("client", locale.title_client()))
            .column(Column::new("sign", locale.title_sign()))
            .column(Column::new("incidents", locale.kinds_incident()).keep(2))
            .column(Column::new("last", locale.title_last()).keep(1))
            .column(Column::new("command", locale.title_proposal()));
        for candidate in found {
            table.row([
                Cell::text(candidate.client.as_str()),
                Cell::both(why(candidate, locale), sign(candidate)),
                Cell::text(numbers(&candidate.incidents)),
                moment(ctx, candidate.last_at),
                Cell::text(command(candidate)),
            ]);
        }
        table
    }
}

/// Incidents of the span that were not cancelled, each with the problem that is known to cause it.
fn read(db: &mut dyn Db, client: Option<&ClientCode>, span: (Instant, Instant)) -> Result<Vec<Incident>, Failure> {
    let found = store::ticket::incidents(db, client, span)?;
    let mut causes: HashMap<TicketNumber, TicketNumber> = HashMap::new();
    let selection = Selection::Touching { client, from: span.0, to: span.1.plus_s(1) };
    store::ticket::events_for_sla(db, &selection, &mut |number, marks| {
        let taken = taken_back(marks.iter().map(|mark| (mark.seq, &*mark.what)));
        for mark in marks.iter().filter(|mark| mark.at <= span.1 && !taken.contains(&mark.seq)) {
            match &*mark.what {
                Happening::Linked { to, relation: Some(relation) } if relation == CAUSED_BY => {
                    causes.insert(number, *to);
                }
                Happening::Unlinked { to } if causes.get(&number) == Some(to) => {
                    causes.remove(&number);
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    let kept = found.into_iter().filter(|(_, summary)| summary.status != Status::Cancelled);
    Ok(kept
        .map(|(number, summary)| Incident {
            number,
            client: summary.client,
            title: summary.title,
            assets: summary.assets,
            opened_at: summary.opened_at,
            problem: causes.get(&number).copied(),
        })
        .collect())
}

fn moment(ctx: &Ctx, at: Instant) -> Cell {
    Cell::both(ctx.locale.moment(ctx.zone().local(at)), ctx.zone().rfc3339(at))
}

fn why(candidate: &Candidate, locale: &Locale) -> String {
    let count = candidate.incidents.len().to_string();
    let why = match &candidate.sign {
        Sign::Asset(tag) => locale.candidate_asset(count, tag.as_str()),
        Sign::Words(words) => locale.candidate_words(count, words.join(" ")),
    };
    match candidate.problem {
        Some(problem) => locale.clauses(why, locale.candidate_problem(problem)),
        None => why,
    }
}

fn sign(candidate: &Candidate) -> String {
    match &candidate.sign {
        Sign::Asset(tag) => tag.to_string(),
        Sign::Words(words) => words.join(" "),
    }
}

/// What takes the proposal up: link the open ones with the known problem, or open one.
fn command(candidate: &Candidate) -> String {
    let each = |option: &str| candidate.open.iter().map(|n| format!(" {option} {}", n.0)).collect::<String>();
    match (candidate.problem, &candidate.sign) {
        (Some(problem), _) => format!("infog ticket link {}{}", problem.0, each("--to")),
        (None, sign) => {
            let (title, asset) = match sign {
                Sign::Asset(tag) => (tag.to_string(), format!(" --asset \"{tag}\"")),
                Sign::Words(words) => (words.join(" "), String::new()),
            };
            let client = &candidate.client;
            format!("infog ticket open \"{title}\" --kind problem --client {client}{asset}{}", each("--causes"))
        }
    }
}

fn json_of(candidate: &Candidate, ctx: &Ctx) -> Value {
    let (asset, words) = match &candidate.sign {
        Sign::Asset(tag) => (Some(tag), None),
        Sign::Words(words) => (None, Some(words)),
    };
    json!({
        "client": candidate.client,
        "asset": asset,
        "words": words,
        "incidents": candidate.incidents,
        "unexplained": candidate.open,
        "problem": candidate.problem,
        "first_at": ctx.zone().rfc3339(candidate.first_at),
        "last_at": ctx.zone().rfc3339(candidate.last_at),
        "command": command(candidate),
    })
}
