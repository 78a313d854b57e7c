//! The rooms: who may import whom, and which foreign word is spoken where. Read from the sources.

use std::path::{Path, PathBuf};

/// A room and those it may import; the rooms without a line may import everything.
const IMPORTS: [(&str, &[&str]); 6] = [
    ("domain", &[]),
    ("locale", &["domain"]),
    ("store", &["domain"]),
    ("intake", &["domain"]),
    ("report", &["domain", "locale"]),
    ("render", &["domain", "locale", "report"]),
];

const ROOMS: [&str; 7] = ["domain", "locale", "store", "intake", "report", "render", "cli"];

/// A word and the beginnings of the paths where it may stand.
const WORDS: [(&str, &[&str]); 16] = [
    ("rusqlite", &["store/sqlite"]),
    ("clap", &["cli/"]),
    ("clap_complete", &["cli/"]),
    ("anyhow", &["cli/"]),
    ("jiff", &["domain/calendar/zone.rs"]),
    ("Utc::now", &["cli/clock.rs"]),
    ("Local::now", &["cli/clock.rs"]),
    ("std::env", &["cli/config.rs"]),
    ("println!", &["cli/output.rs"]),
    ("eprintln!", &["cli/output.rs"]),
    ("print!", &["cli/output.rs"]),
    ("stdout", &["cli/output.rs"]),
    ("process::exit", &[]),
    ("dialoguer", &["cli/prompt.rs"]),
    ("indicatif", &["cli/progress.rs"]),
    ("comfy_table", &["render/terminal.rs"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// Path below `src/` and code without comments, texts and tests.
fn rooms() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
        let text = std::fs::read_to_string(&path).expect("a source");
        (name, code_of(&text))
    };
    paths.into_iter().map(read).collect()
}

/// The code alone: comments and the insides of texts become blanks, line feeds stay.
fn code_of(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let (mut out, mut i) = (String::new(), 0);
    while i < chars.len() {
        let end = match (chars[i], chars.get(i + 1)) {
            ('/', Some('/')) => until(&chars, i, |c, at| c[at] == '\n'),
            ('/', Some('*')) => until(&chars, i + 2, |c, at| c[at] == '/' && c[at - 1] == '*') + 1,
            ('"', _) => after_text(&chars, i + 1),
            ('r', Some('"' | '#')) if !chars[i.saturating_sub(1)].is_alphanumeric() => {
                after_raw(&chars, i).unwrap_or(i)
            }
            ('\'', _) => after_char(&chars, i).unwrap_or(i),
            _ => i,
        };
        if end == i {
            out.push(chars[i]);
            i += 1;
        } else {
            out.extend(chars[i..end.min(chars.len())].iter().filter(|c| **c == '\n'));
            out.push(' ');
            i = end;
        }
    }
    out
}

fn until(chars: &[char], from: usize, stop: impl Fn(&[char], usize) -> bool) -> usize {
    (from..chars.len()).find(|at| stop(chars, *at)).unwrap_or(chars.len())
}

fn after_text(chars: &[char], from: usize) -> usize {
    let mut at = from;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

fn after_raw(chars: &[char], from: usize) -> Option<usize> {
    let hashes = chars[from + 1..].iter().take_while(|c| **c == '#').count();
    if chars.get(from + 1 + hashes) != Some(&'"') {
        return None;
    }
    let closes = |c: &[char], at: usize| c[at] == '"' && (1..=hashes).all(|n| c.get(at + n) == Some(&'#'));
    Some(until(chars, from + 2 + hashes, closes) + hashes + 1)
}

/// A character, not a lifetime.
fn after_char(chars: &[char], from: usize) -> Option<usize> {
    match (chars.get(from + 1), chars.get(from + 2)) {
        (Some('\\'), _) => Some(until(chars, from + 3, |c, at| c[at] == '\'') + 1),
        (Some(_), Some('\'')) => Some(from + 3),
        _ => None,
    }
}

/// Whether `word` stands in `code` as a word of its own; returns its line.
fn line_of(code: &str, word: &str) -> Option<usize> {
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    let stands = |(at, _): &(usize, &str)| {
        let (before, after) = (&code[..*at], &code[at + word.len()..]);
        !(before.ends_with(inside) || word.ends_with(inside) && after.starts_with(inside))
    };
    code.match_indices(word).find(stands).map(|(at, _)| code[..at].lines().count().max(1))
}

#[test]
fn every_foreign_word_is_spoken_in_its_room() {
    let mut faults = Vec::new();
    for (path, code) in rooms() {
        for (word, allowed) in WORDS {
            if allowed.iter().any(|place| path.starts_with(place)) {
                continue;
            }
            if let Some(line) = line_of(&code, word) {
                faults.push(format!("src/{path}:{line}: `{word}` belongs into {allowed:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_room_imports_only_what_it_may() {
    let mut faults = Vec::new();
    for (path, code) in rooms() {
        let Some((room, allowed)) = IMPORTS.iter().find(|(room, _)| path.starts_with(&format!("{room}/"))) else {
            continue;
        };
        for other in ROOMS.iter().filter(|other| *other != room && !allowed.contains(other)) {
            for form in [format!("crate::{other}"), format!("infog::{other}")] {
                if let Some(line) = line_of(&code, &form) {
                    faults.push(format!("src/{path}:{line}: {room} may not import {other}"));
                }
            }
        }
        if let Some(line) = line_of(&code, "crate::{").or_else(|| line_of(&code, "use crate as")) {
            faults.push(format!("src/{path}:{line}: name the room: `use crate::room::…`"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_verb_imports_another_verb() {
    let nouns =
        ["asset", "calc", "calendar", "client", "contact", "contract", "report", "room", "site", "sla", "ticket"];
    let mut faults = Vec::new();
    for (path, code) in rooms().into_iter().filter(|(path, _)| path.starts_with("cli/")) {
        let own = path.trim_start_matches("cli/").split('/').next().unwrap_or_default().to_owned();
        for noun in nouns.iter().filter(|noun| **noun != own && path.matches('/').count() > 1) {
            if let Some(line) = line_of(&code, &format!("cli::{noun}")) {
                faults.push(format!("src/{path}:{line}: the noun {own} imports the noun {noun}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_test_file_is_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let main = std::fs::read_to_string(folder.join("main.rs")).expect("tests/main.rs");
    for entry in std::fs::read_dir(folder).expect("tests").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some(module) = name.strip_suffix(".rs").filter(|module| *module != "main") {
            assert!(main.contains(&format!("mod {module};")), "tests/main.rs lacks `mod {module};`");
        }
    }
}

#[test]
fn comments_and_texts_are_no_code() {
    let code =
        code_of("// println!\nlet a = \"stdout \\\" x\"; /* jiff */ let b = r#\"clap\"#; let c = '\"'; fn f<'a>() {}");
    for word in ["println!", "stdout", "jiff", "clap"] {
        assert_eq!(line_of(&code, word), None, "{word} in {code}");
    }
    assert!(code.contains("fn f<'a>"), "{code}");
    assert_eq!(line_of("a\nuse clap::Args;", "clap"), Some(2));
    assert_eq!(line_of("eprintln!()", "println!"), None);
}
