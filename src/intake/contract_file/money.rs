//! `[volume]` and `[price]`.

use crate::domain::contract::Terms;
use crate::domain::contract::volume::{BillingPeriod, CarryOver, Index, Price, Volume, VolumeUnit, Weight};
use crate::domain::money::{Currency, Decimal};
use crate::intake::toml_source::{Field, Section};

/// Minutes of a day.
const DAY: u32 = 1_440;
/// More than any volume holds.
const LARGEST_VOLUME: i64 = 10_000_000;

pub(super) fn read(root: &Section<'_, '_>, terms: &mut Terms) {
    terms.volume = root.table("volume").and_then(volume);
    terms.price = root.table("price").and_then(price);
}

fn volume(section: Section<'_, '_>) -> Option<Volume> {
    let unit: Option<VolumeUnit> = section.need("unit").and_then(|f| f.choice());
    let included = section.need("included").and_then(|f| f.decimal(0, LARGEST_VOLUME));
    let period: Option<BillingPeriod> = section.need("period").and_then(|f| f.choice());
    let money = |key: &'static str| section.get(key).and_then(|f| f.money());
    let minutes = |key: &'static str, least: u32| section.get(key).and_then(|f| f.whole(least..=DAY)).unwrap_or(least);
    let factor = section.get("out_of_hours_factor").and_then(|f| f.decimal(1, 10));
    let carry_over: Option<CarryOver> = section.get("carry_over").and_then(|f| f.choice());
    let volume = Volume {
        unit: unit.unwrap_or(VolumeUnit::Minute),
        included: included.unwrap_or_default(),
        period: period.unwrap_or(BillingPeriod::Month),
        rounding: minutes("rounding", 1),
        on_site_minimum: minutes("on_site_minimum", 0),
        out_of_hours_factor: factor.unwrap_or(Decimal::ONE),
        carry_over: carry_over.unwrap_or(CarryOver::None),
        overrun_price: money("overrun_price"),
        out_of_scope_price: money("out_of_scope_price"),
        on_site_price: money("on_site_price"),
        travel_price: money("travel_price"),
        weights: weights(&section),
    };
    section.close();
    (unit.is_some() && included.is_some() && period.is_some()).then_some(volume)
}

/// The pieces of work, each once. They may stand ready beside a volume of minutes.
fn weights(section: &Section<'_, '_>) -> Vec<Weight> {
    let mut weights: Vec<Weight> = Vec::new();
    for entry in section.tables("weights") {
        let code = entry.need("code").and_then(|f| f.text());
        let label = entry.text("label");
        let weight = entry.need("weight").and_then(|f| f.decimal(0, LARGEST_VOLUME));
        if let (Some(code), Some(weight)) = (code, weight) {
            if weights.iter().any(|w| w.code == code) {
                entry.report(format!("the weight of `{code}` is given twice"), None);
            }
            weights.push(Weight { label: label.unwrap_or_else(|| code.clone()), code, weight });
        }
        entry.close();
    }
    weights
}

fn price(section: Section<'_, '_>) -> Option<Price> {
    let amount = section.need("amount").and_then(|f| f.money());
    let currency: Option<Currency> = section.get("currency").and_then(|f| f.parsed("a currency code, `\"EUR\"`"));
    let period = section.need("period").and_then(|f| f.choice());
    let index = section.get("index").and_then(|f| index(&f));
    section.close();
    Some(Price { amount: amount?, currency: currency.unwrap_or_default(), period: period?, index })
}

/// A revision divides by it.
fn above_zero(field: &Field<'_, '_>) -> Option<Decimal> {
    let value = field.decimal(0, LARGEST_VOLUME)?;
    if value == Decimal::whole(0) {
        field.report(
            "an index of 0 is none".to_owned(),
            Some("give its value on the day of signature, above 0".to_owned()),
        );
        return None;
    }
    Some(value)
}

fn index(field: &Field<'_, '_>) -> Option<Index> {
    let section = field.section("`index` of [price]".to_owned())?;
    let name = section.need("name").and_then(|f| f.text());
    let base = section.need("base").and_then(|f| above_zero(&f));
    section.close();
    Some(Index { name: name?, base: base? })
}
