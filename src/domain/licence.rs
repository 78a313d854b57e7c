//! Licences: assets of kind `licence`, and the seats that are bought, given out and given back.
//!
//! What was bought is the asset: product in `label`, publisher in `manufacturer`, `licence_key`, `seats`, `expires_on`
//! or `attr.perpetual`, `attr.owner`. Who holds a seat, from when to when, is kept beside it.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::asset::{Asset, AssetKind, AssetStatus, BadValue, Field};
use super::date::clipped;
use super::fold::fold;
use super::id::AssetTag;
use super::nearest::nearest;

/// Whose right it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Owner {
    /// The client bought it.
    #[default]
    Client,
    /// The provider bought it and lets its clients use it.
    Provider,
}

impl Owner {
    /// The code in files and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Provider => "provider",
        }
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl FromStr for Owner {
    type Err = BadValue;

    fn from_str(text: &str) -> Result<Self, BadValue> {
        match fold(text.trim()).as_str() {
            "client" | "le client" | "customer" => Ok(Self::Client),
            "provider" | "prestataire" | "infogerant" | "nous" => Ok(Self::Provider),
            _ => Err(BadValue::Unknown {
                what: "owner",
                value: clipped(text),
                nearest: nearest(text, ["client", "provider"]),
            }),
        }
    }
}

/// How long it may be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Term {
    /// For ever.
    Perpetual,
    /// Until that day, included.
    Until(NaiveDate),
    /// Nobody said.
    Unknown,
}

/// Whether a word says yes or no.
///
/// # Errors
/// [`BadValue::Unknown`] where it says neither.
pub fn yes_or_no(what: &'static str, text: &str) -> Result<bool, BadValue> {
    match fold(text.trim()).as_str() {
        "yes" | "oui" | "true" | "vrai" | "1" | "x" | "perpetual" | "perpetuelle" => Ok(true),
        "no" | "non" | "false" | "faux" | "0" | "" => Ok(false),
        _ => Err(BadValue::Unknown { what, value: clipped(text), nearest: None }),
    }
}

const PERPETUAL: &str = "perpetual";
const OWNER: &str = "owner";

impl Asset {
    /// What may be used: its label, else its model, else its tag.
    #[must_use]
    pub fn product(&self) -> &str {
        self.text("label").or_else(|| self.text("model")).unwrap_or(self.tag.as_str())
    }

    /// Whose licence it is; the client's unless said.
    #[must_use]
    pub fn licence_owner(&self) -> Owner {
        self.attr(OWNER).and_then(|text| text.parse().ok()).unwrap_or_default()
    }

    /// How long the licence holds. A date beats the word that it is perpetual.
    #[must_use]
    pub fn licence_term(&self) -> Term {
        match (self.date("expires_on"), self.attr(PERPETUAL)) {
            (Some(last), _) => Term::Until(last),
            (None, Some(text)) if yes_or_no(PERPETUAL, text) == Ok(true) => Term::Perpetual,
            (None, _) => Term::Unknown,
        }
    }

    /// Sets how long the licence holds.
    pub fn set_licence_term(&mut self, term: Term) {
        self.attrs.remove(PERPETUAL);
        self.dates.remove("expires_on");
        match term {
            Term::Perpetual => drop(self.attrs.insert(PERPETUAL.to_owned(), "yes".to_owned())),
            Term::Until(last) => drop(self.dates.insert("expires_on".to_owned(), last)),
            Term::Unknown => {}
        }
    }

    /// A licence that was perpetual and has a last day now, or the other way round, is what was `said` last.
    pub fn keep_one_term(&mut self, said: &Self) {
        let perpetual = self.attr(PERPETUAL).is_some_and(|text| yes_or_no(PERPETUAL, text) == Ok(true));
        if self.kind == AssetKind::Licence && perpetual && self.date("expires_on").is_some() {
            self.set_licence_term(said.licence_term());
        }
    }

    /// Sets whose licence it is.
    pub fn set_licence_owner(&mut self, owner: Owner) {
        self.attrs.insert(OWNER.to_owned(), owner.code().to_owned());
    }

    /// Puts the words of an imported row for owner and term into their codes.
    ///
    /// # Errors
    /// The column and its fault: a word that is none, or a licence that is perpetual and ends.
    pub fn settle_licence(&mut self) -> Result<(), (&'static str, BadLicence)> {
        if let Some(text) = self.attr(OWNER) {
            let owner = text.parse().map_err(|e: BadValue| (OWNER, e.into()))?;
            self.set_licence_owner(owner);
        }
        if let Some(text) = self.attr(PERPETUAL) {
            let perpetual = yes_or_no(PERPETUAL, text).map_err(|e| (PERPETUAL, e.into()))?;
            match (perpetual, self.date("expires_on")) {
                (true, Some(last)) => return Err((PERPETUAL, BadLicence::PerpetualAndEnds(last))),
                (true, None) => self.set_licence_term(Term::Perpetual),
                (false, _) => drop(self.attrs.remove(PERPETUAL)),
            }
        }
        Ok(())
    }

    /// A column as it may be shown: a licence key with its end alone.
    #[must_use]
    pub fn shown(&self, field: &Field) -> Option<String> {
        let value = self.get(field)?;
        Some(if *field == Field::Text("licence_key") { masked(&value) } else { value })
    }
}

/// What a file says of a licence cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadLicence {
    /// A word that is none of its column's.
    #[error(transparent)]
    Value(#[from] BadValue),
    /// It cannot be both.
    #[error("a perpetual licence has no last day, and this one has {0}")]
    PerpetualAndEnds(NaiveDate),
}

/// A licence key with all but its last four characters hidden; a short key is hidden whole.
///
/// ```
/// assert_eq!(infog::domain::licence::masked("XQ7P2-9K4TD-8M3WX"), "****M3WX");
/// assert_eq!(infog::domain::licence::masked("1234567"), "****");
/// ```
#[must_use]
pub fn masked(key: &str) -> String {
    const SHOWN: usize = 4;
    let length = key.chars().count();
    let end: String = if length > 2 * SHOWN { key.chars().skip(length - SHOWN).collect() } else { String::new() };
    format!("****{end}")
}

/// Seats bought and used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seats {
    /// Bought; `None` where nobody said.
    pub bought: Option<u32>,
    /// Given out.
    pub used: u32,
}

impl Seats {
    /// Still to be given out.
    #[must_use]
    pub fn free(self) -> Option<u32> {
        self.bought.map(|bought| bought.saturating_sub(self.used))
    }

    /// Used beyond what was bought.
    #[must_use]
    pub fn over(self) -> u32 {
        self.bought.map_or(0, |bought| self.used.saturating_sub(bought))
    }
}

/// Why a seat is not given out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoSeat {
    /// More than was bought.
    #[error("licence `{licence}` is full: {bought} bought, {used} in use, {wanted} more asked for")]
    Full {
        /// The licence.
        licence: AssetTag,
        /// Bought.
        bought: u32,
        /// Given out.
        used: u32,
        /// Asked for.
        wanted: u32,
    },
    /// It holds no more.
    #[error("licence `{licence}` ended on {last}")]
    Ended {
        /// The licence.
        licence: AssetTag,
        /// Its last day.
        last: NaiveDate,
    },
    /// It is no licence.
    #[error("asset `{tag}` is no licence; it is: {kind}")]
    NoLicence {
        /// Its tag.
        tag: AssetTag,
        /// What it is.
        kind: AssetKind,
    },
    /// The licence, or the machine that would use it, is gone.
    #[error("asset `{tag}` is out of use; its status is `{status}`")]
    Gone {
        /// Its tag.
        tag: AssetTag,
        /// Its status.
        status: AssetStatus,
    },
}

impl NoSeat {
    /// Whether a reason may overrule it. What is gone or no licence stays so.
    #[must_use]
    pub const fn can_be_overruled(&self) -> bool {
        matches!(self, Self::Full { .. } | Self::Ended { .. })
    }
}

/// Whether `wanted` more seats of `licence` may be given out on `today`.
///
/// # Errors
/// [`NoSeat`]: first what no reason overrules.
pub fn may_give(licence: &Asset, used: u32, wanted: u32, today: NaiveDate) -> Result<(), NoSeat> {
    let tag = || licence.tag.clone();
    if licence.kind != AssetKind::Licence {
        return Err(NoSeat::NoLicence { tag: tag(), kind: licence.kind });
    }
    if licence.status.is_gone() {
        return Err(NoSeat::Gone { tag: tag(), status: licence.status });
    }
    match (licence.seats, licence.licence_term()) {
        (_, Term::Until(last)) if last < today => Err(NoSeat::Ended { licence: tag(), last }),
        (Some(bought), _) if used.saturating_add(wanted) > bought => {
            Err(NoSeat::Full { licence: tag(), bought, used, wanted })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn licence(values: &[(&str, &str)]) -> Asset {
        let mut asset = Asset::new(AssetTag::new("M365").unwrap(), AssetKind::Licence);
        for (column, value) in values {
            asset.set(&Field::parse(column).unwrap(), value).unwrap();
        }
        asset
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 7, 1).unwrap()
    }

    #[test]
    fn the_last_seat_is_given_and_one_more_is_not() {
        let three = licence(&[("seats", "3")]);
        assert_eq!(may_give(&three, 2, 1, today()), Ok(()));
        let full = may_give(&three, 2, 2, today()).unwrap_err();
        assert!(full.can_be_overruled());
        let said = "licence `M365` is full: 3 bought, 2 in use, 2 more asked for";
        assert_eq!(full.to_string(), said);
        assert_eq!(may_give(&licence(&[]), 99, 1, today()), Ok(()));
    }

    #[test]
    fn a_licence_holds_on_its_last_day_and_not_after() {
        assert_eq!(may_give(&licence(&[("expires_on", "2026-07-01")]), 0, 1, today()), Ok(()));
        let ended = may_give(&licence(&[("expires_on", "2026-06-30")]), 0, 1, today()).unwrap_err();
        assert!(ended.can_be_overruled());
        let retired = may_give(&licence(&[("status", "retired")]), 0, 1, today()).unwrap_err();
        assert!(!retired.can_be_overruled());
    }

    #[test]
    fn seats_used_beyond_those_bought_are_over_and_none_is_free() {
        let over = Seats { bought: Some(2), used: 5 };
        assert_eq!((over.free(), over.over()), (Some(0), 3));
        assert_eq!(Seats { bought: None, used: 5 }.over(), 0);
    }

    #[test]
    fn a_licence_is_perpetual_or_ends() {
        let mut both = licence(&[("attr.perpetual", "oui"), ("expires_on", "2026-12-31")]);
        assert!(both.settle_licence().is_err());
        let mut perpetual = licence(&[("attr.perpetual", "Oui"), ("attr.owner", "Prestataire")]);
        perpetual.settle_licence().unwrap();
        assert_eq!((perpetual.licence_term(), perpetual.licence_owner()), (Term::Perpetual, Owner::Provider));
        perpetual.set_licence_term(Term::Until(today()));
        assert_eq!((perpetual.licence_term(), perpetual.attr("perpetual")), (Term::Until(today()), None));
        assert!(licence(&[("attr.owner", "somebody")]).settle_licence().is_err());
    }

    #[test]
    fn a_key_is_never_shown_whole() {
        let keyed = licence(&[("licence_key", "XQ7P2-9K4TD-8M3WX")]);
        assert_eq!(keyed.shown(&Field::Text("licence_key")).as_deref(), Some("****M3WX"));
        assert_eq!(masked("é"), "****");
    }
}
