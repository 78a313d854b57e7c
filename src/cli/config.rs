//! Settings, and the only place that reads the environment.

pub mod edit;
pub mod file;
pub mod settings;

mod path;
mod set;
mod show;

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::ValueEnum as _;
use etcetera::BaseStrategy as _;

use super::output::{self, ColorChoice, Surroundings};

verbs! { "Show, change or find the settings" {
    Show(show::Args),
    Set(set::Args),
    Path(path::Args),
} }

/// Everything that the process was given: words, variables, folders. Read once, passed on as a value.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// The words of the command line, the program's own name first.
    pub words: Vec<OsString>,
    vars: BTreeMap<OsString, OsString>,
    /// The working folder, if there is one.
    pub folder: Option<PathBuf>,
    /// `$XDG_CONFIG_HOME`, or its default.
    pub config_home: Option<PathBuf>,
    /// `$XDG_DATA_HOME`, or its default.
    pub data_home: Option<PathBuf>,
}

impl Environment {
    /// That of this process.
    #[must_use]
    pub fn of_process() -> Self {
        let strategy = etcetera::choose_base_strategy().ok();
        Self {
            words: std::env::args_os().collect(),
            vars: std::env::vars_os().collect(),
            folder: std::env::current_dir().ok(),
            config_home: strategy.as_ref().map(|s| s.config_dir()),
            data_home: strategy.as_ref().map(|s| s.data_dir()),
        }
    }

    /// A variable that is set, not empty, and text.
    #[must_use]
    pub fn var(&self, name: &str) -> Option<&str> {
        self.vars.get(OsStr::new(name)).and_then(|v| v.to_str()).filter(|v| !v.is_empty())
    }

    /// A variable that names a path.
    #[must_use]
    pub fn path(&self, name: &str) -> Option<&Path> {
        self.vars.get(OsStr::new(name)).filter(|v| !v.is_empty()).map(Path::new)
    }

    /// A switch: set, and neither `0`, `false`, `no` nor `off`.
    #[must_use]
    pub fn switch(&self, name: &str) -> bool {
        self.var(name).is_some_and(|v| !["0", "false", "no", "off"].contains(&v.to_ascii_lowercase().as_str()))
    }

    /// The value of an option that must be known before the words are parsed; the last one counts.
    #[must_use]
    pub fn option(&self, name: &str) -> Option<&OsStr> {
        option_in(&self.words, name)
    }

    /// Whether errors are wanted in JSON, known before the words are parsed.
    #[must_use]
    pub fn wants_json(&self) -> bool {
        let format = self.option("--format").and_then(OsStr::to_str).or_else(|| self.var("INFOG_FORMAT"));
        format == Some("json") || self.words.iter().any(|word| word == "--json") || self.switch("INFOG_JSON")
    }

    /// What the surroundings say about output.
    #[must_use]
    pub fn surroundings(&self) -> Surroundings {
        let var = |name: &str| self.var(name).map(str::to_owned);
        Surroundings {
            no_color: var("NO_COLOR"),
            clicolor: var("CLICOLOR"),
            clicolor_force: var("CLICOLOR_FORCE"),
            term: var("TERM"),
            columns: var("COLUMNS"),
            lc_all: var("LC_ALL"),
            lc_ctype: var("LC_CTYPE"),
            lang: var("LANG"),
        }
    }

    /// What the words and variables say about output, known before the words are parsed: for errors.
    #[must_use]
    pub fn output_settings(&self) -> output::Settings {
        let said = self.option("--color").and_then(OsStr::to_str).or_else(|| self.var("INFOG_COLOR"));
        let color = said.and_then(|text| ColorChoice::from_str(text, true).ok()).unwrap_or_default();
        output::Settings { color, ascii: self.switch("INFOG_ASCII"), ..output::Settings::default() }
    }

    /// Whether `--verbose` or `-v` stands among the words.
    #[must_use]
    pub fn wants_more(&self) -> bool {
        self.words.iter().skip(1).take_while(|word| *word != "--").filter_map(|word| word.to_str()).any(|word| {
            let short =
                word.strip_prefix('-').is_some_and(|letters| !letters.starts_with('-') && letters.contains('v'));
            short || word == "--verbose"
        })
    }

    #[cfg(test)]
    pub(super) fn of_vars(vars: &[(&str, &str)]) -> Self {
        let vars = vars.iter().map(|(k, v)| (OsString::from(k), OsString::from(v))).collect();
        Self { vars, ..Self::default() }
    }
}

/// The value of `--name VALUE` or `--name=VALUE` before any `--`; the last one counts.
#[must_use]
pub fn option_in<'w>(words: &'w [OsString], name: &str) -> Option<&'w OsStr> {
    let options = words.iter().position(|word| word == "--").map_or(words, |end| words.get(..end).unwrap_or(words));
    options.iter().enumerate().rev().find_map(|(at, word)| {
        if word == name {
            return options.get(at + 1).map(OsString::as_os_str);
        }
        word.to_str()?.strip_prefix(name)?.strip_prefix('=').map(OsStr::new)
    })
}
