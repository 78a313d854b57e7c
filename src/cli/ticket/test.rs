//! `infog ticket test`.

use super::record::{Entry, record};
use super::told;
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::Outcome;
use crate::domain::id::TicketNumber;
use crate::domain::text;
use crate::domain::ticket::change::TestResult;
use crate::domain::ticket::event::Happening;

/// Record the test of a change, or that the client does without one
///
/// A change with a window is not deployed before a test passed or somebody waived it; nor is any change whose contract
/// says `tested = true`. The last record holds.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog ticket test 42 \"On RIED-TEST-01 by Marc, restore and print: fine\"
  infog ticket test 42 --failed \"Print queue empty after the update\"
  infog ticket test 42 --waive \"Mme Weber, by mail of 3 March: no test machine\"")]
pub struct Args {
    /// Ticket number
    #[arg(value_name = "N", add = candidates::open_tickets())]
    number: TicketNumber,

    /// Where, how and by whom; who waived it
    #[arg(value_name = "TEXT")]
    said: String,

    /// It does not work
    #[arg(long, conflicts_with = "waive")]
    failed: bool,

    /// There is no test, and somebody answers for that
    #[arg(long)]
    waive: bool,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records the test.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let said = text::body("record of the test", &self.said)?;
        let result = match (self.failed, self.waive) {
            (true, _) => TestResult::Failed,
            (_, true) => TestResult::Waived,
            _ => TestResult::Passed,
        };
        let views = record(ctx, &[self.number], &self.at, |_, _, _| {
            Ok(vec![Entry::worded(Happening::ChangeTested { result }, Some(said.clone()))])
        })?;
        told::done(ctx, &views, &ctx.locale.test_result(result))
    }
}
