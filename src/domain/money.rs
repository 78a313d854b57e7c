//! Money, percentages and other decimals, exact: nothing here passes through a floating-point number.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::date::clipped;

/// The most that an amount may be, in cents: far beyond any contract, far below an overflow.
const MOST_CENTS: i64 = 1_000_000_000_000_000;
/// The most that a decimal may be, in ten-thousandths.
const MOST_DECIMAL: i64 = 1_000_000_000_000_000;

/// The text is no amount, percentage, number or currency.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadNumber {
    /// Money has exactly two digits after the point.
    #[error("`{0}` is no amount; write it with two digits after a point, `1450.00`")]
    Money(String),
    /// A percentage or another decimal.
    #[error("`{0}` is no number; write `95`, `99.5` or `99.50`, with at most four digits after the point")]
    Decimal(String),
    /// A currency code.
    #[error("`{0}` is no currency code; write three capitals, `EUR`")]
    Currency(String),
}

/// An exact amount in the cents of its contract's currency.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Money {
    cents: i64,
}

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self { cents: 0 };

    /// An amount of so many cents.
    #[must_use]
    pub const fn from_cents(cents: i64) -> Self {
        Self { cents }
    }

    /// The amount in cents.
    #[must_use]
    pub const fn cents(self) -> i64 {
        self.cents
    }

    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self { cents: self.cents.saturating_add(other.cents) }
    }

    /// The amount × `numerator` / `denominator`, rounded half up to the cent once (rule 27).
    ///
    /// A denominator of zero or less gives nothing.
    #[must_use]
    pub fn times(self, numerator: i64, denominator: i64) -> Self {
        if denominator <= 0 {
            return Self::ZERO;
        }
        let product = i128::from(self.cents) * i128::from(numerator);
        let cents = half_up(product, i128::from(denominator));
        Self { cents: i64::try_from(cents).unwrap_or(if cents < 0 { i64::MIN } else { i64::MAX }) }
    }
}

/// `numerator / denominator` to the nearest whole number, halves upwards; `denominator` is above zero.
pub(crate) fn half_up(numerator: i128, denominator: i128) -> i128 {
    (2 * numerator + denominator).div_euclid(2 * denominator)
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.cents < 0 { "-" } else { "" };
        let cents = self.cents.unsigned_abs();
        f.pad(&format!("{sign}{}.{:02}", cents / 100, cents % 100))
    }
}

impl FromStr for Money {
    type Err = BadNumber;

    fn from_str(text: &str) -> Result<Self, BadNumber> {
        let exact = text.split_once('.').filter(|(_, cents)| cents.len() == 2);
        match exact.and_then(|_| fixed(text, 2)) {
            Some(cents) if cents.abs() <= MOST_CENTS => Ok(Self { cents }),
            _ => Err(BadNumber::Money(clipped(text))),
        }
    }
}

/// `-12.5` with `digits` 4 → -125000. No sign but `-`, no exponent, no separators, at most `digits` decimals.
fn fixed(text: &str, digits: usize) -> Option<i64> {
    let (sign, bare) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, decimals) = bare.split_once('.').unwrap_or((bare, "0"));
    let only_digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if !only_digits(whole) || !only_digits(decimals) || decimals.len() > digits {
        return None;
    }
    let number: i64 = format!("{whole}{decimals:0<digits$}").parse().ok()?;
    Some(sign * number)
}

macro_rules! text_of {
    ($name:ident) => {
        impl TryFrom<String> for $name {
            type Error = BadNumber;
            fn try_from(text: String) -> Result<Self, BadNumber> {
                text.parse()
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.to_string()
            }
        }
    };
}

text_of!(Money);
text_of!(Decimal);
text_of!(Percent);
text_of!(Currency);

/// An exact number with at most four decimals: a weight, a factor, an index.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Decimal {
    ten_thousandths: i64,
}

impl Decimal {
    /// One.
    pub const ONE: Self = Self::whole(1);

    /// A whole number.
    #[must_use]
    pub const fn whole(number: i64) -> Self {
        Self { ten_thousandths: number.saturating_mul(10_000) }
    }

    /// A number of ten-thousandths.
    #[must_use]
    pub const fn from_ten_thousandths(ten_thousandths: i64) -> Self {
        Self { ten_thousandths }
    }

    /// The number in ten-thousandths.
    #[must_use]
    pub const fn ten_thousandths(self) -> i64 {
        self.ten_thousandths
    }

    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self { ten_thousandths: self.ten_thousandths.saturating_add(other.ten_thousandths) }
    }

    /// This without the other.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self { ten_thousandths: self.ten_thousandths.saturating_sub(other.ten_thousandths) }
    }

    /// The product, rounded half up to the ten-thousandth.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        let product = i128::from(self.ten_thousandths) * i128::from(other.ten_thousandths);
        let rounded = half_up(product, i128::from(Self::ONE.ten_thousandths));
        Self { ten_thousandths: i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN } else { i64::MAX }) }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.ten_thousandths < 0 { "-" } else { "" };
        let (whole, rest) =
            (self.ten_thousandths.unsigned_abs() / 10_000, self.ten_thousandths.unsigned_abs() % 10_000);
        let decimals = format!("{rest:04}");
        match decimals.trim_end_matches('0') {
            "" => f.pad(&format!("{sign}{whole}")),
            decimals => f.pad(&format!("{sign}{whole}.{decimals}")),
        }
    }
}

impl FromStr for Decimal {
    type Err = BadNumber;

    fn from_str(text: &str) -> Result<Self, BadNumber> {
        match fixed(text, 4) {
            Some(ten_thousandths) if ten_thousandths.abs() <= MOST_DECIMAL => Ok(Self { ten_thousandths }),
            _ => Err(BadNumber::Decimal(clipped(text))),
        }
    }
}

/// An exact percentage: `95`, `99.5`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Percent(Decimal);

impl Percent {
    /// A whole number of points.
    #[must_use]
    pub const fn whole(points: i64) -> Self {
        Self(Decimal::whole(points))
    }

    /// A hundredth of a hundredth of a point: `99.5` is 995 000.
    #[must_use]
    pub const fn ten_thousandths(self) -> i64 {
        self.0.ten_thousandths()
    }

    /// The fraction 0 to 1 that JSON shows, for show only: judge with [`reached_by`](Self::reached_by).
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // far below 2^53
    pub fn fraction(self) -> f64 {
        self.ten_thousandths() as f64 / 1_000_000.0
    }

    /// Whether `numerator / denominator` is this percentage or more, exactly. Nothing to judge reaches nothing.
    #[must_use]
    pub fn reached_by(self, numerator: i64, denominator: i64) -> bool {
        denominator > 0 && self.gap(numerator, denominator) >= 0
    }

    /// Whether `numerator / denominator` is this percentage or less, exactly. Nothing to judge keeps nothing.
    #[must_use]
    pub fn kept_by(self, numerator: i64, denominator: i64) -> bool {
        denominator > 0 && self.gap(numerator, denominator) <= 0
    }

    /// Below zero, zero or above zero as the fraction is below, at or above this percentage.
    fn gap(self, numerator: i64, denominator: i64) -> i128 {
        i128::from(numerator) * 1_000_000 - i128::from(denominator) * i128::from(self.ten_thousandths())
    }
}

impl From<Decimal> for Percent {
    fn from(points: Decimal) -> Self {
        Self(points)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Percent {
    type Err = BadNumber;

    fn from_str(text: &str) -> Result<Self, BadNumber> {
        text.parse().map(Self)
    }
}

/// A currency by its ISO 4217 code; euros unless a contract says otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Default for Currency {
    fn default() -> Self {
        Self(*b"EUR")
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.map(char::from).iter().collect::<String>())
    }
}

impl FromStr for Currency {
    type Err = BadNumber;

    fn from_str(text: &str) -> Result<Self, BadNumber> {
        match <[u8; 3]>::try_from(text.as_bytes()) {
            Ok(code) if code.iter().all(u8::is_ascii_uppercase) => Ok(Self(code)),
            _ => Err(BadNumber::Currency(clipped(text))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    #[test]
    fn an_amount_has_exactly_two_digits_after_the_point() {
        for text in ["1450.00", "0.05", "-12.50", "85.00"] {
            assert_eq!(money(text).to_string(), text);
        }
        for bad in ["1450", "1450.0", "1450.000", "1 450.00", "1450,00", ".50", "+1.00", "1e3", "", "١.٠٠", "NaN"] {
            assert!(bad.parse::<Money>().is_err(), "{bad}");
        }
        assert!("99999999999999999999.00".parse::<Money>().is_err());
    }

    #[test]
    fn halves_of_a_cent_go_up_once_at_the_end() {
        assert_eq!(money("85.00").times(30, 60), money("42.50"));
        assert_eq!(money("0.01").times(1, 2), money("0.01"));
        assert_eq!(money("0.01").times(1, 3), money("0.00"));
        assert_eq!(money("-0.01").times(1, 2), money("0.00"));
        assert_eq!(money("1.00").times(1, 0), Money::ZERO);
    }

    #[test]
    fn a_decimal_is_printed_without_idle_zeros_and_read_back() {
        for (text, want) in [("95.0", "95"), ("99.50", "99.5"), ("2.5", "2.5"), ("310.0", "310"), ("-0.5", "-0.5")] {
            let number: Decimal = text.parse().unwrap();
            assert_eq!(number.to_string(), want);
            assert_eq!(want.parse(), Ok(number));
        }
        assert!("99.12345".parse::<Percent>().is_err());
        assert!("inf".parse::<Percent>().is_err());
    }

    #[test]
    fn a_goal_of_ninety_five_is_reached_by_nineteen_of_twenty_exactly() {
        let goal: Percent = "95.0".parse().unwrap();
        assert!(goal.reached_by(19, 20));
        assert!(!goal.reached_by(94_999, 100_000));
        assert!(!goal.reached_by(0, 0));
        let most: Percent = "3.3".parse().unwrap();
        assert!(most.kept_by(33, 1000));
        assert!(!most.kept_by(34, 1000));
    }

    #[test]
    fn a_currency_is_three_capitals() {
        assert_eq!("CHF".parse::<Currency>().unwrap().to_string(), "CHF");
        assert!("eur".parse::<Currency>().is_err());
        assert!("€".parse::<Currency>().is_err());
    }

    #[test]
    fn json_keeps_every_digit_as_text() {
        assert_eq!(serde_json::to_string(&money("1450.00")).unwrap(), "\"1450.00\"");
        let goal: Percent = serde_json::from_str("\"99.5\"").unwrap();
        assert_eq!(goal.ten_thousandths(), 995_000);
    }
}
