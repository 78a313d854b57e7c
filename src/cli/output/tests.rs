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
