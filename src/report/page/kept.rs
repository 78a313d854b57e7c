//! Cells as a closed month keeps them.

use serde::{Deserialize, Serialize};

use super::{Cell, Tone};

/// A cell as a closed month keeps it: in few letters, for there are many.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    #[serde(rename = "t")]
    text: String,
    /// Nothing where programs read the same.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    raw: Option<String>,
    #[serde(rename = "o", default, skip_serializing_if = "Tone::is_plain")]
    tone: Tone,
    #[serde(rename = "n", default, skip_serializing_if = "std::ops::Not::not")]
    number: bool,
}

impl From<Cell> for Kept {
    fn from(Cell { text, raw, tone, number }: Cell) -> Self {
        let raw = (raw != text).then_some(raw);
        Self { text, raw, tone, number }
    }
}

impl From<Kept> for Cell {
    fn from(Kept { text, raw, tone, number }: Kept) -> Self {
        let raw = raw.unwrap_or_else(|| text.clone());
        Self { text, raw, tone, number }
    }
}
