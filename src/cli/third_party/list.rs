//! `infog third-party list`.

use serde_json::{Value, json};

use super::json_of;
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::third_party::ThirdParty;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table, Tone};
use crate::store;

/// List third parties with how many assets each manages
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog third-party list
  infog third-party list --client ried --json")]
pub struct Args {
    /// Who work for this client; assets are counted of it alone
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Archived ones too
    #[arg(long)]
    all: bool,
}

impl Args {
    /// Prints them by code.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let parties = ctx.read(|db| {
            let client = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
            let code = client.as_ref().map(|client| &client.code);
            let mut parties: Vec<(ThirdParty, usize)> = Vec::new();
            let mut known = match code {
                Some(code) => store::third_party::serving(db, code)?,
                None => store::third_party::list(db, true)?,
            };
            known.retain(|party| self.all || !party.archived);
            for party in known {
                let assets = store::third_party::assets(db, code, Some(&party.code))?;
                let count = assets.iter().filter(|(_, asset)| !asset.status.is_gone()).count();
                parties.push((party, count));
            }
            Ok::<_, Failure>(parties)
        })?;
        let json = parties.iter().map(|(party, count)| {
            let mut object = json_of(party);
            object.insert("assets".into(), json!(count));
            Value::Object(object)
        });
        let json = json.collect::<Value>();
        let mut page = Page::new();
        page.table(table(&ctx.locale, &parties));
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }
}

fn table(locale: &Locale, parties: &[(ThirdParty, usize)]) -> Table {
    let mut table = Table::new("third_parties", locale.third_party_none())
        .column(Column::new("code", locale.title_code()))
        .column(Column::new("name", locale.title_name()))
        .column(Column::new("role", locale.title_role()).keep(3))
        .column(Column::new("client", locale.title_only_for()).keep(4))
        .column(Column::new("contact", locale.title_contact()).keep(2))
        .column(Column::new("hours", locale.title_hours()).keep(1))
        .column(Column::new("assets", locale.title_assets()).right());
    for (party, count) in parties {
        let tone = if party.archived { Tone::Dim } else { Tone::Plain };
        let row = [
            Cell::text(party.code.as_str()),
            Cell::text(party.name.as_str()),
            Cell::both(locale.third_party_role(party), party.role()),
            Cell::from(party.client.as_ref().map(|client| client.as_str())),
            Cell::from(party.contact.as_deref()),
            Cell::from(party.hours.as_deref()),
            Cell::number(locale.integer(i64::try_from(*count).unwrap_or(i64::MAX)), count),
        ];
        table.row(row.map(|cell| cell.tone(tone)));
    }
    table
}
