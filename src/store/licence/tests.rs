use super::*;
use crate::domain::asset::{AssetKind, AssetStatus};
use crate::domain::instant::Instant;
use crate::store::asset;
use crate::store::chain;
use crate::store::client;
use crate::store::testing::{Bench, stamp};

fn code(text: &str) -> ClientCode {
    ClientCode::new(text).unwrap()
}

fn tag(text: &str) -> AssetTag {
    AssetTag::new(text).unwrap()
}

fn on(text: &str) -> Holder {
    Holder::Asset(code("ried"), tag(text))
}

fn put(db: &mut dyn Db, asset: &Asset) -> R<()> {
    asset::put(db, &code("ried"), asset, "added", &stamp()).map(drop)
}

/// A licence with two seats, and two machines.
fn bench() -> Bench {
    let mut bench = Bench::with_clients();
    bench.write(|db| {
        put(db, &Asset { seats: Some(2), ..Asset::new(tag("M365"), AssetKind::Licence) })?;
        put(db, &Asset::new(tag("PC-1"), AssetKind::Laptop))?;
        put(db, &Asset::new(tag("PC-2"), AssetKind::Laptop))
    });
    bench
}

fn give(bench: &mut Bench, holder: &Holder) -> Given {
    let grant = Grant { client: &code("ried"), licence: &tag("m365"), holder, overruled: None };
    bench.write(|db| assign(db, &grant, &stamp()))
}

fn held(bench: &mut Bench) -> u32 {
    bench.read(|db| used(db, &code("ried"), &tag("M365")))
}

fn is_sound(bench: &mut Bench) {
    assert_eq!(bench.faults(), Vec::<String>::new());
}

#[test]
fn a_seat_is_given_once_and_taken_back_once() {
    let mut bench = bench();
    assert_eq!(give(&mut bench, &on("pc-1")), Given::Now);
    assert_eq!(give(&mut bench, &Holder::Person("Léa Martin".into())), Given::Now);
    let head = bench.read(chain::head);
    assert_eq!(give(&mut bench, &on("PC-1")), Given::Before);
    assert_eq!(give(&mut bench, &Holder::Person("léa martin".into())), Given::Before);
    assert_eq!(bench.read(chain::head), head);
    assert_eq!(held(&mut bench), 2);
    let mut back = |holder: Holder| bench.write(|db| release(db, &code("ried"), &tag("M365"), &holder, &stamp()));
    assert!(back(on("PC-1")));
    assert!(!back(on("PC-1")));
    assert!(!back(on("PC-2")));
    assert_eq!(held(&mut bench), 1);
    let all = bench.read(|db| seats(db, &code("ried"), &tag("M365"), true));
    let told: Vec<_> = all.iter().map(|s| (s.holder.clone(), s.released_as.as_deref())).collect();
    assert_eq!(told, [(Some(on("PC-1")), Some("released")), (Some(Holder::Person("Léa Martin".into())), None)]);
    is_sound(&mut bench);
}

#[test]
fn a_retired_machine_gives_its_seats_back_whichever_way_it_is_retired() {
    let mut bench = bench();
    give(&mut bench, &on("PC-1"));
    give(&mut bench, &on("PC-2"));
    let retired = |text: &str| Asset { status: AssetStatus::Retired, ..Asset::new(tag(text), AssetKind::Laptop) };
    bench.write(|db| asset::put(db, &code("ried"), &retired("PC-1"), "edited", &stamp()));
    assert_eq!(held(&mut bench), 1);
    bench.write(|db| {
        let ried = client::id(db, &code("ried"))?.unwrap();
        let mut import = asset::Import::begin(db)?;
        import.put(db, ried, 2, &retired("PC-2"), None)?;
        import.finish(db, "imported", "ried", None, &stamp())
    });
    assert_eq!(held(&mut bench), 0);
    let all = bench.read(|db| seats(db, &code("ried"), &tag("M365"), true));
    assert!(all.iter().all(|seat| seat.released_as.as_deref() == Some("freed")), "{all:?}");
    is_sound(&mut bench);
}

#[test]
fn a_machine_that_replaces_another_gets_its_seats() {
    let mut bench = bench();
    give(&mut bench, &on("PC-1"));
    let moved = bench.write(|db| pass_on(db, &code("ried"), &tag("PC-1"), &tag("PC-2"), &stamp()));
    assert_eq!(moved, 1);
    let now = bench.read(|db| seats(db, &code("ried"), &tag("M365"), false));
    assert_eq!(now.iter().map(|s| s.holder.clone()).collect::<Vec<_>>(), [Some(on("PC-2"))]);
    is_sound(&mut bench);
}

#[test]
fn why_more_is_used_than_was_bought_is_kept() {
    let mut bench = bench();
    let holder = Holder::Person("Paul".into());
    let grant = Grant { client: &code("ried"), licence: &tag("M365"), holder: &holder, overruled: Some("audit") };
    bench.write(|db| assign(db, &grant, &stamp()));
    let seat = bench.read(|db| seats(db, &code("ried"), &tag("M365"), false)).remove(0);
    assert_eq!((seat.over_use, seat.reason.as_deref(), seat.assigned_at), (true, Some("audit"), stamp().at));
    assert_eq!(seat.assigned_at, Instant(1_770_000_000));
}

#[test]
fn licences_are_listed_with_what_is_used_and_covers_by_client() {
    let mut bench = bench();
    give(&mut bench, &on("PC-1"));
    bench.write(|db| put(db, &Asset::new(tag("BAK"), AssetKind::Backup)));
    let list = bench.read(|db| list(db, None));
    assert_eq!(list.iter().map(|(_, a, used)| (a.tag.to_string(), *used)).collect::<Vec<_>>(), [("M365".into(), 1)]);
    assert_eq!(bench.read(|db| super::list(db, Some(&code("lys")))).len(), 0);
    assert_eq!(bench.read(|db| covers(db, &code("ried"))).len(), 1);
    assert_eq!(bench.read(|db| tags(db, Some(&code("ried")), "m", 9)), [tag("M365")]);
}

#[test]
fn a_seat_that_was_altered_or_removed_is_found() {
    for damage in [
        "UPDATE licence_seat SET asset = 3 WHERE asset = 2",
        "UPDATE licence_seat SET assigned_at = 5",
        "UPDATE licence_seat SET released = event, released_at = 5",
        "DELETE FROM licence_seat",
    ] {
        let mut bench = bench();
        give(&mut bench, &on("PC-1"));
        crate::store::sqlite::tamper(&bench.path(), damage);
        assert!(bench.faults().iter().any(|fault| fault.starts_with("licence_seat 6")), "{damage}");
    }
}
