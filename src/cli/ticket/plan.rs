//! When a change is to happen: the options of opening and of editing.

use super::record::Before;
use crate::cli::context::Instants;
use crate::cli::failure::Failure;
use crate::domain::calendar::Zone;
use crate::domain::text;
use crate::domain::ticket::change::{BadWindow, MOST_DOWNTIME, Window};
use crate::domain::ticket::event::{Happening, Text};
use crate::domain::ticket::kind::TicketKind;

/// `--window-from`, `--window-to`, `--downtime`, `--way-back`.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct Plan {
    /// Of a change: its window begins, in the client's zone
    #[arg(long, value_name = "WHEN")]
    window_from: Option<String>,

    /// Of a change: its window ends
    #[arg(long, value_name = "WHEN")]
    window_to: Option<String>,

    /// Of a change: minutes for which the service is expected to be away; 0 is none
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(0..=i64::from(MOST_DOWNTIME)))]
    downtime: Option<u32>,

    /// Of a change: how to go back
    #[arg(long, value_name = "TEXT")]
    way_back: Option<String>,
}

impl Plan {
    /// Nothing was given.
    pub const fn is_empty(&self) -> bool {
        self.window_from.is_none() && self.window_to.is_none() && self.downtime.is_none() && self.way_back.is_none()
    }

    /// The plan of a ticket that is being opened; it is whole.
    ///
    /// # Errors
    /// It is no change, a part is missing, or the window makes no sense.
    pub fn opened(
        &self,
        kind: TicketKind,
        zone: &Zone,
        reader: Instants,
    ) -> Result<Option<(Happening, Text)>, Failure> {
        if self.is_empty() {
            return Ok(None);
        }
        if kind != TicketKind::Change {
            return Err(Failure::usage(format!("a ticket of kind `{kind}` has no window, downtime or way back"))
                .hinted("give `--kind change` with it"));
        }
        self.planned(None, None, zone, reader).map(Some)
    }

    /// The plan after an edit: what is not given stays as it was.
    ///
    /// # Errors
    /// As [`Self::opened`]; that a ticket is no change is told where the event is checked.
    pub fn edited(&self, before: &Before<'_>, reader: Instants) -> Result<Option<(Happening, Text)>, Failure> {
        if self.is_empty() {
            return Ok(None);
        }
        let known = &before.state.change;
        self.planned(known.window, known.way_back.as_deref(), before.zone, reader).map(Some)
    }

    fn planned(
        &self,
        known: Option<Window>,
        way_back: Option<&str>,
        zone: &Zone,
        reader: Instants,
    ) -> Result<(Happening, Text), Failure> {
        let instant = |typed: &Option<String>, known, option| match (typed, known) {
            (Some(text), _) => reader.ahead(text, zone),
            (None, Some(known)) => Ok(known),
            (None, None) => Err(missing(option)),
        };
        let from = instant(&self.window_from, known.map(|w| w.from), "--window-from")?;
        let to = instant(&self.window_to, known.map(|w| w.to), "--window-to")?;
        let downtime = self.downtime.or(known.map(|w| w.downtime_minutes)).ok_or_else(|| missing("--downtime"))?;
        let way_back = match self.way_back.as_deref().or(way_back) {
            Some(words) => text::body("way back", words)?,
            None => return Err(missing("--way-back")),
        };
        let window = Window::new(from, to, downtime).map_err(|bad| {
            let shown = format!("{} to {}", zone.rfc3339(from), zone.rfc3339(to));
            let hint = match bad {
                BadWindow::Backwards => "`--window-to` comes after `--window-from`",
                BadWindow::Downtime { .. } => "widen the window, or expect less",
            };
            Failure::refused(format!("{bad}: {shown}")).hinted(hint)
        })?;
        let what = Happening::ChangePlanned {
            window_from: window.from,
            window_to: window.to,
            downtime_minutes: window.downtime_minutes,
        };
        Ok((what, Text { body: Some(way_back), ..Text::default() }))
    }
}

fn missing(option: &str) -> Failure {
    Failure::usage(format!("`{option}` is missing: a change has a window, an expected downtime and a way back"))
        .hinted("give `--window-from`, `--window-to`, `--downtime` and `--way-back` together")
}
