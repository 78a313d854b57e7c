//! `infog calendar check`.

use serde_json::json;

use crate::cli::context::{Ctx, read_calendar};
use crate::cli::failure::{Exit, Outcome};
use crate::cli::source::Source;
use crate::domain::calendar::Calendar;
use crate::report::calendar_page::version_json;

/// Check calendar files without applying them
///
/// Refuses what contradicts itself, with file, line and column; tells what it hardly can mean. Needs no database.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:
  infog calendar check office.toml")]
pub struct Args {
    /// Calendar files, or - for standard input
    #[arg(required = true, value_hint = clap::ValueHint::FilePath)]
    files: Vec<Source>,
}

impl Args {
    /// Checks each; the first that is wrong ends it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let mut checked = Vec::new();
        for file in &self.files {
            let (version, _) = read_calendar(file)?;
            Calendar::new(vec![version.clone()])?;
            checked.push((file, version));
        }
        for (file, version) in &checked {
            let oddities: Vec<String> = version.oddities().iter().map(ToString::to_string).collect();
            oddities.iter().for_each(|oddity| ctx.out.warning(&format!("{file}: {oddity}")));
            let json = json!({ "file": file.to_string(), "calendar": version_json(version), "remarks": oddities });
            ctx.changed(&json, &ctx.locale.calendar_sound(version.name.as_str()), version.name.as_str())?;
        }
        Ok(Exit::Done)
    }
}
