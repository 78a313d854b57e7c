use crate::store::testing::{Bench, stamp};
use crate::store::{client, sqlite};

use super::*;
use crate::domain::id::ClientCode;

fn told(bench: &mut Bench, anchor: Option<&str>) -> Vec<String> {
    let anchor = anchor.map(|text| text.parse().unwrap());
    let verdict = bench.store.verify(anchor.as_ref(), &mut |_, _, _| {}).unwrap();
    verdict.faults.iter().map(|fault| format!("{}: {fault}", fault.check.code())).collect()
}

#[test]
fn a_fresh_file_and_one_with_events_are_sound() {
    let mut bench = Bench::new();
    assert!(told(&mut bench, None).is_empty());
    let mut bench = Bench::with_clients();
    assert!(told(&mut bench, None).is_empty());
}

#[test]
fn each_kind_of_damage_is_named_with_its_place() {
    for (damage, said) in [
        ("UPDATE event SET actor = 'mallory' WHERE id = 2", "chain: event 2 is not what was written"),
        ("DELETE FROM event_text WHERE event = 2; DELETE FROM event WHERE id = 2", "chain: event 2 is missing"),
        ("DELETE FROM event_text WHERE event = 3; DELETE FROM event WHERE id = 3", "chain: chain main holds 3"),
        ("UPDATE event_text SET body = '{}' WHERE event = 1", "texts: event_text 1 is not what was written"),
        ("DELETE FROM event_text WHERE event = 1", "texts: event_text 1 is missing"),
        ("CREATE TABLE other (x INTEGER)", "schema: table other other is explained by no event"),
        ("DROP INDEX event_of_ticket", "schema: index event_of_ticket event is missing"),
        ("UPDATE meta SET v = 'x' WHERE k = 'program'", "schema: meta program is not what was written"),
        ("UPDATE sqlite_sequence SET seq = 0", "schema: sqlite_sequence client is not what was written"),
    ] {
        let mut bench = Bench::with_clients();
        bench.write(|db| client::archive(db, &ClientCode::new("lys").unwrap(), &stamp()));
        let path = bench.path();
        sqlite::tamper(&path, damage);
        let found = told(&mut bench, None);
        assert!(found.iter().any(|line| line.starts_with(said)), "{damage}: {found:?}");
    }
}

#[test]
fn a_head_that_was_noted_shows_a_cut_tail_and_a_new_chain() {
    let mut bench = Bench::with_clients();
    let noted = bench.read(|db| chain::head(db));
    let noted = format!("{}:{}", noted.position, noted.hash);
    bench.write(|db| client::archive(db, &ClientCode::new("lys").unwrap(), &stamp()));
    assert!(told(&mut bench, Some(&noted)).is_empty());
    let later = format!("9:{}", "0".repeat(64));
    assert_eq!(told(&mut bench, Some(&later)), ["anchor: event 3 is the last one, and event 9 was noted"]);
    let other = format!("2:{}", "0".repeat(64));
    assert_eq!(told(&mut bench, Some(&other)), ["anchor: event 2 is not what was written"]);
}
