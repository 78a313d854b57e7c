//! What stands before, between and after the words of every command.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{ArgAction, Args, Parser};

use chrono::NaiveDate;

use super::command::Command;
use super::failure::Failure;
use super::output::ColorChoice;
use crate::domain::span::Span;
use crate::intake::when::{self, Looking};

/// The colours of the help: headings and what is typed; clap drops them where nobody sees colours.
const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// The help desk of a managed-service provider, in one local file
///
/// Clients, inventory, contracts and tickets; deadlines counted in working hours; the reports that a contract promised.
/// Every command is `infog NOUN VERB`; without a command, infog says what needs attention now.
#[derive(Parser, Debug)]
#[command(name = "infog", version, styles = STYLES, max_term_width = 100, infer_subcommands = false)]
#[command(after_help = "Examples:
  infog demo                                    look around in a small world of its own
  infog init                                    begin with an empty database
  infog ticket open \"ERP unreachable\" --client ried
  infog sla due                                 open clocks by time left
  infog report sla --client ried --month last

Exit codes: 0 done, 1 refused, 2 usage, 3 import with refused lines, 4 database busy,
5 no infog database or damaged, 6 no space or no right, 70 a fault of infog.")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
}

/// Options that every command understands, wherever they stand. Each has a variable; an option beats the variable,
/// the variable beats the configuration file.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Database file [variable: INFOG_DB]
    #[arg(long, global = true, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub db: Option<PathBuf>,

    /// Configuration file [variable: INFOG_CONFIG]
    #[arg(long, global = true, value_name = "FILE", value_hint = clap::ValueHint::FilePath, hide_short_help = true)]
    pub config: Option<PathBuf>,

    /// Answer in JSON [variable: INFOG_JSON]
    #[arg(long, global = true)]
    pub json: bool,

    /// Answer as table, json, csv or md [variable: INFOG_FORMAT]
    #[arg(long, global = true, value_name = "FORMAT", value_parser = ["table", "json", "csv", "md"], hide_possible_values = true)]
    pub format: Option<String>,

    /// Take WHEN for the present instant, 18:00 for that of today; what is recorded bears it and is marked [variable: INFOG_NOW]
    #[arg(long, global = true, value_name = "WHEN", hide_short_help = true)]
    pub now: Option<String>,

    /// Zone in which times are read and shown where no client says it [variable: INFOG_TZ]
    #[arg(long, global = true, value_name = "ZONE", hide_short_help = true)]
    pub tz: Option<String>,

    /// Language of the answers: en or fr [variable: INFOG_LANG]
    #[arg(long, global = true, value_name = "LANG", value_parser = ["en", "fr"], hide_possible_values = true, hide_short_help = true)]
    pub lang: Option<String>,

    /// Name under which it is recorded [variable: INFOG_AS]
    #[arg(long = "as", global = true, value_name = "NAME", hide_short_help = true)]
    pub actor: Option<String>,

    /// Colours: auto, always or never [variable: INFOG_COLOR]
    #[arg(long, global = true, value_name = "WHEN", value_enum, hide_possible_values = true, hide_short_help = true)]
    pub color: Option<ColorChoice>,

    /// Columns of a table, also in a pipe; 0 is without limit [variable: INFOG_COLUMNS]
    #[arg(long, global = true, value_name = "N", hide_short_help = true)]
    pub columns: Option<u16>,

    /// No sign beyond ASCII but letters [variable: INFOG_ASCII]
    #[arg(long, global = true, hide_short_help = true)]
    pub ascii: bool,

    /// Print the answer only, without remarks [variable: INFOG_QUIET]
    #[arg(short, long, global = true, hide_short_help = true)]
    pub quiet: bool,

    /// Say more; again for more still [variable: INFOG_VERBOSE]
    #[arg(short, long, global = true, action = ArgAction::Count, hide_short_help = true)]
    pub verbose: u8,

    /// Never ask anything [variable: INFOG_NO_INPUT]
    #[arg(long, global = true, hide_short_help = true)]
    pub no_input: bool,

    /// Answer yes to every question [variable: INFOG_YES]
    #[arg(short, long, global = true, hide_short_help = true)]
    pub yes: bool,
}

/// `--at`, of every verb that records something.
#[derive(Args, Clone, Debug, Default)]
pub struct At {
    /// When it happened, if not now: 2026-01-13T11:15:00+01:00, "2026-01-13 11:15", -2h, "yesterday 16:40"
    /// [variable: INFOG_AT]
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    pub at: Option<String>,
}

/// `--late`, of verbs that change the figures of a month.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct Late {
    /// Record it although its month was closed: the next report tells it as an adjustment
    #[arg(long)]
    pub late: bool,
}

/// The days of a report: a month, a quarter, a year, or any.
#[derive(Args, Clone, Debug, Default)]
pub struct Days {
    /// Month: 2026-06, last or this [default: last]
    #[arg(long, value_name = "M", conflicts_with_all = ["quarter", "year", "from"])]
    month: Option<String>,

    /// Quarter of a year: 2026-Q2, last or this
    #[arg(long, value_name = "Q", conflicts_with_all = ["year", "from"])]
    quarter: Option<String>,

    /// Year: 2026, last or this
    #[arg(long, value_name = "Y", conflicts_with = "from")]
    year: Option<String>,

    /// First day of any other days
    #[arg(long, value_name = "DATE", requires = "to")]
    from: Option<String>,

    /// Last day of them
    #[arg(long, value_name = "DATE", requires = "from")]
    to: Option<String>,
}

impl Days {
    /// The days that are meant on `today`.
    ///
    /// # Errors
    /// They cannot be read, or run backwards.
    pub fn span(&self, today: NaiveDate) -> Result<Span, Failure> {
        let date = |text: &str| when::parse_date(text, today, Looking::Back);
        match (&self.quarter, &self.year, &self.from, &self.to) {
            (Some(quarter), ..) => Ok(when::quarter(quarter, today)?),
            (_, Some(year), ..) => Ok(when::year(year, today)?),
            (.., Some(from), Some(to)) => Span::new(date(from)?, date(to)?)
                .map_err(|e| Failure::refused(e).hinted("the first day comes first: `--from DATE --to DATE`")),
            _ => Ok(Span::month(when::month(self.month.as_deref().unwrap_or("last"), today)?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Cli;

    #[test]
    fn no_two_options_of_a_command_share_a_name() {
        Cli::command().debug_assert();
    }
}
