//! `infog third-party edit`.

use serde_json::{Value, json};

use super::{Values, json_of};
use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::third_party::ThirdParty;
use crate::store;

/// Change what is known of a third party, archive it or restore it
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog third-party edit sage --hours \"Mon-Fri 8-18\"
  infog third-party edit sage --contact \"\"          an empty text takes it away
  infog third-party edit cablo --archive            hidden from lists, its past kept")]
pub struct Args {
    /// Its code
    #[arg(add = candidates::third_parties())]
    code: String,

    /// New name
    #[arg(long)]
    name: Option<String>,

    /// The only client that it works for
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// It may work for any client
    #[arg(long, conflicts_with = "client")]
    any_client: bool,

    #[command(flatten)]
    values: Values,

    /// It works for the client
    #[arg(long, conflicts_with = "subcontractor")]
    no_subcontractor: bool,

    /// No longer used
    #[arg(long)]
    archive: bool,

    /// Used again
    #[arg(long, conflicts_with = "archive")]
    restore: bool,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records what changes.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        if self.says_nothing() {
            return Err(Failure::usage("nothing to change was given").hinted("see `infog third-party edit --help`"));
        }
        let stamp = ctx.stamp_at(&self.at, ctx.zone())?;
        let (before, after) = ctx.write(|db| {
            let before = find::third_party(db, &self.code)?;
            let client = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
            let client = client.map(|client| client.code).or_else(|| before.client.clone());
            let applied = self.values.apply(before.clone());
            let after = ThirdParty {
                name: self.name.clone().unwrap_or_else(|| before.name.clone()),
                client: client.filter(|_| !self.any_client),
                subcontractor: applied.subcontractor && !self.no_subcontractor,
                archived: (before.archived || self.archive) && !self.restore,
                ..applied
            };
            let after = after.checked()?;
            store::third_party::edit(db, &after, &stamp)?;
            Ok((before, after))
        })?;
        let changes = before.diff(&after);
        let code = after.code.as_str();
        let absent = || "—".to_owned();
        let told = changes.iter().map(|c| {
            let (before, after) = (c.before.clone(), c.after.clone());
            format!("{} {} → {}", c.field, before.unwrap_or_else(absent), after.unwrap_or_else(absent))
        });
        let text = match changes.is_empty() {
            true => ctx.locale.third_party_unchanged(code),
            false => ctx.locale.third_party_edited(code, told.collect::<Vec<_>>().join(", ")),
        };
        let mut json = json_of(&after);
        json.insert("changes".into(), json!(changes));
        ctx.changed(&Value::Object(json), &text, code)?;
        Ok(Exit::Done)
    }

    const fn says_nothing(&self) -> bool {
        let flags = self.any_client || self.no_subcontractor || self.archive || self.restore;
        self.name.is_none() && self.client.is_none() && self.values.is_empty() && !flags
    }
}
