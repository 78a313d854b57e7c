//! `infog status`, and `infog` alone: what needs attention now.

use serde_json::{Value, json};

use super::completions::candidates;
use super::context::{Answer, Ctx};
use super::failure::{Exit, Outcome};
use super::find;
use super::many::{self, Wanted};
use crate::domain::id::ClientCode;
use crate::domain::instant::Instant;
use crate::domain::sla::{Clock, Verdict};
use crate::domain::ticket::kind::TicketKind;
use crate::report::board;
use crate::report::page::{Page, Tone};
use crate::report::ticket::{self, TicketView};
use crate::report::ticket_list;

/// Show what needs attention now: broken, at risk, unassigned, held too long, changes under way
#[derive(clap::Args, Debug, Default)]
#[command(after_help = "Examples:
  infog status
  infog status --client ried --json")]
pub struct Args {
    /// Of this client
    #[arg(long, short, value_name = "C", add = candidates::clients())]
    client: Option<ClientCode>,

    /// Assigned to yourself, or to nobody
    #[arg(long)]
    mine: bool,
}

/// A pause this long wants a word with whoever is waited for.
const LONG_PAUSE_S: i64 = 5 * 86_400;

/// What needs attention, by why.
struct Needs<'v> {
    open: usize,
    breached: Vec<(&'v TicketView, &'v Clock)>,
    at_risk: Vec<(&'v TicketView, &'v Clock)>,
    unassigned: Vec<&'v TicketView>,
    held: Vec<&'v TicketView>,
    changes: Vec<&'v TicketView>,
}

impl<'v> Needs<'v> {
    fn of(views: &'v [TicketView], now: Instant) -> Self {
        let open: Vec<&TicketView> = views.iter().filter(|v| v.state.status.is_open()).collect();
        let clocks = board::live(views);
        let of = |wanted: &dyn Fn(&Clock) -> bool| clocks.iter().copied().filter(|(_, c)| wanted(c)).collect();
        let only = |wanted: &dyn Fn(&TicketView) -> bool| open.iter().copied().filter(|v| wanted(v)).collect();
        Self {
            open: open.len(),
            breached: of(&|c| c.verdict == Verdict::Breached),
            at_risk: of(&|c| c.at_risk),
            unassigned: only(&|v| v.state.assignee.is_none()),
            held: only(&|v| v.state.pauses.iter().any(|(_, since)| now.since(*since) >= LONG_PAUSE_S)),
            changes: only(&|v| v.state.opening.kind == TicketKind::Change),
        }
    }

    fn is_empty(&self) -> bool {
        self.breached.is_empty()
            && self.at_risk.is_empty()
            && self.unassigned.is_empty()
            && self.held.is_empty()
            && self.changes.is_empty()
    }
}

impl Args {
    /// Prints what needs attention.
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
            views.retain(|v| v.state.assignee.as_deref().is_none_or(|a| a.eq_ignore_ascii_case(&me)));
        }
        let needs = Needs::of(&views, now);
        let json = json(ctx, &needs);
        let page = page(ctx, &needs);
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }
}

fn json(ctx: &Ctx, needs: &Needs<'_>) -> Value {
    let clocks = |list: &[(&TicketView, &Clock)]| list.iter().map(|(v, c)| board::line(v, c)).collect::<Value>();
    let tickets = |list: &[&TicketView]| list.iter().map(|v| ticket::ticket(v, false)).collect::<Value>();
    json!({
        "now": ctx.zone().rfc3339(ctx.now()),
        "open": needs.open,
        "breached": clocks(&needs.breached),
        "at_risk": clocks(&needs.at_risk),
        "unassigned": tickets(&needs.unassigned),
        "paused_too_long": tickets(&needs.held),
        "changes": tickets(&needs.changes),
    })
}

fn page(ctx: &Ctx, needs: &Needs<'_>) -> Page {
    let locale = &ctx.locale;
    let mut page = Page::new();
    let moment = locale.moment_in_words(ctx.zone().local(ctx.now()));
    page.heading(1, locale.status_heading(moment));
    page.paragraph(locale.status_count(needs.open));
    clocks(&mut page, ctx, locale.status_breached(), &needs.breached);
    clocks(&mut page, ctx, locale.status_at_risk(), &needs.at_risk);
    tickets(&mut page, ctx, locale.status_unassigned(), &needs.unassigned);
    tickets(&mut page, ctx, locale.status_held(), &needs.held);
    tickets(&mut page, ctx, locale.status_changes(), &needs.changes);
    if needs.is_empty() {
        page.note(Tone::Good, locale.status_nothing());
    }
    page
}

fn clocks(page: &mut Page, ctx: &Ctx, title: String, list: &[(&TicketView, &Clock)]) {
    if !list.is_empty() {
        page.table(board::table(list, ctx.zone(), &ctx.locale).titled(title));
    }
}

fn tickets(page: &mut Page, ctx: &Ctx, title: String, list: &[&TicketView]) {
    if !list.is_empty() {
        page.table(
            ticket_list::list(list.iter().copied(), ctx.zone(), ctx.locale.no_tickets(), &ctx.locale).titled(title),
        );
    }
}
