//! Numbers, rates, money and sizes.

use super::catalogue::Locale;
use super::lang::Lang;
use super::typography::{MINUS, NARROW, WIDE};

/// `12 345` in French, `12,345` in English; a negative number bears U+2212.
pub fn grouped(lang: Lang, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 * 3 + 3);
    if number < 0 {
        out.push(MINUS);
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(if lang == Lang::Fr { NARROW } else { ',' });
        }
        out.push(digit);
    }
    out
}

impl Locale {
    /// A whole number: `12 345`, `12,345`.
    #[must_use]
    pub fn integer(&self, number: i64) -> String {
        grouped(self.lang(), number)
    }

    /// A number given in units of its last decimal: `fixed(1250, 2)` is `12,50` or `12.50`. At most 18 decimals.
    #[must_use]
    pub fn fixed(&self, scaled: i64, decimals: u32) -> String {
        let unit = 10_u64.pow(decimals.min(18));
        let (whole, part) = (scaled.unsigned_abs() / unit, scaled.unsigned_abs() % unit);
        let sign = if scaled < 0 { String::from(MINUS) } else { String::new() };
        let whole = self.integer(i64::try_from(whole).unwrap_or(i64::MAX));
        if decimals == 0 {
            return format!("{sign}{whole}");
        }
        let point = if self.lang() == Lang::Fr { ',' } else { '.' };
        let width = decimals.min(18) as usize;
        format!("{sign}{whole}{point}{part:0width$}")
    }

    /// A rate as a percentage, half rounded up: `rate(27, 28, 1)` is `96,4 %` or `96.4%`. `None` when there is nothing
    /// to judge (rule 25): print `—` there, never `100 %`.
    #[must_use]
    pub fn rate(&self, part: i64, of: i64, decimals: u32) -> Option<String> {
        if of <= 0 {
            return None;
        }
        let scale = 100 * 10_i128.pow(decimals.min(6));
        let scaled = (2 * i128::from(part) * scale + i128::from(of)).div_euclid(2 * i128::from(of));
        Some(self.percent_sign(&self.fixed(i64::try_from(scaled).unwrap_or(i64::MAX), decimals.min(6))))
    }

    /// A goal or threshold given as a fraction of 1, with as many decimals as it needs, at most two: `95 %`, `99,9 %`.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)] // hundredths of per cent of a fraction are small
    pub fn percent(&self, fraction: f64) -> String {
        let hundredths = (fraction * 10_000.0).round() as i64;
        let text = match (hundredths % 100, hundredths % 10) {
            (0, _) => self.fixed(hundredths / 100, 0),
            (_, 0) => self.fixed(hundredths / 10, 1),
            _ => self.fixed(hundredths, 2),
        };
        self.percent_sign(&text)
    }

    fn percent_sign(&self, number: &str) -> String {
        match self.lang() {
            Lang::Fr => format!("{number}{WIDE}%"),
            Lang::En => format!("{number}%"),
        }
    }

    /// An amount in cents with its ISO 4217 code: `1 234,56 €`, `€1,234.56`, `CHF 1,234.56`.
    #[must_use]
    pub fn money(&self, cents: i64, currency: &str) -> String {
        let sign = match currency {
            "EUR" => "€",
            "USD" => "$",
            "GBP" => "£",
            other => other,
        };
        let amount = self.fixed(cents.saturating_abs(), 2);
        let minus = if cents < 0 { String::from(MINUS) } else { String::new() };
        match self.lang() {
            Lang::Fr => format!("{minus}{amount}{WIDE}{sign}"),
            Lang::En if sign == currency => format!("{minus}{sign}{WIDE}{amount}"),
            Lang::En => format!("{minus}{sign}{amount}"),
        }
    }

    /// The size of a file: `12,4 Mo`, `12.4 MB`, in powers of 1000.
    #[must_use]
    pub fn size(&self, bytes: u64) -> String {
        let names = match self.lang() {
            Lang::Fr => ["o", "ko", "Mo", "Go", "To"],
            Lang::En => ["B", "kB", "MB", "GB", "TB"],
        };
        let (mut unit, mut steps) = (1_u64, names.iter());
        let mut name = steps.next().copied().unwrap_or_default();
        for next in steps {
            if bytes / unit < 1000 {
                break;
            }
            (unit, name) = (unit * 1000, next);
        }
        let tenths = i64::try_from(bytes / (unit / 10).max(1)).unwrap_or(i64::MAX);
        let number = if unit == 1 { self.fixed(tenths, 0) } else { self.fixed(tenths, 1) };
        format!("{number}{WIDE}{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both() -> (Locale, Locale) {
        (Locale::new(Lang::En), Locale::new(Lang::Fr))
    }

    #[test]
    fn thousands_and_decimals() {
        let (en, fr) = both();
        assert_eq!(
            [0, 999, 1000, -1_234_567].map(|n| en.integer(n)),
            ["0", "999", "1,000", "−1,234,567"].map(String::from)
        );
        assert_eq!(fr.integer(-1_234_567), "−1\u{202f}234\u{202f}567");
        assert_eq!(fr.integer(i64::MIN), "−9\u{202f}223\u{202f}372\u{202f}036\u{202f}854\u{202f}775\u{202f}808");
        assert_eq!((en.fixed(-5, 2), fr.fixed(123_456, 2)), ("−0.05".into(), "1\u{202f}234,56".into()));
    }

    #[test]
    fn rates_round_half_up_and_nothing_is_no_rate() {
        let (en, fr) = both();
        assert_eq!(fr.rate(27, 28, 1), Some("96,4\u{a0}%".into()));
        assert_eq!(en.rate(27, 28, 1), Some("96.4%".into()));
        assert_eq!(en.rate(1, 8, 1), Some("12.5%".into()));
        assert_eq!(en.rate(1, 16, 1), Some("6.3%".into())); // 6.25
        assert_eq!(en.rate(3, 6, 0), Some("50%".into()));
        assert_eq!(en.rate(0, 0, 1), None);
        assert_eq!([0.95, 0.999, 0.9975].map(|f| fr.percent(f)), ["95\u{a0}%", "99,9\u{a0}%", "99,75\u{a0}%"]);
    }

    #[test]
    fn money_and_sizes() {
        let (en, fr) = both();
        assert_eq!(fr.money(123_456, "EUR"), "1\u{202f}234,56\u{a0}€");
        assert_eq!(en.money(-123_456, "EUR"), "−€1,234.56");
        assert_eq!(en.money(5, "CHF"), "CHF\u{a0}0.05");
        assert_eq!(fr.money(5, "CHF"), "0,05\u{a0}CHF");
        assert_eq!(
            [0, 999, 1000, 12_449_999].map(|b| fr.size(b)),
            ["0\u{a0}o", "999\u{a0}o", "1,0\u{a0}ko", "12,4\u{a0}Mo"]
        );
        assert_eq!(en.size(u64::MAX), "18,446,744.0\u{a0}TB");
    }
}
