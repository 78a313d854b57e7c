//! The month that a contract promised, judged: flow, rates, breaches, what is undecided and what is left out
//! (rules 24 to 26). Pure: facts and a month in, figures out.

mod count;
mod figures;
mod goals;
mod period;

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::domain::calendar::Calendar;
use crate::domain::contract::target::Metric;
use crate::domain::contract::terms::Terms;
use crate::domain::id::{ClientCode, ContractRef, SeverityCode, TicketNumber};
use crate::domain::sla::{Rules, Step, Subject};
use crate::domain::ticket::breach::Explanation;
use crate::domain::ticket::event::Excluded;
use crate::domain::ticket::kind::TicketKind;
use crate::domain::ticket::lifecycle::Status;
use crate::domain::ticket::origin::Tool;

pub use count::excluded_by;
pub use figures::{Backlog, Breach, Effort, Flow, Key, LeftOut, Row, Undecided, Unjudged, Waiting};
pub use period::Period;

use super::availability::ServiceUp;
use super::calls::CallReport;
use super::changes::{Changes, Followed};
use super::numbers::Numbers;
use super::volume::Statement;

/// One ticket as the report needs it.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// Its number.
    pub number: TicketNumber,
    /// What governs it.
    pub subject: Subject<'a>,
    /// Why it never had a commitment, if so.
    pub excluded: Option<Excluded>,
    /// What happened, in order; later than the month's end does not matter.
    pub steps: &'a [Step],
    /// Events of the month that were recorded after its end (rule 2).
    pub late_records: u32,
    /// The program that it was imported from, if it was.
    pub imported: Option<Tool>,
    /// What is said of its breaches today: an explanation is no figure, and may come after the month.
    pub explained: &'a [Explanation],
}

/// The report of one contract for one month.
#[derive(Clone, Debug)]
pub struct SlaReport {
    /// Whose.
    pub client: ClientCode,
    /// `None`: the tickets of a client that no contract governs.
    pub contract: Option<ContractRef>,
    /// When.
    pub period: Period,
    /// The version in force at the end of the month: goals, sample, severities.
    pub terms: Option<Rc<Terms>>,
    /// The contract's own calendar.
    pub desk: Option<Rc<Calendar>>,
    /// In and out.
    pub flow: Flow,
    /// In and out of each kind of ticket.
    pub kinds: BTreeMap<TicketKind, Flow>,
    /// Open at the end, by ticket.
    pub backlog: Vec<Backlog>,
    /// Tickets opened in it, by ticket.
    pub opened: Numbers,
    /// Counts.
    pub rows: BTreeMap<Key, Row>,
    /// Severities in the order of the rows' index.
    pub severities: Vec<SeverityCode>,
    /// By ticket.
    pub breaches: Vec<Breach>,
    /// By ticket.
    pub undecided: Vec<Undecided>,
    /// By ticket.
    pub waiting: Vec<Waiting>,
    /// By ticket.
    pub left_out: Vec<LeftOut>,
    /// Tickets in scope reopened in the month, and tickets in scope resolved in it.
    pub reopened: (Vec<TicketNumber>, u32),
    /// Tickets with events of the month recorded after its end, and how many.
    pub recorded_late: Vec<(TicketNumber, u32)>,
    /// Tickets of the month that were imported, each with the program that it comes from.
    pub imported: Vec<(TicketNumber, Tool)>,
    /// What cannot be judged of them: in no rate.
    pub unjudged: Vec<Unjudged>,
    /// What the month consumed of the contract's volume; none where it has none.
    pub volume: Option<Statement>,
    /// The work of the month under the contract.
    pub effort: Effort,
    /// Problems and changes, once the report is finished.
    pub changes: Changes,
    /// Of these tickets they are told.
    followed: Vec<Followed>,
    /// Incidents opened in the month.
    incidents: u32,
    /// The services that it promises to keep up.
    pub services: Vec<ServiceUp>,
    /// The calls of the month, where the contract speaks of them.
    pub calls: Option<CallReport>,
}

impl SlaReport {
    /// An empty month, with a row for each commitment that `terms` promise to incidents and requests.
    #[must_use]
    pub fn new(client: ClientCode, contract: Option<ContractRef>, period: Period, rules: Option<&Rules>) -> Self {
        let terms = rules.map(Rules::shared_terms);
        let coded = |t: &Rc<Terms>| t.severities.iter().map(|s| s.code.clone()).collect();
        let severities = terms.as_ref().map(coded).unwrap_or_default();
        let mut report = Self {
            client,
            contract,
            period,
            terms: terms.clone(),
            desk: rules.map(|r| Rc::clone(r.desk())),
            flow: Flow::default(),
            kinds: BTreeMap::new(),
            backlog: Vec::new(),
            opened: Numbers::default(),
            rows: BTreeMap::new(),
            severities,
            breaches: Vec::new(),
            undecided: Vec::new(),
            waiting: Vec::new(),
            left_out: Vec::new(),
            reopened: (Vec::new(), 0),
            recorded_late: Vec::new(),
            imported: Vec::new(),
            unjudged: Vec::new(),
            volume: None,
            effort: Effort::default(),
            changes: Changes::default(),
            followed: Vec::new(),
            incidents: 0,
            services: Vec::new(),
            calls: None,
        };
        if let Some(terms) = terms {
            report.promised_rows(&terms);
        }
        report
    }

    /// Rows that stand even when nothing was decided: a promise without a case is shown as such.
    fn promised_rows(&mut self, terms: &Terms) {
        for target in &terms.targets {
            let kinds = target.ticket.map_or_else(|| vec![TicketKind::Incident, TicketKind::Request], |k| vec![k]);
            for metric in Metric::ALL.into_iter().filter(|m| target.commitment(*m).is_some()) {
                for kind in &kinds {
                    self.rows.entry((!target.firm, *kind, metric, None)).or_default();
                    if let Some(severity) = &target.severity {
                        let index = self.index_of(severity);
                        self.rows.entry((!target.firm, *kind, metric, Some(index))).or_default();
                    }
                }
            }
        }
    }

    fn index_of(&mut self, severity: &SeverityCode) -> usize {
        match self.severities.iter().position(|s| s == severity) {
            Some(index) => index,
            None => {
                self.severities.push(severity.clone());
                self.severities.len() - 1
            }
        }
    }

    /// Takes note of a ticket for the section on problems and changes; most incidents only count.
    pub fn follow(&mut self, ticket: Followed) {
        let is_incident = ticket.kind == TicketKind::Incident;
        let opened = is_incident && ticket.status != Status::Cancelled && self.period.holds(ticket.opened_at);
        self.incidents += u32::from(opened);
        if ticket.kind != TicketKind::Request && !(is_incident && ticket.links.is_empty()) {
            self.followed.push(ticket);
        }
    }

    /// Puts every list in the order of ticket numbers.
    #[must_use]
    pub fn finished(mut self) -> Self {
        for row in self.rows.values_mut() {
            row.met_tickets.sort();
            row.breached_tickets.sort();
            row.undecided_tickets.sort();
        }
        let watch_days = self.terms.as_ref().and_then(|terms| terms.change).unwrap_or_default().watch_days;
        self.changes = Changes::of(&std::mem::take(&mut self.followed), self.incidents, &self.period, watch_days);
        self.opened.sort();
        self.backlog.sort_by_key(|b| b.ticket);
        self.breaches.sort_by_key(|b| (b.ticket, b.metric, b.breached_at));
        self.undecided.sort_by_key(|u| (u.ticket, u.metric));
        self.waiting.sort_by_key(|w| w.ticket);
        self.left_out.sort_by_key(|l| l.ticket);
        self.reopened.0.sort_unstable();
        self.recorded_late.sort_unstable();
        self.imported.sort_unstable();
        self.unjudged.sort_by_key(|u| (u.ticket, u.metric));
        self
    }

    /// Whether nothing at all happened.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.flow == Flow::default() && self.rows.values().all(Row::is_empty) && self.left_out.is_empty()
    }
}
