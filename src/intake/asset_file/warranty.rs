//! A column headed `Warranty` or `Garantie` says how long (`36 months`, `3 ans`) in one export and until when in another.

use crate::domain::asset::{Asset, Field};
use crate::domain::date::clipped;

/// Where the end of a warranty stands.
pub(super) const UNTIL: Field = Field::Date("warranty_until");

/// The column says how long a warranty lasts.
pub(super) fn is_term(field: &Field) -> bool {
    matches!(field, Field::Attr(name) if name == "warranty_term")
}

/// A cell of such a column that is written as a date, whether the calendar has that day or not.
pub(super) fn is_date_in_term(field: &Field, cell: &str) -> bool {
    is_term(field) && is_date_like(cell)
}

/// `2027-02-30`, `31/12/27`, `12/2027`, `31.12.2027 00:00`: numbers divided as those of a date are, a year among them
/// where there are only two.
fn is_date_like(cell: &str) -> bool {
    let date = cell.trim().split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = date.split(['-', '/', '.']).collect();
    let numbers = parts.iter().all(|part| matches!(part.len(), 1..=4) && part.bytes().all(|b| b.is_ascii_digit()));
    let has_year = parts.iter().any(|part| part.len() == 4);
    numbers && (parts.len() == 3 || (parts.len() == 2 && has_year))
}

/// Takes a date as the end of the warranty, unless the row gives another one.
///
/// # Errors
/// Why it cannot be: no such date, or two ends.
pub(super) fn end(asset: &mut Asset, header: &str, said: &str) -> Result<(), String> {
    let way_out = format!("a date under `{}` is the end of the warranty", clipped(header));
    let given = asset.get(&UNTIL);
    asset.set(&UNTIL, said).map_err(|fault| format!("{fault}; {way_out}"))?;
    match given {
        Some(other) if asset.get(&UNTIL).as_ref() != Some(&other) => Err(format!(
            "{way_out}, and another column says `{other}`; `--map '{}=-'` leaves that column out",
            clipped(header)
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_durations() {
        for date in ["2027-01-31", "31/01/2027", "31/01/27", "2027-02-30", "2027-01-31 00:00:00", "12/2027", "1.2.2027"]
        {
            assert!(is_date_like(date), "{date}");
        }
        for term in ["36", "36 months", "3 ans", "3,5", "1.5", "2027", "24/36", "J+1", "3 ans, J+1", "", "-", "P3Y"] {
            assert!(!is_date_like(term), "{term}");
        }
    }
}
