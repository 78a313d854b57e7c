//! What ends on a date: warranties, subscriptions, licences, leases, certificates, support; and how old a machine is.

use chrono::{Datelike, NaiveDate};

use super::{Asset, AssetKind, AssetStatus};
use crate::domain::date;

/// What ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Ending {
    /// The maker's or seller's promise to repair.
    Warranty,
    /// What is paid for as long as it is used: hosting, mail, a firewall's updates, an antivirus.
    Subscription,
    /// The right to use software.
    Licence,
    /// A rented machine goes back.
    Lease,
    /// A certificate of a site or a service.
    Certificate,
    /// A domain name.
    Domain,
    /// The maker's updates.
    Support,
    /// The last day on which notice of a contract can be given.
    Notice,
    /// The last day of a contract's term.
    Contract,
    /// The provider's own insurance.
    Insurance,
    /// Leave to work on what a third party manages.
    Authorisation,
}

impl Ending {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Warranty,
        Self::Subscription,
        Self::Licence,
        Self::Lease,
        Self::Certificate,
        Self::Domain,
        Self::Support,
        Self::Notice,
        Self::Contract,
        Self::Insurance,
        Self::Authorisation,
    ];

    /// The code in JSON and CSV.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Warranty => "warranty",
            Self::Subscription => "subscription",
            Self::Licence => "licence",
            Self::Lease => "lease",
            Self::Certificate => "certificate",
            Self::Domain => "domain",
            Self::Support => "support",
            Self::Notice => "contract-notice",
            Self::Contract => "contract",
            Self::Insurance => "insurance",
            Self::Authorisation => "authorisation",
        }
    }

    /// What `expires_on` means for an asset of `kind`.
    #[must_use]
    pub const fn of_kind(kind: AssetKind) -> Self {
        match kind {
            AssetKind::Licence => Self::Licence,
            AssetKind::Certificate => Self::Certificate,
            AssetKind::Domain => Self::Domain,
            AssetKind::OperatingSystem => Self::Support,
            _ => Self::Subscription,
        }
    }
}

/// The names under which an import may keep the end of a maker's support.
const SUPPORT: [&str; 3] = ["support_until", "end_of_support", "support"];

impl Asset {
    /// The last day of its maker's support, where its own columns say it: `attr.support_until`, or `expires_on` of an
    /// operating system.
    #[must_use]
    pub fn support_until(&self) -> Option<NaiveDate> {
        let named = SUPPORT.iter().find_map(|name| date::parse(self.attr(name)?).ok());
        named.or_else(|| self.date("expires_on").filter(|_| self.kind == AssetKind::OperatingSystem))
    }

    /// Everything of it that ends, with its last day; `support` is that of its maker's support. Nothing of what is gone
    /// for good matters any more.
    pub fn endings(&self, support: Option<NaiveDate>) -> impl Iterator<Item = (Ending, NaiveDate)> + '_ {
        let expiry = Ending::of_kind(self.kind);
        let all = [
            (Ending::Warranty, self.date("warranty_until")),
            (Ending::Lease, self.date("lease_until")),
            (expiry, self.date("expires_on").filter(|_| expiry != Ending::Support)),
            (Ending::Support, support),
        ];
        let gone = matches!(self.status, AssetStatus::Retired | AssetStatus::Lost);
        all.into_iter().filter_map(move |(what, on)| Some((what, on.filter(|_| !gone)?)))
    }

    /// Its age in whole years on `today`, from its purchase or, where that is unknown, from its warranty's first day.
    #[must_use]
    pub fn age_years(&self, today: NaiveDate) -> Option<u32> {
        let born = self.date("purchased_on").or_else(|| self.date("warranty_from"))?;
        let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
        let years = today.year() - born.year() - i32::from(!had_birthday);
        Some(u32::try_from(years).unwrap_or(0))
    }
}

/// The first of `endings` from `from` to `to`, both included.
pub fn first(
    endings: impl Iterator<Item = (Ending, NaiveDate)>,
    from: NaiveDate,
    to: NaiveDate,
) -> Option<(Ending, NaiveDate)> {
    endings.filter(|(_, on)| (from..=to).contains(on)).min_by_key(|(what, on)| (*on, *what))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::asset::Field;
    use crate::domain::id::AssetTag;

    fn asset(kind: AssetKind, values: &[(&str, &str)]) -> Asset {
        let mut asset = Asset::new(AssetTag::new("X").unwrap(), kind);
        for (column, value) in values {
            asset.set(&Field::parse(column).unwrap(), value).unwrap();
        }
        asset
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_expires_depends_on_the_kind() {
        for (kind, want) in [
            (AssetKind::Licence, Ending::Licence),
            (AssetKind::Certificate, Ending::Certificate),
            (AssetKind::Firewall, Ending::Subscription),
            (AssetKind::OperatingSystem, Ending::Support),
        ] {
            let asset = asset(kind, &[("expires_on", "2026-09-30")]);
            let endings: Vec<_> = asset.endings(asset.support_until()).collect();
            assert_eq!(endings, [(want, date("2026-09-30"))]);
        }
    }

    #[test]
    fn of_several_ends_the_first_within_the_time_counts() {
        let server = asset(
            AssetKind::Server,
            &[("warranty_until", "2026-01-31"), ("lease_until", "2026-09-30"), ("attr.support_until", "31/08/2026")],
        );
        let (from, to) = (date("2026-07-01"), date("2026-12-31"));
        let first = first(server.endings(server.support_until()), from, to);
        assert_eq!(first, Some((Ending::Support, date("2026-08-31"))));
        let retired = Asset { status: AssetStatus::Retired, ..server };
        assert_eq!(retired.endings(None).count(), 0);
    }

    #[test]
    fn an_age_is_counted_in_whole_years() {
        let machine = asset(AssetKind::Laptop, &[("purchased_on", "2023-07-02")]);
        assert_eq!(machine.age_years(date("2026-07-01")), Some(2));
        assert_eq!(machine.age_years(date("2026-07-02")), Some(3));
        assert_eq!(machine.age_years(date("2020-01-01")), Some(0));
        assert_eq!(asset(AssetKind::Laptop, &[]).age_years(date("2026-07-01")), None);
    }
}
