//! Every schema that was ever shipped can be opened: one small database of each, written down as SQL.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use infog::domain::asset::AssetKind;
use infog::domain::ticket::event::{Event, Happening};
use infog::domain::ticket::lifecycle::Status;
use infog::store::ticket::Selection;
use infog::store::{self, Db, Options, R, Store, migrations};

/// Where the databases of past schemas are kept.
fn fixture(schema: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/upgrades/schema-{schema}.sql"))
}

/// The database of that schema, in a folder that goes away.
fn built(schema: u32) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("infog.db");
    let sql = std::fs::read_to_string(fixture(schema)).expect("a database for each schema, in tests/upgrades/");
    rusqlite::Connection::open(&path).expect("a file").execute_batch(&sql).expect("sound SQL");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("our own file");
    (folder, path)
}

fn open(path: &Path) -> Store {
    Store::open(path, &Options::default()).expect("a database that can be upgraded")
}

type Refused = Box<dyn std::error::Error>;

fn read<T>(store: &mut Store, f: impl FnOnce(&mut dyn Db) -> R<T>) -> T {
    store.read(|db| Ok::<_, Refused>(f(db)?)).expect("what was stored")
}

fn shape(path: &Path) -> Vec<(String, String)> {
    let db = rusqlite::Connection::open(path).expect("a database");
    let mut statement = db.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema ORDER BY name").expect("SQL");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
    rows.map(|row| row.expect("a row")).filter(|(name, _): &(String, _)| !name.starts_with("sqlite_")).collect()
}

#[test]
fn every_schema_has_its_database_and_becomes_the_newest() {
    let fresh = tempfile::tempdir().expect("a folder");
    let fresh = fresh.path().join("infog.db");
    drop(open(&fresh));
    for step in migrations::ALL {
        let (folder, path) = built(step.number);
        drop(open(&path));
        assert_eq!(shape(&path), shape(&fresh), "schema {}", step.number);
        let is_newest = step.number as usize == migrations::ALL.len();
        let copies = std::fs::read_dir(folder.path()).expect("a folder").count() - 1;
        assert_eq!(copies, usize::from(!is_newest), "a copy is kept before an upgrade, schema {}", step.number);
    }
}

#[test]
fn what_schema_1_holds_is_sound() {
    let (_folder, path) = built(1);
    let mut store = open(&path);
    let head = read(&mut store, |db| store::chain::verify(db, &mut |_| {}));
    assert_eq!(head.position, 22 + TOLD);
    assert_eq!(at(&mut store, 22), "e664d4911bfbeec90183ad267e5210b0183bb56395b1e45ca1dd2cd5c3afda73");
    assert_eq!(faults(&mut store), SOUND);
}

#[test]
fn clients_calendars_and_contracts_of_schema_1_are_read() {
    let (_folder, path) = built(1);
    let mut store = open(&path);
    let clients = read(&mut store, |db| store::client::list(db, true));
    assert_eq!(clients.iter().map(|c| c.code.as_str()).collect::<Vec<_>>(), ["ancien", "Lys", "ried"]);
    assert_eq!(clients.iter().filter(|c| c.archived).count(), 1);
    let calendar = "RIED-BUREAU".parse().expect("a name");
    let versions = read(&mut store, |db| store::calendar::history(db, &calendar));
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[0].replaced_by, Some(versions[1].event));
    assert_eq!(versions[1].reason.as_deref(), Some("titre oublié"));
    let contracts = read(&mut store, |db| store::contract::of_client(db, &clients[2].code));
    assert_eq!(contracts.iter().map(|c| c.value.amendment).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn assets_of_schema_1_are_read_with_their_history() {
    let (_folder, path) = built(1);
    let mut store = open(&path);
    let (client, tag) = ("ried".parse().expect("a code"), "ried-srv-01".parse().expect("a tag"));
    let asset = read(&mut store, |db| store::asset::get(db, &client, &tag)).expect("the server");
    assert_eq!((asset.kind, asset.serial()), (AssetKind::Server, Some("SN-0009")));
    let history = read(&mut store, |db| store::asset::history(db, &client, &tag));
    assert_eq!(history.iter().map(|c| c.kind.as_str()).collect::<Vec<_>>(), ["imported", "edited"]);
    assert_eq!(history[1].before.as_ref().and_then(|a| a.serial()), Some("SN-0001"));
}

#[test]
fn tickets_of_schema_1_are_read_with_their_events() {
    let (_folder, path) = built(1);
    let mut store = open(&path);
    let events = read(&mut store, |db| store::ticket::events(db, "1".parse().expect("a number")));
    let codes: Vec<&str> = events.iter().map(|event| event.what.code()).collect();
    let opened = "opened acknowledged paused resumed noted time_logged resolved corrected";
    assert_eq!(codes.join(" "), opened);
    let Happening::Opened(opening) = &events[0].what else { panic!("no opening: {:?}", events[0]) };
    assert_eq!(opening.governed.severities.len(), 2);
    assert_eq!(title(&events[0]), Some("Le serveur ne répond plus"));
    let erased = read(&mut store, |db| store::ticket::events(db, "2".parse().expect("a number")));
    assert_eq!((erased.len(), title(&erased[0])), (3, None));
    let all = store::ticket::Filter { all: true, ..Default::default() };
    let statuses: Vec<Status> =
        read(&mut store, |db| store::ticket::summaries(db, &all)).iter().map(|t| t.1.status).collect();
    assert_eq!(statuses, [Status::Resolved, Status::Cancelled, Status::Open]);
    let mut marks = Vec::new();
    read(&mut store, |db| {
        store::ticket::events_for_sla(db, &Selection::All, &mut |number, found| {
            marks.push((number.0, found.len()));
            Ok(())
        })
    });
    assert_eq!(marks, [(1, 8), (2, 3), (3, 1)]);
    let found = read(&mut store, |db| store::ticket::search(db, "besancon onduleur", None, 9));
    assert_eq!(found.len(), 1);
    let next = store.write(|db| Ok::<_, Refused>(store::ticket::next_number(db)?));
    assert_eq!(next.expect("a number").0, 4);
}

#[test]
fn licences_of_schema_3_are_read_with_their_seats() {
    let (_folder, path) = built(3);
    let mut store = open(&path);
    let head = read(&mut store, |db| store::chain::verify(db, &mut |_| {}));
    assert_eq!(head.position, 55 + TOLD);
    assert_eq!(at(&mut store, 55), "2463e7ae5fdee442b8d020e5d8258a2e87ab8704fd043daf4c2930e278fc3781");
    assert_eq!(faults(&mut store), SOUND);
    let used = read(&mut store, |db| store::licence::list(db, None));
    assert_eq!(used.iter().map(|l| (l.1.tag.as_str(), l.2)).collect::<Vec<_>>(), [("EDR", 0), ("RIED-M365", 2)]);
    let (client, tag) = ("ried".parse().expect("a code"), "ried-m365".parse().expect("a tag"));
    let seats = read(&mut store, |db| store::licence::seats(db, &client, &tag, true));
    let back: Vec<_> = seats.iter().map(|seat| seat.released_as.as_deref()).collect();
    assert_eq!(back, [None, Some("released"), None]);
    assert_eq!(seats[2].reason.as_deref(), Some("commande 2026-114"));
}

/// Text 19 was erased before erasures were events themselves: the upgrade to schema 6 adds one that says so.
const TOLD: i64 = 1;
const SOUND: [&str; 0] = [];

/// The hash of an event: what an upgrade adds comes after all that was there.
fn at(store: &mut Store, position: i64) -> String {
    let mut found = None;
    read(store, |db| {
        store::event::each(db, position - 1, &mut |event| {
            found.get_or_insert_with(|| event.hash.to_string());
            Ok(())
        })
    });
    found.expect("an event")
}

/// What a check of the whole file finds.
fn faults(store: &mut Store) -> Vec<String> {
    let verdict = store.verify(None, &mut |_, _, _| {}).expect("a check");
    verdict.faults.iter().map(ToString::to_string).collect()
}

fn title(event: &Event) -> Option<&str> {
    event.text.as_ref()?.title.as_deref()
}

#[test]
fn places_people_and_deeds_of_schema_2_are_read() {
    let (_folder, path) = built(2);
    let mut store = open(&path);
    assert_eq!(faults(&mut store), SOUND);
    let head = read(&mut store, |db| store::chain::verify(db, &mut |_| {}));
    assert_eq!(head.position, 45 + TOLD);
    assert_eq!(at(&mut store, 45), "f0fea760497e3821a9e0329d1c801dc26d3da11e48e3eeaae0c3375535c5e456");
    let ried = "ried".parse().expect("a code");
    let sites = read(&mut store, |db| store::site::list(db, Some(&ried)));
    assert_eq!((sites[0].code.as_str(), sites[0].rooms[0].name.as_str()), ("nord", "Baie 1"));
    let contacts = read(&mut store, |db| store::contact::list(db, None));
    assert_eq!(contacts.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["Mme Klein"]);
    let tag = "RIED-PC-10".parse().expect("a tag");
    let deeds = read(&mut store, |db| store::life::of_asset(db, (&ried, &tag)));
    assert_eq!(deeds.iter().map(|d| d.code.as_str()).collect::<Vec<_>>(), ["sent-out", "came-back", "replaced"]);
    assert_eq!(deeds[0].text(), Some("écran noir"));
    assert_eq!(read(&mut store, store::version_rule::list).len(), 3);
}

#[test]
fn volumes_of_schema_4_are_read_with_the_work_under_them() {
    let (_folder, path) = built(4);
    let mut store = open(&path);
    let contract = "RIED-CARNET".parse().expect("a reference");
    let bought = read(&mut store, |db| store::work::top_ups(db, &contract));
    assert_eq!(bought.iter().map(|t| t.reference.as_deref()).collect::<Vec<_>>(), [Some("cde 12")]);
    let entries = read(&mut store, |db| store::work::entries(db, &contract));
    assert_eq!(entries.iter().map(|e| (e.minutes, e.is_visit())).collect::<Vec<_>>(), [(20, false), (90, true)]);
    assert!(entries.iter().all(|e| e.work.nature.is_some()));
}

#[test]
fn campaigns_and_third_parties_of_schema_5_are_read_with_what_they_froze_and_allowed() {
    let (_folder, path) = built(5);
    let mut store = open(&path);
    assert_eq!(faults(&mut store), SOUND);
    let client = "ried".parse().expect("a code");
    let campaigns = read(&mut store, |db| store::campaign::list(db, Some(&client)));
    assert_eq!(campaigns.iter().map(|c| c.accepted.as_ref().map(|a| a.assets)).collect::<Vec<_>>(), [Some(3), None]);
    assert_eq!(read(&mut store, |db| store::campaign::frozen(db, &campaigns[0])).len(), 3);
    let parties = read(&mut store, |db| store::third_party::list(db, true));
    assert_eq!(
        parties.iter().map(|p| (p.code.as_str(), p.archived)).collect::<Vec<_>>(),
        [("nuit", true), ("sage", false)]
    );
    let leaves = read(&mut store, |db| store::third_party::of_client(db, &client));
    assert_eq!(leaves.iter().map(|a| (a.number.0, a.to.is_some())).collect::<Vec<_>>(), [(1, true), (2, false)]);
    let events = read(&mut store, |db| store::ticket::events(db, "3".parse().expect("a number")));
    let permits = events.iter().filter_map(|event| match &event.what {
        Happening::TimeLogged { work, .. } => work.permit.as_ref(),
        _ => None,
    });
    let permits: Vec<_> = permits.map(|permit| (permit.numbers(), permit.overridden.is_some())).collect();
    assert_eq!(permits, [(vec!["A-2".to_owned()], false), (Vec::new(), true)]);
}

#[test]
fn what_was_taken_back_in_schema_7_stays_so() {
    let (_folder, path) = built(7);
    let mut store = open(&path);
    let events = read(&mut store, |db| store::ticket::events(db, infog::domain::id::TicketNumber(5)));
    assert_eq!(events.iter().filter(|event| matches!(event.what, Happening::Undone { .. })).count(), 3);
    assert!(infog::domain::ticket::history::effective(&events).is_empty());
    assert!(!read(&mut store, |db| store::ticket::exists(db, infog::domain::id::TicketNumber(5))));
    let ried = "ried".parse().expect("a code");
    let tag = "RIED-NEUF".parse().expect("a tag");
    assert!(read(&mut store, |db| store::asset::get(db, &ried, &tag)).is_none());
    let sites = read(&mut store, |db| store::site::list(db, Some(&ried)));
    assert!(sites.iter().any(|site| site.code.as_str() == "sud"));
    let change = read(&mut store, |db| store::undo::change(db, 92)).expect("a change");
    assert_eq!((change.number(), change.events.len(), change.undone_by), (91, 2, None));
    assert!(faults(&mut store).is_empty());
}

#[test]
fn erasures_and_a_clock_set_back_of_schema_6_are_read() {
    let (_folder, path) = built(6);
    let mut store = open(&path);
    let verdict = store.verify(None, &mut |_, _, _| {}).expect("a check");
    assert_eq!((verdict.faults, verdict.behind), (Vec::new(), vec![(80, 10_000)]));
    let contacts = read(&mut store, |db| store::contact::list(db, None));
    assert_eq!(contacts.iter().map(|c| (c.name.as_str(), c.archived)).collect::<Vec<_>>(), [("Contact 1", true)]);
    let mut erased = Vec::new();
    read(&mut store, |db| {
        store::event::each(db, 77, &mut |event| {
            erased.push((event.kind.clone(), event.behind_s));
            Ok(())
        })
    });
    let kinds: Vec<&str> = erased.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["erased", "edited", "edited", "edited", "anonymised", "erased", "erased", "erased", "erased"]);
}

#[test]
fn assets_of_schema_8_are_written_once_and_read_with_their_history() {
    let (_folder, path) = built(8);
    let mut store = open(&path);
    assert_eq!(faults(&mut store), SOUND);
    let client = "ried".parse().expect("a code");
    let mut history = |tag: &str| {
        let tag = tag.parse().expect("a tag");
        read(&mut store, |db| store::asset::history(db, &client, &tag))
    };
    let edited = history("RIED-PC-20");
    assert_eq!(edited.len(), 2);
    assert_eq!((edited[0].line, &edited[0].before, &edited[0].after), (2, &None, &edited[1].before));
    assert_eq!(edited[0].after.as_ref().and_then(|asset| asset.text("assigned_to")), None);
    assert_eq!(edited[1].after.as_ref().and_then(|asset| asset.text("assigned_to")), Some("M. Klein"));
    let untouched = history("RIED-PC-21");
    assert_eq!(
        untouched.iter().map(|change| change.after.as_ref().and_then(|a| a.serial())).collect::<Vec<_>>(),
        [Some("SN-0021")]
    );
}
