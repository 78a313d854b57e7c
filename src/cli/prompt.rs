//! Questions: only on a terminal, never with `--no-input`; each one names the option that answers it.

use std::io::IsTerminal as _;

use dialoguer::Input;

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
        let mut input = Input::<String>::new().with_prompt(question);
        if let Some(default) = default {
            input = input.default(default.to_owned());
        }
        input.interact_text().map_err(|e| Failure::refused("the answer could not be read").because(e))
    }

    /// Asks for a text that may be left out.
    ///
    /// # Errors
    /// The terminal failed.
    pub fn maybe(self, question: &str) -> Result<Option<String>, Failure> {
        if !self.allowed {
            return Ok(None);
        }
        let asked = Input::<String>::new().with_prompt(question).allow_empty(true).interact_text();
        let answer = asked.map_err(|e| Failure::refused("the answer could not be read").because(e))?;
        Ok(Some(answer.trim().to_owned()).filter(|answer| !answer.is_empty()))
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
    fn without_a_terminal_the_option_is_named() {
        let nobody = Prompt { allowed: false, yes: false };
        let failure = nobody.confirm("Retire SRV-01?").unwrap_err();
        assert_eq!(failure.hints, ["answer with `--yes`"]);
        assert!(Prompt { allowed: false, yes: true }.confirm("Retire SRV-01?").is_ok());
    }
}
