//! `infog asset target set`.

use super::{Scope, json_of, subject, touched};
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Outcome};
use crate::domain::version::{Aim, Component};
use crate::store;

/// Set the version that nothing should be older than
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset target set os 12 --product Debian
  infog asset target set firmware 7.4.5 --product \"FortiGate 60F\"
  infog asset target set \"Sage 100\" 11.02 --client ried

The rule of a client beats the one for all, the longer product name the shorter one.")]
pub struct Args {
    /// What: os, firmware, version (an application itself), or the name of a software
    component: String,

    /// The target version
    version: String,

    #[command(flatten)]
    scope: Scope,
}

impl Args {
    /// Sets it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (component, stamp) = (Component::parse(&self.component)?, ctx.stamp_now());
        let (rule, changed, count) = ctx.write(|db| {
            let rule = self.scope.rule(db, &component, Aim::Reach { version: self.version.clone() })?;
            let changed = store::version_rule::put(db, &rule, &stamp)?;
            Ok((rule.clone(), changed, touched(db, &rule)?))
        })?;
        let about = subject(&rule);
        let text = match changed {
            true => ctx.locale.target_set(count, about.as_str(), self.version.trim()),
            false => ctx.locale.target_unchanged(about.as_str()),
        };
        ctx.changed(&json_of(&rule), &text, &about)?;
        Ok(Exit::Done)
    }
}
