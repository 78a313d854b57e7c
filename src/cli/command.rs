//! Every noun, one line each. A noun is a module of the same name that exports `Args` with `run(self, ctx)`.

use super::context::Ctx;
use super::failure::Outcome;
use super::{
    action, asset, audit, authorisation, backup, calc, calendar, call, client, completions, config, contact, contract,
    demo, doctor, expiring, export, import, init, licence, man, outage, purge, report, restore, room, site, sla,
    status, third_party, ticket, undo, verify,
};

macro_rules! nouns {
    ($($(#[$attr:meta])* $noun:ident($args:path)),* $(,)?) => {
        /// What is to be done: a noun with its verbs, or a verb of the top.
        #[derive(clap::Subcommand, Debug)]
        #[allow(missing_docs, clippy::large_enum_variant)] // the help of each stands with its arguments; made once
        pub enum Command {
            $($(#[$attr])* $noun($args)),*
        }

        impl Command {
            /// Does it.
            ///
            /// # Errors
            /// Whatever the verb refuses.
            pub fn run(self, ctx: &mut Ctx) -> Outcome {
                match self {
                    $(Self::$noun(args) => args.run(ctx)),*
                }
            }
        }
    };
}

nouns! {
    Status(status::Args),
    Doctor(doctor::Args),
    Demo(demo::Args),
    Init(init::Args),
    Client(client::Args),
    Site(site::Args),
    Room(room::Args),
    Contact(contact::Args),
    Calendar(calendar::Args),
    Contract(contract::Args),
    Asset(asset::Args),
    Licence(licence::Args),
    Outage(outage::Args),
    ThirdParty(third_party::Args),
    Authorisation(authorisation::Args),
    Call(call::Args),
    Action(action::Args),
    Expiring(expiring::Args),
    Ticket(ticket::Args),
    Sla(sla::Args),
    Report(report::Args),
    Calc(calc::Args),
    Audit(audit::Args),
    Undo(undo::Args),
    Verify(verify::Args),
    Backup(backup::Args),
    Restore(restore::Args),
    Export(export::Args),
    Import(import::Args),
    Purge(purge::Args),
    Config(config::Args),
    Completions(completions::Args),
    Man(man::Args),
}
