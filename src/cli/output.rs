//! The only place that writes: answers to standard output, everything else to standard error.
//!
//! Whatever is written here can do nothing to a terminal: answers come from `render`, which shows unsafe characters;
//! lines, warnings, hints and errors are made harmless here.

use std::cell::RefCell;
use std::io::{self, BufWriter, IsTerminal, Write};

use anstyle::{AnsiColor, Style};

use crate::locale::Locale;
use crate::render::{self, Format, Look, neutral};
use crate::report::page::Page;

/// Columns of a terminal that does not say how many it has.
const DEFAULT_COLUMNS: u16 = 100;

/// An answer that did not reach its reader.
#[derive(Debug, thiserror::Error)]
pub enum Unwritten {
    /// The reader went away, as `head` does. Nothing is wrong: the program ends quietly with 0.
    #[error("the reader of the answer went away")]
    ReaderGone,
    /// The answer could not be written: no space, no right.
    #[error("cannot write the answer: {0}")]
    Failed(#[source] io::Error),
}

impl From<io::Error> for Unwritten {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::ReaderGone } else { Self::Failed(error) }
    }
}

/// `--color`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless the surroundings say no.
    #[default]
    Auto,
    /// Always, also in a pipe.
    Always,
    /// Never.
    Never,
}

/// What options say about output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// `--color`.
    pub color: ColorChoice,
    /// `--columns`; it holds in a pipe too, and 0 is without limit.
    pub columns: Option<u16>,
    /// `--quiet`: no hints, no notes, of a change only its reference.
    pub quiet: bool,
    /// `--verbose`: details on standard error.
    pub verbose: bool,
    /// `--ascii`: no sign beyond ASCII but letters.
    pub ascii: bool,
}

/// What the environment says about output, read by `cli/config.rs`. An empty value is as good as none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// `NO_COLOR`: any value forbids colours.
    pub no_color: Option<String>,
    /// `CLICOLOR`: `0` forbids colours.
    pub clicolor: Option<String>,
    /// `CLICOLOR_FORCE`: any value but `0` colours pipes too.
    pub clicolor_force: Option<String>,
    /// `TERM`: `dumb` has no colours.
    pub term: Option<String>,
    /// `COLUMNS`.
    pub columns: Option<String>,
    /// `LC_ALL`.
    pub lc_all: Option<String>,
    /// `LC_CTYPE`.
    pub lc_ctype: Option<String>,
    /// `LANG`.
    pub lang: Option<String>,
}

/// Whether to colour a stream. An option beats the environment, `NO_COLOR` beats `CLICOLOR_FORCE`.
#[must_use]
pub fn colours(choice: ColorChoice, around: &Surroundings, is_terminal: bool) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if said(&around.no_color).is_some() => false,
        ColorChoice::Auto if said(&around.clicolor_force).is_some_and(|value| value != "0") => true,
        ColorChoice::Auto => is_terminal && said(&around.clicolor) != Some("0") && said(&around.term) != Some("dumb"),
    }
}

/// Columns of standard output: option, `COLUMNS`, the terminal, 100. `None` in a pipe, unless the option is given.
#[must_use]
pub fn columns(option: Option<u16>, around: &Surroundings, terminal: Option<Option<u16>>) -> Option<u16> {
    match (option, terminal) {
        (Some(0), _) | (None, None) => None,
        (Some(columns), _) => Some(columns),
        (None, Some(terminal)) => {
            let variable = said(&around.columns).and_then(|text| text.trim().parse().ok()).filter(|n| *n > 0);
            Some(variable.or(terminal).unwrap_or(DEFAULT_COLUMNS))
        }
    }
}

/// Whether a terminal shows signs beyond ASCII, as the first of `LC_ALL`, `LC_CTYPE`, `LANG` says.
#[must_use]
pub fn speaks_utf8(around: &Surroundings) -> bool {
    let locale = [&around.lc_all, &around.lc_ctype, &around.lang].into_iter().find_map(said);
    let utf8 = |locale: &str| locale.to_lowercase().replace('-', "").contains("utf8");
    locale.map_or(cfg!(windows), utf8)
}

fn said(value: &Option<String>) -> Option<&str> {
    value.as_deref().filter(|text| !text.is_empty())
}

type Pause = Box<dyn Fn(&mut dyn FnMut())>;

/// Standard output and standard error.
pub struct Output {
    answers: RefCell<Box<dyn Write>>,
    remarks: RefCell<Box<dyn Write>>,
    look: Look,
    remark_colours: bool,
    settings: Settings,
    pause: RefCell<Option<Pause>>,
}

impl Output {
    /// The streams of this process.
    #[must_use]
    pub fn of_process(settings: Settings, around: &Surroundings) -> Self {
        let (answers, remarks) = (io::stdout(), io::stderr());
        let terminal =
            answers.is_terminal().then(|| terminal_size::terminal_size_of(&answers).map(|(width, _)| width.0));
        let look = Look {
            width: columns(settings.columns, around, terminal),
            color: colours(settings.color, around, terminal.is_some()),
            // what goes into a file or to another program is the same whatever the locale
            unicode: !settings.ascii && (terminal.is_none() || speaks_utf8(around)),
        };
        let remark_colours = colours(settings.color, around, remarks.is_terminal());
        Self::to(Box::new(answers), Box::new(remarks), look, remark_colours, settings)
    }

    /// Two streams that nobody reads.
    #[must_use]
    pub fn silent() -> Self {
        let look = Look::PIPE;
        Self::to(Box::new(io::sink()), Box::new(io::sink()), look, false, Settings::default())
    }

    /// Any two streams.
    #[must_use]
    pub fn to(
        answers: Box<dyn Write>,
        remarks: Box<dyn Write>,
        look: Look,
        remark_colours: bool,
        settings: Settings,
    ) -> Self {
        let (answers, remarks) = (RefCell::new(answers), RefCell::new(remarks));
        Self { answers, remarks, look, remark_colours, settings, pause: RefCell::new(None) }
    }

    /// What standard output can show.
    #[must_use]
    pub const fn look(&self) -> &Look {
        &self.look
    }

    /// `--quiet`.
    #[must_use]
    pub const fn is_quiet(&self) -> bool {
        self.settings.quiet
    }

    /// Runs every later write inside `pause`, which takes a progress bar away and brings it back.
    pub fn pause_with(&self, pause: impl Fn(&mut dyn FnMut()) + 'static) {
        *self.pause.borrow_mut() = Some(Box::new(pause));
    }

    /// The progress bar is gone.
    pub fn pause_no_more(&self) {
        *self.pause.borrow_mut() = None;
    }

    /// A whole answer, as `render` made it.
    ///
    /// # Errors
    /// [`Unwritten`] when it did not get out.
    pub fn answer(&self, answer: impl AsRef<[u8]>) -> Result<(), Unwritten> {
        self.stream(|writer| writer.write_all(answer.as_ref()))
    }

    /// A page in the given format, drawn for this output.
    ///
    /// # Errors
    /// [`Unwritten`] when it did not get out.
    pub fn page(&self, page: &Page, format: Format, locale: &Locale) -> Result<(), Unwritten> {
        self.answer(render::page(page, format, &self.look, locale))
    }

    /// A long answer, written piece by piece. What is not made by `render` must be made harmless by the caller.
    ///
    /// # Errors
    /// [`Unwritten`] when it did not get out.
    pub fn stream(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Unwritten> {
        let (mut write, mut result) = (Some(write), Ok(()));
        self.paused(&mut || {
            let mut answers = self.answers.borrow_mut();
            let mut writer = BufWriter::with_capacity(1 << 16, &mut *answers);
            if let Some(write) = write.take() {
                result = write(&mut writer).and_then(|()| writer.flush());
            }
            // what a closed pipe refused must not be tried again when the buffer is dropped
            drop(writer.into_parts());
        });
        Ok(result?)
    }

    /// One line of an answer.
    ///
    /// # Errors
    /// [`Unwritten`] when it did not get out.
    pub fn line(&self, text: &str) -> Result<(), Unwritten> {
        self.answer(format!("{}\n", self.plain(text)))
    }

    /// What a change did, in one line; with `--quiet` only its reference.
    ///
    /// # Errors
    /// [`Unwritten`] when it did not get out.
    pub fn changed(&self, text: &str, reference: &str) -> Result<(), Unwritten> {
        self.line(if self.settings.quiet { reference } else { text })
    }

    /// Something that may be wrong.
    pub fn warning(&self, text: &str) {
        self.remark("warning: ", AnsiColor::Yellow.on_default().bold(), text);
    }

    /// What to do next; not with `--quiet`.
    pub fn hint(&self, text: &str) {
        if !self.settings.quiet {
            self.remark("hint: ", AnsiColor::Cyan.on_default(), text);
        }
    }

    /// Something good to know that is no answer; not with `--quiet`.
    pub fn note(&self, text: &str) {
        if !self.settings.quiet {
            self.remark("", Style::new(), text);
        }
    }

    /// A detail; only with `--verbose`.
    pub fn detail(&self, text: &str) {
        if self.settings.verbose {
            self.remark("", Style::new().dimmed(), text);
        }
    }

    /// Why nothing was done.
    pub fn error(&self, text: &str) {
        self.remark("error: ", AnsiColor::Red.on_default().bold(), text);
    }

    /// Exactly this line on standard error, such as an error in JSON.
    pub fn remark_line(&self, text: &str) {
        self.remark("", Style::new(), text);
    }

    /// A remark that cannot be written is lost: there is nowhere to say so.
    fn remark(&self, lead: &str, style: Style, text: &str) {
        let text = self.plain(text);
        let text = text.trim_end_matches('\n');
        let line = match (self.remark_colours, lead.is_empty()) {
            (false, _) => format!("{lead}{text}\n"),
            (true, false) => format!("{style}{lead}{style:#}{text}\n"),
            (true, true) => format!("{style}{text}{style:#}\n"),
        };
        self.paused(&mut || {
            let mut remarks = self.remarks.borrow_mut();
            let _ = remarks.write_all(line.as_bytes()).and_then(|()| remarks.flush());
        });
    }

    /// Harmless, with the kind of space that `look` can show.
    fn plain(&self, text: &str) -> String {
        let text = neutral(text).replace('\u{202f}', "\u{a0}");
        if self.look.width.is_none() || !self.look.unicode { text.replace('\u{a0}', " ") } else { text }
    }

    fn paused(&self, write: &mut dyn FnMut()) {
        match &*self.pause.borrow() {
            Some(pause) => pause(write),
            None => write(),
        }
    }
}

#[cfg(test)]
mod tests;
