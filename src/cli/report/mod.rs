//! `infog report`: what the contract promised, month by month, and what is looked after.

mod count;
mod inventory;
mod responsibility;
mod sla;

verbs!("Print reports: the month's service, the inventory, who manages what" {
    Sla(sla::Args),
    Inventory(inventory::Args),
    Responsibility(responsibility::Args),
});
