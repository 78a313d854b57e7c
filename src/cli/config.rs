//! Settings, and the only place that reads the environment.

pub mod file;
pub mod settings;

mod path;
mod set;
mod show;

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;

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

    /// Whether errors are wanted in JSON, known before the words are parsed.
    #[must_use]
    pub fn wants_json(&self) -> bool {
        let said = |word: &OsString| word == "--json" || word == "--format=json";
        let pair = |pair: &[OsString]| pair.iter().map(OsString::as_os_str).eq(["--format", "json"].map(OsStr::new));
        let variable = self.switch("INFOG_JSON") || self.var("INFOG_FORMAT") == Some("json");
        self.words.iter().any(said) || self.words.windows(2).any(pair) || variable
    }

    #[cfg(test)]
    pub(super) fn of_vars(vars: &[(&str, &str)]) -> Self {
        let vars = vars.iter().map(|(k, v)| (OsString::from(k), OsString::from(v))).collect();
        Self { vars, ..Self::default() }
    }
}
