//! `infog action edit`.

use super::{day, found, is_open, refused, tell};
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::action::ActionKind;
use crate::store;

/// Change an action that is open: its text, owner or day; or decide a recommendation
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog action edit 3 --due 2026-09-30
  infog action edit 5 --decided --owner Léa --due 2026-09-15      a recommendation becomes an action")]
pub struct Args {
    /// Its number, as `infog action list` shows it
    #[arg(value_name = "N", add = candidates::actions())]
    number: i64,

    /// What is to be done, in one line
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,

    /// Who does it
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,

    /// By which day, that day included
    #[arg(long, value_name = "DATE")]
    due: Option<String>,

    /// The recommendation was decided: it is an action now
    #[arg(long)]
    decided: bool,
}

impl Args {
    /// Records the change.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let stamp = ctx.stamp_now();
        let (client, known) = ctx.write(|db| {
            let (client, mut known) = found(db, self.number)?;
            is_open(&known.action, self.number)?;
            let today = find::zone_of(&client)?.date(stamp.recorded_at);
            let before = known.action.clone();
            let mut action = before.clone();
            action.text = self.text.clone().or(action.text);
            action.owner = self.owner.clone().or(action.owner);
            action.due = self.due.as_deref().map(|due| day(due, today)).transpose()?.or(action.due);
            action.kind = if self.decided { ActionKind::Action } else { action.kind };
            known.action = action.checked().map_err(|why| refused(&why, Some(self.number)))?;
            if known.action == before {
                return Err(Failure::refused(format!("action {} is like that already", self.number))
                    .hinted("`infog action edit --help` lists what can be changed"));
            }
            store::action::record(db, &known.client_key, self.number, &known.action, "edited", &stamp)?;
            Ok((client, known))
        })?;
        tell(ctx, &client, &known, &ctx.locale.action_edited(known.number))?;
        Ok(Exit::Done)
    }
}
