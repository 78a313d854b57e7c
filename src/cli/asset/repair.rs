//! Repairs: out to a supplier, back, and what is away.

mod back;
mod list;
mod out;

verbs! { "Send assets out for repair and take them back" {
    Out(out::Args),
    Back(back::Args),
    #[command(visible_alias = "ls")]
    List(list::Args),
} }
