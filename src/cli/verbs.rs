//! The shape of a noun: its verbs, one line each, every verb a module that exports `Args` with `run(self, ctx)`.

/// Declares `Args` of a noun: its help, and one line a verb.
macro_rules! verbs {
    ($noun:literal { $($(#[$attr:meta])* $verb:ident($args:path)),* $(,)? }) => {
        #[doc = $noun]
        #[derive(clap::Args, Debug)]
        pub struct Args {
            #[command(subcommand)]
            verb: Verb,
        }

        #[derive(clap::Subcommand, Debug)]
        #[allow(clippy::large_enum_variant)] // made once
        enum Verb {
            $($(#[$attr])* $verb($args)),*
        }

        impl Args {
            /// Does what the verb says.
            ///
            /// # Errors
            /// Whatever the verb refuses.
            pub fn run(self, ctx: &mut $crate::cli::context::Ctx) -> $crate::cli::failure::Outcome {
                match self.verb {
                    $(Verb::$verb(args) => args.run(ctx)),*
                }
            }
        }
    };
}
