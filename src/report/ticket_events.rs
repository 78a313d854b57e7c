//! The events of a ticket, for people and, as codes, for programs.

use super::breaches;
use super::change_page;
use super::page::{Cell, Column, Table};
use super::ticket::TicketView;
use super::ticket_page::moment;
use crate::domain::ticket::event::{Event, Happening, WorkMode};
use crate::domain::ticket::history::undos;
use crate::domain::ticket::work::Work;
use crate::locale::Locale;

/// What happened to a ticket, in order.
pub(super) fn events(view: &TicketView, locale: &Locale) -> Table {
    let mut table = Table::new("events", locale.none())
        .titled(locale.events_heading())
        .column(Column::new("seq", locale.title_sequence()).right())
        .column(Column::new("at", locale.title_at()))
        .column(Column::new("type", locale.title_event()))
        .column(Column::new("by", locale.title_actor()).keep(1))
        .column(Column::new("detail", locale.title_detail()));
    for event in &view.events {
        table.row([
            Cell::number(event.seq.to_string(), event.seq),
            moment(locale, view, event.at),
            Cell::both(locale.happening(&event.what), event.what.code()),
            Cell::text(event.by.as_str()),
            Cell::both(detail(view, event, locale), detail_code(view, event)),
        ]);
    }
    table
}

fn detail(view: &TicketView, event: &Event, locale: &Locale) -> String {
    let said = told(view, event, locale);
    if event.recorded_at.since(event.at) < LATE_RECORD_S {
        return said;
    }
    let local = view.zone.local(event.recorded_at);
    let late = locale.late_recorded(locale.moment_near(local, view.zone.date(view.now)));
    if said.is_empty() { late } else { locale.clauses(said, late) }
}

/// What an event says beside its kind.
fn told(view: &TicketView, event: &Event, locale: &Locale) -> String {
    let mut parts = match &event.what {
        Happening::Edited { .. } => edited(view, event, locale),
        what => vec![taken(view, what, locale)],
    };
    if let (Some(text), false) = (&event.text, matches!(event.what, Happening::Opened(_) | Happening::Edited { .. })) {
        parts.extend(text.body.clone());
    }
    let correction = |e: &&Event| matches!(e.what, Happening::Corrected { of, .. } if of == event.seq);
    if let Some(by) = view.events.iter().rfind(correction) {
        parts.push(locale.replaced_by(by.seq.to_string()));
    }
    if let Some((_, by)) = undos(view.events.iter().map(|e| (e.seq, &e.what))).iter().find(|(of, _)| *of == event.seq) {
        parts.push(locale.taken_back_by(by.to_string()));
    }
    parts.retain(|p| !p.is_empty());
    parts.into_iter().reduce(|said, part| locale.clauses(said, part)).unwrap_or_default()
}

/// One field as an event says it.
type Said = fn(&Event) -> Option<String>;

/// The same for programs: codes and what was typed, in no language.
fn detail_code(view: &TicketView, event: &Event) -> String {
    let code = match &event.what {
        Happening::Assigned { to } => to.clone(),
        Happening::Noted { for_client: true } => "for_client".to_owned(),
        Happening::Paused { reason } => reason.to_string(),
        Happening::Resumed { reason } => reason.as_ref().map(ToString::to_string).unwrap_or_default(),
        Happening::SeverityChanged { to } => to.to_string(),
        Happening::Cancelled { reason, of } => {
            format!("{} {}", reason.code(), of.map(|of| of.to_string()).unwrap_or_default())
        }
        Happening::TimeLogged { minutes, mode, work } => [Some(format!("{minutes} {}", mode.code()))]
            .into_iter()
            .chain([work.nature.map(|nature| nature.code().to_owned()), work.quote.clone(), work.unit.clone()])
            .flatten()
            .chain(work.permit.iter().flat_map(|permit| permit.codes()))
            .collect::<Vec<_>>()
            .join(" "),
        Happening::BreachExplained { metric, reason, .. } => format!("{metric} {reason}"),
        Happening::Corrected { of, .. } | Happening::Undone { of } => of.to_string(),
        Happening::Edited { .. } => assets_of(event).unwrap_or_default(),
        what => change_page::code(view, what).unwrap_or_default(),
    };
    let text = event.text.as_ref().filter(|_| !matches!(event.what, Happening::Opened(_)));
    let written = text.into_iter().flat_map(|text| [&text.title, &text.requester, &text.body]).flatten().cloned();
    let parts = std::iter::once(code.trim().to_owned()).chain(written).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("; ")
}

/// What an edit replaced and by what: both stay visible.
fn edited(view: &TicketView, edit: &Event, locale: &Locale) -> Vec<String> {
    let fields: [(String, Said); 3] = [
        (locale.title_title(), |e| e.text.as_ref()?.title.clone()),
        (locale.title_requester(), |e| e.text.as_ref()?.requester.clone()),
        (locale.title_assets(), assets_of),
    ];
    let change = |(name, value): (String, fn(&Event) -> Option<String>)| {
        let after = value(edit)?;
        let before = view.events.iter().rev().filter(|e| e.seq < edit.seq).find_map(value);
        let before = before.filter(|b| !b.is_empty()).unwrap_or_else(|| locale.none());
        Some(locale.event_change(name, before, after))
    };
    fields.into_iter().filter_map(change).collect()
}

fn assets_of(event: &Event) -> Option<String> {
    let assets = match &event.what {
        Happening::Opened(opening) => &opening.assets,
        Happening::Edited { assets: Some(assets), .. } => assets,
        _ => return None,
    };
    Some(assets.iter().map(|t| t.as_str()).collect::<Vec<_>>().join(", "))
}

/// Recorded this long after it happened, an event says so.
const LATE_RECORD_S: i64 = 300;

fn taken(view: &TicketView, what: &Happening, locale: &Locale) -> String {
    match what {
        Happening::Assigned { to } => to.clone(),
        Happening::Noted { for_client } => {
            if *for_client {
                locale.for_client()
            } else {
                locale.internal_note()
            }
        }
        Happening::Paused { reason } => locale.pause_reason(reason),
        Happening::Resumed { reason } => reason.as_ref().map(|r| locale.pause_reason(r)).unwrap_or_default(),
        Happening::SeverityChanged { to } => to.to_string(),
        Happening::Cancelled { reason, of } => match of {
            Some(of) => locale.duplicate_of(*of),
            None => locale.cancel_reason(*reason),
        },
        Happening::TimeLogged { minutes, mode, work } => worked(locale, *minutes, *mode, work),
        Happening::BreachExplained { metric, reason, .. } => {
            locale.breach_because(locale.metric(*metric), breaches::reason(locale, view.terms(), reason))
        }
        Happening::Corrected { of, .. } => locale.corrects_event(of.to_string()),
        Happening::Undone { of } => locale.takes_back(of.to_string()),
        what => change_page::taken(view, what, locale).unwrap_or_default(),
    }
}

/// `40 min à distance, réparation, devis D-12, 2 × UO-POSTE`.
fn worked(locale: &Locale, minutes: u32, mode: WorkMode, work: &Work) -> String {
    let unit = work.unit.as_ref().map(|unit| match work.quantity {
        Some(quantity) => format!("{quantity} × {unit}"),
        None => unit.clone(),
    });
    let quote = work.quote.as_deref().map(|quote| locale.under_quote(quote));
    let said = [work.nature.map(|nature| locale.nature(nature)), quote, unit].into_iter().flatten();
    let permit = work.permit.iter().flat_map(|permit| locale.permit(permit));
    std::iter::once(locale.minutes_of(i64::from(minutes), locale.work_mode(mode)))
        .chain(said)
        .chain(permit)
        .collect::<Vec<_>>()
        .join(", ")
}
