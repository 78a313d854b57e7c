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

replays!(calendar_toml, commitments, contract_toml, csv_rows, instants, ticket_lines);

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
