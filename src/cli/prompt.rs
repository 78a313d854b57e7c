//! Questions: only on a terminal, never with `--no-input`; each one names the option that answers it.

use std::io::{BufRead, IsTerminal as _};

use dialoguer::console::Term;

use super::failure::Failure;
use crate::domain::id::folded;

/// Who may be asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Prompt {
    allowed: bool,
    yes: bool,
}

impl Prompt {
    /// Questions are asked when standard input and standard error are terminals and `--no-input` is absent.
    #[must_use]
    pub fn new(no_input: bool, yes: bool) -> Self {
        let terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
        Self { allowed: terminal && !no_input, yes }
    }

    /// Whether a question may be asked at all.
    #[must_use]
    pub const fn may_ask(self) -> bool {
        self.allowed
    }

    /// Asks for a text; `default` is taken on an empty answer.
    ///
    /// # Errors
    /// No question may be asked (`option` is named as the way out), or the terminal failed.
    pub fn text(self, question: &str, default: Option<&str>, option: &str) -> Result<String, Failure> {
        if !self.allowed {
            return Err(unanswered(question, option));
        }
        let shown = default.map_or_else(|| question.to_owned(), |default| format!("{question} [{default}]"));
        for _ in 0..TRIES {
            let answer = line(&shown, &format!("answer with `{option}`"))?;
            match (answer.is_empty(), default) {
                (false, _) => return Ok(answer),
                (true, Some(default)) => return Ok(default.to_owned()),
                (true, None) => say("an answer is wanted here; Ctrl-D ends")?,
            }
        }
        Err(unanswered(question, option))
    }

    /// Asks for a text that may be left out.
    ///
    /// # Errors
    /// The terminal failed.
    pub fn maybe(self, question: &str) -> Result<Option<String>, Failure> {
        if !self.allowed {
            return Ok(None);
        }
        Ok(Some(line(question, "with `--no-input` nothing is asked")?).filter(|answer| !answer.is_empty()))
    }

    /// Asks until `check` takes the answer, three times at most; `None` on an empty answer, or where none was taken.
    ///
    /// # Errors
    /// The terminal failed, or its input ended.
    pub fn checked<T>(self, question: &str, check: impl Fn(&str) -> Result<T, Failure>) -> Result<Option<T>, Failure> {
        tried(|| self.maybe(question), check, |failure| say(&told(failure)))
    }

    /// Asks yes or no in either language; `--yes` has answered.
    ///
    /// # Errors
    /// No question may be asked, the answer was no, or the terminal failed.
    pub fn confirm(self, question: &str) -> Result<(), Failure> {
        if self.yes {
            return Ok(());
        }
        loop {
            let answer = self.text(&format!("{question} (yes/no)"), None, "--yes")?;
            match agreed(&answer) {
                Some(true) => return Ok(()),
                Some(false) => return Err(Failure::refused("nothing was changed: the answer was no")),
                None => {}
            }
        }
    }
}

/// How often a question is asked.
const TRIES: usize = 3;

/// The first answer that `check` takes of three.
fn tried<T>(
    mut ask: impl FnMut() -> Result<Option<String>, Failure>,
    check: impl Fn(&str) -> Result<T, Failure>,
    say: impl Fn(&Failure) -> Result<(), Failure>,
) -> Result<Option<T>, Failure> {
    for _ in 0..TRIES {
        let Some(answer) = ask()? else { return Ok(None) };
        match check(&answer) {
            Ok(taken) => return Ok(Some(taken)),
            Err(failure) => say(&failure)?,
        }
    }
    Ok(None)
}

fn told(failure: &Failure) -> String {
    let hints = failure.hints.iter().map(String::as_str);
    std::iter::once(failure.message().as_str()).chain(hints).collect::<Vec<_>>().join("\n  ")
}

fn say(text: &str) -> Result<(), Failure> {
    Term::stderr().write_line(text).map_err(unreadable)
}

/// One line as it was typed, without blanks around it.
fn line(question: &str, way_out: &str) -> Result<String, Failure> {
    Term::stderr().write_str(&format!("{question}: ")).map_err(unreadable)?;
    answered(&mut std::io::stdin().lock(), way_out)
}

/// The next line of `input`; its end ends the command, for there is nobody to ask again.
fn answered(input: &mut impl BufRead, way_out: &str) -> Result<String, Failure> {
    let mut text = String::new();
    match input.read_line(&mut text).map_err(unreadable)? {
        0 => Err(Failure::refused("the input ended before the answer; nothing was changed").hinted(way_out)),
        _ => Ok(text.trim().to_owned()),
    }
}

fn unreadable(error: std::io::Error) -> Failure {
    Failure::refused("the answer could not be read").because(error)
}

fn unanswered(question: &str, option: &str) -> Failure {
    Failure::usage(format!("\"{question}\" needs an answer and nobody can be asked"))
        .hinted(format!("answer with `{option}`"))
}

/// Yes or no in English or French.
fn agreed(answer: &str) -> Option<bool> {
    match folded(answer.trim()).as_str() {
        "y" | "yes" | "o" | "oui" => Some(true),
        "n" | "no" | "non" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_are_understood_in_both_languages() {
        for yes in ["o", "oui", "Y", "YES"] {
            assert_eq!(agreed(yes), Some(true), "{yes}");
        }
        for no in ["n", "non", "No"] {
            assert_eq!(agreed(no), Some(false), "{no}");
        }
        assert_eq!(agreed("peut-être"), None);
    }

    #[test]
    fn the_end_of_the_input_ends_the_question() {
        let mut input = " lea \n\n".as_bytes();
        let mut next = || answered(&mut input, "answer with `--as NAME`");
        assert_eq!(next().ok().as_deref(), Some("lea"));
        assert_eq!(next().ok().as_deref(), Some(""));
        assert_eq!(next().unwrap_err().hints, ["answer with `--as NAME`"]);
    }

    #[test]
    fn a_wrong_answer_is_asked_again_three_times_at_most() {
        let number = |text: &str| text.parse::<u8>().map_err(Failure::refused);
        for (answers, want, said) in
            [(&["x", "7"][..], Some(7), 1), (&["x", ""], None, 1), (&["x", "y", "z", "7"], None, 3)]
        {
            let mut given = answers.iter();
            let ask = || Ok(given.next().map(|a| (*a).to_owned()).filter(|a| !a.is_empty()));
            let told = std::cell::Cell::new(0);
            let taken = tried(ask, number, |_| {
                told.set(told.get() + 1);
                Ok(())
            });
            assert_eq!((taken.ok().flatten(), told.get()), (want, said), "{answers:?}");
        }
    }

    #[test]
    fn without_a_terminal_the_option_is_named() {
        let nobody = Prompt { allowed: false, yes: false };
        let failure = nobody.confirm("Retire SRV-01?").unwrap_err();
        assert_eq!(failure.hints, ["answer with `--yes`"]);
        assert!(Prompt { allowed: false, yes: true }.confirm("Retire SRV-01?").is_ok());
    }
}
