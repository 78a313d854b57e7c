//! Contracts.

mod apply;
mod check;
mod diff;
mod export;
mod history;
mod list;
mod show;

use serde_json::Value;

use super::context::Ctx;
use super::failure::Failure;
use super::find;
use super::source::Source;
use crate::domain::contract::Terms;
use crate::domain::contract::review::Remark;
use crate::domain::id::CalendarName;
use crate::intake::contract_file;
use crate::store::{self, Db};

verbs! { "Manage contracts: terms, amendments, what they lack" {
    Apply(apply::Args),
    Check(check::Args),
    #[command(visible_alias = "ls")]
    List(list::Args),
    Show(show::Args),
    Diff(diff::Args),
    History(history::Args),
    Export(export::Args),
} }

/// The terms in a file, and the file byte for byte.
fn read_terms(source: &Source) -> Result<(Terms, String), Failure> {
    let text = source.text()?;
    let terms = contract_file::read(&source.to_string(), &text)?;
    Ok((terms, text))
}

/// The client and the calendars that terms name must be known.
fn check_names(db: &mut dyn Db, terms: &Terms, source: &Source) -> Result<(), Failure> {
    let at_file = |f: Failure| Failure { sentence: format!("{source}: {}", f.sentence), ..f };
    find::client(db, terms.client.as_str()).map_err(at_file)?;
    for name in terms.calendars() {
        if store::calendar::versions(db, name)?.is_empty() {
            return Err(at_file(find::no_calendar(db, name.as_str())?));
        }
    }
    Ok(())
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
