//! `infog asset target list`.

use super::json_of;
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::domain::client::Client;
use crate::domain::version::{Aim, Rule};
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table};
use crate::store;

/// List target versions and ends of support
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset target list
  infog asset target list --client ried      its own and those of all")]
pub struct Args {
    /// Those of this client and of all
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,
}

impl Args {
    /// Prints them: those for all clients first.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let rules = ctx.read(|db| {
            let client = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
            let mut rules = store::version_rule::list(db)?;
            let is_of = |rule: &Rule, wanted: &Client| rule.client.as_ref().is_none_or(|code| *code == wanted.code);
            rules.retain(|rule| client.as_ref().is_none_or(|client| is_of(rule, client)));
            Ok(rules)
        })?;
        let mut page = Page::new();
        page.table(table(&ctx.locale, &rules));
        ctx.answer(&Answer { json: rules.iter().map(json_of).collect(), page })?;
        Ok(Exit::Done)
    }
}

fn table(locale: &Locale, rules: &[Rule]) -> Table {
    let mut table = Table::new("targets", locale.target_none())
        .column(Column::new("client", locale.title_client()))
        .column(Column::new("component", locale.title_component()))
        .column(Column::new("product", locale.title_product()))
        .column(Column::new("target", locale.title_target_version()))
        .column(Column::new("version", locale.title_version()))
        .column(Column::new("supported_until", locale.title_supported_until()));
    for rule in rules {
        let (target, version, until) = match &rule.aim {
            Aim::Reach { version } => (Some(version.as_str()), None, None),
            Aim::SupportEnds { version, on } => (None, version.as_deref(), Some(*on)),
        };
        table.row([
            rule.client.as_ref().map(|client| client.as_str()).into(),
            rule.component.code().into(),
            rule.product.as_deref().into(),
            target.into(),
            version.into(),
            until.map_or_else(Cell::none, |day| Cell::both(locale.date(day), day)),
        ]);
    }
    table
}
