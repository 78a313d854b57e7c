//! `infog calendar` and `infog calc`.

use serde_json::json;

use crate::harness::{RIED_CALENDAR, World};

mod ics;

fn with_calendar() -> World {
    let world = World::client();
    world.infog(["calendar", "apply", "-"]).stdin(RIED_CALENDAR).has("applied").run();
    world
}

#[test]
fn the_same_file_again_changes_nothing() {
    let world = with_calendar();
    world.infog(["calendar", "apply", "-"]).stdin(RIED_CALENDAR).has("unchanged").unchanged().run();
    let with_comment = format!("# seen\n{RIED_CALENDAR}");
    world.infog(["calendar", "apply", "-"]).stdin(with_comment).has("unchanged").unchanged().run();
}

#[test]
fn a_version_from_a_date_leaves_the_hours_before_it() {
    let world = with_calendar();
    let later =
        RIED_CALENDAR.replace("holidays =", "effective_on = \"2026-09-01\"\nholidays =").replace("17:30", "18:00");
    world.infog(["calendar", "apply", "-"]).stdin(later).has("1 September 2026").run();
    let due = |from: &str| {
        let words = ["calc", "due", "--calendar", "ried-bureau", "--within", "4h working", "--from", from];
        world.infog(words).json()["due_at"].as_str().expect("an instant").to_owned()
    };
    assert_eq!(due("2026-08-31T13:30:00+02:00"), "2026-08-31T17:30:00+02:00");
    assert_eq!(due("2026-08-31T14:00:00+02:00"), "2026-09-01T08:30:00+02:00");
    assert_eq!(due("2026-09-01T14:00:00+02:00"), "2026-09-01T18:00:00+02:00");
}

#[test]
fn a_version_in_use_is_changed_only_with_a_reason() {
    let world = World::ried();
    let other = RIED_CALENDAR.replace("16:30", "16:00");
    let run = world.infog(["calendar", "apply", "-"]).stdin(&other).refused().says("in use by contract `RIED-2025`");
    run.says("--correct").unchanged().run();
    world.infog(["calendar", "apply", "-", "--correct", "as signed"]).stdin(&other).has("replaced").run();
    let history = world.infog(["calendar", "history", "ried-bureau"]).json();
    assert_eq!((&history[1]["reason"], &history[1]["by"]), (&json!("as signed"), &json!("lea")));
    assert!(history[0]["replaced_by"].is_i64());
}

#[test]
fn a_zone_never_changes() {
    let world = with_calendar();
    let moved = RIED_CALENDAR
        .replace("Europe/Paris", "Indian/Reunion")
        .replace("holidays =", "effective_on = \"2026-09-01\"\nholidays =");
    world.infog(["calendar", "apply", "-"]).stdin(moved).refused().says("stays there").unchanged().run();
}

#[test]
fn a_dry_run_writes_nothing() {
    let world = with_calendar();
    let other = RIED_CALENDAR.replace("16:30", "16:00");
    world.infog(["calendar", "apply", "-", "--dry-run"]).stdin(other).has("replaced").says("dry run").unchanged().run();
}

#[test]
fn what_a_calendar_cannot_say_is_refused_with_its_line() {
    let world = with_calendar();
    for (from, to, sentence) in [
        ("Europe/Paris", "Europe/Pari", ":3:12: unknown time zone `Europe/Pari`"),
        ("fr-alsace-moselle", "fr-alsase", ":4:13: unknown `holidays` `fr-alsase`"),
        ("\"13:30-17:30\"", "\"11:30-17:30\"", ":7:27: window `11:30-17:30` overlaps `08:00-12:00`"),
        ("\"13:30-17:30\"", "\"17:30-13:30\"", ":7:27: window `17:30-13:30` ends before it starts"),
        ("title =", "titel =", ":2:1: unknown key `titel`"),
        ("2026-08-03", "2026-02-31", ":11:8: `2026-02-31`"),
        ("holidays =", "# holidays =", "the file has no `holidays`"),
    ] {
        let text = RIED_CALENDAR.replacen(from, to, 1);
        let run = world.infog(["calendar", "apply", "-"]).stdin(text).refused();
        run.says(&format!("standard input{}", if sentence.starts_with(':') { "" } else { ":" }))
            .says(sentence)
            .unchanged()
            .run();
    }
    let never = "name = \"x\"\ntimezone = \"Europe/Paris\"\nholidays = []\n";
    world.infog(["calendar", "apply", "-"]).stdin(never).refused().says("never opens").unchanged().run();
}

#[test]
fn a_month_is_drawn_with_its_hours_and_days_off() {
    let world = with_calendar();
    let month = ["calendar", "show", "ried-bureau", "--month", "2026-08"];
    world.infog(month).has("08:00-12:00").has("Congés").has("Assumption").has("86h 00m").run();
    world.infog(month).var("INFOG_COLUMNS", "50").has("2026-08-15").run();
    let json = world.infog(month).json();
    assert_eq!(json["days"][14]["why"], "holiday: Assomption");
    assert_eq!(json["days"][16]["hours"], json!(["08:00-12:00", "13:30-17:30"]));
    world.infog(["calendar", "show", "ried-bureau", "--month", "2026-13"]).refused().says("2026-13").run();
}

#[test]
fn a_calendar_is_listed_shown_checked_and_exported() {
    let world = with_calendar();
    assert_eq!(world.infog(["calendar", "list"]).json()[0]["name"], "ried-bureau");
    world.infog(["calendar", "show", "RIED-bureau"]).has("13:30-16:30").run();
    world.infog(["calendar", "show", "ried-burau"]).refused().says("did you mean `ried-bureau`?").run();
    world.infog(["calendar", "export", "ried-bureau"]).stdout(RIED_CALENDAR).run();
    let file = world.file("c.toml", RIED_CALENDAR);
    World::empty().infog(["calendar", "check", &file]).has("sound").unchanged().run();
}

#[test]
fn holidays_need_no_database() {
    let world = World::empty();
    let list = world.infog(["calendar", "holidays", "fr-alsace-moselle", "--year", "2026"]).json();
    assert_eq!(list[1], json!({ "date": "2026-04-03", "code": "good-friday", "name": "Vendredi saint" }));
    assert_eq!(list.as_array().map(Vec::len), Some(13));
    world.infog(["calendar", "holidays", "fr-alsase-moselle"]).status(2).says("fr-alsace-moselle").unchanged().run();
}

#[test]
fn one_deadline_with_its_ledger() {
    let world = World::empty();
    let file = world.file("c.toml", RIED_CALENDAR);
    let words = ["calc", "due", "--calendar", &file, "--from", "2026-04-02T16:15:00+02:00", "--within", "3h working"];
    assert_eq!(world.infog(words).json(), json!({ "due_at": "2026-04-07T09:45:00+02:00" }));
    let ledger = world.infog(words.into_iter().chain(["--explain"])).json();
    assert_eq!(ledger["ledger"][2]["why"], "holiday: Vendredi saint");
    let last = ledger["ledger"].as_array().and_then(|lines| lines.last()).expect("a line");
    assert_eq!((&last["to"], &last["total_s"]), (&json!("2026-04-07T09:45:00+02:00"), &json!(10_800)));
    world.infog(words.into_iter().chain(["--explain", "--lang", "fr"])).has("férié : Vendredi saint").run();
}

#[test]
fn days_and_nothing_are_allowances() {
    let world = World::empty();
    let file = world.file("c.toml", RIED_CALENDAR);
    let due = |within: &str| {
        let words = ["calc", "due", "--calendar", &file, "--from", "2026-01-12 11:15", "--within", within];
        world.infog(words).json()["due_at"].as_str().expect("an instant").to_owned()
    };
    assert_eq!(due("0h working"), "2026-01-12T11:15:00+01:00");
    assert_eq!(due("0d working"), "2026-01-12T11:15:00+01:00");
    assert_eq!(due("4d working"), "2026-01-16T16:30:00+01:00");
    assert_eq!(due("48h elapsed"), "2026-01-14T11:15:00+01:00");
}

#[test]
fn a_whole_csv_keeps_its_columns_and_its_delimiter() {
    let world = World::empty();
    let csv = "\u{feff}id;from;within\n1;2026-01-13T11:15:00+01:00;3h working\n2;2026-01-13 11:15;\"48h elapsed\"\n";
    let run = world.infog(["calc", "due", "--calendar", "always", "--input", "-"]).stdin(csv);
    run.stdout(
        "id;from;within;due_at\n1;2026-01-13T11:15:00+01:00;3h working;2026-01-13T14:15:00+01:00\n\
         2;2026-01-13 11:15;48h elapsed;2026-01-15T11:15:00+01:00\n",
    )
    .run();
    let pairs = world.file("pairs.csv", "from,to\n2026-10-24T12:00:00+02:00,2026-10-25T12:00:00+01:00\n");
    let json = world.infog(["calc", "elapsed", "--calendar", "always", "--input", &pairs]).json();
    assert_eq!(json[0]["elapsed_s"], 25 * 3600);
}

#[test]
fn a_wrong_line_is_named() {
    let world = World::empty();
    let always = ["calc", "due", "--calendar", "always", "--input", "-"];
    let run = |csv: &str| world.infog(always).stdin(csv);
    run("from,within\n2026-01-13T11:15:00Z,48 hours\n").status(1).says("standard input:2: `48 hours`").run();
    run("from,within\n2026-02-31T11:15:00Z,1h working\n").status(1).says("standard input:2: ").run();
    run("from,withn\n").refused().says("no column `within`").run();
    run("from,within\n1,2,3\n").status(1).says("standard input:2: 3 cells").run();
    run("").refused().says("closed or empty").run();
    run("from,within,due_at\n").refused().says("`due_at` already").run();
}

#[test]
fn elapsed_time_is_counted_inside_the_windows() {
    let world = World::empty();
    let file = world.file("c.toml", RIED_CALENDAR);
    let words = ["calc", "elapsed", "--calendar", &file, "--from", "2026-01-16 15:30", "--to", "2026-01-19 09:30"];
    assert_eq!(world.infog(words).json(), json!({ "elapsed_s": 9000 }));
    world.infog(words).has("2h 30m").run();
}

#[test]
fn working_time_needs_a_calendar() {
    let world = World::empty();
    let words = ["calc", "due", "--from", "2026-01-13T11:15:00+01:00", "--within"];
    world.infog(words.into_iter().chain(["3h working"])).status(2).says("--calendar").run();
    world.infog(words.into_iter().chain(["3h elapsed"])).has("14:15").run();
    let named =
        ["calc", "due", "--calendar", "nowhere.toml", "--from", "2026-01-13T11:15:00Z", "--within", "1h working"];
    world.infog(named).refused().says("there is no file `nowhere.toml`").run();
}

#[test]
fn a_missing_and_a_doubled_hour_are_refused_with_both_offsets() {
    let world = World::empty();
    let from =
        |from: &str| world.infog(["calc", "due", "--calendar", "always", "--within", "1h working", "--from", from]);
    from("2026-03-29 02:30").refused().says("2026-03-29T03:30:00+02:00").says("2026-03-29T01:30:00+01:00").run();
    from("2026-10-25 02:30").refused().says("2026-10-25T02:30:00+02:00").says("2026-10-25T02:30:00+01:00").run();
}

/// Feasts by their distance from Easter Sunday of 2026 to 2028, and the day of each territory's abolition.
#[test]
fn each_territory_has_its_own_days() {
    let world = World::empty();
    let codes = |region: &str, year: &str| -> Vec<(String, String)> {
        let list = world.infog(["calendar", "holidays", region, "--year", year]).json();
        let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
        list.as_array().expect("a list").iter().map(|h| (text(&h["date"]), text(&h["code"]))).collect()
    };
    let national = codes("fr", "2027");
    assert_eq!(national.len(), 11);
    for (region, date) in [
        ("fr-guadeloupe", "2027-05-27"),
        ("fr-martinique", "2027-05-22"),
        ("fr-guyane", "2027-06-10"),
        ("fr-reunion", "2027-12-20"),
        ("fr-mayotte", "2027-04-27"),
    ] {
        let own: Vec<_> = codes(region, "2027").into_iter().filter(|day| !national.contains(day)).collect();
        assert_eq!(own, [(date.to_owned(), "abolition".to_owned())], "{region}");
    }
    // Easter early, late, and on a leap year; two feasts on one day are both told
    let has = |year: &str, date: &str, code: &str| {
        assert!(codes("fr-alsace-moselle", year).contains(&(date.to_owned(), code.to_owned())), "{year} {date} {code}");
    };
    has("2008", "2008-03-21", "good-friday");
    has("2008", "2008-05-01", "ascension");
    has("2008", "2008-05-01", "labour-day");
    has("2038", "2038-04-26", "easter-monday");
    has("2024", "2024-05-20", "whit-monday");
    has("1897", "1897-12-26", "saint-stephen");
}

/// Rule 5 and rule 6 in one file: what a day's hours are, day by day.
const EVERYTHING: &str = r#"
name = "tout"
timezone = "Europe/Paris"
holidays = ["fr"]
worked_holidays = ["whit-monday", "2026-07-14"]
[hours]
mon-fri = ["08:00-12:00", "13:30-17:30"]
[[closures]]
from = "2025-12-24"
to = "2026-01-02"
yearly = true
reason = "Fêtes"
[[openings]]
from = "2026-12-26"
to = "2026-12-31"
hours = ["09:00-11:00"]
reason = "Inventaire"
[[openings]]
from = "2026-05-01"
to = "2026-05-08"
days = ["fri"]
hours = ["10:00-11:00"]
on_holidays = true
reason = "Garde"
"#;

#[test]
fn the_first_rule_that_speaks_of_a_date_gives_its_hours() {
    let world = World::empty();
    let file = world.file("c.toml", EVERYTHING);
    let day = |date: &str| {
        let month = world.infog(["calendar", "show", &file, "--month", &date[..7]]).json();
        let days = month["days"].as_array().expect("days").clone();
        let day = days.into_iter().find(|day| day["date"] == date).expect("the day");
        (day["hours"].as_array().expect("hours").len(), day["why"].as_str().expect("why").to_owned())
    };
    assert_eq!(day("2026-05-25"), (2, "worked holiday: Lundi de Pentecôte".to_owned()));
    assert_eq!(day("2027-05-17"), (2, "worked holiday: Lundi de Pentecôte".to_owned()));
    assert_eq!(day("2026-07-14").0, 2);
    assert_eq!(day("2027-07-14").0, 0, "the date was worked once, not the feast");
    assert_eq!(day("2026-05-01"), (1, "opening: Garde".to_owned()), "an opening on holidays");
    assert_eq!(day("2026-05-14"), (0, "holiday: Ascension".to_owned()));
    assert_eq!(day("2026-12-28"), (1, "opening: Inventaire".to_owned()), "an opening beats a closure");
    assert_eq!(day("2026-12-24"), (0, "closure: Fêtes".to_owned()));
    assert_eq!(day("2030-01-02"), (0, "closure: Fêtes".to_owned()), "every year, across New Year");
    assert_eq!(day("2026-12-25").1, "holiday: Noël", "a holiday beats a closure");
}

#[test]
fn spreadsheets_of_a_calendar_are_the_same_in_both_languages() {
    let world = World::empty();
    let file = world.file("c.toml", EVERYTHING);
    for words in [
        vec!["calendar", "show", &file],
        vec!["calendar", "show", &file, "--month", "2026-05"],
        vec!["calendar", "holidays", "fr", "--year", "2026"],
    ] {
        let csv = |lang| world.infog(words.iter().copied().chain(["--format", "csv", "--lang", lang])).run().stdout;
        assert_eq!(csv("en"), csv("fr"));
    }
}

#[test]
fn a_long_allowance_has_a_deadline_and_one_beyond_fifty_years_is_refused() {
    let world = World::empty();
    let file = world.file("c.toml", EVERYTHING);
    let words = |within: &'static str| {
        ["calc", "due", "--calendar", &file, "--from", "2026-01-05 08:00", "--within", within].map(str::to_owned)
    };
    let due = world.infog(words("10000h working")).json();
    let due = due["due_at"].as_str().expect("an instant");
    let back = ["calc", "elapsed", "--calendar", &file, "--from", "2026-01-05 08:00", "--to", due];
    assert_eq!(world.infog(back).json()["elapsed_s"], 36_000_000);
    world.infog(words("200000h working")).refused().says("more than 50 years away").run();
    world.infog(words("900000h working")).refused().says("longer than 50 years").run();
}

#[test]
fn a_pipe_may_be_closed_and_empty_input_is_told() {
    let world = World::empty();
    for words in [
        vec!["calc", "due", "--calendar", "always", "--input", "-"],
        vec!["calendar", "check", "-"],
        vec!["calendar", "apply", "-"],
    ] {
        world.infog(words).refused().says("nothing came from standard input").unchanged().run();
    }
}
