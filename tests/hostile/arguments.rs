//! Every argument of every command, made from the command line itself: a new option is tried without anybody thinking of it.

use std::ffi::OsString;

use clap::{Arg, ArgAction, Command, CommandFactory as _};

use super::reads::read_all;
use super::{PAYLOADS, desk, everything, harmless};

/// Every command that does something, with the words that lead to it.
pub fn verbs(command: &Command, path: &[String], found: &mut Vec<(Vec<String>, Command)>) {
    let mut leaf = true;
    for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
        leaf = false;
        let path: Vec<String> = path.iter().cloned().chain([verb.get_name().to_owned()]).collect();
        verbs(verb, &path, found);
    }
    if leaf {
        found.push((path.to_vec(), command.clone()));
    }
}

fn takes_text(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Set | ArgAction::Append)
}

/// The words that give `value` to `arg`. A value glued to its option is a value even if it begins with `-`.
fn given(arg: &Arg, value: &str) -> Vec<OsString> {
    match arg.get_long() {
        Some(long) => vec![format!("--{long}={value}").into()],
        None => vec![value.into()],
    }
}

/// A command line in which `tried` holds `payload` and every other argument that must be there holds something sound.
fn line(path: &[String], verb: &Command, tried: &Arg, payload: &str) -> Vec<OsString> {
    let mut words: Vec<OsString> = path.iter().map(Into::into).collect();
    for arg in verb.get_arguments() {
        let is_tried = arg.get_id() == tried.get_id();
        let wanted = arg.is_required_set() && takes_text(arg);
        match (is_tried, wanted) {
            (true, _) => words.extend(given(arg, payload)),
            (false, true) => words.extend(given(arg, sound(arg.get_id().as_str()))),
            (false, false) => {}
        }
    }
    words
}

/// Something that exists, by the name of the argument.
fn sound(name: &str) -> &'static str {
    match name {
        "client" | "code" => "ried",
        "number" | "numbers" | "n" => "1",
        "tag" | "tags" | "asset" | "assets" => "RIED-SRV-01",
        "contract" | "reference" | "ref" => "RIED-2025",
        "calendar" | "calendars" => "ried-bureau",
        "reason" => "waiting-client",
        "month" => "2026-06",
        "severity" => "N2",
        "minutes" => "5",
        "from" => "2026-06-01",
        "to" => "2026-06-02",
        _ => "x",
    }
}

#[test]
fn no_argument_of_any_command_brings_a_character_out_that_acts() {
    let world = desk();
    let mut found = Vec::new();
    verbs(&infog::cli::args::Cli::command(), &[], &mut found);
    let payload = everything();
    let mut tried = 0;
    for (path, verb) in &found {
        for arg in verb.get_arguments().filter(|arg| takes_text(arg)) {
            for format in ["--format=table", "--json"] {
                let words = line(path, verb, arg, &payload);
                let answer = world.infog(words).word(format).status_any().run();
                harmless(&answer, &(path, arg.get_id()));
                tried += 1;
            }
        }
    }
    assert!(tried > 400, "only {tried} command lines");
    read_all(&world, &["table", "csv", "md", "json"], &"after all arguments");
}

#[test]
fn names_of_files_and_variables_do_not_act_either() {
    let world = desk();
    for payload in PAYLOADS {
        for words in [
            vec!["asset", "import", payload],
            vec!["calendar", "apply", payload],
            vec!["contract", "check", payload],
            vec!["ticket", "import", payload],
            vec!["restore", payload],
            vec![payload],
            vec!["ticket", payload],
            vec!["--db", payload, "client", "list"],
            vec!["--config", payload, "client", "list"],
        ] {
            harmless(&world.infog(&words).status_any().run(), &words);
        }
        for variable in ["INFOG_DB", "INFOG_AS", "INFOG_LANG", "INFOG_TZ", "INFOG_NOW", "INFOG_FORMAT", "INFOG_COLOR"] {
            for words in [&["client", "list"][..], &["config", "show"], &["client", "add", "x", "--name", "X"]] {
                let answer = world.infog(words).var(variable, payload).status_any().run();
                harmless(&answer, &(variable, words));
            }
        }
    }
}
