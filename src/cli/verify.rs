//! `infog verify`.

use serde_json::{Value, json};

use super::context::{Answer, Ctx};
use super::failure::{Exit, Failure, Outcome};
use super::progress::Progress;
use super::shell;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Facts, Page, Table, Tone};
use crate::store::chain::Head;
use crate::store::verify::{Anchor, Check, Fault, Verdict, What};

/// Prove that nothing in the database was changed, lost or made up
///
/// Checks pages and indexes, references, the schema, the chain of events and the texts beside it, and compares the tables
/// with the events. Names what is wrong and where; mends nothing. Prints the head of the chain: note it
/// elsewhere, and `--expect` shows later that nobody rewrote or cut the log. Exit code 5 where something is wrong.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog verify
  infog verify --expect 1284:9f86d081884c7d659a2feaa0c55ad015
  infog verify --json | jq -r .head >> heads.txt")]
pub struct Args {
    /// The head that an earlier check or backup printed; later events may have followed
    #[arg(long, value_name = "N:HASH")]
    expect: Option<String>,
}

impl Args {
    /// Checks everything and prints what was found.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let anchor = self.expect.as_deref().map(anchor).transpose()?;
        let mut progress = watched(!ctx.settings.quiet);
        let store = ctx.store(false)?;
        let path = store.path().display().to_string();
        let verdict = store.verify(anchor.as_ref(), &mut progress)?;
        drop(progress);
        let mut page = page(&ctx.locale, &path, &verdict);
        if let (Some(head), true) = (&self.expect, verdict.is_sound()) {
            page.note(Tone::Good, ctx.locale.verify_expected(head.as_str()));
        }
        ctx.answer(&Answer { json: json_of(&path, &verdict), page })?;
        match verdict.faults.len() {
            0 => Ok(Exit::Done),
            count => Err(unsound(&path, count, &shell::infog(&ctx.settings.database))),
        }
    }
}

fn anchor(text: &str) -> Result<Anchor, Failure> {
    text.parse().map_err(|e| Failure::usage(e).hinted("`infog verify` and `infog backup` print it"))
}

fn unsound(path: &str, count: usize, infog: &str) -> Failure {
    let faults = if count == 1 { "1 fault".to_owned() } else { format!("{count} faults") };
    Failure::unreadable(format!("{path} is not sound: {faults}")).hinted(format!(
        "keep it as it is, and go back to a backup with `{infog} restore FILE`: what is there is set aside"
    ))
}

/// Progress of a check, shown on a terminal if `wanted`.
pub fn watched(wanted: bool) -> impl FnMut(Check, u64, u64) {
    let mut shown: Option<(Check, Progress)> = None;
    move |check, done, total| {
        if shown.as_ref().is_none_or(|(of, _)| *of != check) {
            shown = None; // its bar goes before the next one comes
            shown = Some((check, Progress::new(check.code(), total, wanted)));
        }
        if let Some((_, progress)) = &mut shown {
            progress.reach(done);
        }
    }
}

/// The end of a chain, as `--expect` takes it.
pub fn noted(head: &Head) -> String {
    format!("{}:{}", head.position, head.hash)
}

fn json_of(path: &str, verdict: &Verdict) -> Value {
    json!({
        "database": path,
        "sound": verdict.is_sound(),
        "events": verdict.head.position,
        "head": noted(&verdict.head),
        "clock_back": verdict.behind.iter().map(|(event, s)| json!({ "event": event, "behind_s": s })).collect::<Value>(),
        "faults": verdict.faults.iter().map(fault_json).collect::<Value>(),
    })
}

fn fault_json(fault: &Fault) -> Value {
    json!({
        "check": fault.check.code(),
        "place": (!fault.place.is_empty()).then_some(&fault.place),
        "code": fault.what.code(),
        "text": fault.to_string(),
    })
}

fn page(locale: &Locale, path: &str, verdict: &Verdict) -> Page {
    let mut facts = Facts::new("verify");
    let head = &verdict.head;
    facts
        .add("database", locale.title_database(), path)
        .add("events", locale.title_events(), Cell::number(locale.integer(head.position), head.position))
        .add("head", locale.title_head(), noted(head));
    let mut page = Page::new();
    page.facts(facts);
    if let Some((event, seconds)) = verdict.behind.first() {
        let count = i64::try_from(verdict.behind.len()).unwrap_or(i64::MAX);
        page.note(Tone::Warn, locale.verify_clock_back(count, event.to_string(), locale.duration(*seconds)));
    }
    if verdict.is_sound() {
        page.note(Tone::Good, locale.verify_sound());
        return page;
    }
    let mut table = Table::new("faults", "")
        .column(Column::new("check", locale.title_check()))
        .column(Column::new("place", locale.title_place()))
        .column(Column::new("fault", locale.title_fault()));
    for fault in &verdict.faults {
        let place = if fault.place.is_empty() { Cell::none() } else { Cell::text(&fault.place) };
        let what = Cell::both(words(locale, &fault.what), fault.what.code()).tone(Tone::Bad);
        table.row([Cell::both(check_words(locale, fault.check), fault.check.code()), place, what]);
    }
    page.table(table);
    page
}

fn check_words(locale: &Locale, check: Check) -> String {
    match check {
        Check::Pages => locale.check_pages(),
        Check::References => locale.check_references(),
        Check::Schema => locale.check_schema(),
        Check::Chain => locale.check_chain(),
        Check::Texts => locale.check_texts(),
        Check::Counters => locale.check_counters(),
        Check::Tables => locale.check_tables(),
        Check::Anchor => locale.check_anchor(),
    }
}

fn words(locale: &Locale, what: &What) -> String {
    match what {
        What::Said(text) => text.clone(),
        What::Altered => locale.fault_altered(),
        What::Missing => locale.fault_missing(),
        What::Unexplained => locale.fault_unexplained(),
        What::Differs { column } => locale.fault_differs(*column),
        What::RefersToNothing { table } => locale.fault_refers(table.as_str()),
        What::Number { holds, said } => locale.fault_number(holds.to_string(), said.to_string()),
        What::EndsBefore { noted } => locale.fault_ends_before(noted.to_string()),
        What::More(count) => locale.fault_more(count.to_string()),
    }
}
