//! `infog demo`: a small world in its own folder, and the main job run through it, command by command.

mod made;
mod world;

use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser as _;

use super::args::Cli;
use super::config::settings::{Origin, Settings};
use super::context::Ctx;
use super::failure::{Exit, Failure, Outcome};
use super::output::Output;
use crate::domain::client::Language;

/// Look around in a small world: two clients, their contracts, two months of tickets
///
/// Everything is made in a folder of its own; your own database is never touched. Every command that is shown is one
/// that you can type yourself.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog demo
  infog demo --dir /tmp/look-around --lang fr")]
pub struct Args {
    /// Where the world is made; an earlier demo there is replaced if nothing was recorded in it since
    #[arg(long, value_name = "FOLDER", value_hint = clap::ValueHint::DirPath)]
    dir: Option<PathBuf>,

    /// Replace an earlier demo whatever was recorded in it
    #[arg(long)]
    replace: bool,
}

/// What every file of a demo's folder is called; another file there stops the demo.
const FILES: [&str; 11] = [
    made::FILE,
    "infog.db",
    "infog.db-wal",
    "infog.db-shm",
    "config.toml",
    "ried-bureau.toml",
    "lagon-bureau.toml",
    "ried.toml",
    "lagon.toml",
    "inventory.csv",
    "tickets.jsonl",
];

impl Args {
    /// Makes the world, opens a ticket, explains its deadline, prints last month.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let folder = match self.dir {
            Some(dir) => dir,
            None => own_folder(ctx)?,
        };
        clear(&folder, self.replace)?;
        for (name, text) in world::files(ctx.now())? {
            let path = folder.join(name);
            fs::write(&path, text).map_err(|e| Failure::file("write", &path, &e))?;
        }
        let demo = Demo { ctx, folder: &folder };
        demo.prepare()?;
        let exit = demo.show()?;
        made::done(&folder)?;
        Ok(exit)
    }
}

/// Beside the user's own database, never in it.
fn own_folder(ctx: &Ctx) -> Result<PathBuf, Failure> {
    let data = ctx.environment.data_home.as_ref().ok_or_else(|| {
        Failure::refused("no home folder is known").hinted("say where the demo may stand with --dir FOLDER")
    })?;
    Ok(data.join("infog").join("demo"))
}

/// Makes the folder, or empties it of an earlier demo in which nobody worked.
fn clear(folder: &Path, replace: bool) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|e| Failure::file("make", folder, &e))?;
    let entries = fs::read_dir(folder).map_err(|e| Failure::file("read", folder, &e))?;
    let mut found = Vec::new();
    for entry in entries {
        let name = entry.map_err(|e| Failure::file("read", folder, &e))?.file_name();
        if !FILES.iter().any(|known| name == *known) {
            let name = name.to_string_lossy().into_owned();
            return Err(Failure::refused(format!("`{}` holds `{name}`, which no demo made", folder.display()))
                .hinted("name another folder with --dir"));
        }
        found.push(folder.join(name));
    }
    if !replace {
        made::is_untouched(folder)?;
    }
    made::begun(folder)?;
    for path in found.into_iter().filter(|path| !path.ends_with(made::FILE)) {
        fs::remove_file(&path).map_err(|e| Failure::file("remove", &path, &e))?;
    }
    Ok(())
}

struct Demo<'a> {
    ctx: &'a Ctx,
    folder: &'a Path,
}

impl Demo<'_> {
    fn file(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    /// The world, made with the commands that anybody would use; their answers are kept back.
    fn prepare(&self) -> Result<(), Failure> {
        let steps: [Vec<String>; 8] = [
            words(&["client", "add", "ried", "--name", "Ateliers du Ried"]),
            words(&["client", "add", "lagon", "--name", "Clinique du Lagon", "--zone", "Indian/Reunion"]),
            words(&["calendar", "apply", &self.file("ried-bureau.toml")]),
            words(&["calendar", "apply", &self.file("lagon-bureau.toml")]),
            words(&["contract", "apply", &self.file("ried.toml")]),
            words(&["contract", "apply", &self.file("lagon.toml")]),
            words(&["asset", "import", &self.file("inventory.csv")]),
            words(&["ticket", "import", &self.file("tickets.jsonl")]),
        ];
        steps.iter().try_for_each(|step| self.obey(step, true))
    }

    /// The main job, shown as it is typed.
    fn show(&self) -> Outcome {
        let locale = &self.ctx.locale;
        let lang = match self.ctx.settings.language.value {
            Language::Fr => "fr",
            Language::En => "en",
        };
        self.say(&locale.demo_world(self.folder.display().to_string()))?;
        let title = locale.demo_ticket_title();
        self.typed(&[
            "ticket",
            "open",
            &title,
            "--client",
            "ried",
            "--severity",
            "N1",
            "--asset",
            "RIED-SRV-01",
            "--requester",
            "Anne Weber",
            "--channel",
            "phone",
        ])?;
        self.say(&locale.demo_why())?;
        self.typed(&["sla", "explain", "13"])?;
        self.say(&locale.demo_month())?;
        self.typed(&["report", "sla", "--client", "ried", "--month", "last", "--lang", lang])?;
        self.next()
    }

    fn next(&self) -> Outcome {
        let locale = &self.ctx.locale;
        let database = self.file("infog.db");
        let shown = shell_word(&database);
        let lines = [
            locale.demo_next(),
            format!("  export INFOG_DB={shown}"),
            "  infog status".to_owned(),
            "  infog sla due".to_owned(),
            "  infog ticket show 5".to_owned(),
            "  infog ticket ack 13 && infog ticket pause 13 --reason waiting-client".to_owned(),
            "  infog calendar show ried-bureau --month last".to_owned(),
            "  infog contract show RIED-SI".to_owned(),
            "  infog report sla --all --month last --json".to_owned(),
            locale.demo_files(self.folder.display().to_string()),
        ];
        let text = lines.join("\n");
        self.ctx.out.answer(format!("\n{}\n", crate::render::neutral(&text)))?;
        Ok(Exit::Done)
    }

    fn say(&self, text: &str) -> Result<(), Failure> {
        Ok(self.ctx.out.answer(format!("\n{}\n", crate::render::neutral(text)))?)
    }

    /// Shows a command as it is typed, then obeys it.
    fn typed(&self, step: &[&str]) -> Result<(), Failure> {
        let shown: Vec<String> = step.iter().map(|word| shell_word(word)).collect();
        self.ctx.out.answer(format!("\n$ infog {}\n\n", shown.join(" ")))?;
        self.obey(&words(step), false)
    }

    /// Runs one command on the demo's own database and configuration, under the demo's own clock.
    fn obey(&self, step: &[String], quietly: bool) -> Result<(), Failure> {
        let (database, config) = (self.file("infog.db"), self.file("config.toml"));
        let mut all = words(&["infog", "--db", &database, "--config", &config, "--no-input"]);
        all.extend_from_slice(step);
        let cli = Cli::try_parse_from(&all).map_err(|e| Failure::fault("a command of the demo is wrong").because(e))?;
        let Some(command) = cli.command else { return Ok(()) };
        let outer = &self.ctx.settings;
        let mut settings = Settings::decide(&cli.global, &self.ctx.environment)?;
        settings.quiet = quietly;
        settings.database.origin = Origin::Default; // made where there is none
        settings.color = outer.color.clone();
        settings.columns = outer.columns;
        settings.ascii = outer.ascii;
        if cli.global.lang.is_none() {
            settings.language = outer.language.clone();
        }
        let mut inner = Ctx::new(settings, self.ctx.environment.clone())?;
        inner.clock = self.ctx.clock;
        if quietly {
            inner.out = Output::silent();
        }
        command.run(&mut inner).map(drop)
    }
}

fn words(step: &[&str]) -> Vec<String> {
    step.iter().map(|word| (*word).to_owned()).collect()
}

/// A word as a shell takes it.
fn shell_word(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@+".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word.to_owned() } else { format!("\"{word}\"") }
}
