use super::*;
use std::rc::Rc;

fn around(pairs: &[(&str, &str)]) -> Surroundings {
    let value = |name: &str| pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned());
    Surroundings {
        no_color: value("NO_COLOR"),
        clicolor: value("CLICOLOR"),
        clicolor_force: value("CLICOLOR_FORCE"),
        term: value("TERM"),
        columns: value("COLUMNS"),
        lc_all: value("LC_ALL"),
        lc_ctype: value("LC_CTYPE"),
        lang: value("LANG"),
    }
}

#[test]
fn colours_follow_option_then_environment_then_stream() {
    use ColorChoice::{Always, Auto, Never};
    for (choice, pairs, terminal, want) in [
        (Auto, &[][..], true, true),
        (Auto, &[], false, false),
        (Auto, &[("NO_COLOR", "1")], true, false),
        (Auto, &[("NO_COLOR", "")], true, true),
        (Auto, &[("TERM", "dumb")], true, false),
        (Auto, &[("CLICOLOR", "0")], true, false),
        (Auto, &[("CLICOLOR_FORCE", "1")], false, true),
        (Auto, &[("CLICOLOR_FORCE", "0")], false, false),
        (Auto, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], true, false),
        (Always, &[("NO_COLOR", "1")], false, true),
        (Never, &[("CLICOLOR_FORCE", "1")], true, false),
    ] {
        assert_eq!(colours(choice, &around(pairs), terminal), want, "{choice:?} {pairs:?} {terminal}");
    }
}

#[test]
fn columns_follow_option_then_variable_then_terminal() {
    for (option, variable, terminal, want) in [
        (None, "", None, None),
        (None, "80", None, None),
        (Some(70), "80", None, Some(70)),
        (Some(0), "80", Some(Some(120)), None),
        (None, "80", Some(Some(120)), Some(80)),
        (None, "wide", Some(Some(120)), Some(120)),
        (None, "0", Some(Some(120)), Some(120)),
        (None, "", Some(None), Some(100)),
    ] {
        assert_eq!(columns(option, &around(&[("COLUMNS", variable)]), terminal), want);
    }
}

#[test]
fn signs_beyond_ascii_need_a_utf8_locale() {
    assert!(speaks_utf8(&around(&[("LANG", "fr_FR.UTF-8")])));
    assert!(speaks_utf8(&around(&[("LC_ALL", ""), ("LC_CTYPE", "C.utf8")])));
    assert!(!speaks_utf8(&around(&[("LC_ALL", "C"), ("LANG", "fr_FR.UTF-8")])));
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

fn output(settings: Settings, colours: bool) -> (Output, Seen, Seen) {
    let (answers, remarks) = (Seen::default(), Seen::default());
    let output = Output::to(Box::new(answers.clone()), Box::new(remarks.clone()), Look::PIPE, colours, settings);
    (output, answers, remarks)
}

#[test]
fn answers_and_remarks_go_apart_and_are_harmless() {
    let (output, answers, remarks) = output(Settings::default(), false);
    output.changed("#6 opened \u{1b}[2J", "6").unwrap();
    output.answer("raw\n").unwrap();
    output.warning("clock\u{202e} went back");
    output.hint("try `infog status`");
    output.error("no client `\u{9b}31m`\n");
    output.detail("not shown");
    assert_eq!(answers.text(), "#6 opened <U+001B>[2J\nraw\n");
    assert_eq!(
        remarks.text(),
        "warning: clock<U+202E> went back\nhint: try `infog status`\nerror: no client `<U+009B>31m`\n"
    );
}

#[test]
fn quiet_keeps_references_warnings_and_errors() {
    let (output, answers, remarks) = output(Settings { quiet: true, ..Settings::default() }, true);
    output.changed("#6 opened", "6").unwrap();
    output.hint("try this");
    output.note("by the way");
    output.error("no");
    assert_eq!(answers.text(), "6\n");
    assert_eq!(remarks.text(), "\u{1b}[1m\u{1b}[31merror: \u{1b}[0mno\n");
}

#[test]
fn a_reader_that_went_away_is_told_apart_from_a_full_disk() {
    let with =
        |kind| Output::to(Box::new(Refuses(kind)), Box::new(Seen::default()), Look::PIPE, false, Settings::default());
    let gone = with(io::ErrorKind::BrokenPipe).answer("text").unwrap_err();
    assert!(matches!(gone, Unwritten::ReaderGone), "{gone:?}");
    let full = with(io::ErrorKind::StorageFull).line("text").unwrap_err();
    assert!(matches!(&full, Unwritten::Failed(error) if error.kind() == io::ErrorKind::StorageFull), "{full:?}");
}

#[test]
fn a_progress_bar_steps_aside_for_each_write() {
    let (output, answers, remarks) = output(Settings::default(), false);
    let bar = remarks.clone();
    output.pause_with(move |write| {
        bar.clone().write_all(b"[away]").unwrap();
        write();
        bar.clone().write_all(b"[back]").unwrap();
    });
    output.line("answer").unwrap();
    output.warning("beware");
    output.pause_no_more();
    output.note("done");
    assert_eq!(answers.text(), "answer\n");
    assert_eq!(remarks.text(), "[away][back][away]warning: beware\n[back]done\n");
}
