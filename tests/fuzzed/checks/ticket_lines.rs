//! Each line is a draft or a refusal that names it; a draft that is written is read again as itself.

use infog::domain::calendar::Zone;
use infog::intake::ticket_lines::{self, TicketDraft};

pub fn check(bytes: &[u8]) {
    let lines = bytes.split(|b| *b == b'\n').count() as u64;
    let file = match ticket_lines::read("fuzz.jsonl", bytes) {
        Ok(file) => file,
        Err(refusal) => return super::brief(&refusal.to_string()),
    };
    assert_eq!(file.drafts.len() + file.refusals.len(), file.read);
    let named = file.drafts.iter().map(|draft| draft.line).chain(file.refusals.iter().map(|refusal| refusal.line));
    let mut named: Vec<u64> = named.collect();
    named.sort_unstable();
    assert!(named.windows(2).all(|pair| pair[0] < pair[1]), "a line is told twice: {named:?}");
    assert!(named.iter().all(|line| (1..=lines).contains(line)), "{named:?} of {lines} lines");
    for refusal in &file.refusals {
        super::brief(&refusal.to_string());
        super::brief(&format!("`{}`", refusal.value));
    }
    file.drafts.iter().for_each(written_and_read);
}

fn written_and_read(draft: &TicketDraft) {
    let paris = Zone::named("Europe/Paris").expect("a zone");
    let line = ticket_lines::write(draft, |at| paris.rfc3339(at));
    assert!(!line.contains('\n'), "{line}");
    let file = ticket_lines::read("again.jsonl", line.as_bytes()).expect("one line");
    assert!(file.refusals.is_empty(), "{line}\n{:?}", file.refusals);
    let want = TicketDraft { line: 1, ..draft.clone() };
    assert_eq!(file.drafts, [want], "{line}");
}
