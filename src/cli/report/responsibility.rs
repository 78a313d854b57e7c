//! `infog report responsibility`.

use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::estate::Estate;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::calendar::Zone;
use crate::domain::client::Language;
use crate::domain::instant::Instant;
use crate::locale::{Lang, Locale};
use crate::report::responsibility::Responsibility;
use crate::store::asset::Filter;
use crate::store::{self, Db};

/// Show who manages what: the provider, the client, third parties; services included
///
/// Machines are counted by kind, services and what others manage are named, with the contract that covers each, the
/// third parties with what is authorised, and the people of the contracts in force. In the client's language unless
/// `--lang` says otherwise.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog report responsibility --client ried
  infog report responsibility --client ried --json")]
pub struct Args {
    /// Client; may be left out where there is only one
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,
}

impl Args {
    /// Prints the report.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (now, reader) = (ctx.now(), ctx.zone().clone());
        let (report, language) = ctx.read(|db| made(db, self.client.as_deref(), now, &reader))?;
        let language = ctx.settings.asked_language().unwrap_or(language);
        let locale = Locale::new(Lang::from(language));
        ctx.answer_in(&locale, || report.json(), || report.page(&locale))?;
        Ok(Exit::Done)
    }
}

fn made(
    db: &mut dyn Db,
    client: Option<&str>,
    now: Instant,
    reader: &Zone,
) -> Result<(Responsibility, Language), Failure> {
    let client = find::client_or_only(db, client)?;
    let estate = Estate::read(db, client, now, reader)?;
    let (code, name) = (estate.client.code.clone(), estate.client.name.clone());
    let mut report = Responsibility::new(code.clone(), name, estate.today, estate.terms());
    store::asset::each(db, &Filter { client: Some(&code), ..Filter::default() }, &mut |_, asset| {
        let covered = estate.covered_by(&asset).into_iter();
        let covered = covered.map(|(contract, line)| (contract.clone(), line.cloned())).collect();
        report.take(&asset, covered);
        Ok(())
    })?;
    let authorisations = store::third_party::of_client(db, &code)?;
    for party in store::third_party::list(db, true)?.into_iter().filter(|party| party.serves(&code)) {
        report.meet(party, &authorisations);
    }
    Ok((report, estate.client.language))
}
