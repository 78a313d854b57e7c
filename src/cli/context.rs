//! What a verb is handed: settings, clock, output, and the questions that every verb asks.

use serde_json::Value;

use super::clock::Clock;
use super::config::Environment;
use super::config::settings::{Format, Settings};
use super::failure::Failure;
use super::output::Output;
use super::prompt::Prompt;
use crate::domain::calendar::{Calendar, Zone};
use crate::domain::id::folded;
use crate::domain::instant::Instant;
use crate::locale::Locale;
use crate::report::page::Page;

/// Reads instants as people write them, relative to one now.
#[derive(Clone, Copy, Debug)]
pub struct Instants {
    now: Instant,
}

impl Instants {
    /// The instant that `text` means in `zone`.
    ///
    /// # Errors
    /// It means none, or two.
    pub fn read(self, text: &str, zone: &Zone) -> Result<Instant, Failure> {
        let _ = (self.now, zone);
        Ok(Instant(chrono::DateTime::parse_from_rfc3339(text).map_err(Failure::usage)?.timestamp()))
    }
}

/// One answer in both its forms; the settings choose which one is printed.
pub struct Answer {
    /// For programs.
    pub json: Value,
    /// For people, spreadsheets and documents.
    pub page: Page,
}

/// Everything that a verb may use of the world.
pub struct Ctx {
    /// Where answers and remarks go.
    pub out: Output,
    /// Decided settings.
    pub settings: Settings,
    /// The only now.
    pub clock: Clock,
    /// Who may be asked.
    pub prompt: Prompt,
    /// The reader's words, numbers and dates.
    pub locale: Locale,
    /// The variables of the process.
    pub environment: Environment,
    zone: Zone,
}

impl Ctx {
    /// Everything from the settings: the clock is read once, or replaced by `--now`.
    ///
    /// # Errors
    /// `--now` or `--tz` cannot be read.
    pub fn new(settings: Settings, environment: Environment) -> Result<Self, Failure> {
        let out = Output::new(&settings, &environment);
        let prompt = Prompt::new(settings.no_input, settings.yes);
        let zone = Zone::named(&settings.timezone.value)?;
        let clock = match &settings.now {
            None => Clock::of_machine(),
            Some(now) => {
                let reader = Instants { now: Clock::of_machine().now() };
                Clock::replaced(reader.read(&now.value, &zone)?)
            }
        };
        let locale = Locale::new(settings.language.value.into());
        Ok(Self { out, settings, clock, prompt, locale, environment, zone })
    }

    /// The reader's zone, used where no client's zone applies.
    #[must_use]
    pub const fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The instant as of which everything is answered.
    #[must_use]
    pub const fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Reads instants as people write them.
    #[must_use]
    pub const fn instants(&self) -> Instants {
        Instants { now: self.now() }
    }

    /// The instant that `text` means in `zone`.
    ///
    /// # Errors
    /// It means none, or two.
    pub fn instant(&self, text: &str, zone: &Zone) -> Result<Instant, Failure> {
        self.instants().read(text, zone)
    }

    /// Whether programs read the answer.
    #[must_use]
    pub fn wants_json(&self) -> bool {
        self.settings.format.value == Format::Json
    }

    /// The calendar of that name or in that file, or `always`.
    ///
    /// # Errors
    /// There is none, or the file is wrong.
    pub fn calendar_named(&mut self, name: &str) -> Result<Calendar, Failure> {
        if folded(name) == "always" {
            return Ok(Calendar::always(self.zone.clone()));
        }
        Err(Failure::refused("later"))
    }

    /// Prints one JSON value, or a text as it is.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn answer_text(&mut self, json: &Value, text: &str) -> Result<(), Failure> {
        match self.settings.format.value {
            Format::Json => self.out.json(json)?,
            _ => self.out.print(text)?,
        }
        Ok(())
    }

    /// Says something beside the answer, on standard error; `-q` keeps it back.
    pub fn remark(&mut self, text: &str) {
        if !self.settings.quiet {
            self.out.remark(text);
        }
    }

    /// Prints an answer in the format that was asked for.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn answer(&mut self, answer: &Answer) -> Result<(), Failure> {
        match self.settings.format.value {
            Format::Json => self.out.json(&answer.json)?,
            Format::Table => self.out.page(&answer.page)?,
            Format::Csv => self.out.csv(&answer.page)?,
            Format::Markdown => self.out.markdown(&answer.page)?,
        }
        Ok(())
    }
}
