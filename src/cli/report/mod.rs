//! `infog report`: what the contract promised, month by month, and what is looked after.

mod availability;
mod calls;
mod close;
mod document;
mod inventory;
mod monthly;
mod printed;
mod responsibility;
mod sla;
mod tables;
mod volume;
mod workload;

use crate::cli::context::Ctx;
use crate::domain::client::Language;
use crate::locale::Locale;

verbs!("Print reports: the month's service, the inventory, who manages what" {
    Sla(sla::Args),
    Monthly(monthly::Args),
    Close(close::Args),
    Volume(volume::Args),
    Availability(availability::Args),
    Calls(calls::Args),
    Workload(workload::Args),
    Inventory(inventory::Args),
    Responsibility(responsibility::Args),
});

/// Reports of one language are laid out in it, whoever prints them; those of several in the reader's.
fn laid_out_in(ctx: &Ctx, mut languages: impl Iterator<Item = Language>) -> Locale {
    let first = languages.next();
    let alike = first.filter(|first| languages.all(|language| language == *first));
    let language = ctx.settings.asked_language().or(alike);
    Locale::new(language.unwrap_or(ctx.settings.language.value).into())
}
