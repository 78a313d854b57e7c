//! One ticket, for people.

use crate::domain::asset::{Asset, ManagedBy};
use crate::domain::calendar::Zone;
use crate::domain::instant::Instant;
use crate::domain::sla::{Clock, Verdict};
use crate::domain::ticket::event::Happening;
use crate::domain::ticket::lifecycle::Status;
use crate::locale::Locale;

use super::breaches;
use super::change_page;
use super::imported_page;
use super::page::{Cell, Column, Facts, Page, Table, Tone};
use super::ticket::TicketView;
use super::ticket_events::events;

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
