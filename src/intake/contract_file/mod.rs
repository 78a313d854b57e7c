//! A contract file: one version of one contract, complete, as the paper says it.

use chrono::NaiveDate;

use crate::domain::contract::Terms;
use crate::domain::id::{CalendarName, ClientCode, ContractRef};

use super::toml_source::{Problems, Section, Source};

mod clauses;
mod dates;
mod goals;
mod money;
mod place;
mod policy;
#[cfg(test)]
mod refusals;
mod scope;
mod targets;
#[cfg(test)]
mod tests;

pub use place::refused;

/// Reads one version of one contract; `name` is the file as messages call it.
///
/// # Errors
/// [`Problems`] lists everything that is unknown, missing or contradictory in the file, each with line and column.
/// What a sound contract would have beside is for [`review`](crate::domain::contract::review::review).
///
/// ```
/// let text = "ref = \"K-1\"\nclient = \"koch\"\ncalendar = \"always\"\nstarts_on = \"2026-01-01\"\nmonths = 36\n\
///             [[target]]\nresponse = \"48 hours\"";
/// let problems = infog::intake::contract_file::read("k.toml", text).unwrap_err();
/// assert!(problems.to_string().starts_with("k.toml:7:12: `48 hours` does not say whether it is working or elapsed"));
/// ```
pub fn read(name: &str, text: &str) -> Result<Terms, Problems> {
    let source = Source::new(name, text);
    let document = source.parse();
    let terms = document.as_ref().and_then(|document| terms(&Section::root(&source, document)));
    drop(document);
    source.finish(terms)
}

fn terms(root: &Section<'_, '_>) -> Option<Terms> {
    let mut terms = heading(root)?;
    nature(root, &mut terms);
    dates::read(root, &mut terms);
    policy::read(root, &mut terms);
    scope::read(root, &mut terms);
    targets::read(root, &mut terms);
    money::read(root, &mut terms);
    goals::read(root, &mut terms);
    clauses::read(root, &mut terms);
    root.close();
    Some(terms)
}

/// Reference, client, calendar. What is missing is noted and stood in for, so that the rest is read all the same.
fn heading(root: &Section<'_, '_>) -> Option<Terms> {
    let contract = root.need("ref").and_then(|f| f.parsed::<ContractRef>("the contract's reference"));
    let client = root.need("client").and_then(|f| f.parsed::<ClientCode>("a client's code"));
    let calendar = root.need("calendar").and_then(|f| f.parsed::<CalendarName>("a calendar's name"));
    let contract = contract.or_else(|| ContractRef::new("-").ok())?;
    let client = client.or_else(|| ClientCode::new("-").ok())?;
    let calendar = calendar.or_else(|| CalendarName::new("-").ok())?;
    Some(Terms::bare(contract, client, calendar, NaiveDate::MIN))
}

fn nature(root: &Section<'_, '_>, terms: &mut Terms) {
    if let Some(title) = root.text("title") {
        terms.title = title;
    }
    terms.kind = root.get("kind").and_then(|f| f.choice());
    terms.family = root.get("family").and_then(|f| f.choice());
    terms.delivery = root.get("delivery").and_then(|f| f.choice());
    terms.commitment = root.get("commitment").and_then(|f| f.choice());
    terms.channels = root.list("channels", |f| f.choice());
    terms.interventions = root.list("interventions", |f| f.choice());
    terms.language = root.get("language").and_then(|f| f.choice());
}
