//! Every refusal stands at its place and shows the way out.

use super::read;

/// The least that is accepted, six lines.
const BASE: &str = r#"ref = "KOCH-2026"
client = "koch"
starts_on = "2026-01-01"
months = 36
calendar = "bureau"
title = "Ateliers Koch"
"#;

/// What is said of [`BASE`] with `rest` after it: `line:column: message`, then the hint.
fn refused(rest: &str) -> Vec<(String, String)> {
    said(&format!("{BASE}{rest}"))
}

fn said(text: &str) -> Vec<(String, String)> {
    let problems = read("k.toml", text).expect_err("it is refused");
    let said = |p: &crate::intake::toml_source::Problem| {
        (format!("{}:{}: {}", p.line, p.column, p.message), p.hint.clone().unwrap_or_default())
    };
    problems.all().iter().map(said).collect()
}

/// One problem, at its place, with its hint.
fn refuses(rest: &str, message: &str, hint: &str) {
    assert_eq!(refused(rest), [(message.to_owned(), hint.to_owned())], "{rest}");
}

#[test]
fn an_unknown_key_names_its_nearest() {
    refuses(
        "[[target]]\nrespons = \"30m working\"\n",
        "8:1: unknown key `respons` in [[target]]",
        "did you mean `response`?",
    );
    refuses("titel2 = 1\n", "7:1: unknown key `titel2`", "did you mean `title`?");
    refuses(
        "[policy]\non_severity_change = { upp = \"from-change\" }\n",
        "8:24: unknown key `upp` in `on_severity_change` of [policy]",
        "did you mean `up`?",
    );
    refuses(
        "[telephony]\nzzz = 1\n",
        "8:1: unknown key `zzz` in [telephony]",
        "known here: answer_within_s, short_call_s",
    );
}

#[test]
fn a_commitment_says_whether_it_is_working_or_elapsed() {
    let target = |metric: &str| format!("[[target]]\n{metric}\n");
    let bare =
        "`48 hours` does not say whether it is working or elapsed time; write `48 hours working` or `48 hours elapsed`";
    refuses(&target("response = \"48 hours\""), &format!("8:12: {bare}"), "");
    refuses(&target("resolution = { within = \"48 hours\" }"), &format!("8:25: {bare}"), "");
    refuses(
        &target("response = \"2d elapsed\""),
        "8:12: `2d elapsed`: days are only `working`; write elapsed time in hours",
        "",
    );
    let form = "a commitment, `\"3h working\"` or `{ within = \"3h working\", calendar = \"always\" }`";
    refuses(&target("response = 3"), &format!("8:12: `response` is a number; expected {form}"), "");
    refuses(
        &target("response = \"0h working\""),
        "8:12: a commitment of no time cannot be kept",
        "a target without any metric says that there is no commitment",
    );
    refuses(
        &target("resolution = { within = \"4h working\", due = \"same-time\" }"),
        "8:45: `due` says when a day ends; this commitment is in hours",
        "leave it out",
    );
}

#[test]
fn a_target_names_only_what_the_contract_has() {
    refuses(
        "[[target]]\nline = \"serveur\"\n[[line]]\nname = \"serveurs\"\n",
        "8:8: the contract has no line `serveur`",
        "did you mean `serveurs`?",
    );
    refuses(
        "[[target]]\nseverity = \"P4\"\n[[severity]]\ncode = \"N1\"\n[[severity]]\ncode = \"N2\"\n",
        "8:12: the contract has no severity `P4`",
        "it has `N1`, `N2`",
    );
    refuses(
        "[[goal]]\nmetric = \"response\"\nseverity = \"N1\"\nat_least = 95.0\n",
        "9:12: the contract has no severity `N1`",
        "write `[[severity]]` with `code = \"N1\"`",
    );
}

#[test]
fn a_code_keeps_the_case_of_its_definition() {
    let text = format!("{BASE}[[severity]]\ncode = \"N1\"\n[[target]]\nseverity = \"n1\"\nresponse = \"1h working\"\n");
    let terms = read("k.toml", &text).unwrap();
    assert_eq!(terms.targets[0].severity.as_ref().map(ToString::to_string).as_deref(), Some("N1"));
}

#[test]
fn two_targets_that_tie_are_refused() {
    let hint = "give one of them a line, a ticket kind or a severity, or make one of both";
    refuses(
        "[[target]]\nticket = \"incident\"\nresponse = \"1h working\"\n\
         [[target]]\nticket = \"incident\"\nresponse = \"2h working\"\n",
        "10:1: it ties with the target on line 7: both speak of `response` for the same tickets",
        hint,
    );
    refuses(
        "[[target]]\nresolution = \"1h working\"\n[[target]]\n",
        "9:1: it ties with the target on line 7: both speak of `resolution` for the same tickets",
        hint,
    );
    let apart = "[[target]]\nresponse = \"1h working\"\n[[target]]\nresolution = \"2h working\"\n";
    assert!(read("k.toml", &format!("{BASE}{apart}")).is_ok());
}

#[test]
fn names_are_given_once() {
    refuses("[[line]]\nname = \"a\"\n[[line]]\nname = \"A\"\n", "10:8: `A` is given twice", "");
    refuses("[[severity]]\ncode = \"N1\"\n[[severity]]\ncode = \"N1\"\n", "10:8: `N1` is given twice", "");
    refuses("client = \"x\"\n", "7:1: `client` is given twice", "");
    refuses(
        "[[goal]]\nmetric = \"response\"\nat_least = 95\n[[goal]]\nmetric = \"response\"\nat_least = 90\n",
        "10:1: there is already a goal on `response` for the same tickets",
        "",
    );
}

#[test]
fn a_date_that_is_none_says_why() {
    for (date, message, hint) in [
        ("\"31/02\"", "`31/02` is no date; write it `2026-01-13`", ""),
        ("\"31/02/2026\"", "`31/02/2026` is no date: that month ends on 2026-02-28", ""),
        ("\"13/01/2026\"", "`13/01/2026` is no date", "did you mean `2026-01-13`?"),
        ("2026-02-31", "`2026-02-31` is no date: that month ends on 2026-02-28", ""),
        ("31/02/2026", "`31/02/2026` is no date: that month ends on 2026-02-28", ""),
        ("\"2026-13-01\"", "`2026-13-01` is no date: there is no month 13", ""),
        ("2026-01-01T10:00:00Z", "`2026-01-01T10:00:00Z` is no date; write it `2026-01-13`", ""),
        ("true", "`signed_on` is a yes or no; expected a date, `\"2026-01-13\"`", ""),
    ] {
        refuses(&format!("signed_on = {date}\n"), &format!("7:13: {message}"), hint);
    }
    assert!(read("k.toml", &format!("{BASE}signed_on = 2025-12-31\n")).is_ok());
}

#[test]
fn term_and_amendment_do_not_contradict_each_other() {
    refuses("ends_on = \"2026-12-31\"\n", "7:11: `months` and `ends_on` are both given", "keep one of them");
    refuses(
        "effective_on = \"2025-12-31\"\n",
        "7:16: this version would hold from 2025-12-31, before the contract starts on 2026-01-01",
        "",
    );
    refuses(
        "amendment = 1\n",
        "7:13: amendment 1 has no `effective_on`",
        "write the first day on which it holds, `effective_on = \"2026-01-01\"`",
    );
    let late = refused("amendment = 1\neffective_on = \"2029-01-01\"\n");
    assert_eq!(late[0].0, "8:16: this version would hold from 2029-01-01, after the contract ended on 2028-12-31");
    let text = BASE.replace("months = 36", "ends_on = \"2025-12-31\"");
    assert_eq!(said(&text)[0].0, "4:11: the contract ends on 2025-12-31, before it starts on 2026-01-01");
    let tacit = "amendment = 1\neffective_on = \"2029-01-01\"\n[renewal]\nmode = \"tacit\"\nmonths = 12\n";
    assert!(read("k.toml", &format!("{BASE}{tacit}")).is_ok());
}

#[test]
fn calendar_term_and_client_are_asked_for() {
    let said = said("ref = \"K\"\nstarts_on = \"2026-01-01\"\n");
    let messages: Vec<&str> = said.iter().map(|(message, _)| message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "1:1: the file has no `client`",
            "1:1: the file has no `calendar`",
            "1:1: the file has neither `months` nor `ends_on`"
        ]
    );
}

#[test]
fn a_code_that_is_unknown_names_the_nearest() {
    refuses(
        "[policy]\non_reopen = \"cumulativ\"\n",
        "8:13: unknown `on_reopen` `cumulativ`; it is one of `cumulative`, `continuous`, `new-cycle`, `keep-verdict`",
        "did you mean `cumulative`?",
    );
    refuses(
        "channels = [\"phone\", \"fax\"]\n",
        "7:22: unknown `channels` `fax`; it is one of `phone`, `mail`, `ticket`, `on-site`, `monitoring`",
        "",
    );
    let kinds = refused("[[line]]\nname = \"a\"\nkinds = [\"servers\"]\n");
    assert!(kinds[0].0.starts_with("9:10: unknown `kinds` `servers`; it is one of `desktop`, "), "{kinds:?}");
    assert_eq!(kinds[0].1, "did you mean `server`?");
    let metric = refused("[[goal]]\nmetric = \"respons\"\nat_least = 95.0\n");
    assert!(metric[0].0.starts_with("8:10: unknown `metric` `respons`; "), "{metric:?}");
}

#[test]
fn numbers_out_of_range_are_refused_all_at_once() {
    let said = refused("[policy]\nmin_sample = 0\nwarn_at = 101\n[[goal]]\nmetric = \"response\"\nat_least = 195.0\n");
    let messages: Vec<&str> = said.iter().map(|(message, _)| message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "8:14: `min_sample` is 0; expected a whole number from 1 to 10000",
            "9:11: `warn_at` is 101; expected a whole number from 1 to 100",
            "12:12: `at_least` is 195; expected a number from 0 to 100"
        ]
    );
    refuses(
        "[[penalty]]\nmetric = \"response\"\npercent_per_point = \"2\"\ncap_percent = \"101\"\n",
        "10:15: `cap_percent` is 101; expected a number from 0 to 100",
        "",
    );
}

#[test]
fn money_is_written_in_quotes_with_two_digits() {
    let line = |price: &str| format!("[[line]]\nname = \"a\"\nprice = {price}\n");
    refuses(&line("420.0"), "9:9: `price` is a number; expected an amount in quotes, `\"1450.00\"`", "");
    refuses(&line("\"420\""), "9:9: `420` is no amount; write it with two digits after a point, `1450.00`", "");
    refuses(&line("\"-420.00\""), "9:9: `price` is -420.00; an amount is not below zero", "");
}

#[test]
fn a_goal_has_one_bound_and_only_what_its_metric_has() {
    let goal = |rest: &str| format!("[[goal]]\nmetric = \"answer-rate\"\n{rest}\n");
    refuses(&goal(""), "7:1: [[goal]] has neither `at_least` nor `at_most`", "write `at_least = 95.0`, in per cent");
    refuses(&goal("at_least = 95\nat_most = 99"), "10:11: `at_least` and `at_most` are both given", "keep one of them");
    refuses(
        &goal("ticket = \"incident\"\nat_least = 95"),
        "9:10: `answer-rate` is not counted by ticket",
        "leave it out",
    );
}

#[test]
fn each_side_has_one_single_contact_at_a_time() {
    let contact = |name: &str, dates: &str| {
        format!("[[role]]\nrole = \"single-contact\"\nside = \"client\"\nname = \"{name}\"\n{dates}")
    };
    let first = contact("Anne", "");
    let second = contact("Bruno", "from = \"2026-06-01\"\n");
    refuses(
        &format!("{first}{second}"),
        "11:1: `Anne` and `Bruno` would both be the single contact of the client",
        "give the first of them its last day, `to = \"2026-01-31\"`",
    );
    let first = contact("Anne", "to = \"2026-05-31\"\n");
    assert!(read("k.toml", &format!("{BASE}{first}{second}")).is_ok());
    refuses(
        &contact("Anne", "from = \"2026-06-01\"\nto = \"2026-05-31\"\n"),
        "12:6: it ends on 2026-05-31, before it starts on 2026-06-01",
        "",
    );
}

#[test]
fn a_list_of_tables_is_written_as_one() {
    refuses(
        "[target]\nresponse = \"1h working\"\n",
        "7:1: `target` is written once, as a list: `[[target]]`",
        "write `[[target]]`",
    );
}

#[test]
fn control_characters_never_reach_a_terminal() {
    for rest in
        ["\"a\\u001b[2J\" = 1\n", "signed_on = \"a\\u001b[2J\"\n", "[confidentiality]\nduties = \"a\\u001b[2J\"\n"]
    {
        let problems = read("k.toml", &format!("{BASE}{rest}")).unwrap_err();
        assert!(!problems.to_string().contains('\u{1b}'), "{problems:?}");
    }
}

#[test]
fn a_problem_is_shown_under_its_line() {
    let text = format!("\u{feff}{BASE}# é\r\n[[target]]\r\nresponse = \"48 h\" # prise en charge\r\n");
    let problems = read("contrats/k.toml", &text).unwrap_err();
    assert_eq!(
        problems.to_string(),
        "contrats/k.toml:9:12: `48 h` does not say whether it is working or elapsed time; \
         write `48 h working` or `48 h elapsed`\n  |\n9 | response = \"48 h\" # prise en charge\n  |            ^^^^^^"
    );
}

#[test]
fn what_is_no_toml_is_refused_where_it_stops_to_be() {
    let said = said("ref = \"K\nclient = 1");
    assert!(said[0].0.starts_with("1:9: this is no TOML: "), "{said:?}");
    assert!(read("k.toml", "").is_err());
    assert!(read("k.toml", &"[".repeat(100_000)).is_err());
    assert!(read("k.toml", &format!("a = {}", "[".repeat(100_000))).is_err());
}

proptest::proptest! {
    /// Whatever is struck out of a sound contract or put into it, it is read or refused at a line that it has.
    #[test]
    fn a_damaged_file_is_read_or_refused_at_one_of_its_lines(
        from in 0usize..6_000,
        length in 0usize..40,
        put in "[\\PC\n\"\\[\\]=#0-9]{0,6}",
    ) {
        let mut text: Vec<char> = include_str!("../../../examples/contracts/servers-24x7.toml").chars().collect();
        let from = from.min(text.len());
        let to = (from + length).min(text.len());
        text.splice(from..to, put.chars());
        let text: String = text.into_iter().collect();
        if let Err(problems) = read("k.toml", &text) {
            let lines = text.lines().count();
            proptest::prop_assert!(problems.all().iter().all(|p| (1..=lines + 1).contains(&p.line) && p.column >= 1));
            proptest::prop_assert!(!problems.to_string().chars().any(|c| c.is_control() && c != '\n'));
        }
    }
}
