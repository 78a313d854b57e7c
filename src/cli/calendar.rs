//! Calendars of working hours.

mod apply;
mod check;
mod days;
mod export;
mod history;
mod holidays;
mod import_ics;
mod list;
mod show;

verbs! { "Manage calendars: working hours, holidays, closures" {
    Apply(apply::Args),
    Check(check::Args),
    #[command(visible_alias = "ls")]
    List(list::Args),
    Show(show::Args),
    Holidays(holidays::Args),
    History(history::Args),
    Export(export::Args),
    ImportIcs(import_ics::Args),
} }
