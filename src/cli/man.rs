//! `infog man`: the manual, made from the help.

use std::path::PathBuf;

use clap::{Command, CommandFactory as _};

use super::args::Cli;
use super::context::Ctx;
use super::failure::{Exit, Failure, Outcome};
use super::save;

/// Print a page of the manual, or write all of them into a folder
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog man ticket open | man -l -
  infog man --out ~/.local/share/man/man1")]
pub struct Args {
    /// The command whose page is printed; infog itself if absent
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,

    /// Write every page into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "command", value_hint = clap::ValueHint::DirPath)]
    out: Option<PathBuf>,
}

impl Args {
    /// Prints or writes.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let mut root = Cli::command();
        root.build();
        match self.out {
            None => {
                let page = page(find(&root, &self.command)?)?;
                ctx.out.answer(page)?;
            }
            Some(folder) => {
                let mut pages = Vec::new();
                collect(&root, &mut pages);
                for command in &pages {
                    save::whole(&folder.join(file_name(command)), &page((*command).clone())?)?;
                }
                ctx.out.note(&format!("{} pages written to {}", pages.len(), folder.display()));
            }
        }
        Ok(Exit::Done)
    }
}

fn find(root: &Command, words: &[String]) -> Result<Command, Failure> {
    let mut command = root;
    for word in words {
        command = command.find_subcommand(word).ok_or_else(|| {
            let known = command.get_subcommands().map(Command::get_name);
            Failure::usage(format!("`{}` has no command `{word}`", command.get_name())).meant(word, known)
        })?;
    }
    Ok(command.clone())
}

fn collect<'a>(command: &'a Command, pages: &mut Vec<&'a Command>) {
    pages.push(command);
    for inner in command.get_subcommands().filter(|c| !c.is_hide_set() && c.get_name() != "help") {
        collect(inner, pages);
    }
}

/// `infog-ticket-open.1`.
fn file_name(command: &Command) -> String {
    format!("{}.1", title(command))
}

fn title(command: &Command) -> String {
    command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned()
}

fn page(command: Command) -> Result<Vec<u8>, Failure> {
    let (title, version) = (title(&command), env!("CARGO_PKG_VERSION"));
    let mut bytes = Vec::new();
    clap_mangen::Man::new(command)
        .title(title.to_uppercase())
        .source(format!("infog {version}"))
        .manual("infog")
        .render(&mut bytes)
        .map_err(|e| Failure::output(&e))?;
    Ok(bytes)
}
