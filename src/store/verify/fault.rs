//! What can be wrong with a file, and where.

use std::fmt;

/// What is checked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Check {
    /// Pages and indexes: the engine's own check.
    Pages,
    /// Rows that refer to others.
    References,
    /// The tables themselves, and what the file says of itself.
    Schema,
    /// The chain of events.
    Chain,
    /// Texts beside the chain.
    Texts,
    /// Numbers that never come back.
    Counters,
    /// Every table, told again from the log.
    Tables,
    /// The end of the chain that was noted elsewhere.
    Anchor,
}

impl Check {
    /// All, in the order in which they are made.
    pub const ALL: [Self; 8] = [
        Self::Pages,
        Self::References,
        Self::Schema,
        Self::Chain,
        Self::Texts,
        Self::Counters,
        Self::Tables,
        Self::Anchor,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pages => "pages",
            Self::References => "references",
            Self::Schema => "schema",
            Self::Chain => "chain",
            Self::Texts => "texts",
            Self::Counters => "counters",
            Self::Tables => "tables",
            Self::Anchor => "anchor",
        }
    }
}

/// What is wrong there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// In the engine's own words.
    Said(String),
    /// It is not what was written.
    Altered,
    /// It is not there.
    Missing,
    /// Nothing in the log explains it.
    Unexplained,
    /// This column does not hold what the log says.
    Differs {
        /// The column.
        column: &'static str,
    },
    /// It refers to a row that is not there.
    RefersToNothing {
        /// The table of that row.
        table: String,
    },
    /// A number does not hold what the log says.
    Number {
        /// What it holds.
        holds: i64,
        /// What the log says.
        said: i64,
    },
    /// It ends before the event that was noted.
    EndsBefore {
        /// The event that was noted.
        noted: i64,
    },
    /// So many more faults of the same check.
    More(usize),
}

impl What {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Said(_) => "damaged",
            Self::Altered => "altered",
            Self::Missing => "missing",
            Self::Unexplained => "unexplained",
            Self::Differs { .. } => "differs",
            Self::RefersToNothing { .. } => "refers-to-nothing",
            Self::Number { .. } => "number",
            Self::EndsBefore { .. } => "ends-before",
            Self::More(_) => "more",
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Which check found it.
    pub check: Check,
    /// Where: a table and the key of a row (`client ried`, `event 12`); nothing where the engine does not say.
    pub place: String,
    /// What.
    pub what: What,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.place.is_empty() {
            write!(f, "{} ", self.place)?;
        }
        match &self.what {
            What::Said(text) => f.write_str(text),
            What::Altered => f.write_str("is not what was written"),
            What::Missing => f.write_str("is missing"),
            What::Unexplained => f.write_str("is explained by no event"),
            What::Differs { column } => write!(f, "does not hold in `{column}` what its events say"),
            What::RefersToNothing { table } => write!(f, "refers to a row of {table} that is not there"),
            What::Number { holds, said } => write!(f, "holds {holds}, and the events say {said}"),
            What::EndsBefore { noted } => write!(f, "is the last one, and event {noted} was noted"),
            What::More(count) => write!(f, "and {count} more"),
        }
    }
}

/// So many faults of one check are told one by one.
const TOLD: usize = 50;

/// Faults as they are found.
#[derive(Default)]
pub(super) struct Faults {
    all: Vec<Fault>,
    more: Vec<(Check, usize)>,
}

impl Faults {
    /// One more.
    pub(super) fn add(&mut self, check: Check, place: impl Into<String>, what: What) {
        if self.all.iter().rev().filter(|fault| fault.check == check).count() < TOLD {
            self.all.push(Fault { check, place: place.into(), what });
            return;
        }
        match self.more.iter_mut().find(|(of, _)| *of == check) {
            Some((_, count)) => *count += 1,
            None => self.more.push((check, 1)),
        }
    }

    /// All that was found, by check.
    pub(super) fn into_vec(self) -> Vec<Fault> {
        let more = self.more.into_iter();
        let more = more.map(|(check, count)| Fault { check, place: String::new(), what: What::More(count) });
        let mut all: Vec<Fault> = self.all.into_iter().chain(more).collect();
        all.sort_by_key(|fault| fault.check); // keeps the order within a check
        all
    }
}
