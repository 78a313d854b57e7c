//! The text that explains an export to whoever never had infog, in the contract's language.

use super::package::{Package, Written};
use super::tables::Whose;
use super::todo::language;
use crate::cli::failure::Failure;
use crate::domain::client::Language;
use crate::locale::Locale;
use crate::store::PROGRAM;

const EN: &str = include_str!("readme.en.md");
const FR: &str = include_str!("readme.fr.md");

/// Writes it after all other files but the checksums; `terms` are the contracts and calendars with their files.
///
/// # Errors
/// The disk.
pub fn write(whose: &Whose, package: &mut Package, terms: &[(String, String)]) -> Result<(), Failure> {
    let language = language(whose);
    let say = Locale::new(language.into());
    let (name, text) = match language {
        Language::Fr => ("LISEZ-MOI.md", FR),
        Language::En => ("README.md", EN),
    };
    let text = text
        .replace("{client}", whose.client.code.as_str())
        .replace("{infog}", PROGRAM)
        .replace("{at}", &whose.zone.rfc3339(whose.now))
        .replace("{zone}", whose.zone.name())
        .replace("{files}", &files(&say, package.written()))
        .replace("{terms}", &list(terms))
        .replace("{name}", &plain(&whose.client.name));
    package.text(name, &text)
}

fn files(say: &Locale, written: &[Written]) -> String {
    let lines = written.iter().map(|file| {
        let rows = file.rows.map(|rows| say.integer(i64::try_from(rows).unwrap_or(i64::MAX))).unwrap_or_default();
        format!("| `{}` | {rows} | {} |\n", file.name, say.size(file.bytes))
    });
    lines.collect()
}

fn list(terms: &[(String, String)]) -> String {
    terms.iter().map(|(what, file)| format!("- {}: `{file}`\n", plain(what))).collect()
}

/// On one line, harmless to terminals and to Markdown.
fn plain(text: &str) -> String {
    let text = crate::render::neutral_line(text);
    text.chars().flat_map(|c| "\\`*_[]<>#|{}".contains(c).then_some('\\').into_iter().chain([c])).collect()
}
