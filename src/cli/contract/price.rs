//! `infog contract price`.

use serde_json::{Value, json};

use super::zone_of;
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::contract::volume::{Index, LineUnit, Price};
use crate::domain::contract::{Contract, Terms};
use crate::domain::money::{Decimal, Money};
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Facts, Page, Table};

/// Show the fee of a contract, revise it by its index, and tell it by amendment
///
/// P1 = P0 × S1 / S0, rounded half up to the cent; the formula goes down as well as up. Nothing is written: a new fee is an
/// amendment.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog contract price RIED-2025
  infog contract price RIED-2025 --index 318.4")]
pub struct Args {
    /// Reference of the contract
    #[arg(add = candidates::contracts())]
    contract: String,

    /// S1: the index at the date of the revision
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    index: Option<Decimal>,
}

/// A fee revised by its index.
struct Revision {
    index: Index,
    value: Decimal,
    revised: Money,
}

impl Args {
    /// Prints it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (now, reader) = (ctx.now(), ctx.zone().clone());
        let (contract, today) = ctx.read(|db| {
            let contract = find::contract(db, &self.contract)?;
            let calendar = contract.latest().map(|terms| terms.calendar.clone()).ok_or_else(|| self.no_price())?;
            Ok((contract, zone_of(db, &calendar, &reader)?.date(now)))
        })?;
        let terms =
            contract.version_on(today).or_else(|| contract.versions().first()).ok_or_else(|| self.no_price())?;
        let price = terms.price.as_ref().ok_or_else(|| self.no_price())?;
        let revision = self.index.map(|value| self.revised(price, value)).transpose()?;
        let page = page(&ctx.locale, &contract, terms, price, revision.as_ref());
        ctx.answer(&Answer { json: json_of(&contract, terms, price, revision.as_ref()), page })?;
        Ok(Exit::Done)
    }

    fn no_price(&self) -> Failure {
        Failure::refused(format!("contract `{}` gives no fee", self.contract))
            .hinted("`[price]` in its file says what a period costs; `infog contract check FILE` shows an example")
    }

    fn revised(&self, price: &Price, value: Decimal) -> Result<Revision, Failure> {
        let index = price.index.clone().ok_or_else(|| {
            Failure::refused(format!("the fee of contract `{}` is not revised by an index", self.contract))
                .hinted("`index = { name = \"Syntec\", base = \"310.0\" }` in `[price]` would say so")
        })?;
        if value <= Decimal::default() {
            let failure = Failure::refused(format!("an index of {value} is none"));
            return Err(failure.hinted(format!("give the value that {} has at the revision, above 0", index.name)));
        }
        let revised = price.amount.times(value.ten_thousandths(), index.base.ten_thousandths());
        Ok(Revision { index, value, revised })
    }
}

fn json_of(contract: &Contract, terms: &Terms, price: &Price, revision: Option<&Revision>) -> Value {
    let version = |terms: &Terms| {
        json!({
            "amendment": terms.amendment,
            "effective_on": terms.effective_on,
            "amount": terms.price.as_ref().map(|price| price.amount),
            "period": terms.price.as_ref().map(|price| price.period),
        })
    };
    let line = |line: &crate::domain::contract::perimeter::Line| json!({"line": line.name, "price": line.price, "unit": line.unit});
    json!({
        "contract": terms.contract,
        "client": terms.client,
        "amendment": terms.amendment,
        "amount": price.amount,
        "currency": price.currency,
        "period": price.period,
        "index": price.index,
        "revision": revision.map(|revision| json!({
            "value": revision.value,
            "amount": revision.revised,
            "change": minus(revision.revised, price.amount),
        })),
        "versions": contract.versions().iter().map(version).collect::<Vec<_>>(),
        "lines": terms.lines.iter().filter(|l| l.price.is_some()).map(line).collect::<Vec<_>>(),
    })
}

const fn minus(amount: Money, other: Money) -> Money {
    Money::from_cents(amount.cents().saturating_sub(other.cents()))
}

fn page(locale: &Locale, contract: &Contract, terms: &Terms, price: &Price, revision: Option<&Revision>) -> Page {
    let money = |amount: Money| locale.money(amount.cents(), &price.currency.to_string());
    let per_period =
        |amount: Money, price: &Price| locale.per_period(money(amount), locale.billing_period(price.period));
    let mut facts = Facts::new("price");
    facts.add("amount", locale.price_fee(), Cell::both(per_period(price.amount, price), price.amount));
    let named =
        |index: &Index| Cell::both(locale.price_index_base(index.name.as_str(), index.base.to_string()), &index.name);
    facts.maybe("index", locale.title_index(), price.index.as_ref().map(named));
    if let Some(Revision { index, value, revised }) = revision {
        let formula =
            locale.price_formula(money(price.amount), value.to_string(), index.base.to_string(), money(*revised));
        facts.add("revised", locale.price_revised(), Cell::both(formula, revised));
        let change = minus(*revised, price.amount);
        facts.add("change", locale.price_change(), Cell::both(money(change), change));
    }
    let mut page = Page::new();
    page.heading(1, locale.price_title(terms.contract.as_str())).facts(facts);
    page.heading(2, locale.price_versions());
    let mut versions = Table::new("versions", locale.none())
        .column(Column::new("amendment", locale.title_amendment()).right())
        .column(Column::new("effective_on", locale.title_effective_on()))
        .column(Column::new("amount", locale.price_fee()).right());
    for version in contract.versions() {
        versions.row([
            Cell::number(version.amendment.to_string(), version.amendment),
            Cell::both(locale.date_short(version.effective_on), version.effective_on),
            version
                .price
                .as_ref()
                .map_or_else(Cell::none, |price| Cell::both(per_period(price.amount, price), price.amount)),
        ]);
    }
    page.table(versions);
    if terms.lines.iter().any(|line| line.price.is_some()) {
        page.heading(2, locale.price_lines()).table(lines(locale, terms, &money));
    }
    page
}

fn lines(locale: &Locale, terms: &Terms, money: &dyn Fn(Money) -> String) -> Table {
    let mut table = Table::new("lines", locale.none())
        .column(Column::new("line", locale.title_line()))
        .column(Column::new("price", locale.title_line_price()).right())
        .column(Column::new("unit", locale.title_per()));
    for line in &terms.lines {
        let Some(price) = line.price else { continue };
        let unit = line.unit.map_or_else(Cell::none, |unit| Cell::both(line_unit(locale, unit), unit.code()));
        table.row([Cell::text(line.name.as_str()), Cell::number(money(price), price), unit]);
    }
    table
}

fn line_unit(locale: &Locale, unit: LineUnit) -> String {
    match unit {
        LineUnit::Month => locale.line_unit_month(),
        LineUnit::Asset => locale.line_unit_asset(),
        LineUnit::User => locale.line_unit_user(),
        LineUnit::Unit => locale.line_unit_unit(),
    }
}
