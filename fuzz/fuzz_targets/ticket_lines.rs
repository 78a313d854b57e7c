//! Any bytes as JSON Lines of tickets: no panic, each line a draft or a refusal; a draft that is written is read again as
//! itself.

#![no_main]

use infog::domain::calendar::Zone;
use infog::intake::ticket_lines;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(file) = ticket_lines::read("fuzz.jsonl", bytes) else { return };
    assert_eq!(file.drafts.len() + file.refusals.len(), file.read);
    let paris = Zone::named("Europe/Paris").expect("a zone");
    for draft in &file.drafts {
        let line = ticket_lines::write(draft, |at| paris.rfc3339(at));
        let again = ticket_lines::read("again.jsonl", line.as_bytes()).expect("one line");
        assert!(again.refusals.is_empty(), "{line}\n{:?}", again.refusals);
        let again = again.drafts.first().expect("a draft");
        assert_eq!(ticket_lines::write(again, |at| paris.rfc3339(at)), line);
    }
});
