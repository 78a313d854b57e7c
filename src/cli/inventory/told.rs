//! What an import answers: for people, for programs, and where lines were refused.

use serde::Serialize;

use super::Args;
use super::load::Report;
use super::missing::Missing;
use crate::cli::config::settings::Format;
use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::refused;
use crate::domain::asset::AssetKind;
use crate::intake::refusal::Refusal;
use crate::locale::{Lang, Locale};
use crate::render;
use crate::report::import_page::{self, AssetChange, Vanished};

/// More vanished assets are counted, not shown.
const SHOWN: usize = 20;

/// The answer for programs.
#[derive(Serialize)]
struct Told<'r> {
    read: u64,
    created: u64,
    updated: u64,
    unchanged: u64,
    refused: u64,
    applied: bool,
    dry_run: bool,
    renamed: usize,
    refusals: &'r [Refusal],
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<&'r [Vanished]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<&'r [AssetChange]>,
}

impl Args {
    /// Says what became of the lines.
    pub(super) fn tell(&self, ctx: &Ctx, report: &Report, applied: bool) -> Outcome {
        let is_refused = !self.partial && report.counts.refused > 0;
        if ctx.wants_json() {
            ctx.json(&self.told(report, applied))?;
        } else if self.dry_run {
            self.plan(ctx, report)?;
        } else if !is_refused {
            ctx.out.line(&self.sentence(ctx, report))?;
        }
        if is_refused {
            return Err(self.refused(report));
        }
        for sentence in refused::sentences(report.counts.refused, &report.refusals) {
            ctx.out.warning(&format!("{}: {sentence}", self.file));
        }
        if let Some(kinds) = kinds(report) {
            ctx.out.hint(&kinds);
        }
        self.remark(ctx, report);
        Ok(if report.counts.refused == 0 { Exit::Done } else { Exit::Partial })
    }

    fn told<'r>(&self, report: &'r Report, applied: bool) -> Told<'r> {
        let counts = &report.counts;
        Told {
            read: counts.read,
            created: counts.created,
            updated: counts.updated,
            unchanged: counts.unchanged,
            refused: counts.refused,
            applied,
            dry_run: self.dry_run,
            renamed: report.renamed,
            refusals: &report.refusals,
            missing: (self.missing != Missing::Ignore).then_some(&report.vanished),
            changes: self.dry_run.then_some(&report.changes),
        }
    }

    /// What a dry run would change, and how many lines of each sort there are.
    fn plan(&self, ctx: &Ctx, report: &Report) -> Result<(), Failure> {
        let mut page = import_page::page(&ctx.locale, &report.changes, report.more_changes);
        page.paragraph(self.sentence(ctx, report));
        let format = match ctx.settings.format.value {
            Format::Csv => render::Format::Csv,
            Format::Markdown => render::Format::Markdown,
            Format::Table | Format::Json => render::Format::Table,
        };
        Ok(ctx.out.page(&page, format, &ctx.locale)?)
    }

    /// What else is to be known.
    fn remark(&self, ctx: &Ctx, report: &Report) {
        for gone in report.vanished.iter().take(SHOWN) {
            let Vanished { client, tag, retired, .. } = gone;
            let said = if *retired {
                ctx.locale.import_gone_retired(tag, client)
            } else {
                ctx.locale.import_gone(tag, client)
            };
            ctx.out.warning(&format!("{}: {said}", self.file));
        }
        if let Some(more) = report.vanished.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            ctx.out.warning(&ctx.locale.import_more(i64::try_from(more).unwrap_or(i64::MAX)));
        }
        if report.strangers > 0 {
            ctx.out.warning(&ctx.locale.import_not_retired(i64::try_from(report.strangers).unwrap_or(i64::MAX)));
        }
        if report.kept_tags > 0 {
            let kept = i64::try_from(report.kept_tags).unwrap_or(i64::MAX);
            ctx.out.hint(&ctx.locale.import_kept_tags(kept));
        }
        if self.dry_run {
            ctx.out.note(&ctx.locale.calendar_would_be());
        } else if report.lacking > 0 {
            let told = if report.lacking == 1 {
                "1 asset lacks fields that its kind asks for".to_owned()
            } else {
                format!("{} assets lack fields that their kind asks for", report.lacking)
            };
            ctx.out.hint(&format!("{told}: `infog asset list --missing`"));
        }
    }

    fn sentence(&self, ctx: &Ctx, report: &Report) -> String {
        let (counts, number) = (&report.counts, |n: u64| i64::try_from(n).unwrap_or(i64::MAX));
        let read = ctx.locale.count_lines(number(counts.read));
        let (created, updated) = (number(counts.created), number(counts.updated));
        let (unchanged, refused) = (number(counts.unchanged), number(counts.refused));
        ctx.locale.asset_imported(self.file.to_string(), read, created, updated, unchanged, refused)
    }

    fn refused(&self, report: &Report) -> Failure {
        let counts = &report.counts;
        let mut failure = refused::file(&self.file, counts.read, counts.refused, &report.refusals);
        failure = failure.maybe_hinted(kinds(report));
        if self.rejects.is_none() {
            failure = failure.hinted("`--rejects FILE` writes the refused lines into a file of their own");
        }
        let (locale, number) = (Locale::new(Lang::En), |n: u64| i64::try_from(n).unwrap_or(i64::MAX));
        let (created, updated) = (number(report.counts.created), number(report.counts.updated));
        let others = locale.import_others(created, updated, number(report.counts.unchanged));
        failure.hinted(format!("`--partial` takes the other lines: {others}"))
    }
}

/// The kinds there are, once, where a line has none of them and none that is near.
fn kinds(report: &Report) -> Option<String> {
    let is_strange = |refusal: &Refusal| refusal.column == "kind" && !refusal.reason.contains("did you mean");
    let known = || AssetKind::ALL.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(", ");
    report.refusals.iter().any(is_strange).then(|| format!("the kinds are {}", known()))
}
