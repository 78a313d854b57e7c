use std::os::unix::fs::PermissionsExt;

use super::testing::{Bench, Refusal, client, stamp};
use super::*;
use crate::domain::id::ClientCode;
use crate::store::event::Subject;

fn entries(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn parameters_are_bound_by_their_number_and_not_by_appearance() {
    let mut bench = Bench::new();
    let found = bench.read(|db| {
        db::one(db, "SELECT CAST($2 AS TEXT), CAST($1 AS TEXT), CAST($2 AS TEXT)", &["a".into(), "b".into()], |row| {
            Ok(format!("{}{}{}", row.text(0)?, row.text(1)?, row.text(2)?))
        })
    });
    assert_eq!(found.as_deref(), Some("bab"));
}

#[test]
fn a_closure_that_refuses_writes_nothing() {
    let mut bench = Bench::new();
    let result: Result<(), Refusal> = bench.store.write(|db| {
        super::client::add(db, &client("ried"), &stamp())?;
        Err(Refusal::Own("no"))
    });
    assert_eq!(result, Err(Refusal::Own("no")));
    assert!(bench.read(|db| super::client::list(db, true)).is_empty());
    assert_eq!(bench.read(chain::head).position, 0);
}

#[test]
fn a_closure_that_swallows_a_failure_of_the_database_writes_nothing() {
    let mut bench = Bench::new();
    let result = bench.try_write(|db| {
        super::client::add(db, &client("ried"), &stamp())?;
        let _ = db.exec("INSERT INTO counter (name, value) VALUES ($1, $2)", &["ticket".into(), 1_i64.into()]);
        Ok(())
    });
    assert!(matches!(result, Err(Refusal::Store(StoreError::Refused { .. }))), "{result:?}");
    assert!(bench.read(|db| super::client::list(db, true)).is_empty());
}

#[test]
fn a_read_that_writes_is_a_fault() {
    let mut bench = Bench::new();
    let result: Result<u64, Refusal> =
        bench.store.read(|db| Ok(db.exec("UPDATE counter SET value = $1", &[1_i64.into()])?));
    assert!(matches!(result, Err(Refusal::Store(StoreError::Fault { .. }))), "{result:?}");
}

#[test]
fn the_store_goes_on_after_a_closure_that_panicked() {
    let mut bench = Bench::new();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        bench.write::<()>(|db| {
            super::client::add(db, &client("ried"), &stamp())?;
            panic!("half way")
        });
    }));
    assert!(panicked.is_err());
    assert!(bench.read(|db| super::client::list(db, true)).is_empty());
}

#[test]
fn the_whole_closure_is_run_again_when_the_engine_says_so() {
    let mut bench = Bench::new();
    let mut runs = 0;
    bench.write(|db| {
        runs += 1;
        super::client::add(db, &client("ried"), &stamp())?;
        if runs == 1 {
            let again = &mut |_: &db::Row<'_>| Err(DbErr::new(Kind::Retry, "again"));
            db.each("SELECT k FROM meta", &[], again)?;
        }
        Ok(())
    });
    assert_eq!(runs, 2);
    assert_eq!(bench.read(|db| super::client::list(db, true)).len(), 1);
}

#[test]
fn an_event_that_is_not_what_was_written_is_not_kept() {
    let mut bench = Bench::new();
    let result = bench.try_write(|db| {
        super::client::add(db, &client("ried"), &stamp())?;
        db.exec("UPDATE event SET actor = $1", &["mallory".into()]).map(drop)
    });
    assert!(matches!(result, Err(Refusal::Store(StoreError::Damaged { .. }))), "{result:?}");
    assert!(bench.read(|db| super::client::list(db, true)).is_empty());
}

#[test]
fn the_chain_finds_an_edit_a_deletion_a_swap_and_a_cut_tail() {
    for (damage, said) in [
        ("UPDATE event SET actor = 'mallory' WHERE id = 2", "event 2 was changed"),
        ("UPDATE event SET at = at + 1 WHERE id = 1", "event 1 was changed"),
        ("DELETE FROM event_text WHERE event = 2; DELETE FROM event WHERE id = 2", "event 2 is missing"),
        (
            "UPDATE event SET id = 99 WHERE id = 3; UPDATE event SET id = 3 WHERE id = 2; UPDATE event SET id = 2
             WHERE id = 99",
            "event 2 was changed",
        ),
        ("DELETE FROM event_text WHERE event = 3; DELETE FROM event WHERE id = 3", "the chain ends at event 2"),
    ] {
        let mut bench = Bench::with_clients();
        bench.write(|db| super::client::archive(db, &ClientCode::new("lys").unwrap(), &stamp()));
        let path = bench.path();
        assert_eq!(bench.read(|db| chain::verify(db, &mut |_| {})).position, 3);
        sqlite::tamper(&path, damage);
        let result: Result<_, Refusal> = bench.store.read(|db| Ok(chain::verify(db, &mut |_| {})?));
        let text = format!("{result:?}");
        assert!(text.contains(said), "{damage}: {text}");
    }
}

#[test]
fn before_and_after_are_beside_the_chain_and_can_be_erased() {
    let mut bench = Bench::with_clients();
    let events = bench.read(|db| event::history(db, Subject::Client, "ried"));
    assert_eq!(events[0].beside_json().unwrap()["after"]["name"], "Ateliers ried");
    bench.write(|db| db.exec("UPDATE event_text SET salt = NULL, body = NULL WHERE event = 1", &[]));
    bench.read(|db| chain::verify(db, &mut |_| {}));
    assert_eq!(bench.read(|db| event::history(db, Subject::Client, "ried"))[0].beside, None);
}

#[test]
fn a_folder_that_is_made_is_its_owners_alone_and_nothing_is_left_beside_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made/infog.db");
    drop(Store::open(&path, &Options::default()).unwrap());
    let made = path.parent().unwrap();
    assert_eq!(std::fs::metadata(made).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(entries(made), ["infog.db"]);
}

/// On a disk that is full the log of a new file cannot be brought into it when it is closed, and nobody would say so.
#[test]
fn a_new_file_is_whole_without_its_log() {
    let folder = tempfile::tempdir().unwrap();
    let (path, alone) = (folder.path().join("new.db"), folder.path().join("alone.db"));
    std::fs::write(&path, "").unwrap();
    let wait = || sqlite::Wait { limit: std::time::Duration::ZERO, notice: None, bulk: false };
    // somebody else has it open: closing it brings nothing into the file
    let other = sqlite::Sqlite::open(&path, sqlite::Access::Write, wait()).unwrap();
    super::fill(&path, &Options::default(), migrations::ALL).unwrap();
    std::fs::copy(&path, &alone).unwrap();
    drop(other);
    let mut copy = sqlite::Sqlite::open(&alone, sqlite::Access::Read, wait()).unwrap();
    assert_eq!(migrations::found(&mut copy).unwrap().number, newest());
    assert!(copy.faults().unwrap().is_empty());
}

#[test]
fn a_missing_file_is_made_only_if_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("infog.db");
    let options = Options { create: false, ..Options::default() };
    assert!(matches!(Store::open(&path, &options), Err(StoreError::Missing { .. })));
    assert!(entries(folder.path()).is_empty());
}

/// The schema number that this program writes.
fn newest() -> u32 {
    migrations::ALL.last().unwrap().number
}

#[test]
fn an_older_file_is_copied_before_it_is_upgraded() {
    let bench = Bench::with_clients();
    let (path, folder) = (bench.path(), bench.folder);
    drop(bench.store);
    let known = newest();
    let next = Migration { number: known + 1, sql: "-- Why: a test.\nCREATE TABLE later (id {id}){strict};" };
    let list = [migrations::ALL, &[next]].concat();
    let mut store = Store::open_with(&path, &Options::default(), &list).unwrap();
    let clients: Result<_, Refusal> = store.read(|db| Ok(super::client::list(db, true)?));
    assert_eq!(clients.unwrap().len(), 2);
    drop(store);
    let copy_name = format!("infog.db.schema-{known}");
    assert_eq!(entries(folder.path()), ["infog.db", copy_name.as_str()]);
    let copy = folder.path().join(copy_name);
    assert_eq!(std::fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    let mut old = Store::open(&copy, &Options::default()).unwrap();
    let clients: Result<_, Refusal> = old.read(|db| Ok(super::client::list(db, true)?));
    assert_eq!(clients.unwrap().len(), 2);
    let refused = Store::open(&path, &Options::default());
    assert!(matches!(refused, Err(StoreError::Newer { found, known: k, .. }) if found == known + 1 && k == known));
}

#[test]
fn a_migration_that_fails_leaves_the_file_as_it_was() {
    let bench = Bench::with_clients();
    let (path, _folder) = (bench.path(), bench.folder);
    drop(bench.store);
    let bad = Migration {
        number: newest() + 1,
        sql: "-- Why: a test.\nCREATE TABLE half (id {id}){strict}; CREATE NONSENSE;",
    };
    let list = [migrations::ALL, &[bad]].concat();
    assert!(Store::open_with(&path, &Options::default(), &list).is_err());
    let mut store = Store::open(&path, &Options::default()).unwrap();
    let tables: Result<Option<i64>, Refusal> =
        store.read(|db| Ok(db::one(db, "SELECT 1 FROM sqlite_schema WHERE name = 'half'", &[], |r| r.int(0))?));
    assert_eq!(tables.unwrap(), None);
}

#[test]
fn completion_reads_while_another_writes_and_writes_nothing() {
    let mut bench = Bench::with_clients();
    let path = bench.path();
    bench.write(|_| {
        let mut look = Store::peek(&path).unwrap();
        let seen: Result<_, Refusal> = look.read(|db| Ok(super::client::list(db, true)?));
        assert_eq!(seen.unwrap().len(), 2);
        let refused: Result<(), Refusal> = look.write(|db| Ok(super::client::add(db, &client("x"), &stamp())?));
        assert!(refused.is_err());
        Ok(())
    });
}

#[test]
fn a_client_is_edited_archived_and_never_twice_the_same() {
    let mut bench = Bench::with_clients();
    let renamed = crate::domain::client::Client { name: "Le Ried".to_owned(), ..client("RIED") };
    assert!(bench.write(|db| super::client::edit(db, &renamed, &stamp())));
    assert!(!bench.write(|db| super::client::edit(db, &renamed, &stamp())));
    let ried = ClientCode::new("ried").unwrap();
    assert!(bench.write(|db| super::client::archive(db, &ried, &stamp())));
    assert_eq!(bench.read(|db| super::client::list(db, false)), [client("lys")]);
    let kinds: Vec<String> =
        bench.read(|db| super::client::history(db, &ried)).into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds, ["added", "edited", "archived"]);
    let twice = bench.try_write(|db| super::client::add(db, &client("Lys"), &stamp()));
    assert!(matches!(twice, Err(Refusal::Store(StoreError::Refused { .. }))), "{twice:?}");
}

#[test]
fn a_calendar_version_that_is_replaced_stays_in_the_history() {
    use crate::domain::calendar::spec::Version;
    let mut bench = Bench::new();
    let version = |date: Option<&str>, title: &str| Version {
        name: "Bureau".parse().unwrap(),
        title: Some(title.to_owned()),
        timezone: "Europe/Paris".to_owned(),
        effective_on: date.map(|d| d.parse().unwrap()),
        holidays: Vec::new(),
        worked_holidays: Vec::new(),
        hours: Default::default(),
        closures: Vec::new(),
        openings: Vec::new(),
    };
    let mut put = |version: &Version, reason: Option<&str>| {
        bench.write(|db| calendar::put(db, version, &calendar::Put { stamp: &stamp(), source: "# é", reason }))
    };
    assert!(!put(&version(Some("2026-07-01"), "b"), None));
    assert!(!put(&version(None, "a"), None));
    assert!(put(&version(None, "c"), Some("faute de frappe")));
    let name = "BUREAU".parse().unwrap();
    let titles = |all: Vec<calendar::Stored<Version>>| -> Vec<String> {
        all.into_iter().filter_map(|stored| stored.value.title).collect()
    };
    assert_eq!(titles(bench.read(|db| calendar::versions(db, &name))), ["c", "b"]);
    let history = bench.read(|db| calendar::history(db, &name));
    assert_eq!(history[1].replaced_by, Some(history[2].event));
    assert_eq!((history[2].reason.as_deref(), history[2].source.as_str()), (Some("faute de frappe"), "# é"));
    assert_eq!(titles(history), ["b", "a", "c"]);
    assert_eq!(bench.read(calendar::names), [(name, 2)]);
}

#[test]
fn a_contract_has_amendments_and_corrections() {
    let mut bench = Bench::with_clients();
    let terms = |client: &str, amendment: u32, title: &str| -> crate::domain::contract::terms::Terms {
        crate::store::testing::terms("RIED-2025", client, amendment, title)
    };
    let mut put = |terms: &_, reason: Option<&str>| {
        bench.try_write(|db| contract::put(db, terms, &contract::Put { stamp: &stamp(), source: "x", reason }))
    };
    assert_eq!(put(&terms("ried", 0, "a"), None), Ok(false));
    assert_eq!(put(&terms("ried", 1, "b"), None), Ok(false));
    assert_eq!(put(&terms("ried", 0, "c"), Some("erreur")), Ok(true));
    assert!(put(&terms("nobody", 2, "d"), None).is_err());
    let reference = "ried-2025".parse().unwrap();
    let titles = |all: Vec<contract::Stored<crate::domain::contract::terms::Terms>>| -> Vec<String> {
        all.into_iter().map(|stored| stored.value.title).collect()
    };
    assert_eq!(titles(bench.read(|db| contract::versions(db, &reference))), ["c", "b"]);
    assert_eq!(titles(bench.read(|db| contract::history(db, &reference))), ["a", "b", "c"]);
    assert_eq!(titles(bench.read(|db| contract::of_client(db, &"RIED".parse().unwrap()))), ["c", "b"]);
    assert!(bench.read(|db| contract::of_client(db, &"lys".parse().unwrap())).is_empty());
    assert_eq!(bench.read(contract::refs), [reference]);
    assert_eq!(bench.read(contract::list).len(), 2);
    assert_eq!(bench.read(|db| event::history(db, Subject::Contract, "ried-2025")).len(), 3);
}

#[test]
fn the_settings_hold() {
    let mut bench = Bench::new();
    let mode = bench.read(|db| db::one(db, "PRAGMA journal_mode", &[], |row| Ok(row.text(0)?.to_owned())));
    assert_eq!(mode.as_deref(), Some("wal"));
    for (pragma, want) in [
        ("PRAGMA synchronous", 2),
        ("PRAGMA foreign_keys", 1),
        ("PRAGMA trusted_schema", 0),
        ("PRAGMA cell_size_check", 1),
        ("PRAGMA mmap_size", 0),
        ("PRAGMA application_id", 0x696e_6667),
    ] {
        let found = bench.read(|db| db::one(db, pragma, &[], |row| row.int(0)));
        assert_eq!(found.unwrap_or(0), want, "{pragma}");
    }
    let misspelt: Result<_, Refusal> =
        bench.store.read(|db| Ok(db::one(db, "SELECT \"nothing\" FROM meta", &[], |row| row.int(0))?));
    assert!(misspelt.is_err(), "a misspelt column is an error");
}
