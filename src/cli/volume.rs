//! Volumes of contracts: the facts of their accounts brought together, what is asked of logged work, what is said after.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::context::Ctx;
use super::desk::Desk;
use super::failure::Failure;
use crate::domain::contract::volume::{Volume, VolumeUnit};
use crate::domain::id::ContractRef;
use crate::domain::instant::Instant;
use crate::domain::money::Decimal;
use crate::domain::text;
use crate::domain::ticket::event::WorkMode;
use crate::domain::ticket::work::{Nature, Work};
use crate::domain::volume::block::{Block, blocks};
use crate::domain::volume::ledger::{Facts, What, account};
use crate::domain::volume::{Entry, Source};
use crate::report::volume::{Account, Statement};
use crate::report::volume_page;
use crate::store::{self, Db};
use chrono::NaiveDate;

/// Work as it is logged, under a ticket or under a contract.
#[derive(clap::Args, Debug)]
pub struct Logged {
    /// Minutes of work, 1 to 1440
    #[arg(long, value_name = "M", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=1440))]
    pub minutes: u32,

    /// The work was done on site
    #[arg(long)]
    on_site: bool,

    /// On site, but nobody travelled for it: no visit is counted
    #[arg(long, requires = "on_site")]
    no_travel: bool,

    /// What kind of work: repair, support, update …
    #[arg(long, value_name = "CODE", value_parser = natures(), hide_possible_values = true)]
    nature: Option<Nature>,

    /// Reference of the quote that was accepted; an evolution needs one
    #[arg(long, value_name = "REF")]
    quote: Option<String>,

    /// Piece of work of the contract's catalogue (unité d'œuvre)
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,

    /// How many of that piece
    #[arg(long, value_name = "N", requires = "unit")]
    quantity: Option<Decimal>,

    /// What was done
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
}

fn natures() -> impl TypedValueParser<Value = Nature> {
    let codes = Nature::ALL.iter().map(|nature| nature.code());
    PossibleValuesParser::new(codes).try_map(|code| Nature::ALL.iter().copied().find(|n| n.code() == code).ok_or(code))
}

impl Logged {
    /// Where it was done.
    #[must_use]
    pub const fn mode(&self) -> WorkMode {
        if self.on_site { WorkMode::OnSite } else { WorkMode::Remote }
    }

    /// What else is known of the work, checked against the volume that holds on its day.
    ///
    /// # Errors
    /// An evolution without a quote, a piece of work that the catalogue does not have, a quantity of nothing.
    pub fn work(&self, volume: Option<&Volume>) -> Result<Work, Failure> {
        let quote = self.quote.as_deref().map(|quote| text::line("quote", quote)).transpose()?;
        let unit = self.unit.as_deref().map(|unit| catalogued(unit, volume)).transpose()?;
        if self.quantity.is_some_and(|quantity| quantity <= Decimal::default()) {
            let quantity = self.quantity.unwrap_or_default();
            return Err(Failure::refused(format!("a quantity of {quantity} is no work")).hinted("give more than 0"));
        }
        let work =
            Work { nature: self.nature, quote, unit, quantity: self.quantity, no_travel: self.no_travel, permit: None };
        if work.has_its_quote() {
            return Ok(work);
        }
        let failure = Failure::refused("evolutive work is done under a quote that was accepted");
        Err(failure.hinted("name it with `--quote REF`"))
    }
}

/// The code as the catalogue spells it.
fn catalogued(unit: &str, volume: Option<&Volume>) -> Result<String, Failure> {
    let weights = volume.map(|v| v.weights.as_slice()).unwrap_or_default();
    if let Some(weight) = volume.and_then(|v| v.weight(unit)) {
        return Ok(weight.code.clone());
    }
    let failure = Failure::refused(format!("the contract has no piece of work `{unit}`"));
    let known: Vec<&str> = weights.iter().map(|w| w.code.as_str()).collect();
    Err(match known.as_slice() {
        [] => failure.hinted("its catalogue is `[[volume.weights]]` of the contract's file"),
        _ => failure.meant(unit, known.iter().copied()).hinted(format!("its catalogue: {}", known.join(", "))),
    })
}

/// The account of a contract's volume until `until`, with its blocks; none where the contract never had a volume.
///
/// # Errors
/// The database, or a calendar that is missing.
pub fn read(
    desk: &mut Desk,
    db: &mut dyn Db,
    reference: &ContractRef,
    until: NaiveDate,
) -> Result<Option<(Account, Vec<Block>)>, Failure> {
    let entries = store::work::entries(db, reference)?;
    account_of(desk, db, reference, &entries, until)
}

/// The same from work that was read already.
///
/// # Errors
/// As there.
pub fn account_of(
    desk: &mut Desk,
    db: &mut dyn Db,
    reference: &ContractRef,
    entries: &[Entry],
    until: NaiveDate,
) -> Result<Option<(Account, Vec<Block>)>, Failure> {
    let Some(contract) = desk.contract(db, reference)? else { return Ok(None) };
    let Some(terms) = contract.latest().filter(|_| contract.versions().iter().any(|v| v.volume.is_some())) else {
        return Ok(None);
    };
    let Some(rules) = desk.rules(db, reference, terms.amendment)? else { return Ok(None) };
    let calendar = std::rc::Rc::clone(rules.desk());
    let top_ups = store::work::top_ups(db, reference)?;
    let by_ticket = |v: &Volume| v.unit == VolumeUnit::Ticket;
    let counts = contract.versions().iter().filter_map(|v| v.volume.as_ref()).any(by_ticket);
    let tickets = if counts { store::work::counted(db, reference)? } else { Vec::new() };
    let blocks = blocks(&contract, &top_ups, until);
    let facts = Facts { contract: &contract, calendar: &calendar, blocks: &blocks, entries, tickets: &tickets, until };
    let lines = account(&facts);
    Ok(Some((Account { contract, calendar, top_ups, lines }, blocks)))
}

/// The statement with the titles and texts that it names.
///
/// # Errors
/// The database.
pub fn told(db: &mut dyn Db, account: &Account, from: NaiveDate, to: NaiveDate) -> Result<Option<Statement>, Failure> {
    let Some(mut statement) = Statement::new(account, from, to) else { return Ok(None) };
    let mut numbers: Vec<_> = statement.tickets().collect();
    numbers.sort_unstable();
    numbers.dedup();
    for number in numbers {
        if let Some(title) = store::ticket::title(db, number)? {
            statement.titles.insert(number, title);
        }
    }
    statement.texts = store::work::texts(db, &statement.terms.contract)?;
    Ok(Some(statement))
}

/// Says what an entry counted and what is left, and warns from 80 per cent on; nothing where there is no volume.
///
/// # Errors
/// The database.
pub fn say_balance(ctx: &mut Ctx, contract: &ContractRef, source: Source, at: Instant) -> Result<(), Failure> {
    let found = ctx.read(|db| {
        let mut desk = Desk::new();
        let Some(known) = desk.contract(db, contract)? else { return Ok(None) };
        let day = desk.contract_zone(db, &known)?.date(at);
        Ok(read(&mut desk, db, contract, day)?.and_then(|(account, _)| Statement::new(&account, day, day)))
    })?;
    let Some(statement) = found else { return Ok(()) };
    let line = statement.lines.iter().find(|line| match &line.what {
        What::Worked(entry, _) => entry.source == source,
        _ => false,
    });
    let Some(line) = line else { return Ok(()) };
    ctx.remark(&volume_page::balance(&statement, line, &ctx.locale));
    if let Some((_, sentence)) = volume_page::said(line, &statement.volume, &ctx.locale) {
        ctx.out.warning(&format!("{contract}: {sentence}"));
    }
    Ok(())
}
