//! `infog report`: what the contract promised, month by month.

mod count;
mod sla;

verbs!("Print the reports that a contract promised" {
    Sla(sla::Args),
});
