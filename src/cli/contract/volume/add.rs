//! `infog contract volume add`.

use serde_json::json;

use crate::cli::args::At;
use crate::cli::completions::candidates;
use crate::cli::context::Ctx;
use crate::cli::desk::Desk;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::money::Decimal;
use crate::domain::text;
use crate::domain::volume::TopUp;
use crate::intake::when::{self, Looking};
use crate::locale::Locale;
use crate::report::volume_page;
use crate::store;

/// Add a volume that was bought on top
///
/// Volumes are burnt oldest first. One that can be used on the same days as another is refused, lest an order be typed
/// twice, unless --on-top says that it is meant.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog contract volume add RIED-2025 600 --reference \"order 2026-114\"
  infog contract volume add RIED-2025 300 --from 2026-03-01 --until 2026-12-31 --on-top")]
pub struct Args {
    /// Reference of the contract
    #[arg(add = candidates::contracts())]
    contract: String,

    /// How much, in the unit of the volume: minutes, tickets or units
    #[arg(value_name = "QUANTITY")]
    quantity: Decimal,

    /// First day on which it can be used; today where nothing is said
    #[arg(long, value_name = "DATE")]
    from: Option<String>,

    /// Last day on which it can be used; the end of the contract where nothing is said
    #[arg(long, value_name = "DATE")]
    until: Option<String>,

    /// Order or invoice
    #[arg(long, value_name = "REF")]
    reference: Option<String>,

    /// It is bought beside another that can be used on the same days
    #[arg(long)]
    on_top: bool,

    #[command(flatten)]
    at: At,
}

impl Args {
    /// Records it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let reference = self.reference.as_deref().map(|reference| text::line("reference", reference)).transpose()?;
        let (occasion, mut stamp) = (ctx.occasion(&self.at), ctx.stamp_now());
        let (terms, top_up) = ctx.write(|db| {
            let found = find::contract(db, &self.contract)?;
            let zone = Desk::new().contract_zone(db, &found)?;
            stamp.at = occasion.in_zone(&zone)?;
            let today = zone.date(stamp.at);
            let date = |text: &str| when::parse_date(text, today, Looking::Forward);
            let top_up = TopUp {
                quantity: self.quantity,
                from: self.from.as_deref().map(date).transpose()?.unwrap_or(today),
                until: self.until.as_deref().map(date).transpose()?,
                reference: reference.clone(),
            };
            let terms = found.terms_in_force_on(top_up.from).ok_or_else(|| not_in_force(&self.contract, &top_up))?;
            if terms.volume.is_none() {
                return Err(super::no_volume(&self.contract));
            }
            self.may(&top_up, &store::work::top_ups(db, &terms.contract)?)?;
            store::work::top_up(db, &terms.contract, &top_up, &stamp)?;
            Ok((terms.clone(), top_up))
        })?;
        let json = json!({"contract": terms.contract, "top_up": top_up});
        let Some(volume) = &terms.volume else { return Ok(Exit::Done) };
        let quantity = volume_page::quantity(&ctx.locale, volume, top_up.quantity);
        let added = ctx.locale.volume_added(quantity, terms.contract.as_str());
        ctx.changed(&json, &format!("{added}{}", usable(&ctx.locale, &top_up)), terms.contract.as_str())?;
        Ok(Exit::Done)
    }

    fn may(&self, top_up: &TopUp, known: &[TopUp]) -> Result<(), Failure> {
        if top_up.quantity <= Decimal::default() {
            let failure = Failure::refused(format!("a volume of {} is none", top_up.quantity));
            return Err(failure.hinted("give more than 0; what was bought too much is taken back with an amendment"));
        }
        if let Some(until) = top_up.until.filter(|until| *until < top_up.from) {
            return Err(Failure::refused(format!("its last day, {until}, is before its first, {}", top_up.from)));
        }
        match known.iter().enumerate().find(|(_, other)| !self.on_top && other.overlaps(top_up)) {
            None => Ok(()),
            Some((index, other)) => Err(overlapping(index + 1, other)),
        }
    }
}

fn overlapping(number: usize, other: &TopUp) -> Failure {
    let until = other.until.map_or_else(|| "the end of the contract".to_owned(), |day| day.to_string());
    let named = other.reference.as_ref().map(|reference| format!(", {reference}")).unwrap_or_default();
    Failure::refused(format!(
        "it overlaps volume no. {number} ({}{named}), which can be used from {} to {until}",
        other.quantity, other.from
    ))
    .hinted("if it was bought beside it, say `--on-top`; the oldest is burnt first")
}

fn not_in_force(contract: &str, top_up: &TopUp) -> Failure {
    Failure::refused(format!("contract `{contract}` is not in force on {}", top_up.from))
        .hinted(format!("`infog contract show {contract}` says from when to when it runs"))
}

fn usable(locale: &Locale, top_up: &TopUp) -> String {
    match top_up.until {
        Some(until) => format!(", {}", locale.volume_usable(locale.date(top_up.from), locale.date(until))),
        None => String::new(),
    }
}
