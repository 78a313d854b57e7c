//! One ticket, and lists of them, for people.

use crate::domain::asset::{Asset, ManagedBy};
use crate::domain::calendar::Zone;
use crate::domain::instant::Instant;
use crate::domain::sla::{Clock, Verdict};
use crate::domain::ticket::event::{Event, Happening, WorkMode};
use crate::domain::ticket::history::undos;
use crate::domain::ticket::lifecycle::Status;
use crate::domain::ticket::work::Work;
use crate::locale::Locale;

use super::breaches;
use super::change_page;
use super::imported_page;
use super::page::{Cell, Column, Facts, Page, Table, Tone};
use super::ticket::TicketView;

/// What a technician wants beside a ticket.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// Its assets, as far as they are known.
    pub assets: Vec<Asset>,
    /// The last tickets of its first asset: number, title, status, opening.
    pub recent: Vec<(crate::domain::id::TicketNumber, String, Status, Instant)>,
}

/// An instant in the client's zone, near today where it can be.
#[must_use]
pub fn moment(locale: &Locale, view: &TicketView, at: Instant) -> Cell {
    let today = view.zone.date(view.now);
    Cell::both(locale.moment_near(view.zone.local(at), today), view.instant(at))
}

/// The whole page of a ticket: facts, commitments, what is beside it, events.
#[must_use]
pub fn ticket(view: &TicketView, beside: &Beside, locale: &Locale) -> Page {
    let mut page = summary(view, beside, locale);
    if !view.events.is_empty() {
        page.table(events(view, locale));
    }
    page
}

/// What is printed after an opening: everything but the events.
#[must_use]
pub fn summary(view: &TicketView, beside: &Beside, locale: &Locale) -> Page {
    let mut page = Page::new();
    page.heading(1, locale.ticket_heading(view.number, view.state.title.as_str()));
    page.facts(facts(view, locale));
    if view.clocks.is_empty() {
        page.note(Tone::Warn, why_no_clock(view, locale));
    } else {
        page.table(clocks(view, locale));
    }
    page.list(view.clocks.iter().filter_map(|clock| explained(view, clock, locale)));
    change_page::section(&mut page, view, locale);
    desk(&mut page, view, locale);
    beside_it(&mut page, view, beside, locale);
    page
}

fn why_no_clock(view: &TicketView, locale: &Locale) -> String {
    match view.excluded() {
        Some(reason) => locale.note_excluded(locale.excluded(reason)),
        None => match view.severity_wanted() {
            Some(code) => locale.note_qualify(format!("infog ticket severity {} {code}", view.number.0)),
            None => locale.note_no_targets(),
        },
    }
}

fn facts(view: &TicketView, locale: &Locale) -> Facts {
    let state = &view.state;
    let governed = &state.opening.governed;
    let mut facts = Facts::new("ticket");
    facts.add("number", locale.title_number(), Cell::number(view.number.to_string(), view.number.0));
    facts.add("client", locale.title_client(), state.opening.client.as_str());
    facts.add("contract", locale.title_contract(), contract(view, locale));
    facts.maybe("line", locale.title_line(), governed.line.as_ref().map(|l| l.as_str()));
    let kind = state.opening.kind;
    facts.add("kind", locale.title_kind(), Cell::both(locale.ticket_kind(kind), kind));
    facts.add("severity", locale.title_severity(), severity(view, locale));
    if let Some(meaning) = meaning(view) {
        facts.add("meaning", locale.title_meaning(), meaning);
    }
    facts.add("status", locale.title_status(), status(locale, state.status));
    if !state.pauses.is_empty() {
        let reasons: Vec<String> = state.pauses.iter().map(|(r, _)| locale.pause_reason(r)).collect();
        let codes: Vec<String> = state.pauses.iter().map(|(r, _)| r.to_string()).collect();
        facts.add("paused_for", locale.title_pause(), Cell::both(reasons.join(", "), codes.join(" ")));
    }
    facts.add("opened_at", locale.title_opened(), moment(locale, view, state.opened_at));
    facts.add("zone", locale.title_zone(), view.zone.name());
    let origin = state.opening.imported.as_ref();
    facts.maybe("imported", locale.title_imported(), origin.map(|origin| imported_page::fact(origin, locale)));
    facts.maybe("requester", locale.title_requester(), state.requester.as_deref());
    let channel = state.opening.channel;
    facts.maybe("channel", locale.title_channel(), channel.map(|c| channel_cell(locale, c)));
    let nobody = || Cell::both(locale.unassigned(), "").tone(Tone::Warn);
    facts.add("assignee", locale.title_assignee(), state.assignee.as_deref().map_or_else(nobody, Cell::from));
    let tags: Vec<&str> = state.assets().iter().map(|t| t.as_str()).collect();
    facts.maybe("assets", locale.title_assets(), (!tags.is_empty()).then(|| Cell::text(tags.join(", "))));
    let opening = view.events.iter().find(|e| matches!(e.what, Happening::Opened(_)));
    let described = opening.and_then(|e| e.text.as_ref()).and_then(|t| t.body.as_deref());
    facts.maybe("description", locale.title_description(), described);
    facts
}

fn channel_cell(locale: &Locale, channel: crate::domain::ticket::event::Channel) -> Cell {
    let code = serde_json::to_value(channel).ok().and_then(|v| v.as_str().map(str::to_owned));
    Cell::both(locale.channel(channel), code.unwrap_or_default())
}

fn contract(view: &TicketView, locale: &Locale) -> Cell {
    let governed = &view.state.opening.governed;
    let Some(contract) = &governed.contract else { return Cell::none() };
    let named = match governed.amendment {
        0 => contract.to_string(),
        n => locale.amendment_of(contract.as_str(), n.to_string()),
    };
    match view.terms() {
        Some(terms) => Cell::both(locale.contract_of(named, terms.title.as_str()), contract),
        None => Cell::both(named, contract),
    }
}

/// The severity with its label, or that there is none yet.
#[must_use]
pub fn severity(view: &TicketView, locale: &Locale) -> Cell {
    let Some(code) = &view.state.severity else {
        return Cell::both(locale.no_severity(), "").tone(Tone::Dim);
    };
    match view.terms().and_then(|t| t.severity(code)) {
        Some(known) => Cell::both(locale.severity_of(code.as_str(), known.label.as_str()), code),
        None => Cell::text(code.as_str()),
    }
}

fn meaning(view: &TicketView) -> Option<String> {
    let code = view.state.severity.as_ref()?;
    view.terms()?.severity(code)?.meaning.clone()
}

/// A status, with the tone it calls for.
#[must_use]
pub fn status(locale: &Locale, status: Status) -> Cell {
    let tone = match status {
        Status::Open => Tone::Strong,
        Status::Acknowledged => Tone::Plain,
        Status::Paused => Tone::Warn,
        Status::Resolved => Tone::Good,
        Status::Closed | Status::Cancelled => Tone::Dim,
    };
    Cell::both(locale.status(status), status).tone(tone)
}

/// The commitments of a ticket.
#[must_use]
pub fn clocks(view: &TicketView, locale: &Locale) -> Table {
    let mut table = Table::new("clocks", locale.no_commitment())
        .titled(locale.clocks_heading())
        .column(Column::new("metric", locale.title_metric()))
        .column(Column::new("allowance", locale.title_allowance()).keep(2))
        .column(Column::new("state", locale.title_state()))
        .column(Column::new("due_at", locale.title_due()))
        .column(Column::new("left_s", locale.title_left()).right())
        .column(Column::new("stopped_at", locale.title_stopped()).keep(1));
    for clock in &view.clocks {
        table.row([
            metric(locale, clock),
            Cell::both(locale.allowance(clock.promise.allowance), clock.promise.allowance),
            verdict(locale, clock),
            due(view, clock, locale),
            left(locale, clock),
            clock.stopped_at.map_or_else(Cell::none, |at| moment(locale, view, at)),
        ]);
    }
    table
}

/// Why a clock was broken, as far as somebody said: `Prise en charge : charge de travail – deux arrêts maladie`.
#[must_use]
pub fn explained(view: &TicketView, clock: &Clock, locale: &Locale) -> Option<Cell> {
    let known = view.explanation(clock)?;
    let reason = breaches::reason(locale, view.terms(), &known.reason);
    let said = known.said.as_deref().map(|said| format!(" – {said}")).unwrap_or_default();
    Some(Cell::text(locale.breach_because(metric(locale, clock).text, format!("{reason}{said}"))))
}

fn metric(locale: &Locale, clock: &Clock) -> Cell {
    let mut name = locale.metric_full(clock.metric());
    if clock.cycle > 1 {
        name = format!("{name} {}", clock.cycle);
    }
    if !clock.promise.firm {
        name = format!("{name} ({})", locale.indicative());
    }
    Cell::both(name, clock.metric())
}

/// What a clock says, with the tone it calls for.
#[must_use]
pub fn verdict(locale: &Locale, clock: &Clock) -> Cell {
    let (text, tone) = match clock.verdict {
        Verdict::Running if clock.at_risk => (locale.state_at_risk(), Tone::Warn),
        Verdict::Running => (locale.state_running(), Tone::Plain),
        Verdict::Paused => (locale.state_paused(), Tone::Dim),
        Verdict::Met => (locale.state_met(), Tone::Good),
        Verdict::Breached => (locale.state_breached(), Tone::Bad),
        Verdict::Missed => (locale.state_missed(), Tone::Warn),
        Verdict::Void => (locale.state_void(), Tone::Dim),
        Verdict::Unknown => (locale.state_unknown(), Tone::Warn),
    };
    Cell::both(text, clock.verdict.code()).tone(tone)
}

/// The deadline, or that there is none while paused.
#[must_use]
pub fn due(view: &TicketView, clock: &Clock, locale: &Locale) -> Cell {
    match clock.due_at {
        Some(at) => moment(locale, view, at),
        None if clock.verdict == Verdict::Paused => Cell::both(locale.no_deadline_while_paused(), "").tone(Tone::Dim),
        None => Cell::none(),
    }
}

/// The deadline as the reader of a list needs it: where the client's clocks show another hour, its offset is said.
#[must_use]
pub fn due_for(reader: &Zone, view: &TicketView, clock: &Clock, locale: &Locale) -> Cell {
    let mut cell = due(view, clock, locale);
    if let Some(at) = clock.due_at
        && view.zone.offset_s(at) != reader.offset_s(at)
    {
        cell.text = format!("{} ({})", cell.text, locale.offset(view.zone.offset_s(at)));
    }
    cell
}

/// Time left or late, in the clock's own unit; nothing once it is decided well.
#[must_use]
pub fn left(locale: &Locale, clock: &Clock) -> Cell {
    let elapsed = clock.promise.allowance.unit() == "elapsed";
    if clock.late_s > 0 {
        let text = locale.late_of_clock(locale.duration(clock.late_s));
        return Cell::number(text, -clock.late_s).tone(Tone::Bad);
    }
    match (clock.is_live(), clock.left_s) {
        (true, Some(left)) if elapsed => Cell::number(locale.duration(left), left),
        (true, Some(left)) => Cell::number(locale.working(left), left),
        _ => Cell::none(),
    }
}

/// [`left`] for a list, where seconds would take the room of whose ticket it is; the exact value rides along.
#[must_use]
pub fn left_in_list(locale: &Locale, clock: &Clock) -> Cell {
    let mut cell = left(locale, clock);
    let whole = |seconds: i64| if seconds.abs() < 60 { seconds } else { seconds - seconds % 60 };
    cell.text = match clock.left_s {
        _ if clock.late_s > 0 => locale.late_of_clock(locale.duration(whole(clock.late_s))),
        Some(left) if clock.is_live() => locale.duration(whole(left)),
        _ => return cell,
    };
    cell
}

/// Time left or late in words: `reste 2 h 30 ouvrées`, `1 h 05 de retard`.
#[must_use]
pub fn remaining(locale: &Locale, clock: &Clock) -> String {
    let left = clock.left_s.unwrap_or(0);
    match clock.promise.allowance.unit() {
        _ if clock.late_s > 0 => locale.late_of_clock(locale.duration(clock.late_s)),
        "elapsed" => locale.left_of_clock(locale.duration(left)),
        _ => locale.left_of_working_clock(locale.working(left)),
    }
}

fn desk(page: &mut Page, view: &TicketView, locale: &Locale) {
    let Some(rules) = &view.rules else { return };
    if !view.state.status.is_open() {
        return;
    }
    let desk = rules.desk();
    let words = |at| locale.moment_in_words(view.zone.local(at));
    let text = match (desk.is_open_at(view.now), desk.next_close(view.now)) {
        (true, Some(close)) => locale.desk_open_until(words(close)),
        (true, None) => locale.desk_always_open(),
        (false, _) => match desk.next_open(view.now) {
            Ok(open) => locale.desk_closed_until(words(open)),
            Err(_) => return,
        },
    };
    let tone = if desk.is_open_at(view.now) { Tone::Plain } else { Tone::Warn };
    page.note(tone, text);
}

fn beside_it(page: &mut Page, view: &TicketView, beside: &Beside, locale: &Locale) {
    let today = view.zone.date(view.now);
    if !beside.assets.is_empty() {
        page.table(assets(beside, locale));
    }
    for asset in &beside.assets {
        if let Some(until) = asset.dates.get("warranty_until").filter(|until| **until < today) {
            page.note(Tone::Warn, locale.note_warranty_over(asset.tag.as_str(), locale.date(*until)));
        }
        if asset.managed_by != ManagedBy::Provider {
            let who = locale.managed_by(asset.managed_by);
            page.note(Tone::Warn, locale.note_managed_by(asset.tag.as_str(), who));
        }
    }
    if let Some(first) = view.state.assets().first() {
        page.table(recent(view, beside, first.as_str(), locale));
    }
}

fn assets(beside: &Beside, locale: &Locale) -> Table {
    let mut table = Table::new("assets", locale.none())
        .titled(locale.assets_heading())
        .column(Column::new("tag", locale.title_tag()))
        .column(Column::new("kind", locale.title_kind()))
        .column(Column::new("model", locale.title_model()).keep(2))
        .column(Column::new("serial", locale.title_serial()).keep(3))
        .column(Column::new("warranty_until", locale.title_warranty()).keep(4));
    let text = |asset: &Asset, name| asset.text(name).map_or_else(Cell::none, Cell::text);
    for asset in &beside.assets {
        let until = asset.dates.get("warranty_until");
        table.row([
            Cell::text(asset.tag.as_str()),
            Cell::both(locale.asset_kind(asset.kind), asset.kind.code()),
            text(asset, "model"),
            text(asset, "serial"),
            until.map_or_else(Cell::none, |d| Cell::both(locale.date_short(*d), d)),
        ]);
    }
    table
}

fn recent(view: &TicketView, beside: &Beside, asset: &str, locale: &Locale) -> Table {
    let mut table = Table::new("recent", locale.none_of_asset())
        .titled(locale.tickets_of_asset(asset))
        .column(Column::new("number", locale.title_number()).right())
        .column(Column::new("title", locale.title_title()))
        .column(Column::new("status", locale.title_status()))
        .column(Column::new("opened_at", locale.title_opened()).keep(1));
    for (number, title, state, opened_at) in &beside.recent {
        table.row([
            Cell::number(number.to_string(), number.0),
            Cell::text(title.as_str()),
            status(locale, *state),
            moment(locale, view, *opened_at),
        ]);
    }
    table
}

fn events(view: &TicketView, locale: &Locale) -> Table {
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

/// Tickets in a table: one row a ticket, its most pressing clock beside it.
#[must_use]
pub fn list<'v>(
    views: impl IntoIterator<Item = &'v TicketView>,
    reader: &Zone,
    empty: String,
    locale: &Locale,
) -> Table {
    let mut table = Table::new("tickets", empty)
        .column(Column::new("number", locale.title_number()).right())
        .column(Column::new("client", locale.title_client()).keep(10))
        .column(Column::new("severity", locale.title_severity()).keep(8))
        .column(Column::new("title", locale.title_title()))
        .column(Column::new("status", locale.title_status()).keep(5))
        .column(Column::new("assignee", locale.title_assignee()).keep(4))
        .column(Column::new("metric", locale.title_metric()).keep(2))
        .column(Column::new("state", locale.title_state()).keep(3))
        .column(Column::new("due_at", locale.title_due()).keep(6))
        .column(Column::new("left_s", locale.title_left()).right().keep(7));
    let mut mixed = false;
    for view in views {
        mixed |= !view.state.status.is_open();
        table.row(row(view, reader, locale));
    }
    // Where closed tickets stand too, most have no deadline left: what became of them tells more.
    let status = table.columns.iter_mut().find(|column| mixed && column.key == "status");
    if let Some(status) = status {
        status.keep = 9;
    }
    table
}

fn row(view: &TicketView, reader: &Zone, locale: &Locale) -> [Cell; 10] {
    let clock = view.next_clock();
    let of = |f: &dyn Fn(&Clock) -> Cell| clock.map_or_else(Cell::none, f);
    let code = view.state.severity.as_ref();
    [
        Cell::number(view.number.to_string(), view.number.0),
        Cell::text(view.state.opening.client.as_str()),
        code.map_or_else(Cell::none, |c| Cell::text(c.as_str())),
        Cell::text(view.state.title.as_str()),
        status(locale, view.state.status),
        view.state.assignee.as_deref().map_or_else(Cell::none, Cell::text),
        of(&|c| Cell::both(locale.metric(c.metric()), c.metric())),
        of(&|c| verdict(locale, c)),
        of(&|c| due_for(reader, view, c, locale)),
        of(&|c| left_in_list(locale, c)),
    ]
}
