//! `infog sla due`.

use serde_json::Value;

use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::cli::many::{self, Wanted};
use crate::domain::id::ClientCode;
use crate::report::board;
use crate::report::page::Page;

/// Show open clocks by time left: broken, at risk, running, held
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog sla due
  infog sla due --client ried --limit 10
  watch -n 60 infog sla due --columns 120")]
pub struct Args {
    /// Of this client
    #[arg(long, short, value_name = "C", add = candidates::clients())]
    client: Option<ClientCode>,

    /// Assigned to yourself
    #[arg(long)]
    mine: bool,

    /// No more than this many
    #[arg(long, short = 'n', value_name = "N")]
    limit: Option<usize>,
}

impl Args {
    /// Prints the clocks.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (now, past) = (ctx.now(), ctx.clock.is_replaced());
        let mut views = ctx.read(|db| {
            if let Some(code) = &self.client {
                find::client(db, code.as_str())?;
            }
            many::views(db, &Wanted { client: self.client.as_ref(), closed: false, past, texts: false }, now)
        })?;
        if self.mine {
            let me = ctx.actor().to_owned();
            views.retain(|v| v.state.assignee.as_deref().is_some_and(|a| a.eq_ignore_ascii_case(&me)));
        }
        let mut clocks = board::live(&views);
        let found = clocks.len();
        clocks.truncate(self.limit.unwrap_or(found));
        let json = || clocks.iter().map(|(view, clock)| board::line(view, clock)).collect::<Value>();
        let page = || {
            let mut page = Page::new();
            page.table(board::table(&clocks, ctx.zone(), &ctx.locale));
            page
        };
        ctx.answer_long(json, page)?;
        if clocks.len() < found {
            ctx.remark(&ctx.locale.shown_of(clocks.len(), found));
        }
        Ok(Exit::Done)
    }
}
