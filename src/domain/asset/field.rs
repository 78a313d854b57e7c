//! The columns of an asset: one way to set, read and compare them, for the command line and for files.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use super::{Asset, AssetKind, AssetStatus, Criticality, Financing, ManagedBy};
use crate::domain::date::{self, BadDate, clipped};
use crate::domain::id::{AssetTag, BadCode};
use crate::domain::nearest::{hint, nearest};

/// The longest name of an `attr.`, in characters.
const LONGEST_ATTR_NAME: usize = 64;
/// The longest note, in characters.
const LONGEST_NOTES: usize = 10_000;
/// The longest other text, in characters.
const LONGEST_TEXT: usize = 500;
/// More seats than anybody has bought.
const MOST_SEATS: u32 = 10_000_000;

/// What machines say when nobody gave them a serial number.
const NO_SERIAL: [&str; 22] = [
    "0",
    "none",
    "n/a",
    "na",
    "nc",
    "null",
    "unknown",
    "inconnu",
    "aucun",
    "-",
    "--",
    "x",
    "default string",
    "default",
    "not specified",
    "not available",
    "not applicable",
    "system serial number",
    "to be filled by o.e.m.",
    "to be filled by oem",
    "o.e.m.",
    "chassis serial number",
];

/// A column of an asset.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Field {
    /// `tag`.
    Tag,
    /// `kind`.
    Kind,
    /// `status`.
    Status,
    /// `managed_by`.
    ManagedBy,
    /// `criticality`.
    Criticality,
    /// `site`.
    Site,
    /// `seats`.
    Seats,
    /// One of [`Field::DATES`].
    Date(&'static str),
    /// One of [`Field::TEXTS`].
    Text(&'static str),
    /// `attr.NAME`, without the prefix.
    Attr(String),
}

impl Field {
    /// Columns that hold a civil date.
    pub const DATES: [&'static str; 5] =
        ["purchased_on", "warranty_from", "warranty_until", "expires_on", "lease_until"];
    /// Columns that hold text.
    pub const TEXTS: [&'static str; 15] = [
        "label",
        "serial",
        "manufacturer",
        "model",
        "os",
        "os_version",
        "firmware",
        "location",
        "assigned_to",
        "warranty_level",
        "supplier",
        "financing",
        "parent",
        "licence_key",
        "notes",
    ];
    /// Every column but `attr.NAME`, in the order of `intake/FORMATS.md`.
    pub const NAMES: [&'static str; 27] = [
        "site",
        "tag",
        "kind",
        "label",
        "serial",
        "manufacturer",
        "model",
        "os",
        "os_version",
        "firmware",
        "location",
        "assigned_to",
        "status",
        "managed_by",
        "criticality",
        "purchased_on",
        "warranty_from",
        "warranty_until",
        "warranty_level",
        "supplier",
        "expires_on",
        "financing",
        "lease_until",
        "parent",
        "licence_key",
        "seats",
        "notes",
    ];

    /// The column of that very name, `attr.NAME` included.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        if let Some(attr) = name.strip_prefix("attr.") {
            return attr_name(attr).map(Self::Attr);
        }
        let among = |known: &'static [&'static str]| known.iter().copied().find(|k| *k == name);
        match name {
            "tag" => Some(Self::Tag),
            "kind" => Some(Self::Kind),
            "status" => Some(Self::Status),
            "managed_by" => Some(Self::ManagedBy),
            "criticality" => Some(Self::Criticality),
            "site" => Some(Self::Site),
            "seats" => Some(Self::Seats),
            _ => among(&Self::DATES).map(Self::Date).or_else(|| among(&Self::TEXTS).map(Self::Text)),
        }
    }

    /// Its name in files, JSON and `--set`.
    #[must_use]
    pub fn name(&self) -> Cow<'static, str> {
        match self {
            Self::Tag => "tag".into(),
            Self::Kind => "kind".into(),
            Self::Status => "status".into(),
            Self::ManagedBy => "managed_by".into(),
            Self::Criticality => "criticality".into(),
            Self::Site => "site".into(),
            Self::Seats => "seats".into(),
            Self::Date(name) | Self::Text(name) => (*name).into(),
            Self::Attr(name) => format!("attr.{name}").into(),
        }
    }

    /// Line breaks are kept in notes and in what a kind has of its own (an export joins several values by them).
    fn keeps_lines(&self) -> bool {
        matches!(self, Self::Text("notes") | Self::Attr(_))
    }

    fn longest(&self) -> usize {
        if self.keeps_lines() { LONGEST_NOTES } else { LONGEST_TEXT }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.name())
    }
}

/// Letters, digits, `-`, `_`, `.`: what a name after `attr.` may be.
fn attr_name(name: &str) -> Option<String> {
    let sound = name.chars().all(|c| c.is_alphanumeric() || ['-', '_', '.'].contains(&c));
    (sound && !name.is_empty() && name.chars().count() <= LONGEST_ATTR_NAME).then(|| name.to_owned())
}

/// The text is no value of that column.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadValue {
    /// No code and no name of its kind.
    #[error("`{value}` is no {what}{}", hint(*.nearest))]
    Unknown {
        /// The column.
        what: &'static str,
        /// As it was given, shortened.
        value: String,
        /// What may have been meant.
        nearest: Option<&'static str>,
    },
    /// The tag is no code.
    #[error(transparent)]
    Code(#[from] BadCode),
    /// No date.
    #[error(transparent)]
    Date(#[from] BadDate),
    /// No whole number, or too many.
    #[error("`{0}` is no number of seats; write a whole number up to 10000000")]
    Seats(String),
    /// Too much text.
    #[error("`{field}` has {length} characters; {allowed} are allowed")]
    TooLong {
        /// The column.
        field: String,
        /// In characters.
        length: usize,
        /// At most.
        allowed: usize,
    },
    /// A control character, or a line break in a column of one line.
    #[error("`{field}` holds the control character {character:?}")]
    Control {
        /// The column.
        field: String,
        /// The character.
        character: char,
    },
    /// Nothing was given, and the asset cannot do without.
    #[error("`{0}` is empty, and every asset has one")]
    Empty(&'static str),
}

impl BadValue {
    /// `value` is none of `known`.
    pub(super) fn unknown(what: &'static str, value: &str, known: impl IntoIterator<Item = &'static str>) -> Self {
        Self::Unknown { what, value: clipped(value), nearest: nearest(value, known) }
    }
}

/// One column that changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FieldChange {
    /// Its name.
    pub field: String,
    /// As it was; `None` is absent.
    pub before: Option<String>,
    /// As it is; `None` is absent.
    pub after: Option<String>,
}

impl Asset {
    /// Sets one column from text. Blanks around it are dropped; nothing, or a serial number that only says that there is
    /// none, takes the value away (the tag and the kind stay, and are refused).
    ///
    /// # Errors
    /// [`BadValue`] names the column or the value; the asset is then as it was.
    pub fn set(&mut self, field: &Field, value: &str) -> Result<(), BadValue> {
        let value = value.trim();
        match field {
            Field::Tag if value.is_empty() => return Err(BadValue::Empty("tag")),
            Field::Kind if value.is_empty() => return Err(BadValue::Empty("kind")),
            Field::Tag => self.tag = AssetTag::new(value)?,
            Field::Kind => self.kind = AssetKind::parse(value)?,
            _ if value.is_empty() => self.clear(field),
            Field::Status => self.status = AssetStatus::parse(value)?,
            Field::ManagedBy => self.managed_by = ManagedBy::parse(value)?,
            Field::Criticality => self.criticality = Criticality::parse(value)?,
            Field::Site => self.site = Some(sound(field, value)?),
            Field::Seats => self.seats = Some(seats(value)?),
            Field::Date(name) => drop(self.dates.insert((*name).to_owned(), date::parse(value)?)),
            Field::Text("serial") if is_no_serial(value) => self.clear(field),
            Field::Text("financing") => {
                let known = Financing::parse(value).map(|known| known.code().to_owned());
                drop(self.texts.insert("financing".to_owned(), known.or_else(|_| sound(field, value))?));
            }
            Field::Text(name) => drop(self.texts.insert((*name).to_owned(), sound(field, value)?)),
            Field::Attr(name) => drop(self.attrs.insert(name.clone(), sound(field, value)?)),
        }
        Ok(())
    }

    /// Takes a value away; the tag and the kind stay, the status and its like fall back to what they are unless said.
    fn clear(&mut self, field: &Field) {
        match field {
            Field::Tag | Field::Kind => {}
            Field::Status => self.status = AssetStatus::default(),
            Field::ManagedBy => self.managed_by = ManagedBy::default(),
            Field::Criticality => self.criticality = Criticality::default(),
            Field::Site => self.site = None,
            Field::Seats => self.seats = None,
            Field::Date(name) => drop(self.dates.remove(*name)),
            Field::Text(name) => drop(self.texts.remove(*name)),
            Field::Attr(name) => drop(self.attrs.remove(name)),
        }
    }

    /// A column as text, as [`Asset::set`] reads it; `None` is absent.
    #[must_use]
    pub fn get(&self, field: &Field) -> Option<String> {
        match field {
            Field::Tag => Some(self.tag.to_string()),
            Field::Kind => Some(self.kind.to_string()),
            Field::Status => Some(self.status.to_string()),
            Field::ManagedBy => Some(self.managed_by.to_string()),
            Field::Criticality => Some(self.criticality.to_string()),
            Field::Site => self.site.clone(),
            Field::Seats => self.seats.map(|n| n.to_string()),
            Field::Date(name) => self.dates.get(*name).map(ToString::to_string),
            Field::Text(name) => self.texts.get(*name).cloned(),
            Field::Attr(name) => self.attrs.get(name).cloned(),
        }
    }

    /// Every column in the order of `intake/FORMATS.md`, then `attr.NAME` by name: those that this asset has and those of `other`.
    fn columns_with(&self, other: &Self) -> Vec<Field> {
        let attrs: std::collections::BTreeSet<&String> = self.attrs.keys().chain(other.attrs.keys()).collect();
        Field::NAMES.iter().filter_map(|n| Field::parse(n)).chain(attrs.into_iter().cloned().map(Field::Attr)).collect()
    }

    /// What `after` changed, in the order of the columns; empty where nothing did.
    #[must_use]
    pub fn diff(&self, after: &Self) -> Vec<FieldChange> {
        if self == after && self.tag.as_str() == after.tag.as_str() {
            return Vec::new();
        }
        let change = |field: Field| {
            (self.get(&field) != after.get(&field)).then(|| {
                let (before, after) = (self.shown(&field), after.shown(&field));
                FieldChange { field: field.name().into_owned(), before, after }
            })
        };
        self.columns_with(after).into_iter().filter_map(change).collect()
    }

    /// This asset with the columns `fields` as in `draft`, and all others as they are.
    #[must_use]
    pub fn overlaid<'a>(&self, draft: &Self, fields: impl IntoIterator<Item = &'a Field>) -> Self {
        let mut merged = self.clone();
        for field in fields {
            merged.copy(field, draft);
        }
        merged
    }

    fn copy(&mut self, field: &Field, from: &Self) {
        fn put<V: Clone>(
            to: &mut std::collections::BTreeMap<String, V>,
            from: &std::collections::BTreeMap<String, V>,
            name: &str,
        ) {
            match from.get(name) {
                Some(value) => drop(to.insert(name.to_owned(), value.clone())),
                None => drop(to.remove(name)),
            }
        }
        match field {
            Field::Tag => self.tag = from.tag.clone(),
            Field::Kind => self.kind = from.kind,
            Field::Status => self.status = from.status,
            Field::ManagedBy => self.managed_by = from.managed_by,
            Field::Criticality => self.criticality = from.criticality,
            Field::Site => self.site.clone_from(&from.site),
            Field::Seats => self.seats = from.seats,
            Field::Date(name) => put(&mut self.dates, &from.dates, name),
            Field::Text(name) => put(&mut self.texts, &from.texts, name),
            Field::Attr(name) => put(&mut self.attrs, &from.attrs, name),
        }
    }
}

fn is_no_serial(value: &str) -> bool {
    value.len() <= 24 && {
        let lower = value.to_ascii_lowercase();
        NO_SERIAL.contains(&lower.as_str()) || (lower.len() > 1 && lower.bytes().all(|b| b == b'0'))
    }
}

/// Text of one column: line ends as `\n` where lines are kept, and no other control character.
fn sound(field: &Field, value: &str) -> Result<String, BadValue> {
    let length = value.chars().count();
    let allowed = field.longest();
    if length > allowed {
        return Err(BadValue::TooLong { field: field.to_string(), length, allowed });
    }
    let text = if field.keeps_lines() && value.contains('\r') {
        value.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        value.to_owned()
    };
    let kept = |c: char| field.keeps_lines() && (c == '\n' || c == '\t');
    match text.chars().find(|c| c.is_control() && !kept(*c)) {
        Some(character) => Err(BadValue::Control { field: field.to_string(), character }),
        None => Ok(text),
    }
}

/// `1 250`, with the blanks that spreadsheets put between thousands.
fn seats(value: &str) -> Result<u32, BadValue> {
    let digits: String = value.chars().filter(|c| ![' ', '\u{a0}', '\u{202f}'].contains(c)).collect();
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    match digits.parse::<u32>() {
        Ok(n) if plain && n <= MOST_SEATS => Ok(n),
        _ => Err(BadValue::Seats(clipped(value))),
    }
}

#[cfg(test)]
mod tests;
