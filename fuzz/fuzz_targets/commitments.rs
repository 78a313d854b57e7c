//! Any text as a commitment, an interval, an age, an amount, a share, a date: no panic, and what is read is written so
//! that it is read again as the same.

#![no_main]

use std::fmt::{Debug, Display};
use std::str::FromStr;

use infog::domain::age::Age;
use infog::domain::allowance::Allowance;
use infog::domain::contract::clauses::Every;
use infog::domain::date;
use infog::domain::money::{Decimal, Money, Percent};
use libfuzzer_sys::fuzz_target;

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
        Err(refusal) => assert!(!refusal.to_string().is_empty()),
    }
}

fuzz_target!(|text: &str| {
    both_ways::<Allowance>(text);
    both_ways::<Every>(text);
    both_ways::<Age>(text);
    both_ways::<Money>(text);
    both_ways::<Decimal>(text);
    both_ways::<Percent>(text);
    if let Ok(read) = date::parse(text) {
        assert_eq!(date::parse(&read.to_string()), Ok(read));
    }
});
