//! `infog calendar export`.

use chrono::NaiveDate;

use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::id::CalendarName;
use crate::render::neutral_file;
use crate::store;

/// Print the file of a calendar as it was applied
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog calendar export office > office.toml")]
pub struct Args {
    /// Name of the calendar
    #[arg(add = candidates::calendars())]
    calendar: String,

    /// The version in force from this date; the last one if absent
    #[arg(long, value_name = "DATE")]
    effective_on: Option<NaiveDate>,
}

impl Args {
    /// Prints it byte for byte.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let name = CalendarName::new(&self.calendar)?;
        let source = ctx.read(|db| {
            let mut versions = store::calendar::versions(db, &name)?;
            if versions.is_empty() {
                return Err(find::no_calendar(db, &self.calendar)?);
            }
            if let Some(date) = self.effective_on {
                versions.retain(|stored| stored.value.effective_on == Some(date));
            }
            let none = || Failure::refused(format!("calendar `{name}` has no version in force from that date"));
            versions.pop().map(|stored| stored.source).ok_or_else(none)
        })?;
        ctx.out.answer(neutral_file(&source).as_bytes())?;
        Ok(Exit::Done)
    }
}
