//! `infog asset target support`.

use super::{Scope, json_of, subject, touched};
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Outcome};
use crate::domain::date;
use crate::domain::version::{Aim, Component};
use crate::store;

/// Say until when a maker supports a product, or one of its versions
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset target support os 2025-10-14 --product \"Windows 10\"
  infog asset target support os 2026-08-31 --product Debian --version 11

One asset's own date stands in attr.support_until and beats these.")]
pub struct Args {
    /// What: os, firmware, version (an application itself), or the name of a software
    component: String,

    /// The last day of its support
    #[arg(value_name = "DATE")]
    until: String,

    /// Of this version and those of its branch: 11 means 11.7 too
    #[arg(long)]
    version: Option<String>,

    #[command(flatten)]
    scope: Scope,
}

impl Args {
    /// Sets it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (component, on) = (Component::parse(&self.component)?, date::parse(&self.until)?);
        let stamp = ctx.stamp_now();
        let (rule, changed, count) = ctx.write(|db| {
            let rule = self.scope.rule(db, &component, Aim::SupportEnds { version: self.version.clone(), on })?;
            let changed = store::version_rule::put(db, &rule, &stamp)?;
            Ok((rule.clone(), changed, touched(db, &rule)?))
        })?;
        let about = [Some(subject(&rule)), self.version.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let text = match changed {
            true => ctx.locale.support_set(count, about.as_str(), ctx.locale.date(on)),
            false => ctx.locale.target_unchanged(about.as_str()),
        };
        ctx.changed(&json_of(&rule), &text, &about)?;
        Ok(Exit::Done)
    }
}
