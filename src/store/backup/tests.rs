use std::os::unix::fs::PermissionsExt;

use super::*;
use crate::domain::id::ClientCode;
use crate::store::testing::{Bench, client, stamp};
use crate::store::{Options, chain, sqlite};

fn quiet() -> impl FnMut(verify::Check, u64, u64) {
    |_, _, _| {}
}

fn head(path: &Path) -> Head {
    let mut store = Store::open(path, &Options { create: false, ..Options::default() }).unwrap();
    store.read(|db| chain::head(db).map_err(crate::store::testing::Refusal::from)).unwrap()
}

fn archive(bench: &mut Bench, code: &str) {
    bench.write(|db| crate::store::client::archive(db, &ClientCode::new(code).unwrap(), &stamp()));
}

#[test]
fn a_backup_is_its_owners_alone_and_has_the_head_of_the_database() {
    let mut bench = Bench::with_clients();
    let target = bench.folder.path().join("copy.db");
    let copied = bench.store.backup(&target, Existing::Keep, &mut quiet()).unwrap();
    assert_eq!(copied.head, bench.read(|db| chain::head(db)));
    let found = std::fs::metadata(&target).unwrap();
    assert_eq!((found.len(), found.permissions().mode() & 0o7777), (copied.bytes, 0o600));
    assert_eq!(std::fs::read_dir(bench.folder.path()).unwrap().filter(|e| is_scaffold(e.as_ref().unwrap())).count(), 0);
    let again = bench.store.backup(&target, Existing::Keep, &mut quiet());
    assert!(matches!(again, Err(StoreError::Exists { .. })), "{again:?}");
    bench.store.backup(&target, Existing::Replace, &mut quiet()).unwrap();
}

fn is_scaffold(entry: &std::fs::DirEntry) -> bool {
    entry.file_name().to_string_lossy().ends_with(".new")
}

#[test]
fn what_is_not_sound_gets_no_name() {
    let mut bench = Bench::with_clients();
    let path = bench.path();
    sqlite::tamper(&path, "UPDATE event SET actor = 'mallory' WHERE id = 1");
    let target = bench.folder.path().join("copy.db");
    let refused = bench.store.backup(&target, Existing::Keep, &mut quiet());
    assert!(matches!(refused, Err(StoreError::Unsound { .. })), "{refused:?}");
    assert!(!target.exists());
    let itself = bench.store.backup(&path, Existing::Replace, &mut quiet());
    assert!(matches!(itself, Err(StoreError::Itself { .. })), "{itself:?}");
}

#[test]
fn a_restore_sets_the_database_aside_and_refuses_to_lose_events() {
    let mut bench = Bench::with_clients();
    let copy = bench.folder.path().join("copy.db");
    bench.store.backup(&copy, Existing::Keep, &mut quiet()).unwrap();
    archive(&mut bench, "lys");
    let path = bench.path();
    let refused = restore(&copy, &path, false, &mut quiet());
    assert!(matches!(refused, Err(StoreError::OlderHead { found: 2, held: 3, .. })), "{refused:?}");
    assert_eq!(head(&path).position, 3);
    let restored = restore(&copy, &path, true, &mut quiet()).unwrap();
    assert_eq!((restored.head.position, restored.before.map(|h| h.position)), (2, Some(3)));
    assert_eq!(head(&path).position, 2, "whoever has it open sees the new content");
    assert_eq!(bench.read(|db| chain::head(db)).position, 2);
    let aside = restored.aside.unwrap();
    assert_eq!(head(&aside).position, 3);
    let back = restore(&aside, &path, false, &mut quiet()).unwrap();
    assert_eq!((back.head.position, head(&path).position), (3, 3));
    archive(&mut bench, "ried");
    assert!(bench.store.verify(None, &mut quiet()).unwrap().is_sound());
}

#[test]
fn another_history_is_refused_whatever_its_length() {
    let mut bench = Bench::with_clients();
    let mut other = Bench::new();
    for code in ["a", "b", "c"] {
        other.write(|db| crate::store::client::add(db, &client(code), &stamp()));
    }
    let copy = bench.folder.path().join("copy.db");
    other.store.backup(&copy, Existing::Keep, &mut quiet()).unwrap();
    let path = bench.path();
    let refused = restore(&copy, &path, false, &mut quiet());
    assert!(matches!(refused, Err(StoreError::OtherHistory { at: 2, .. })), "{refused:?}");
    assert_eq!(bench.read(|db| chain::head(db)).position, 2);
}

#[test]
fn a_damaged_database_is_set_aside_byte_for_byte_and_a_missing_one_is_made() {
    let mut bench = Bench::with_clients();
    let copy = bench.folder.path().join("copy.db");
    let copied = bench.store.backup(&copy, Existing::Keep, &mut quiet()).unwrap();
    let path = bench.path();
    drop(bench.store);
    std::fs::write(&path, "no database any more").unwrap();
    let restored = restore(&copy, &path, false, &mut quiet()).unwrap();
    assert_eq!(std::fs::read(restored.aside.unwrap()).unwrap(), b"no database any more");
    assert_eq!(head(&path), copied.head);
    std::fs::remove_file(&path).unwrap();
    let restored = restore(&copy, &path, false, &mut quiet()).unwrap();
    assert_eq!((restored.aside, head(&path)), (None, copied.head));
}

#[test]
fn a_copy_of_a_damaged_copy_is_refused_and_the_database_stays() {
    let mut bench = Bench::with_clients();
    let copy = bench.folder.path().join("copy.db");
    bench.store.backup(&copy, Existing::Keep, &mut quiet()).unwrap();
    sqlite::tamper(&copy, "UPDATE event SET actor = 'mallory' WHERE id = 2");
    let path = bench.path();
    let refused = restore(&copy, &path, true, &mut quiet());
    assert!(matches!(refused, Err(StoreError::Unsound { .. })), "{refused:?}");
    assert!(matches!(restore(&path, &path, true, &mut quiet()), Err(StoreError::Itself { .. })));
    assert_eq!(bench.read(|db| chain::head(db)).position, 2);
}
