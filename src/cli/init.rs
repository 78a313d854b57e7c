//! `infog init`.

use serde_json::json;

use super::config::edit;
use super::context::Ctx;
use super::failure::{Exit, Failure, Outcome};
use crate::domain::calendar::Zone;
use crate::domain::client::Language;
use crate::store::{self, Store};

/// Begin: make the database and write the first settings
///
/// Asks for the provider's name, yours, the zone and the language on a terminal; with --no-input, or without a terminal,
/// nothing is asked. Done twice, it keeps what is there.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog init
  infog init --no-input --provider \"Infogérance du Ried\" --as lea
  infog init --group techs --db /srv/infog/infog.db    shared by a group on this host")]
pub struct Args {
    /// Name of the provider, printed on reports
    #[arg(long, value_name = "NAME")]
    provider: Option<String>,

    /// Share the database with the members of this group
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,
}

impl Args {
    /// Makes what is missing.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let answers = self.answers(ctx)?;
        let path = ctx.settings.database.value.clone();
        let is_new = !path.exists();
        match &self.group {
            Some(group) if is_new => drop(Store::create_shared(&path, group, &store::Options::default())?),
            Some(group) if !Store::is_shared_with(&path, group)? => {
                return Err(kept(&path.display().to_string(), group));
            }
            _ => drop(Store::open(&path, &store::Options::default())?),
        }
        let pairs: Vec<(&str, &str)> = answers.iter().map(|(key, value)| (*key, value.as_str())).collect();
        edit::set(ctx, &pairs)?;
        let state = if is_new { "created" } else { "kept" };
        let json = json!({ "database": path, "config": ctx.settings.config.value, "result": state });
        let shown = path.display().to_string();
        let text = if is_new { ctx.locale.init_created(shown.as_str()) } else { ctx.locale.init_kept(shown.as_str()) };
        ctx.changed(&json, &text, &shown)?;
        ctx.out.hint("next: `infog client add CODE --name NAME`, `infog calendar apply FILE`, `infog contract apply FILE`, `infog asset import FILE`");
        ctx.out.hint("or look around first: `infog demo`");
        Ok(Exit::Done)
    }

    /// Settings to be written: what options say, and what is asked where the file says nothing yet.
    fn answers(&self, ctx: &Ctx) -> Result<Vec<(&'static str, String)>, Failure> {
        let said = |key: &str| ctx.settings.file.get(key).is_some();
        let mut answers: Vec<(&str, String)> = Vec::new();
        let provider = match &self.provider {
            Some(name) => Some(name.clone()),
            None if said("provider.name") => None,
            None => ctx.prompt.maybe("Name of the provider, as reports print it (Enter: say it later)")?,
        };
        answers.extend(provider.map(|name| ("provider.name", name)));
        if !ctx.prompt.may_ask() {
            return Ok(answers);
        }
        let settings = &ctx.settings;
        let actor = ask(ctx, said("actor"), "Your name, as events bear it", Some(&settings.actor.value), "--as NAME")?;
        let zone = checked(ctx, said("timezone"), "Zone", &settings.timezone.value, |name| Ok(Zone::named(name)?))?;
        let language = settings.language.value.code();
        let language =
            checked(ctx, said("language"), "Language (en, fr)", language, |text| Ok(text.parse::<Language>()?))?;
        answers.extend(actor.map(|name| ("actor", name)));
        answers.extend(zone.map(|zone| ("timezone", zone.name().to_owned())));
        answers.extend(language.map(|language| ("language", language.code().to_owned())));
        Ok(answers)
    }
}

/// Rights are given when a database is made, never to one that is there.
fn kept(path: &str, group: &str) -> Failure {
    Failure::refused(format!("{path} is there already and not shared with the group `{group}`"))
        .hinted("`--group` shares a new database; name another with `--db`")
}

/// Asks, again where the answer is none, unless it is known already; an empty answer is what holds anyway.
fn checked<T>(
    ctx: &Ctx,
    known: bool,
    question: &str,
    default: &str,
    check: impl Fn(&str) -> Result<T, Failure>,
) -> Result<Option<T>, Failure> {
    if known {
        return Ok(None);
    }
    match ctx.prompt.checked(&format!("{question} [{default}]"), &check)? {
        Some(taken) => Ok(Some(taken)),
        None => check(default).map(Some),
    }
}

/// Asks unless it is known already or nobody can be asked.
fn ask(ctx: &Ctx, known: bool, question: &str, default: Option<&str>, option: &str) -> Result<Option<String>, Failure> {
    if known || !ctx.prompt.may_ask() {
        return Ok(None);
    }
    let answer = ctx.prompt.text(question, default, option)?;
    Ok(Some(answer.trim().to_owned()).filter(|answer| !answer.is_empty()))
}
