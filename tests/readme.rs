//! The README is a promise: its blocks are run, in order, in one shell, and what it shows is compared.
//!
//! A block marked `sh` is run and must succeed; a block marked `text` or `json` that follows it shows what it prints.
//! `[..]` stands for any text within a line, a line `...` for any lines. What it shows must hold on any day, so
//! all of it is done with two clocks.

use std::path::Path;

use clap::Parser as _;
use clap::error::ErrorKind;
use infog::cli::args::Cli;

use super::harness::World;

/// Ends what a block printed.
const END: char = '\u{1e}';

/// The words after `--` are infog's; building and testing is what this test is part of.
const CARGO: &str = "cargo() {
    case $1 in
        run) while [ \"$1\" != -- ]; do shift; done; shift; infog \"$@\" ;;
        test|install) ;;
        *) echo \"the README runs cargo $1\"; return 1 ;;
    esac
}\n";

/// Commands and what they print, if that is shown.
struct Block {
    line: usize,
    commands: String,
    shown: Option<String>,
}

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("README.md")
}

/// Every fenced block: its first line, its mark, its text.
fn fences(text: &str) -> Vec<(usize, String, String)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, String, String)> = None;
    for (at, line) in text.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(mark), None) => open = Some((at + 2, mark.trim().to_owned(), String::new())),
            (Some(_), Some(_)) => found.extend(open.take()),
            (None, Some((_, _, body))) => body.extend([line, "\n"]),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block of the README does not end");
    found
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut answers = false; // the block before is a run without its answer
    for (line, mark, body) in fences(text) {
        match mark.as_str() {
            "sh" => blocks.push(Block { line, commands: body, shown: None }),
            "text" | "json" if answers => blocks.last_mut().expect("a run").shown = Some(body),
            "toml" | "csv" | "crontab" => {}
            other => panic!("README.md:{line}: a block marked {other:?} is neither run nor compared"),
        }
        answers = mark == "sh";
    }
    blocks
}

/// Runs all blocks in one shell that stops at the first failure; what each printed.
fn run(blocks: &[Block], now: &str) -> Vec<String> {
    let mut script = format!("exec 2>&1\nset -e\n{CARGO}");
    for block in blocks {
        script.push_str(&format!("{}printf '\\036'\n", block.commands));
    }
    let world = World::empty();
    let output = world.shell("empty", &script).env("INFOG_NOW", now).output().expect("sh starts");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let mut printed: Vec<String> = text.split(END).map(str::to_owned).collect();
    let last = printed.pop().unwrap_or_default();
    if let Some(block) = blocks.get(printed.len()) {
        panic!("README.md:{}: a command failed at {now}:\n{}\n{last}", block.line, block.commands);
    }
    printed
}

/// Whether `line` is `pattern`, where `[..]` is any text.
fn line_fits(pattern: &str, line: &str) -> bool {
    let Some((start, rest)) = pattern.split_once("[..]") else { return pattern == line };
    let Some(line) = line.strip_prefix(start) else { return false };
    line.char_indices().map(|(at, _)| at).chain([line.len()]).any(|at| line_fits(rest, &line[at..]))
}

/// Whether the lines are those shown, where `...` is any lines.
fn fits(shown: &[&str], lines: &[&str]) -> bool {
    match (shown.split_first(), lines.split_first()) {
        (None, rest) => rest.is_none(),
        (Some((&"...", after)), _) => (0..=lines.len()).any(|skip| fits(after, &lines[skip..])),
        (Some((pattern, after)), Some((line, rest))) => line_fits(pattern, line) && fits(after, rest),
        (Some(_), None) => false,
    }
}

fn shown_is_printed(block: &Block, printed: &str) -> Result<(), String> {
    let lines = |text: &str| text.trim_end().lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    let Some(shown) = &block.shown else { return Ok(()) };
    let (shown, lines) = (lines(shown), lines(printed));
    let (shown, lines): (Vec<_>, Vec<_>) =
        (shown.iter().map(String::as_str).collect(), lines.iter().map(String::as_str).collect());
    if fits(&shown, &lines) {
        return Ok(());
    }
    Err(format!("README.md:{}\n--- shown\n{}\n--- printed\n{}", block.line, shown.join("\n"), lines.join("\n")))
}

fn holds_at(now: &str) {
    let blocks = blocks(&readme());
    assert!(blocks.len() > 10, "the README has lost its blocks");
    let printed = run(&blocks, now);
    let faults: Vec<_> = blocks.iter().zip(&printed).filter_map(|(b, p)| shown_is_printed(b, p).err()).collect();
    assert!(faults.is_empty(), "at {now}\n{}", faults.join("\n\n"));
}

#[test]
fn its_blocks_run_and_print_what_it_shows() {
    holds_at("2026-02-02T09:00:00+01:00");
}

#[test]
fn its_blocks_run_and_print_the_same_on_another_day() {
    holds_at("2028-10-29T02:30:00+02:00"); // a Sunday, in the hour that comes twice
}

#[test]
fn it_begins_with_the_two_commands() {
    let text = readme();
    let first = blocks(&text).into_iter().next().expect("a block");
    assert_eq!(first.commands, "cargo run --release -- demo\ncargo test\n");
    let ci = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/run"));
    // a packaged crate comes without .ci
    assert!(
        ci.map_or(true, |ci| ci.contains("\ncargo test --locked\n")),
        ".ci/run does not run the README's test command"
    );
}

#[test]
fn the_language_follows_the_environment_in_the_order_that_it_gives() {
    let world = World::client();
    let list = || world.infog(["client", "list"]);
    list().has("Time zone").run();
    list().without("LC_ALL").var("LANG", "fr_FR.UTF-8").has("Fuseau horaire").run();
    list().without("LC_ALL").var("LC_MESSAGES", "en_GB.UTF-8").var("LANG", "fr_FR.UTF-8").has("Time zone").run();
    list().var("LC_ALL", "fr_FR.UTF-8").var("LC_MESSAGES", "en_GB.UTF-8").has("Fuseau horaire").run();
    world.infog(["config", "set", "language", "fr"]).any_remarks().run();
    list().has("Fuseau horaire").run();
    list().var("INFOG_LANG", "en").has("Time zone").run();
    world.infog(["client", "list", "--lang", "fr"]).var("INFOG_LANG", "en").has("Fuseau horaire").run();
}

#[test]
fn its_links_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for page in ["README.md", "CONTRIBUTING.md", "examples/README.md"] {
        let text = std::fs::read_to_string(root.join(page)).expect("a page");
        let folder = root.join(page).parent().expect("a folder").to_owned();
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
        for target in targets.filter(|target| !target.starts_with("http") && !target.starts_with('#')) {
            assert!(folder.join(target).exists(), "{page} links to {target}, which does not exist");
        }
    }
}

/// Words as a shell takes them, quotes away, up to what it would redirect or pipe.
fn words_of(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in line.chars() {
        match (c, quote) {
            ('"' | '\'', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (c, Some(open)) if c == open => quote = None,
            ('>' | '|', None) => break,
            (' ', None) => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[test]
fn every_command_that_the_pages_mention_exists() {
    let mut found = 0;
    for page in ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md"] {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).expect("a page");
        // a fence is three backticks twice: what follows it is outside again
        for span in text.split('`').skip(1).step_by(2).filter(|span| span.starts_with("infog ")) {
            found += 1;
            let told = Cli::try_parse_from(words_of(span)).err().map(|error| error.kind());
            let help = [None, Some(ErrorKind::DisplayHelp), Some(ErrorKind::DisplayVersion)];
            assert!(help.contains(&told), "{page} mentions `{span}`: {told:?}");
        }
    }
    assert!(found > 20, "the pages have lost their commands");
    assert_eq!(words_of("infog a \"b c\" '' d > e"), ["infog", "a", "b c", "", "d"]);
}

#[test]
fn the_formats_that_are_described_are_read() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/intake/FORMATS.md");
    let text = std::fs::read_to_string(page).expect("FORMATS.md");
    let world = World::empty();
    world.infog(["client", "add", "ried", "--name", "Ateliers du Ried"]).any_remarks().run();
    let mut read = 0;
    for (line, mark, body) in fences(&text) {
        let words: &[&str] = match mark.as_str() {
            "toml" if body.contains("[columns]") => {
                let mapping = world.file("mapping.toml", body);
                let csv = "Société;Repère;Famille;Acheté le;Baie;Modifié le\nAteliers du Ried SAS;PC-CAO-1;Station CAO;13/01/2026;A2;hier\n";
                world
                    .infog(["asset", "import", "-", "--mapping", &mapping])
                    .stdin(csv)
                    .has("1 created")
                    .any_remarks()
                    .run();
                read += 1;
                continue;
            }
            "toml" if body.starts_with("ref") => &["contract", "apply", "-"],
            "toml" => &["calendar", "apply", "-"],
            "csv" if body.starts_with("Référence") => &["licence", "import", "-", "--client", "ried"],
            "csv" => &["asset", "import", "-", "--client", "ried"],
            "json" => &["ticket", "import", "-"],
            other => panic!("FORMATS.md:{line}: a block marked {other:?} is not read"),
        };
        world.infog(words).stdin(body).any_remarks().run();
        read += 1;
    }
    assert_eq!(read, 6);
    world.infog(["ticket", "show", "42"]).any_remarks().has("RIED-2025").run();
}

#[test]
fn what_is_left_out_is_left_out() {
    assert!(line_fits("a [..] d", "a b c d") && !line_fits("a [..] d", "a b c"));
    assert!(fits(&["a", "...", "d"], &["a", "b", "c", "d"]) && fits(&["...", "a"], &["a"]));
    assert!(!fits(&["a", "..."], &["b"]) && !fits(&["a"], &["a", "b"]));
}

#[test]
fn a_block_is_found_with_its_answer() {
    let found = blocks("```sh\ninfog status\n```\nand\n```text\nall well\n```\n```sh\ntrue\n```\n");
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].line, found[0].shown.as_deref()), (2, Some("all well\n")));
    assert_eq!(found[1].shown, None);
}
