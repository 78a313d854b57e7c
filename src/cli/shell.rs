//! Words as a shell takes them.

use std::path::PathBuf;

use super::config::settings::{Origin, Setting};

/// `infog`, with the database where an option said which: typed so, it is about the same one.
#[must_use]
pub fn infog(database: &Setting<PathBuf>) -> String {
    match database.origin {
        Origin::Option(_) => format!("infog --db {}", quoted(&database.value.display().to_string())),
        _ => "infog".to_owned(),
    }
}

/// A word that no shell reads as anything else.
#[must_use]
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:,@%+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_where_a_shell_would_read_them() {
        assert_eq!(quoted("RIED-PC/01"), "RIED-PC/01");
        assert_eq!(quoted("PC de l'accueil"), "'PC de l'\\''accueil'");
        assert_eq!(quoted("$(rm)"), "'$(rm)'");
        assert_eq!(quoted(""), "''");
    }
}
