//! Shell completion: the scripts, and the answers that they ask the binary for.
//!
//! The scripts only call `COMPLETE=SHELL infog -- …`; what is offered is decided here, with the user's own database.

pub mod candidates;

use clap::CommandFactory as _;
use clap_complete::env::{Bash, CompleteEnv, EnvCompleter, Fish, Powershell, Zsh};

use super::args::Cli;
use super::config::Environment;
use super::context::Ctx;
use super::failure::{Exit, Failure, Kind, Outcome};

/// The variable by which a shell asks.
const VARIABLE: &str = "COMPLETE";

/// Print the completion script of a shell
///
/// The script asks infog for what can follow: commands, options, client codes, asset tags, open tickets with their titles.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog completions bash > ~/.local/share/bash-completion/completions/infog
  infog completions zsh > ~/.zfunc/_infog
  infog completions fish > ~/.config/fish/completions/infog.fish
  infog completions powershell >> $PROFILE")]
pub struct Args {
    /// The shell
    shell: Shell,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
}

impl Args {
    /// Prints the script.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let shell: &dyn EnvCompleter = match self.shell {
            Shell::Bash => &Bash,
            Shell::Zsh => &Zsh,
            Shell::Fish => &Fish,
            Shell::Powershell => &Powershell,
        };
        let mut script = Vec::new();
        shell.write_registration(VARIABLE, "infog", "infog", "infog", &mut script).map_err(|e| Failure::output(&e))?;
        ctx.out.answer(script)?;
        Ok(Exit::Done)
    }
}

/// Answers a shell that asks; `None` when none does. A shell never sees an error: it gets no candidates.
#[must_use]
pub fn answer(environment: &Environment) -> Option<u8> {
    let shell = environment.var(VARIABLE).filter(|shell| *shell != "0")?;
    candidates::prepare(shell, environment);
    let completer = CompleteEnv::with_factory(Cli::command).bin("infog").completer("infog");
    let answered = completer.try_complete(environment.words.iter().cloned(), environment.folder.as_deref());
    Some(if answered.is_ok() { 0 } else { Kind::Usage.exit() })
}
