//! Files that are broken, or made to break something: taken whole or refused whole, and nothing of them reaches the
//! terminal raw. `fuzz/` does the same by the million.

use fastrand::Rng;

use crate::harness::World;

const SOUND: &str = "tag,kind,serial,label,status,warranty_until\n\
    SRV-1,server,S1,\"Files, mail\",in-service,2027-01-31\n\
    PC-1,laptop,S2,\"Anne\nBüro 2\",in-stock,\n\
    PR-1,printer,S3,Étage 3,in-repair,2026-12-31\n";
const CELLS: [&[u8]; 17] = [
    b"",
    b"\"",
    b"\0",
    b"\r",
    b"\x1b[2J\x1b[H",
    b"\x1b]0;title\x07",
    b"\xc2\x9b31m",
    b"\x9b31m",
    b"=cmd|'/c calc'!A1",
    b"'; DROP TABLE asset; --",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    "\u{202e}gpj.exe".as_bytes(),
    b"9999-12-31",
    b"2026-02-30",
    b"18446744073709551616",
    b"-rf",
];

/// One to four changes such as a bad cable, a bad program and a bad person make.
fn mutated(random: &mut Rng) -> Vec<u8> {
    let mut bytes = SOUND.as_bytes().to_vec();
    for _ in 0..random.usize(1..=4) {
        let (from, until) = (random.usize(0..=bytes.len()), random.usize(0..=bytes.len()));
        let (from, until) = (from.min(until), from.max(until).min(from.min(until) + 40));
        let piece = bytes[from..until].to_vec();
        match random.u8(0..5) {
            0 => drop(bytes.splice(from..from, random.choice(CELLS).unwrap_or_default().iter().copied())),
            1 => drop(bytes.drain(from..until)),
            2 => drop(bytes.splice(from..from, piece)),
            3 => bytes.truncate(from),
            _ => bytes.iter_mut().skip(from).take(1).for_each(|byte| *byte = random.u8(..)),
        }
    }
    bytes
}

fn is_raw_control(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn a_mutated_file_is_taken_whole_or_changes_nothing_and_writes_no_control_character() {
    let mut random = Rng::with_seed(20_261_126);
    let world = World::client();
    let stock = || world.infog(["asset", "list", "--json"]).run().stdout;
    let mut before = stock();
    let (mut taken, mut refused) = (0, 0);
    for round in 0..60 {
        let bytes = mutated(&mut random);
        let shown = String::from_utf8_lossy(&bytes);
        let import = |last: &str| world.infog(["asset", "import", "-", last]).stdin(&bytes).status_any().run();
        let (plan, answer) = (import("--dry-run"), import("--json"));
        for said in [plan.stdout, plan.stderr, answer.stdout.clone(), answer.stderr.clone()] {
            assert!(!said.contains(is_raw_control), "round {round}: {said:?}\nof {shown:?}");
            assert!(!said.contains("panicked"), "round {round}: {said}\nof {shown:?}");
        }
        let after = stock();
        if answer.stdout.is_empty() || answer.json()["refused"] != 0 {
            refused += 1;
            assert!(!answer.stderr.trim().is_empty(), "round {round}: refused without a word: {shown:?}");
            assert_eq!(after, before, "round {round}: half an import of {shown:?}");
        } else {
            taken += 1;
        }
        before = after;
    }
    assert!(taken > 0 && refused > 20, "{taken} taken, {refused} refused: the mutations are too weak or too strong");
    world.infog(["verify"]).any_remarks().run();
}

#[test]
fn a_line_without_end_is_refused_at_its_limit() {
    let world = World::client();
    let long = format!("tag,kind,label\nSRV-1,server,{}\n", "x".repeat((1 << 20) + 1));
    let file = world.file("long.csv", &long);
    for (place, bytes) in [(file.as_str(), ""), ("-", long.as_str())] {
        let run = world.infog(["asset", "import", place]).stdin(bytes).refused();
        run.says("line 2: the row has more than 1048576 bytes").unchanged().run();
    }
}

#[test]
fn a_row_of_a_thousand_columns_is_the_widest() {
    let world = World::client();
    for (line, csv) in [
        (1, format!("tag,kind{}\nSRV-1,server\n", ",".repeat(1_000))),
        (2, format!("tag,kind\nSRV-1,server{}\n", ",".repeat(1_000))),
    ] {
        let run = world.infog(["asset", "import", "-"]).stdin(csv).refused();
        run.says(&format!("line {line}: the row has more than 1000 columns")).unchanged().run();
    }
}

#[test]
fn a_quote_that_is_never_closed_takes_no_row_with_it() {
    let world = World::client();
    let csv = "tag,kind,label\nSRV-1,server,\"Files\nSRV-2,server,Mail\n";
    let run = world.infog(["asset", "import", "-", "--partial"]).stdin(csv).refused();
    run.says("line 2: the quote that opens here is never closed").unchanged().run();
}
