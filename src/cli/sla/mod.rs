//! `infog sla`: deadlines, now and explained.

mod check;
mod due;
mod explain;
mod replay;

verbs!("Follow deadlines and explain them" {
    Due(due::Args),
    Check(check::Args),
    Explain(explain::Args),
    Replay(replay::Args),
});
