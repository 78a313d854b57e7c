//! `infog asset target remove`.

use chrono::NaiveDate;

use super::{Scope, json_of, subject};
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::domain::version::{Aim, Component};
use crate::store;

/// Take a target version or an end of support away
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset target remove os --product Debian                          the target version
  infog asset target remove os --product Debian --support --version 11   an end of support")]
pub struct Args {
    /// What: os, firmware, version (an application itself), or the name of a software
    component: String,

    /// The end of support, not the target version
    #[arg(long)]
    support: bool,

    /// Of which version the support ends
    #[arg(long, requires = "support")]
    version: Option<String>,

    #[command(flatten)]
    scope: Scope,
}

impl Args {
    /// Takes it away.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (component, stamp) = (Component::parse(&self.component)?, ctx.stamp_now());
        // the version and the day themselves do not say which rule it is
        let aim = match self.support {
            true => Aim::SupportEnds { version: self.version.clone(), on: NaiveDate::MIN },
            false => Aim::Reach { version: "0".to_owned() },
        };
        let rule = ctx.write(|db| {
            let wanted = self.scope.rule(db, &component, aim.clone())?;
            let known = store::version_rule::same(db, &wanted)?.ok_or_else(|| {
                Failure::refused(format!("there is no such rule for `{}`", subject(&wanted)))
                    .hinted("`infog asset target list` shows them all")
            })?;
            store::version_rule::remove(db, &known, &stamp)?;
            Ok(known)
        })?;
        let about = subject(&rule);
        ctx.changed(&json_of(&rule), &ctx.locale.target_removed(about.as_str()), &about)?;
        Ok(Exit::Done)
    }
}
