//! What ends, of assets, contracts and authorisations, within a window of days.

use chrono::NaiveDate;

use super::estate::Estate;
use crate::domain::asset::Asset;
use crate::domain::asset::expiry::Ending;
use crate::domain::contract::Contract;
use crate::domain::id::ClientCode;
use crate::domain::third_party::Authorisation;
use crate::report::expiring::Expiry;

/// The days that are asked about.
#[derive(Clone, Copy)]
pub struct Window {
    /// From when.
    pub today: NaiveDate,
    /// To when, that day included.
    pub to: NaiveDate,
    /// What is over already, too.
    pub past: bool,
}

impl Window {
    fn holds(self, on: NaiveDate) -> bool {
        on <= self.to && (self.past || on >= self.today)
    }

    /// What ends on a day of it.
    pub fn expiry(self, what: Ending, on: NaiveDate, client: Option<&ClientCode>, reference: &str) -> Option<Expiry> {
        self.holds(on).then(|| Expiry {
            on,
            days: (on - self.today).num_days(),
            what,
            client: client.cloned(),
            reference: reference.to_owned(),
            label: None,
            with: None,
        })
    }
}

/// Everything of an asset.
pub fn of_asset(estate: &Estate, asset: &Asset, window: Window) -> Vec<Expiry> {
    let client = Some(&estate.client.code);
    let ends = estate.endings(asset).filter_map(|(what, on)| window.expiry(what, on, client, asset.tag.as_str()));
    let named = |e: Expiry| {
        let with = asset.text("supplier").or_else(|| asset.text("manufacturer"));
        Expiry { label: asset.text("label").map(str::to_owned), with: with.map(str::to_owned), ..e }
    };
    ends.map(named).collect()
}

/// The provider's own insurance, from its record by short names.
pub fn of_insurance(said: impl Fn(&str) -> Option<String>, window: Window) -> Option<Expiry> {
    let until: NaiveDate = said("until")?.parse().ok()?;
    let expiry = window.expiry(Ending::Insurance, until, None, &said("policy").unwrap_or_default())?;
    Some(Expiry { label: said("name"), with: said("insurer"), ..expiry })
}

/// The last day for notice and the last day of the term that runs, or of the last one where none runs any more.
pub fn of_contract(contract: &Contract, window: Window) -> Vec<Expiry> {
    let terms = contract.version_on(window.today).or_else(|| contract.latest());
    let Some(terms) = terms else { return Vec::new() };
    let period = terms.period_on(window.today.max(terms.starts_on));
    let end = period.map_or_else(|| terms.last_day(), |period| period.to);
    let notice = period.and_then(|period| period.notice_by);
    let named = |e: Expiry| Expiry { label: Some(terms.title.clone()), ..e };
    let both = [(Ending::Notice, notice), (Ending::Contract, end)].into_iter();
    let both = both.filter_map(|(what, on)| window.expiry(what, on?, Some(&terms.client), terms.contract.as_str()));
    both.map(named).collect()
}

/// The last day of an authorisation or of a cooperation agreement; one that was ended on purpose needs no renewal.
pub fn of_authorisation(leave: &Authorisation, window: Window) -> Option<Expiry> {
    let on = leave.to.filter(|_| leave.ended_because.is_none())?;
    let expiry = window.expiry(Ending::Authorisation, on, Some(&leave.client), &leave.number.to_string())?;
    Some(Expiry { label: leave.scope.clone(), with: Some(leave.third_party.to_string()), ..expiry })
}
