//! `infog calendar show`.

use serde_json::{Value, json};

use crate::cli::completions::candidates;
use crate::cli::config::settings::Format;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::domain::calendar::Calendar;
use crate::domain::instant::Month;
use crate::intake::when;
use crate::report::calendar_page::{month_grid, month_json, month_table, version, version_json};
use crate::report::page::Page;

/// The width of a grid where nothing limits it.
const UNLIMITED: usize = 140;

/// Show a calendar, or draw one of its months
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog calendar show office
  infog calendar show office --month 2026-05
  infog calendar show office.toml --month this")]
pub struct Args {
    /// Name of a calendar, or a calendar file
    #[arg(add = candidates::calendars())]
    calendar: String,

    /// Draw this month: 2026-05, last, this
    #[arg(long)]
    month: Option<String>,
}

impl Args {
    /// Prints it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let calendar = ctx.calendar_named(&self.calendar)?;
        match &self.month {
            Some(month) => {
                let month = when::month(month, calendar.zone().date(ctx.now()))?;
                draw(ctx, &calendar, month)?;
            }
            None => show(ctx, &calendar)?,
        }
        Ok(Exit::Done)
    }
}

fn draw(ctx: &Ctx, calendar: &Calendar, month: Month) -> Result<(), Failure> {
    let locale = &ctx.locale;
    let (from, to) = calendar.zone().month(month);
    let mut page = Page::new();
    page.heading(1, locale.calendar_month_of(calendar.name().as_str(), locale.month(month), calendar.zone().name()));
    let width = ctx.out.look().width.map_or(UNLIMITED, usize::from);
    let is_drawn = matches!(ctx.settings.format.value, Format::Table | Format::Markdown);
    match month_grid(locale, calendar, month, width).filter(|_| is_drawn) {
        Some(grid) => page.code(grid),
        None => page.table(month_table(locale, calendar, month)),
    };
    page.paragraph(locale.calendar_open_in_month(locale.duration(calendar.counted_s(from, to))));
    ctx.answer(&Answer { json: month_json(calendar, month), page })
}

/// The version of today in full, the others by their dates.
fn show(ctx: &Ctx, calendar: &Calendar) -> Result<(), Failure> {
    let today = calendar.zone().date(ctx.now());
    let Some(current) = calendar.version_on(today) else { return Err(Failure::fault("a calendar without a version")) };
    let mut json = version_json(current);
    let versions: Vec<Value> = calendar.versions().iter().map(|v| json!(v.effective_on)).collect();
    if let Value::Object(object) = &mut json {
        object.insert("versions".into(), versions.into());
    }
    let mut page = Page::new();
    page.heading(1, current.title.as_deref().unwrap_or(current.name.as_str()));
    page.append(version(&ctx.locale, current));
    for other in calendar.versions().iter().filter(|other| *other != current) {
        page.heading(
            2,
            match other.effective_on {
                Some(date) => format!("{} {}", ctx.locale.title_effective_on(), ctx.locale.date(date)),
                None => ctx.locale.calendar_first_version(),
            },
        );
        page.append(version(&ctx.locale, other));
    }
    ctx.answer(&Answer { json, page })
}
