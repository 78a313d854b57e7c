//! The surprising day of each rule from 11 to 24, by name.

use super::samples::{at, clock, clocks, grant, rules, rules_with, says, target, terms, week};
use super::{AsOf, Clock, Decision, Rules, Verdict};
use crate::domain::contract::policy::{OnReopen, OnSeverityChange, WhenClosed};
use crate::domain::contract::target::{DayEnd, Metric};
use crate::domain::contract::terms::Terms;

const H: i64 = 3600;

fn resolution(within: &str) -> Terms {
    let mut one = target(None);
    one.resolution = Some(grant(within));
    terms(vec![one])
}

fn graded(n1: &str, n2: &str) -> Terms {
    let with = |severity, within| {
        let mut one = target(Some(severity));
        one.resolution = Some(grant(within));
        one
    };
    terms(vec![with("N1", n1), with("N2", n2)])
}

fn resolved(rules: &Rules, opened: &str, steps: &[(&str, &str)], now: &str) -> Clock {
    clock(rules, Metric::Resolution, opened, steps, now)
}

// Rule 11

#[test]
fn rule_11_nothing_is_consumed_before_the_next_window() {
    let clock = resolved(&rules(resolution("4h working")), "2026-01-03 22:00", &[], "2026-01-05 09:00");
    assert_eq!(says(&clock), (Verdict::Running, Some(at("2026-01-05 13:00")), Some(0), 0));
}

#[test]
fn rule_11_elapsed_time_runs_at_once_on_every_day() {
    let clock = resolved(&rules(resolution("48h elapsed")), "2026-01-03 22:00", &[], "2026-01-04 22:00");
    assert_eq!(says(&clock), (Verdict::Running, Some(at("2026-01-05 22:00")), Some(24 * H), 0));
}

// Rules 12 and 13

#[test]
fn rule_12_eight_hours_from_monday_nine_is_monday_closing() {
    let clock = resolved(&rules(resolution("8h working")), "2026-01-05 09:00", &[], "2026-01-05 10:00");
    assert_eq!(clock.due_at, Some(at("2026-01-05 17:00")));
}

#[test]
fn rule_13_a_fix_in_the_evening_or_exactly_at_the_next_opening_is_met() {
    let rules = rules(resolution("8h working"));
    for fix in ["2026-01-05 17:00", "2026-01-05 20:00", "2026-01-06 09:00"] {
        let clock = resolved(&rules, "2026-01-05 09:00", &[(fix, "resolve")], "2026-01-07 09:00");
        assert_eq!(says(&clock), (Verdict::Met, Some(at("2026-01-05 17:00")), Some(8 * H), 0), "{fix}");
    }
    let late = resolved(&rules, "2026-01-05 09:00", &[("2026-01-06 09:00:01", "resolve")], "2026-01-07 09:00");
    assert_eq!((late.verdict, late.late_s, late.breached_at), (Verdict::Breached, 1, Some(at("2026-01-06 09:00"))));
}

#[test]
fn rule_13_nobody_answers_and_the_breach_begins_at_the_next_opening() {
    let rules = rules(resolution("8h working"));
    let night = resolved(&rules, "2026-01-05 09:00", &[], "2026-01-05 23:00");
    assert_eq!((night.verdict, night.left_s, night.breached_at), (Verdict::Running, Some(0), None));
    let opening = resolved(&rules, "2026-01-05 09:00", &[], "2026-01-06 09:00");
    assert_eq!(opening.verdict, Verdict::Running);
    let later = resolved(&rules, "2026-01-05 09:00", &[], "2026-01-06 10:00");
    assert_eq!((later.verdict, later.late_s, later.left_s), (Verdict::Breached, H, Some(0)));
    assert_eq!(later.breached_at, Some(at("2026-01-06 09:00")));
}

// Rule 14

#[test]
fn rule_14_five_working_days_end_at_the_fifth_closing() {
    let clock = resolved(&rules(resolution("5d working")), "2026-01-05 10:20", &[], "2026-01-06 10:00");
    assert_eq!(says(&clock), (Verdict::Running, Some(at("2026-01-12 17:00")), None, 0));
}

#[test]
fn rule_14_a_day_whose_closing_lies_in_a_pause_is_not_counted() {
    let steps = [("2026-01-07 16:00", "pause waiting-client"), ("2026-01-09 10:00", "resume")];
    let clock = resolved(&rules(resolution("5d working")), "2026-01-05 10:20", &steps, "2026-01-09 12:00");
    assert_eq!(clock.due_at, Some(at("2026-01-14 17:00")));
}

#[test]
fn rule_14_same_time_is_the_opening_time_or_the_next_opening() {
    let mut terms = resolution("2d working");
    if let Some(commitment) = terms.targets[0].resolution.as_mut() {
        commitment.due = DayEnd::SameTime;
    }
    let rules = rules(terms);
    let open = resolved(&rules, "2026-01-05 10:20", &[], "2026-01-05 10:20");
    assert_eq!(open.due_at, Some(at("2026-01-07 10:20")));
    let closed = resolved(&rules, "2026-01-05 20:00", &[], "2026-01-05 20:00");
    assert_eq!(closed.due_at, Some(at("2026-01-08 09:00")));
}

#[test]
fn rule_14_days_are_at_risk_from_the_opening_of_the_due_date() {
    let rules = rules(resolution("5d working"));
    assert!(!resolved(&rules, "2026-01-05 10:20", &[], "2026-01-12 08:59").at_risk);
    assert!(resolved(&rules, "2026-01-05 10:20", &[], "2026-01-12 09:00").at_risk);
}

#[test]
fn rule_14_the_grace_until_the_next_opening_holds_for_days() {
    let rules = rules(resolution("5d working"));
    let evening = resolved(&rules, "2026-01-05 10:20", &[("2026-01-12 22:00", "resolve")], "2026-01-20 09:00");
    assert_eq!(evening.verdict, Verdict::Met);
    let late = resolved(&rules, "2026-01-05 10:20", &[("2026-01-13 10:00", "resolve")], "2026-01-20 09:00");
    assert_eq!((late.verdict, late.late_s), (Verdict::Breached, H));
}

// Rule 15

#[test]
fn rule_15_an_elapsed_deadline_in_closed_hours_stays_or_moves_as_the_contract_says() {
    let keep = resolved(&rules(resolution("48h elapsed")), "2026-01-23 10:20", &[], "2026-01-23 11:00");
    assert_eq!(keep.due_at, Some(at("2026-01-25 10:20")));
    let mut moved = resolution("48h elapsed");
    moved.policy.elapsed_due_when_closed = WhenClosed::NextOpening;
    let moved = rules(moved);
    let clock = resolved(&moved, "2026-01-23 10:20", &[], "2026-01-23 11:00");
    assert_eq!(clock.due_at, Some(at("2026-01-26 09:00")));
    let met = resolved(&moved, "2026-01-23 10:20", &[("2026-01-26 09:00", "resolve")], "2026-01-27 09:00");
    assert_eq!((met.verdict, met.late_s), (Verdict::Met, 0));
    let late = resolved(&moved, "2026-01-23 10:20", &[("2026-01-26 09:05", "resolve")], "2026-01-27 09:00");
    assert_eq!((late.verdict, late.late_s), (Verdict::Breached, 300));
}

#[test]
fn rule_15_a_pause_cuts_real_time_nights_included_before_any_move() {
    let steps = [("2026-01-05 16:00", "pause waiting-client"), ("2026-01-06 10:00", "resume")];
    let clock = resolved(&rules(resolution("24h elapsed")), "2026-01-05 10:00", &steps, "2026-01-06 11:00");
    assert_eq!(clock.due_at, Some(at("2026-01-07 04:00")));
}

#[test]
fn elapsed_hours_are_real_hours_across_the_change_of_march() {
    let clock = resolved(&rules(resolution("48h elapsed")), "2026-03-27 15:30", &[], "2026-03-27 16:00");
    assert_eq!(clock.due_at, Some(at("2026-03-29 16:30")));
}

// Rule 17

fn all_metrics() -> Terms {
    let mut one = target(None);
    one.response = Some(grant("1h working"));
    one.workaround = Some(grant("2h working"));
    one.resolution = Some(grant("8h working"));
    one.update = Some(grant("2h working"));
    terms(vec![one])
}

#[test]
fn rule_17_resolving_without_an_acknowledgement_stops_the_response() {
    let rules = rules(all_metrics());
    let steps = [("2026-01-05 09:30", "resolve")];
    let response = clock(&rules, Metric::Response, "2026-01-05 09:00", &steps, "2026-01-07 09:00");
    assert_eq!((response.verdict, response.stopped_at), (Verdict::Met, Some(at("2026-01-05 09:30"))));
    let workaround = clock(&rules, Metric::Workaround, "2026-01-05 09:00", &steps, "2026-01-07 09:00");
    assert_eq!(workaround.verdict, Verdict::Met);
    let all = clocks(&rules, "2026-01-05 09:00", None, &steps, AsOf::at(at("2026-01-07 09:00")));
    assert!(all.iter().all(|c| c.metric() != Metric::Update), "no acknowledgement, no update clock");
}

#[test]
fn rule_17_a_reopening_does_not_start_the_response_again() {
    let steps = [("2026-01-05 09:30", "resolve"), ("2026-01-06 09:00", "reopen")];
    let response = clock(&rules(all_metrics()), Metric::Response, "2026-01-05 09:00", &steps, "2026-01-09 09:00");
    assert_eq!((response.verdict, response.stopped_at), (Verdict::Met, Some(at("2026-01-05 09:30"))));
}

#[test]
fn rule_17_each_interval_between_updates_is_one_commitment() {
    let steps = [
        ("2026-01-05 09:30", "ack"),
        ("2026-01-05 11:00", "update"),
        ("2026-01-05 14:00", "update"),
        ("2026-01-05 15:00", "resolve"),
    ];
    let all = clocks(&rules(all_metrics()), "2026-01-05 09:00", None, &steps, AsOf::at(at("2026-01-07 09:00")));
    let updates: Vec<_> =
        all.iter().filter(|c| c.metric() == Metric::Update).map(|c| (c.cycle, c.verdict, c.late_s)).collect();
    assert_eq!(updates, [(1, Verdict::Met, 0), (2, Verdict::Breached, H), (3, Verdict::Met, 0)]);
}

#[test]
fn rule_17_a_clock_without_a_target_does_not_exist() {
    let rules = rules(resolution("8h working"));
    let all = clocks(&rules, "2026-01-05 09:00", None, &[], AsOf::at(at("2026-01-05 10:00")));
    assert_eq!(all.iter().map(Clock::metric).collect::<Vec<_>>(), [Metric::Resolution]);
}

#[test]
fn rule_17_an_indicative_target_is_never_breached() {
    let mut terms = resolution("2h working");
    terms.targets[0].firm = false;
    let rules = rules(terms);
    let running = resolved(&rules, "2026-01-05 09:00", &[], "2026-01-05 15:00");
    assert_eq!((running.verdict, running.late_s, running.breached_at), (Verdict::Running, 4 * H, None));
    let late = resolved(&rules, "2026-01-05 09:00", &[("2026-01-05 15:00", "resolve")], "2026-01-06 09:00");
    assert_eq!((late.verdict, late.breached_at), (Verdict::Missed, None));
    assert_eq!(late.decisions, [Decision::Missed(at("2026-01-05 11:00"))]);
}

// Rule 18

#[test]
fn rule_18_a_pause_moves_the_deadline_by_the_counted_time_it_covers() {
    let steps = [("2026-01-09 16:00", "pause waiting-client"), ("2026-01-12 09:00", "resume")];
    let clock = resolved(&rules(resolution("8h working")), "2026-01-09 15:00", &steps, "2026-01-12 10:00");
    assert_eq!(clock.due_at, Some(at("2026-01-12 16:00")));
}

#[test]
fn rule_18_a_pause_at_night_moves_nothing() {
    let steps = [("2026-01-05 18:00", "pause waiting-client"), ("2026-01-06 08:00", "resume")];
    let clock = resolved(&rules(resolution("8h working")), "2026-01-05 12:00", &steps, "2026-01-06 10:00");
    assert_eq!(clock.due_at, Some(at("2026-01-06 12:00")));
}

#[test]
fn rule_18_while_paused_there_is_no_deadline_only_time_left() {
    let steps = [("2026-01-05 11:00", "pause waiting-client")];
    let clock = resolved(&rules(resolution("8h working")), "2026-01-05 09:00", &steps, "2026-01-08 10:00");
    assert_eq!(says(&clock), (Verdict::Paused, None, Some(2 * H), 0));
    assert_eq!(clock.left_s, Some(6 * H));
}

#[test]
fn rule_18_reasons_that_the_contract_does_not_list_stop_no_clock() {
    let steps = [("2026-01-05 11:00", "pause waiting-supplier")];
    let clock = resolved(&rules(resolution("8h working")), "2026-01-05 09:00", &steps, "2026-01-05 12:00");
    assert_eq!(says(&clock), (Verdict::Running, Some(at("2026-01-05 17:00")), Some(3 * H), 0));
}

#[test]
fn rule_18_only_suspended_metrics_stop() {
    let steps = [("2026-01-05 09:10", "pause waiting-client")];
    let response = clock(&rules(all_metrics()), Metric::Response, "2026-01-05 09:00", &steps, "2026-01-05 09:40");
    assert_eq!((response.verdict, response.consumed_s), (Verdict::Running, Some(40 * 60)));
}

#[test]
fn rule_18_overlapping_reasons_hold_while_any_is_left() {
    let mut terms = resolution("8h working");
    terms.policy.pauses.push("no-site-access".parse().expect("a reason"));
    let steps = [
        ("2026-01-05 10:00", "pause waiting-client"),
        ("2026-01-05 11:00", "pause no-site-access"),
        ("2026-01-05 12:00", "resume waiting-client"),
        ("2026-01-05 14:00", "resume no-site-access"),
    ];
    let clock = resolved(&rules(terms), "2026-01-05 09:00", &steps, "2026-01-05 15:00");
    assert_eq!((clock.due_at, clock.consumed_s), (Some(at("2026-01-06 13:00")), Some(2 * H)));
}

#[test]
fn rule_18_paused_straight_to_resolved_ends_the_pause_there() {
    let steps = [("2026-01-05 10:00", "pause waiting-client"), ("2026-01-08 12:00", "resolve")];
    let clock = resolved(&rules(resolution("8h working")), "2026-01-05 09:00", &steps, "2026-01-12 09:00");
    assert_eq!(says(&clock), (Verdict::Met, Some(at("2026-01-09 11:00")), Some(H), 0));
}

#[test]
fn rule_18_a_pause_after_the_deadline_at_closing_keeps_the_promise() {
    let steps = [("2026-01-05 20:00", "pause waiting-client"), ("2026-01-06 12:00", "resolve")];
    let clock = resolved(&rules(resolution("8h working")), "2026-01-05 09:00", &steps, "2026-01-12 09:00");
    assert_eq!((clock.verdict, clock.late_s), (Verdict::Met, 0));
}

// Rule 19

#[test]
fn rule_19_from_opening_applies_the_new_allowance_as_if_it_had_always_held() {
    let rules = rules(graded("4h working", "8h working"));
    let clock = resolved(&rules, "2026-01-05 09:00", &[("2026-01-05 11:00", "severity N1")], "2026-01-05 12:00");
    assert_eq!((clock.due_at, clock.consumed_s), (Some(at("2026-01-05 13:00")), Some(3 * H)));
}

#[test]
fn rule_19_from_change_gives_the_new_allowance_in_full_from_the_change() {
    let mut terms = graded("4h working", "8h working");
    terms.policy.on_severity_up = OnSeverityChange::FromChange;
    let rules = rules(terms);
    let up = resolved(&rules, "2026-01-05 09:00", &[("2026-01-05 11:00", "severity N1")], "2026-01-05 12:00");
    assert_eq!((up.due_at, up.consumed_s), (Some(at("2026-01-05 15:00")), Some(H)));
    let down = clocks(
        &rules,
        "2026-01-05 09:00",
        Some("N1"),
        &[("2026-01-05 11:00", "severity N2")],
        AsOf::at(at("2026-01-05 12:00")),
    );
    assert_eq!(down[0].due_at, Some(at("2026-01-05 17:00")), "one value per direction");
}

#[test]
fn rule_19_pauses_stay_cut_out_when_the_severity_changes() {
    let steps = [
        ("2026-01-05 10:00", "pause waiting-client"),
        ("2026-01-05 12:00", "resume"),
        ("2026-01-05 13:00", "severity N1"),
    ];
    let clock = resolved(&rules(graded("4h working", "8h working")), "2026-01-05 09:00", &steps, "2026-01-05 14:00");
    assert_eq!((clock.due_at, clock.consumed_s), (Some(at("2026-01-05 15:00")), Some(3 * H)));
}

#[test]
fn rule_19_a_clock_already_stopped_keeps_its_target() {
    let with = |severity: &str, within: &str| {
        let mut one = target(Some(severity));
        one.response = Some(grant(within));
        one
    };
    let rules = rules(terms(vec![with("N1", "15m working"), with("N2", "4h working")]));
    let steps = [("2026-01-05 10:00", "ack"), ("2026-01-05 10:30", "severity N1")];
    let response = clock(&rules, Metric::Response, "2026-01-05 09:00", &steps, "2026-01-05 12:00");
    assert_eq!((response.verdict, response.promise.allowance.seconds()), (Verdict::Met, Some(4 * H)));
}

// Rule 20

fn reopened(policy: OnReopen, now: &str) -> Vec<Clock> {
    let mut terms = resolution("8h working");
    terms.policy.on_reopen = policy;
    let steps = [("2026-01-05 12:00", "resolve"), ("2026-01-06 12:00", "reopen")];
    clocks(&rules(terms), "2026-01-05 09:00", None, &steps, AsOf::at(at(now)))
}

#[test]
fn rule_20_cumulative_goes_on_with_what_is_left() {
    let clock = &reopened(OnReopen::Cumulative, "2026-01-06 13:00")[0];
    assert_eq!((clock.verdict, clock.due_at), (Verdict::Running, Some(at("2026-01-06 17:00"))));
    assert_eq!((clock.consumed_s, clock.left_s), (Some(4 * H), Some(4 * H)));
}

#[test]
fn rule_20_continuous_counts_the_time_resolved_and_blames_the_reopening() {
    let clock = &reopened(OnReopen::Continuous, "2026-01-06 13:00")[0];
    assert_eq!((clock.verdict, clock.due_at), (Verdict::Breached, Some(at("2026-01-05 17:00"))));
    assert_eq!(clock.breached_at, Some(at("2026-01-06 12:00")));
    assert_eq!(clock.decisions, [Decision::Met(at("2026-01-05 12:00")), Decision::Breached(at("2026-01-06 12:00"))]);
}

#[test]
fn rule_20_new_cycle_starts_another_clock_beside_the_first() {
    let all = reopened(OnReopen::NewCycle, "2026-01-06 13:00");
    let seen: Vec<_> = all.iter().map(|c| (c.cycle, c.verdict, c.due_at)).collect();
    assert_eq!(
        seen,
        [(1, Verdict::Met, Some(at("2026-01-05 17:00"))), (2, Verdict::Running, Some(at("2026-01-07 12:00")))]
    );
}

#[test]
fn rule_20_a_second_cycle_met_is_not_counted_again() {
    let mut terms = resolution("8h working");
    terms.policy.on_reopen = OnReopen::NewCycle;
    let steps = [("2026-01-05 12:00", "resolve"), ("2026-01-06 12:00", "reopen"), ("2026-01-06 14:00", "resolve")];
    let all = clocks(&rules(terms), "2026-01-05 09:00", None, &steps, AsOf::at(at("2026-01-08 09:00")));
    assert_eq!(all.iter().map(|c| c.verdict).collect::<Vec<_>>(), [Verdict::Met, Verdict::Met]);
    let decided: Vec<_> = all.iter().flat_map(|c| c.decisions.clone()).collect();
    assert_eq!(decided, [Decision::Met(at("2026-01-05 12:00"))]);
}

#[test]
fn rule_20_keep_verdict_leaves_the_first_one_as_final() {
    let all = reopened(OnReopen::KeepVerdict, "2026-01-20 13:00");
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].verdict, all[0].stopped_at), (Verdict::Met, Some(at("2026-01-05 12:00"))));
}

#[test]
fn rule_20_met_is_counted_once_and_a_later_breach_in_its_own_month() {
    let clock = &reopened(OnReopen::Cumulative, "2026-02-20 13:00")[0];
    assert_eq!(clock.decisions, [Decision::Met(at("2026-01-05 12:00")), Decision::Breached(at("2026-01-07 09:00"))]);
}

// Rule 21

#[test]
fn rule_21_withdrawn_keeps_what_was_decided_and_voids_the_rest() {
    let rules = rules(all_metrics());
    let steps = [("2026-01-05 09:30", "ack"), ("2026-01-05 10:00", "cancel withdrawn")];
    let all = clocks(&rules, "2026-01-05 09:00", None, &steps, AsOf::at(at("2026-01-09 09:00")));
    let verdicts: Vec<_> = all.iter().map(|c| (c.metric(), c.verdict)).collect();
    assert_eq!(
        verdicts,
        [
            (Metric::Response, Verdict::Met),
            (Metric::Workaround, Verdict::Void),
            (Metric::Resolution, Verdict::Void),
            (Metric::Update, Verdict::Void)
        ]
    );
    assert!(all[2].decisions.is_empty());
}

#[test]
fn rule_21_a_breach_before_the_withdrawal_stays() {
    let rules = rules(resolution("2h working"));
    let clock = resolved(&rules, "2026-01-05 09:00", &[("2026-01-05 15:00", "cancel withdrawn")], "2026-01-09 09:00");
    assert_eq!((clock.verdict, clock.late_s), (Verdict::Breached, 4 * H));
}

#[test]
fn rule_21_duplicate_and_not_covered_void_all() {
    let rules = rules(resolution("2h working"));
    for reason in ["cancel duplicate", "cancel not-covered"] {
        let clock = resolved(&rules, "2026-01-05 09:00", &[("2026-01-05 15:00", reason)], "2026-01-09 09:00");
        assert_eq!((clock.verdict, clock.breached_at), (Verdict::Void, None), "{reason}");
        assert!(clock.decisions.is_empty(), "{reason}");
    }
}

// Rule 24

#[test]
fn rule_24_a_severity_that_makes_it_late_at_once_is_a_breach_at_the_change() {
    let rules = rules(graded("1h working", "8h working"));
    let clock = resolved(&rules, "2026-01-05 09:00", &[("2026-01-05 14:00", "severity N1")], "2026-01-05 14:00");
    assert_eq!((clock.verdict, clock.breached_at), (Verdict::Breached, Some(at("2026-01-05 14:00"))));
    assert_eq!((clock.due_at, clock.late_s), (Some(at("2026-01-05 10:00")), 4 * H));
}

#[test]
fn rule_24_no_later_severity_takes_a_breach_back() {
    let rules = rules(graded("1h working", "8h working"));
    let steps = [("2026-01-05 11:00", "severity N2")];
    let all = clocks(&rules, "2026-01-05 09:00", Some("N1"), &steps, AsOf::at(at("2026-01-05 12:00")));
    assert_eq!((all[0].verdict, all[0].breached_at), (Verdict::Breached, Some(at("2026-01-05 10:00"))));
    assert_eq!(all[0].due_at, Some(at("2026-01-05 17:00")), "the deadline is that of the terms that hold now");
    assert_eq!(all[0].late_s, H, "as late as it was when the severity changed");
}

#[test]
fn rule_24_no_later_pause_or_resolution_takes_a_breach_back() {
    let rules = rules(resolution("1h working"));
    let steps =
        [("2026-01-05 11:00", "pause waiting-client"), ("2026-01-05 12:00", "resume"), ("2026-01-05 13:00", "resolve")];
    let clock = resolved(&rules, "2026-01-05 09:00", &steps, "2026-01-05 14:00");
    assert_eq!((clock.verdict, clock.late_s), (Verdict::Breached, 2 * H));
    assert_eq!(clock.decisions, [Decision::Breached(at("2026-01-05 10:00"))]);
}

#[test]
fn rule_24_a_month_ends_before_its_last_instant() {
    let rules = rules_with(resolution("8h working"), week(&["00:00-24:00"]));
    let end = at("2026-07-01 00:00");
    let seen = |opened: &str, as_of| clocks(&rules, opened, None, &[], as_of)[0].breached_at;
    // Eight hours from 16:00 are used up exactly at midnight: nothing is past in June.
    assert_eq!(seen("2026-06-30 16:00", AsOf::before(end)), None);
    assert_eq!(seen("2026-06-30 15:59", AsOf::before(end)), Some(at("2026-06-30 23:59")));
    let at_midnight = [("2026-07-01 00:00", "resolve")];
    let clock = &clocks(&rules, "2026-06-30 16:00", None, &at_midnight, AsOf::before(end))[0];
    assert_eq!(clock.verdict, Verdict::Running, "what happens at the bound belongs to July");
}

// Faults of peers

#[test]
fn windows_of_one_day_are_all_counted() {
    let version = week(&["09:00-12:00", "14:00-18:00"]);
    for (within, due) in [
        ("2h30m working", "2026-01-05 11:30"),
        ("3h working", "2026-01-05 12:00"),
        ("5h working", "2026-01-05 16:00"),
        ("3h1m working", "2026-01-05 14:01"),
    ] {
        let rules = rules_with(resolution(within), version.clone());
        let clock = resolved(&rules, "2026-01-05 09:00", &[], "2026-01-05 09:00");
        assert_eq!(clock.due_at, Some(at(due)), "{within}");
    }
}
