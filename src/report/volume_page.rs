//! The account of a volume for people, like a bank statement.

use crate::domain::contract::volume::{Volume, VolumeUnit};
use crate::domain::money::{Decimal, Money};
use crate::domain::ticket::event::WorkMode;
use crate::domain::volume::block::Origin;
use crate::domain::volume::charge::Charged;
use crate::domain::volume::ledger::{Line, What};
use crate::domain::volume::{Entry, Source};
use crate::locale::Locale;

use super::page::{Cell, Column, Facts, Page, Table, Tone};
use super::volume::{Statement, code};

/// Used share from which a warning is due, in per cent; the second is loud.
pub const WARN_AT: [i64; 2] = [80, 100];

/// The whole statement.
#[must_use]
pub fn statement(statement: &Statement, locale: &Locale) -> Page {
    let mut page = Page::new();
    let period = locale.range(locale.date(statement.from), locale.date(statement.to));
    page.heading(1, locale.volume_title(statement.terms.contract.as_str(), period));
    page.facts(rules(statement, locale));
    page.table(lines(statement, locale));
    sums(&mut page, statement, locale);
    page
}

/// The sums, as `report sla` shows them too.
pub fn sums(page: &mut Page, statement: &Statement, locale: &Locale) {
    page.facts(figures(statement, locale));
    if let Some(said) = warning(statement, locale) {
        page.note(said.0, said.1);
    }
}

/// A quantity in the unit of the volume: `2 h 30`, `3 tickets`, `2.5 units`.
#[must_use]
pub fn quantity(locale: &Locale, volume: &Volume, value: Decimal) -> String {
    match volume.unit {
        VolumeUnit::Minute => duration(locale, value.ten_thousandths() / 10_000),
        VolumeUnit::Ticket => locale.count_tickets(value.ten_thousandths() / 10_000),
        VolumeUnit::Unit => locale.units_of(number(locale, value)),
    }
}

fn number(locale: &Locale, value: Decimal) -> String {
    let scaled = value.ten_thousandths();
    match (scaled % 10_000, scaled % 100) {
        (0, _) => locale.integer(scaled / 10_000),
        (_, 0) => locale.fixed(scaled / 100, 2),
        _ => locale.fixed(scaled, 4),
    }
}

/// Minutes with their sign.
fn duration(locale: &Locale, minutes: i64) -> String {
    let text = locale.duration(minutes.saturating_abs().saturating_mul(60));
    if minutes < 0 { format!("−{text}") } else { text }
}

fn cell(locale: &Locale, statement: &Statement, value: Decimal) -> Cell {
    Cell::number(quantity(locale, &statement.volume, value), super::volume::quantity(value))
}

fn money(locale: &Locale, statement: &Statement, amount: Money) -> Cell {
    Cell::number(locale.money(amount.cents(), &statement.terms.currency().to_string()), amount)
}

/// What is agreed: what a period includes, and how an entry is counted.
fn rules(statement: &Statement, locale: &Locale) -> Facts {
    let volume = &statement.volume;
    let mut facts = Facts::new("rules");
    let included = quantity(locale, volume, volume.included);
    facts.add("client", locale.title_client(), statement.terms.client.as_str());
    facts.add("agreed", locale.volume_agreed(), locale.per_period(included, locale.billing_period(volume.period)));
    let mut counted = Vec::new();
    if volume.unit != VolumeUnit::Ticket {
        counted.push(locale.rule_rounding(duration(locale, i64::from(volume.rounding))));
    }
    if volume.on_site_minimum > 0 {
        counted.push(locale.rule_on_site_minimum(duration(locale, i64::from(volume.on_site_minimum))));
    }
    if volume.out_of_hours_factor != Decimal::ONE {
        counted.push(locale.rule_out_of_hours(number(locale, volume.out_of_hours_factor)));
    }
    if !counted.is_empty() {
        facts.add("counted", locale.volume_counted(), counted.join(", "));
    }
    facts
}

fn lines(statement: &Statement, locale: &Locale) -> Table {
    let mut table = Table::new("lines", locale.volume_no_lines())
        .column(Column::new("date", locale.title_date()))
        .column(Column::new("what", locale.title_what()))
        .column(Column::new("by", locale.title_actor()).keep(2))
        .column(Column::new("raw_minutes", locale.title_logged()).right())
        .column(Column::new("charged_minutes", locale.title_charged()).right())
        .column(Column::new("rule", locale.title_rule()).keep(1))
        .column(Column::new("change", locale.title_change()).right())
        .column(Column::new("balance", locale.title_balance()).right());
    for line in &statement.lines {
        table.row(row(statement, line, locale));
    }
    table
}

fn row(statement: &Statement, line: &Line, locale: &Locale) -> [Cell; 8] {
    let minutes = |m: u32| Cell::number(duration(locale, i64::from(m)), m);
    let (by, raw, charged, rule) = match &line.what {
        What::Worked(entry, charged) => (
            Cell::text(entry.by.as_str()),
            minutes(charged.raw),
            minutes(charged.minutes),
            Cell::text(rule(statement, entry, charged, locale)),
        ),
        _ => (Cell::none(), Cell::none(), Cell::none(), Cell::none()),
    };
    let tone = if line.balance < Decimal::default() { Tone::Bad } else { Tone::Plain };
    let dim =
        |cell: Cell| if matches!(line.what, What::Worked(..) | What::Opened(_)) { cell } else { cell.tone(Tone::Dim) };
    [
        Cell::both(locale.date_short(line.day), line.day),
        dim(Cell::both(what(statement, line, locale), code(&line.what))),
        by,
        raw,
        charged,
        rule,
        cell(locale, statement, line.change),
        cell(locale, statement, line.balance).tone(tone),
    ]
}

fn what(statement: &Statement, line: &Line, locale: &Locale) -> String {
    match &line.what {
        What::Credit(origin) => match origin {
            Origin::Included => locale.volume_credit_included(),
            Origin::TopUp(number) => bought(statement, *number, locale),
        },
        What::Expired(Origin::Included) => locale.volume_expired(),
        What::Expired(Origin::TopUp(number)) => locale.volume_expired_of(bought(statement, *number, locale)),
        What::Settled => locale.volume_settled(),
        What::Opened(number) => ticket(statement, *number),
        What::Worked(entry, _) => match entry.source {
            Source::Ticket(number, _) => ticket(statement, number),
            Source::Contract(event) => match statement.texts.get(&event) {
                Some(text) => text.clone(),
                None => locale.work_without_ticket(),
            },
        },
    }
}

fn bought(statement: &Statement, number: usize, locale: &Locale) -> String {
    let reference = number.checked_sub(1).and_then(|i| statement.top_ups.get(i)).and_then(|t| t.reference.as_deref());
    match reference {
        Some(reference) => locale.volume_bought_under(number, reference),
        None => locale.volume_bought(number),
    }
}

fn ticket(statement: &Statement, number: crate::domain::id::TicketNumber) -> String {
    match statement.titles.get(&number) {
        Some(title) => format!("{number} {title}"),
        None => number.to_string(),
    }
}

/// How the minutes of an entry came about: `on site, quarter hours, at least 1 h, 10 min out of hours × 2`.
fn rule(statement: &Statement, entry: &Entry, charged: &Charged, locale: &Locale) -> String {
    let volume = &statement.volume;
    let mut parts = Vec::new();
    if !entry.in_scope {
        parts.push(locale.rule_out_of_scope());
    }
    if entry.mode == WorkMode::OnSite {
        parts.push(locale.work_mode(entry.mode));
    }
    parts.extend(entry.work.nature.map(|nature| locale.nature(nature)));
    parts.extend(entry.work.quote.as_deref().map(|quote| locale.under_quote(quote)));
    if let Some(unit) = &entry.work.unit {
        parts.push(format!("{} × {unit}", number(locale, entry.work.quantity.unwrap_or(Decimal::ONE))));
    }
    if charged.rounded != charged.raw {
        parts.push(locale.rule_rounding(duration(locale, i64::from(volume.rounding))));
    }
    if charged.at_least != charged.rounded {
        parts.push(locale.rule_on_site_minimum(duration(locale, i64::from(volume.on_site_minimum))));
    }
    if charged.out_of_hours_s > 0 && volume.out_of_hours_factor != Decimal::ONE {
        let factor = number(locale, volume.out_of_hours_factor);
        parts.push(locale.rule_out_of_hours_part(locale.duration(charged.out_of_hours_s), factor));
    }
    parts.join(", ")
}

fn figures(statement: &Statement, locale: &Locale) -> Facts {
    let figures = &statement.figures;
    let minutes = |m: u64| Cell::number(duration(locale, i64::try_from(m).unwrap_or(i64::MAX)), m);
    let some = |value: Decimal| (value != Decimal::default()).then(|| cell(locale, statement, value));
    let mut facts = Facts::new("volume");
    facts.maybe("opening", locale.volume_opening(), some(figures.opening));
    facts.add("included", locale.volume_included(), cell(locale, statement, figures.included));
    facts.maybe("bought", locale.volume_bought_total(), some(figures.bought));
    facts.add("raw_minutes", locale.volume_raw(), minutes(figures.raw_minutes));
    facts.add("charged_minutes", locale.volume_charged(), minutes(figures.charged_minutes));
    if statement.volume.unit != VolumeUnit::Minute {
        facts.add("burnt", locale.volume_burnt(), cell(locale, statement, figures.burnt));
    }
    facts.maybe("expired", locale.volume_expired(), some(figures.expired));
    if figures.overrun > Decimal::default() {
        facts.add("overrun", locale.volume_overrun(), cell(locale, statement, figures.overrun).tone(Tone::Bad));
        facts.maybe(
            "overrun_amount",
            locale.volume_overrun_amount(),
            figures.overrun_amount.map(|a| money(locale, statement, a)),
        );
    }
    if figures.out_of_scope_minutes > 0 {
        facts.add("out_of_scope_minutes", locale.volume_out_of_scope(), minutes(figures.out_of_scope_minutes));
        let amount = figures.out_of_scope_amount.map(|a| money(locale, statement, a));
        facts.maybe("out_of_scope_amount", locale.volume_out_of_scope_amount(), amount);
    }
    if figures.visits > 0 {
        facts.add(
            "visits",
            locale.volume_visits(),
            Cell::number(locale.integer(i64::from(figures.visits)), figures.visits),
        );
        facts.maybe(
            "travel_amount",
            locale.volume_travel_amount(),
            figures.travel_amount.map(|a| money(locale, statement, a)),
        );
    }
    let tone = if figures.closing < Decimal::default() { Tone::Bad } else { Tone::Strong };
    facts.add("closing", locale.volume_closing(), cell(locale, statement, figures.closing).tone(tone));
    facts
}

/// That 80 or 100 per cent of the volume at hand are used, or that it is overdrawn.
fn warning(statement: &Statement, locale: &Locale) -> Option<(Tone, String)> {
    statement
        .lines
        .iter()
        .rev()
        .find(|l| matches!(l.what, What::Worked(..) | What::Opened(_)))
        .and_then(|l| said(l, &statement.volume, locale))
}

/// What is left after an entry, for the person who logged it: tone and sentence; none below the first warning.
#[must_use]
pub fn said(line: &Line, volume: &Volume, locale: &Locale) -> Option<(Tone, String)> {
    if line.balance < Decimal::default() {
        let owed = Decimal::default().minus(line.balance);
        return Some((Tone::Bad, locale.volume_overdrawn(quantity(locale, volume, owed))));
    }
    let used = line.used_percent()?;
    let [warn, loud] = WARN_AT;
    if used < warn {
        return None;
    }
    let percent = locale.rate(used, 100, 0).unwrap_or_default();
    let tone = if used >= loud { Tone::Bad } else { Tone::Warn };
    Some((tone, locale.volume_nearly_used(percent, quantity(locale, volume, line.balance))))
}

/// What an entry counted and what is left: `RIED-2025: 30 min counted (25 min logged), 6 h 55 left`.
#[must_use]
pub fn balance(statement: &Statement, line: &Line, locale: &Locale) -> String {
    let contract = statement.terms.contract.as_str();
    let left = quantity(locale, &statement.volume, line.balance);
    match &line.what {
        What::Worked(entry, charged) if !entry.in_scope => {
            locale.balance_out_of_scope(contract, duration(locale, i64::from(charged.minutes)))
        }
        What::Worked(_, charged) if statement.volume.unit == VolumeUnit::Minute => locale.balance_after(
            contract,
            duration(locale, i64::from(charged.minutes)),
            duration(locale, i64::from(charged.raw)),
            left,
        ),
        _ => locale.balance_left(contract, left),
    }
}
