//! Progress on standard error: only on a terminal, only after half a second.

use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Nothing is shown of work that is done sooner.
const PATIENCE: Duration = Duration::from_millis(500);
/// Steps between two looks at the watch.
const STRIDE: u64 = 256;

/// Counts steps of a long work.
pub struct Progress {
    what: &'static str,
    total: u64,
    steps: u64,
    reached: u64,
    since: Instant,
    wanted: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Begins to count `total` steps of `what` (`rows`); silent unless `wanted` and standard error is a terminal.
    #[must_use]
    pub fn new(what: &'static str, total: u64, wanted: bool) -> Self {
        let wanted = wanted && std::io::stderr().is_terminal();
        Self { what, total, steps: 0, reached: 0, since: Instant::now(), wanted, bar: None }
    }

    /// One more step is done, of a work whose total counts steps.
    pub fn step(&mut self) {
        self.reach(self.steps + 1);
    }

    /// So many steps are done in all, of a work whose total counts steps.
    pub fn reach(&mut self, done: u64) {
        self.advance(done, done);
    }

    /// One more step is done, with which `position` of the total is reached: bytes of a file, say.
    pub fn step_to(&mut self, position: u64) {
        self.advance(self.steps + 1, position);
    }

    fn advance(&mut self, steps: u64, position: u64) {
        self.steps = steps;
        self.reached = position;
        if self.wanted && self.steps.is_multiple_of(STRIDE) {
            self.draw();
        }
    }

    fn draw(&mut self) {
        let since = self.since.elapsed();
        if self.bar.is_none() && since >= PATIENCE {
            let bar = ProgressBar::with_draw_target(Some(self.total), ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {percent:>3} % {msg} {eta}") {
                bar.set_style(style);
            }
            self.bar = Some(bar);
        }
        if let Some(bar) = &self.bar {
            let rate = u128::from(self.steps) * 1000 / since.as_millis().max(1);
            bar.set_message(format!("{} {}, {}/s", HumanCount(self.steps), self.what, HumanCount(clamped(rate))));
            bar.set_position(self.reached);
        }
    }
}

fn clamped(rate: u128) -> u64 {
    u64::try_from(rate).unwrap_or(u64::MAX)
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
