//! Questions put to a list of assets: `os~Windows 10`, `warranty_until<2026-12-31`, sorted by a column.

use std::cmp::Ordering;

use super::{Asset, AssetKind, AssetStatus, BadValue, Criticality, Field, ManagedBy};
use crate::domain::date::{self, BadDate, clipped};
use crate::domain::fold::fold;
use crate::domain::nearest::{hint, nearest};

/// What a question compares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sign {
    Is,
    IsNot,
    Holds,
    Lacks,
    Before,
    Until,
    After,
    From,
}

/// Longer signs first: `<=` is not `<` and a value that begins with `=`.
const SIGNS: [(&str, Sign); 8] = [
    ("!=", Sign::IsNot),
    ("!~", Sign::Lacks),
    ("<=", Sign::Until),
    (">=", Sign::From),
    ("=", Sign::Is),
    ("~", Sign::Holds),
    ("<", Sign::Before),
    (">", Sign::After),
];

/// The text is no question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadQuery {
    /// No sign in it.
    #[error("`{0}` compares nothing; write `FIELD=VALUE`, `FIELD!=VALUE`, `FIELD~PART`, `FIELD<DATE` or `FIELD>DATE`")]
    Form(String),
    /// No column of an asset.
    #[error("`{field}` is no column of an asset{}", hint(.nearest.as_deref()))]
    Field {
        /// As it was typed.
        field: String,
        /// What may have been meant.
        nearest: Option<String>,
    },
    /// A value that its column cannot have.
    #[error(transparent)]
    Value(#[from] BadValue),
    /// What is compared with a date is none.
    #[error(transparent)]
    Date(#[from] BadDate),
    /// `<` and `>` where neither dates nor numbers stand.
    #[error("`{0}` holds neither dates nor numbers; ask with `=`, `!=` or `~`")]
    Order(String),
}

/// The column of that name, for a question or an order.
///
/// # Errors
/// [`BadQuery::Field`] with the nearest column.
pub fn column(name: &str) -> Result<Field, BadQuery> {
    let name = name.trim();
    Field::parse(name).ok_or_else(|| BadQuery::Field {
        field: clipped(name),
        nearest: nearest(name, Field::NAMES).map(str::to_owned),
    })
}

/// One question: a column, a sign, a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Condition {
    field: Field,
    sign: Sign,
    value: String,
}

impl Condition {
    /// Reads `os~Windows 10`. `=` and `!=` compare whole values, `~` and `!~` parts of them, both without case and
    /// accents; `<`, `<=`, `>`, `>=` compare dates and seats. An empty value stands for one that is absent.
    ///
    /// # Errors
    /// [`BadQuery`] names what cannot be asked.
    pub fn parse(text: &str) -> Result<Self, BadQuery> {
        let at = text.find(['=', '!', '~', '<', '>']).ok_or_else(|| BadQuery::Form(clipped(text)))?;
        let (name, rest) = text.split_at(at);
        let found = SIGNS.iter().find_map(|(word, sign)| Some((*sign, rest.strip_prefix(word)?)));
        let (sign, value) = found.ok_or_else(|| BadQuery::Form(clipped(text)))?;
        let field = column(name)?;
        let value = comparable(&field, sign, value.trim())?;
        Ok(Self { field, sign, value })
    }

    /// The column that it asks about.
    #[must_use]
    pub const fn field(&self) -> &Field {
        &self.field
    }

    /// Whether it is so of `asset`. An absent value is before and after nothing.
    #[must_use]
    pub fn holds(&self, asset: &Asset) -> bool {
        let found = asset.get(&self.field).unwrap_or_default();
        match self.sign {
            Sign::Is => fold(&found) == self.value,
            Sign::IsNot => fold(&found) != self.value,
            Sign::Holds => fold(&found).contains(&self.value),
            Sign::Lacks => !fold(&found).contains(&self.value),
            _ if found.is_empty() => false,
            sign => compared(&found, &self.value).is_some_and(|order| sign.admits(order)),
        }
    }
}

impl Sign {
    const fn is_order(self) -> bool {
        matches!(self, Self::Before | Self::Until | Self::After | Self::From)
    }

    fn admits(self, order: Ordering) -> bool {
        match self {
            Self::Before => order.is_lt(),
            Self::Until => order.is_le(),
            Self::After => order.is_gt(),
            _ => order.is_ge(),
        }
    }
}

/// The value as it is compared: a code for `serveur`, an ISO date for `31/12/2026`, else folded.
fn comparable(field: &Field, sign: Sign, value: &str) -> Result<String, BadQuery> {
    if value.is_empty() {
        return Ok(String::new());
    }
    let whole = matches!(sign, Sign::Is | Sign::IsNot);
    Ok(match field {
        Field::Date(_) if whole || sign.is_order() => date::parse(value)?.to_string(),
        Field::Seats | Field::Attr(_) if sign.is_order() => number_or_date(field, value)?,
        _ if sign.is_order() => return Err(BadQuery::Order(field.to_string())),
        Field::Kind if whole => AssetKind::parse(value)?.to_string(),
        Field::Status if whole => AssetStatus::parse(value)?.to_string(),
        Field::ManagedBy if whole => ManagedBy::parse(value)?.to_string(),
        Field::Criticality if whole => Criticality::parse(value)?.to_string(),
        _ => fold(value),
    })
}

fn number_or_date(field: &Field, value: &str) -> Result<String, BadQuery> {
    if value.parse::<i64>().is_ok() {
        return Ok(value.to_owned());
    }
    match date::parse(value) {
        Ok(date) if *field != Field::Seats => Ok(date.to_string()),
        _ => Err(BadQuery::Order(field.to_string())),
    }
}

/// Two numbers, or two dates; nothing where they cannot be compared.
fn compared(found: &str, value: &str) -> Option<Ordering> {
    match (found.parse::<i64>(), value.parse::<i64>()) {
        (Ok(found), Ok(value)) => Some(found.cmp(&value)),
        _ => Some(date::parse(found).ok()?.cmp(&date::parse(value).ok()?)),
    }
}

/// By which column a list is ordered, and which way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Order {
    field: Field,
    descending: bool,
}

impl Order {
    /// Reads `warranty_until`, or `-warranty_until` for the latest first.
    ///
    /// # Errors
    /// [`BadQuery::Field`] with the nearest column.
    pub fn parse(text: &str) -> Result<Self, BadQuery> {
        let descending = text.starts_with('-');
        Ok(Self { field: column(text.trim_start_matches('-'))?, descending })
    }

    /// The column.
    #[must_use]
    pub const fn field(&self) -> &Field {
        &self.field
    }

    /// Which of two assets stands first. What is absent comes last, whichever way; statuses and kinds go by their
    /// order in life and in the list, texts without case and accents.
    #[must_use]
    pub fn compare(&self, a: &Asset, b: &Asset) -> Ordering {
        let turned = |order: Ordering| if self.descending { order.reverse() } else { order };
        match self.field {
            Field::Kind => turned(a.kind.cmp(&b.kind)),
            Field::Status => turned(a.status.cmp(&b.status)),
            Field::ManagedBy => turned(a.managed_by.cmp(&b.managed_by)),
            Field::Criticality => turned(a.criticality.cmp(&b.criticality)),
            Field::Seats => absent_last(a.seats, b.seats, turned),
            Field::Date(name) => absent_last(a.date(name), b.date(name), turned),
            _ => absent_last(a.get(&self.field).map(|t| fold(&t)), b.get(&self.field).map(|t| fold(&t)), turned),
        }
    }
}

fn absent_last<T: Ord>(a: Option<T>, b: Option<T>, turned: impl Fn(Ordering) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => turned(a.cmp(&b)),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::AssetTag;

    fn asset(values: &[(&str, &str)]) -> Asset {
        let mut asset = Asset::new(AssetTag::new("X").unwrap(), AssetKind::Laptop);
        for (column, value) in values {
            asset.set(&Field::parse(column).unwrap(), value).unwrap();
        }
        asset
    }

    fn holds(text: &str, asset: &Asset) -> bool {
        Condition::parse(text).unwrap().holds(asset)
    }

    #[test]
    fn texts_are_compared_without_case_and_accents() {
        let asset = asset(&[("os", "Windows 10 Pro"), ("site", "Sélestat")]);
        assert!(holds("os~windows 10", &asset) && !holds("os~windows 11", &asset));
        assert!(holds("site=SELESTAT", &asset) && !holds("site=Selest", &asset));
        assert!(holds("os!~linux", &asset) && holds("site!=Colmar", &asset));
    }

    #[test]
    fn an_empty_value_is_an_absent_one() {
        let asset = asset(&[("serial", "7QX")]);
        assert!(holds("os=", &asset) && holds("serial!=", &asset) && !holds("serial=", &asset));
    }

    #[test]
    fn codes_are_read_as_people_write_them() {
        let asset = asset(&[("status", "en stock")]);
        assert!(holds("kind=PC portable", &asset) && holds("status=in-stock", &asset));
        assert!(matches!(Condition::parse("kind=toaster"), Err(BadQuery::Value(BadValue::Unknown { .. }))));
    }

    #[test]
    fn dates_and_seats_have_an_order_and_texts_have_none() {
        let asset = asset(&[("warranty_until", "2026-06-30"), ("seats", "25"), ("attr.ports", "8")]);
        assert!(holds("warranty_until<01/07/2026", &asset) && !holds("warranty_until<2026-06-30", &asset));
        assert!(holds("warranty_until<=2026-06-30", &asset) && holds("warranty_until>2026-01-01", &asset));
        assert!(holds("seats>9", &asset) && holds("attr.ports>=8", &asset) && !holds("lease_until<2030-01-01", &asset));
        assert_eq!(Condition::parse("os<11"), Err(BadQuery::Order("os".into())));
        assert!(matches!(Condition::parse("lease_until<soon"), Err(BadQuery::Date(_))));
    }

    #[test]
    fn an_unknown_column_names_the_nearest() {
        let Err(BadQuery::Field { nearest, .. }) = Condition::parse("serail=1") else { panic!("read") };
        assert_eq!(nearest.as_deref(), Some("serial"));
        assert!(matches!(Condition::parse("windows"), Err(BadQuery::Form(_))));
        assert!(Order::parse("-warranty_untl").is_err());
    }

    #[test]
    fn what_is_absent_comes_last_whichever_way() {
        let (old, new, none) =
            (asset(&[("lease_until", "2025-01-01")]), asset(&[("lease_until", "2027-01-01")]), asset(&[]));
        let up = Order::parse("lease_until").unwrap();
        let down = Order::parse("-lease_until").unwrap();
        assert!(up.compare(&old, &new).is_lt() && down.compare(&old, &new).is_gt());
        assert!(up.compare(&none, &new).is_gt() && down.compare(&none, &new).is_gt());
    }
}
