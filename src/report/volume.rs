//! The account of a contract's volume over some days: its lines, its figures, what they cost (rule 27).

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::domain::calendar::Calendar;
use crate::domain::contract::Contract;
use crate::domain::contract::terms::Terms;
use crate::domain::contract::volume::{Volume, VolumeUnit};
use crate::domain::id::TicketNumber;
use crate::domain::money::Decimal;
use crate::domain::ticket::event::WorkMode;
use crate::domain::volume::block::Origin;
use crate::domain::volume::charge::Charged;
use crate::domain::volume::figures::{Figures, figures};
use crate::domain::volume::ledger::{Line, What};
use crate::domain::volume::{Entry, Source, TopUp};

/// Everything that happened to a volume until some day.
#[derive(Clone, Debug)]
pub struct Account {
    /// Whose.
    pub contract: Rc<Contract>,
    /// Working hours; its zone is that of the dates.
    pub calendar: Rc<Calendar>,
    /// What was bought on top.
    pub top_ups: Vec<TopUp>,
    /// Every line, in order.
    pub lines: Vec<Line>,
}

impl Account {
    /// The volume that holds on `day`, or the last one that did.
    #[must_use]
    pub fn volume_on(&self, day: NaiveDate) -> Option<&Volume> {
        let versions = self.contract.versions().iter().rev();
        versions.filter(|v| v.effective_on <= day).find_map(|v| v.volume.as_ref())
    }

    /// First and last day of the included period that holds `day`; the whole contract where there is none.
    #[must_use]
    pub fn period_of(&self, blocks: &[crate::domain::volume::block::Block], day: NaiveDate) -> (NaiveDate, NaiveDate) {
        let included = blocks.iter().rfind(|b| b.origin == Origin::Included && b.from <= day);
        let starts = self.contract.versions().first().map_or(day, |terms| terms.starts_on);
        included.map_or((starts, day), |b| (b.from, b.period_to.unwrap_or(day)))
    }
}

/// An account over some days, both included.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The terms on its last day.
    pub terms: Terms,
    /// What is counted.
    pub volume: Volume,
    /// Its zone.
    pub zone: crate::domain::calendar::Zone,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// The lines of these days.
    pub lines: Vec<Line>,
    /// Their sums.
    pub figures: Figures,
    /// What was bought on top.
    pub top_ups: Vec<TopUp>,
    /// Titles of the tickets that it names.
    pub titles: BTreeMap<TicketNumber, String>,
    /// Texts of work without a ticket, by position of the event.
    pub texts: HashMap<i64, String>,
}

impl Statement {
    /// The statement of `account` from `from` to `to`; none where the contract never had a volume by then.
    #[must_use]
    pub fn new(account: &Account, from: NaiveDate, to: NaiveDate) -> Option<Self> {
        let terms = account.contract.version_on(to)?.clone();
        let volume = account.volume_on(to)?.clone();
        let lines: Vec<Line> = account.lines.iter().filter(|l| from <= l.day && l.day <= to).cloned().collect();
        Some(Self {
            terms,
            volume,
            zone: account.calendar.zone().clone(),
            from,
            to,
            figures: figures(&account.contract, &account.lines, from, to),
            lines,
            top_ups: account.top_ups.clone(),
            titles: BTreeMap::new(),
            texts: HashMap::new(),
        })
    }

    /// The tickets that it names.
    pub fn tickets(&self) -> impl Iterator<Item = TicketNumber> + '_ {
        self.lines.iter().filter_map(|line| match &line.what {
            What::Opened(number) => Some(*number),
            What::Worked(entry, _) => match entry.source {
                Source::Ticket(number, _) => Some(number),
                Source::Contract(_) => None,
            },
            _ => None,
        })
    }

    /// Whether anything happened or is included: a contract without a volume has nothing to state.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.figures == Figures::default()
    }
}

/// A quantity for programs: whole ones are integers.
#[must_use]
pub fn quantity(value: Decimal) -> Value {
    let scaled = value.ten_thousandths();
    match scaled % 10_000 {
        0 => json!(scaled / 10_000),
        #[allow(clippy::cast_precision_loss)] // far below 2^53
        _ => json!(scaled as f64 / 10_000.0),
    }
}

/// The sums for programs, as they stand in `report sla` too.
#[must_use]
pub fn sums(statement: &Statement) -> Value {
    let Figures { opening, included, bought, expired, burnt, overrun, closing, .. } = &statement.figures;
    let figures = &statement.figures;
    let mut sums = json!({
        "unit": statement.volume.unit,
        "opening": quantity(*opening),
        "included": quantity(*included),
        "bought": quantity(*bought),
        "expired": quantity(*expired),
        "raw_minutes": figures.raw_minutes,
        "charged_minutes": figures.charged_minutes,
        "burnt": quantity(*burnt),
        "overrun": quantity(*overrun),
        "overrun_amount": figures.overrun_amount,
        "out_of_scope_minutes": figures.out_of_scope_minutes,
        "out_of_scope_amount": figures.out_of_scope_amount,
        "visits": figures.visits,
        "travel_amount": figures.travel_amount,
        "closing": quantity(*closing),
        "currency": statement.terms.currency(),
    });
    if let (VolumeUnit::Minute, Value::Object(object)) = (statement.volume.unit, &mut sums) {
        object.insert("overrun_minutes".into(), quantity(*overrun));
    }
    sums
}

/// The whole statement for programs.
#[must_use]
pub fn statement(statement: &Statement) -> Value {
    json!({
        "client": statement.terms.client,
        "contract": statement.terms.contract,
        "amendment": statement.terms.amendment,
        "period": {"from": statement.from, "to": statement.to, "zone": statement.zone.name()},
        "volume": sums(statement),
        "lines": statement.lines.iter().map(|line| line_json(statement, line)).collect::<Vec<_>>(),
    })
}

/// The stable code of what a line is.
#[must_use]
pub const fn code(what: &What) -> &'static str {
    match what {
        What::Credit(Origin::Included) => "included",
        What::Credit(Origin::TopUp(_)) => "bought",
        What::Expired(_) => "expired",
        What::Settled => "settled",
        What::Worked(..) => "work",
        What::Opened(_) => "ticket",
    }
}

fn line_json(statement: &Statement, line: &Line) -> Value {
    let mut json = json!({
        "date": line.day,
        "at": statement.zone.rfc3339(line.at),
        "what": code(&line.what),
        "change": quantity(line.change),
        "overrun": quantity(line.overrun),
        "balance": quantity(line.balance),
        "used_percent": line.used_percent(),
    });
    let Value::Object(object) = &mut json else { return json };
    match &line.what {
        What::Opened(number) => {
            object.insert("ticket".into(), json!(number));
        }
        What::Worked(entry, charged) => {
            let Value::Object(work) = work_json(statement, entry, charged) else { return json };
            object.extend(work);
        }
        _ => {}
    }
    json
}

fn work_json(statement: &Statement, entry: &Entry, charged: &Charged) -> Value {
    let (ticket, seq, text) = match entry.source {
        Source::Ticket(number, seq) => (Some(number), Some(seq), None),
        Source::Contract(event) => (None, None, statement.texts.get(&event)),
    };
    json!({
        "ticket": ticket,
        "seq": seq,
        "by": entry.by,
        "mode": entry.mode,
        "nature": entry.work.nature,
        "quote": entry.work.quote,
        "unit": entry.work.unit,
        "quantity": entry.work.unit.as_ref().map(|_| quantity(entry.work.quantity.unwrap_or(Decimal::ONE))),
        "in_scope": entry.in_scope,
        "raw_minutes": charged.raw,
        "rounded_minutes": charged.rounded,
        "at_least_minutes": charged.at_least,
        "out_of_hours_s": charged.out_of_hours_s,
        "charged_minutes": charged.minutes,
        "rules": rules(&statement.volume, entry, charged),
        "recorded_at": statement.zone.rfc3339(entry.recorded_at),
        "text": text,
    })
}

/// The rules that changed the minutes of an entry, as codes with what they take.
fn rules(volume: &Volume, entry: &Entry, charged: &Charged) -> Vec<String> {
    let mut rules = Vec::new();
    if charged.rounded != charged.raw {
        rules.push(format!("rounding {}", volume.rounding));
    }
    if charged.at_least != charged.rounded && entry.mode == WorkMode::OnSite {
        rules.push(format!("on-site-minimum {}", volume.on_site_minimum));
    }
    if charged.out_of_hours_s > 0 && volume.out_of_hours_factor != Decimal::ONE {
        rules.push(format!("out-of-hours-factor {}", volume.out_of_hours_factor));
    }
    if !entry.in_scope {
        rules.push("out-of-scope".to_owned());
    }
    rules
}
