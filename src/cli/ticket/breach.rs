//! Why a commitment was broken: what the verbs that record it share.

use clap::ValueEnum;

use super::record::Entry;
use crate::cli::failure::Failure;
use crate::domain::contract::target::Metric;
use crate::domain::text;
use crate::domain::ticket::breach::{self, UnknownReason};
use crate::domain::ticket::event::Happening;
use crate::report::ticket::TicketView;

/// What is promised, as it is typed.
#[derive(ValueEnum, Clone, Copy, Debug)]
#[allow(missing_docs)] // the names say it
pub enum Promised {
    Response,
    Workaround,
    Resolution,
    Update,
}

impl From<Promised> for Metric {
    fn from(promised: Promised) -> Self {
        match promised {
            Promised::Response => Self::Response,
            Promised::Workaround => Self::Workaround,
            Promised::Resolution => Self::Resolution,
            Promised::Update => Self::Update,
        }
    }
}

/// A code and a sentence, as they were typed.
#[derive(Clone, Debug)]
pub struct Given {
    /// The code.
    pub code: String,
    /// The sentence.
    pub because: Option<String>,
}

impl Given {
    /// One entry for each broken clock of `view`: of `metric` or of all, those of which nobody said why unless all are
    /// explained already.
    ///
    /// # Errors
    /// The contract knows no such code, or the sentence cannot be kept.
    pub fn entries(&self, view: &TicketView, metric: Option<Metric>) -> Result<Vec<Entry>, Failure> {
        let reason = breach::reason(&self.code, view.terms()).map_err(unknown)?;
        let because = self.because.as_deref().map(|said| text::line("sentence", said)).transpose()?;
        let wanted = |clock: &Metric| metric.is_none_or(|metric| metric == *clock);
        let open: Vec<_> = view.unexplained().filter(|c| wanted(&c.metric())).map(|c| (c.metric(), c.cycle)).collect();
        let all = || {
            let broken = view.clocks.iter().filter(|c| c.breached_at.is_some() && wanted(&c.metric()));
            broken.map(|c| (c.metric(), c.cycle)).collect::<Vec<_>>()
        };
        let clocks = if open.is_empty() { all() } else { open };
        let entry = |(metric, cycle)| {
            Entry::worded(Happening::BreachExplained { metric, cycle, reason: reason.clone() }, because.clone())
        };
        Ok(clocks.into_iter().map(entry).collect())
    }
}

/// Names the nearest code, or all.
pub fn unknown(unknown: UnknownReason) -> Failure {
    let hint = match &unknown.meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!(
            "known are {}; a contract adds its own with `[[breach_reason]]`",
            unknown.known.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", ")
        ),
    };
    Failure::refused(unknown).hinted(hint)
}
