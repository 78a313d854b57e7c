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
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::rc::Rc;

    #[test]
    fn colours_follow_option_then_environment_then_stream() {
        for (choice, vars, terminal, want) in [
            ("auto", &[][..], true, true),
            ("auto", &[], false, false),
            ("auto", &[("NO_COLOR", "1")], true, false),
            ("auto", &[("NO_COLOR", "")], true, true),
            ("auto", &[("TERM", "dumb")], true, false),
            ("auto", &[("CLICOLOR", "0")], true, false),
            ("auto", &[("CLICOLOR_FORCE", "1")], false, true),
            ("auto", &[("CLICOLOR_FORCE", "0")], false, false),
            ("auto", &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], true, false),
            ("always", &[("NO_COLOR", "1")], false, true),
            ("never", &[("CLICOLOR_FORCE", "1")], true, false),
        ] {
            assert_eq!(colours(choice, &Environment::of_vars(vars), terminal), want, "{choice} {vars:?} {terminal}");
        }
    }

    #[test]
    fn columns_follow_own_variable_then_common_one_then_terminal() {
        for (vars, terminal, want) in [
            (&[][..], None, None),
            (&[("COLUMNS", "80")], None, None),
            (&[("INFOG_COLUMNS", "70"), ("COLUMNS", "80")], None, Some(70)),
            (&[("INFOG_COLUMNS", "0"), ("COLUMNS", "80")], Some(Some(120)), None),
            (&[("COLUMNS", "80")], Some(Some(120)), Some(80)),
            (&[("COLUMNS", "wide")], Some(Some(120)), Some(120)),
            (&[("COLUMNS", "0")], Some(Some(120)), Some(120)),
            (&[], Some(None), Some(100)),
        ] {
            assert_eq!(columns(&Environment::of_vars(vars), terminal), want, "{vars:?} {terminal:?}");
        }
    }

    #[test]
    fn signs_beyond_ascii_need_a_utf8_locale() {
        let speaks = |vars| speaks_utf8(&Environment::of_vars(vars));
        assert!(speaks(&[("LANG", "fr_FR.UTF-8")]));
        assert!(speaks(&[("LC_ALL", ""), ("LC_CTYPE", "C.utf8")]));
        assert!(!speaks(&[("LC_ALL", "C"), ("LANG", "fr_FR.UTF-8")]));
    }

    /// Bytes that a test can look at afterwards.
    #[derive(Clone, Default)]
    struct Seen(Rc<RefCell<Vec<u8>>>);

    impl Seen {
        fn text(&self) -> String {
            String::from_utf8(self.0.borrow().clone()).unwrap()
        }
    }

    impl Write for Seen {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    struct Refuses(io::ErrorKind);

    impl Write for Refuses {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn output() -> (Output, Seen, Seen) {
        let (answers, remarks) = (Seen::default(), Seen::default());
        let output = Output::to(Box::new(answers.clone()), Box::new(remarks.clone()), Look::PIPE);
        (output, answers, remarks)
    }

    #[test]
    fn answers_and_remarks_go_apart_and_are_harmless() {
        let (mut output, answers, remarks) = output();
        output.changed("#6 opened \u{1b}[2J", "6").unwrap();
        output.bytes(b"raw\n").unwrap();
        output.json("\u{9b}").unwrap();
        output.warning("clock\u{202e} went back");
        output.hint("try `infog status`");
        output.failure(&Failure::refused("no client `\u{9b}31m`").hinted("add it"), false);
        output.failure(&Failure::refused("no client `\u{9b}31m`"), true);
        output.detail("not shown");
        assert_eq!(answers.text(), "#6 opened <U+001B>[2J\nraw\n\"\\u009b\"\n");
        assert_eq!(
            remarks.text(),
            "warning: clock<U+202E> went back\nhint: try `infog status`\n\
             error: no client `<U+009B>31m`\nhint: add it\n\
             {\"code\":\"refused\",\"message\":\"no client `\\u009b31m`\",\"causes\":[],\"hints\":[],\"exit\":1}\n"
        );
    }

    #[test]
    fn quiet_keeps_references_warnings_and_errors() {
        let (output, answers, remarks) = output();
        let mut output = Output { quiet: true, remark_colours: true, ..output };
        output.changed("#6 opened", "6").unwrap();
        output.hint("try this");
        output.warning("beware");
        output.failure(&Failure::refused("no"), false);
        assert_eq!(answers.text(), "6\n");
        let want = "\u{1b}[1m\u{1b}[33mwarning:\u{1b}[0m beware\n\u{1b}[1m\u{1b}[31merror:\u{1b}[0m no\n";
        assert_eq!(remarks.text(), want);
    }

    #[test]
    fn a_closed_pipe_and_a_full_disk_are_told_apart_at_once_or_at_the_end() {
        for kind in [io::ErrorKind::BrokenPipe, io::ErrorKind::StorageFull] {
            let mut output = Output::to(Box::new(Refuses(kind)), Box::new(Seen::default()), Look::PIPE);
            assert_eq!(output.print("text").unwrap_err().kind(), kind);
            output.writer().write_all(b"buffered").unwrap();
            assert_eq!(output.finish().unwrap_err().kind(), kind);
            output.finish().unwrap();
        }
    }

    #[test]
    fn a_progress_bar_steps_aside_for_each_write() {
        let (mut output, answers, remarks) = output();
        let bar = remarks.clone();
        output.pause_with(move |write| {
            bar.clone().write_all(b"[away]").unwrap();
            write();
            bar.clone().write_all(b"[back]").unwrap();
        });
        output.print("answer\n").unwrap();
        output.warning("beware");
        output.pause_no_more();
        output.remark("done");
        assert_eq!(answers.text(), "answer\n");
        assert_eq!(remarks.text(), "[away][back][away]warning: beware\n[back]done\n");
    }
}
