//! The engine without a ticket: deadlines and elapsed time, one pair or a million lines.

mod due;
mod elapsed;
mod ledger;
mod rfc3339;
mod stream;

verbs! { "Compute deadlines and elapsed time, without a ticket" {
    Due(due::Args),
    Elapsed(elapsed::Args),
} }
