//! Hostile text: whatever is typed, read from a file or found in a damaged database, nothing that acts on a terminal
//! comes out, neither as an answer nor in an error. The matrix is made from the command line itself and from the
//! schema: a new option or a new column is tried without anybody thinking of it.

use std::ffi::OsString;
use std::path::Path;

use clap::{Arg, ArgAction, Command, CommandFactory as _};

use crate::harness::{Answer, World};

/// One of every kind that acts: escape sequences, C0, DEL, C1, marks of direction. No NUL: no argument can hold one.
const PAYLOADS: [&str; 5] = [
    "\u{1b}[2J\u{1b}]0;owned\u{7}\u{1b}]52;c;aGk=\u{7}",
    "\u{1b}]8;;http://evil.example\u{1b}\\click\u{1b}]8;;\u{1b}\\",
    "a\u{8}\u{b}\u{c}\rb\u{7f}",
    "\u{9b}31m\u{9d}0;t\u{9c}\u{90}q\u{9c}\u{85}",
    "user\u{202e}txt.exe\u{202a}\u{2066}\u{2069}\u{200e}\u{200f}\u{61c}",
];

/// All of them at once.
fn everything() -> String {
    PAYLOADS.concat()
}

/// The first character of `text` that acts. Written anew, so that a gap in the program's own list shows.
fn leak(text: &str) -> Option<char> {
    text.chars().find(|c| {
        let kept = *c == '\n' || *c == '\t';
        let direction = matches!(*c as u32, 0x061c | 0x200e | 0x200f | 0x202a..=0x202e | 0x2066..=0x2069);
        (c.is_control() && !kept) || direction
    })
}

fn harmless(answer: &Answer, words: &dyn std::fmt::Debug) {
    for (stream, text) in [("standard output", &answer.stdout), ("standard error", &answer.stderr)] {
        if let Some(c) = leak(text) {
            panic!("{words:?}: U+{:04X} on {stream}:\n{text:?}", c as u32);
        }
    }
}

/// Every command that does something, with the words that lead to it.
fn verbs(command: &Command, path: &[String], found: &mut Vec<(Vec<String>, Command)>) {
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

fn desk() -> World {
    let world = World::ried();
    let open = ["ticket", "open", "Panne", "--client", "ried", "--severity", "N2", "--asset", "RIED-SRV-01"];
    world.infog(open).any_remarks().run();
    world
}

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

/// Commands that read, to see what was let in.
const READS: [&[&str]; 62] = [
    &["status"],
    &["client", "list"],
    &["client", "show", "ried"],
    &["site", "list"],
    &["site", "show", "nord", "--client", "ried"],
    &["room", "list"],
    &["room", "show", "local", "--client", "ried"],
    &["contact", "list"],
    &["contact", "show", "Mme Weber", "--client", "ried"],
    &["calendar", "list"],
    &["calendar", "show", "ried-bureau"],
    &["calendar", "holidays", "ried-bureau", "--year", "2026"],
    &["calendar", "history", "ried-bureau"],
    &["calendar", "export", "ried-bureau"],
    &["contract", "list"],
    &["contract", "show", "RIED-2025"],
    &["contract", "history", "RIED-2025"],
    &["contract", "volume", "RIED-2025"],
    &["contract", "renewals"],
    &["contract", "obligation", "list"],
    &["contract", "export", "RIED-2025"],
    &["asset", "list"],
    &["asset", "show", "RIED-SRV-01"],
    &["asset", "history", "RIED-SRV-01"],
    &["asset", "updates"],
    &["asset", "behind"],
    &["asset", "diff", "--since", "initial", "--client", "ried"],
    &["asset", "export"],
    &["asset", "campaign", "list"],
    &["asset", "campaign", "show", "initial"],
    &["asset", "target", "list"],
    &["asset", "repair", "list"],
    &["licence", "list"],
    &["licence", "show", "M365", "--all"],
    &["outage", "list"],
    &["third-party", "list"],
    &["third-party", "show", "sage"],
    &["authorisation", "list"],
    &["authorisation", "show", "1"],
    &["call", "list"],
    &["action", "list", "--all"],
    &["expiring"],
    &["ticket", "list", "--all"],
    &["ticket", "show", "1"],
    &["ticket", "search", "panne"],
    &["ticket", "candidates", "--client", "ried"],
    &["ticket", "export"],
    &["sla", "due"],
    &["sla", "check"],
    &["sla", "explain", "1"],
    &["report", "sla", "--client", "ried", "--month", "2026-07"],
    &["report", "monthly", "--client", "ried", "--month", "2026-07"],
    &["report", "monthly", "--client", "ried", "--month", "2026-06"],
    &["report", "close", "--client", "ried", "--list"],
    &["report", "close", "--client", "ried", "--month", "2026-06", "--show"],
    &["report", "volume", "--client", "ried", "--month", "2026-07"],
    &["report", "availability", "--client", "ried", "--month", "2026-06"],
    &["report", "calls", "--client", "ried", "--month", "2026-06"],
    &["report", "inventory", "--client", "ried"],
    &["report", "responsibility", "--client", "ried"],
    &["audit"],
    &["undo", "--list"],
];

fn read_all(world: &World, formats: &[&str], of: &dyn std::fmt::Debug) {
    for words in READS {
        for format in formats {
            let answer = world.infog(words).word("--format").word(format).status_any().run();
            harmless(&answer, &(of, words, format));
        }
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

/// A verb that lists or shows cannot be forgotten above.
#[test]
fn every_verb_that_lists_or_shows_is_read() {
    let mut found = Vec::new();
    verbs(&infog::cli::args::Cli::command(), &[], &mut found);
    let reads = |path: &[String]| {
        READS.iter().any(|words| words.iter().zip(path).filter(|(a, b)| a == b).count() == path.len())
    };
    let telling = |path: &[String]| {
        let last = path.last().expect("a verb").as_str();
        let told =
            ["list", "show", "history", "export", "candidates", "renewals", "behind", "updates", "due", "explain"];
        (path[0] == "report" || (path.len() > 1 && told.contains(&last)))
            && !["config", "calc"].contains(&path[0].as_str())
    };
    let wanted: Vec<_> = found.iter().map(|(path, _)| path).filter(|path| telling(path)).collect();
    assert!(wanted.len() > 40, "{wanted:?}");
    let forgotten: Vec<_> = wanted.iter().filter(|path| !reads(path)).collect();
    assert_eq!(forgotten, Vec::<&&Vec<String>>::new());
}

/// What may be typed (marks of direction are letters to nobody, but no control characters) is kept and shown as `<U+202E>`.
#[test]
fn what_is_let_in_is_shown_and_not_obeyed() {
    let world = desk();
    let payload = PAYLOADS[4];
    world.infog(["client", "edit", "ried", "--name", payload]).run();
    world.infog(["asset", "edit", "RIED-SRV-01", "--set", &format!("label={payload}")]).any_remarks().run();
    world.infog(["ticket", "open", payload, "--client", "ried", "--description", payload]).any_remarks().run();
    world.infog(["ticket", "note", "1", payload, "--for-client"]).run();
    world.infog(["ticket", "list"]).has("user<U+202E>txt.exe").run();
    read_all(&world, &["table", "csv", "md", "json"], &"direction");
    for text in [PAYLOADS[0], PAYLOADS[2], PAYLOADS[3]] {
        world.infog(["client", "edit", "ried", "--name", text]).status(1).says("control character").unchanged().run();
        world.infog(["ticket", "note", "1", text]).status_any().run();
    }
    read_all(&world, &["table", "json"], &"controls");
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

/// Files that somebody sends: the payload in each place of a row, a key, a value.
#[test]
fn what_stands_in_a_file_does_not_act() {
    let world = desk();
    for payload in PAYLOADS {
        let rows =
            format!("client,tag,kind,{payload},notes\nried,{payload},server,x,\"{payload}\"\nried,A-1,{payload},y,z\n");
        let calendar =
            format!("name = \"{payload}\"\ntimezone = '{payload}'\n{payload} = 1\n[hours]\nmon = ['{payload}']\n");
        let bare = payload.replace(|c: char| c.is_control(), "");
        let contract =
            format!("ref = \"C\"\nclient = \"{bare}\"\ncalendar = \"{bare}\"\nkind = \"{bare}\"\n{payload} = 2\n");
        let ticket = serde_json::json!({"client": payload, "kind": payload, "title": payload, "opened_at": payload});
        for (words, text) in [
            (&["asset", "import", "-"][..], rows.clone()),
            (&["asset", "import", "-", "--partial"], rows.replacen(payload, "label", 1)),
            (&["licence", "import", "-"], rows.clone()),
            (&["outage", "import", "-"], rows),
            (&["calendar", "apply", "-"], calendar.clone()),
            (&["calendar", "check", "-"], calendar),
            (&["contract", "apply", "-"], contract.clone()),
            (&["contract", "check", "-"], contract),
            (&["ticket", "import", "-"], format!("{ticket}\n")),
        ] {
            harmless(&world.infog(words).stdin(&text).status_any().run(), &(words, &text));
        }
    }
    read_all(&world, &["table", "csv"], &"files");
}

/// A file is given back byte for byte, so what acts is not taken in: the parser refuses some of it, infog the rest.
#[test]
fn a_file_that_is_given_back_holds_nothing_that_acts() {
    let world = World::ried();
    for (payload, told) in
        [("\u{9b}31m", "U+009B"), ("\u{202e}", "U+202E"), ("\u{200f}", "U+200F"), ("\u{1b}[2J", ":3:")]
    {
        let calendar = format!("{}\n# {payload}\n", "name = \"autre\"\ntimezone = \"Europe/Paris\"");
        for verb in ["apply", "check"] {
            world.infog(["calendar", verb, "-"]).stdin(&calendar).refused().says(told).unchanged().run();
        }
        let contract = format!("# {payload}\n{}", crate::harness::RIED_CONTRACT);
        world.infog(["contract", "check", "-"]).stdin(&contract).refused().run();
    }
    let windows = crate::harness::RIED_CALENDAR.replace('\n', "\r\n");
    let other = World::client();
    other.infog(["calendar", "apply", "-"]).stdin(&windows).any_remarks().run();
    other.infog(["calendar", "export", "ried-bureau"]).stdout(&windows).run();
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
#[ignore = "every column × payload × command × format takes most of an hour; `cargo test -- --ignored hostile` runs it"]
fn no_column_payload_command_or_format_brings_a_character_out_that_acts() {
    each_column(&PAYLOADS.map(str::to_owned), |world, _, column| {
        read_all(world, &["table", "csv", "md", "json"], column);
        for words in [&["verify"][..], &["client", "add", "lys", "--name", "Lys"], &["ticket", "ack", "1"]] {
            harmless(&world.infog(words).status_any().run(), &(column, words));
        }
    });
}

/// What a spreadsheet would run leaves with a guard and comes back without it.
#[test]
fn formulas_are_guarded_on_the_way_out_and_come_back_as_they_were() {
    let cells =
        ["=1+1", "+33 1 23", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1", " =1", "'=1", "\"=1\"", "3-4", "'tis"];
    let world = desk();
    for (nth, cell) in cells.iter().enumerate() {
        let set = format!("label={cell}");
        let tag = format!("F-{nth}");
        world.infog(["asset", "add", &tag, "--kind", "server", "--client", "ried", "--set", &set]).any_remarks().run();
    }
    let exported = world.infog(["asset", "list", "--format", "csv"]).run().stdout;
    let labels = |json: serde_json::Value| -> Vec<String> {
        let rows = json.as_array().expect("rows").clone();
        rows.iter().map(|row| row["label"].as_str().unwrap_or_default().to_owned()).collect()
    };
    for line in exported.lines().skip(1) {
        for cell in line.split(',') {
            assert!(!cell.trim_start_matches('"').starts_with(['=', '+', '@']), "{line}");
        }
    }
    let told = labels(world.infog(["asset", "list"]).json());
    let other = World::client();
    other.infog(["asset", "import", "-"]).stdin(&exported).any_remarks().run();
    assert_eq!(labels(other.infog(["asset", "list"]).json()), told);
}

#[test]
fn names_that_look_like_options_or_files_are_names() {
    let world = World::client();
    world.file("file", "not to be read");
    for name in
        ["-rf", "--help", "@file", "@/etc/passwd", "-", "--", "$(id)", "`id`", "; id", "| id", "%s%n", "{}", "*", "~"]
    {
        let title = format!("--name={name}");
        world.infog(["client", "edit", "ried", &title]).any_remarks().run();
        assert_eq!(world.infog(["client", "show", "ried"]).json()["name"], name);
        let words = ["ticket", "open", "--client=ried", "--json", "--", name];
        let number = world.infog(words).any_remarks().run().json()["number"].to_string();
        assert_eq!(world.infog(["ticket", "show", &number]).json()["title"], name);
        world.infog(["ticket", "cancel", &number, "--reason", "withdrawn"]).any_remarks().run();
    }
    for tag in ["-rf", "--help", "@file", "-x"] {
        let kind = ["--kind=server", "--client=ried", "--"];
        let add = world.infog(["asset", "add"].into_iter().chain(kind).chain([tag])).status_any().run();
        let shown = world.infog(["asset", "show", "--", tag]).status_any().run();
        let refused = add.stderr.contains(tag) && !shown.stderr.is_empty();
        assert!(refused || shown.stdout.contains(tag), "{tag}: {add:?} {shown:?}");
        world.infog(["asset", "retire", "--", tag]).status_any().run();
    }
}

#[test]
fn what_opens_a_door_is_not_kept_in_a_ticket() {
    let world = desk();
    let key = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----";
    let described = format!("Voici la clé :\n{key}");
    let password = "Mot de passe : Ete2026!";
    for words in [
        vec!["ticket", "note", "1", "--", key],
        vec!["ticket", "update", "1", password],
        vec!["ticket", "open", password, "--client", "ried"],
        vec!["ticket", "open", "Accès", "--client", "ried", "--description", &described],
        vec!["ticket", "edit", "1", "--title", "pwd=hunter2"],
        vec!["ticket", "correct", "1", "1", "--at", "2026-06-30 10:00", "--reason", password],
    ] {
        let answer = world.infog(&words).refused().says("looks as if it held a p").says("safe").unchanged().run();
        for secret in ["Ete2026", "hunter2", "b3BlbnNz"] {
            assert!(!answer.stderr.contains(secret), "{words:?}: {}", answer.stderr);
        }
    }
    let line =
        r#"{"client":"ried","kind":"incident","title":"password: hunter2","opened_at":"2026-06-29T10:00:00+02:00"}"#;
    world.infog(["ticket", "import", "-"]).stdin(line).refused().says("standard input:1").says("a password").run();
    world.infog(["ticket", "note", "1", "Password reset, new one in the safe"]).run();
}

/// Words of SQL are words.
#[test]
fn sql_in_a_text_stays_text() {
    let world = desk();
    let count = || {
        let raw = rusqlite::Connection::open(world.database()).expect("a database");
        raw.query_row("SELECT count(*) FROM client", [], |row| row.get::<_, i64>(0)).expect("a number")
    };
    let before = count();
    for text in
        ["'; DROP TABLE client; --", "' OR 1=1 --", "\" OR \"\"=\"", "%", "_", "$1", "?1", "x' UNION SELECT 1 --"]
    {
        for words in [
            vec!["client", "show", text],
            vec!["asset", "show", text],
            vec!["asset", "list", "--client", text],
            vec!["ticket", "search", text],
            vec!["contract", "show", text],
            vec!["asset", "list", "--where", text],
        ] {
            let answer = world.infog(&words).status_any().run();
            assert!(!answer.stdout.contains("RIED-SRV-01"), "{words:?}: {}", answer.stdout);
        }
        world.infog(["ticket", "note", "1", text]).run();
    }
    assert_eq!(count(), before);
    world.infog(["verify"]).run();
}
