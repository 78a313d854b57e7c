//! RFC 3339 in its plainest form, read and written fast: a million lines pass here.

use crate::domain::calendar::Zone;
use crate::domain::instant::Instant;

const DAY_S: i64 = 86_400;

/// Reads `2026-01-13T11:15:00+01:00`, `…Z`, or the same with a blank for the `T`; `None` for every other form.
pub fn read(text: &[u8]) -> Option<Instant> {
    let (civil, offset) = text.split_at_checked(19)?;
    let at = |i: usize| civil.get(i).copied();
    let dashed = at(4)? == b'-' && at(7)? == b'-' && at(13)? == b':' && at(16)? == b':';
    if !dashed || !matches!(at(10)?, b'T' | b't' | b' ') {
        return None;
    }
    let (year, month, day) = (number(civil, 0, 4)?, number(civil, 5, 2)?, number(civil, 8, 2)?);
    let (hour, minute, second) = (number(civil, 11, 2)?, number(civil, 14, 2)?, number(civil, 17, 2)?);
    if !(1..=12).contains(&month) || !(1..=days_in(year, month)).contains(&day) {
        return None;
    }
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let local = days_from_civil(year, month, day) * DAY_S + hour * 3600 + minute * 60 + second;
    Some(Instant(local - offset_s(offset)?))
}

fn offset_s(text: &[u8]) -> Option<i64> {
    let sign = match text {
        b"Z" | b"z" => return Some(0),
        [b'+', ..] => 1,
        [b'-', ..] => -1,
        _ => return None,
    };
    if text.len() != 6 || text.get(3) != Some(&b':') {
        return None;
    }
    let (hours, minutes) = (number(text, 1, 2)?, number(text, 4, 2)?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

fn number(text: &[u8], from: usize, length: usize) -> Option<i64> {
    let digits = text.get(from..from + length)?;
    digits.iter().try_fold(0, |n, d| d.is_ascii_digit().then(|| n * 10 + i64::from(d - b'0')))
}

const fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the Gregorian calendar; years are counted from March so that a leap day ends one.
const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let year_of_era = y - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Writes instants with the offset of one zone.
pub struct Writer<'z> {
    zone: &'z Zone,
}

impl<'z> Writer<'z> {
    /// For instants in `zone`.
    pub const fn new(zone: &'z Zone) -> Self {
        Self { zone }
    }

    /// Appends `at` as RFC 3339.
    pub fn write(&self, at: Instant, out: &mut Vec<u8>) {
        let offset_m = i64::from(self.zone.offset_s(at)).div_euclid(60);
        let local = at.0 + offset_m * 60;
        let (days, second) = (local.div_euclid(DAY_S), local.rem_euclid(DAY_S));
        let (year, month, day) = civil_from_days(days);
        if !(0..=9999).contains(&year) {
            out.extend_from_slice(self.zone.rfc3339(at).as_bytes());
            return;
        }
        let sign = if offset_m < 0 { b'-' } else { b'+' };
        let parts = [
            (year / 100, None),
            (year % 100, Some(b'-')),
            (month, Some(b'-')),
            (day, Some(b'T')),
            (second / 3600, Some(b':')),
            (second / 60 % 60, Some(b':')),
            (second % 60, Some(sign)),
            (offset_m.abs() / 60, Some(b':')),
            (offset_m.abs() % 60, None),
        ];
        for (number, after) in parts {
            out.extend(two_digits(number));
            out.extend(after);
        }
    }
}

fn two_digits(number: i64) -> [u8; 2] {
    let digit = |n: i64| b'0' + u8::try_from(n).unwrap_or(0);
    [digit(number / 10 % 10), digit(number % 10)]
}

const fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z - era * 146_097;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slow(text: &str) -> Option<Instant> {
        chrono::DateTime::parse_from_rfc3339(text).ok().map(|t| Instant(t.timestamp()))
    }

    #[test]
    fn it_reads_what_the_library_reads() {
        for text in [
            "2026-01-13T11:15:00+01:00",
            "2000-02-29T23:59:59Z",
            "1900-03-01T00:00:00-11:30",
            "9998-12-31T00:00:00+14:00",
            "2026-02-30T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2026-01-13T24:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-01-13T11:15:00",
            "2026-01-13T11:15:00+0100",
            "",
        ] {
            assert_eq!(read(text.as_bytes()), slow(text), "{text}");
        }
    }

    #[test]
    fn it_writes_what_the_zone_writes() {
        let paris = Zone::named("Europe/Paris").unwrap();
        let writer = Writer::new(&paris);
        // every 9 days and a bit, through both changes of many years and before 1970
        for n in -2_000..2_000_i64 {
            let at = Instant(n * 800_003);
            let mut text = Vec::new();
            writer.write(at, &mut text);
            assert_eq!(String::from_utf8(text).unwrap(), paris.rfc3339(at));
        }
    }
}
