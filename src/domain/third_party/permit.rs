//! Whether work on assets may be logged, and what is kept of the answer.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ATTR, Agreement, Authorisation, Standing};
use crate::domain::asset::{Asset, ManagedBy};
use crate::domain::id::{AssetTag, AuthorisationNumber, ClientCode, ThirdPartyCode};

/// Under what work on assets of third parties was done; kept with the entry of time.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Permit {
    /// What was in force.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cited: Vec<Cited>,
    /// The assets for which nothing was.
    #[serde(rename = "override", default, skip_serializing_if = "Option::is_none")]
    pub overridden: Option<Override>,
}

/// An authorisation that was in force for an asset.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cited {
    /// The asset.
    pub asset: AssetTag,
    /// Whose.
    pub third_party: ThirdPartyCode,
    /// Its number.
    pub authorisation: AuthorisationNumber,
    /// What it is.
    pub kind: Agreement,
}

/// Work without leave, and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// On which assets.
    pub assets: Vec<AssetTag>,
    /// Why it was done all the same.
    pub reason: String,
}

/// An asset that a third party manages, and what allows work on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Managed {
    /// The asset.
    pub asset: AssetTag,
    /// The third party that it names, as it is written.
    pub party: Option<String>,
    /// What is in force on the day that was asked for.
    pub leave: Option<Authorisation>,
    /// The last that was, where nothing is.
    pub last: Option<Authorisation>,
}

/// The code that an asset names; nothing where it names none.
pub(super) fn party_of(asset: &Asset) -> Option<ThirdPartyCode> {
    asset.attr(ATTR).and_then(|code| ThirdPartyCode::new(code).ok())
}

/// Those of `assets` that third parties manage, each with what is in force on `day` of the client's zone (rule 22).
#[must_use]
pub fn managed(
    client: &ClientCode,
    assets: &[Asset],
    authorisations: &[Authorisation],
    day: NaiveDate,
) -> Vec<Managed> {
    let theirs = assets.iter().filter(|asset| asset.managed_by == ManagedBy::ThirdParty);
    theirs.map(|asset| look(client, asset, authorisations, day)).collect()
}

/// The authorisation that names the asset goes before one of all assets, a newer before an older one.
fn look(client: &ClientCode, asset: &Asset, authorisations: &[Authorisation], day: NaiveDate) -> Managed {
    let about = || authorisations.iter().filter(|known| known.covers(client, asset));
    let in_force = about().filter(|known| known.standing_on(day) == Standing::InForce);
    let leave = in_force.max_by_key(|known| (!known.assets.is_empty(), known.number)).cloned();
    let last = about().filter(|known| known.standing_on(day) == Standing::Over).max_by_key(|known| known.to).cloned();
    Managed {
        asset: asset.tag.clone(),
        party: asset.attr(ATTR).map(str::to_owned),
        last: if leave.is_some() { None } else { last },
        leave,
    }
}

impl Permit {
    /// The authorisations that are cited, each once: `A-3`.
    #[must_use]
    pub fn numbers(&self) -> Vec<String> {
        let numbers: std::collections::BTreeSet<_> = self.cited.iter().map(|cited| cited.authorisation).collect();
        numbers.iter().map(ToString::to_string).collect()
    }

    /// The same for programs: numbers, then `override:` with the reason.
    #[must_use]
    pub fn codes(&self) -> Vec<String> {
        let overridden = self.overridden.as_ref().map(|over| format!("override: {}", over.reason));
        self.numbers().into_iter().chain(overridden).collect()
    }

    /// What is kept of `managed`: what was in force, and for the others `reason`. Nothing where there is nothing to say.
    ///
    /// # Errors
    /// Without a reason, the assets for which nothing is in force.
    pub fn of<'m>(managed: &'m [Managed], reason: Option<&str>) -> Result<Option<Self>, Vec<&'m Managed>> {
        let bare: Vec<&Managed> = managed.iter().filter(|asset| asset.leave.is_none()).collect();
        let overridden = match (reason, bare.is_empty()) {
            (_, true) => None,
            (None, false) => return Err(bare),
            (Some(reason), false) => {
                let assets = bare.iter().map(|asset| asset.asset.clone()).collect();
                Some(Override { assets, reason: reason.to_owned() })
            }
        };
        let cited = managed.iter().filter_map(Managed::cited).collect();
        let permit = Self { cited, overridden };
        Ok((permit != Self::default()).then_some(permit))
    }
}

impl Managed {
    fn cited(&self) -> Option<Cited> {
        let leave = self.leave.as_ref()?;
        Some(Cited {
            asset: self.asset.clone(),
            third_party: leave.third_party.clone(),
            authorisation: leave.number,
            kind: leave.kind,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::asset::{AssetKind, Field};
    use crate::domain::third_party::BadAuthorisation;

    fn asset(tag: &str, party: &str) -> Asset {
        let mut asset = Asset::new(AssetTag::new(tag).unwrap(), AssetKind::Application);
        asset.managed_by = ManagedBy::ThirdParty;
        asset.set(&Field::Attr(ATTR.to_owned()), party).unwrap();
        asset
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn leave(number: i64, party: &str, assets: &[&str], from: &str, to: Option<&str>) -> Authorisation {
        Authorisation {
            number: AuthorisationNumber(number),
            client: ClientCode::new("ried").unwrap(),
            third_party: ThirdPartyCode::new(party).unwrap(),
            assets: assets.iter().map(|tag| AssetTag::new(tag).unwrap()).collect(),
            kind: Agreement::Authorisation,
            granted_by: "Mme Weber".to_owned(),
            from: day(from),
            to: to.map(day),
            scope: None,
            evidence: None,
            ended_because: None,
        }
    }

    fn number(assets: &[Asset], known: &[Authorisation], on: &str) -> Option<i64> {
        let ried = ClientCode::new("Ried").unwrap();
        managed(&ried, assets, known, day(on)).pop().and_then(|m| m.leave).map(|a| a.number.0)
    }

    #[test]
    fn both_first_and_last_day_count() {
        let known = [leave(1, "sage", &["ERP"], "2026-01-05", Some("2026-01-09"))];
        let erp = [asset("ERP", "SAGE")];
        for (on, want) in [("2026-01-04", None), ("2026-01-05", Some(1)), ("2026-01-09", Some(1)), ("2026-01-10", None)]
        {
            assert_eq!(number(&erp, &known, on), want, "{on}");
        }
    }

    #[test]
    fn another_party_another_asset_or_another_client_is_no_leave() {
        let on = "2026-01-05";
        let all = leave(1, "sage", &[], on, None);
        assert_eq!(number(&[asset("ERP", "sage")], std::slice::from_ref(&all), on), Some(1));
        assert_eq!(number(&[asset("ERP", "cegid")], std::slice::from_ref(&all), on), None);
        let other = Authorisation { client: ClientCode::new("lys").unwrap(), ..all };
        assert_eq!(number(&[asset("ERP", "sage")], &[other], on), None);
        assert_eq!(number(&[asset("ERP", "sage")], &[leave(1, "sage", &["CRM"], on, None)], on), None);
    }

    #[test]
    fn an_asset_of_nobody_named_needs_an_authorisation_of_its_own() {
        let on = "2026-01-05";
        let erp = [asset("ERP", "")];
        assert_eq!(number(&erp, &[leave(1, "sage", &[], on, None)], on), None);
        let named = leave(2, "sage", &["erp"], on, None);
        assert_eq!(number(&erp, std::slice::from_ref(&named), on), Some(2));
        assert_eq!(number(&erp, &[Authorisation { kind: Agreement::Cooperation, ..named }], on), None);
    }

    #[test]
    fn the_one_that_names_the_asset_is_cited_before_a_newer_one_of_all() {
        let on = "2026-01-05";
        let known = [leave(1, "sage", &["ERP"], on, None), leave(2, "sage", &[], on, None)];
        assert_eq!(number(&[asset("ERP", "sage")], &known, on), Some(1));
    }

    #[test]
    fn an_override_names_only_the_assets_without_leave() {
        let on = "2026-01-05";
        let ried = ClientCode::new("ried").unwrap();
        let both = [asset("ERP", "sage"), asset("CRM", "sage")];
        let found = managed(&ried, &both, &[leave(1, "sage", &["ERP"], on, None)], day(on));
        assert_eq!(Permit::of(&found, None).unwrap_err().len(), 1);
        let permit = Permit::of(&found, Some("server on fire")).unwrap().unwrap();
        assert_eq!(permit.cited.len(), 1);
        assert_eq!(permit.overridden.as_ref().unwrap().assets, [AssetTag::new("CRM").unwrap()]);
        let own = [Asset::new(AssetTag::new("PC").unwrap(), AssetKind::Laptop)];
        assert_eq!(Permit::of(&managed(&ried, &own, &[], day(on)), Some("x")), Ok(None));
    }

    #[test]
    fn what_is_over_cannot_be_ended_and_an_end_is_not_before_the_beginning() {
        let known = leave(1, "sage", &[], "2026-01-05", None);
        let ended = known.ended(day("2026-02-01"), Some("sold".to_owned())).unwrap();
        assert_eq!(ended.standing_on(day("2026-02-02")), Standing::Over);
        assert!(matches!(ended.ended(day("2026-02-01"), None), Err(BadAuthorisation::Over { .. })));
        assert!(matches!(known.ended(day("2026-01-04"), None), Err(BadAuthorisation::Backwards { .. })));
    }
}
