//! `infog undo --list`.

use serde_json::{Value, json};

use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Outcome};
use crate::cli::recorded::words;
use crate::domain::calendar::Zone;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table};
use crate::store::undo::{self, Listed, UNDONE};

/// Prints the last changes of the one who asks, the newest first.
pub fn run(ctx: &mut Ctx, limit: usize) -> Outcome {
    let (zone, actor) = (ctx.zone().clone(), ctx.actor().to_owned());
    let found = ctx.read(|db| Ok(undo::list(db, &actor, limit, true)?))?;
    let mut page = Page::new();
    page.table(table(&ctx.locale, &zone, &found));
    let json = found.iter().map(|listed| json_of(&zone, listed)).collect::<Value>();
    ctx.answer(&Answer { json, page })?;
    Ok(Exit::Done)
}

fn json_of(zone: &Zone, listed: &Listed) -> Value {
    let event = &listed.first;
    json!({
        "change": event.change(),
        "recorded_at": zone.rfc3339(event.stamp.recorded_at),
        "at": zone.rfc3339(event.stamp.at),
        "by": event.stamp.actor,
        "subject": event.subject,
        "key": event.key,
        "ticket": event.ticket.map(|(number, _)| number),
        "type": event.kind,
        "events": listed.events,
        "is_undo": event.kind == UNDONE,
        "can_be_undone": !listed.is_final,
    })
}

fn table(locale: &Locale, zone: &Zone, found: &[Listed]) -> Table {
    let mut table = Table::new("changes", locale.nothing_to_undo())
        .column(Column::new("change", locale.title_number()).right())
        .column(Column::new("recorded_at", locale.title_recorded()))
        .column(Column::new("by", locale.title_actor()).keep(1))
        .column(Column::new("about", locale.title_what()))
        .column(Column::new("type", locale.title_event()))
        .column(Column::new("events", locale.title_events()).right());
    for listed in found {
        let event = &listed.first;
        let recorded = event.stamp.recorded_at;
        let kind = words::kind(locale, event);
        let kind = if listed.is_final { locale.undo_never(kind) } else { kind };
        table.row([
            Cell::number(event.change().to_string(), event.change()),
            Cell::both(locale.moment(zone.local(recorded)), zone.rfc3339(recorded)),
            event.stamp.actor.as_str().into(),
            words::about(locale, event),
            Cell::both(kind, &event.kind),
            Cell::number(listed.events.to_string(), listed.events),
        ]);
    }
    table
}
