//! Time and place: the same facts give the same bytes whatever zone and locale the machine is set to.

use infog::domain::instant::Instant;
use infog::store;

use crate::harness::World;

/// Where a machine may stand: half hours, a date line, a change at midnight.
const ZONES: [&str; 6] =
    ["UTC", "Europe/Paris", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "America/Havana"];

/// What a machine may speak; `tr_TR` has its own idea of `i` and `I`.
const LOCALES: [&str; 3] = ["C", "fr_FR.UTF-8", "tr_TR.ISO-8859-9"];

fn busy() -> World {
    let world = World::ried();
    let open = ["ticket", "open", "ERP à l'arrêt", "--client", "ried", "--severity", "N2", "--asset", "RIED-SRV-01"];
    world.infog(open.into_iter().chain(["--at", "2026-06-29T09:10:00+02:00"])).any_remarks().run();
    world.infog(["ticket", "ack", "1", "--at", "2026-06-29T09:40:00+02:00"]).run();
    world.infog(["ticket", "pause", "1", "--reason", "waiting-client", "--at", "2026-06-29T10:00:00+02:00"]).run();
    world
}

/// The commands that answer from facts, and the formats in which programs read them.
const ANSWERS: [&[&str]; 18] = [
    &["status", "--json"],
    &["ticket", "show", "1", "--json"],
    &["ticket", "list", "--format", "csv"],
    &["ticket", "export"],
    &["sla", "due", "--json"],
    &["sla", "explain", "1", "--json"],
    &["report", "sla", "--client", "ried", "--month", "2026-06", "--format", "csv"],
    &["report", "sla", "--client", "ried", "--month", "2026-06", "--format", "md"],
    &["report", "sla", "--client", "ried", "--month", "2026-06", "--json"],
    &["report", "inventory", "--client", "ried", "--format", "csv"],
    &["report", "inventory", "--client", "ried", "--format", "md"],
    &["report", "responsibility", "--client", "ried", "--format", "csv"],
    &["contract", "renewals", "--json"],
    &["expiring", "--json"],
    &["asset", "list", "--format", "csv"],
    &["calendar", "show", "ried-bureau", "--json"],
    &["contract", "show", "RIED-2025", "--json"],
    &["verify", "--json"],
];

#[test]
fn zones_and_locales_of_the_machine_change_no_byte() {
    let world = busy();
    for words in ANSWERS {
        let mut first: Option<String> = None;
        for zone in ZONES {
            for locale in LOCALES {
                let run = world.infog(words).var("TZ", zone).var("LC_ALL", locale).var("LANG", locale);
                let answer = run.any_remarks().run().stdout;
                let expected = first.get_or_insert_with(|| answer.clone());
                assert_eq!(&answer, expected, "{words:?} under {zone} and {locale}");
            }
        }
    }
}

/// What is read on the terminal follows the reader, and only the reader's own settings.
#[test]
fn what_the_reader_asks_for_wins_over_the_machine() {
    let world = busy();
    for words in [&["ticket", "show", "1"][..], &["sla", "explain", "1"], &["status"]] {
        let mut first: Option<String> = None;
        for zone in ZONES {
            for locale in LOCALES {
                let run = world.infog(words).var("TZ", zone).var("LC_ALL", locale).var("LANG", locale);
                let answer = run.var("INFOG_TZ", "Europe/Paris").var("INFOG_LANG", "fr").any_remarks().run().stdout;
                let expected = first.get_or_insert_with(|| answer.clone());
                assert_eq!(&answer, expected, "{words:?} under {zone} and {locale}");
            }
        }
    }
}

/// The same commands under two machines leave the same facts.
#[test]
fn what_is_recorded_does_not_depend_on_the_machine() {
    let recorded = |zone: &str, locale: &str| {
        let world = World::ried();
        let open = ["ticket", "open", "Panne", "--client", "ried", "--at", "2026-06-30 08:15"];
        world.infog(open).var("TZ", zone).var("LC_ALL", locale).any_remarks().run();
        world.infog(["ticket", "ack", "1"]).var("TZ", zone).var("LC_ALL", locale).run();
        world.infog(["ticket", "export"]).run().stdout
    };
    let here = recorded("Europe/Paris", "fr_FR.UTF-8");
    for zone in ["UTC", "Pacific/Kiritimati", "America/Havana"] {
        assert_eq!(recorded(zone, "C"), here, "{zone}");
    }
}

#[test]
fn the_versions_that_figures_depend_on_are_shown() {
    let world = World::empty();
    for words in [["--version", "--verbose"], ["--verbose", "--version"], ["-V", "-v"]] {
        let answer = world.infog(words).has("zone data 20").has("SQLite 3.").has("schema ").run().stdout;
        assert!(answer.starts_with(concat!("infog ", env!("CARGO_PKG_VERSION"), "\n")), "{answer}");
    }
    world.infog(["--version"]).stdout(concat!("infog ", env!("CARGO_PKG_VERSION"), "\n")).run();
}

/// Records something two hours from now, as a clock does that is set back afterwards.
fn record_ahead(world: &World, name: &str) {
    let clock = std::time::UNIX_EPOCH.elapsed().expect("after 1970").as_secs();
    let ahead = Instant(i64::try_from(clock).expect("a small number") + 7_200);
    let mut store = store::Store::open(&world.database(), &store::Options::default()).expect("a database");
    let stamp = store::event::Stamp { at: ahead, recorded_at: ahead, actor: "lea".into(), clock_given: false };
    let written = store.write(|db| -> Result<(), Box<dyn std::error::Error>> {
        let ried = "ried".parse()?;
        let client = store::client::get(db, &ried)?.expect("ried");
        let after = infog::domain::client::Client { name: name.to_owned(), ..client };
        store::client::edit(db, &after, &stamp)?;
        Ok(())
    });
    written.expect("an event");
}

#[test]
fn a_clock_that_was_set_back_is_warned_about_and_recorded() {
    let world = World::ried();
    record_ahead(&world, "Avant");
    let edit = |name: &str| world.infog(["client", "edit", "ried", "--name", name]).without("INFOG_NOW");
    edit("Un").says("warning: the clock of this machine is 7").says("behind what was recorded before").run();
    edit("Un").run(); // nothing was recorded, nothing is said
    edit("Deux").run(); // it goes on from there
    record_ahead(&world, "Encore");
    edit("Trois").says("warning: the clock").run();
    // what was dated by hand is not the clock's
    world.infog(["client", "edit", "ried", "--name", "Quatre"]).run();
    let told = world.infog(["verify"]).json();
    assert_eq!(told["sound"], true);
    let back: Vec<i64> =
        told["clock_back"].as_array().expect("a list").iter().filter_map(|b| b["event"].as_i64()).collect();
    assert_eq!(back.len(), 2);
    assert!(told["clock_back"][0]["behind_s"].as_i64().is_some_and(|s| (7_190..=7_200).contains(&s)));
    world.infog(["verify"]).has("2 events were recorded while the clock").has(&format!("event {}", back[0])).run();
    world.infog(["verify", "--lang", "fr"]).has("2 événements").run();
    world.infog(["audit", "--client", "ried"]).has("the clock was").run();
    // the mark is in the chain: nobody takes it away unseen
    let raw = rusqlite::Connection::open(world.database()).expect("a database");
    raw.execute_batch("UPDATE event SET behind_s = NULL").expect("a change");
    drop(raw);
    world.harm();
    world.infog(["verify"]).status(5).has(&format!("event {}", back[0])).run();
}
