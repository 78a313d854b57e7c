//! `infog report`: what the contract promised, month by month, and what is looked after.

mod availability;
mod calls;
mod document;
mod inventory;
mod monthly;
mod responsibility;
mod sla;
mod tables;
mod volume;

verbs!("Print reports: the month's service, the inventory, who manages what" {
    Sla(sla::Args),
    Monthly(monthly::Args),
    Volume(volume::Args),
    Availability(availability::Args),
    Calls(calls::Args),
    Inventory(inventory::Args),
    Responsibility(responsibility::Args),
});
