//! `infog calendar export`.

use chrono::NaiveDate;

use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::cli::source::Source;
use crate::domain::calendar::Calendar;
use crate::domain::id::CalendarName;
use crate::intake::{calendar_file, drafting};
use crate::render::neutral_file;
use crate::store;

/// Print the file of a calendar as it was applied, or a draft of a version from a day on
///
/// A draft has the hours of the last version and the day that is given. It is checked and printed; nothing changes before
/// it is applied.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog calendar export office > office.toml
  infog calendar export office --draft 2027-01-01 > office-2027.toml
  infog calendar export office --draft 2027-01-01 --holidays fr | infog calendar apply -
  infog calendar export office --draft 2027-01-01 --add closures.toml | infog calendar apply -")]
pub struct Args {
    /// Name of the calendar
    #[arg(add = candidates::calendars())]
    calendar: String,

    /// The version in force from this date; the last one if absent
    #[arg(long, value_name = "DATE", conflicts_with = "draft")]
    effective_on: Option<NaiveDate>,

    /// Draft a version in force from this day
    #[arg(long, value_name = "DATE")]
    draft: Option<NaiveDate>,

    /// In the draft, the territory whose holidays it keeps: fr, fr-alsace-moselle, …; may be given again
    #[arg(long, value_name = "REGION", requires = "draft")]
    holidays: Vec<String>,

    /// In the draft, sections to add, closures for example: a file, or - for standard input
    #[arg(long, value_name = "FILE", requires = "draft", value_hint = clap::ValueHint::FilePath)]
    add: Option<Source>,
}

impl Args {
    /// Prints it byte for byte, or drafted anew.
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
        let source = match self.draft {
            Some(day) => self.drafted(day, &source)?,
            None => source,
        };
        ctx.out.answer(neutral_file(&source).as_bytes())?;
        Ok(Exit::Done)
    }

    fn drafted(&self, day: NaiveDate, source: &str) -> Result<String, Failure> {
        let add = self.add.as_ref().map(Source::text).transpose()?.unwrap_or_default();
        let draft = drafting::version(source, day, &self.holidays, &add)
            .map_err(|why| Failure::refused(format!("no draft of calendar `{}`", self.calendar)).because(why))?;
        Calendar::new(vec![calendar_file::read("draft", &draft)?])?;
        Ok(draft)
    }
}
