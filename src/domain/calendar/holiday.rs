//! Legal holidays of the French territories, computed for any year (rule 9).
//!
//! The list is today's law for every year: a past year is not given the list of its time.

use chrono::{Days, NaiveDate};

use super::spec::{Feast, Region};

/// A feast on its date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Holiday {
    /// The local date, which no zone ever moves (rule 8).
    pub date: NaiveDate,
    /// Which feast.
    pub code: Feast,
}

/// The eleven days of code du travail L3133-1.
const NATIONAL: [Feast; 11] = [
    Feast::NewYear,
    Feast::EasterMonday,
    Feast::LabourDay,
    Feast::Victory1945,
    Feast::Ascension,
    Feast::WhitMonday,
    Feast::BastilleDay,
    Feast::Assumption,
    Feast::AllSaints,
    Feast::Armistice1918,
    Feast::Christmas,
];

/// The holidays of a territory in a year, by date. Two feasts may share a date, as 1 May 2008 did.
///
/// Years without a Gregorian Easter (before 1583, after 9999) have the fixed feasts only.
///
/// ```
/// use infog::domain::calendar::holidays;
/// use infog::domain::calendar::spec::Region;
///
/// let friday = holidays(Region::FrAlsaceMoselle, 2026)[1];
/// assert_eq!((friday.date.to_string().as_str(), friday.code.french()), ("2026-04-03", "Vendredi saint"));
/// ```
#[must_use]
pub fn holidays(region: Region, year: i32) -> Vec<Holiday> {
    let easter = computus::gregorian_naive(year).ok();
    let on = |code: &Feast| date_of(*code, region, year, easter).map(|date| Holiday { date, code: *code });
    let mut list: Vec<Holiday> = NATIONAL.iter().chain(own_feasts(region)).filter_map(on).collect();
    list.sort_unstable();
    list
}

/// What a territory adds to the national list.
const fn own_feasts(region: Region) -> &'static [Feast] {
    match region {
        Region::Fr => &[],
        Region::FrAlsaceMoselle => &[Feast::GoodFriday, Feast::SaintStephen],
        _ => &[Feast::Abolition],
    }
}

fn date_of(feast: Feast, region: Region, year: i32, easter: Option<NaiveDate>) -> Option<NaiveDate> {
    let fixed = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    let after_easter = |days| easter.and_then(|date| date.checked_add_days(Days::new(days)));
    match feast {
        Feast::NewYear => fixed(1, 1),
        Feast::GoodFriday => easter.and_then(|date| date.checked_sub_days(Days::new(2))),
        Feast::EasterMonday => after_easter(1),
        Feast::LabourDay => fixed(5, 1),
        Feast::Victory1945 => fixed(5, 8),
        Feast::Ascension => after_easter(39),
        Feast::WhitMonday => after_easter(50),
        Feast::BastilleDay => fixed(7, 14),
        Feast::Assumption => fixed(8, 15),
        Feast::AllSaints => fixed(11, 1),
        Feast::Armistice1918 => fixed(11, 11),
        Feast::Christmas => fixed(12, 25),
        Feast::SaintStephen => fixed(12, 26),
        Feast::Abolition => abolition(region).and_then(|(month, day)| fixed(month, day)),
    }
}

/// Code du travail L3422-2.
const fn abolition(region: Region) -> Option<(u32, u32)> {
    match region {
        Region::FrMayotte => Some((4, 27)),
        Region::FrMartinique => Some((5, 22)),
        Region::FrGuadeloupe => Some((5, 27)),
        Region::FrGuyane => Some((6, 10)),
        Region::FrReunion => Some((12, 20)),
        Region::Fr | Region::FrAlsaceMoselle => None,
    }
}

impl Feast {
    /// Its French name.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::NewYear => "Jour de l’an",
            Self::GoodFriday => "Vendredi saint",
            Self::EasterMonday => "Lundi de Pâques",
            Self::LabourDay => "Fête du Travail",
            Self::Victory1945 => "Victoire 1945",
            Self::Ascension => "Ascension",
            Self::WhitMonday => "Lundi de Pentecôte",
            Self::BastilleDay => "Fête nationale",
            Self::Assumption => "Assomption",
            Self::AllSaints => "Toussaint",
            Self::Armistice1918 => "Armistice 1918",
            Self::Christmas => "Noël",
            Self::SaintStephen => "Saint-Étienne",
            Self::Abolition => "Abolition de l’esclavage",
        }
    }

    /// Its English name.
    #[must_use]
    pub const fn english(self) -> &'static str {
        match self {
            Self::NewYear => "New Year’s Day",
            Self::GoodFriday => "Good Friday",
            Self::EasterMonday => "Easter Monday",
            Self::LabourDay => "Labour Day",
            Self::Victory1945 => "Victory Day 1945",
            Self::Ascension => "Ascension Day",
            Self::WhitMonday => "Whit Monday",
            Self::BastilleDay => "Bastille Day",
            Self::Assumption => "Assumption Day",
            Self::AllSaints => "All Saints’ Day",
            Self::Armistice1918 => "Armistice Day 1918",
            Self::Christmas => "Christmas Day",
            Self::SaintStephen => "St Stephen’s Day",
            Self::Abolition => "Abolition of Slavery",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Dates of an independent computation of both regimes of mainland France, 2020 to 2040.
    const ORACLE: &str = include_str!("../../../tests/data/holidays_2020_2040.csv");

    fn dates(region: Region, year: i32) -> Vec<String> {
        holidays(region, year).iter().map(|holiday| holiday.date.to_string()).collect()
    }

    #[test]
    fn both_mainland_lists_agree_with_an_independent_one_for_21_years() {
        let rows: Vec<(&str, &str)> = ORACLE.lines().skip(1).filter_map(|line| line.split_once(',')).collect();
        assert_eq!(rows.len(), 21 * 13);
        for year in 2020..=2040 {
            let of = |wanted: &[&str]| -> Vec<String> {
                let year = format!("{year}-");
                let of_year = rows.iter().filter(|(date, _)| date.starts_with(&year));
                of_year.filter(|(_, zone)| wanted.contains(zone)).map(|(date, _)| (*date).to_owned()).collect()
            };
            assert_eq!(dates(Region::Fr, year), of(&["metropole"]));
            assert_eq!(dates(Region::FrAlsaceMoselle, year), of(&["metropole", "alsace-moselle"]));
        }
    }

    #[test]
    fn each_overseas_territory_adds_its_abolition_day_only() {
        for (region, day) in [
            (Region::FrMayotte, "2026-04-27"),
            (Region::FrMartinique, "2026-05-22"),
            (Region::FrGuadeloupe, "2026-05-27"),
            (Region::FrGuyane, "2026-06-10"),
            (Region::FrReunion, "2026-12-20"),
        ] {
            let list = holidays(region, 2026);
            assert_eq!(list.len(), 12, "{region}");
            let own = list.iter().find(|holiday| holiday.code == Feast::Abolition).unwrap();
            assert_eq!(own.date.to_string(), day, "{region}");
        }
    }

    #[test]
    fn two_feasts_may_share_a_date() {
        let on = |year, date: &str| -> Vec<Feast> {
            let list = holidays(Region::Fr, year);
            list.iter().filter(|holiday| holiday.date.to_string() == date).map(|holiday| holiday.code).collect()
        };
        assert_eq!(on(2008, "2008-05-01"), [Feast::LabourDay, Feast::Ascension]);
        assert_eq!(on(2059, "2059-05-08"), [Feast::Victory1945, Feast::Ascension]);
    }

    #[test]
    fn years_without_a_gregorian_easter_keep_their_fixed_feasts() {
        assert_eq!(holidays(Region::FrAlsaceMoselle, 1500).len(), 9);
        assert_eq!(holidays(Region::FrAlsaceMoselle, i32::MAX).len(), 0);
    }
}
