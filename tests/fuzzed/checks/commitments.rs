//! What is read is written so that it is read again as the same; a refusal is brief.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use infog::domain::age::Age;
use infog::domain::allowance::{Allowance, LONGEST_DAYS, LONGEST_S};
use infog::domain::contract::clauses::Every;
use infog::domain::date;
use infog::domain::money::{Decimal, Money, Percent};

pub fn check(text: &str) {
    both_ways::<Allowance>(text);
    both_ways::<Every>(text);
    both_ways::<Age>(text);
    both_ways::<Money>(text);
    both_ways::<Decimal>(text);
    both_ways::<Percent>(text);
    match date::parse(text) {
        Ok(read) => assert_eq!(date::parse(&read.to_string()), Ok(read)),
        Err(refusal) => super::brief(&refusal.to_string()),
    }
    granted(text);
}

fn both_ways<T>(text: &str)
where
    T: FromStr<Err: Display> + Display + PartialEq + Debug,
{
    match text.parse::<T>() {
        Ok(value) => {
            let written = value.to_string();
            match written.parse::<T>() {
                Ok(again) => assert_eq!(again, value, "{text:?} is written {written:?}"),
                Err(refusal) => panic!("{text:?} is written {written:?}: {refusal}"),
            }
        }
        Err(refusal) => super::brief(&refusal.to_string()),
    }
}

/// Never less than nothing nor more than fifty years; blanks around it change nothing; it says which time it means.
fn granted(text: &str) {
    let Ok(allowance) = text.parse::<Allowance>() else { return };
    match allowance {
        Allowance::Working(s) | Allowance::Elapsed(s) => assert!((0..=LONGEST_S).contains(&s), "{allowance:?}"),
        Allowance::WorkingDays(days) => assert!(days <= LONGEST_DAYS, "{allowance:?}"),
    }
    assert_eq!(format!("  {text}\t").parse(), Ok(allowance), "{text:?} between blanks");
    let unit = if matches!(allowance, Allowance::Elapsed(_)) { "elapsed" } else { "working" };
    assert!(text.trim_end().ends_with(unit), "{text:?} is {allowance:?}");
}
