//! The tables of a document one by one: a single one, or each as a file.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use serde_json::{Map, Value};

use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::cli::fresh::FreshFile;
use crate::render;
use crate::report::page::{Block, Cell, Page};

/// The code of a block in a CSV; nothing where it is for people only.
fn code(block: &Block) -> Option<&str> {
    let name = match block {
        Block::Facts(facts) => facts.name.as_ref(),
        Block::Table(table) => table.name.as_ref(),
        Block::Chart(chart) => chart.name.as_ref(),
        _ => "",
    };
    (!name.is_empty()).then_some(name)
}

/// Only the tables with this name.
///
/// # Errors
/// There is none: the names that there are.
pub fn only(page: &Page, name: &str) -> Result<Page, Failure> {
    let wanted = name.replace('-', "_").to_lowercase();
    let blocks: Vec<Block> = page.blocks.iter().filter(|block| code(block) == Some(&wanted)).cloned().collect();
    if !blocks.is_empty() {
        return Ok(Page { blocks });
    }
    let mut names: Vec<&str> = page.blocks.iter().filter_map(code).collect();
    names.sort_unstable();
    names.dedup();
    let failure = Failure::refused(format!("this document has no table `{name}`"));
    let failure = failure.meant(&wanted, names.iter().copied());
    Err(failure.hinted(format!("it has: {}", names.join(", "))))
}

/// The rows of the tables for programs: what their CSV says, by its headers.
#[must_use]
pub fn json(page: &Page) -> Value {
    let mut rows = Vec::new();
    for block in &page.blocks {
        match block {
            Block::Facts(facts) => {
                rows.push(object(facts.facts.iter().map(|fact| (fact.key.as_ref(), &fact.value))));
            }
            Block::Table(table) => rows.extend(rows_of(table)),
            Block::Chart(chart) => rows.extend(rows_of(&chart.numbers())),
            _ => {}
        }
    }
    Value::Array(rows)
}

fn rows_of(table: &crate::report::page::Table) -> Vec<Value> {
    let keys = || table.columns.iter().map(|column| column.key.as_ref());
    table.rows.iter().map(|row| object(keys().zip(row))).collect()
}

fn object<'a>(cells: impl Iterator<Item = (&'a str, &'a Cell)>) -> Value {
    let value = |cell: &Cell| match cell.raw.as_str() {
        "" => Value::Null,
        raw if cell.number => serde_json::from_str(raw).unwrap_or_else(|_| Value::from(raw)),
        raw => Value::from(raw),
    };
    Value::Object(cells.map(|(key, cell)| (key.to_owned(), value(cell))).collect::<Map<_, _>>())
}

/// Writes each table of `page` into a file of its own; a file that is there is not written over.
///
/// # Errors
/// A file is there already, or cannot be written: none gets its name then.
pub fn written(ctx: &Ctx, folder: &Path, page: &Page) -> Outcome {
    let mut files: BTreeMap<&str, Vec<Block>> = BTreeMap::new();
    for block in &page.blocks {
        if let Some(name) = code(block) {
            files.entry(name).or_default().push(block.clone());
        }
    }
    std::fs::create_dir_all(folder).map_err(|e| Failure::file("write", folder, &e))?;
    let paths: Vec<_> = files.keys().map(|name| folder.join(format!("{name}.csv"))).collect();
    if let Some(path) = paths.iter().find(|path| path.symlink_metadata().is_ok()) {
        return Err(Failure::refused(format!("`{}` is there already", path.display()))
            .hinted("name a folder that is new or empty"));
    }
    let mut begun = Vec::with_capacity(paths.len());
    for (path, blocks) in paths.iter().zip(files.into_values()) {
        let (fresh, mut file) = FreshFile::create(path, false)?;
        let text = render::csv(&Page { blocks });
        file.write_all(text.as_bytes()).map_err(|e| Failure::file("write", path, &e))?;
        begun.push((fresh, file));
    }
    for (fresh, file) in begun {
        fresh.keep(&file)?;
    }
    let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    let shown: Vec<&str> = names.iter().map(String::as_str).collect();
    ctx.changed(&serde_json::json!({ "files": names }), &find::listed(&shown), &folder.display().to_string())?;
    Ok(Exit::Done)
}
