//! What must hold for any bytes that are given to a reader: one function for each target of `fuzz/`, which calls it a
//! million times and more; the tests call it with every file of `fuzz/corpus/`. It panics where something does not hold.

mod calendar_ics;
mod calendar_toml;
mod commitments;
mod contract_toml;
mod csv_rows;
mod instants;
mod problems;
mod ticket_lines;

/// Any bytes as an iCalendar file.
pub fn calendar_ics(bytes: &[u8]) {
    calendar_ics::check(bytes);
}

/// Any text as a calendar.
pub fn calendar_toml(bytes: &[u8]) {
    calendar_toml::check(&text(bytes));
}

/// Any text as a commitment, an interval, an age, an amount, a share, a date.
pub fn commitments(bytes: &[u8]) {
    commitments::check(&text(bytes));
}

/// Any text as a contract.
pub fn contract_toml(bytes: &[u8]) {
    contract_toml::check(&text(bytes));
}

/// Any bytes as an inventory.
pub fn csv_rows(bytes: &[u8]) {
    csv_rows::check(bytes);
}

/// Any text as an instant, a day, a month, a quarter, a year.
pub fn instants(bytes: &[u8]) {
    instants::check(&text(bytes));
}

/// Any bytes as JSON Lines of tickets.
pub fn ticket_lines(bytes: &[u8]) {
    ticket_lines::check(bytes);
}

/// What is no UTF-8 never reaches a reader of text; mending it wastes no try.
fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// A value is cut at 80 characters, of which each may take eight where it is escaped; a sentence names up to three.
const LONGEST_REFUSAL: usize = 2_500;

/// A refusal says something, and never more than a screen of it, however long the text was.
fn brief(refusal: &str) {
    assert!(!refusal.trim().is_empty(), "a refusal without a word");
    assert!(
        refusal.chars().count() <= LONGEST_REFUSAL,
        "a refusal of {} characters: {refusal}",
        refusal.chars().count()
    );
}
