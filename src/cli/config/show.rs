//! `infog config show`.

use clap::ValueEnum as _;
use serde_json::{Map, Value, json};

use super::settings::{Origin, Settings};
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Outcome};
use crate::domain::client::Language;
use crate::report::page::{Column, Page, Table};

/// Show every setting
#[derive(clap::Args, Debug)]
#[command(after_help = "Precedence: option, variable, configuration file, default.

Example:
  infog config show --origin")]
pub struct Args {
    /// Tell where each value comes from
    #[arg(long)]
    origin: bool,
}

/// Key, value, origin.
type Row = (String, String, Origin);

impl Args {
    /// Prints them.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let rows = rows(&ctx.settings);
        let json = if self.origin { json_with_origin(&rows) } else { json_of(&rows) };
        let mut table =
            Table::new("settings", "").column(Column::new("key", "key")).column(Column::new("value", "value"));
        if self.origin {
            table = table.column(Column::new("origin", "origin"));
        }
        for (key, value, origin) in rows {
            let origin = self.origin.then(|| origin.to_string().into());
            table.row([key.into(), value.into()].into_iter().chain(origin));
        }
        let mut page = Page::new();
        page.table(table);
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }
}

fn rows(settings: &Settings) -> Vec<Row> {
    let language = if settings.language.value == Language::Fr { "fr" } else { "en" };
    let row = |key: &str, value: &str, origin: &Origin| (key.to_owned(), value.to_owned(), origin.clone());
    let color = settings.color.value.to_possible_value().map_or_else(String::new, |v| v.get_name().to_owned());
    let path = |path: &std::path::Path| path.display().to_string();
    let mut rows = vec![
        row("config", &path(&settings.config.value), &settings.config.origin),
        row("database", &path(&settings.database.value), &settings.database.origin),
        row("format", settings.format.value.name(), &settings.format.origin),
        row("language", language, &settings.language.origin),
        row("timezone", &settings.timezone.value, &settings.timezone.origin),
        row("actor", &settings.actor.value, &settings.actor.origin),
        row("color", &color, &settings.color.origin),
    ];
    let optional = [("pager", &settings.pager), ("now", &settings.now)];
    let said = optional.into_iter().filter_map(|(key, setting)| setting.as_ref().map(|s| (key, s)));
    rows.extend(said.map(|(key, setting)| row(key, &setting.value, &setting.origin)));
    let rest = settings.file.entries().filter(|(key, _)| key.contains('.'));
    rows.extend(rest.map(|(key, entry)| row(key, &entry.value, &Origin::File(settings.file.path.clone(), entry.line))));
    rows
}

fn json_of(rows: &[Row]) -> Value {
    Value::Object(rows.iter().map(|(key, value, _)| (key.clone(), json!(value))).collect::<Map<_, _>>())
}

fn json_with_origin(rows: &[Row]) -> Value {
    let pair = |(key, value, origin): &Row| (key.clone(), json!({ "value": value, "origin": origin.to_string() }));
    Value::Object(rows.iter().map(pair).collect::<Map<_, _>>())
}
