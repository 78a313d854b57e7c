//! `infog contract obligation`.

mod done;
mod list;

verbs! { "Follow what a contract makes due regularly: last done, next due" {
    Done(done::Args),
    #[command(visible_alias = "ls")]
    List(list::Args),
} }
