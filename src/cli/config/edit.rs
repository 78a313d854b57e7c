//! Changing the configuration file: comments and order are kept.

use toml_edit::{DocumentMut, Item, Table, value};

use super::file;
use crate::cli::context::Ctx;
use crate::cli::failure::Failure;
use crate::cli::save;
use crate::domain::calendar::Zone;

/// Sets `pairs` in the user's configuration file, all or none; whether anything changed.
///
/// # Errors
/// A key is unknown, a value is not one of its key's, or the file cannot be written.
pub fn set(ctx: &Ctx, pairs: &[(&str, &str)]) -> Result<bool, Failure> {
    let path = &ctx.settings.config.value;
    let old = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(e) => return Err(Failure::file("read", path, &e)),
    };
    let new = edited(&old, pairs)?;
    file::File::parse(path, &new)?;
    if new != old {
        save::whole(path, new.as_bytes())?;
    }
    Ok(new != old)
}

fn edited(text: &str, pairs: &[(&str, &str)]) -> Result<String, Failure> {
    let mut document: DocumentMut =
        text.parse().map_err(|e| Failure::refused("the configuration file is no TOML").because(e))?;
    for (key, value) in pairs {
        file::known(key)?;
        if !value.is_empty() {
            file::check(key, value).map_err(Failure::refused)?;
            check_zone(key, value)?;
        }
        put(document.as_table_mut(), key, value)?;
    }
    Ok(document.to_string())
}

fn check_zone(key: &str, value: &str) -> Result<(), Failure> {
    if key == "timezone" {
        Zone::named(value)?;
    }
    Ok(())
}

fn put(root: &mut Table, key: &str, text: &str) -> Result<(), Failure> {
    let mut parts: Vec<&str> = key.split('.').collect();
    let Some(last) = parts.pop() else { return Ok(()) };
    let mut table: &mut dyn toml_edit::TableLike = root;
    for part in parts {
        let inner = table.entry(part).or_insert_with(|| Item::Table(Table::new()));
        table = inner.as_table_like_mut().ok_or_else(|| Failure::refused(format!("`{part}` is no section")))?;
    }
    if text.is_empty() {
        table.remove(last);
    } else if table.get(last).and_then(Item::as_str) != Some(text) {
        keep_decor(table, last, text);
    }
    Ok(())
}

/// Replaces a value where it stands, with the comments around it.
fn keep_decor(table: &mut dyn toml_edit::TableLike, key: &str, text: &str) {
    let mut new = toml_edit::Value::from(text);
    match table.get_mut(key) {
        Some(item) => {
            if let Some(old) = item.as_value() {
                *new.decor_mut() = old.decor().clone();
            }
            *item = value(new);
        }
        None => {
            table.insert(key, value(new));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_order_are_kept() {
        let text = "# mine\nlanguage = \"en\" # for now\n\n[provider]\nname = \"A\"\n";
        let new = edited(text, &[("language", "fr"), ("provider.siren", "732829320")]).unwrap();
        assert_eq!(new, "# mine\nlanguage = \"fr\" # for now\n\n[provider]\nname = \"A\"\nsiren = \"732829320\"\n");
    }

    #[test]
    fn sections_are_made_and_keys_removed() {
        assert_eq!(edited("", &[("alias.mine", "ticket list")]).unwrap(), "[alias]\nmine = \"ticket list\"\n");
        assert_eq!(edited("actor = \"x\"\n", &[("actor", "")]).unwrap(), "");
    }

    #[test]
    fn an_unknown_key_is_refused() {
        assert!(edited("", &[("langage", "fr")]).unwrap_err().hints[0].contains("language"));
    }
}
