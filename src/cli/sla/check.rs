//! `infog sla check`: the monitoring-plugin convention.

use serde_json::json;

use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::cli::many::{self, Wanted};
use crate::domain::id::ClientCode;
use crate::domain::sla::Clock;
use crate::locale::{Lang, Locale};
use crate::report::board::{group, live};
use crate::report::page::Page;
use crate::report::ticket::TicketView;
use crate::report::ticket_page;

/// Check deadlines for a monitoring system
///
/// Exits 0 when all is well, 1 when a clock is at risk, 2 when one is broken and still runs, 3 when that is unknown.
#[derive(clap::Args, Debug)]
#[command(after_help = "One line with the state and its figures, as monitoring plugins print it; never translated.

Example:
  infog sla check --client ried
  SLA WARNING - 0 breached, 1 at risk, 2 paused, 7 fine | breached=0;;0 at_risk=1;0 paused=2 fine=7")]
pub struct Args {
    /// Of this client
    #[arg(long, short, value_name = "C", add = candidates::clients())]
    client: Option<ClientCode>,
}

/// So many pressing clocks are listed below the first line.
const LISTED: usize = 20;

/// Clocks by group.
#[derive(Default)]
struct Counted {
    breached: usize,
    at_risk: usize,
    paused: usize,
    fine: usize,
}

impl Counted {
    fn of(clocks: &[(&TicketView, &Clock)]) -> Self {
        let mut counted = Self::default();
        for (_, clock) in clocks {
            match group(clock) {
                "breached" => counted.breached += 1,
                "at-risk" => counted.at_risk += 1,
                "paused" => counted.paused += 1,
                _ => counted.fine += 1,
            }
        }
        counted
    }

    const fn code(&self) -> (u8, &'static str) {
        match (self.breached, self.at_risk) {
            (0, 0) => (0, "OK"),
            (0, _) => (1, "WARNING"),
            _ => (2, "CRITICAL"),
        }
    }

    fn line(&self) -> String {
        let Self { breached, at_risk, paused, fine } = self;
        let (_, state) = self.code();
        format!(
            "SLA {state} - {breached} breached, {at_risk} at risk, {paused} paused, {fine} fine | \
             breached={breached};;0 at_risk={at_risk};0 paused={paused} fine={fine}"
        )
    }
}

impl Args {
    /// Prints the state; the exit code is the answer.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (now, past) = (ctx.now(), ctx.clock.is_replaced());
        let read = ctx.read(|db| {
            if let Some(code) = &self.client {
                find::client(db, code.as_str())?;
            }
            many::views(db, &Wanted { client: self.client.as_ref(), closed: false, past, texts: false }, now)
        });
        match read {
            Ok(views) => tell(ctx, &views),
            Err(failure) => unknown(ctx, &failure),
        }
    }
}

fn tell(ctx: &Ctx, views: &[TicketView]) -> Outcome {
    let clocks = live(views);
    let counted = Counted::of(&clocks);
    let (code, state) = counted.code();
    let json = json!({
        "state": state.to_lowercase(),
        "breached": counted.breached,
        "at_risk": counted.at_risk,
        "paused": counted.paused,
        "fine": counted.fine,
    });
    let mut lines = vec![counted.line()];
    let pressing = clocks.iter().filter(|(_, c)| matches!(group(c), "breached" | "at-risk"));
    lines.extend(pressing.take(LISTED).map(|(view, clock)| pressing_line(view, clock)));
    let mut page = Page::new();
    page.code(lines.join("\n"));
    ctx.answer(&Answer { json, page })?;
    Ok(Exit::Code(code))
}

/// Monitoring reads standard output, whatever happened.
fn unknown(ctx: &Ctx, failure: &Failure) -> Outcome {
    let mut page = Page::new();
    page.code(format!("SLA UNKNOWN - {}", failure.sentence.replace('\n', " ")));
    let json = json!({ "state": "unknown", "message": failure.sentence, "hints": failure.hints });
    ctx.answer(&Answer { json, page })?;
    Ok(Exit::Code(3))
}

fn pressing_line(view: &TicketView, clock: &Clock) -> String {
    // plugin output is English, whoever reads it
    let locale = Locale::new(Lang::En);
    let left = ticket_page::remaining(&locale, clock);
    let (client, state) = (&view.state.opening.client, group(clock).replace('-', " "));
    format!("{} {client} {}: {state}, {left}", view.number, clock.metric())
}
