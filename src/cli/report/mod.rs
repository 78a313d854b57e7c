//! `infog report`: what the contract promised, month by month, and what is looked after.

mod availability;
mod calls;
mod inventory;
mod responsibility;
mod sla;
mod volume;

verbs!("Print reports: the month's service, the inventory, who manages what" {
    Sla(sla::Args),
    Volume(volume::Args),
    Availability(availability::Args),
    Calls(calls::Args),
    Inventory(inventory::Args),
    Responsibility(responsibility::Args),
});
