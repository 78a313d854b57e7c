//! What was promised to be up, and how long it was (rule 29).

use std::rc::Rc;

use serde_json::{Value, json};

use super::page::{Cell, Column, Page, Table, Tone};
use crate::domain::calendar::{Calendar, Zone};
use crate::domain::contract::goal::{Audience, Availability};
use crate::domain::id::AssetTag;
use crate::domain::instant::Instant;
use crate::domain::money::Percent;
use crate::domain::outage::{Outage, UpTime, up_time};
use crate::locale::Locale;

/// One service of a contract over some time.
#[derive(Clone, Debug)]
pub struct ServiceUp {
    /// What was promised.
    pub promise: Availability,
    /// When it must be up.
    pub calendar: Rc<Calendar>,
    /// How long it was.
    pub up: UpTime,
    /// Its outages of that time by number, left out or not.
    pub outages: Vec<(i64, Outage)>,
}

impl ServiceUp {
    /// The service in `[from, to)`, with the outages of its client.
    #[must_use]
    pub fn new(
        promise: Availability,
        calendar: Rc<Calendar>,
        known: &[(i64, Outage)],
        from: Instant,
        to: Instant,
    ) -> Self {
        let touching = |(_, outage): &&(i64, Outage)| outage.touches(&promise) && outage.within(from, to).is_some();
        let outages: Vec<(i64, Outage)> = known.iter().filter(touching).cloned().collect();
        let alone: Vec<Outage> = outages.iter().map(|(_, outage)| outage.clone()).collect();
        let up = up_time(&promise, &calendar, &alone, from, to);
        Self { promise, calendar, up, outages }
    }

    /// Whether the promise was kept, compared exactly; none where nothing was required.
    #[must_use]
    pub fn is_kept(&self) -> Option<bool> {
        (self.up.required_s > 0).then(|| self.promise.at_least.reached_by(self.up.up_s(), self.up.required_s))
    }

    fn open(&self) -> impl Iterator<Item = &(i64, Outage)> {
        self.outages.iter().filter(|(_, outage)| outage.to.is_none())
    }

    fn unproven(&self) -> impl Iterator<Item = &(i64, Outage)> {
        self.outages.iter().filter(|(_, o)| o.planned && o.announced_at.is_none() && o.is_left_out(&self.promise))
    }
}

/// The services for programs.
#[must_use]
pub fn json(services: &[ServiceUp], zone: &Zone) -> Vec<Value> {
    services.iter().map(|service| service_json(service, zone)).collect()
}

#[allow(clippy::cast_precision_loss)] // seconds of a month, far below 2^53
fn service_json(service: &ServiceUp, zone: &Zone) -> Value {
    let ServiceUp { promise, up, .. } = service;
    let outage = |(number, outage): &(i64, Outage)| {
        json!({
            "number": number,
            "assets": outage.assets,
            "from": zone.rfc3339(outage.from),
            "to": outage.to.map(|to| zone.rfc3339(to)),
            "planned": outage.planned,
            "left_out": outage.is_left_out(promise),
            "ticket": outage.ticket,
            "reason": outage.reason,
        })
    };
    json!({
        "service": promise.service,
        "assets": promise.assets,
        "calendar": service.calendar.name(),
        "audience": promise.audience,
        "required_s": up.required_s,
        "left_out_s": up.left_out_s,
        "down_s": up.down_s,
        "rate": (up.required_s > 0).then(|| up.up_s() as f64 / up.required_s as f64),
        "goal": promise.at_least.fraction(),
        "goal_met": service.is_kept(),
        "clause": promise.clause,
        "open_outages": service.open().map(|(number, _)| number).collect::<Vec<_>>(),
        "outages": service.outages.iter().map(outage).collect::<Vec<_>>(),
    })
}

/// The services with their rates, the outages behind them, and what is not known.
pub fn section(page: &mut Page, services: &[ServiceUp], zone: &Zone, locale: &Locale) {
    page.table(rates(services, locale));
    if services.iter().any(|service| !service.outages.is_empty()) {
        page.table(outages(services, zone, locale));
    }
    let numbers = |of: Vec<i64>| {
        let mut numbers = of;
        numbers.sort_unstable();
        numbers.dedup();
        i64::try_from(numbers.len()).unwrap_or(i64::MAX)
    };
    let open = numbers(services.iter().flat_map(ServiceUp::open).map(|(number, _)| *number).collect());
    let unproven = numbers(services.iter().flat_map(ServiceUp::unproven).map(|(number, _)| *number).collect());
    if open > 0 {
        page.note(Tone::Warn, locale.availability_open(open));
    }
    if unproven > 0 {
        page.note(Tone::Warn, locale.availability_unproven(unproven));
    }
}

fn duration(locale: &Locale, seconds: i64) -> Cell {
    Cell::number(locale.duration(seconds), seconds)
}

fn percent(locale: &Locale, percent: Percent) -> Cell {
    Cell::number(locale.goal_at_least(locale.percent(percent.fraction())), percent.fraction())
}

fn rates(services: &[ServiceUp], locale: &Locale) -> Table {
    let mut table = Table::new("availability", locale.none())
        .column(Column::new("service", locale.title_service()))
        .column(Column::new("audience", locale.title_audience()).keep(1))
        .column(Column::new("calendar", locale.title_calendar()).keep(2))
        .column(Column::new("required_s", locale.title_required()).right())
        .column(Column::new("left_out_s", locale.title_left_out()).right())
        .column(Column::new("down_s", locale.title_down()).right())
        .column(Column::new("rate", locale.title_availability()).right())
        .column(Column::new("goal", locale.title_goal()).right())
        .column(Column::new("goal_met", locale.title_goal_met()));
    for service in services {
        table.row(rate(service, locale));
    }
    table
}

#[allow(clippy::cast_precision_loss)] // seconds of a month, far below 2^53
fn rate(service: &ServiceUp, locale: &Locale) -> [Cell; 9] {
    let ServiceUp { promise, up, .. } = service;
    let (tone, kept) = match service.is_kept() {
        Some(true) => (Tone::Good, Cell::both(locale.goal_met(), true).tone(Tone::Good)),
        Some(false) => (Tone::Bad, Cell::both(locale.goal_missed(), false).tone(Tone::Bad)),
        None => (Tone::Plain, Cell::none()),
    };
    let shown = locale.rate(up.up_s(), up.required_s, 2);
    let fraction = up.up_s() as f64 / up.required_s.max(1) as f64;
    [
        Cell::text(promise.service.as_str()),
        promise.audience.map_or_else(Cell::none, |a| Cell::both(audience(locale, a), a.code())),
        Cell::text(service.calendar.name().as_str()),
        duration(locale, up.required_s),
        duration(locale, up.left_out_s),
        duration(locale, up.down_s),
        shown.map_or_else(Cell::none, |text| Cell::number(text, fraction).tone(tone)),
        percent(locale, promise.at_least),
        kept,
    ]
}

fn audience(locale: &Locale, audience: Audience) -> String {
    match audience {
        Audience::Internal => locale.audience_internal(),
        Audience::Public => locale.audience_public(),
        Audience::Suppliers => locale.audience_suppliers(),
    }
}

fn outages(services: &[ServiceUp], zone: &Zone, locale: &Locale) -> Table {
    let mut table = Table::new("outages", locale.none())
        .column(Column::new("number", locale.title_number()).right())
        .column(Column::new("service", locale.title_service()))
        .column(Column::new("assets", locale.title_assets()))
        .column(Column::new("from", locale.title_from()))
        .column(Column::new("to", locale.title_to()))
        .column(Column::new("kind", locale.title_kind()))
        .column(Column::new("ticket", locale.title_ticket()).keep(2))
        .column(Column::new("reason", locale.title_reason()).keep(1));
    for service in services {
        for (number, outage) in &service.outages {
            let moment = |at: Instant| Cell::both(locale.moment(zone.local(at)), zone.rfc3339(at));
            let kind = match (outage.planned, outage.is_left_out(&service.promise)) {
                (true, true) => Cell::both(locale.outage_planned(), "planned"),
                (true, false) => Cell::both(locale.outage_planned_late(), "planned-late").tone(Tone::Warn),
                (false, true) => Cell::both(locale.title_left_out(), "left-out"),
                (false, false) => Cell::both(locale.outage_unplanned(), "unplanned"),
            };
            table.row([
                Cell::number(number.to_string(), number),
                Cell::text(service.promise.service.as_str()),
                Cell::text(outage.assets.iter().map(AssetTag::as_str).collect::<Vec<_>>().join(", ")),
                moment(outage.from),
                outage.to.map_or_else(|| Cell::both(locale.outage_not_over(), "").tone(Tone::Bad), moment),
                kind,
                outage.ticket.map_or_else(Cell::none, |n| Cell::both(n.to_string(), n.0)),
                Cell::from(outage.reason.as_deref()),
            ]);
        }
    }
    table
}
