//! What a verb is handed: settings, clock, output, and the questions that every verb asks.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use super::args::At;
use super::clock::Clock;
use super::config::Environment;
use super::config::settings::{Format, Origin, Setting, Settings};
use super::failure::Failure;
use super::find;
use super::output::Output;
use super::prompt::Prompt;
use std::path::Path;

use super::source::Source;
use crate::domain::calendar::spec::Version;
use crate::domain::calendar::{Calendar, Zone};
use crate::domain::id::{CalendarName, folded};
use crate::domain::instant::Instant;
use crate::intake::calendar_file;
use crate::intake::when::{self, Looking};
use crate::locale::Locale;
use crate::render;
use crate::report::page::Page;
use crate::store::event::Stamp;
use crate::store::{self, Db, Store, StoreError};

/// How long an import waits for another writer.
const PATIENT: Duration = Duration::from_secs(600);

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
        Ok(when::parse(text, self.now, zone, Looking::Back)?)
    }

    /// As [`Self::read`], of something that is still to come.
    ///
    /// # Errors
    /// As there.
    pub fn ahead(self, text: &str, zone: &Zone) -> Result<Instant, Failure> {
        Ok(when::parse(text, self.now, zone, Looking::Forward)?)
    }
}

/// When something happened, as it was typed: read once the zone is known.
#[derive(Clone, Debug)]
pub struct Occasion {
    typed: Option<String>,
    reader: Instants,
}

impl Occasion {
    /// Reads other instants relative to the same now.
    #[must_use]
    pub const fn reader(&self) -> Instants {
        self.reader
    }

    /// The instant in `zone`; now where nothing was typed.
    ///
    /// # Errors
    /// It means no instant, or one that is still to come.
    pub fn in_zone(&self, zone: &Zone) -> Result<Instant, Failure> {
        let now = self.reader.now;
        let Some(text) = &self.typed else { return Ok(now) };
        let at = self.reader.read(text, zone)?;
        if at > now {
            let (at, now) = (zone.rfc3339(at), zone.rfc3339(now));
            return Err(Failure::refused(format!("{at} is in the future; now is {now}"))
                .hinted("give the time at which it happened, or leave `--at` out"));
        }
        Ok(at)
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
    store: Option<Store>,
}

impl Ctx {
    /// Everything from the settings: the clock is read once, or replaced by `--now`.
    ///
    /// # Errors
    /// `--now` or `--tz` cannot be read.
    pub fn new(settings: Settings, environment: Environment) -> Result<Self, Failure> {
        let out = Output::of_process(settings.output(), &environment.surroundings());
        let prompt = Prompt::new(settings.no_input, settings.yes);
        let zone = Zone::named(&settings.timezone.value)?;
        let clock = match &settings.now {
            None => Clock::of_machine(),
            Some(now) => {
                let machine = Clock::of_machine().now();
                Clock::replaced(when::parse(&now.value, machine, &zone, Looking::Today)?)
            }
        };
        let locale = Locale::new(settings.language.value.into());
        Ok(Self { out, settings, clock, prompt, locale, environment, zone, store: None })
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
        let path = Path::new(name);
        if path.is_file() || name == "-" || path.extension().is_some_and(|e| e == "toml") {
            return Ok(Calendar::new(vec![read_calendar(&Source::of(name))?.0])?);
        }
        let (name, zone) = (CalendarName::new(name)?, self.zone.clone());
        self.read(|db| find::calendar(db, &name, &zone))
    }

    /// Reads facts in one snapshot.
    ///
    /// # Errors
    /// There is no database, it cannot be read, or the failure of `f`.
    pub fn read<T>(&mut self, f: impl FnOnce(&mut dyn Db) -> Result<T, Failure>) -> Result<T, Failure> {
        self.store(false)?.read(f)
    }

    /// Writes facts in one transaction; `f` may be run again, so it neither asks nor prints.
    ///
    /// # Errors
    /// There is no database, it cannot be written, or the failure of `f`: nothing was changed then.
    pub fn write<T>(&mut self, f: impl FnMut(&mut dyn Db) -> Result<T, Failure>) -> Result<T, Failure> {
        self.store(false)?.write(f)
    }

    /// As [`Ctx::write`], for what may stand at the very beginning: a missing database is made, unless an option names it,
    /// which may be a slip.
    ///
    /// # Errors
    /// As [`Ctx::write`].
    pub fn write_first<T>(&mut self, f: impl FnMut(&mut dyn Db) -> Result<T, Failure>) -> Result<T, Failure> {
        let Setting { value: path, origin } = &self.settings.database;
        if matches!((origin, path.try_exists()), (Origin::Option(_), Ok(false))) {
            return Err(StoreError::Missing { path: path.clone() }.into());
        }
        self.store(true)?.write(f)
    }

    /// The store, opened once; made if it is missing and `create`.
    ///
    /// # Errors
    /// It cannot be opened or made.
    pub fn store(&mut self, create: bool) -> Result<&mut Store, Failure> {
        let store = match self.store.take() {
            Some(store) => store,
            None => self.open(store::Options { create, ..store::Options::default() })?,
        };
        Ok(self.store.insert(store))
    }

    /// The store for a great deal of writing: more memory for pages, more patience with other writers.
    ///
    /// # Errors
    /// As [`Ctx::store`].
    pub fn store_for_import(&mut self) -> Result<&mut Store, Failure> {
        let store =
            self.open(store::Options { wait: PATIENT, bulk: true, create: false, ..store::Options::default() })?;
        Ok(self.store.insert(store))
    }

    fn open(&self, options: store::Options) -> Result<Store, Failure> {
        let path = &self.settings.database.value;
        let missing = !path.exists();
        let clock = (!self.clock.is_replaced()).then_some(Clock::read as fn() -> i64);
        let options = store::Options { notice: self.notice(), clock, behind: Some(Arc::new(behind)), ..options };
        let store = Store::open(path, &options)?;
        if missing {
            self.out.note(&format!("a new database was made: {}", store.path().display()));
        }
        store.warnings().iter().for_each(|warning| self.out.warning(&warning.to_string()));
        Ok(store)
    }

    /// Said once to somebody who waits; not with `-q`.
    fn notice(&self) -> Option<store::Notice> {
        let say = |path: &Path| {
            let line = format!("waiting: another infog is writing to {}\n", path.display());
            let _ = std::io::stderr().write_all(render::neutral(&line).as_bytes()); // nowhere else to say it
        };
        (!self.settings.quiet).then(|| Arc::new(say) as store::Notice)
    }

    /// When something happened: `--at`, `INFOG_AT`, or now.
    #[must_use]
    pub fn occasion(&self, at: &At) -> Occasion {
        let typed = at.at.clone().or_else(|| self.environment.var("INFOG_AT").map(str::to_owned));
        Occasion { typed, reader: self.instants() }
    }

    /// As [`Occasion::in_zone`], at once.
    ///
    /// # Errors
    /// As there.
    pub fn happened_at(&self, at: &At, zone: &Zone) -> Result<Instant, Failure> {
        self.occasion(at).in_zone(zone)
    }

    /// Who records.
    #[must_use]
    pub fn actor(&self) -> &str {
        &self.settings.actor.value
    }

    /// The person whom `name` means: `me` is whoever records.
    #[must_use]
    pub fn person(&self, name: &str) -> String {
        if name.trim().eq_ignore_ascii_case("me") { self.actor().to_owned() } else { name.to_owned() }
    }

    /// Who records something, when it happened and when it is written down.
    #[must_use]
    pub fn stamp(&self, at: Instant) -> Stamp {
        Stamp {
            at,
            recorded_at: self.now(),
            actor: self.settings.actor.value.clone(),
            clock_given: self.clock.is_replaced(),
        }
    }

    /// Who records something that happened when `at` says, read in `zone`; now where it says nothing.
    ///
    /// # Errors
    /// It means no instant, or one that is still to come.
    pub fn stamp_at(&self, at: &At, zone: &Zone) -> Result<Stamp, Failure> {
        Ok(self.stamp(self.happened_at(at, zone)?))
    }

    /// Who records something that happens now.
    #[must_use]
    pub fn stamp_now(&self) -> Stamp {
        self.stamp(self.now())
    }

    /// Says something beside the answer, on standard error; `-q` keeps it back.
    pub fn remark(&self, text: &str) {
        if !self.settings.quiet {
            self.out.note(text);
        }
    }

    /// Prints an answer in the format that was asked for.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn answer(&self, answer: &Answer) -> Result<(), Failure> {
        let format = match self.settings.format.value {
            Format::Json => return self.json(&answer.json),
            Format::Table => render::Format::Table,
            Format::Csv => render::Format::Csv,
            Format::Markdown => render::Format::Markdown,
        };
        Ok(self.out.page(&answer.page, format, &self.locale)?)
    }

    /// As [`Ctx::answer`], for long answers: only the form that is printed is made.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn answer_long(&self, json: impl FnOnce() -> Value, page: impl FnOnce() -> Page) -> Result<(), Failure> {
        let answer = match self.wants_json() {
            true => Answer { json: json(), page: Page::new() },
            false => Answer { json: Value::Null, page: page() },
        };
        self.answer(&answer)
    }

    /// As [`Ctx::answer_long`], for a page that is written in the language of `locale` and not in the reader's.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn answer_in(
        &self,
        locale: &Locale,
        json: impl FnOnce() -> Value,
        page: impl FnOnce() -> Page,
    ) -> Result<(), Failure> {
        match self.settings.format.value {
            Format::Json => self.json(&json()),
            Format::Table => Ok(self.out.page(&page(), render::Format::Table, locale)?),
            Format::Csv => Ok(self.out.page(&page(), render::Format::Csv, locale)?),
            Format::Markdown => Ok(self.out.page(&page(), render::Format::Markdown, locale)?),
        }
    }

    /// What a change did: JSON for programs; one line for people, with `-q` only its reference.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn changed(&self, json: &impl Serialize, text: &str, reference: &str) -> Result<(), Failure> {
        if self.wants_json() { self.json(json) } else { Ok(self.out.changed(text, reference)?) }
    }

    /// Prints one JSON value.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn json(&self, value: &impl Serialize) -> Result<(), Failure> {
        let line = render::json::line(value).map_err(|e| Failure::fault("an answer is no JSON").because(e))?;
        Ok(self.out.answer(line)?)
    }

    /// Prints a long answer piece by piece while it is read in one snapshot; it must be harmless.
    ///
    /// # Errors
    /// There is no database, standard output cannot be written, or the failure of `write`.
    pub fn stream_read<T>(
        &mut self,
        write: impl FnOnce(&mut dyn Db, &mut dyn Write) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.store(false)?;
        let Some(mut store) = self.store.take() else { return Err(Failure::fault("the database is gone")) };
        let mut result = Err(Failure::fault("nothing was written"));
        let streamed = self.out.stream(|out| {
            result = store.read(|db| write(db, out));
            Ok(())
        });
        self.store = Some(store);
        streamed?;
        result
    }

    /// Prints a long answer piece by piece; it must be harmless.
    ///
    /// # Errors
    /// Standard output cannot be written, or the failure of `write`.
    pub fn stream(&self, write: impl FnOnce(&mut dyn Write) -> Result<(), Failure>) -> Result<(), Failure> {
        let mut result = Ok(());
        self.out.stream(|out| {
            result = write(out);
            Ok(())
        })?;
        result
    }
}

/// Said when what was just recorded lies before what was recorded earlier: deadlines depend on it.
fn behind(seconds: i64) {
    let line = format!(
        "warning: the clock of this machine is {seconds} s behind what was recorded before; what was recorded now is \
         marked\nhint: set the clock, and mend instants with `infog ticket correct`; `infog verify` lists the marks\n"
    );
    let _ = std::io::stderr().write_all(line.as_bytes()); // nowhere else to say it
}

/// One version of a calendar, and its file byte for byte.
///
/// # Errors
/// The file cannot be read, or is no calendar.
pub fn read_calendar(source: &Source) -> Result<(Version, String), Failure> {
    let text = source.text()?;
    let version = calendar_file::read(&source.to_string(), &text)?;
    Ok((version, text))
}
