//! Hostile text: whatever is typed, read from a file or found in a damaged database, nothing that acts on a terminal
//! comes out, neither as an answer nor in an error. The matrix is made from the command line itself and from the
//! schema: a new option or a new column is tried without anybody thinking of it.

mod arguments;
mod columns;
mod reads;
mod words;

use crate::harness::{Answer, World};
use reads::read_all;

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

fn desk() -> World {
    let world = World::ried();
    let open = ["ticket", "open", "Panne", "--client", "ried", "--severity", "N2", "--asset", "RIED-SRV-01"];
    world.infog(open).any_remarks().run();
    world
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
