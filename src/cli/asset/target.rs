//! Target versions and ends of support.

mod list;
mod remove;
mod set;
mod support;

use serde_json::{Value, json};

use crate::cli::completions::candidates;
use crate::cli::failure::Failure;
use crate::cli::find;
use crate::domain::asset::AssetStatus;
use crate::domain::version::{Aim, Component, Rule, standings};
use crate::store::asset::Filter;
use crate::store::{self, Db};

verbs! { "Say which versions are wanted, and until when makers support them" {
    Set(set::Args),
    Support(support::Args),
    #[command(visible_alias = "ls")]
    List(list::Args),
    Remove(remove::Args),
} }

/// Which things a rule is about.
#[derive(clap::Args, Debug)]
struct Scope {
    /// Only where the product's name holds these words: "Windows 10", "FortiGate 60F"
    #[arg(long, value_name = "WORDS")]
    product: Option<String>,

    /// For this client alone [default: for all]
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,
}

impl Scope {
    fn rule(&self, db: &mut dyn Db, component: &Component, aim: Aim) -> Result<Rule, Failure> {
        let client = self.client.as_deref().map(|code| find::client(db, code)).transpose()?.map(|client| client.code);
        let rule = Rule { client, component: component.clone(), product: self.product.clone(), aim };
        Ok(rule.checked()?)
    }
}

/// A rule for programs.
fn json_of(rule: &Rule) -> Value {
    let (target, version, until) = match &rule.aim {
        Aim::Reach { version } => (Some(version), None, None),
        Aim::SupportEnds { version, on } => (None, version.as_ref(), Some(on)),
    };
    json!({
        "client": rule.client,
        "component": rule.component,
        "product": rule.product,
        "target": target,
        "version": version,
        "supported_until": until,
    })
}

/// How many assets in use the rule is about. Rules for others do not matter.
fn touched(db: &mut dyn Db, rule: &Rule) -> Result<usize, Failure> {
    let (rules, mut count) = ([rule.clone()], 0);
    let filter = Filter { client: rule.client.as_ref(), ..Filter::default() };
    store::asset::each(db, &filter, &mut |client, asset| {
        let used = !matches!(asset.status, AssetStatus::Retired | AssetStatus::Lost);
        count += usize::from(used && standings(&client, &asset, &rules).iter().any(|s| s.component == rule.component));
        Ok(())
    })?;
    Ok(count)
}

/// `os Debian`, `firmware`: what a rule is about.
fn subject(rule: &Rule) -> String {
    match &rule.product {
        Some(product) => format!("{} {product}", rule.component),
        None => rule.component.to_string(),
    }
}
