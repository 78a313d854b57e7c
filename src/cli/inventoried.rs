//! Whether a client accepted an inventory: what a contract says of it.

use serde_json::{Value, json};

use super::failure::Failure;
use super::find;
use crate::domain::calendar::Zone;
use crate::domain::campaign::Campaign;
use crate::domain::id::ClientCode;
use crate::domain::instant::Instant;
use crate::locale::Locale;
use crate::report::page::{Cell, Tone};
use crate::store::{self, Db};

/// The last inventory that a client accepted, if it ever did.
pub struct Inventoried {
    campaign: Option<Campaign>,
    zone: Zone,
}

impl Inventoried {
    /// As of `now`.
    ///
    /// # Errors
    /// The database.
    pub fn read(db: &mut dyn Db, client: &ClientCode, now: Instant) -> Result<Self, Failure> {
        let zone = find::zone_of(&find::client(db, client.as_str())?)?;
        Ok(Self { campaign: store::campaign::last_accepted(db, client, now)?, zone })
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let accepted = self.campaign.as_ref().and_then(|campaign| Some((campaign, campaign.accepted.as_ref()?)));
        match accepted {
            None => json!({ "state": "not-inventoried" }),
            Some((campaign, accepted)) => json!({
                "state": "accepted",
                "campaign": campaign.name,
                "accepted_at": self.zone.rfc3339(accepted.at),
                "accepted_by": accepted.by,
                "assets": accepted.assets,
            }),
        }
    }

    /// The day of the acceptance, or that there was none.
    pub fn short(&self, locale: &Locale) -> Cell {
        let accepted = self.campaign.as_ref().and_then(|campaign| campaign.accepted.as_ref());
        accepted.map_or_else(
            || not(locale),
            |accepted| {
                let day = self.zone.date(accepted.at);
                Cell::both(locale.inventoried_on(locale.date_short(day)), self.zone.rfc3339(accepted.at))
            },
        )
    }

    /// Which campaign, when, who accepted it and how many assets; or that there was none.
    pub fn whole(&self, locale: &Locale) -> Cell {
        let Some((campaign, accepted)) = self.campaign.as_ref().and_then(|c| Some((c, c.accepted.as_ref()?))) else {
            return not(locale);
        };
        let (day, count) = (locale.date(self.zone.date(accepted.at)), locale.integer(accepted.assets as i64));
        let words = locale.inventoried_in_full(campaign.name.as_str(), day, accepted.by.as_str(), count);
        Cell::both(words, &campaign.name)
    }
}

fn not(locale: &Locale) -> Cell {
    Cell::both(locale.not_inventoried(), "not-inventoried").tone(Tone::Warn)
}
