//! The only room that meets the user.
//!
//! | file | holds |
//! | --- | --- |
//! | `command.rs` | every noun, one line each |
//! | `<noun>/<verb>.rs` | arguments (their doc comment is the help), `run`, private helpers |
//! | `args.rs` | options of every command |
//! | `config.rs` | settings; the only reader of the environment |
//! | `context.rs` | what a verb is handed: settings, clock, words, store, output |
//! | `clock.rs` | the only "now" |
//! | `failure.rs` | kind, sentence, causes, hints → exit code |
//! | `output.rs`, `prompt.rs`, `progress.rs` | the terminal |

#[macro_use]
mod verbs;

mod action;
mod alias;
pub mod args;
mod asset;
mod audit;
mod authorisation;
mod availability;
mod backup;
mod calc;
mod calendar;
mod call;
mod client;
pub mod clock;
mod closed;
pub mod command;
mod completions;
pub mod config;
mod contact;
pub mod context;
mod contract;
mod demo;
pub mod desk;
mod doctor;
mod duty;
mod endings;
mod erasing;
pub mod estate;
mod expiring;
mod export;
pub mod failure;
mod fault;
pub mod find;
pub mod fresh;
mod import;
mod init;
mod input;
mod inventoried;
mod inventory;
mod judge;
mod licence;
mod listing;
mod man;
pub mod many;
mod outage;
pub mod output;
mod owners;
pub mod progress;
pub mod prompt;
mod purge;
mod recorded;
mod refused;
mod rejects;
mod report;
mod restore;
mod room;
mod save;
pub mod sheet;
pub mod shell;
mod site;
mod sla;
pub mod source;
mod status;
mod third_party;
mod ticket;
mod undo;
mod verify;
mod volume;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};

use args::{Cli, Global};
use command::Command;
use config::Environment;
use config::settings::Settings;
use context::Ctx;
use failure::{Exit, Failure, Kind};
use output::Output;

/// argv in, exit code out.
#[must_use]
pub fn main() -> ExitCode {
    fault::keep_quiet();
    let environment = Environment::of_process();
    let code = catch_unwind(AssertUnwindSafe(|| attempt(&environment)))
        .unwrap_or_else(|_| Err(fault::failure()))
        .unwrap_or_else(|failure| tell(&failure, &environment));
    ExitCode::from(code)
}

/// One command from its words to its exit code.
fn attempt(environment: &Environment) -> Result<u8, Failure> {
    if let Some(code) = completions::answer(environment) {
        return Ok(code);
    }
    let file = |config: Option<PathBuf>| {
        let global = Global { config, ..Global::default() };
        Settings::decide(&global, environment).map(|settings| settings.file)
    };
    let mut command = examples_on_one_line(Cli::command());
    let words = alias::expand(environment.words.clone(), &command, file)?;
    let parsed = command
        .try_get_matches_from_mut(words)
        .and_then(|mut matches| Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command)));
    std::mem::forget(command); // thousands of pieces that the end of the process frees at once
    match parsed {
        Ok(cli) => obey(cli, environment),
        Err(help) if help.kind() == clap::error::ErrorKind::DisplayVersion && environment.wants_more() => {
            show_versions(environment)
        }
        Err(help) if !help.use_stderr() => show_help(&help.render(), environment),
        Err(error) => Err(usage(&error)),
    }
}

fn obey(cli: Cli, environment: &Environment) -> Result<u8, Failure> {
    let writes = matches!(cli.command, Some(Command::Config(_) | Command::Init(_)));
    let settings = match writes {
        true => Settings::decide_for_writing(&cli.global, environment)?,
        false => Settings::decide(&cli.global, environment)?,
    };
    let command = match cli.command {
        Some(command) => command,
        None if settings.database.value.exists() => Command::Status(status::Args::default()),
        None => return show_help(&examples_on_one_line(Cli::command()).render_help(), environment),
    };
    let (database, verified) = (settings.database.clone(), matches!(command, Command::Verify(_)));
    let mut ctx = Ctx::new(settings, environment.clone())?;
    let exit = command.run(&mut ctx).map_err(|failure| failure.about(&database, verified))?;
    Ok(exit.code())
}

/// Where help is never broken: it stands for a blank until help is printed.
const UNBROKEN: char = '\u{a0}';

/// Keeps each example on its line, however narrow the terminal: a command in two pieces cannot be copied.
fn examples_on_one_line(command: clap::Command) -> clap::Command {
    let whole = |line: &str| match line.starts_with("  ") {
        true => line.replace(' ', &UNBROKEN.to_string()),
        false => line.to_owned(),
    };
    let command = command.mut_subcommands(examples_on_one_line);
    match command.get_after_help().map(ToString::to_string) {
        Some(text) => command.after_help(text.split('\n').map(whole).collect::<Vec<_>>().join("\n")),
        None => command,
    }
}

fn show_help(help: &clap::builder::StyledStr, environment: &Environment) -> Result<u8, Failure> {
    let out = Output::of_process(output::Settings::default(), &environment.surroundings());
    let text = if out.look().color { help.ansi().to_string() } else { help.to_string() };
    out.answer(text.replace(UNBROKEN, " "))?;
    Ok(Exit::Done.code())
}

/// `infog --version --verbose`: what figures depend on, for a report of a fault or a second opinion.
fn show_versions(environment: &Environment) -> Result<u8, Failure> {
    let out = Output::of_process(output::Settings::default(), &environment.surroundings());
    out.line(&format!("infog {}", env!("CARGO_PKG_VERSION")))?;
    out.line(&format!("zone data {} (bundled)", crate::domain::calendar::Zone::version()))?;
    out.line(&format!("SQLite {} (bundled)", crate::store::engine_version()))?;
    out.line(&format!("schema {}", crate::store::schema()))?;
    Ok(Exit::Done.code())
}

/// What clap says of wrong words: its first paragraph is the sentence, its tips and usage are hints.
fn usage(error: &clap::Error) -> Failure {
    let text = error.render().to_string();
    let mut paragraphs = text.split("\n\n").map(str::trim).filter(|p| !p.is_empty());
    let sentence = paragraphs.next().unwrap_or_default();
    let hints = paragraphs.map(|p| meant(p.strip_prefix("tip: ").unwrap_or(p)));
    let sentence = sentence.strip_prefix("error: ").unwrap_or(sentence);
    let failure = Failure::usage(sentence.replace("invalid digit found in string", "it is no whole number"));
    // Nobody who mistypes an option wants to pass it as a value.
    let is_for_nobody = |hint: &String| hint.starts_with("For more information") || hint.starts_with("to pass '");
    Failure { hints: hints.filter(|hint| !is_for_nobody(hint)).collect(), ..failure }
}

/// What clap offers instead of a slip, in the words of every other refusal.
fn meant(tip: &str) -> String {
    let Some((_, offers)) = tip.split_once(" exist: ").or_else(|| tip.split_once(" exists: ")) else {
        return tip.to_owned();
    };
    let offers: Vec<String> = offers.split(", ").map(|offer| format!("`{}`", offer.trim_matches('\''))).collect();
    format!("did you mean {}?", offers.join(" or "))
}

/// Says on standard error what failed; a closed pipe has nobody to tell.
fn tell(failure: &Failure, environment: &Environment) -> u8 {
    let out = Output::of_process(environment.output_settings(), &environment.surroundings());
    match failure.kind {
        Kind::ClosedPipe => {}
        _ if environment.wants_json() => out.remark_line(&failure.json().to_string()),
        _ => {
            out.error(&failure.message());
            failure.hints.iter().for_each(|hint| out.hint(hint));
        }
    }
    failure.kind.exit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_option_of_any_verb_clashes_with_another() {
        Cli::command().debug_assert();
    }
}
