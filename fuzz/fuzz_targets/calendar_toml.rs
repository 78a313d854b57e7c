//! Any text as a calendar: no panic, no hang; one that is taken counts time both ways alike (rule 16).

#![no_main]

use infog::domain::calendar::Calendar;
use infog::domain::instant::Instant;
use infog::intake::calendar_file;
use libfuzzer_sys::fuzz_target;

/// Around both changes of the clock, and at a turn of the year.
const STARTS: [i64; 4] = [1_774_746_000, 1_792_890_000, 1_798_757_999, 1_709_164_800];
const GRANTED_S: [i64; 3] = [1, 3_600, 8 * 3_600];

fuzz_target!(|text: &str| {
    let version = match calendar_file::read("fuzz.toml", text) {
        Ok(version) => version,
        Err(problems) => {
            assert!(!problems.to_string().is_empty());
            return;
        }
    };
    let Ok(calendar) = Calendar::new(vec![version]) else { return };
    for start in STARTS.map(Instant) {
        for granted in GRANTED_S {
            let Ok(due) = calendar.after(start, granted) else { continue };
            assert_eq!(calendar.counted_s(start, due), granted);
            assert!(calendar.counted_s(start, due.plus_s(-1)) < granted, "a second earlier is less");
        }
        let _ = (calendar.next_open(start), calendar.next_close(start));
    }
});
