//! The database file: who may read it, who may write at once, and what becomes of a file that is none of ours.

use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use infog::store::{self, Db, DbErr, Options, Store, StoreError, Warning};

use crate::harness::World;

#[derive(Debug)]
enum Refusal {
    Store(StoreError),
    Db(DbErr),
}

impl From<StoreError> for Refusal {
    fn from(err: StoreError) -> Self {
        Self::Store(err)
    }
}

impl From<DbErr> for Refusal {
    fn from(err: DbErr) -> Self {
        Self::Db(err)
    }
}

fn open(path: &Path) -> Store {
    Store::open(path, &Options::default()).expect("a store")
}

fn next_number(db: &mut dyn Db) -> Result<i64, Refusal> {
    Ok(store::ticket::next_number(db)?.0)
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).expect("a file").permissions().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("our own file");
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

#[test]
fn every_file_is_its_owners_alone() {
    let world = World::client();
    world.harm();
    let path = world.database();
    let mut store = open(&path);
    store.write(next_number).expect("a number");
    for suffix in ["", "-wal", "-shm"] {
        assert_eq!(mode(&beside(&path, suffix)), 0o600, "infog.db{suffix}");
    }
    assert_eq!(mode(path.parent().expect("a folder")), 0o700);
    assert_eq!(store.warnings(), []);
}

#[test]
fn at_rest_one_file_is_the_whole_truth() {
    let world = World::client();
    let names: Vec<_> = std::fs::read_dir(world.database().parent().expect("a folder"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(names, ["infog.db"]);
}

#[test]
fn a_file_that_others_may_read_is_warned_about_and_one_that_all_may_write_is_refused() {
    let world = World::client();
    world.harm();
    let path = world.database();
    set_mode(&path, 0o644);
    assert!(matches!(open(&path).warnings(), [Warning::Exposed { mode: 0o644, .. }]));
    world.infog(["client", "list"]).says("chmod 600").run();
    set_mode(&path, 0o602);
    world.infog(["client", "list"]).status(6).says("chmod o-w").unchanged().run();
}

#[test]
fn a_shared_database_belongs_to_its_group_with_all_that_is_made_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("desk/infog.db");
    let group = rustix::process::getegid().as_raw().to_string();
    let mut store = Store::create_shared(&path, &group, &Options::default()).expect("a store");
    store.write(next_number).expect("a number");
    for suffix in ["", "-wal", "-shm"] {
        assert_eq!(mode(&beside(&path, suffix)), 0o660, "infog.db{suffix}");
    }
    assert_eq!(mode(path.parent().expect("a folder")), 0o2770);
    assert_eq!(store.warnings(), []);
    assert!(matches!(Store::create_shared(&path, &group, &Options::default()), Err(StoreError::Exists { .. })));
    let nobody = Store::create_shared(&folder.path().join("x.db"), "no-such-group", &Options::default());
    assert!(matches!(nobody, Err(StoreError::NoGroup(_))));
}

#[test]
fn what_is_no_infog_database_is_refused_and_stays_as_it_is() {
    let other = |world: &World| {
        let path = world.path("data/infog/other.db");
        let db = rusqlite::Connection::open(&path).expect("a database");
        db.execute_batch("CREATE TABLE meta (k TEXT, v TEXT)").expect("a table");
        path
    };
    let world = World::client();
    let files = [
        PathBuf::from(world.file("data/infog/empty.db", "")),
        PathBuf::from(world.file("data/infog/text.db", "a letter to a client\n".repeat(400))),
        PathBuf::from(world.file("data/infog/short.db", "SQLite format 3\0")),
        other(&world),
    ];
    for file in &files {
        set_mode(file, 0o600);
        let path = file.to_str().expect("UTF-8");
        for words in [["client", "list"], ["calendar", "list"]] {
            let words = ["--db", path].into_iter().chain(words);
            world.infog(words).status(5).says("is not an infog database").says(path).unchanged().run();
        }
    }
}

#[test]
fn a_folder_or_a_pipe_is_no_file() {
    let world = World::client();
    let pipe = world.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    assert!(std::fs::metadata(&pipe).expect("a pipe").file_type().is_fifo());
    for path in [world.path("data"), pipe] {
        world.infog(["--db", path.to_str().expect("UTF-8"), "client", "list"]).status(6).says("is no file").run();
    }
}

#[test]
fn a_newer_database_is_refused_and_not_a_byte_of_it_changes() {
    let world = World::client();
    world.harm();
    let raw = rusqlite::Connection::open(world.database()).expect("a database");
    raw.execute_batch("UPDATE meta SET v = '99' WHERE k = 'schema'; UPDATE meta SET v = '7.1.0' WHERE k = 'program'")
        .expect("a change");
    drop(raw);
    for words in [vec!["client", "list"], vec!["client", "add", "lys", "--name", "Lys"]] {
        world.infog(words).status(5).says("7.1.0").says("schema 99").unchanged().run();
    }
}

#[test]
fn a_damaged_database_is_named_and_never_a_crash() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("infog.db");
    let sql = include_str!("upgrades/schema-1.sql");
    rusqlite::Connection::open(&path).expect("a file").execute_batch(sql).expect("sound SQL");
    set_mode(&path, 0o600);
    let sound = std::fs::read(&path).expect("a database");
    for page in 1..sound.len() / 4096 {
        let mut damaged = sound.clone();
        damaged[page * 4096..page * 4096 + 64].fill(0xa5);
        std::fs::write(&path, &damaged).expect("our own file");
        let read = |db: &mut dyn Db| -> Result<(), Refusal> {
            store::client::list(db, true)?;
            store::calendar::names(db)?;
            store::contract::list(db)?;
            store::asset::list(db, &store::asset::Filter::default())?;
            store::chain::verify(db, &mut |_| {})?;
            Ok(())
        };
        match Store::open(&path, &Options::default()).map_err(Refusal::from).and_then(|mut store| store.read(read)) {
            Ok(()) => {} // a page that none of these reads
            Err(Refusal::Store(err)) => assert_eq!(err.exit_code(), 5, "page {page}: {err}"),
            Err(Refusal::Db(err)) => assert_eq!(err.exit_code(), 5, "page {page}: {err}"),
        }
    }
}

#[test]
fn a_damaged_file_that_was_named_is_named_in_every_way_out() {
    let world = World::client();
    let mut bytes = std::fs::read(world.database()).expect("a database");
    bytes[100..164].fill(0xa5);
    let path = PathBuf::from(world.file("my data/cut.db", bytes));
    set_mode(&path, 0o600);
    let path = path.to_str().expect("UTF-8");
    let said = |words: &[&str]| world.infog(["--db", path].iter().chain(words)).status(5).run().stderr;
    let (verify, restore) = (format!("`infog --db '{path}' verify`"), format!("`infog --db '{path}' restore FILE`"));
    let told = said(&["ticket", "list"]);
    assert!(told.contains("is damaged") && told.contains(&verify) && told.contains(&restore), "{told}");
    assert!(!told.contains("-wal"), "there is none: {told}");
    let told = said(&["verify"]);
    assert!(told.contains(&restore) && !told.contains(&verify), "{told}");
    let told = world.infog(["ticket", "list"]).var("INFOG_DB", path).status(5).run().stderr;
    assert!(told.contains("`infog verify`"), "the variable still holds: {told}");
}

/// SQLite has no code of its own for a header that promises a schema of a later kind, or none.
#[test]
fn a_header_of_no_known_kind_is_damage_and_no_fault_of_infog() {
    let world = World::client();
    let sound = std::fs::read(world.database()).expect("a database");
    for (at, value) in [(47, 5), (47, 255)] {
        let mut damaged = sound.clone();
        damaged[at] = value;
        std::fs::write(world.database(), &damaged).expect("our own file");
        world.harm();
        for words in [&["client", "list"][..], &["verify"]] {
            world.infog(words).status(5).says("is damaged").run();
        }
    }
}

#[test]
fn many_writers_at_once_get_a_number_each_without_gap() {
    let world = World::client();
    world.harm();
    let path = world.database();
    let writers: Vec<_> = (0..6)
        .map(|_| {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut store = open(&path);
                (0..20).map(|_| store.write(next_number).expect("a number")).collect::<Vec<_>>()
            })
        })
        .collect();
    let mut numbers: Vec<i64> = writers.into_iter().flat_map(|writer| writer.join().expect("a writer")).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=120).collect::<Vec<_>>());
}

#[test]
fn many_first_starts_at_once_share_one_file() {
    for _ in 0..3 {
        let world = World::empty();
        std::thread::scope(|scope| {
            for number in 0..8 {
                let world = &world;
                scope.spawn(move || {
                    let code = format!("c{number}");
                    world.infog(["client", "add", &code, "--name", "Client"]).any_remarks().run();
                });
            }
        });
        assert_eq!(world.infog(["client", "list"]).json().as_array().map(Vec::len), Some(8));
        let left = std::fs::read_dir(world.database().parent().expect("a folder")).expect("a folder").count();
        assert_eq!(left, 1, "nothing is left beside the file");
    }
}

#[test]
fn who_waits_is_told_once_and_turned_away_at_the_limit() {
    let world = World::client();
    world.harm();
    let path = world.database();
    let told = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&told);
    let notice: store::Notice = Arc::new(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
    });
    let options = Options { wait: Duration::from_millis(1_200), notice: Some(notice), ..Options::default() };
    let mut waiting = Store::open(&path, &options).expect("a store");
    let held: Result<(), Refusal> = open(&path).write(|db| {
        next_number(db)?;
        let refused = waiting.write(next_number);
        assert!(matches!(&refused, Err(Refusal::Store(err)) if err.exit_code() == 4), "{refused:?}");
        assert_eq!(waiting.read(|db| Ok::<_, Refusal>(store::client::list(db, true)?)).expect("a reader").len(), 1);
        Ok(())
    });
    held.expect("the first writer is not disturbed");
    assert_eq!(told.load(Ordering::Relaxed), 1);
    assert_eq!(waiting.write(next_number).expect("the lock is free"), 2);
}

/// A copy of the binary that an ordinary user may run, and that user: root may write everywhere.
fn as_ordinary_user(folder: &Path) -> Command {
    let binary = folder.join("infog");
    // copied by another process: a file that this one holds open for writing cannot be run while others are started
    let copied = Command::new("cp").arg(env!("CARGO_BIN_EXE_infog")).arg(&binary).status().expect("cp");
    assert!(copied.success());
    set_mode(&binary, 0o755);
    let mut command = Command::new(&binary);
    if rustix::process::geteuid().is_root() {
        std::os::unix::process::CommandExt::uid(&mut command, 65_534);
        std::os::unix::process::CommandExt::gid(&mut command, 65_534);
    }
    command.env_clear().env("HOME", folder).env("INFOG_AS", "lea");
    command
}

#[test]
fn without_the_right_to_write_the_reason_is_named_and_nothing_changes() {
    let world = World::client();
    let path = world.database();
    let folder = path.parent().expect("a folder");
    set_mode(&world.path(""), 0o755);
    set_mode(&world.path("data"), 0o755);
    if rustix::process::geteuid().is_root() {
        for owned in [&path, folder] {
            std::os::unix::fs::chown(owned, Some(65_534), Some(65_534)).expect("root");
        }
    }
    let sound = std::fs::read(&path).expect("a database");
    for (of_folder, of_file, said) in [
        (0o500, 0o600, "the folder of"),
        (0o700, 0o400, "is read-only"),
        (0o700, 0o000, "no right to open"),
        (0o600, 0o600, "no right to open"),
    ] {
        set_mode(&path, of_file);
        set_mode(folder, of_folder);
        let output = as_ordinary_user(&world.path(""))
            .args(["client", "add", "lys", "--name", "Lys", "--db"])
            .arg(&path)
            .output()
            .expect("infog");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(6), "{of_folder:o} {of_file:o}: {stderr}");
        assert!(stderr.contains(said), "{of_folder:o} {of_file:o}: {stderr}");
        set_mode(folder, 0o700);
        set_mode(&path, 0o600);
        assert_eq!(std::fs::read(&path).expect("a database"), sound);
    }
}

#[test]
fn a_file_that_is_read_only_can_be_read() {
    let world = World::client();
    set_mode(&world.database(), 0o400);
    world.infog(["client", "list"]).has("ried").unchanged().run();
}
