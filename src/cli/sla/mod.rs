//! `infog sla`: deadlines, now and explained.

mod check;
mod due;
mod explain;

verbs!("Follow deadlines and explain them" {
    Due(due::Args),
    Check(check::Args),
    Explain(explain::Args),
});
