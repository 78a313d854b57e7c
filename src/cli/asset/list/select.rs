//! Which assets a list holds.

use chrono::NaiveDate;

use crate::cli::estate::Estate;
use crate::cli::failure::Failure;
use crate::domain::asset::cover::Protection;
use crate::domain::asset::expiry::{self, Ending};
use crate::domain::asset::query::Condition;
use crate::domain::asset::{Asset, AssetKind, AssetStatus, Field};
use crate::domain::contract::clauses::Every;
use crate::domain::fold::fold;
use crate::domain::nearest::nearest;
use crate::domain::site::Site;

/// What an asset may lack.
pub enum Lack {
    /// A cover.
    Protection(Protection),
    /// A contract in force.
    Contract,
    /// A column.
    Field(Field),
}

impl Lack {
    /// Reads `backup`, `antivirus`, `contract`, or the name of a column.
    ///
    /// # Errors
    /// It is none of them; the nearest is hinted.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let text = text.trim();
        match fold(text).as_str() {
            "backup" | "sauvegarde" => return Ok(Self::Protection(Protection::Backup)),
            "antivirus" => return Ok(Self::Protection(Protection::Antivirus)),
            "contract" | "contrat" => return Ok(Self::Contract),
            _ => {}
        }
        Field::parse(text).map(Self::Field).ok_or_else(|| {
            let known = ["backup", "antivirus", "contract"].into_iter().chain(Field::NAMES);
            let failure = Failure::refused(format!("`{text}` is nothing that an asset can lack"));
            match nearest(text, known) {
                Some(near) => failure.hinted(format!("did you mean `{near}`?")),
                None => failure.hinted("it may lack `backup`, `antivirus`, `contract` or any field, such as `serial`"),
            }
        })
    }

    /// Whether `asset` lacks it; a column only where its kind asks for it, or where no kind does.
    fn is_of(&self, asset: &Asset, estate: Option<&Estate>) -> bool {
        match self {
            Self::Protection(protection) => estate.is_some_and(|e| e.covers.leaves_out(*protection, asset)),
            Self::Contract => {
                asset.kind.belongs_in_contract() && estate.is_some_and(|estate| !estate.is_covered(asset))
            }
            Self::Field(field) => asset.get(field).is_none() && is_asked(asset.kind, field),
        }
    }
}

fn is_asked(kind: AssetKind, field: &Field) -> bool {
    let name = field.name();
    let asks = |kind: &AssetKind| kind.needs().iter().any(|need| *need == name);
    asks(&kind) || !AssetKind::ALL.iter().any(asks)
}

/// Every filter that was given; they add up.
pub struct Selection {
    /// Any of these kinds; none is all.
    pub kinds: Vec<AssetKind>,
    /// Any of these statuses; none is all.
    pub statuses: Vec<AssetStatus>,
    /// At this site, without case and accents.
    pub site: Option<String>,
    /// All of these hold.
    pub conditions: Vec<Condition>,
    /// It lacks all of these.
    pub lacks: Vec<Lack>,
    /// Something of it ends within this time.
    pub within: Option<Every>,
    /// It lacks something that its kind asks for.
    pub missing: bool,
}

impl Selection {
    /// The kind that the database can look for.
    pub fn only_kind(&self) -> Option<AssetKind> {
        if let [only] = self.kinds.as_slice() { Some(*only) } else { None }
    }

    /// The status that the database can look for.
    pub fn only_status(&self) -> Option<AssetStatus> {
        if let [only] = self.statuses.as_slice() { Some(*only) } else { None }
    }

    /// Whether contracts, covers or the client's day must be known.
    pub fn asks_estates(&self) -> bool {
        self.within.is_some() || self.lacks.iter().any(|lack| !matches!(lack, Lack::Field(_)))
    }

    /// Whether an asset that names its site as `own` is at the site that was asked for: by the same words, or because one
    /// of its client's `sites` is called both.
    pub fn is_at(&self, own: Option<&str>, sites: &[&Site]) -> bool {
        let (Some(wanted), Some(own)) = (&self.site, own) else { return self.site.is_none() };
        fold(own.trim()) == fold(wanted.trim())
            || sites.iter().any(|site| site.is_called(wanted) && site.is_called(own))
    }

    /// Whether `asset` is in the list, wherever it is. What lacks something or ends is looked for among what is not gone, unless a
    /// status was said.
    pub fn takes(&self, asset: &Asset, estate: Option<&Estate>) -> bool {
        let any = |list: &[AssetKind]| list.is_empty() || list.contains(&asset.kind);
        let matters = self.lacks.is_empty() && self.within.is_none() || !self.statuses.is_empty();
        any(&self.kinds)
            && (self.statuses.is_empty() || self.statuses.contains(&asset.status))
            && (matters || !asset.status.is_gone())
            && self.conditions.iter().all(|condition| condition.holds(asset))
            && self.lacks.iter().all(|lack| lack.is_of(asset, estate))
            && (!self.missing || !asset.missing().is_empty())
            && (self.within.is_none() || self.ending(asset, estate).is_some())
    }

    /// What of it ends first within the time.
    pub fn ending(&self, asset: &Asset, estate: Option<&Estate>) -> Option<(Ending, NaiveDate)> {
        let estate = estate?;
        expiry::first(estate.endings(asset), estate.today, self.within?.after(estate.today)?)
    }
}
