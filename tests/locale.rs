//! The two catalogues say the same things, and nothing that nobody says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use infog::locale::MESSAGES;

const ENGLISH: &str = include_str!("../src/locale/en.ftl");
const FRENCH: &str = include_str!("../src/locale/fr.ftl");

/// Words that are ready before a verb says them. One that is said, or no longer wanted, leaves the list.
const WAITING: &[&str] = &[
    "always",
    "never",
    "unknown",
    "and_more",
    "shown_of",
    "count_assets",
    "count_clients",
    "count_contracts",
    "count_calendars",
    "count_lines",
    "count_breaches",
    "count_warnings",
    "state_undecided",
    "title_amendment",
    "title_asset",
    "title_breached",
    "title_calendar",
    "title_closed",
    "title_code",
    "title_column",
    "title_consumed",
    "title_contact",
    "title_count",
    "title_day",
    "title_ends_on",
    "title_excluded",
    "title_feast",
    "title_field",
    "title_hours",
    "title_language",
    "title_last_tickets",
    "title_minutes",
    "title_name",
    "title_note",
    "title_origin",
    "title_recorded",
    "title_reference",
    "title_relation",
    "title_renewal",
    "title_resolved",
    "title_signed_on",
    "title_starts_on",
    "title_target",
    "title_ticket",
    "title_value",
    "title_version",
    "report_requests",
    "report_indicative",
    "report_severities",
    "report_decided_in_month",
    "report_goals",
    "title_clause",
    "title_definition",
    "ticket_opened_line",
    "ticket_changed_line",
    "ticket_imported_line",
    "ticket_import_checked",
    "note_channel",
    "note_pause_stops_nothing",
    "note_licence_clock",
    "no_tickets",
    "no_open_tickets",
    "explain_moved",
    "explain_now",
    "calendar_versions",
    "calendar_none",
    "calendar_month_of",
    "calendar_open_in_month",
    "calendar_sound",
    "calendar_created",
    "calendar_version_created",
    "calendar_replaced",
    "calendar_unchanged",
    "calendar_would_be",
    "title_replaced",
    "holidays_heading",
];

/// Name of each message and the variables that it uses, read without the library.
fn messages(catalogue: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut name = String::new();
    for line in catalogue.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        if !line.starts_with([' ', '}']) {
            name = line.split(" =").next().expect("a name").to_owned();
            assert!(!found.contains_key(&name), "`{name}` stands twice");
        }
        found.entry(name.clone()).or_default().extend(variables(line));
    }
    found
}

fn variables(line: &str) -> impl Iterator<Item = String> + '_ {
    let name = |part: &str| part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    line.split("{ $").skip(1).map(name)
}

#[test]
fn catalogues_and_list_agree_message_by_message_and_variable_by_variable() {
    let listed: BTreeMap<String, BTreeSet<String>> = MESSAGES
        .iter()
        .map(|(name, variables)| ((*name).to_owned(), variables.iter().map(|v| (*v).to_owned()).collect()))
        .collect();
    assert_eq!(listed.len(), MESSAGES.len(), "a message is listed twice");
    for (file, catalogue) in [("en.ftl", ENGLISH), ("fr.ftl", FRENCH)] {
        let written = messages(catalogue);
        for (name, variables) in &listed {
            assert_eq!(written.get(name), Some(variables), "{file}: `{name}` and its variables");
        }
        let extra: Vec<_> = written.keys().filter(|name| !listed.contains_key(*name)).collect();
        assert!(extra.is_empty(), "{file}: not in messages.rs: {extra:?}");
    }
}

#[test]
fn every_message_is_sound_and_prints_all_its_variables() {
    for (language, catalogue) in [("en", ENGLISH), ("fr", FRENCH)] {
        let resource = FluentResource::try_new(catalogue.to_owned()).map_err(|(_, errors)| errors).expect(language);
        let mut bundle = FluentBundle::new_concurrent(vec![language.parse().expect("a language")]);
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).expect("no message twice");
        for (name, variables) in MESSAGES {
            let mut args = FluentArgs::new();
            for (i, variable) in variables.iter().enumerate() {
                args.set(*variable, 1000 + i);
            }
            let pattern = bundle.get_message(name).and_then(|message| message.value()).expect(name);
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
            assert!(errors.is_empty(), "{language}: {name}: {errors:?}");
            assert!(!text.trim().is_empty(), "{language}: {name} says nothing");
            for (i, variable) in variables.iter().enumerate() {
                assert!(text.contains(&(1000 + i).to_string()), "{language}: {name} does not print `{variable}`");
            }
        }
    }
}

#[test]
fn every_message_is_said_somewhere() {
    let mut sources = String::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut sources);
    let is_said = |name: &str| {
        [format!(".{name}("), format!("Locale::{name},"), format!("Locale::{name})")]
            .iter()
            .any(|call| sources.contains(call))
    };
    let silent: Vec<_> = MESSAGES.iter().map(|(name, _)| *name).filter(|name| !is_said(name)).collect();
    let forgotten: Vec<_> = silent.iter().filter(|name| !WAITING.contains(name)).collect();
    assert!(forgotten.is_empty(), "nobody says {forgotten:?}");
    let unknown: Vec<_> = WAITING.iter().filter(|name| !MESSAGES.iter().any(|(known, _)| known == *name)).collect();
    assert!(unknown.is_empty(), "no message {unknown:?}");
}

fn read(folder: &Path, sources: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            read(&path, sources);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("locale/messages.rs") {
            sources.push_str(&std::fs::read_to_string(&path).expect("a source"));
        }
    }
}

#[test]
fn translators_write_plain_spaces() {
    for (file, catalogue) in [("en.ftl", ENGLISH), ("fr.ftl", FRENCH)] {
        for (number, line) in catalogue.lines().enumerate() {
            assert!(!line.contains(['\u{a0}', '\u{202f}', '\t']), "{file}:{}: {line}", number + 1);
        }
    }
}

/// Everything that a desk asks for, on a ticket that was paused, resumed, cancelled, logged and opened late.
#[test]
fn nothing_for_programs_changes_with_the_language() {
    let world = crate::harness::World::ried();
    let open = ["ticket", "open", "Panne", "--asset", "RIED-SRV-01", "--severity", "N1", "--at", "2026-06-30 09:00"];
    world.infog(open).any_remarks().run();
    world.infog(["ticket", "open", "Souris", "--asset", "RIED-PC-01", "--kind", "request"]).any_remarks().run();
    for words in [
        vec!["pause", "1", "--reason", "waiting-client"],
        vec!["resume", "1"],
        vec!["log", "1", "--minutes", "20", "--on-site"],
        vec!["note", "1", "appelé"],
        vec!["cancel", "2", "--reason", "duplicate", "--of", "1"],
    ] {
        world.infog(std::iter::once("ticket").chain(words)).any_remarks().run();
    }
    for words in [
        "client list",
        "client show ried",
        "calendar list",
        "calendar show ried-bureau",
        "calendar show ried-bureau --month 2026-08",
        "calendar history ried-bureau",
        "calendar holidays fr --year 2026",
        "contract list",
        "contract show RIED-2025",
        "contract history RIED-2025",
        "asset list --missing",
        "asset show RIED-SRV-01",
        "asset history RIED-SRV-01",
        "ticket list --all",
        "ticket show 1",
        "ticket show 2",
        "ticket search panne",
        "sla due",
        "sla explain 1",
        "report sla --client ried --month 2026-06",
        "status",
        "calc elapsed --calendar ried-bureau --from 2026-07-13T09:00:00+02:00 --to 2026-07-15T09:00:00+02:00 --explain",
    ] {
        for format in ["csv", "json"] {
            let told = |lang: &str| {
                let words = words.split(' ').chain(["--format", format, "--lang", lang]);
                world.infog(words).any_remarks().run().stdout
            };
            assert_eq!(told("en"), told("fr"), "{words} --format {format}");
        }
    }
}
