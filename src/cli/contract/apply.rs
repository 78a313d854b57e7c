//! `infog contract apply`.

use serde_json::json;

use super::{check_names, json_of, read_terms, tell_remarks};
use crate::cli::args::At;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::source::Source;
use crate::domain::contract::review::review;
use crate::domain::contract::{Contract, Terms};
use crate::locale::Locale;
use crate::store::contract::Put;
use crate::store::{self, Db};

/// Apply a contract file: the original or an amendment
///
/// The same file again changes nothing. A version under which tickets were opened is changed only with --correct REASON,
/// which is recorded. What a sound contract would have beside is told, never refused.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog contract apply ried-2025.toml
  infog contract apply ried-2025-amendment-1.toml --dry-run
  infog contract apply ried-2025.toml --correct \"N2 response is 3 h, as signed\"")]
pub struct Args {
    /// Contract file, or - for standard input
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

/// What applying terms does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    Created,
    Amended,
    Replaced,
    Unchanged,
}

impl Effect {
    const fn code(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Amended => "amended",
            Self::Replaced => "replaced",
            Self::Unchanged => "unchanged",
        }
    }
}

impl Args {
    /// Applies the file.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (terms, text) = read_terms(&self.file)?;
        let reason = self.correct.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
        let stamp = ctx.stamp_at(&self.at, ctx.zone())?;
        let put = Put { stamp: &stamp, source: &text, reason };
        let effect = match self.dry_run {
            true => ctx.read(|db| decide(db, &terms, reason, (&self.file, &text)))?,
            false => ctx.write(|db| apply(db, &terms, &put, &self.file))?,
        };
        let remarks = review(&terms);
        if effect != Effect::Unchanged {
            tell_remarks(ctx, &self.file.to_string(), &remarks, false);
        }
        if effect != Effect::Unchanged && !remarks.is_empty() {
            let named = if self.file == Source::Stdin { terms.contract.to_string() } else { self.file.to_string() };
            ctx.out.hint(&format!("`infog contract check {named}` shows the clause to add for each"));
        }
        if self.dry_run {
            ctx.out.note(&ctx.locale.calendar_would_be());
        }
        let json = json!({
            "result": effect.code(), "dry_run": self.dry_run, "contract": json_of(&terms), "remarks": remarks,
        });
        ctx.changed(&json, &sentence(&ctx.locale, &terms, effect), terms.contract.as_str())?;
        Ok(Exit::Done)
    }
}

fn apply(db: &mut dyn Db, terms: &Terms, put: &Put<'_>, source: &Source) -> Result<Effect, Failure> {
    let effect = decide(db, terms, put.reason, (source, put.source))?;
    if effect != Effect::Unchanged {
        store::contract::put(db, terms, put)?;
    }
    Ok(effect)
}

/// `file` is the source of the terms and its text.
fn decide(
    db: &mut dyn Db,
    terms: &Terms,
    reason: Option<&str>,
    (source, text): (&Source, &str),
) -> Result<Effect, Failure> {
    check_names(db, terms, source, text)?;
    let held = store::contract::versions(db, &terms.contract)?;
    let mut versions: Vec<Terms> = held.into_iter().map(|stored| stored.value).collect();
    let same = versions.iter().position(|other| other.amendment == terms.amendment);
    let effect = match same.and_then(|at| versions.get(at)) {
        Some(other) if other == terms => Effect::Unchanged,
        Some(_) => Effect::Replaced,
        None if terms.amendment == 0 => Effect::Created,
        None => Effect::Amended,
    };
    if let Some(at) = same {
        versions.remove(at);
    }
    versions.push(terms.clone());
    Contract::new(versions)?;
    let in_use = effect == Effect::Replaced && store::contract::in_use(db, &terms.contract, terms.amendment)?;
    if in_use && reason.is_none() { Err(refused(terms)) } else { Ok(effect) }
}

fn refused(terms: &Terms) -> Failure {
    let version = match terms.amendment {
        0 => "the original".to_owned(),
        n => format!("amendment {n}"),
    };
    let next = terms.amendment + 1;
    Failure::refused(format!("tickets were opened under {version} of contract `{}`", terms.contract))
        .hinted(format!("for new terms from a date, give the file `amendment = {next}` and `effective_on`"))
        .hinted("to mend a mistake, say why with `--correct REASON`; it is recorded")
}

fn sentence(locale: &Locale, terms: &Terms, effect: Effect) -> String {
    let (contract, date) = (terms.contract.as_str(), locale.date(terms.effective_on));
    match effect {
        Effect::Created => locale.contract_applied(contract, terms.client.as_str(), date),
        Effect::Amended => locale.contract_amended(contract, i64::from(terms.amendment), date),
        Effect::Replaced => locale.contract_replaced(contract),
        Effect::Unchanged => locale.contract_unchanged(contract),
    }
}
