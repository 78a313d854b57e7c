//! Versions of systems, firmware and software: which one is behind its target, and until when it is supported.

use std::cmp::Ordering;
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::asset::{Asset, Field};
use super::date;
use super::fold::words;
use super::id::ClientCode;
use super::text::{self, BadText};

/// Compares two versions part by part: numbers as numbers, letters as letters; `7.4.10` is after `7.4.5`.
///
/// ```
/// use infog::domain::version::compare;
/// use std::cmp::Ordering;
/// assert_eq!(compare("v7.4.5 build2573", "7.4.10"), Ordering::Less);
/// assert_eq!(compare("22H2", "23H2"), Ordering::Less);
/// assert_eq!(compare("12.0", "12"), Ordering::Greater);
/// ```
#[must_use]
pub fn compare(a: &str, b: &str) -> Ordering {
    parts(a).cmp(&parts(b))
}

/// Whether `version` is `branch` or one of it: `11.7` of `11`, not `110` of `11`.
#[must_use]
pub fn is_of(version: &str, branch: &str) -> bool {
    let (version, branch) = (parts(version), parts(branch));
    !branch.is_empty() && version.starts_with(&branch)
}

#[derive(PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Part {
    Letters(String),
    /// Digits without leading zeros, shorter ones first: no number is too long.
    Number(usize, String),
}

fn parts(version: &str) -> Vec<Part> {
    let text = version.trim().to_lowercase();
    let text = text.strip_prefix('v').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(&text);
    let mut found = Vec::new();
    for run in text.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()) {
        let mut rest = run;
        while let Some(first) = rest.chars().next() {
            let digits = first.is_ascii_digit();
            let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
            let (part, after) = rest.split_at(end);
            found.push(if digits { number(part) } else { Part::Letters(part.to_owned()) });
            rest = after;
        }
    }
    found
}

fn number(digits: &str) -> Part {
    let bare = digits.trim_start_matches('0');
    Part::Number(bare.len(), bare.to_owned())
}

/// What of an asset has a version.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Component {
    /// Its operating system: column `os_version`.
    Os,
    /// Its firmware: column `firmware`.
    Firmware,
    /// The thing itself, an application for example: `attr.version`.
    Itself,
    /// Software on it by name: `attr.version.NAME`.
    Named(String),
}

/// The text names no component.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` names no component; say `os`, `firmware`, `version`, or the name of a software in up to 50 letters and digits"
)]
pub struct BadComponent(pub String);

impl Component {
    /// Reads `os`, `firmware`, `version` or the name of a software; blanks in it become hyphens.
    ///
    /// # Errors
    /// [`BadComponent`]: there is no letter and no digit in it, or it is too long.
    pub fn parse(text: &str) -> Result<Self, BadComponent> {
        let name = words(text);
        match name.as_str() {
            "os" | "systeme" | "system" | "operating system" | "systeme d exploitation" => Ok(Self::Os),
            "firmware" | "micrologiciel" | "bios" => Ok(Self::Firmware),
            "version" | "itself" => Ok(Self::Itself),
            _ if name.is_empty() || name.chars().count() > 50 => Err(BadComponent(date::clipped(text))),
            _ => Ok(Self::Named(name.replace(' ', "-"))),
        }
    }

    /// Its code: `os`, `firmware`, `version`, or the name of the software.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Os => "os",
            Self::Firmware => "firmware",
            Self::Itself => "version",
            Self::Named(name) => name,
        }
    }

    /// The column that holds its version.
    #[must_use]
    pub fn field(&self) -> Field {
        match self {
            Self::Os => Field::Text("os_version"),
            Self::Firmware => Field::Text("firmware"),
            Self::Itself => Field::Attr("version".into()),
            Self::Named(name) => Field::Attr(format!("version.{name}")),
        }
    }

    /// The component whose version stands in this column.
    #[must_use]
    pub fn of(field: &Field) -> Option<Self> {
        match field {
            Field::Text("os_version") => Some(Self::Os),
            Field::Text("firmware") => Some(Self::Firmware),
            Field::Attr(name) if name == "version" => Some(Self::Itself),
            Field::Attr(name) => name.strip_prefix("version.").map(|name| Self::Named(name.to_owned())),
            _ => None,
        }
    }

    /// What the asset has there, by product: the system's name, the make of the machine, the software.
    fn product(&self, asset: &Asset) -> Option<String> {
        let of = |columns: &[&str]| {
            let known: Vec<&str> = columns.iter().filter_map(|column| asset.text(column)).collect();
            (!known.is_empty()).then(|| known.join(" "))
        };
        match self {
            Self::Os => of(&["os"]),
            Self::Firmware => of(&["manufacturer", "model"]),
            Self::Itself => Some(of(&["manufacturer", "label", "model"]).unwrap_or_else(|| asset.tag.to_string())),
            Self::Named(name) => Some(name.clone()),
        }
    }

    /// Its version: the column, or for a system the number in its name (`Debian GNU/Linux 12`).
    fn version(&self, asset: &Asset, rule: &Rule) -> Option<String> {
        let column = asset.get(&self.field());
        if column.is_some() || *self != Self::Os {
            return column;
        }
        let known = words(rule.product.as_deref().unwrap_or_default());
        let spoken = |word: &&str| known.split(' ').any(|part| part == words(word));
        let mut numbers =
            asset.text("os")?.split_whitespace().filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        numbers.rfind(|word| !spoken(word)).map(str::to_owned)
    }
}

impl fmt::Display for Component {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl TryFrom<String> for Component {
    type Error = BadComponent;

    fn try_from(text: String) -> Result<Self, BadComponent> {
        Self::parse(&text)
    }
}

impl From<Component> for String {
    fn from(component: Component) -> Self {
        component.code().to_owned()
    }
}

/// What a rule asks for or says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Aim {
    /// Nothing should be older than this.
    Reach {
        /// The target version.
        version: String,
    },
    /// The maker's support ends.
    SupportEnds {
        /// Of this version and those of its branch; absent: of every version.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        version: Option<String>,
        /// The last supported day.
        on: NaiveDate,
    },
}

/// A target version, or the end of a maker's support, for all clients or one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rule {
    /// For this client alone; its own rules beat those for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientCode>,
    /// Of which component.
    pub component: Component,
    /// Words that the product's name holds: `Windows 10`, `FortiGate 60F`. Absent: every product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// What it asks for or says.
    #[serde(flatten)]
    pub aim: Aim,
}

impl Rule {
    /// Which rule it replaces: the same client, component, product, and for support the same version.
    #[must_use]
    pub fn key(&self) -> String {
        let (aim, version) = match &self.aim {
            Aim::Reach { .. } => ("target", ""),
            Aim::SupportEnds { version, .. } => ("support", version.as_deref().unwrap_or_default()),
        };
        let product = words(self.product.as_deref().unwrap_or_default());
        format!("{aim}/{}/{product}/{}", self.component, words(version))
    }

    /// Checks its texts.
    ///
    /// # Errors
    /// [`BadText`]: one is empty, too long, or holds a control character.
    pub fn checked(mut self) -> Result<Self, BadText> {
        self.product = self.product.map(|product| text::line("product", &product)).transpose()?;
        match &mut self.aim {
            Aim::Reach { version } => *version = text::line("version", version)?,
            Aim::SupportEnds { version, .. } => {
                *version = version.as_deref().map(|version| text::line("version", version)).transpose()?;
            }
        }
        Ok(self)
    }

    fn is_for(&self, client: &ClientCode) -> bool {
        self.client.as_ref().is_none_or(|own| own == client)
    }

    /// Whether the asset has that product; without a product, whether it has that component.
    fn fits(&self, asset: &Asset) -> bool {
        match &self.product {
            Some(wanted) => self.component.product(asset).is_some_and(|product| holds(&product, wanted)),
            None => asset.get(&self.component.field()).is_some(),
        }
    }

    /// Own rules of a client before those for all, longer names of products before shorter ones.
    fn weight(&self) -> (bool, usize, usize) {
        let version = match &self.aim {
            Aim::Reach { .. } => 0,
            Aim::SupportEnds { version, .. } => version.as_deref().map_or(0, |v| parts(v).len() + 1),
        };
        let product = words(self.product.as_deref().unwrap_or_default());
        (self.client.is_some(), product.len(), version)
    }
}

/// Whether the whole words of `wanted` stand together in `product`.
fn holds(product: &str, wanted: &str) -> bool {
    let wanted = words(wanted);
    !wanted.is_empty() && format!(" {} ", words(product)).contains(&format!(" {wanted} "))
}

/// Where one component of an asset stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Standing {
    /// Which component.
    pub component: Component,
    /// Its product, as the asset has it.
    pub product: Option<String>,
    /// Its version, if it is known.
    pub version: Option<String>,
    /// What it should be at least.
    pub target: Option<String>,
    /// Older than the target; nothing where the version is unknown or no target is set.
    pub behind: Option<bool>,
    /// The last day of the maker's support.
    pub supported_until: Option<NaiveDate>,
}

impl Standing {
    /// The maker's support has ended.
    #[must_use]
    pub fn is_past_support(&self, today: NaiveDate) -> bool {
        self.supported_until.is_some_and(|until| until < today)
    }

    /// Something is to be done: it is behind, its version is unknown, or its support ends before or on `until`.
    #[must_use]
    pub fn needs_care(&self, until: NaiveDate) -> bool {
        let unknown = self.target.is_some() && self.behind.is_none();
        self.behind == Some(true) || unknown || self.supported_until.is_some_and(|on| on <= until)
    }
}

/// Where the components of an asset stand against the rules, by component. The asset's own `attr.support_until` beats
/// the rules for its system.
#[must_use]
pub fn standings(client: &ClientCode, asset: &Asset, rules: &[Rule]) -> Vec<Standing> {
    let mut fitting: Vec<&Rule> = rules.iter().filter(|rule| rule.is_for(client) && rule.fits(asset)).collect();
    fitting.sort_by_key(|rule| std::cmp::Reverse(rule.weight()));
    let own = asset.support_until();
    let mut components: Vec<Component> = fitting.iter().map(|rule| rule.component.clone()).collect();
    components.extend(own.map(|_| Component::Os));
    components.sort();
    components.dedup();
    let mut found: Vec<Standing> = components.into_iter().map(|c| standing(asset, c, &fitting)).collect();
    for standing in found.iter_mut().filter(|standing| standing.component == Component::Os) {
        standing.supported_until = own.or(standing.supported_until);
    }
    found.retain(|standing| standing.target.is_some() || standing.supported_until.is_some());
    found
}

fn standing(asset: &Asset, component: Component, rules: &[&Rule]) -> Standing {
    let of = || rules.iter().filter(|rule| rule.component == component);
    let version = of().find_map(|rule| component.version(asset, rule)).or_else(|| asset.get(&component.field()));
    let target = of().find_map(|rule| match &rule.aim {
        Aim::Reach { version } => Some(version.clone()),
        Aim::SupportEnds { .. } => None,
    });
    let supported_until = of().find_map(|rule| match &rule.aim {
        Aim::SupportEnds { version: Some(branch), on } => {
            version.as_deref().is_some_and(|version| is_of(version, branch)).then_some(*on)
        }
        Aim::SupportEnds { version: None, on } => Some(*on),
        Aim::Reach { .. } => None,
    });
    let behind = match (&version, &target) {
        (Some(version), Some(target)) => Some(!is_of(version, target) && compare(version, target).is_lt()),
        _ => None,
    };
    let product = component.product(asset);
    Standing { component, product, version, target, behind, supported_until }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::asset::AssetKind;

    fn asset(values: &[(&str, &str)]) -> Asset {
        let mut asset = Asset::new("X".parse().unwrap(), AssetKind::Server);
        for (column, value) in values {
            asset.set(&Field::parse(column).unwrap(), value).unwrap();
        }
        asset
    }

    fn rule(client: Option<&str>, component: &str, product: Option<&str>, aim: Aim) -> Rule {
        let client = client.map(|code| code.parse().unwrap());
        Rule { client, component: Component::parse(component).unwrap(), product: product.map(str::to_owned), aim }
    }

    fn reach(version: &str) -> Aim {
        Aim::Reach { version: version.into() }
    }

    fn ends(version: Option<&str>, on: &str) -> Aim {
        Aim::SupportEnds { version: version.map(str::to_owned), on: on.parse().unwrap() }
    }

    fn stand(asset: &Asset, rules: &[Rule]) -> Vec<Standing> {
        standings(&"ried".parse().unwrap(), asset, rules)
    }

    #[test]
    fn versions_are_compared_part_by_part() {
        for (a, b, want) in [
            ("7.4.5", "7.4.10", Ordering::Less),
            ("7.4.05", "7.4.5", Ordering::Equal),
            ("V7.4", "7.4", Ordering::Equal),
            ("21H2", "22H2", Ordering::Less),
            ("10.0.19045", "10.0.9200", Ordering::Greater),
            ("1.0-rc1", "1.0.1", Ordering::Less),
            ("99999999999999999999999999", "100000000000000000000000000", Ordering::Less),
        ] {
            assert_eq!(compare(a, b), want, "{a} {b}");
        }
        assert!(is_of("11.7", "11") && !is_of("110", "11") && !is_of("11", "11.7") && !is_of("11", ""));
    }

    #[test]
    fn a_component_has_a_column_of_its_own() {
        for (text, code, column) in [
            ("OS", "os", "os_version"),
            ("Micrologiciel", "firmware", "firmware"),
            ("version", "version", "attr.version"),
            ("Sage 100", "sage-100", "attr.version.sage-100"),
        ] {
            let component = Component::parse(text).unwrap();
            assert_eq!((component.code(), component.field().name().as_ref()), (code, column));
            assert_eq!(Component::of(&component.field()), Some(component));
        }
        assert!(Component::parse("!!").is_err());
        assert_eq!(Component::of(&Field::Text("os")), None);
    }

    #[test]
    fn the_version_may_stand_in_the_name_of_the_system() {
        let rules = [rule(None, "os", Some("Debian"), reach("12"))];
        let behind = |values: &[(&str, &str)]| stand(&asset(values), &rules).pop().map(|s| (s.version, s.behind));
        assert_eq!(behind(&[("os", "Debian GNU/Linux 11 (bullseye)")]), Some((Some("11".into()), Some(true))));
        assert_eq!(behind(&[("os", "Debian"), ("os_version", "12.4")]), Some((Some("12.4".into()), Some(false))));
        assert_eq!(behind(&[("os", "Debian")]), Some((None, None)));
        assert_eq!(behind(&[("os", "Windows 11")]), None);
    }

    #[test]
    fn a_product_is_meant_by_whole_words() {
        let rules = [rule(None, "os", Some("Windows 1"), ends(None, "2020-01-01"))];
        assert!(stand(&asset(&[("os", "Windows 10 Pro")]), &rules).is_empty());
        let rules = [rule(None, "os", Some("windows 10"), ends(None, "2025-10-14"))];
        let found = stand(&asset(&[("os", "Microsoft Windows 10 Pro")]), &rules);
        assert!(found[0].is_past_support("2025-10-15".parse().unwrap()));
        assert!(!found[0].is_past_support("2025-10-14".parse().unwrap()));
    }

    #[test]
    fn the_client_and_the_longer_product_win() {
        let rules = [
            rule(None, "firmware", None, reach("1")),
            rule(None, "firmware", Some("FortiGate"), reach("7.2")),
            rule(None, "firmware", Some("FortiGate 60F"), reach("7.4")),
            rule(Some("lagon"), "firmware", Some("FortiGate 60F"), reach("9")),
        ];
        let firewall = asset(&[("manufacturer", "Fortinet"), ("model", "FortiGate 60F"), ("firmware", "7.2.8")]);
        assert_eq!(stand(&firewall, &rules)[0].target.as_deref(), Some("7.4"));
        let own = [rules[2].clone(), rule(Some("RIED"), "firmware", None, reach("7.0"))];
        assert_eq!(stand(&firewall, &own)[0].behind, Some(false));
    }

    #[test]
    fn support_ends_by_branch_and_the_assets_own_date_wins() {
        let rules = [
            rule(None, "os", Some("Debian"), ends(Some("11"), "2026-08-31")),
            rule(None, "os", Some("Debian"), ends(Some("12"), "2028-06-30")),
        ];
        let until = |values: &[(&str, &str)]| stand(&asset(values), &rules).pop().and_then(|s| s.supported_until);
        assert_eq!(until(&[("os", "Debian"), ("os_version", "11.7")]), Some("2026-08-31".parse().unwrap()));
        assert_eq!(until(&[("os", "Debian"), ("os_version", "10")]), None);
        let own = [("os", "Debian"), ("os_version", "11"), ("attr.support_until", "01/02/2027")];
        assert_eq!(until(&own), Some("2027-02-01".parse().unwrap()));
    }

    #[test]
    fn a_rule_replaces_the_one_with_its_key() {
        let a = rule(None, "os", Some("Windows 10"), reach("22H2"));
        let b = rule(None, "os", Some("WINDOWS-10"), reach("23H2"));
        assert_eq!(a.key(), b.key());
        assert_ne!(a.key(), rule(None, "os", Some("Windows 10"), ends(None, "2025-10-14")).key());
        assert!(rule(None, "os", Some(" "), reach("1")).checked().is_err());
    }
}
