//! The only place that writes: answers to standard output, everything else to standard error.
//!
//! Whatever is written here can do nothing to a terminal: pages and JSON come from `render`, which shows unsafe
//! characters; lines, remarks and failures are made harmless here.
//!
//! A write that fails is an [`io::Error`] as it came; `failure.rs` turns a closed pipe into a quiet end with 0.

use std::io::{self, BufWriter, IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::config::Environment;
use super::config::settings::Settings;
use super::failure::Failure;
use crate::locale::{Lang, Locale};
use crate::render::{self, Look, neutral};
use crate::report::page::Page;

/// Columns of a terminal that does not say how many it has.
const DEFAULT_COLUMNS: u16 = 100;
/// Bytes that are collected before a long answer is written.
const CHUNK: usize = 1 << 16;

/// Whether to colour a stream. `always` and `never` beat the environment, `NO_COLOR` beats `CLICOLOR_FORCE`.
#[must_use]
pub fn colours(choice: &str, environment: &Environment, is_terminal: bool) -> bool {
    let (no, force) = (environment.var("NO_COLOR"), environment.var("CLICOLOR_FORCE"));
    match choice {
        "always" => true,
        "never" => false,
        _ if no.is_some() => false,
        _ if force.is_some_and(|value| value != "0") => true,
        _ => is_terminal && environment.var("CLICOLOR") != Some("0") && environment.var("TERM") != Some("dumb"),
    }
}

/// Columns of standard output: `INFOG_COLUMNS`, which holds in a pipe too (0: without limit), then `COLUMNS`, then
/// the terminal, then 100. A pipe (`None`) has no limit.
#[must_use]
pub fn columns(environment: &Environment, terminal: Option<Option<u16>>) -> Option<u16> {
    let variable = |name| environment.var(name).and_then(|text| text.trim().parse::<u16>().ok());
    match variable("INFOG_COLUMNS") {
        Some(0) => None,
        Some(columns) => Some(columns),
        None => terminal.map(|own| variable("COLUMNS").filter(|n| *n > 0).or(own).unwrap_or(DEFAULT_COLUMNS)),
    }
}

/// Whether a terminal shows signs beyond ASCII, as the first of `LC_ALL`, `LC_CTYPE`, `LANG` says.
#[must_use]
pub fn speaks_utf8(environment: &Environment) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| environment.var(name));
    locale.map_or(cfg!(windows), |name| name.to_lowercase().replace('-', "").contains("utf8"))
}

type Pause = Box<dyn Fn(&mut dyn FnMut())>;

/// Standard output and standard error.
pub struct Output {
    answers: Box<dyn Write>,
    remarks: Box<dyn Write>,
    look: Look,
    remark_colours: bool,
    quiet: bool,
    verbose: bool,
    locale: Locale,
    unreported: Option<io::Error>,
    pause: Option<Pause>,
}

impl Output {
    /// The streams of this process as the settings want them.
    #[must_use]
    pub fn new(settings: &Settings, environment: &Environment) -> Self {
        Self {
            quiet: settings.quiet,
            verbose: settings.verbose > 0,
            locale: Locale::new(settings.language.value.into()),
            ..Self::of_process(&settings.color.value, environment)
        }
    }

    /// The streams of this process before there are settings, or when they are wrong.
    #[must_use]
    pub fn plain(environment: &Environment) -> Self {
        Self::of_process("auto", environment)
    }

    fn of_process(color: &str, environment: &Environment) -> Self {
        let (answers, remarks) = (io::stdout(), io::stderr());
        let size = || terminal_size::terminal_size_of(&answers).map(|(width, _)| width.0);
        let terminal = answers.is_terminal().then(size);
        let look = Look {
            width: columns(environment, terminal),
            color: colours(color, environment, terminal.is_some()),
            // what goes into a file or to another program is the same whatever the locale
            unicode: !environment.switch("INFOG_ASCII") && (terminal.is_none() || speaks_utf8(environment)),
        };
        let remark_colours = colours(color, environment, remarks.is_terminal());
        Self { remark_colours, ..Self::to(Box::new(answers), Box::new(remarks), look) }
    }

    /// Any two streams.
    #[must_use]
    pub fn to(answers: Box<dyn Write>, remarks: Box<dyn Write>, look: Look) -> Self {
        Self {
            answers,
            remarks,
            look,
            remark_colours: false,
            quiet: false,
            verbose: false,
            locale: Locale::new(Lang::En),
            unreported: None,
            pause: None,
        }
    }

    /// What standard output can show.
    #[must_use]
    pub const fn look(&self) -> &Look {
        &self.look
    }

    /// A page for people, in the reader's language.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn page(&mut self, page: &Page) -> io::Result<()> {
        let text = render::terminal(page, &self.look, &self.locale);
        self.bytes(text.as_bytes())
    }

    /// A page for a document, in the reader's language.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn markdown(&mut self, page: &Page) -> io::Result<()> {
        let text = render::markdown(page, &self.locale);
        self.bytes(text.as_bytes())
    }

    /// A page for a spreadsheet: keys and raw values.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn csv(&mut self, page: &Page) -> io::Result<()> {
        self.bytes(render::csv(page).as_bytes())
    }

    /// One value for programs, on one line.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn json<T: Serialize + ?Sized>(&mut self, value: &T) -> io::Result<()> {
        let line = render::json::line(value)?;
        self.bytes(line.as_bytes())
    }

    /// A text for people, made harmless.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn print(&mut self, text: &str) -> io::Result<()> {
        let text = self.harmless(text);
        self.bytes(text.as_bytes())
    }

    /// What a change did, in one line; with `--quiet` only its reference.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn changed(&mut self, text: &str, reference: &str) -> io::Result<()> {
        let line = format!("{}\n", if self.quiet { reference } else { text });
        self.print(&line)
    }

    /// The help of a command.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn help(&mut self, help: &clap::builder::StyledStr) -> io::Result<()> {
        let text = if self.look.color { help.ansi().to_string() } else { help.to_string() };
        self.bytes(text.as_bytes())
    }

    /// An answer that is harmless already, or meant for a file.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn bytes(&mut self, answer: &[u8]) -> io::Result<()> {
        let (answers, mut result) = (&mut self.answers, Ok(()));
        paused(&self.pause, &mut || result = answers.write_all(answer).and_then(|()| answers.flush()));
        result
    }

    /// For a long answer, piece by piece. Whoever writes here makes it harmless. What fails at the very end is
    /// told by [`Output::finish`].
    pub fn writer(&mut self) -> impl Write {
        Answers { buffer: BufWriter::with_capacity(CHUNK, &mut self.answers), unreported: &mut self.unreported }
    }

    /// Everything is out.
    ///
    /// # Errors
    /// Standard output could not be written.
    pub fn finish(&mut self) -> io::Result<()> {
        self.unreported.take().map_or_else(|| self.answers.flush(), Err)
    }

    /// Runs every later write inside `pause`, which takes a progress bar away and brings it back.
    pub fn pause_with(&mut self, pause: impl Fn(&mut dyn FnMut()) + 'static) {
        self.pause = Some(Box::new(pause));
    }

    /// The progress bar is gone.
    pub fn pause_no_more(&mut self) {
        self.pause = None;
    }

    /// Something that may be wrong.
    pub fn warning(&mut self, text: &str) {
        self.remark(&format!("warning: {text}"));
    }

    /// What to do next; not with `--quiet`.
    pub fn hint(&mut self, text: &str) {
        if !self.quiet {
            self.remark(&format!("hint: {text}"));
        }
    }

    /// A detail; only with `--verbose`.
    pub fn detail(&mut self, text: &str) {
        if self.verbose {
            self.remark(text);
        }
    }

    /// Why nothing was done, for people or as one line of JSON.
    pub fn failure(&mut self, failure: &Failure, json: bool) {
        match render::json::line(&failure.json()) {
            Ok(line) if json => self.remark(&line),
            _ => failure.lines().iter().for_each(|line| self.remark(line)),
        }
    }

    /// A line on standard error. One that cannot be written is lost: there is nowhere to say so.
    pub fn remark(&mut self, text: &str) {
        let text = self.harmless(text);
        let line = self.signalled(text.trim_end_matches('\n')) + "\n";
        let remarks = &mut self.remarks;
        paused(&self.pause, &mut || {
            let _ = remarks.write_all(line.as_bytes()).and_then(|()| remarks.flush());
        });
    }

    /// With its first word in colour, where there are colours.
    fn signalled(&self, line: &str) -> String {
        let signals = [
            ("error:", AnsiColor::Red.on_default().bold()),
            ("warning:", AnsiColor::Yellow.on_default().bold()),
            ("hint:", AnsiColor::Cyan.on_default()),
        ];
        let signal = signals.iter().find_map(|(word, style)| Some((word, style, line.strip_prefix(word)?)));
        match signal {
            Some((word, style, rest)) if self.remark_colours => painted(*style, word) + rest,
            _ => line.to_owned(),
        }
    }

    /// Harmless, with the kind of space that the reader can use.
    fn harmless(&self, text: &str) -> String {
        let text = neutral(text).replace('\u{202f}', "\u{a0}");
        if self.look.width.is_none() || !self.look.unicode { text.replace('\u{a0}', " ") } else { text }
    }
}

fn painted(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

fn paused(pause: &Option<Pause>, write: &mut dyn FnMut()) {
    match pause {
        Some(pause) => pause(write),
        None => write(),
    }
}

/// A buffer that does not swallow what fails when it is dropped.
struct Answers<'o> {
    buffer: BufWriter<&'o mut Box<dyn Write>>,
    unreported: &'o mut Option<io::Error>,
}

impl Write for Answers<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.buffer.flush()
    }
}

impl Drop for Answers<'_> {
    fn drop(&mut self) {
        if let Err(error) = self.buffer.flush() {
            self.unreported.get_or_insert(error);
        }
    }
}

#[cfg(test)]
mod tests;
