//! What `infog doctor` finds: each with what it is about and the command that mends it.

mod page;

use chrono::NaiveDate;
use serde_json::{Value, json};

pub use page::{page, table};

use crate::domain::id::{CalendarName, ClientCode, ContractRef, TicketNumber};
use crate::domain::instant::Month;
use crate::locale::Locale;

/// How much it matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Figures or deadlines are wrong, or will be.
    Problem,
    /// Somebody has to decide or to complete something.
    Warning,
    /// Good to know; nothing is wrong.
    Note,
}

impl Severity {
    /// All of them, the gravest first.
    pub const ALL: [Self; 3] = [Self::Problem, Self::Warning, Self::Note];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// What is wrong, with what its sentence needs beside its subjects.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// A calendar that rests on some days of the week keeps no holidays in a territory that has them.
    NoHolidays {
        /// A holiday of the next year on which its desk would be open.
        open_on: NaiveDate,
    },
    /// A calendar that does not open on any day of the month.
    NeverOpens {
        /// The month.
        month: Month,
    },
    /// A calendar that does not open on any day of the next year.
    ClosedNextYear {
        /// That year.
        year: i32,
    },
    /// Closures of this year, and none of the next.
    NoClosures {
        /// The next year.
        year: i32,
        /// Those of this year.
        reasons: Vec<String>,
    },
    /// A contract that commits to no delay.
    NoTargets,
    /// A contract without a way out.
    NoReversibility,
    /// Assets or open tickets of a client that no contract serves.
    NoContract {
        /// How many assets.
        assets: usize,
        /// How many open tickets.
        tickets: usize,
    },
    /// Assets that no contract covers.
    InNone,
    /// Assets that two contracts cover.
    InTwo {
        /// The contract that may keep them.
        other: ContractRef,
    },
    /// A last day for notice.
    Notice {
        /// Days from today.
        days: i64,
    },
    /// A last day of a term that no notice precedes.
    Term {
        /// Days from today.
        days: i64,
    },
    /// Open tickets of a client that is archived.
    Archived,
    /// The provider's own insurance ends, or is over.
    Insurance {
        /// Days from today.
        days: i64,
    },
    /// Clocks go forward or back.
    ClockChange {
        /// Where.
        zone: String,
        /// Forward by so many seconds; back where it is below zero.
        forward_s: i64,
        /// Calendars that are open then, with the open seconds that they lose or win.
        calendars: Vec<(CalendarName, i64)>,
    },
}

impl What {
    /// Every kind by its code, in the order in which help lists them.
    pub const CODES: [&'static str; 14] = [
        "no-holidays",
        "never-opens",
        "closed-next-year",
        "no-closures",
        "no-sla",
        "no-reversibility",
        "no-contract",
        "in-no-contract",
        "in-two-contracts",
        "notice",
        "term",
        "archived-client",
        "insurance",
        "clock-change",
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoHolidays { .. } => "no-holidays",
            Self::NeverOpens { .. } => "never-opens",
            Self::ClosedNextYear { .. } => "closed-next-year",
            Self::NoClosures { .. } => "no-closures",
            Self::NoTargets => "no-sla",
            Self::NoReversibility => "no-reversibility",
            Self::NoContract { .. } => "no-contract",
            Self::InNone => "in-no-contract",
            Self::InTwo { .. } => "in-two-contracts",
            Self::Notice { .. } => "notice",
            Self::Term { .. } => "term",
            Self::Archived => "archived-client",
            Self::Insurance { .. } => "insurance",
            Self::ClockChange { .. } => "clock-change",
        }
    }
}

/// One thing to mend.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// What it is.
    pub what: What,
    /// Whose.
    pub client: Option<ClientCode>,
    /// Of which contract.
    pub contract: Option<ContractRef>,
    /// Of which calendar.
    pub calendar: Option<CalendarName>,
    /// Of which assets, by tag.
    pub assets: Vec<String>,
    /// Of which tickets.
    pub tickets: Vec<TicketNumber>,
    /// The day that it is about.
    pub on: Option<NaiveDate>,
    /// The line for a shell that mends it; of a note, the one that shows it.
    pub command: String,
}

impl Finding {
    /// A finding about nothing in particular.
    #[must_use]
    pub const fn new(severity: Severity, what: What, command: String) -> Self {
        Self {
            severity,
            what,
            client: None,
            contract: None,
            calendar: None,
            assets: Vec::new(),
            tickets: Vec::new(),
            on: None,
            command,
        }
    }

    fn order(&self) -> impl Ord + use<'_> {
        let named = |text: Option<&str>| text.map(str::to_lowercase);
        let client = named(self.client.as_ref().map(ClientCode::as_str));
        let contract = named(self.contract.as_ref().map(ContractRef::as_str));
        let place = What::CODES.iter().position(|code| *code == self.what.code());
        (self.severity, client, contract, place, self.on, named(self.calendar.as_ref().map(CalendarName::as_str)))
    }
}

/// What was looked at.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Looked {
    /// Clients, archived ones too.
    pub clients: usize,
    /// Contracts that are not over.
    pub contracts: usize,
    /// Calendars.
    pub calendars: usize,
    /// Assets that are neither retired nor lost.
    pub assets: usize,
}

/// Everything that was found.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Findings {
    /// The gravest first.
    pub all: Vec<Finding>,
    /// What was looked at.
    pub looked: Looked,
}

impl Findings {
    /// The gravest first, then by client and contract.
    pub fn sort(&mut self) {
        self.all.sort_by(|a, b| a.order().cmp(&b.order()));
    }

    /// How many of that severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.all.iter().filter(|one| one.severity == severity).count()
    }

    /// Whether there is nothing to mend: notes are no harm.
    #[must_use]
    pub fn are_healthy(&self) -> bool {
        self.all.iter().all(|one| one.severity == Severity::Note)
    }
}

/// For programs; `message` is in the language of `locale`.
#[must_use]
pub fn json(findings: &Findings, locale: &Locale) -> Value {
    let one = |finding: &Finding| {
        json!({
            "severity": finding.severity.code(),
            "kind": finding.what.code(),
            "client": finding.client,
            "contract": finding.contract,
            "calendar": finding.calendar,
            "assets": finding.assets,
            "tickets": finding.tickets,
            "on": finding.on,
            "message": page::sentence(finding, locale),
            "command": finding.command,
        })
    };
    let Looked { clients, contracts, calendars, assets } = findings.looked;
    json!({
        "healthy": findings.are_healthy(),
        "problems": findings.count(Severity::Problem),
        "warnings": findings.count(Severity::Warning),
        "notes": findings.count(Severity::Note),
        "looked_at": { "clients": clients, "contracts": contracts, "calendars": calendars, "assets": assets },
        "findings": findings.all.iter().map(one).collect::<Vec<_>>(),
    })
}
