//! Every text column of the schema: somebody wrote into the file itself. A new column is tried without anybody thinking
//! of it.

use std::path::Path;

use super::reads::{READS, read_all};
use super::{PAYLOADS, desk, everything, harmless};
use crate::harness::World;

/// A desk with a row in every table that holds text.
fn furnished() -> World {
    let world = desk();
    let tag = ["--client", "ried"];
    for words in [
        &["ticket", "note", "1", "Une note", "--for-client"][..],
        &["site", "add", "nord", "--name", "Nord", "--access", "Badge"],
        &["room", "add", "local", "--site", "nord", "--access", "Badge"],
        &["contact", "add", "Mme Weber", "--site", "nord", "--notes", "le matin"],
        &["asset", "add", "M365", "--kind", "licence", "--set", "seats=5"],
        &["licence", "assign", "M365", "--person", "Mme Weber"],
        &["asset", "target", "set", "os", "12", "--product", "Debian"],
        &["asset", "repair", "out", "RIED-IMP-01", "--supplier", "Dell", "--text", "bruit"],
        &["asset", "campaign", "start", "initial", "--note", "visite"],
        &["asset", "campaign", "accept", "initial", "--by", "Mme Weber"],
        &["third-party", "add", "sage", "--name", "Éditeur de paie"],
        &["authorisation", "add", "sage", "--granted-by", "Mme Weber", "--from", "2026-06-01"],
        &["action", "add", "Changer l'onduleur", "--owner", "Lina", "--due", "2026-09-30"],
        &["contract", "log", "RIED-2025", "--minutes", "30", "--text", "visite"],
        &["ticket", "log", "1", "--minutes", "20", "--text", "diagnostic"],
        &[
            "outage",
            "add",
            "--asset",
            "RIED-SRV-01",
            "--from",
            "2026-06-01 10:00",
            "--to",
            "2026-06-01 11:00",
            "--reason",
            "coupure",
        ],
    ] {
        let client = if ["ticket", "third-party", "contract"].contains(&words[0]) { &[][..] } else { &tag };
        world.infog([words, client].concat()).any_remarks().run();
    }
    let calls = "client,started_at,answered_at,ended_at,outcome\nried,2026-06-02 09:00,2026-06-02 09:01,2026-06-02 09:05,answered\n";
    world.infog(["call", "import", "-"]).stdin(calls).any_remarks().run();
    world.infog(["report", "close", "--client", "ried", "--month", "2026-06"]).any_remarks().run();
    world
}

/// Columns that hold text, by table.
fn text_columns(path: &Path) -> Vec<(String, String)> {
    let raw = rusqlite::Connection::open(path).expect("a database");
    let sql = "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND c.type = 'TEXT' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1, 2";
    let mut statement = raw.prepare(sql).expect("sound SQL");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}

/// Somebody wrote into the file itself: whatever infog makes of it, no byte of it acts.
fn poison(path: &Path, table: &str, column: &str, payload: &str) {
    let raw = rusqlite::Connection::open(path).expect("a database");
    raw.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").expect("settings");
    let escaped: String = payload.chars().map(|c| format!("\\u{:04x}", c as u32)).collect();
    // JSON takes the payload into each of its texts, anything else at its end.
    let sql = format!(
        "UPDATE OR IGNORE \"{table}\" SET \"{column}\" = CASE WHEN substr(\"{column}\", 1, 1) IN ('{{', '[')
            THEN replace(\"{column}\", ':\"', ':\"' || $2) ELSE \"{column}\" || $1 END"
    );
    raw.execute(&sql, [payload, &escaped]).expect("a change");
}

/// A desk whose database has the payload in one column after the other; some at once, each with a desk of its own.
fn each_column(payloads: &[String], look: impl Fn(&World, usize, &(String, String)) + Sync) {
    let world = furnished();
    let columns = text_columns(&world.database());
    assert!(columns.len() > 40, "{columns:?}");
    let at_once = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for share in 0..at_once {
            let (columns, look) = (&columns, &look);
            scope.spawn(move || {
                let world = furnished();
                let sound = std::fs::read(world.database()).expect("a database");
                for (nth, column) in columns.iter().enumerate().skip(share).step_by(at_once) {
                    for payload in payloads {
                        std::fs::write(world.database(), &sound).expect("our own file");
                        poison(&world.database(), &column.0, &column.1, payload);
                        look(&world, nth, column);
                    }
                }
                std::fs::write(world.database(), &sound).expect("our own file");
            });
        }
    });
}

/// Each column with some commands that take turns; all of them are for the full form.
#[test]
fn no_column_of_the_database_brings_a_character_out_that_acts() {
    each_column(&[everything()], |world, nth, column| {
        let format = ["table", "csv", "json", "md"][nth % 4];
        for words in READS.iter().skip(nth % 5).step_by(5) {
            harmless(&world.infog(*words).word("--format").word(format).status_any().run(), &(column, words));
        }
        let last = [&["verify"][..], &["client", "add", "lys", "--name", "Lys"], &["ticket", "ack", "1"]][nth % 3];
        harmless(&world.infog(last).status_any().run(), &(column, last));
    });
}

#[test]
#[ignore = "every column × payload × command × format takes many minutes; `cargo test -- --ignored hostile` runs it"]
fn no_column_payload_command_or_format_brings_a_character_out_that_acts() {
    each_column(&PAYLOADS.map(str::to_owned), |world, _, column| {
        read_all(world, &["table", "csv", "md", "json"], column);
        for words in [&["verify"][..], &["client", "add", "lys", "--name", "Lys"], &["ticket", "ack", "1"]] {
            harmless(&world.infog(words).status_any().run(), &(column, words));
        }
    });
}
