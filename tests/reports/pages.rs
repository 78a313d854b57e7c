//! The report as people read it: calendar, language, formats, widths.

use super::{CONTRACT, DECEMBER, desk, desk_under, june, report};

#[test]
fn the_calendar_is_printed_in_full_with_the_days_off() {
    let world = desk();
    let page = world.infog(["report", "sla", "--month", "2026-06"]).now(DECEMBER);
    page.has("lun.–ven.  09:00–17:00").has("lundi 15 juin 2026").has("Inventaire").run();
    let may = report(&world, "2026-05");
    let dates: Vec<_> =
        may["calendar"]["days_off"].as_array().expect("days").iter().map(|d| d["date"].clone()).collect();
    assert_eq!(dates, ["2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25"]);
}

#[test]
fn the_report_follows_the_contracts_language_unless_asked_otherwise() {
    let world = june();
    let words = ["report", "sla", "--month", "2026-06"];
    world.infog(words).now(DECEMBER).has("Rapport de service, juin 2026").has("75,0 %").has("Dépassements").run();
    world.infog(words.iter().copied().chain(["--lang", "en"])).now(DECEMBER).has("Service report, June 2026").run();
    let english = desk_under(&CONTRACT.replace("language = \"fr\"", "language = \"en\""));
    english.infog(words).now(DECEMBER).has("Service report, June 2026").run();
}

#[test]
fn csv_is_the_same_in_every_language_and_markdown_is_a_document() {
    let world = june();
    let csv = |lang: &str| {
        let words = ["report", "sla", "--month", "2026-06", "--format", "csv", "--lang", lang];
        world.infog(words).now(DECEMBER).run().stdout
    };
    assert_eq!(csv("en"), csv("fr"));
    assert!(csv("en").contains("mon-fri,09:00-17:00"), "{}", csv("en"));
    let words = ["report", "sla", "--month", "2026-06", "--format", "md"];
    world
        .infog(words)
        .now(DECEMBER)
        .has("# Rapport de service, juin 2026")
        .has("| Prise en charge (GTI) | toutes | 3 | 4 |")
        .run();
}

#[test]
fn piped_tables_never_wrap_and_asked_widths_are_kept() {
    let world = june();
    for width in [60, 80, 120, 200] {
        let columns = width.to_string();
        let words = ["report", "sla", "--month", "2026-06", "--columns", columns.as_str()];
        let page = world.infog(words).now(DECEMBER).run().stdout;
        let longest = page.lines().map(|l| l.chars().count()).max().unwrap_or(0);
        assert!(longest <= width, "{longest} columns of {width}:\n{page}");
    }
}
