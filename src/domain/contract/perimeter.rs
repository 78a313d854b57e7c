//! What a contract covers: lines in order, the first that matches an asset gives its targets.

use serde::{Deserialize, Serialize};

use super::terms::Terms;
use super::volume::LineUnit;
use crate::domain::asset::{Asset, AssetKind};
use crate::domain::fold::fold;
use crate::domain::id::{AssetTag, LineName};
use crate::domain::money::Money;
use crate::domain::site::{Site, resolve};

/// One `[[line]]`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Line {
    /// Its name, unique in the contract.
    pub name: LineName,
    /// Asset kinds (codes).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// Tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assets: Vec<AssetTag>,
    /// Sites.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<String>,
    /// Services.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<String>,
    /// Operating systems.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub os: Vec<String>,
    /// Tags that this line does not cover.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excluded: Vec<AssetTag>,
    /// What the line costs for each `unit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// What its price is paid for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<LineUnit>,
}

/// What a line may ask of an asset.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Subject<'a> {
    /// Its tag.
    pub tag: &'a AssetTag,
    /// Its kind, by code.
    pub kind: &'a str,
    /// Its site, by code or name.
    pub site: Option<&'a str>,
    /// That site, where it is a known one: a line may name it by the other of code and name.
    pub known_site: Option<&'a Site>,
    /// The services that it serves.
    pub services: &'a [&'a str],
    /// Its operating system.
    pub os: Option<&'a str>,
    /// The version of its operating system.
    pub os_version: Option<&'a str>,
}

impl<'a> Subject<'a> {
    /// An asset of which only tag and kind are known.
    #[must_use]
    pub const fn new(tag: &'a AssetTag, kind: &'a str) -> Self {
        Self { tag, kind, site: None, known_site: None, services: &[], os: None, os_version: None }
    }

    /// What is known of `asset`, with its [`services_of`].
    #[must_use]
    pub fn of(asset: &'a Asset, services: &'a [&'a str]) -> Self {
        let site = asset.site.as_deref();
        let (os, os_version) = (asset.text("os"), asset.text("os_version"));
        Self { tag: &asset.tag, kind: asset.kind.code(), site, known_site: None, services, os, os_version }
    }

    /// With the site that it names, where that is one of `sites`.
    #[must_use]
    pub fn among(self, sites: &'a [Site]) -> Self {
        Self { known_site: self.site.and_then(|site| resolve(sites, site)), ..self }
    }

    fn runs(&self, wanted: &str) -> bool {
        let Some(os) = self.os else { return false };
        let whole = format!("{os} {}", self.os_version.unwrap_or_default());
        begins(&folded(&whole), &folded(wanted))
    }
}

/// Case, accents and outer blanks folded: how names that people type are compared.
fn folded(text: &str) -> String {
    fold(text.trim())
}

/// The services that an asset serves: its `attr.service`, several with commas; a service serves itself, by tag and label.
///
/// Give them to [`Subject::of`].
#[must_use]
pub fn services_of(asset: &Asset) -> Vec<&str> {
    let named = asset.attr("service").into_iter().flat_map(|text| text.split([',', ';']));
    let itself = [Some(asset.tag.as_str()), asset.text("label")].into_iter().flatten();
    let mut services: Vec<&str> = named.map(str::trim).filter(|text| !text.is_empty()).collect();
    services.extend(itself.filter(|_| asset.kind == AssetKind::Service));
    services
}

/// Whether `text` begins with the whole words of `start`: "windows 1" does not begin "windows 11".
fn begins(text: &str, start: &str) -> bool {
    let rest = text.strip_prefix(start).filter(|_| !start.is_empty());
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

impl Line {
    /// A line that covers every asset.
    #[must_use]
    pub const fn named(name: LineName) -> Self {
        Self {
            name,
            kinds: Vec::new(),
            assets: Vec::new(),
            sites: Vec::new(),
            services: Vec::new(),
            os: Vec::new(),
            excluded: Vec::new(),
            price: None,
            unit: None,
        }
    }

    /// It names nothing, so it takes every asset that it does not exclude.
    #[must_use]
    pub const fn takes_everything(&self) -> bool {
        self.kinds.is_empty()
            && self.assets.is_empty()
            && self.sites.is_empty()
            && self.services.is_empty()
            && self.os.is_empty()
    }

    /// Whether it covers `asset`: any of its selectors matches, and it is not excluded.
    #[must_use]
    pub fn covers(&self, asset: &Subject<'_>) -> bool {
        !self.excluded.contains(asset.tag) && (self.takes_everything() || self.names(asset))
    }

    fn names(&self, asset: &Subject<'_>) -> bool {
        let any = |wanted: &[String], text: &str| {
            // most contracts name kinds by their codes, and an inventory asks this of every asset
            !wanted.is_empty()
                && (wanted.iter().any(|w| w == text) || {
                    let text = folded(text);
                    wanted.iter().any(|w| folded(w) == text)
                })
        };
        self.assets.contains(asset.tag)
            || any(&self.kinds, asset.kind)
            || asset.site.is_some_and(|site| any(&self.sites, site))
            || asset.known_site.is_some_and(|site| self.sites.iter().any(|wanted| site.is_called(wanted)))
            || asset.services.iter().any(|service| any(&self.services, service))
            || self.os.iter().any(|os| asset.runs(os))
    }
}

/// The first line that covers `asset`.
#[must_use]
pub fn covers<'l>(lines: &'l [Line], asset: &Subject<'_>) -> Option<&'l Line> {
    lines.iter().find(|line| line.covers(asset))
}

/// Where an asset stands in a contract.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Coverage<'l> {
    /// Covered by this line.
    Line(&'l Line),
    /// Covered, because the contract draws no lines.
    WholeContract,
    /// Out of the perimeter: no commitment (rule 21).
    Outside,
}

impl<'l> Coverage<'l> {
    /// The name of the line, where there is one.
    #[must_use]
    pub const fn line(self) -> Option<&'l LineName> {
        match self {
            Self::Line(line) => Some(&line.name),
            Self::WholeContract | Self::Outside => None,
        }
    }

    /// Whether the asset is in the perimeter.
    #[must_use]
    pub const fn is_inside(self) -> bool {
        !matches!(self, Self::Outside)
    }
}

impl Terms {
    /// Where `asset` stands: the first line that matches, or the whole contract where it draws no lines.
    #[must_use]
    pub fn coverage(&self, asset: &Subject<'_>) -> Coverage<'_> {
        if self.lines.is_empty() {
            return Coverage::WholeContract;
        }
        covers(&self.lines, asset).map_or(Coverage::Outside, Coverage::Line)
    }

    /// The line with this name.
    #[must_use]
    pub fn line(&self, name: &LineName) -> Option<&Line> {
        self.lines.iter().find(|line| line.name == *name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contract::tests::terms;

    fn line(name: &str) -> Line {
        Line::named(LineName::new(name).unwrap())
    }

    fn tag(text: &str) -> AssetTag {
        AssetTag::new(text).unwrap()
    }

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_first_line_that_matches_wins() {
        let lines = [
            Line { kinds: texts(&["server"]), ..line("serveurs") },
            Line { assets: vec![tag("SRV-01")], kinds: texts(&["laptop"]), ..line("reste") },
        ];
        let found = |t: &str, kind: &str| covers(&lines, &Subject::new(&tag(t), kind)).map(|l| l.name.to_string());
        assert_eq!(found("SRV-01", "server").as_deref(), Some("serveurs"));
        assert_eq!(found("srv-01", "storage").as_deref(), Some("reste"));
        assert_eq!(found("PC-1", "printer"), None);
    }

    #[test]
    fn an_excluded_asset_goes_on_to_the_next_line() {
        let lines = [Line { excluded: vec![tag("DIR")], ..line("tout") }, line("direction")];
        let found = |t: &str| covers(&lines, &Subject::new(&tag(t), "mobile")).map(|l| l.name.to_string());
        assert_eq!(found("dir").as_deref(), Some("direction"));
        assert_eq!(found("PC-1").as_deref(), Some("tout"));
    }

    #[test]
    fn sites_and_services_are_compared_without_case_and_accents() {
        let lines = [Line { sites: texts(&["Sélestat"]), services: texts(&["Comptabilité"]), ..line("l") }];
        let t = tag("X");
        let subject = Subject { site: Some("SELESTAT "), ..Subject::new(&t, "other") };
        assert!(covers(&lines, &subject).is_some());
        let subject = Subject { services: &["paie", "comptabilite"], ..Subject::new(&t, "other") };
        assert!(covers(&lines, &subject).is_some());
        assert!(covers(&lines, &Subject { site: Some("Colmar"), ..Subject::new(&t, "other") }).is_none());
    }

    #[test]
    fn an_asset_says_which_services_it_serves() {
        let lines = [Line { services: texts(&["Paie", "Messagerie"]), ..line("l") }];
        let mut asset = Asset::new(tag("SRV-01"), AssetKind::Server);
        let covered = |asset: &Asset| covers(&lines, &Subject::of(asset, &services_of(asset))).is_some();
        assert!(!covered(&asset));
        asset.attrs.insert("service".to_owned(), "fichiers, PAIE".to_owned());
        assert!(covered(&asset));
        let mut service = Asset::new(tag("SVC-2"), AssetKind::Service);
        service.texts.insert("label".to_owned(), "messagerie".to_owned());
        assert!(covered(&service));
    }

    #[test]
    fn an_operating_system_is_matched_by_whole_words() {
        let lines = [Line { os: texts(&["windows 11"]), ..line("l") }];
        let t = tag("X");
        let runs = |os, os_version| covers(&lines, &Subject { os, os_version, ..Subject::new(&t, "laptop") }).is_some();
        assert!(runs(Some("Windows 11 Pro"), None));
        assert!(runs(Some("Windows"), Some("11")));
        assert!(!runs(Some("Windows 110"), None));
        assert!(!runs(None, Some("windows 11")));
    }

    #[test]
    fn a_contract_without_lines_covers_everything() {
        let t = tag("X");
        assert_eq!(terms().coverage(&Subject::new(&t, "ups")), Coverage::WholeContract);
        let drawn = Terms { lines: vec![Line { kinds: texts(&["server"]), ..line("l") }], ..terms() };
        assert_eq!(drawn.coverage(&Subject::new(&t, "ups")), Coverage::Outside);
        assert_eq!(drawn.coverage(&Subject::new(&t, "server")).line().map(LineName::as_str), Some("l"));
    }
}
