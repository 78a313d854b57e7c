//! Faults seen in other tools, and readings of one sentence.

use super::{OFFICE, Story, TERMS, USUAL, clock, desk_open};
use crate::harness::World;

#[test]
fn a_seven_day_calendar_skips_and_doubles_no_sunday() {
    let round = OFFICE.replace("mon-fri = [\"09:00-17:00\"]", "every-day = [\"00:00-24:00\"]");
    let world = desk_open(&round, "", "[[target]]\nticket = \"incident\"\nresolution = \"24h working\"\n");
    for (at, due) in [
        ("2026-03-29T00:30:00+01:00", "2026-03-30T01:30:00+02:00"),
        ("2026-03-28T23:30:00+01:00", "2026-03-30T00:30:00+02:00"),
        ("2025-10-26T00:30:00+02:00", "2025-10-26T23:30:00+01:00"),
        ("2025-10-25T23:30:00+02:00", "2025-10-26T22:30:00+01:00"),
    ] {
        assert_eq!(Story::opened(&world, at, &[]).due("resolution", at), due);
    }
}

#[test]
fn a_yearly_closure_holds_across_new_year() {
    let closed =
        format!("{OFFICE}[[closures]]\nfrom = \"2024-12-24\"\nto = \"2025-01-02\"\nyearly = true\nreason = \"Noël\"\n");
    let world = desk_open(&closed, "", USUAL);
    let now = "2026-12-23T16:00:00+01:00";
    let ticket = world.infog(["ticket", "open", "x"]).now(now).json();
    assert_eq!(clock(&ticket, "resolution")["due_at"], "2027-01-04T16:00:00+01:00");
}

#[test]
fn the_second_window_of_a_day_counts() {
    let split = OFFICE.replace("[\"09:00-17:00\"]", "[\"09:00-12:00\", \"14:00-18:00\"]");
    for (allowance, due) in [("2h30m", "11:30"), ("3h", "12:00"), ("5h", "16:00"), ("3h1m", "14:01")] {
        let world = desk_open(
            &split,
            "",
            &format!("[[target]]\nticket = \"incident\"\nresolution = \"{allowance} working\"\n"),
        );
        let story = Story::opened(&world, "2026-06-01 09:00", &[]);
        assert_eq!(story.due("resolution", "2026-06-01T09:00:00+02:00"), format!("2026-06-01T{due}:00+02:00"));
    }
}

#[test]
fn forty_eight_hours_read_four_ways() {
    let alsace = "name = \"office\"\ntimezone = \"Europe/Paris\"\nholidays = [\"fr-alsace-moselle\"]\n[hours]\n\
                  mon-thu = [\"08:00-12:00\", \"13:30-17:30\"]\nfri = [\"08:00-12:00\", \"13:30-16:30\"]\n";
    let next = "elapsed_due_when_closed = \"next-opening\"";
    for (policy, within, due) in [
        ("", "48h elapsed", "2026-01-25T10:20:00+01:00"),
        (next, "48h elapsed", "2026-01-26T08:00:00+01:00"),
        ("", "2d working", "2026-01-27T17:30:00+01:00"),
        ("", "48h working", "2026-02-02T13:50:00+01:00"),
    ] {
        let world = desk_open(alsace, policy, &format!("[[target]]\nticket = \"incident\"\nresponse = \"{within}\"\n"));
        let story = Story::opened(&world, "2026-01-23 10:20", &[]);
        assert_eq!(story.due("response", "2026-01-23T10:20:00+01:00"), due, "{within}");
    }
}

#[test]
fn another_zone_keeps_its_own_dates() {
    let world = World::empty();
    world.infog(["client", "add", "run", "--name", "Run", "--zone", "Indian/Reunion"]).any_remarks().run();
    let calendar = "name = \"run\"\ntimezone = \"Indian/Reunion\"\nholidays = [\"fr-reunion\"]\n[hours]\n\
                    every-day = [\"08:00-12:00\", \"13:00-17:00\"]\n";
    world.infog(["calendar", "apply", "-"]).stdin(calendar).any_remarks().run();
    let contract = TERMS.replace("acme", "run").replace("office", "run") + USUAL;
    world.infog(["contract", "apply", "-"]).stdin(contract).any_remarks().run();
    let open = ["ticket", "open", "cyclone", "--at", "2026-12-19 16:00"];
    let ticket = world.infog(open).now("2026-12-19T13:00:00+01:00").json();
    assert_eq!(ticket["opened_at"], "2026-12-19T16:00:00+04:00");
    // the abolition day of La Réunion, 20 December, is a holiday there
    assert_eq!(clock(&ticket, "response")["due_at"], "2026-12-21T11:00:00+04:00");
}
