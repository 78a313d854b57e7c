//! A client's month read from the index of events: each ticket once, in its contract's report.

use std::rc::Rc;

use crate::cli::desk::Desk;
use crate::cli::failure::Failure;
use crate::domain::client::{Client, Language};
use crate::domain::id::{ContractRef, TicketNumber};
use crate::domain::instant::Instant;
use crate::domain::sla::story::{Move, Step};
use crate::domain::sla::{AsOf, Rules, Subject};
use crate::domain::ticket::event::{Governed, Happening};
use crate::report::sla::{Case, SlaReport};
use crate::store::ticket::{Mark, Selection};
use crate::store::{self, Db};

/// A report being counted.
pub struct Ledger {
    /// The figures so far.
    pub report: SlaReport,
    /// Whose tickets it takes; `None` takes those without a contract.
    pub contract: Option<ContractRef>,
    /// In which it is told.
    pub language: Language,
}

/// One ticket, gathered from its marks.
struct Gathered {
    number: TicketNumber,
    opened_at: Instant,
    opening: Rc<Happening>,
    governed: Option<Box<Governed>>,
    steps: Vec<Step>,
    recorded: Vec<(Instant, Instant)>,
}

/// Counts every ticket that the month of any ledger can touch.
///
/// # Errors
/// The database, or a calendar that is missing.
pub fn count(desk: &mut Desk, db: &mut dyn Db, client: &Client, ledgers: &mut [Ledger]) -> Result<(), Failure> {
    let from = ledgers.iter().map(|l| l.report.period.from).min().unwrap_or(Instant(0));
    let to = ledgers.iter().map(|l| l.report.period.to).max().unwrap_or(Instant(0));
    let as_of = ledgers.iter().map(|l| l.report.period.as_of).max_by_key(|a| a.now).unwrap_or(AsOf::before(to));
    let selection = Selection::Touching { client: Some(&client.code), from, to };
    let mut tickets = Vec::new();
    store::ticket::events_for_sla(db, &selection, &mut |number, marks| {
        tickets.extend(gathered(number, marks, as_of));
        Ok(())
    })?;
    for ticket in &tickets {
        let Some(governed) = ticket.governed() else { continue };
        let rules = match &governed.contract {
            Some(contract) if governed.excluded.is_none() => desk.rules(db, contract, governed.amendment)?,
            _ => None,
        };
        if let Some(ledger) = place(ledgers, governed.contract.as_ref()) {
            add(&mut ledger.report, ticket, governed, rules.as_deref());
        }
    }
    Ok(())
}

/// The ledger that takes a ticket of `contract`; one without a contract goes to the only ledger, or to the one apart.
fn place<'l>(ledgers: &'l mut [Ledger], contract: Option<&ContractRef>) -> Option<&'l mut Ledger> {
    let alone = ledgers.len() == 1 && contract.is_none();
    ledgers.iter_mut().find(|l| alone || l.contract.as_ref() == contract)
}

fn add(report: &mut SlaReport, ticket: &Gathered, governed: &Governed, rules: Option<&Rules>) {
    let Happening::Opened(opening) = &*ticket.opening else { return };
    let (from, to) = (report.period.from, report.period.to);
    let late = ticket.recorded.iter().filter(|(at, recorded)| *at >= from && *at < to && *recorded >= to).count();
    let case = Case {
        number: ticket.number,
        subject: Subject {
            opened_at: ticket.opened_at,
            kind: opening.kind,
            line: governed.line.as_ref(),
            severity: opening.severity.as_ref(),
            severities: &governed.severities,
        },
        excluded: governed.excluded,
        steps: &ticket.steps,
        late_records: u32::try_from(late).unwrap_or(u32::MAX),
    };
    report.add(&case, rules);
}

impl Gathered {
    /// What governs it: as found at opening, or anew where assets were edited or the opening was moved.
    fn governed(&self) -> Option<&Governed> {
        match (&self.governed, &*self.opening) {
            (Some(governed), _) => Some(governed),
            (None, Happening::Opened(opening)) => Some(&opening.governed),
            _ => None,
        }
    }
}

/// Marks with their corrections applied, in the order of instants and sequence; what was edited later is not read.
fn gathered(number: TicketNumber, marks: &[Mark], as_of: AsOf) -> Option<Gathered> {
    let opening = marks.iter().find(|m| matches!(*m.what, Happening::Opened(_)))?;
    let mut ticket = Gathered {
        number,
        opened_at: opening.at,
        opening: Rc::clone(&opening.what),
        governed: None,
        steps: Vec::with_capacity(marks.len()),
        recorded: Vec::with_capacity(marks.len()),
    };
    let corrected = marks.iter().any(|m| matches!(*m.what, Happening::Corrected { .. }));
    let mut order: Vec<(Instant, u32, &Mark)> = Vec::with_capacity(marks.len());
    for mark in marks {
        if matches!(*mark.what, Happening::Edited { .. }) && !as_of.holds(mark.at) {
            continue;
        }
        ticket.recorded.push((mark.at, mark.recorded_at));
        match &*mark.what {
            Happening::Corrected { governed: Some(governed), .. }
            | Happening::Edited { governed: Some(governed), .. } => ticket.governed = Some(governed.clone()),
            _ => {}
        }
        let at = if corrected { moved(marks, mark) } else { mark.at };
        if mark.seq == opening.seq {
            ticket.opened_at = at;
        } else {
            order.push((at, mark.seq, mark));
        }
    }
    order.sort_unstable_by_key(|(at, seq, _)| (*at, *seq));
    ticket.steps.extend(order.into_iter().filter_map(|(at, _, m)| Some(Step { at, what: Move::of(&m.what)? })));
    Some(ticket)
}

/// When it happened as the last correction says (rule 2).
fn moved(marks: &[Mark], mark: &Mark) -> Instant {
    let corrects = |m: &&Mark| matches!(&*m.what, Happening::Corrected { of, .. } if *of == mark.seq);
    marks.iter().rfind(corrects).map_or(mark.at, |m| m.at)
}
