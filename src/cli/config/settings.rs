//! Every setting with its origin. Precedence: option, variable, configuration file, default.

use std::fmt;
use std::path::PathBuf;

use clap::ValueEnum as _;

use super::Environment;
use super::file::File;
use crate::cli::args::Global;
use crate::cli::failure::Failure;
use crate::cli::output::{self, ColorChoice};
use crate::domain::client::Language;
use crate::locale::Lang;

/// The zone of a provider that has said nothing: the same on every machine.
pub const DEFAULT_ZONE: &str = "Europe/Paris";

/// Where a value comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// An option of the command line.
    Option(&'static str),
    /// A variable of the environment.
    Variable(&'static str),
    /// A line of the configuration file.
    File(PathBuf, usize),
    /// Nobody said anything.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option(name) => write!(f, "option --{name}"),
            Self::Variable(name) => write!(f, "variable {name}"),
            Self::File(path, line) => write!(f, "{}:{line}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A value and where it comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Its origin.
    pub origin: Origin,
}

impl<T> Setting<T> {
    fn map<U>(self, f: impl FnOnce(T) -> U) -> Setting<U> {
        Setting { value: f(self.value), origin: self.origin }
    }

    /// Whether somebody said it, rather than nobody.
    #[must_use]
    pub fn is_said(&self) -> bool {
        self.origin != Origin::Default
    }
}

/// How an answer is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// For people.
    Table,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
    /// For documents.
    Markdown,
}

impl Format {
    const ALL: [(&'static str, Self); 4] =
        [("table", Self::Table), ("json", Self::Json), ("csv", Self::Csv), ("md", Self::Markdown)];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, format)| *format == self).map_or("table", |(name, _)| name)
    }
}

/// All settings of one command.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Path of the configuration file; it may not exist.
    pub config: Setting<PathBuf>,
    /// Path of the database.
    pub database: Setting<PathBuf>,
    /// How answers are printed.
    pub format: Setting<Format>,
    /// Language of the answers.
    pub language: Setting<Language>,
    /// IANA name of the reader's zone.
    pub timezone: Setting<String>,
    /// Under whose name it is recorded.
    pub actor: Setting<String>,
    /// When there are colours.
    pub color: Setting<ColorChoice>,
    /// Columns of a table, said by option or variable; 0 is without limit.
    pub columns: Option<u16>,
    /// No sign beyond ASCII but letters.
    pub ascii: bool,
    /// The pager's command, if one is wanted.
    pub pager: Option<Setting<String>>,
    /// `--now`, as it was typed.
    pub now: Option<Setting<String>>,
    /// The answer only.
    pub quiet: bool,
    /// How much more is said.
    pub verbose: u8,
    /// Nothing is asked.
    pub no_input: bool,
    /// Everything is answered with yes.
    pub yes: bool,
    /// The file itself, for what else it holds.
    pub file: File,
}

impl Settings {
    /// The language, if it was asked for on the command line or by `INFOG_LANG`: it then beats a contract's.
    #[must_use]
    pub fn asked_language(&self) -> Option<Language> {
        let asked = matches!(self.language.origin, Origin::Option(_) | Origin::Variable("INFOG_LANG"));
        asked.then_some(self.language.value)
    }

    /// Decides every setting.
    ///
    /// # Errors
    /// The configuration file is wrong, or a variable holds what its option could not.
    pub fn decide(global: &Global, environment: &Environment) -> Result<Self, Failure> {
        let config = config_path(global, environment)?;
        let demanded = matches!(config.origin, Origin::Option(_));
        let file = File::read(&config.value, demanded)?;
        Self::with_file(global, environment, config, file)
    }

    /// As [`Settings::decide`], for commands that may write the configuration file: it need not exist yet.
    ///
    /// # Errors
    /// As [`Settings::decide`].
    pub fn decide_for_writing(global: &Global, environment: &Environment) -> Result<Self, Failure> {
        let config = config_path(global, environment)?;
        let file = File::read(&config.value, false)?;
        Self::with_file(global, environment, config, file)
    }

    /// What they say about output.
    #[must_use]
    pub fn output(&self) -> output::Settings {
        output::Settings {
            color: self.color.value,
            columns: self.columns,
            quiet: self.quiet,
            verbose: self.verbose > 0,
            ascii: self.ascii,
        }
    }

    fn with_file(
        global: &Global,
        environment: &Environment,
        config: Setting<PathBuf>,
        file: File,
    ) -> Result<Self, Failure> {
        let look = Lookup { environment, file: &file };
        Ok(Self {
            database: database(global, &look)?,
            format: format(global, environment)?,
            language: language(global, &look)?,
            timezone: look.or("tz", "INFOG_TZ", "timezone", global.tz.clone(), || DEFAULT_ZONE.to_owned()),
            actor: look.or("as", "INFOG_AS", "actor", global.actor.clone(), || user(environment)),
            color: color(global, &look)?,
            columns: columns(global, environment)?,
            ascii: global.ascii || environment.switch("INFOG_ASCII"),
            pager: look.find("pager", "INFOG_PAGER", "pager", None),
            now: look.find("now", "INFOG_NOW", "", global.now.clone()),
            quiet: global.quiet || environment.switch("INFOG_QUIET"),
            verbose: verbosity(global, environment),
            no_input: global.no_input || environment.switch("INFOG_NO_INPUT"),
            yes: global.yes || environment.switch("INFOG_YES"),
            config,
            file,
        })
    }
}

struct Lookup<'a> {
    environment: &'a Environment,
    file: &'a File,
}

impl Lookup<'_> {
    fn find(
        &self,
        option: &'static str,
        variable: &'static str,
        key: &str,
        given: Option<String>,
    ) -> Option<Setting<String>> {
        let of_option = given.map(|value| Setting { value, origin: Origin::Option(option) });
        let of_variable = || {
            let value = self.environment.var(variable)?.to_owned();
            Some(Setting { value, origin: Origin::Variable(variable) })
        };
        let of_file = || {
            let entry = self.file.get(key)?;
            Some(Setting { value: entry.value.clone(), origin: Origin::File(self.file.path.clone(), entry.line) })
        };
        of_option.or_else(of_variable).or_else(of_file)
    }

    fn or(
        &self,
        option: &'static str,
        variable: &'static str,
        key: &str,
        given: Option<String>,
        default: impl FnOnce() -> String,
    ) -> Setting<String> {
        self.find(option, variable, key, given).unwrap_or_else(|| Setting { value: default(), origin: Origin::Default })
    }
}

fn config_path(global: &Global, environment: &Environment) -> Result<Setting<PathBuf>, Failure> {
    if let Some(path) = &global.config {
        return Ok(Setting { value: path.clone(), origin: Origin::Option("config") });
    }
    if let Some(path) = environment.path("INFOG_CONFIG") {
        return Ok(Setting { value: path.to_owned(), origin: Origin::Variable("INFOG_CONFIG") });
    }
    let home = environment.config_home.as_ref().ok_or_else(|| homeless("configuration", "config"))?;
    Ok(Setting { value: home.join("infog").join("config.toml"), origin: Origin::Default })
}

fn database(global: &Global, look: &Lookup<'_>) -> Result<Setting<PathBuf>, Failure> {
    if let Some(path) = &global.db {
        return Ok(Setting { value: path.clone(), origin: Origin::Option("db") });
    }
    if let Some(path) = look.environment.path("INFOG_DB") {
        return Ok(Setting { value: path.to_owned(), origin: Origin::Variable("INFOG_DB") });
    }
    if let Some(found) = look.find("db", "INFOG_DB", "database", None) {
        return Ok(found.map(PathBuf::from));
    }
    let home = look.environment.data_home.as_ref().ok_or_else(|| homeless("data", "db"))?;
    Ok(Setting { value: home.join("infog").join("infog.db"), origin: Origin::Default })
}

fn homeless(what: &str, option: &str) -> Failure {
    Failure::refused(format!("there is no home folder to look for the {what} in"))
        .hinted(format!("name the file with `--{option} FILE`"))
}

fn format(global: &Global, environment: &Environment) -> Result<Setting<Format>, Failure> {
    let named = |value: &str| Format::ALL.iter().find(|(name, _)| *name == value).map(|(_, format)| *format);
    if let Some(other) = global.format.as_deref().filter(|format| global.json && *format != "json") {
        let failure = Failure::usage(format!("`--json` and `--format {other}` ask for two formats"));
        return Err(failure.hinted("leave out one of them"));
    }
    let option = if global.json { Some(Format::Json) } else { global.format.as_deref().and_then(named) };
    if let Some(value) = option {
        return Ok(Setting { value, origin: Origin::Option(if global.json { "json" } else { "format" }) });
    }
    if let Some(text) = environment.var("INFOG_FORMAT") {
        let value = named(text).ok_or_else(|| bad_variable("INFOG_FORMAT", text, "table, json, csv, md"))?;
        return Ok(Setting { value, origin: Origin::Variable("INFOG_FORMAT") });
    }
    if environment.switch("INFOG_JSON") {
        return Ok(Setting { value: Format::Json, origin: Origin::Variable("INFOG_JSON") });
    }
    Ok(Setting { value: Format::Table, origin: Origin::Default })
}

/// `--lang`, `INFOG_LANG`, `language`, then what the machine speaks: `LC_ALL`, `LC_MESSAGES`, `LANG`.
fn language(global: &Global, look: &Lookup<'_>) -> Result<Setting<Language>, Failure> {
    let said = look.find("lang", "INFOG_LANG", "language", global.lang.clone());
    if let Some(said) = said {
        let value = match said.value.as_str() {
            "fr" => Language::Fr,
            "en" => Language::En,
            other => return Err(bad_variable("INFOG_LANG", other, "en, fr")),
        };
        return Ok(Setting { value, origin: said.origin });
    }
    for variable in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        if let Some(text) = look.environment.var(variable) {
            let french = Lang::choose(None, None, Some(text), None, None) == Lang::Fr;
            let value = if french { Language::Fr } else { Language::En };
            return Ok(Setting { value, origin: Origin::Variable(variable) });
        }
    }
    Ok(Setting { value: Language::En, origin: Origin::Default })
}

fn color(global: &Global, look: &Lookup<'_>) -> Result<Setting<ColorChoice>, Failure> {
    if let Some(value) = global.color {
        return Ok(Setting { value, origin: Origin::Option("color") });
    }
    let found = look.or("color", "INFOG_COLOR", "color", None, || "auto".to_owned());
    match ColorChoice::from_str(&found.value, false) {
        Ok(value) => Ok(Setting { value, origin: found.origin }),
        Err(_) => Err(bad_variable("INFOG_COLOR", &found.value, "auto, always, never")),
    }
}

fn columns(global: &Global, environment: &Environment) -> Result<Option<u16>, Failure> {
    match (global.columns, environment.var("INFOG_COLUMNS")) {
        (Some(columns), _) => Ok(Some(columns)),
        (None, None) => Ok(None),
        (None, Some(text)) => match text.parse() {
            Ok(columns) => Ok(Some(columns)),
            Err(_) => Err(bad_variable("INFOG_COLUMNS", text, "a number of columns, 0 for no limit")),
        },
    }
}

fn bad_variable(name: &str, value: &str, known: &str) -> Failure {
    Failure::usage(format!("the variable {name} holds `{value}`; it takes {known}"))
}

fn verbosity(global: &Global, environment: &Environment) -> u8 {
    let variable = environment.var("INFOG_VERBOSE").map_or(0, |v| v.parse().unwrap_or(1));
    global.verbose.max(variable)
}

fn user(environment: &Environment) -> String {
    let named = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|name| environment.var(name));
    named.map(str::to_owned).or_else(account).unwrap_or_else(|| "unknown".to_owned())
}

/// The name of the account under which this runs, as the machine's own list has it.
fn account() -> Option<String> {
    let list = std::fs::read_to_string("/etc/passwd").ok()?;
    account_in(&list, rustix::process::getuid().as_raw())
}

fn account_in(list: &str, uid: u32) -> Option<String> {
    list.lines().find_map(|line| {
        let mut fields = line.split(':');
        let (name, number) = (fields.next()?, fields.nth(1)?);
        (!name.is_empty() && number.parse() == Ok(uid)).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn decide(global: &Global, vars: &[(&str, &str)], text: &str) -> Result<Settings, Failure> {
        let mut environment = Environment::of_vars(vars);
        environment.data_home = Some(PathBuf::from("/data"));
        let path = Path::new("config.toml");
        let config = Setting { value: path.to_owned(), origin: Origin::Default };
        Settings::with_file(global, &environment, config, File::parse(path, text)?)
    }

    #[test]
    fn option_beats_variable_beats_file_beats_default() {
        let option = Global { actor: Some("o".into()), ..Global::default() };
        let (vars, text) = ([("INFOG_AS", "v"), ("USER", "u")], "actor = \"f\"");
        let actor = |global: &Global, vars: &[_], text| decide(global, vars, text).unwrap().actor;
        assert_eq!(actor(&option, &vars, text).value, "o");
        assert_eq!(actor(&Global::default(), &vars, text).value, "v");
        assert_eq!(actor(&Global::default(), &vars[1..], text).value, "f");
        assert_eq!(actor(&Global::default(), &vars[1..], "").value, "u");
    }

    #[test]
    fn the_machine_speaks_last() {
        let said = |vars: &[_]| decide(&Global::default(), vars, "").unwrap().language.value;
        assert_eq!(said(&[("LC_ALL", "fr_FR.UTF-8"), ("LANG", "en_GB")]), Language::Fr);
        assert_eq!(said(&[("LC_ALL", "C"), ("INFOG_LANG", "fr")]), Language::Fr);
        assert_eq!(said(&[]), Language::En);
    }

    #[test]
    fn a_variable_is_checked_like_its_option() {
        let failure = decide(&Global::default(), &[("INFOG_COLOR", "blue")], "").unwrap_err();
        assert_eq!(failure.kind.exit(), 2);
    }

    #[test]
    fn the_zone_of_the_machine_changes_nothing() {
        let zone = |vars: &[_]| decide(&Global::default(), vars, "").unwrap().timezone.value;
        assert_eq!(zone(&[("TZ", "Asia/Tokyo")]), zone(&[]));
    }
}
