//! `infog asset behind`.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::asset::AssetStatus;
use crate::domain::id::{AssetTag, ClientCode};
use crate::domain::version::{Component, Standing, standings};
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table, Tone};
use crate::store;
use crate::store::asset::Filter;

/// List what is behind its target version, or without its maker's support now or soon
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset behind --client ried
  infog asset behind --component os --within 180d      what loses its support in half a year

Targets and ends of support are set with `infog asset target`. Retired and lost assets are left out.")]
pub struct Args {
    /// Of this client
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// This component alone: os, firmware, version, or the name of a software
    #[arg(long, value_name = "NAME")]
    component: Option<String>,

    /// Support that ends within so many days counts too
    #[arg(long, value_name = "DAYS", default_value = "90d")]
    within: Within,
}

#[derive(Clone, Copy, Debug)]
struct Within(u64);

impl std::str::FromStr for Within {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.trim().trim_end_matches(['d', 'j']);
        let days = digits.parse().ok().filter(|days| *days <= 36_500 && digits.bytes().all(|b| b.is_ascii_digit()));
        days.map(Self).ok_or_else(|| "write a number of days up to 36500: `90d`".to_owned())
    }
}

/// One component of one asset that needs care.
struct Row {
    client: ClientCode,
    tag: AssetTag,
    label: Option<String>,
    standing: Standing,
}

impl Args {
    /// Prints them by client and tag.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let component = self.component.as_deref().map(Component::parse).transpose()?;
        let today = ctx.zone().date(ctx.now());
        let until = today.checked_add_days(Days::new(self.within.0)).unwrap_or(NaiveDate::MAX);
        let (rows, rules) = ctx.read(|db| {
            let client = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
            let rules = store::version_rule::list(db)?;
            let filter = Filter { client: client.as_ref().map(|client| &client.code), ..Filter::default() };
            let mut rows = Vec::new();
            store::asset::each(db, &filter, &mut |client, asset| {
                if matches!(asset.status, AssetStatus::Retired | AssetStatus::Lost) {
                    return Ok(());
                }
                let label = asset.text("label").map(str::to_owned);
                let wanted = |standing: &Standing| component.as_ref().is_none_or(|c| *c == standing.component);
                for standing in standings(&client, &asset, &rules) {
                    if wanted(&standing) && standing.needs_care(until) {
                        rows.push(Row {
                            client: client.clone(),
                            tag: asset.tag.clone(),
                            label: label.clone(),
                            standing,
                        });
                    }
                }
                Ok(())
            })?;
            Ok::<_, Failure>((rows, rules))
        })?;
        let mut page = Page::new();
        page.table(table(&ctx.locale, &rows, today));
        ctx.answer(&Answer { json: rows.iter().map(|row| json_of(row, today)).collect(), page })?;
        if rules.is_empty() {
            ctx.out.hint("no target is set yet: `infog asset target set os 12 --product Debian`");
        }
        Ok(Exit::Done)
    }
}

fn json_of(row: &Row, today: NaiveDate) -> Value {
    let standing = &row.standing;
    json!({
        "client": row.client,
        "tag": row.tag,
        "component": standing.component,
        "product": standing.product,
        "version": standing.version,
        "target": standing.target,
        "behind": standing.behind,
        "supported_until": standing.supported_until,
        "past_support": standing.is_past_support(today),
    })
}

fn table(locale: &Locale, rows: &[Row], today: NaiveDate) -> Table {
    let mut table = Table::new("behind", locale.behind_none())
        .column(Column::new("client", locale.title_client()))
        .column(Column::new("tag", locale.title_tag()))
        .column(Column::new("label", locale.title_label()).keep(1))
        .column(Column::new("component", locale.title_component()))
        .column(Column::new("product", locale.title_product()).keep(2))
        .column(Column::new("version", locale.title_version()))
        .column(Column::new("target", locale.title_target_version()))
        .column(Column::new("supported_until", locale.title_supported_until()));
    for row in rows {
        let standing = &row.standing;
        let tone = match standing.behind {
            Some(true) => Tone::Bad,
            Some(false) => Tone::Plain,
            None => Tone::Warn,
        };
        let tone = if standing.target.is_none() { Tone::Plain } else { tone };
        table.row([
            row.client.as_str().into(),
            row.tag.as_str().into(),
            row.label.as_deref().into(),
            standing.component.code().into(),
            standing.product.as_deref().into(),
            Cell::from(standing.version.as_deref()).tone(tone),
            standing.target.as_deref().into(),
            support(locale, standing, today),
        ]);
    }
    table
}

fn support(locale: &Locale, standing: &Standing, today: NaiveDate) -> Cell {
    let Some(until) = standing.supported_until else { return Cell::none() };
    if standing.is_past_support(today) {
        return Cell::both(locale.support_over(locale.date(until)), until).tone(Tone::Bad);
    }
    Cell::both(locale.date(until), until)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_with_or_without_their_letter() {
        assert_eq!("90d".parse::<Within>().map(|w| w.0), Ok(90));
        assert_eq!("30".parse::<Within>().map(|w| w.0), Ok(30));
        assert!("d".parse::<Within>().is_err());
        assert!("-3".parse::<Within>().is_err());
        assert!("99999d".parse::<Within>().is_err());
    }
}
