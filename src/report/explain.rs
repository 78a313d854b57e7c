//! A deadline explained line by line: the target that won and those that lost, versions used, the ledger.

use serde_json::{Value, json};

use crate::domain::calendar::Zone;
use crate::domain::calendar::spec::Version;
use crate::domain::contract::target::{Target, ranked};
use crate::domain::sla::{Clock, Entry, Rules, Story, Verdict, Why, ledger};
use crate::locale::Locale;

use super::page::{Cell, Column, Page, Table, Tone};
use super::ticket::{self, TicketView};

/// The ledgers of one clock: what was counted, and what is still to come.
struct Ledgers {
    past: Vec<Entry>,
    ahead: Vec<Entry>,
}

impl Ledgers {
    fn of(clock: &Clock, story: &Story<'_>, rules: &Rules) -> Self {
        Self { past: ledger::past(clock, story, rules), ahead: ledger::ahead(clock, story, rules) }
    }
}

/// Targets for the clock's metric, the winner first.
fn contenders<'r>(clock: &Clock, view: &TicketView, rules: &'r Rules) -> Vec<&'r Target> {
    let opening = &view.state.opening;
    let targets = &rules.terms().targets;
    let won = targets.get(clock.promise.target);
    let severity = won.and_then(|t| t.severity.as_ref()).or(view.state.severity.as_ref());
    let found = ranked(targets, clock.metric(), opening.governed.line.as_ref(), opening.kind, severity);
    found.into_iter().filter_map(|i| targets.get(i)).collect()
}

/// The explanation as one object.
#[must_use]
pub fn json(view: &TicketView, story: &Story<'_>) -> Value {
    let clocks: Vec<Value> = match &view.rules {
        Some(rules) => view.clocks.iter().map(|c| clock_json(view, story, rules, c)).collect(),
        None => Vec::new(),
    };
    json!({
        "number": view.number,
        "client": view.state.opening.client,
        "contract": view.state.opening.governed.contract,
        "amendment": view.terms().map(|t| t.amendment),
        "title": view.state.title,
        "now": view.instant(view.now),
        "clocks": clocks,
        "excluded": view.excluded(),
    })
}

fn clock_json(view: &TicketView, story: &Story<'_>, rules: &Rules, clock: &Clock) -> Value {
    let ledgers = Ledgers::of(clock, story, rules);
    let entries = |list: &[Entry]| list.iter().map(|e| entry_json(&view.zone, e)).collect::<Vec<_>>();
    let contenders = contenders(clock, view, rules);
    let mut object = ticket::clock(view, clock);
    if let Value::Object(fields) = &mut object {
        fields.insert("target".into(), contenders.first().map_or(Value::Null, |t| target_json(t)));
        fields.insert("lost".into(), contenders.iter().skip(1).map(|t| target_json(t)).collect());
        fields.insert("counted_from".into(), json!(view.instant(clock.origin)));
        fields.insert("calendar_versions".into(), versions(clock, &ledgers).map(|v| json!(v.effective_on)).collect());
        fields.insert("ledger".into(), json!(entries(&ledgers.past)));
        fields.insert("ahead".into(), json!(entries(&ledgers.ahead)));
    }
    object
}

/// The calendar's versions that cover any date of the ledger, oldest first.
fn versions<'c>(clock: &'c Clock, ledgers: &Ledgers) -> impl Iterator<Item = &'c Version> {
    let calendar = &clock.promise.calendar;
    let end = ledgers.past.iter().chain(&ledgers.ahead).map(|e| e.to).max().unwrap_or(clock.origin);
    let [first, last] = [clock.origin, end].map(|at| calendar.zone().date(at));
    let later = calendar.versions().iter().filter(move |v| v.effective_on.is_some_and(|on| first < on && on <= last));
    calendar.version_on(first).into_iter().chain(later)
}

fn target_json(target: &Target) -> Value {
    json!({
        "line": target.line,
        "ticket": target.ticket,
        "severity": target.severity,
        "firm": target.firm,
        "why": if target.line.is_some() { "line" } else if target.ticket.is_some() { "ticket" }
            else if target.severity.is_some() { "severity" } else { "general" },
    })
}

/// One line of a ledger as an object; names are a contract.
#[must_use]
pub fn entry_json(zone: &Zone, entry: &Entry) -> Value {
    let mut object = json!({
        "from": zone.rfc3339(entry.from),
        "to": zone.rfc3339(entry.to),
        "counted_s": entry.counted_s,
        "total_s": entry.total_s,
        "why": why_code(&entry.why),
    });
    if let (Some(days), Value::Object(fields)) = (entry.days, &mut object) {
        fields.insert("days".into(), json!(days));
    }
    object
}

/// `open`, `closed`, `holiday: NAME`, `closure: REASON`, `paused: REASON`, `resolved`: never translated.
#[must_use]
pub fn why_code(why: &Why) -> String {
    match why {
        Why::Open => "open".into(),
        Why::Closed => "closed".into(),
        Why::Holiday(feast) => format!("holiday: {}", feast.french()),
        Why::Closure(reason) => format!("closure: {reason}"),
        Why::Paused(reason) => format!("paused: {reason}"),
        Why::Resolved => "resolved".into(),
    }
}

/// Why, in the reader's language.
#[must_use]
pub fn why(locale: &Locale, why: &Why) -> String {
    match why {
        Why::Open => locale.why_open(),
        Why::Closed => locale.why_closed(),
        Why::Holiday(feast) => locale.why_holiday(locale.feast(*feast)),
        Why::Closure(reason) => locale.why_closure(reason.as_str()),
        Why::Paused(reason) => locale.why_paused(locale.pause_reason(reason)),
        Why::Resolved => locale.why_resolved(),
    }
}

/// The explanation for people.
#[must_use]
pub fn page(view: &TicketView, story: &Story<'_>, locale: &Locale) -> Page {
    let mut page = Page::new();
    page.heading(1, locale.explain_heading(view.number, view.state.title.as_str()));
    let Some(rules) = view.rules.as_ref().filter(|_| !view.clocks.is_empty()) else {
        let why = view.excluded().map(|r| locale.note_excluded(locale.excluded(r)));
        page.note(Tone::Warn, why.unwrap_or_else(|| locale.explain_no_clock()));
        return page;
    };
    for clock in &view.clocks {
        one(&mut page, view, story, rules, clock, locale);
    }
    page
}

fn one(page: &mut Page, view: &TicketView, story: &Story<'_>, rules: &Rules, clock: &Clock, locale: &Locale) {
    let metric = locale.metric_full(clock.metric());
    let allowance = locale.allowance(clock.promise.allowance);
    page.heading(
        2,
        match clock.cycle {
            1 => locale.explain_clock(metric, allowance),
            cycle => locale.explain_cycle(metric, allowance, cycle.to_string()),
        },
    );
    let ledgers = Ledgers::of(clock, story, rules);
    page.list(reasons(view, story, rules, (clock, &ledgers), locale));
    page.table(table(view, &ledgers, locale));
    conclusion(page, view, clock, locale);
}

fn reasons(
    view: &TicketView,
    story: &Story<'_>,
    rules: &Rules,
    (clock, ledgers): (&Clock, &Ledgers),
    locale: &Locale,
) -> Vec<Cell> {
    let contenders = contenders(clock, view, rules);
    let mut said = Vec::new();
    for (place, target) in contenders.iter().enumerate() {
        let text = target_words(target, locale);
        said.push(if place == 0 { locale.explain_won(text) } else { locale.explain_lost(text) });
    }
    let contract = match rules.terms().amendment {
        0 => rules.terms().contract.to_string(),
        n => locale.amendment_of(rules.terms().contract.as_str(), n.to_string()),
    };
    said.push(locale.explain_versions(contract, calendar_words(clock, ledgers, locale)));
    if clock.origin != view.state.opened_at && story.grades.iter().any(|g| g.from == clock.origin) {
        said.push(locale.explain_from_change(words(view, locale, clock.origin)));
    }
    let ignored = story.pauses.iter().filter(|h| rules.suspends(clock.metric()) && !rules.suspends_for(&h.reason));
    for held in ignored {
        said.push(locale.explain_ignored_pause(locale.pause_reason(&held.reason)));
    }
    said.into_iter().map(Cell::from).collect()
}

fn calendar_words(clock: &Clock, ledgers: &Ledgers, locale: &Locale) -> String {
    let name = clock.promise.calendar.name();
    let said: Vec<String> = versions(clock, ledgers)
        .map(|version| match version.effective_on {
            Some(date) => locale.explain_calendar_version(name.as_str(), locale.date(date)),
            None => name.to_string(),
        })
        .collect();
    if said.is_empty() { name.to_string() } else { said.join(", ") }
}

fn target_words(target: &Target, locale: &Locale) -> String {
    let line = target.line.as_ref().map_or_else(|| locale.target_every_line(), |l| locale.target_line(l.as_str()));
    let kind = target.ticket.map_or_else(|| locale.target_every_kind(), |k| locale.ticket_kind(k));
    let severity = target.severity.as_ref().map_or_else(|| locale.target_every_severity(), ToString::to_string);
    format!("{line}, {kind}, {severity}")
}

fn words(view: &TicketView, locale: &Locale, at: crate::domain::instant::Instant) -> String {
    locale.moment_in_words(view.zone.local(at))
}

/// The columns of a ledger.
#[must_use]
pub fn ledger_table(locale: &Locale) -> Table {
    Table::new("ledger", locale.none())
        .column(Column::new("from", locale.title_from()))
        .column(Column::new("to", locale.title_to()))
        .column(Column::new("counted_s", locale.title_counted()).right())
        .column(Column::new("total_s", locale.title_total()).right())
        .column(Column::new("why", locale.title_why()))
}

/// One line of a ledger.
#[must_use]
pub fn ledger_row(locale: &Locale, zone: &Zone, entry: &Entry) -> [Cell; 5] {
    let moment = |at| {
        let local = zone.local(at);
        let day = locale.weekday_short(chrono::Datelike::weekday(&local.date()));
        Cell::both(format!("{day} {}", locale.moment(local)), zone.rfc3339(at))
    };
    let tone = if matches!(entry.why, Why::Open) { Tone::Plain } else { Tone::Dim };
    let counted = match entry.counted_s {
        0 => Cell { raw: "0".into(), ..Cell::none() }.numeric(),
        s => Cell::number(locale.duration(s), s),
    };
    let total = match entry.days {
        Some(days) => Cell::number(locale.count_days(i64::from(days)), entry.total_s),
        None => Cell::number(locale.duration(entry.total_s), entry.total_s),
    };
    [
        moment(entry.from),
        moment(entry.to),
        counted,
        total,
        Cell::both(why(locale, &entry.why), why_code(&entry.why)).tone(tone),
    ]
}

fn table(view: &TicketView, ledgers: &Ledgers, locale: &Locale) -> Table {
    let mut table = ledger_table(locale);
    for entry in &ledgers.past {
        table.row(ledger_row(locale, &view.zone, entry));
    }
    for entry in &ledgers.ahead {
        let mut row = ledger_row(locale, &view.zone, entry);
        let [.., why] = &mut row;
        why.text = format!("{} ({})", why.text, locale.explain_ahead());
        table.row(row);
    }
    table
}

fn conclusion(page: &mut Page, view: &TicketView, clock: &Clock, locale: &Locale) {
    let tone = match clock.verdict {
        Verdict::Breached => Tone::Bad,
        Verdict::Met => Tone::Good,
        _ if clock.at_risk => Tone::Warn,
        _ => Tone::Plain,
    };
    let state = if clock.at_risk { locale.state_at_risk() } else { locale.verdict(clock.verdict) };
    let mut sentence = match clock.due_at {
        Some(at) => locale.clauses(locale.explain_due(words(view, locale, at)), state),
        None => locale.explain_no_deadline(),
    };
    if clock.late_s > 0 || clock.is_live() {
        sentence = format!("{sentence}, {}", super::ticket_page::remaining(locale, clock));
    }
    page.note(tone, sentence);
    if clock.verdict == Verdict::Unknown {
        page.note(Tone::Warn, locale.imported_unknown(locale.gaps(&clock.unknown)));
    }
    if let Some(at) = clock.breached_at {
        page.note(Tone::Bad, locale.explain_breached_at(words(view, locale, at)));
        page.list([super::ticket_page::explained(view, clock, locale)
            .unwrap_or_else(|| Cell::text(locale.breach_unexplained()).tone(Tone::Warn))]);
    }
}
