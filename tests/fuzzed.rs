//! Every file of `fuzz/corpus/` through what its target asserts: what fuzzing has found stays found, on any toolchain.

mod checks;

use std::path::{Path, PathBuf};

/// More than this is no small corpus.
const MOST_FILES: usize = 500;
const MOST_BYTES: u64 = 1 << 20;

/// A package of infog comes without the folder.
fn corpus() -> Option<PathBuf> {
    Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus")).filter(|folder| folder.is_dir())
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn replayed(target: &str, check: fn(&[u8])) {
    let Some(corpus) = corpus() else { return };
    let files = entries(&corpus.join(target));
    assert!(files.len() >= 5, "{target} begins from {} files", files.len());
    for file in files {
        let bytes = std::fs::read(&file).expect("a file");
        let held = std::panic::catch_unwind(|| check(&bytes));
        assert!(held.is_ok(), "{} does not hold", file.display());
    }
}

macro_rules! replays {
    ($($target:ident),*) => {
        const TARGETS: &[&str] = &[$(stringify!($target)),*];
        $(
            #[test]
            fn $target() {
                replayed(stringify!($target), checks::$target);
            }
        )*
    };
}

replays!(calendar_ics, calendar_toml, commitments, contract_toml, csv_rows, instants, ticket_lines);

#[test]
fn the_corpus_is_small_and_each_of_its_folders_has_a_target() {
    let Some(corpus) = corpus() else { return };
    let (mut files, mut bytes) = (0, 0);
    for folder in entries(&corpus) {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        assert!(TARGETS.contains(&name.as_str()), "nothing reads {name}");
        let source = corpus.join(format!("../fuzz_targets/{name}.rs"));
        assert!(source.is_file(), "{} is missing", source.display());
        for file in entries(&folder) {
            files += 1;
            bytes += file.metadata().expect("a file").len();
        }
    }
    assert!(files <= MOST_FILES && bytes <= MOST_BYTES, "{files} files of {bytes} bytes");
}

/// Packages of a lock file: name and version.
fn locked(path: &Path) -> Vec<(String, String)> {
    let lock: toml::Value = toml::from_str(&std::fs::read_to_string(path).expect("a lock file")).expect("TOML");
    let text = |package: &toml::Value, key: &str| package[key].as_str().expect(key).to_owned();
    let packages = lock["package"].as_array().expect("packages");
    packages.iter().map(|package| (text(package, "name"), text(package, "version"))).collect()
}

/// The targets are built from what infog is built from, not from what it was built from once.
#[test]
fn the_lock_file_of_the_targets_keeps_up() {
    let Some(corpus) = corpus() else { return };
    let (ours, theirs) =
        (locked(&Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")), locked(&corpus.join("../Cargo.lock")));
    let mut shared = 0;
    for (name, version) in &theirs {
        if ours.iter().any(|(other, _)| other == name) {
            let same = ours.contains(&(name.clone(), version.clone()));
            assert!(same, "`{name}` {version} is not what infog is built from: `cargo update` in fuzz/");
            shared += 1;
        }
    }
    assert!(shared > 100, "only {shared} crates are shared");
}
