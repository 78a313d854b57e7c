//! Dates and amounts among what a kind has of its own, written one way whatever a spreadsheet made of them.

use std::borrow::Cow;

use crate::domain::asset::Field;
use crate::domain::date;

/// Names after `attr.` that hold a date.
const DATES: [&str; 3] = ["installed_on", "end_of_life", "last_restore_test"];
/// Names after `attr.` that hold an amount.
const AMOUNTS: [&str; 2] = ["purchase_cost", "monthly_cost"];

/// `03/02/2025` → `2025-02-03`, `1 234,56 €` → `1234.56`; what is neither stays as it is.
pub(super) fn plain<'c>(field: &Field, cell: &'c str) -> Cow<'c, str> {
    let Field::Attr(name) = field else { return Cow::Borrowed(cell) };
    let said = if DATES.contains(&name.as_str()) {
        date::parse(cell).ok().map(|date| date.to_string())
    } else if AMOUNTS.contains(&name.as_str()) {
        amount(cell)
    } else {
        None
    };
    said.map_or(Cow::Borrowed(cell), Cow::Owned)
}

/// `1.234` may be either: a mark that divides three digits alone is not touched.
fn amount(cell: &str) -> Option<String> {
    let bare = cell.trim().trim_end_matches("EUR").trim_matches(|c: char| c == '€' || c.is_whitespace());
    let digits: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
    let (whole, part) = match digits.rfind([',', '.']) {
        Some(at) => (digits.get(..at)?, digits.get(at + 1..)?),
        None => (digits, ""),
    };
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let groups: Vec<&str> = whole.split([',', '.', '\'', '’']).collect();
    let is_grouped =
        groups.iter().skip(1).all(|group| group.len() == 3) && groups.first().is_some_and(|g| g.len() <= 3);
    let is_plain = !whole.is_empty() && is_number(part) && groups.iter().all(|group| is_number(group));
    if !is_plain || part.len() == 3 || (groups.len() > 1 && !is_grouped) {
        return None;
    }
    let point = if part.is_empty() { "" } else { "." };
    Some(format!("{sign}{}{point}{part}", groups.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_amounts_are_written_one_way() {
        for (field, cell, want) in [
            ("attr.installed_on", "03/02/2025", "2025-02-03"),
            ("attr.installed_on", "2025-02-03", "2025-02-03"),
            ("attr.installed_on", "début 2025", "début 2025"),
            ("attr.monthly_cost", "1\u{202f}234,56 €", "1234.56"),
            ("attr.monthly_cost", "-12,00 €", "-12.00"),
            ("attr.purchase_cost", "1.234,50", "1234.50"),
            ("attr.purchase_cost", "1,234.50", "1234.50"),
            ("attr.purchase_cost", "1489.00", "1489.00"),
            ("attr.purchase_cost", "12,5 EUR", "12.5"),
            ("attr.purchase_cost", "1 489", "1489"),
            ("attr.purchase_cost", "1.234", "1.234"),
            ("attr.purchase_cost", "12,34,56", "12,34,56"),
            ("attr.purchase_cost", "offert", "offert"),
            ("attr.rate", "97,5 %", "97,5 %"),
            ("notes", "1,5", "1,5"),
        ] {
            assert_eq!(plain(&Field::parse(field).unwrap(), cell), want, "{cell}");
        }
    }
}
