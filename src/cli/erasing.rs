//! Erasures: planned, confirmed, carried out, and cleared out of the file.

use serde_json::{Value, json};

use super::context::{Answer, Ctx};
use super::failure::{Exit, Failure, Outcome};
use crate::locale::Locale;
use crate::report::page::{Cell, Facts, Page, Tone};
use crate::store::erasure::{self, Counts, Plan};
use crate::store::{self, Db};

/// What is to be erased and how it is called.
pub struct Erasing<'a> {
    /// The client, or `all`.
    pub key: &'a str,
    /// Why, without what is erased: it stays in the log.
    pub facts: Value,
    /// Only say how much would go.
    pub dry_run: bool,
}

/// Asked before anything is erased; how much goes is known by then.
type Question = dyn Fn(&Counts) -> String;

impl Erasing<'_> {
    /// Plans, asks, erases, and says how much went. `plan` may be run again.
    ///
    /// # Errors
    /// Nobody agreed, or the failure of `plan`; nothing was erased then.
    pub fn run(
        &self,
        ctx: &mut Ctx,
        question: &Question,
        plan: impl Fn(&mut dyn Db) -> Result<Plan, Failure>,
    ) -> Outcome {
        let mut counts = ctx.read(&plan)?.counts();
        let mut clean = None;
        if !self.dry_run {
            if counts != Counts::default() {
                ctx.prompt.confirm(&question(&counts))?;
                counts = self.erase(ctx, &plan)?;
            }
            clean = Some(scrubbed(ctx)?);
            tell_copies(ctx)?;
        }
        let json = json!({ "dry_run": self.dry_run, "erased": counts, "file_clean": clean });
        ctx.answer(&Answer { json, page: page(&ctx.locale, &counts, self.dry_run) })?;
        Ok(Exit::Done)
    }

    fn erase(&self, ctx: &mut Ctx, plan: impl Fn(&mut dyn Db) -> Result<Plan, Failure>) -> Result<Counts, Failure> {
        let stamp = ctx.stamp_now();
        ctx.store(false)?.overwrite_what_goes()?;
        ctx.write(|db| {
            let plan = plan(db)?;
            erasure::carry_out(db, &plan, self.key, &self.facts, &stamp)?;
            Ok(plan.counts())
        })
    }
}

/// Clears the file of what was erased. What was erased stays so where that fails; it is said, and can be done again.
fn scrubbed(ctx: &mut Ctx) -> Result<bool, Failure> {
    let done = ctx.store(false)?.scrub();
    let left = match done {
        Ok(true) => return Ok(true),
        Ok(false) => "another infog reads the database".to_owned(),
        Err(e) => e.to_string(),
    };
    ctx.out.warning(&format!("remains of what was erased may still lie in the file: {left}"));
    ctx.out.hint("run the same command again once nothing else uses the database");
    Ok(false)
}

/// Copies that infog itself left beside the database hold all that they held.
fn tell_copies(ctx: &mut Ctx) -> Result<(), Failure> {
    let copies = store::backup::copies_beside(ctx.store(false)?.path());
    for copy in &copies {
        ctx.out.warning(&format!("{} still holds what was erased", copy.display()));
    }
    if !copies.is_empty() {
        ctx.out.hint("delete such copies, and backups made before now, when they are no longer needed");
    }
    Ok(())
}

fn page(locale: &Locale, counts: &Counts, dry_run: bool) -> Page {
    let number = |count: usize| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        Cell::number(locale.integer(count), count)
    };
    let mut facts = Facts::new("erased");
    facts
        .add("contacts", locale.title_contacts(), number(counts.contacts))
        .add("tickets", locale.title_tickets(), number(counts.tickets))
        .add("texts", locale.erased_texts(), number(counts.texts))
        .add("names", locale.erased_names(), number(counts.names))
        .add("changes", locale.erased_changes(), number(counts.changes));
    let mut page = Page::new();
    page.facts(facts);
    match (dry_run, *counts == Counts::default()) {
        (_, true) => page.note(Tone::Plain, locale.erased_nothing()),
        (true, false) => page.note(Tone::Plain, locale.calendar_would_be()),
        (false, false) => page.note(Tone::Good, locale.erased_done()),
    };
    page
}
