//! `infog report inventory`.

use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::estate::Estate;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::cli::inventoried::Inventoried;
use crate::domain::asset::AssetStatus;
use crate::domain::calendar::Zone;
use crate::domain::client::Language;
use crate::domain::instant::Instant;
use crate::domain::licence::Seats;
use crate::locale::{Lang, Locale};
use crate::report::inventory::{Inventory, LicenceLine, Standing};
use crate::report::inventory_page;
use crate::store::asset::Filter;
use crate::store::{self, Db};

/// Count a client's inventory: kinds, ages, statuses, what is unknown, and what lacks something
///
/// Outside any contract, without backup or antivirus, past warranty, past support, licences over-used. As of today;
/// retired and lost assets are counted by status only. In the client's language unless `--lang` says otherwise.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog report inventory --client ried
  infog report inventory --client ried --format md > ried-inventory.md
  infog asset list --client ried --without backup     the assets behind a figure")]
pub struct Args {
    /// Client; may be left out where there is only one
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,
}

impl Args {
    /// Prints the report.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (now, reader) = (ctx.now(), ctx.zone().clone());
        let (inventory, inventoried, language) = ctx.read(|db| counted(db, self.client.as_deref(), now, &reader))?;
        let language = ctx.settings.asked_language().unwrap_or(language);
        let locale = Locale::new(Lang::from(language));
        let page = inventory_page::page(&inventory, inventoried.whole(&locale), &locale);
        let mut json = inventory.json();
        if let Some(object) = json.as_object_mut() {
            object.insert("inventory".into(), inventoried.json());
        }
        ctx.answer_in(&locale, || json, || page)?;
        Ok(Exit::Done)
    }
}

fn counted(
    db: &mut dyn Db,
    client: Option<&str>,
    now: Instant,
    reader: &Zone,
) -> Result<(Inventory, Inventoried, Language), Failure> {
    let client = find::client_or_only(db, client)?;
    let estate = Estate::read(db, client, now, reader)?;
    let (code, name) = (estate.client.code.clone(), estate.client.name.clone());
    let mut inventory = Inventory::new(code.clone(), name, estate.today, estate.covers.clone());
    store::asset::each(db, &Filter { client: Some(&code), ..Filter::default() }, &mut |_, asset| {
        let in_contract = estate.is_covered(&asset);
        inventory.take(&asset, Standing { in_contract, support_until: estate.support_until(&asset) });
        Ok(())
    })?;
    let licences = store::licence::list(db, Some(&code))?;
    let held = licences.into_iter().filter(|(_, licence, _)| licence.status != AssetStatus::Retired);
    let line = |(_, licence, used): store::licence::Used| LicenceLine {
        product: licence.product().to_owned(),
        seats: Seats { bought: licence.seats, used },
        term: licence.licence_term(),
        tag: licence.tag,
    };
    inventory.licences = held.map(line).collect();
    Ok((inventory, Inventoried::read(db, &code, now)?, estate.client.language))
}
