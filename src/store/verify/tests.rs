use crate::store::testing::{self, Bench, stamp};
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
        ("UPDATE sqlite_sequence SET seq = 0", "counters: sqlite_sequence client holds 0, and the events say 2"),
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

fn bureau() -> crate::domain::calendar::spec::Version {
    crate::domain::calendar::spec::Version {
        name: "Bureau".parse().unwrap(),
        title: Some("Plage".to_owned()),
        timezone: "Europe/Paris".to_owned(),
        effective_on: None,
        holidays: Vec::new(),
        worked_holidays: Vec::new(),
        hours: Default::default(),
        closures: Vec::new(),
        openings: Vec::new(),
    }
}

/// A file with some of everything that this infog writes.
fn furnished() -> Bench {
    use crate::domain::asset::{Asset, AssetKind};
    use crate::domain::id::AssetTag;
    use crate::store::contract::Put;
    use crate::store::licence::{Grant, Holder};
    let mut bench = Bench::with_clients();
    let (ried, stamp) = (ClientCode::new("ried").unwrap(), stamp());
    let tag = |text: &str| AssetTag::new(text).unwrap();
    bench.write(|db| {
        let put = Put { stamp: &stamp, source: "name = \"bureau\"", reason: None };
        crate::store::calendar::put(db, &bureau(), &put)?;
        crate::store::contract::put(db, &testing::terms("K1", "ried", 0, "Un"), &put)?;
        crate::store::contract::put(db, &testing::terms("K1", "ried", 0, "Deux"), &put)?;
        for (name, kind) in [("M365", AssetKind::Licence), ("PC-1", AssetKind::Laptop)] {
            crate::store::asset::put(db, &ried, &Asset::new(tag(name), kind), "added", &stamp)?;
        }
        let holder = Holder::Asset(ried.clone(), tag("PC-1"));
        let (licence, overruled) = (tag("M365"), None);
        let grant = Grant { client: &ried, licence: &licence, holder: &holder, overruled };
        crate::store::licence::assign(db, &grant, &stamp)?;
        crate::store::licence::release(db, &ried, &licence, &holder, &stamp).map(drop)
    });
    bench
}

#[test]
fn each_column_of_a_table_is_what_the_events_say() {
    for (damage, said) in [
        ("UPDATE client SET archived = 1 WHERE id = 1", "tables: client 1 does not hold in `archived`"),
        ("UPDATE client SET data = replace(data, 'Ateliers', 'Ateliers.')", "tables: client 2 does not hold in `data`"),
        (
            "UPDATE contract_version SET source = 'x' WHERE id = 1",
            "tables: contract_version 1 does not hold in `source`",
        ),
        (
            "UPDATE contract_version SET terms = replace(terms, 'Deux', 'Trois')",
            "tables: contract_version 2 does not hold in `terms`",
        ),
        ("UPDATE contract_version SET client = 2 WHERE id = 1", "tables: contract_version 1 does not hold in `client`"),
        (
            "UPDATE contract_version SET replaced_by = 1 WHERE id = 1",
            "tables: contract_version 1 does not hold in `replaced_by`",
        ),
        ("DELETE FROM contract_version WHERE id = 2", "tables: contract_version 2 is missing"),
        ("UPDATE licence_seat SET released_at = 5", "tables: licence_seat 8 does not hold in `released_at`"),
        ("INSERT INTO ticket_word VALUES ('x', 1)", "tables: ticket_word of ticket 1 is not what was written"),
        ("INSERT INTO ticket_asset VALUES (1, 'x', 1)", "tables: ticket_asset of ticket 1 is not what was written"),
        ("INSERT INTO counter VALUES ('x', 1)", "counters: counter x is explained by no event"),
        ("DELETE FROM counter WHERE name = 'ticket'", "counters: counter ticket is missing"),
        ("UPDATE event_text SET salt = NULL, body = NULL WHERE event = 1", "texts: event_text 1 is missing"),
    ] {
        let mut bench = furnished();
        assert_eq!(told(&mut bench, None), Vec::<String>::new());
        sqlite::tamper(&bench.path(), damage);
        let found = told(&mut bench, None);
        assert!(found.iter().any(|line| line.starts_with(said)), "{damage}: {found:?}");
    }
}

/// Every table has somebody who compares it: a new one must not be forgotten.
#[test]
fn no_table_is_left_out() {
    let compared = [
        "asset",
        "asset_change",
        "asset_deed",
        "authorisation",
        "calendar_version",
        "campaign",
        "campaign_asset",
        "chain",
        "client",
        "contact",
        "contract_version",
        "counter",
        "event",
        "event_text",
        "licence_seat",
        "meta",
        "site",
        "third_party",
        "ticket_asset",
        "ticket_cache",
        "ticket_word",
        "version_rule",
    ];
    let shape = newest_shape().unwrap();
    let tables = shape.iter().filter_map(|(name, _)| name.strip_prefix("table ")?.split(' ').next());
    assert_eq!(tables.collect::<Vec<_>>(), compared, "a table that is compared with the log belongs into this list");
}
