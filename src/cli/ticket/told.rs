//! What a verb says once it is done: one line a ticket, or the tickets themselves for programs.

use serde_json::Value;

use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Outcome};
use crate::domain::sla::Clock;
use crate::locale::Locale;
use crate::report::ticket::{self, TicketView};

/// Tells what was done to `views`; `word` is what it is called.
///
/// # Errors
/// Standard output cannot be written.
pub fn done(ctx: &Ctx, views: &[TicketView], word: &str) -> Outcome {
    done_and(ctx, views, word, |_| None)
}

/// As [`done`], with what `more` says of a ticket after its most pressing clock.
///
/// # Errors
/// As there.
pub fn done_and(ctx: &Ctx, views: &[TicketView], word: &str, more: impl Fn(&TicketView) -> Option<String>) -> Outcome {
    if ctx.wants_json() {
        ctx.json(&json(views))?;
        return Ok(Exit::Done);
    }
    for view in views {
        let line = ctx.locale.ticket_changed_line(view.number, word);
        let text = match view.next_clock() {
            Some(clock) => format!("{line} {}", next(&ctx.locale, view, clock)),
            None => line,
        };
        let text = [Some(text), more(view)].into_iter().flatten().collect::<Vec<_>>().join(" ");
        ctx.changed(&Value::Null, &text, &view.number.0.to_string())?;
    }
    Ok(Exit::Done)
}

/// One ticket as an object, several as an array.
pub fn json(views: &[TicketView]) -> Value {
    match views {
        [only] => ticket::ticket(only, true),
        many => many.iter().map(|v| ticket::ticket(v, true)).collect(),
    }
}

/// The most pressing clock in a few words: `Rétablissement : demain 17:30, reste 2 h 30 ouvrées`.
pub fn next(locale: &Locale, view: &TicketView, clock: &Clock) -> String {
    let due = match clock.due_at {
        Some(_) => crate::report::ticket_page::due(view, clock, locale).text,
        None => locale.verdict(clock.verdict),
    };
    let said = format!("{due}, {}", crate::report::ticket_page::remaining(locale, clock));
    locale.ticket_next_clock(locale.metric(clock.metric()), said)
}

/// Says beside the answer what was broken, and how the reason is told where nobody did.
pub fn broken(ctx: &Ctx, views: &[TicketView]) {
    for view in views {
        verdicts(&ctx.locale, view).iter().for_each(|line| ctx.remark(line));
        if view.unexplained().next().is_some() {
            ctx.remark(&ctx.locale.breach_say_why(view.number.0.to_string()));
        }
    }
}

/// What a ticket's clocks came to, one line each that was broken: `Prise en charge : dépassé, 1 h 20 de retard`.
pub fn verdicts(locale: &Locale, view: &TicketView) -> Vec<String> {
    let broken = view.clocks.iter().filter(|c| c.breached_at.is_some());
    broken
        .map(|c| {
            let late = locale.late_of_clock(locale.duration(c.late_s));
            let said = format!("{}, {late}", locale.verdict(c.verdict));
            format!("{} {}", view.number, locale.ticket_next_clock(locale.metric(c.metric()), said))
        })
        .collect()
}
