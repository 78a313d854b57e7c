//! `infog calendar apply`.

use serde_json::json;

use crate::cli::args::At;
use crate::cli::context::{Ctx, read_calendar};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::source::Source;
use crate::domain::calendar::spec::Version;
use crate::domain::calendar::{Calendar, Zone};
use crate::locale::Locale;
use crate::report::calendar_page::version_json;
use crate::store::calendar::Put;
use crate::store::{self, Db};

/// Apply a calendar file: a new calendar, or a version from a date
///
/// The same file again changes nothing. With `effective_on` the file is a new version from that date, and hours before
/// it stay as they were. A version in use is changed only with --correct REASON, which is recorded.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog calendar apply office.toml
  infog calendar apply office.toml --correct \"Friday closes at 16:30 as in the contract\"")]
pub struct Args {
    /// Calendar file, or - for standard input
    #[arg(value_hint = clap::ValueHint::FilePath)]
    file: Source,

    /// Change a version that is in use, for this reason
    #[arg(long, value_name = "REASON")]
    correct: Option<String>,

    /// Say what would happen and write nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    at: At,
}

/// What applying a version does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    Created,
    NewVersion,
    Replaced,
    Unchanged,
}

impl Effect {
    const fn code(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::NewVersion => "new-version",
            Self::Replaced => "replaced",
            Self::Unchanged => "unchanged",
        }
    }
}

impl Args {
    /// Applies the file.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (version, source) = read_calendar(&self.file)?;
        Calendar::new(vec![version.clone()])?;
        let reason = self.correct.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
        let stamp = ctx.stamp_at(&self.at, &Zone::named(&version.timezone)?)?;
        let put = Put { stamp: &stamp, source: &source, reason };
        let effect = match self.dry_run {
            true if !ctx.settings.database.value.exists() => Effect::Created,
            true => ctx.read(|db| decide(db, &version, reason))?,
            false => ctx.write_first(|db| apply(db, &version, &put))?,
        };
        for oddity in version.oddities() {
            ctx.out.warning(&format!("{}: {oddity}", self.file));
        }
        self.warn_of_the_past(ctx, &version, effect);
        if self.dry_run {
            ctx.out.note(&ctx.locale.calendar_would_be());
        }
        let json = json!({ "result": effect.code(), "dry_run": self.dry_run, "calendar": version_json(&version) });
        ctx.changed(&json, &sentence(&ctx.locale, &version, effect), version.name.as_str())?;
        Ok(Exit::Done)
    }

    /// Hours of days that are over change answers that were given.
    fn warn_of_the_past(&self, ctx: &Ctx, version: &Version, effect: Effect) {
        let today = ctx.zone().date(ctx.now());
        if let (Effect::NewVersion, Some(date)) = (effect, version.effective_on.filter(|date| *date < today)) {
            ctx.out.warning(&format!("the version begins in the past: what was counted since {date} is counted anew"));
        }
    }
}

fn apply(db: &mut dyn Db, version: &Version, put: &Put<'_>) -> Result<Effect, Failure> {
    let effect = decide(db, version, put.reason)?;
    if effect != Effect::Unchanged {
        store::calendar::put(db, version, put)?;
    }
    Ok(effect)
}

fn decide(db: &mut dyn Db, version: &Version, reason: Option<&str>) -> Result<Effect, Failure> {
    let mut versions: Vec<Version> =
        store::calendar::versions(db, &version.name)?.into_iter().map(|stored| stored.value).collect();
    let held = versions.iter().position(|other| other.effective_on == version.effective_on);
    let effect = match held.and_then(|at| versions.get(at)) {
        None if versions.is_empty() => Effect::Created,
        None => Effect::NewVersion,
        Some(other) if other == version => Effect::Unchanged,
        Some(_) => Effect::Replaced,
    };
    if let Some(at) = held {
        versions.remove(at);
    }
    versions.push(version.clone());
    Calendar::new(versions)?; // one zone, one version a date
    match (effect, reason, user_of(db, version)?) {
        (Effect::Replaced, None, Some(contract)) => Err(in_use(version, &contract)),
        _ => Ok(effect),
    }
}

/// A contract that counts on the calendar.
pub(super) fn user_of(db: &mut dyn Db, version: &Version) -> Result<Option<String>, Failure> {
    let contracts = store::contract::list(db)?;
    let user = contracts.into_iter().find(|stored| stored.value.calendars().contains(&version.name));
    Ok(user.map(|stored| stored.value.contract.to_string()))
}

fn in_use(version: &Version, contract: &str) -> Failure {
    Failure::refused(format!("this version of calendar `{}` is in use by contract `{contract}`", version.name))
        .hinted("for new hours from a date, give the file `effective_on = \"YYYY-MM-DD\"`")
        .hinted("to mend a mistake, say why with `--correct REASON`; it is recorded")
}

fn sentence(locale: &Locale, version: &Version, effect: Effect) -> String {
    let name = version.name.as_str();
    match (effect, version.effective_on) {
        (Effect::NewVersion, Some(date)) => locale.calendar_version_created(name, locale.date(date)),
        (Effect::Created | Effect::NewVersion, _) => locale.calendar_created(name),
        (Effect::Replaced, _) => locale.calendar_replaced(name),
        (Effect::Unchanged, _) => locale.calendar_unchanged(name),
    }
}
