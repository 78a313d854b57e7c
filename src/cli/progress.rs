//! Progress on standard error: only on a terminal, only after half a second.

use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Nothing is shown of work that is done sooner.
const PATIENCE: Duration = Duration::from_millis(500);
/// Steps between two looks at the watch.
const STRIDE: u64 = 256;

/// Counts steps of a long work.
pub struct Progress {
    what: &'static str,
    total: u64,
    done: u64,
    since: Instant,
    wanted: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Begins to count `total` steps of `what` (`rows`); silent unless `wanted` and standard error is a terminal.
    #[must_use]
    pub fn new(what: &'static str, total: u64, wanted: bool) -> Self {
        let wanted = wanted && std::io::stderr().is_terminal();
        Self { what, total, done: 0, since: Instant::now(), wanted, bar: None }
    }

    /// One more step is done.
    pub fn step(&mut self) {
        self.done += 1;
        if self.wanted && self.done.is_multiple_of(STRIDE) {
            self.draw();
        }
    }

    /// So many steps are done in all.
    pub fn reach(&mut self, done: u64) {
        self.done = done;
        if self.wanted && self.done.is_multiple_of(STRIDE) {
            self.draw();
        }
    }

    fn draw(&mut self) {
        if self.bar.is_none() && self.since.elapsed() >= PATIENCE {
            let bar = ProgressBar::with_draw_target(Some(self.total), ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {human_pos}/{human_len} {msg} {eta}") {
                bar.set_style(style);
            }
            bar.set_message(self.what);
            self.bar = Some(bar);
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.done);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
