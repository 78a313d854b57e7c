//! Contracts.

mod apply;
mod check;
mod diff;
mod export;
mod history;
mod list;
mod log;
mod obligation;
mod price;
mod renewals;
mod show;
mod volume;

use serde_json::Value;

use super::context::Ctx;
use super::failure::{Failure, Kind};
use super::find;
use super::source::Source;
use crate::domain::contract::Terms;
use crate::domain::contract::review::Remark;
use crate::domain::id::CalendarName;
use crate::intake::contract_file;
use crate::store::{self, Db};

verbs! { "Manage contracts: terms, amendments, what they lack, what is consumed" {
    Apply(apply::Args),
    Check(check::Args),
    #[command(visible_alias = "ls")]
    List(list::Args),
    Show(show::Args),
    Diff(diff::Args),
    History(history::Args),
    Log(log::Args),
    Obligation(obligation::Args),
    Volume(volume::Args),
    Renewals(renewals::Args),
    Price(price::Args),
    Export(export::Args),
} }

/// The terms in a file, and the file byte for byte.
fn read_terms(source: &Source) -> Result<(Terms, String), Failure> {
    let text = source.text()?;
    let terms = contract_file::read(&source.to_string(), &text)?;
    Ok((terms, text))
}

/// The client and the calendars that the terms in the file `text` name must be known.
fn check_names(db: &mut dyn Db, terms: &Terms, source: &Source, text: &str) -> Result<(), Failure> {
    let client = terms.client.as_str();
    find::client(db, client).map_err(|failure| at_place(failure, source, text, "client", client))?;
    for name in terms.calendars() {
        if store::calendar::versions(db, name)?.is_empty() {
            let failure = find::no_calendar(db, name.as_str())?;
            return Err(at_place(failure, source, text, "calendar", name.as_str()));
        }
    }
    Ok(())
}

/// The failure of a name at the place where the file gives it.
fn at_place(failure: Failure, source: &Source, text: &str, key: &str, value: &str) -> Failure {
    if failure.kind != Kind::Refused {
        return failure;
    }
    let hint = failure.hints.first().cloned();
    let placed = contract_file::refused(&source.to_string(), text, key, value, &failure.sentence, hint);
    placed.map_or(failure, Failure::from)
}

/// Says what a sound contract would have beside; not with `-q`.
fn tell_remarks(ctx: &Ctx, source: &str, remarks: &[Remark], with_clauses: bool) {
    for remark in remarks.iter().filter(|_| !ctx.settings.quiet) {
        ctx.out.warning(&format!("{source}: {}", remark.sentence));
        if with_clauses && !remark.clause.is_empty() {
            ctx.out.note(&indented(&remark.clause));
        }
    }
}

fn indented(clause: &str) -> String {
    clause.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

/// Terms for programs, in the words of their file.
fn json_of(terms: &Terms) -> Value {
    serde_json::to_value(terms).unwrap_or_default()
}

/// The zone in which a contract's dates begin and end: that of its calendar.
fn zone_of(
    db: &mut dyn Db,
    calendar: &CalendarName,
    reader: &crate::domain::calendar::Zone,
) -> Result<crate::domain::calendar::Zone, Failure> {
    Ok(find::calendar(db, calendar, reader)?.zone().clone())
}
