//! Habits of security, read from the sources: which crates are let in and from where, no unsafe code, constant SQL.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Licences that a program under MIT or Apache-2.0 may be built from, each by itself.
const LICENCES: [&str; 9] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-3-Clause",
    "BSL-1.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "ISC",
];

/// Crates that must not come in, and why.
const BANNED: [(&str, &str); 9] = [
    ("openssl", "infog speaks to nobody over a network"),
    ("openssl-sys", "infog speaks to nobody over a network"),
    ("native-tls", "infog speaks to nobody over a network"),
    ("rustls", "infog speaks to nobody over a network"),
    ("reqwest", "infog speaks to nobody over a network"),
    ("hyper", "infog speaks to nobody over a network"),
    ("tokio", "a process of ten milliseconds needs no scheduler"),
    ("chrono-tz", "the zone data is jiff's, one version of it"),
    ("serde_yaml", "no longer kept up"),
];

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// More crates than this in the lock file, tools of the tests included, want a reason and a new number here.
const MOST_CRATES: usize = 240;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The crates that are built here, with what their manifests say. Those of other systems need not have been fetched.
fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--offline", "--format-version", "1", "--filter-platform", &host()])
        .current_dir(root())
        .output()
        .expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    metadata["packages"].as_array().expect("packages").clone()
}

fn host() -> String {
    let output = Command::new(env!("CARGO")).args(["-vV"]).output().expect("cargo");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host").to_owned()
}

/// Every crate of every system, as the lock file has it.
fn locked() -> Vec<toml::Value> {
    let text = std::fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock");
    let lock: toml::Value = toml::from_str(&text).expect("TOML");
    lock["package"].as_array().expect("packages").clone()
}

/// `(A OR B) AND C`: whether what is allowed is enough. `/` is an old way to write `OR`.
fn allowed(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words: Vec<String> = Vec::new();
    for word in spaced.split_whitespace() {
        match (word, words.last_mut()) {
            ("WITH", Some(last)) => last.push_str(" WITH"),
            (_, Some(last)) if last.ends_with(" WITH") => *last = format!("{last} {word}"),
            _ => words.push(word.to_owned()),
        }
    }
    let mut rest = words.as_slice();
    let held = either(&mut rest);
    held && rest.is_empty()
}

fn either(rest: &mut &[String]) -> bool {
    let mut held = both(rest);
    while rest.first().is_some_and(|word| word == "OR") {
        *rest = &rest[1..];
        held |= both(rest);
    }
    held
}

fn both(rest: &mut &[String]) -> bool {
    let mut held = single(rest);
    while rest.first().is_some_and(|word| word == "AND") {
        *rest = &rest[1..];
        held &= single(rest);
    }
    held
}

fn single(rest: &mut &[String]) -> bool {
    let Some((first, tail)) = rest.split_first() else { return false };
    *rest = tail;
    if first != "(" {
        return LICENCES.contains(&first.as_str());
    }
    let held = either(rest);
    if rest.first().is_some_and(|word| word == ")") {
        *rest = &rest[1..];
    }
    held
}

#[test]
fn every_crate_has_a_licence_that_is_allowed() {
    for package in packages() {
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(allowed(licence), "{} is under `{licence}`", package["name"]);
    }
}

#[test]
fn every_crate_comes_from_the_registry_with_its_checksum_and_none_is_banned() {
    let crates = locked();
    assert!(crates.len() <= MOST_CRATES, "{} crates", crates.len());
    for package in &crates {
        let text = |key: &str| package.get(key).and_then(toml::Value::as_str);
        let name = text("name").expect("a name");
        match text("source") {
            None => assert_eq!(name, "infog", "{name} comes from a folder"),
            Some(source) => assert_eq!(source, REGISTRY, "{name}"),
        }
        assert!(name == "infog" || text("checksum").is_some_and(|sum| sum.len() == 64), "{name} has no checksum");
        if let Some((_, why)) = BANNED.iter().find(|(banned, _)| *banned == name) {
            panic!("`{name}` must not come in: {why}");
        }
    }
}

#[test]
fn a_licence_expression_is_read_as_it_is_meant() {
    for sound in
        ["MIT", "MIT/GPL-3.0", "(MIT OR Apache-2.0) AND Unicode-3.0", "GPL-2.0 OR Apache-2.0 WITH LLVM-exception"]
    {
        assert!(allowed(sound), "{sound}");
    }
    for wrong in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Apache-2.0) AND LGPL-3.0", "MIT GPL-3.0"] {
        assert!(!allowed(wrong), "{wrong}");
    }
}

#[test]
fn unsafe_code_is_forbidden_everywhere() {
    for file in ["src/lib.rs", "src/main.rs"] {
        let text = std::fs::read_to_string(root().join(file)).expect("a source");
        assert!(text.contains("#![forbid(unsafe_code)]"), "{file}");
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// What stands before the tests of a file.
fn program(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("a source");
    let end = text.find("#[cfg(test)]\nmod ").unwrap_or(text.len());
    text[..end].to_owned()
}

/// Whether a text is a piece of SQL: two of its words in capitals are enough.
fn is_sql(text: &str) -> bool {
    let words =
        ["SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM", " WHERE ", " ORDER BY", " VALUES", "PRAGMA ", " LIKE "];
    words.iter().any(|word| text.contains(word))
}

/// The first argument of every call of `name` in `text`, up to the end of its line or of its text.
fn arguments<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(name).map(move |(at, _)| {
        let rest = text[at + name.len()..].trim_start();
        let end = match rest.strip_prefix('"') {
            Some(inner) => inner.find('"').map_or(rest.len(), |end| end + 1),
            None => rest.find('\n').unwrap_or(rest.len()),
        };
        &rest[..end]
    })
}

/// No value is ever glued into a statement: what is typed reaches SQLite as a parameter only.
#[test]
fn the_text_of_sql_is_constant() {
    let mut paths = Vec::new();
    sources(&root().join("src"), &mut paths);
    let mut seen = 0;
    for path in paths {
        let name = path.strip_prefix(root()).expect("below").to_string_lossy().into_owned();
        // The engine's own file quotes names of its own tables; tests explain statements.
        if name == "src/store/sqlite.rs" || name.ends_with("tests.rs") || name.ends_with("testing.rs") {
            continue;
        }
        let text = program(&path);
        for call in ["format!(", "push_str(", "write!(", "writeln!("] {
            for argument in arguments(&text, call) {
                assert!(!is_sql(argument), "{name}: `{call}` makes SQL: {argument}");
            }
        }
        if !name.starts_with("src/store/") {
            for call in ["db.exec(", "db.each("] {
                assert_eq!(arguments(&text, call).count(), 0, "{name}: SQL belongs into the store");
            }
            continue;
        }
        for call in [".exec(", ".each(", "db::all(db, ", "db::one(db, ", "db::row(db, "] {
            for argument in arguments(&text, call) {
                seen += 1;
                let first = argument.split(',').next().unwrap_or_default();
                let constant =
                    first.starts_with('"') || first.chars().all(|c| c.is_ascii_uppercase() || c == '_' || c == ':');
                assert!(
                    constant || first == "sql" || first.ends_with(".sql") || first.starts_with("if all { ALL }"),
                    "{name}: `{call}{first}`"
                );
            }
        }
    }
    assert!(seen > 100, "only {seen} statements were seen");
}
