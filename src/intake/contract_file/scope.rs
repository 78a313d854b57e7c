//! Perimeter lines and severities.

use crate::domain::asset::AssetKind;
use crate::domain::contract::Terms;
use crate::domain::contract::perimeter::Line;
use crate::domain::contract::terms::Severity;
use crate::domain::id::{AssetTag, LineName, SeverityCode};
use crate::domain::nearest::nearest;
use crate::intake::toml_source::{Field, Section};

pub(super) fn read(root: &Section<'_, '_>, terms: &mut Terms) {
    for section in root.tables("line") {
        let name = section.need("name");
        if let Some(line) = line(&section)
            && !twice(name, &line.name, terms.lines.iter().map(|l| &l.name))
        {
            terms.lines.push(line);
        }
        section.close();
    }
    for section in root.tables("severity") {
        let code = section.need("code");
        if let Some(severity) = severity(&section)
            && !twice(code, &severity.code, terms.severities.iter().map(|s| &s.code))
        {
            terms.severities.push(severity);
        }
        section.close();
    }
}

/// Whether `code` is among those before it, which is noted.
fn twice<'a, C: PartialEq + std::fmt::Display + 'a>(
    field: Option<Field<'_, '_>>,
    code: &C,
    mut before: impl Iterator<Item = &'a C>,
) -> bool {
    let found = before.any(|other| other == code);
    if let Some(field) = field.filter(|_| found) {
        field.report(format!("`{code}` is given twice"), None);
    }
    found
}

fn line(section: &Section<'_, '_>) -> Option<Line> {
    let name = section.get("name").and_then(|f| f.parsed::<LineName>("the name of the line"));
    let line = Line {
        name: name.clone().or_else(|| LineName::new("-").ok())?,
        kinds: section.list("kinds", kind),
        assets: section.list("assets", tag),
        sites: section.list("sites", |f| f.text()),
        services: section.list("services", |f| f.text()),
        os: section.list("os", |f| f.text()),
        excluded: section.list("excluded", tag),
        price: section.get("price").and_then(|f| f.money()),
        unit: section.get("unit").and_then(|f| f.choice()),
    };
    name.map(|_| line)
}

/// The code of a kind of asset.
fn kind(field: &Field<'_, '_>) -> Option<String> {
    field.choice::<AssetKind>().and_then(|_| field.text())
}

pub(super) fn tag(field: &Field<'_, '_>) -> Option<AssetTag> {
    field.parsed("the tag of an asset")
}

fn severity(section: &Section<'_, '_>) -> Option<Severity> {
    let code = section.get("code").and_then(|f| f.parsed::<SeverityCode>("the code of a severity"));
    let (label, meaning) = (section.text("label"), section.text("meaning"));
    let code = code?;
    Some(Severity { label: label.unwrap_or_else(|| code.to_string()), code, meaning })
}

/// The severity that a section names, which the contract must have.
pub(super) fn named_severity(section: &Section<'_, '_>, terms: &Terms) -> Option<SeverityCode> {
    let field = section.get("severity")?;
    let code: SeverityCode = field.parsed("the code of a severity")?;
    if let Some(known) = terms.severity(&code) {
        return Some(known.code.clone());
    }
    let codes = terms.severities.iter().map(|s| s.code.as_str());
    unknown(&field, "severity", code.as_str(), "severity", "code", &codes.collect::<Vec<_>>());
    None
}

/// The perimeter line that a section names, which the contract must have.
pub(super) fn named_line(section: &Section<'_, '_>, terms: &Terms) -> Option<LineName> {
    let field = section.get("line")?;
    let name: LineName = field.parsed("the name of a line")?;
    if let Some(known) = terms.line(&name) {
        return Some(known.name.clone());
    }
    let names = terms.lines.iter().map(|l| l.name.as_str());
    unknown(&field, "line", name.as_str(), "line", "name", &names.collect::<Vec<_>>());
    None
}

fn unknown(field: &Field<'_, '_>, what: &str, word: &str, table: &str, key: &str, known: &[&str]) {
    let hint = match (nearest(word, known.iter().copied()), known) {
        (Some(meant), _) => format!("did you mean `{meant}`?"),
        (None, []) => format!("write `[[{table}]]` with `{key} = \"{word}\"`"),
        (None, known) => format!("it has {}", known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ")),
    };
    field.report(format!("the contract has no {what} `{word}`"), Some(hint));
}
