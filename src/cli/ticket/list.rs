//! `infog ticket list`.

use serde_json::Value;

use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::cli::many::{self, Wanted};
use crate::domain::id::{ClientCode, SeverityCode};
use crate::domain::sla::Verdict;
use crate::domain::ticket::lifecycle::Status;
use crate::report::page::Page;
use crate::report::ticket::{self, TicketView};
use crate::report::ticket_list;

/// List tickets, the open ones unless asked otherwise
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog ticket list --client ried
  infog ticket list --mine --sort due
  infog ticket list --overdue --json
  infog ticket list --all --status closed --limit 20")]
pub struct Args {
    /// Of this client
    #[arg(long, short, value_name = "C", add = candidates::clients())]
    client: Option<ClientCode>,

    /// In this status; closed ones need no --all then
    #[arg(long, value_name = "S", value_parser = parse_status)]
    status: Option<Status>,

    /// Resolved, closed and cancelled ones too
    #[arg(long)]
    all: bool,

    /// Assigned to yourself
    #[arg(long, conflicts_with = "assignee")]
    mine: bool,

    /// Assigned to somebody; `me`: to yourself
    #[arg(long, value_name = "NAME")]
    assignee: Option<String>,

    /// Of this severity
    #[arg(long, short, value_name = "S", add = candidates::severities())]
    severity: Option<SeverityCode>,

    /// With a commitment that was broken and still runs
    #[arg(long)]
    overdue: bool,

    /// With a commitment that has little left
    #[arg(long)]
    at_risk: bool,

    /// In what order: number, due or opened
    #[arg(long, value_name = "BY", default_value = "number", hide_default_value = true)]
    sort: Sort,

    /// No more than this many
    #[arg(long, short = 'n', value_name = "N")]
    limit: Option<usize>,
}

#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum Sort {
    Number,
    Due,
    Opened,
}

fn parse_status(text: &str) -> Result<Status, String> {
    Status::from_code(text).ok_or_else(|| {
        let codes: Vec<&str> = Status::ALL.into_iter().map(Status::code).collect();
        format!("write one of {}", codes.join(", "))
    })
}

impl Args {
    /// Prints the tickets.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (now, past, texts) = (ctx.now(), ctx.clock.is_replaced(), ctx.wants_json());
        let mut views = ctx.read(|db| {
            if let Some(code) = &self.client {
                find::client(db, code.as_str())?;
            }
            let wanted = Wanted {
                client: self.client.as_ref(),
                closed: self.all || self.status.is_some_and(|s| !s.is_open()),
                past,
                texts,
            };
            many::views(db, &wanted, now)
        })?;
        let me =
            self.mine.then(|| ctx.actor().to_owned()).or_else(|| self.assignee.as_deref().map(|name| ctx.person(name)));
        views.retain(|v| self.keeps(v, me.as_deref()));
        self.sort(&mut views);
        let found = views.len();
        if let Some(limit) = self.limit {
            views.truncate(limit);
        }
        let json = || views.iter().map(|v| ticket::ticket(v, false)).collect::<Value>();
        let page = || {
            let empty = if self.all { ctx.locale.no_tickets() } else { ctx.locale.no_open_tickets() };
            let mut page = Page::new();
            page.table(ticket_list::list(&views, ctx.zone(), empty, &ctx.locale));
            page
        };
        ctx.answer_long(json, page)?;
        if views.len() < found {
            ctx.remark(&ctx.locale.shown_of(views.len(), found));
        }
        Ok(Exit::Done)
    }

    fn keeps(&self, view: &TicketView, assignee: Option<&str>) -> bool {
        let state = &view.state;
        let same = |name: &str| state.assignee.as_deref().is_some_and(|a| a.eq_ignore_ascii_case(name));
        let status = match self.status {
            Some(wanted) => state.status == wanted,
            None => self.all || state.status.is_open(),
        };
        status
            && assignee.is_none_or(same)
            && self.severity.as_ref().is_none_or(|s| state.severity.as_ref() == Some(s))
            && (!self.overdue || view.clocks.iter().any(|c| c.is_live() && c.verdict == Verdict::Breached))
            && (!self.at_risk || view.clocks.iter().any(|c| c.at_risk))
    }

    fn sort(&self, views: &mut [TicketView]) {
        match self.sort {
            Sort::Number => {}
            Sort::Opened => views.sort_by_key(|v| (v.state.opened_at, v.number)),
            Sort::Due => views.sort_by_key(|v| (v.next_clock().map_or((9, 0), ticket::urgency), v.number)),
        }
    }
}
