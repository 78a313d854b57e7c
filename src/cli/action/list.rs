//! `infog action list`.

use serde_json::Value;

use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::action::{ActionKind, Standing};
use crate::domain::calendar::Zone;
use crate::domain::instant::Instant;
use crate::report::action::{self, Line};
use crate::report::page::Page;
use crate::store::{self, Db};

/// List recommendations and actions that are open, the most urgent first
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog action list --client ried
  infog action list --overdue
  infog action list --all --format csv         those that ended too")]
pub struct Args {
    /// Of this client
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Of this owner
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,

    /// Recommendations only
    #[arg(long)]
    recommendations: bool,

    /// Only those whose day is past
    #[arg(long, conflicts_with = "all")]
    overdue: bool,

    /// Those that were done or dropped too
    #[arg(long)]
    all: bool,
}

impl Args {
    /// Prints them.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let now = ctx.now();
        let found = ctx.read(|db| self.found(db, now))?;
        let mut page = Page::new();
        let lines: Vec<Line> = found.iter().map(|(line, _)| line.clone()).collect();
        page.table(action::table(&lines, self.client.is_none(), &ctx.locale));
        let json = found.iter().map(|(line, zone)| action::json(line, zone)).collect::<Value>();
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }

    fn found(&self, db: &mut dyn Db, now: Instant) -> Result<Vec<(Line, Zone)>, Failure> {
        let clients = match &self.client {
            Some(code) => vec![find::client(db, code)?],
            None => store::client::list(db, true)?,
        };
        let since = if self.all { Instant(i64::MIN / 4) } else { now.plus_s(1) };
        let mut found = Vec::new();
        for client in clients {
            let zone = find::zone_of(&client)?;
            let known = store::action::list(db, Some(&client.code))?;
            let known = known.values().map(|known| (known.number, client.code.as_str(), &known.action));
            let lines = action::lines(known, (now, zone.date(now)), since);
            found.extend(lines.into_iter().filter(|line| self.wants(line)).map(|line| (line, zone.clone())));
        }
        Ok(found)
    }

    fn wants(&self, line: &Line) -> bool {
        let folded = crate::domain::fold::fold;
        let owned = |owner: &String| line.action.owner.as_ref().is_some_and(|held| folded(held) == folded(owner));
        self.owner.as_ref().is_none_or(owned)
            && (!self.recommendations || line.action.kind == ActionKind::Recommendation)
            && (!self.overdue || line.standing == Standing::Overdue)
    }
}
