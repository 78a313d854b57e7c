use super::*;
use crate::domain::asset::{Criticality, ManagedBy};
use crate::store::StoreError;
use crate::store::chain;
use crate::store::client;
use crate::store::event::{self, Subject};
use crate::store::testing::{Bench, Refusal, stamp};

fn asset(tag: &str, serial: Option<&str>) -> Asset {
    Asset {
        tag: AssetTag::new(tag).unwrap(),
        kind: AssetKind::Server,
        status: AssetStatus::InService,
        managed_by: ManagedBy::Provider,
        criticality: Criticality::High,
        site: Some("Sélestat".to_owned()),
        dates: [("warranty_until".to_owned(), "2027-01-31".parse().unwrap())].into(),
        seats: None,
        texts: serial.map(|s| ("serial".to_owned(), s.to_owned())).into_iter().collect(),
        attrs: [("ram".to_owned(), "64 Go".to_owned())].into(),
    }
}

fn code(text: &str) -> ClientCode {
    ClientCode::new(text).unwrap()
}

fn tag(text: &str) -> AssetTag {
    AssetTag::new(text).unwrap()
}

fn import(db: &mut dyn Db, assets: &[Asset]) -> R<Vec<Outcome>> {
    let ried = client::id(db, &code("ried"))?.unwrap();
    let mut import = Import::begin(db)?;
    let mut outcomes = Vec::new();
    for (asset, line) in assets.iter().zip(2..) {
        outcomes.push(import.put(db, ried, line, asset, Some(&[u8::try_from(line).unwrap(); 16]))?);
    }
    import.finish(db, "imported", "ried", Some(&Counts::default()), &stamp())?;
    Ok(outcomes)
}

#[test]
fn an_asset_comes_back_as_it_went_in_whatever_the_case_of_its_tag() {
    let mut bench = Bench::with_clients();
    let srv = asset("SRV 01/A", Some("CZ-1"));
    assert_eq!(bench.write(|db| put(db, &code("ried"), &srv, "added", &stamp())), Outcome::Created);
    assert_eq!(bench.read(|db| get(db, &code("RIED"), &tag("srv 01/a"))), Some(srv));
    assert_eq!(bench.read(|db| get(db, &code("lys"), &tag("srv 01/a"))), None);
}

#[test]
fn what_does_not_change_leaves_no_event() {
    let mut bench = Bench::with_clients();
    let srv = asset("SRV", None);
    bench.write(|db| put(db, &code("ried"), &srv, "added", &stamp()));
    let before = bench.read(chain::head);
    assert_eq!(bench.write(|db| put(db, &code("ried"), &srv, "edited", &stamp())), Outcome::Unchanged);
    assert_eq!(bench.read(chain::head), before);
}

#[test]
fn an_import_is_one_event_and_every_asset_keeps_its_history() {
    let mut bench = Bench::with_clients();
    let first = [asset("A", Some("1")), asset("B", Some("2"))];
    assert_eq!(bench.write(|db| import(db, &first)), [Outcome::Created, Outcome::Created]);
    let second = [asset("A", Some("1")), asset("b", Some("3")), asset("C", None)];
    let outcomes = bench.write(|db| import(db, &second));
    assert_eq!(outcomes, [Outcome::Unchanged, Outcome::Updated, Outcome::Created]);
    assert_eq!(bench.read(|db| event::history(db, Subject::Asset, "ried")).len(), 2);
    let of_b = bench.read(|db| history(db, &code("ried"), &tag("B")));
    assert_eq!(of_b.iter().map(|c| (c.line, c.kind.as_str())).collect::<Vec<_>>(), [(3, "imported"), (3, "imported")]);
    assert_eq!((&of_b[0].before, &of_b[0].after), (&None, &Some(first[1].clone())));
    assert_eq!((&of_b[1].before, &of_b[1].after), (&Some(first[1].clone()), &Some(second[1].clone())));
    bench.read(|db| chain::verify(db, &mut |_| {}));
    assert!(bench.faults().is_empty());
}

#[test]
fn serials_may_change_hands_within_an_import_and_never_be_shared() {
    let mut bench = Bench::with_clients();
    bench.write(|db| import(db, &[asset("A", Some("1")), asset("B", Some("2"))]));
    bench.write(|db| import(db, &[asset("A", Some("2")), asset("B", Some("1")), asset("C", Some("3"))]));
    let ried = bench.read(|db| client::id(db, &code("ried"))).unwrap();
    assert_eq!(bench.read(|db| by_serial(db, ried, "2")), Some(tag("A")));
    bench.write(|db| import(db, &[asset("D", Some("1")), asset("B", None)]));
    assert_eq!(bench.read(|db| by_serial(db, ried, "1")), Some(tag("D")));
    let shared = bench.try_write(|db| import(db, &[asset("E", Some("1"))]));
    assert!(matches!(shared, Err(Refusal::Store(StoreError::Refused { .. }))), "{shared:?}");
    assert_eq!(bench.read(|db| get(db, &code("ried"), &tag("E"))), None);
}

#[test]
fn two_clients_may_use_the_same_tag_and_serial() {
    let mut bench = Bench::with_clients();
    bench.write(|db| put(db, &code("ried"), &asset("SRV", Some("1")), "added", &stamp()));
    bench.write(|db| put(db, &code("lys"), &asset("srv", Some("1")), "added", &stamp()));
    let found = bench.read(|db| by_tag(db, &tag("SRV")));
    assert_eq!(found.iter().map(|(client, _)| client.as_str()).collect::<Vec<_>>(), ["lys", "ried"]);
}

#[test]
fn lists_are_filtered_and_ordered_by_client_and_tag() {
    let mut bench = Bench::with_clients();
    bench.write(|db| import(db, &[asset("b", None), asset("A", None)]));
    let retired = Asset { status: AssetStatus::Retired, ..asset("Z", None) };
    bench.write(|db| put(db, &code("lys"), &retired, "retired", &stamp()));
    let mut tags_of = |filter: Filter<'_>| -> Vec<String> {
        bench.read(|db| list(db, &filter)).iter().map(|(_, asset)| asset.tag.to_string()).collect()
    };
    assert_eq!(tags_of(Filter::default()), ["Z", "A", "b"]);
    assert_eq!(tags_of(Filter { client: Some(&code("ried")), ..Filter::default() }), ["A", "b"]);
    assert_eq!(tags_of(Filter { status: Some(AssetStatus::Retired), ..Filter::default() }), ["Z"]);
    assert!(tags_of(Filter { kind: Some(AssetKind::Laptop), ..Filter::default() }).is_empty());
    assert_eq!(bench.read(|db| tags(db, None, "", 2)).len(), 2);
    assert_eq!(bench.read(|db| tags(db, Some(&code("ried")), "B", 9)), [tag("b")]);
}

#[test]
fn records_are_known_until_their_asset_changes() {
    let mut bench = Bench::with_clients();
    bench.write(|db| import(db, &[asset("A", None), asset("B", None)]));
    let known = |bench: &mut Bench| {
        let mut known = bench.read(Known::read);
        [2, 3, 4].map(|record| known.asset(&[record; 16]))
    };
    assert_eq!(known(&mut bench), [Some(1), Some(2), None]);
    bench.write(|db| put(db, &code("ried"), &asset("A", Some("9")), "edited", &stamp()));
    assert_eq!(known(&mut bench), [None, Some(2), None]);
}

#[test]
fn a_renamed_asset_keeps_its_history_and_its_former_tag_is_known() {
    let mut bench = Bench::with_clients();
    bench.write(|db| import(db, &[asset("A", Some("1"))]));
    bench.write(|db| {
        let ried = client::id(db, &code("ried"))?.unwrap();
        let old = holder(db, ried, "1")?.unwrap();
        let renaming =
            Renaming { old: &old, asset: &asset("B", Some("1")), line: 7, file: "parc.csv", record: &[7; 16] };
        rename(db, &code("ried"), &renaming, &stamp())
    });
    assert_eq!(bench.read(|db| get(db, &code("ried"), &tag("A"))), None);
    assert_eq!(bench.read(|db| get(db, &code("ried"), &tag("b"))), Some(asset("B", Some("1"))));
    let told: Vec<(String, Option<String>, i64)> =
        bench.read(|db| history(db, &code("ried"), &tag("B"))).into_iter().map(|c| (c.kind, c.file, c.line)).collect();
    assert_eq!(told, [("imported".into(), None, 2), ("renamed".into(), Some("parc.csv".into()), 7)]);
    assert_eq!(bench.read(|db| former_tags(db, &code("ried"), &tag("B"))), [tag("A")]);
    assert_eq!(bench.read(|db| renamed_to(db, &code("ried"), &tag("a"))), Some(tag("B")));
    assert_eq!(bench.read(|db| current(db, &code("ried"), &tag("a"))), Some(asset("B", Some("1"))));
    assert_eq!(bench.read(|db| current(db, &code("ried"), &tag("c"))), None);
    bench.read(|db| chain::verify(db, &mut |_| {}));
    assert!(bench.faults().is_empty());
}

#[test]
fn only_what_a_file_once_brought_can_vanish_from_it() {
    let mut bench = Bench::with_clients();
    bench.write(|db| import(db, &[asset("A", None), Asset { status: AssetStatus::Lost, ..asset("B", None) }]));
    bench.write(|db| put(db, &code("ried"), &asset("C", None), "added", &stamp()));
    let ried = bench.read(|db| client::id(db, &code("ried"))).unwrap();
    let tags: Vec<AssetTag> = bench.read(|db| imported(db, ried)).into_iter().map(|held| held.asset.tag).collect();
    assert_eq!(tags, [tag("A")]);
}

#[test]
fn what_was_altered_or_removed_is_found() {
    for (damage, said) in [
        (
            "UPDATE asset_change SET after = replace(after, 'lestat', 'lestot') WHERE id = 3",
            "asset_change 3 is not what was written",
        ),
        (
            "UPDATE asset_change SET before = replace(before, 'lestat', 'lestot') WHERE id = 3",
            "asset_change 1 is not what was written",
        ),
        ("UPDATE asset_change SET after = NULL WHERE id = 1", "asset_change 1 is not what was written"),
        ("UPDATE asset_change SET after = '{}' WHERE id = 2", "asset_change 2 is not what was written"),
        ("UPDATE asset_change SET digest = X'00' WHERE id = 1", "event 3 does not hold in `digest`"),
        ("UPDATE asset_change SET event = 2 WHERE id = 1", "asset_change 1 does not hold in `event`"),
        ("DELETE FROM asset_change WHERE id = 1", "asset_change 1 is missing"),
        ("DELETE FROM asset_change WHERE id = 2", "asset_change 2 is missing"),
        ("UPDATE asset_change SET salt = NULL, before = NULL, after = NULL WHERE id = 1", "asset_change 1 is not"),
        ("UPDATE asset SET data = replace(data, 'high', 'low') WHERE id = 1", "asset 1 does not hold in `data`"),
        ("UPDATE asset SET data = replace(data, 'high', 'low') WHERE id = 2", "asset_change 2 is not what was written"),
        ("DELETE FROM asset WHERE id = 2", "asset 2 is missing"),
        ("UPDATE asset SET tag_key = 'x' WHERE id = 1", "asset 1 does not hold in `tag_key`"),
        ("UPDATE asset SET status = 'in-stock' WHERE id = 2", "asset 2 does not hold in `status`"),
        ("UPDATE asset SET client = 2 WHERE id = 2", "asset_change 2 is not what was written"),
        ("UPDATE counter SET value = 7 WHERE name = 'asset'", "counter asset holds 7, and the events say 2"),
    ] {
        let mut bench = Bench::with_clients();
        bench.write(|db| import(db, &[asset("A", None), asset("B", None)]));
        bench.write(|db| put(db, &code("ried"), &asset("A", Some("1")), "edited", &stamp()));
        crate::store::sqlite::tamper(&bench.path(), damage);
        let found = bench.faults();
        assert!(found.iter().any(|fault| fault.contains(said)), "{damage}: {found:?}");
    }
}
