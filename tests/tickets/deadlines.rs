//! Deadlines as rules 12 to 24 have them, each on its surprising day.

use serde_json::Value;

use super::{GRID, JUNE_END, OFFICE, Story, TERMS, USUAL, clock, desk, metrics};

#[test]
fn rule_12_eight_hours_from_nine_end_at_five_the_same_day() {
    let world = desk("", USUAL);
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    assert_eq!(story.due("resolution", "2026-06-01T09:00:00+02:00"), "2026-06-01T17:00:00+02:00");
}

#[test]
fn rule_13_exactly_the_allowance_is_met_and_a_second_more_is_not() {
    let world = desk("", USUAL);
    for (at, state, late) in [
        ("2026-06-01T20:00:00+02:00", "met", 0),
        ("2026-06-02T09:00:00+02:00", "met", 0),
        ("2026-06-02T09:00:01+02:00", "breached", 1),
    ] {
        let story = Story::opened(&world, "2026-06-01 09:00", &[]);
        let resolution = story.then("resolve", at, &[]).clock("resolution", JUNE_END);
        assert_eq!((&resolution["state"], &resolution["late_s"]), (&state.into(), &late.into()), "{at}");
        let broken = if late > 0 { "2026-06-02T09:00:00+02:00".into() } else { Value::Null };
        assert_eq!(resolution["breached_at"], broken);
    }
}

#[test]
fn rule_14_working_days_count_dates_after_the_opening_but_not_those_that_close_in_a_pause() {
    let days = "[[target]]\nticket = \"request\"\nresolution = { within = \"5d working\", due = \"close-of-day\" }\n";
    let world = desk("", days);
    let story = Story::opened(&world, "2026-06-01 10:00", &["--kind", "request"]);
    let resolution = story.clock("resolution", "2026-06-01T10:00:00+02:00");
    assert_eq!(
        (&resolution["unit"], &resolution["due_at"]),
        (&"working-days".into(), &"2026-06-08T17:00:00+02:00".into())
    );
    assert_eq!((&resolution["allowance_s"], &resolution["consumed_s"]), (&Value::Null, &Value::Null));
    story.then("pause", "2026-06-02 16:00", &["--reason", "waiting-client"]).then("resume", "2026-06-04 10:00", &[]);
    assert_eq!(story.due("resolution", "2026-06-04T10:00:00+02:00"), "2026-06-10T17:00:00+02:00");
    assert_eq!(story.clock("resolution", "2026-06-10T08:59:00+02:00")["at_risk"], false);
    assert_eq!(story.clock("resolution", "2026-06-10T09:00:00+02:00")["at_risk"], true);
    assert_eq!(story.clock("resolution", "2026-06-11T09:00:00+02:00")["state"], "running");
    assert_eq!(story.clock("resolution", "2026-06-11T09:00:01+02:00")["state"], "breached");
}

#[test]
fn rule_14_the_same_time_moves_to_the_next_opening_where_the_desk_is_closed() {
    let days = "[[target]]\nticket = \"request\"\nresolution = { within = \"2d working\", due = \"same-time\" }\n";
    let world = desk("", days);
    for (at, due) in
        [("2026-06-01 10:20", "2026-06-03T10:20:00+02:00"), ("2026-06-01 08:00", "2026-06-03T09:00:00+02:00")]
    {
        let story = Story::opened(&world, at, &["--kind", "request"]);
        assert_eq!(story.due("resolution", "2026-06-01T10:20:00+02:00"), due);
    }
}

#[test]
fn rule_15_an_elapsed_deadline_stays_or_moves_to_the_next_opening() {
    let elapsed = "[[target]]\nticket = \"incident\"\nresolution = \"48h elapsed\"\n";
    for (policy, due) in [("keep", "2026-06-07T10:00:00+02:00"), ("next-opening", "2026-06-08T09:00:00+02:00")] {
        let world = desk(&format!("elapsed_due_when_closed = \"{policy}\""), elapsed);
        let story = Story::opened(&world, "2026-06-05 10:00", &[]);
        assert_eq!(story.due("resolution", "2026-06-05T10:00:00+02:00"), due);
    }
    let world = desk("elapsed_due_when_closed = \"next-opening\"", elapsed);
    let story = Story::opened(&world, "2026-06-05 10:00", &[]);
    let late = story.then("resolve", "2026-06-08 09:10", &[]).clock("resolution", JUNE_END);
    assert_eq!((&late["state"], &late["late_s"]), (&"breached".into(), &600.into()));
}

#[test]
fn rule_15_a_pause_cuts_real_time_out_of_an_elapsed_commitment_nights_included() {
    let world = desk("", "[[target]]\nticket = \"incident\"\nresolution = \"48h elapsed\"\n");
    let story = Story::opened(&world, "2026-06-08 10:00", &[]);
    story.then("pause", "2026-06-08 20:00", &["--reason", "waiting-client"]).then("resume", "2026-06-09 08:00", &[]);
    assert_eq!(story.due("resolution", "2026-06-09T08:00:00+02:00"), "2026-06-10T22:00:00+02:00");
}

#[test]
fn plain_hours_are_real_hours_over_a_clock_change() {
    let world = desk("", "[[target]]\nticket = \"incident\"\nresponse = \"48h elapsed\"\n");
    let story = Story::opened(&world, "2026-03-27 15:30", &[]);
    assert_eq!(story.due("response", "2026-03-27T15:30:00+01:00"), "2026-03-29T16:30:00+02:00");
}

#[test]
fn rule_17_resolving_stops_response_and_workaround_too() {
    let all = "[[target]]\nticket = \"incident\"\nresponse = \"1h working\"\nworkaround = \"2h working\"\n\
               resolution = \"8h working\"\nupdate = \"2h working\"\n";
    let world = desk("", all);
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    let ticket = story.then("resolve", "2026-06-01 09:40", &[]).seen(JUNE_END);
    assert_eq!(metrics(&ticket), ["response", "workaround", "resolution"]);
    for metric in ["response", "workaround", "resolution"] {
        assert_eq!(clock(&ticket, metric)["stopped_at"], "2026-06-01T09:40:00+02:00");
    }
}

#[test]
fn rule_17_each_interval_between_updates_is_one_commitment() {
    let world = desk("", "[[target]]\nticket = \"incident\"\nupdate = \"2h working\"\n");
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    story.then("ack", "2026-06-01 09:30", &[]).then("update", "2026-06-01 11:00", &["diagnostic"]);
    story.then("note", "2026-06-01 14:00", &["pièce commandée", "--update"]).then("resolve", "2026-06-01 15:00", &[]);
    let ticket = story.seen(JUNE_END);
    let states: Vec<_> =
        ticket["clocks"].as_array().expect("clocks").iter().map(|c| (&c["cycle"], &c["state"])).collect();
    assert_eq!(states, [(&1.into(), &"met".into()), (&2.into(), &"breached".into()), (&3.into(), &"met".into())]);
}

#[test]
fn an_indicative_target_is_shown_and_never_breached() {
    let world = desk("", "[[target]]\nticket = \"incident\"\nresponse = \"1h working\"\nfirm = false\n");
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    let response = story.clock("response", "2026-06-05T09:00:00+02:00");
    assert_eq!((&response["firm"], &response["breached_at"]), (&false.into(), &Value::Null));
    assert_ne!(response["state"], "breached");
    world.infog(["ticket", "show", "1"]).now(JUNE_END).has("(indicative)").run();
}

#[test]
fn rule_18_a_pause_moves_the_deadline_by_the_counted_time_that_it_covers() {
    let world = desk("", USUAL);
    let story = Story::opened(&world, "2026-06-05 15:00", &[]);
    story.then("pause", "2026-06-05 16:00", &["--reason", "waiting-client"]).then("resume", "2026-06-08 09:00", &[]);
    assert_eq!(story.due("resolution", "2026-06-08T09:00:00+02:00"), "2026-06-08T16:00:00+02:00");
}

#[test]
fn rule_18_a_pause_at_night_moves_nothing() {
    let world = desk("", USUAL);
    let story = Story::opened(&world, "2026-06-01 15:00", &[]);
    story.then("pause", "2026-06-01 18:00", &["--reason", "waiting-client"]).then("resume", "2026-06-02 08:00", &[]);
    assert_eq!(story.due("resolution", "2026-06-02T09:00:00+02:00"), "2026-06-02T15:00:00+02:00");
}

#[test]
fn rule_18_paused_straight_to_resolved_ends_the_pause() {
    let world = desk("", USUAL);
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    story.then("pause", "2026-06-01 11:00", &["--reason", "waiting-client"]).then("resolve", "2026-06-03 14:00", &[]);
    let resolution = story.clock("resolution", JUNE_END);
    assert_eq!((&resolution["state"], &resolution["consumed_s"]), (&"met".into(), &7200.into()));
    assert_eq!(resolution["due_at"], "2026-06-04T12:00:00+02:00");
}

#[test]
fn rule_18_only_the_metrics_that_the_contract_suspends_are_paused() {
    let world = desk("", USUAL);
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    story.then("pause", "2026-06-01 10:00", &["--reason", "waiting-client"]);
    let ticket = story.seen("2026-06-01T11:00:00+02:00");
    assert_eq!(clock(&ticket, "response")["state"], "running");
    assert_eq!(clock(&ticket, "resolution")["state"], "paused");
}

/// The deadline of the resolution after a change of severity at noon, with a pause from 10:00 to 11:00 or without.
fn regraded(policy: &str, from: &str, to: &str, paused: bool) -> String {
    let world = desk(policy, GRID);
    let story = Story::opened(&world, "2026-06-01 09:00", &["--severity", from]);
    if paused {
        story.then("pause", "2026-06-01 10:00", &["--reason", "waiting-client"]).then(
            "resume",
            "2026-06-01 11:00",
            &[],
        );
    }
    story.then("severity", "2026-06-01 12:00", &[to]).due("resolution", "2026-06-01T12:00:00+02:00")
}

#[test]
fn rule_19_a_new_severity_holds_from_opening_or_from_the_change() {
    assert_eq!(regraded("", "N2", "N1", false), "2026-06-01T13:00:00+02:00");
    assert_eq!(regraded("on_severity_change = \"from-change\"", "N2", "N1", false), "2026-06-01T16:00:00+02:00");
    assert_eq!(regraded("", "N1", "N2", false), "2026-06-01T17:00:00+02:00");
}

#[test]
fn rule_19_pauses_are_still_cut_out_after_a_change_of_severity() {
    assert_eq!(regraded("", "N2", "N1", true), "2026-06-01T14:00:00+02:00");
}

#[test]
fn rule_19_one_policy_a_direction() {
    let mixed = "on_severity_change = { up = \"from-change\", down = \"from-opening\" }";
    assert_eq!(regraded(mixed, "N2", "N1", false), "2026-06-01T16:00:00+02:00");
    assert_eq!(regraded(mixed, "N1", "N2", false), "2026-06-01T17:00:00+02:00");
}

#[test]
fn rule_19_a_stopped_clock_keeps_its_target_and_verdict() {
    let world = desk("", GRID);
    let story = Story::opened(&world, "2026-06-01 09:00", &["--severity", "N2"]);
    story.then("ack", "2026-06-01 12:00", &[]).then("severity", "2026-06-01 12:30", &["N1"]);
    let response = story.clock("response", JUNE_END);
    assert_eq!((&response["state"], &response["allowance_s"]), (&"met".into(), &14_400.into()));
}

#[test]
fn rule_24_a_breach_that_was_reached_is_final() {
    let world = desk("", GRID);
    let story = Story::opened(&world, "2026-06-01 09:00", &["--severity", "N1"]);
    story.then("severity", "2026-06-01 14:00", &["N2"]);
    let resolution = story.clock("resolution", "2026-06-01T14:00:00+02:00");
    assert_eq!(
        (&resolution["state"], &resolution["breached_at"]),
        (&"breached".into(), &"2026-06-01T13:00:00+02:00".into())
    );
    assert_eq!(resolution["due_at"], "2026-06-01T17:00:00+02:00");
}

/// Resolved after three hours, reopened the next day at noon, resolved at three: state, consumed, cycle of each clock.
fn reopened(policy: &str) -> Vec<(String, i64, i64)> {
    let world =
        desk(&format!("on_reopen = \"{policy}\""), "[[target]]\nticket = \"incident\"\nresolution = \"8h working\"\n");
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    story.then("resolve", "2026-06-01 12:00", &[]).then("reopen", "2026-06-02 12:00", &[]);
    let ticket = story.then("resolve", "2026-06-02 15:00", &[]).seen(JUNE_END);
    let told = |c: &Value| {
        let number = |key: &str| c[key].as_i64().expect("a number");
        (c["state"].as_str().expect("a state").to_owned(), number("consumed_s") / 3600, number("cycle"))
    };
    ticket["clocks"].as_array().expect("clocks").iter().map(told).collect()
}

#[test]
fn rule_20_reopening_goes_on_counts_through_starts_anew_or_changes_nothing() {
    assert_eq!(reopened("cumulative"), [("met".into(), 6, 1)]);
    assert_eq!(reopened("continuous"), [("breached".into(), 14, 1)]);
    assert_eq!(reopened("new-cycle"), [("met".into(), 3, 1), ("met".into(), 3, 2)]);
    assert_eq!(reopened("keep-verdict"), [("met".into(), 3, 1)]);
}

#[test]
fn rule_20_reopening_ends_with_its_days_and_does_not_start_the_response_again() {
    let world = desk("reopen_within_days = 5", USUAL);
    let story = Story::opened(&world, "2026-06-01 09:00", &[]);
    story.then("resolve", "2026-06-01 10:00", &[]);
    let late = ["ticket", "reopen", "1", "--at", "2026-06-08 09:00"];
    world.infog(late).now(JUNE_END).refused().says("within 5 days").says("--link 1").unchanged().run();
    story.then("reopen", "2026-06-04 09:00", &[]);
    assert_eq!(story.clock("response", JUNE_END)["stopped_at"], "2026-06-01T10:00:00+02:00");
}

#[test]
fn rule_21_a_withdrawal_keeps_what_was_decided_and_a_duplicate_voids_all() {
    for (reason, response) in [("withdrawn", "met"), ("not-covered", "void"), ("duplicate", "void")] {
        let world = desk("", USUAL);
        Story::opened(&world, "2026-06-01 09:00", &[]);
        let story = Story::opened(&world, "2026-06-01 09:00", &[]);
        let mut words = vec!["--reason", reason];
        words.extend(if reason == "duplicate" { &["--of", "1"][..] } else { &[] });
        let ticket =
            story.then("ack", "2026-06-01 10:00", &[]).then("cancel", "2026-06-01 11:00", &words).seen(JUNE_END);
        assert_eq!((&ticket["status"], &ticket["excluded"]), (&"cancelled".into(), &reason.into()));
        assert_eq!(clock(&ticket, "response")["state"], response);
        assert_eq!(clock(&ticket, "resolution")["state"], "void");
    }
}

#[test]
fn the_amendment_in_force_at_opening_governs_to_the_end() {
    let world = desk("", USUAL);
    let before = Story::opened(&world, "2026-05-29 16:00", &[]);
    let effective = "calendar = \"office\"\namendment = 1\neffective_on = \"2026-06-01\"";
    let file = TERMS.replace("calendar = \"office\"", effective) + &USUAL.replace("4h", "2h");
    world.infog(["contract", "apply", "-"]).stdin(file).any_remarks().run();
    let after = Story::opened(&world, "2026-06-01 09:00", &[]);
    for (story, amendment, allowance) in [(before, 0, 14_400), (after, 1, 7200)] {
        let ticket = story.seen(JUNE_END);
        assert_eq!(ticket["amendment"], amendment);
        assert_eq!(clock(&ticket, "response")["allowance_s"], allowance);
    }
}

#[test]
fn a_new_version_of_the_calendar_counts_from_its_date() {
    let world = desk("", USUAL);
    let story = Story::opened(&world, "2026-06-29 15:00", &[]);
    let version =
        OFFICE.replace("[hours]", "effective_on = \"2026-06-30\"\n[hours]").replace("09:00-17:00", "10:00-12:00");
    world.infog(["calendar", "apply", "-"]).stdin(version).any_remarks().run();
    assert_eq!(story.due("response", "2026-06-29T15:00:00+02:00"), "2026-06-30T12:00:00+02:00");
    let explained = world.infog(["sla", "explain", "1"]).now(JUNE_END).json();
    assert_eq!(explained["clocks"][0]["calendar_versions"], serde_json::json!([null, "2026-06-30"]));
}
