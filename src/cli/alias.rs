//! The user's own commands: `[alias] mine = "ticket list --mine"` makes `infog mine --client ried`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Command;

use super::config::file::File;
use super::config::option_in;
use super::failure::Failure;

/// The command line with its first word replaced as long as it is an alias; a command of infog is never one.
///
/// `file` is asked for only when the first word is unknown.
///
/// # Errors
/// The configuration file is wrong, an alias leads to itself, or one cannot be split into words.
pub fn expand(
    mut words: Vec<OsString>,
    command: &Command,
    file: impl FnOnce(Option<PathBuf>) -> Result<File, Failure>,
) -> Result<Vec<OsString>, Failure> {
    let Some(mut at) = first_word(&words, command).filter(|at| !is_known(command, &words[*at])) else {
        return Ok(words);
    };
    let file = file(option_in(&words, "--config").map(PathBuf::from))?;
    let mut seen: Vec<String> = Vec::new();
    while let Some((name, meaning)) = alias_of(&file, &words[at]).filter(|_| !is_known(command, &words[at])) {
        if seen.contains(&name) {
            seen.push(name);
            return Err(Failure::refused(format!("the alias `{}` leads to itself: {}", seen[0], seen.join(" → ")))
                .hinted(format!("mend it in {}", file.path.display())));
        }
        words.splice(at..=at, split(&name, &meaning)?.into_iter().map(OsString::from));
        seen.push(name);
        match first_word(&words, command) {
            Some(next) => at = next,
            None => break,
        }
    }
    Ok(words)
}

fn alias_of(file: &File, word: &OsString) -> Option<(String, String)> {
    let word = word.to_str()?;
    file.aliases().find(|(name, _)| *name == word).map(|(name, entry)| (name.to_owned(), entry.value.clone()))
}

fn is_known(command: &Command, word: &OsString) -> bool {
    word.to_str().is_some_and(|word| word == "help" || command.find_subcommand(word).is_some())
}

/// The place of the first word that is neither an option of infog nor an option's value.
fn first_word(words: &[OsString], command: &Command) -> Option<usize> {
    let mut at = 1;
    while let Some(word) = words.get(at) {
        let text = word.to_string_lossy();
        match text.strip_prefix("--") {
            Some("") => return None,
            Some(long) if takes_value(command, long) => at += 2,
            Some(_) => at += 1,
            None if text.starts_with('-') && text.len() > 1 => at += 1,
            None => return Some(at),
        }
    }
    None
}

fn takes_value(command: &Command, long: &str) -> bool {
    command.get_arguments().any(|arg| arg.get_long() == Some(long) && arg.get_action().takes_values())
}

/// Splits at blanks; quotes of either kind hold words together.
fn split(name: &str, meaning: &str) -> Result<Vec<String>, Failure> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in meaning.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, _) if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    if quote.is_some() {
        return Err(Failure::refused(format!("the alias `{name}` has a quote without its end: {meaning}")));
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::args::Cli;

    fn expanded(line: &str, config: &str) -> Result<Vec<String>, Failure> {
        let words = line.split(' ').map(OsString::from).collect();
        let file = File::parse(Path::new("c.toml"), config).unwrap();
        let words = expand(words, &Cli::command(), |_| Ok(file))?;
        Ok(words.into_iter().map(|w| w.into_string().unwrap()).collect())
    }

    #[test]
    fn an_alias_stands_for_its_words_and_options_follow() {
        let words = expanded("infog --db x fetes --year 2026", "[alias]\nfetes = \"calendar 'holidays' fr\"").unwrap();
        assert_eq!(words, ["infog", "--db", "x", "calendar", "holidays", "fr", "--year", "2026"]);
    }

    #[test]
    fn an_alias_of_an_alias_is_followed_but_never_in_a_circle() {
        let config = "[alias]\na = \"b -v\"\nb = \"config show\"\nx = \"y\"\ny = \"x\"\n";
        assert_eq!(expanded("infog a", config).unwrap(), ["infog", "config", "show", "-v"]);
        let failure = expanded("infog x", config).unwrap_err();
        assert_eq!(failure.sentence, "the alias `x` leads to itself: x → y → x");
    }

    #[test]
    fn a_command_of_infog_cannot_be_replaced() {
        assert_eq!(expanded("infog config show", "[alias]\nconfig = \"man\"").unwrap(), ["infog", "config", "show"]);
    }

    #[test]
    fn an_open_quote_is_refused() {
        assert!(expanded("infog a", "[alias]\na = \"config 'show\"").is_err());
    }

    #[test]
    fn the_configuration_file_is_found_before_parsing() {
        let words = ["infog", "x", "--config", "a.toml", "--", "--config", "b.toml"].map(OsString::from);
        assert_eq!(option_in(&words, "--config"), Some("a.toml".as_ref()));
        assert_eq!(option_in(&["--config=c".into()], "--config"), Some("c".as_ref()));
    }
}
