//! Lengths of time. Working time is told in hours, however many: a working day is not 24 of them.

use super::catalogue::Locale;
use super::lang::Lang;
use super::typography::{MINUS, WIDE};
use crate::domain::allowance::Allowance;

impl Locale {
    /// Seconds, exactly: `2 h 30`, `16 h 00`, `47 min`, `1 h 05 min 20 s`; in English `2h 30m`, `47m`, `1h 05m 20s`.
    /// A negative length bears U+2212.
    #[must_use]
    pub fn duration(&self, seconds: i64) -> String {
        let total = seconds.unsigned_abs();
        let (h, m, s) = (total / 3600, total / 60 % 60, total % 60);
        let text = match self.lang() {
            Lang::Fr => french(h, m, s),
            Lang::En => english(h, m, s),
        };
        if seconds < 0 { format!("{MINUS}{text}") } else { text }
    }

    /// What was granted: `3 h 00 ouvrées`, `48 h 00 calendaires`, `5 jours ouvrés`; `3h working`, `5 working days`.
    #[must_use]
    pub fn allowance(&self, allowance: Allowance) -> String {
        match allowance {
            Allowance::Working(seconds) => self.worked(seconds, self.granted(seconds)),
            Allowance::Elapsed(seconds) => self.allowance_elapsed(self.granted(seconds)),
            Allowance::WorkingDays(days) => self.allowance_days(days),
        }
    }

    /// Working time, told as such: `2 h 30 ouvrées`, `1 h 00 ouvrée`.
    #[must_use]
    pub fn working(&self, seconds: i64) -> String {
        self.worked(seconds, self.duration(seconds))
    }

    /// French agrees with the number of hours, or of minutes where they are not whole.
    fn worked(&self, seconds: i64, duration: String) -> String {
        let number = if seconds % 3600 == 0 { seconds / 3600 } else { seconds / 60 };
        if number < 2 { self.allowance_working_one(duration) } else { self.allowance_working(duration) }
    }

    /// As a contract says it: `3 h`, not `3 h 00`.
    fn granted(&self, seconds: i64) -> String {
        if seconds > 0 && seconds % 3600 == 0 {
            match self.lang() {
                Lang::Fr => format!("{}{WIDE}h", seconds / 3600),
                Lang::En => format!("{}h", seconds / 3600),
            }
        } else {
            self.duration(seconds)
        }
    }

    /// Roughly, for what is far: seconds under a minute, minutes under an hour, hours and minutes under a day of 24
    /// hours, then days of 24 hours. Elapsed time only.
    #[must_use]
    pub fn roughly(&self, seconds: i64) -> String {
        let total = seconds.saturating_abs();
        match total {
            0..60 => self.duration(total),
            60..86_400 => self.duration(total / 60 * 60),
            _ if self.lang() == Lang::Fr => format!("{}{WIDE}j", self.integer(total / 86_400)),
            _ => format!("{}d", self.integer(total / 86_400)),
        }
    }

    /// From now to an instant `seconds` ahead: `dans 47 min`, `il y a 3 j`, `à l’instant`.
    #[must_use]
    pub fn relative(&self, seconds: i64) -> String {
        match seconds {
            0 => self.just_now(),
            1.. => self.in_duration(self.roughly(seconds)),
            _ => self.ago_duration(self.roughly(seconds)),
        }
    }
}

fn french(h: u64, m: u64, s: u64) -> String {
    match (h, m, s) {
        (0, 0, s) if s > 0 => format!("{s}{WIDE}s"),
        (0, m, 0) => format!("{m}{WIDE}min"),
        (0, m, s) => format!("{m}{WIDE}min{WIDE}{s:02}{WIDE}s"),
        (h, m, 0) => format!("{h}{WIDE}h{WIDE}{m:02}"),
        (h, m, s) => format!("{h}{WIDE}h{WIDE}{m:02}{WIDE}min{WIDE}{s:02}{WIDE}s"),
    }
}

fn english(h: u64, m: u64, s: u64) -> String {
    match (h, m, s) {
        (0, 0, s) if s > 0 => format!("{s}s"),
        (0, m, 0) => format!("{m}m"),
        (0, m, s) => format!("{m}m{WIDE}{s:02}s"),
        (h, m, 0) => format!("{h}h{WIDE}{m:02}m"),
        (h, m, s) => format!("{h}h{WIDE}{m:02}m{WIDE}{s:02}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: String) -> String {
        text.replace(WIDE, " ")
    }

    #[test]
    fn working_time_is_told_in_hours() {
        let (en, fr) = (Locale::new(Lang::En), Locale::new(Lang::Fr));
        for (seconds, english, french) in [
            (0, "0m", "0 min"),
            (30, "30s", "30 s"),
            (47 * 60, "47m", "47 min"),
            (47 * 60 + 5, "47m 05s", "47 min 05 s"),
            (9000, "2h 30m", "2 h 30"),
            (57_600, "16h 00m", "16 h 00"),
            (172_800, "48h 00m", "48 h 00"),
            (3_920, "1h 05m 20s", "1 h 05 min 20 s"),
            (-4_800, "−1h 20m", "−1 h 20"),
        ] {
            assert_eq!(plain(en.duration(seconds)), english);
            assert_eq!(plain(fr.duration(seconds)), french);
        }
    }

    #[test]
    fn what_was_granted_names_its_unit() {
        let (en, fr) = (Locale::new(Lang::En), Locale::new(Lang::Fr));
        for (allowance, english, french) in [
            (Allowance::Working(3600), "1h working", "1 h ouvrée"),
            (Allowance::Working(10_800), "3h working", "3 h ouvrées"),
            (Allowance::Working(5_400), "1h 30m working", "1 h 30 ouvrées"),
            (Allowance::Elapsed(172_800), "48h elapsed", "48 h calendaires"),
            (Allowance::WorkingDays(1), "1 working day", "1 jour ouvré"),
            (Allowance::WorkingDays(5), "5 working days", "5 jours ouvrés"),
        ] {
            assert_eq!(plain(en.allowance(allowance)), english);
            assert_eq!(plain(fr.allowance(allowance)), french);
        }
    }

    #[test]
    fn far_instants_are_told_roughly() {
        let (en, fr) = (Locale::new(Lang::En), Locale::new(Lang::Fr));
        for (seconds, english, french) in [
            (0, "just now", "à l’instant"),
            (47 * 60 + 12, "in 47m", "dans 47 min"),
            (-3 * 86_400 - 5, "3d ago", "il y a 3 j"),
            (-20_000, "5h 33m ago", "il y a 5 h 33"),
        ] {
            assert_eq!(plain(en.relative(seconds)), english);
            assert_eq!(plain(fr.relative(seconds)), french);
        }
    }
}
