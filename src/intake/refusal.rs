//! What a foreign file is refused for: one row with its line, or the whole with its place.

use serde::Serialize;

use super::agent_file::BadAgentFile;
use super::bytes::BadBytes;
use super::delimited::BadRow;
use super::workbook::BadWorkbook;
use crate::domain::nearest::hint;

/// One line that was not taken, and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Refusal {
    /// The line of the file on which the row begins, from 1.
    pub line: u64,
    /// The column by infog's name, or by its header; empty where the whole row is at fault.
    pub column: String,
    /// As it stood there, shortened.
    pub value: String,
    /// Why, as a sentence that names the value.
    pub reason: String,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}", self.line)?;
        if !self.column.is_empty() {
            write!(f, ", column `{}`", self.column)?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// A file of which no line is taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{source_name}: {fault}")]
pub struct IntakeError {
    /// The file as it was named, or `standard input`.
    pub source_name: String,
    /// Why.
    pub fault: Fault,
}

/// Why no line of a file is taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is no text.
    #[error(transparent)]
    Bytes(#[from] BadBytes),
    /// It is no workbook.
    #[error(transparent)]
    Workbook(#[from] BadWorkbook),
    /// It is no file of an agent.
    #[error(transparent)]
    Agent(#[from] BadAgentFile),
    /// Its rows cannot be told apart.
    #[error(transparent)]
    Row(#[from] BadRow),
    /// Nothing but blanks.
    #[error("the file is empty; its first line names the columns")]
    Empty,
    /// A header that is no column.
    #[error(
        "line {line}, column {column}: unknown header `{header}`; say what it is with `--map '{header}=FIELD'`, leave it out with `--map '{header}=-'`, or keep every unknown one with `--map '*=attr'`{}",
        hint(.nearest.as_deref())
    )]
    UnknownHeader {
        /// Its line.
        line: u64,
        /// Its place in the row, from 1.
        column: usize,
        /// As it is written.
        header: String,
        /// The column that may have been meant.
        nearest: Option<String>,
    },
    /// Two headers that are one column.
    #[error("line {line}: `{first}` and `{second}` are both `{field}`; leave one out with `--map '{second}=-'`")]
    TwoHeaders {
        /// Their line.
        line: u64,
        /// The first.
        first: String,
        /// The second.
        second: String,
        /// What both mean.
        field: String,
    },
    /// A column without which no row can be read.
    #[error(
        "line {line}: no column for `{field}`; name it with `--map 'Header={field}'`{}",
        if *.field == "kind" { ", or give every line the same with `--set kind=server`" } else { "" }
    )]
    NoColumn {
        /// The header's line.
        line: u64,
        /// The column.
        field: &'static str,
    },
    /// A header at fault that is the export of a program that infog knows.
    #[error("{fault}; the columns are those of an export: `--from {program}` reads them")]
    OfExport {
        /// What is at fault.
        fault: Box<Fault>,
        /// The program's name.
        program: &'static str,
    },
    /// `--map` that cannot be read.
    #[error("`--map '{0}'` is no mapping; write `--map 'Header=field'`, or `--map 'Header=-'` to leave a column out")]
    BadMap(String),
    /// `--map` to a column that does not exist.
    #[error("`--map '{header}={field}'`: unknown field `{field}`{}", hint(.nearest.as_deref()))]
    UnknownField {
        /// The header.
        header: String,
        /// The field asked for.
        field: String,
        /// What may have been meant.
        nearest: Option<String>,
    },
    /// `--map` for a header that the file lacks.
    #[error("`--map '{header}=…'`: the file has no header `{header}`{}", hint(.nearest.as_deref()))]
    NoSuchHeader {
        /// The header asked for.
        header: String,
        /// What may have been meant.
        nearest: Option<String>,
    },
    /// A constant value that its column refuses.
    #[error("`{field}={value}`: {reason}")]
    BadConstant {
        /// The column.
        field: String,
        /// The value.
        value: String,
        /// Why.
        reason: String,
    },
}

impl Fault {
    /// This fault of that file.
    #[must_use]
    pub fn of(self, source_name: &str) -> IntakeError {
        IntakeError { source_name: source_name.to_owned(), fault: self }
    }
}
