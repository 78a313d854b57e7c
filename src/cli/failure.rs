//! What went wrong, as the user reads it: a sentence, its causes, a way out, and the exit code.
//!
//! Each room keeps its own typed errors. They become a [`Failure`] here, and here alone is the exit code chosen.

use std::fmt;
use std::path::{Path, PathBuf};

use super::config::settings::Setting;
use super::output::Unwritten;
use super::shell;
use crate::domain::nearest::nearest;
use crate::intake::toml_source::{Problem, Problems};
use crate::store::{DbErr, StoreError};

/// What kind of failure it is; the kind decides the exit code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Refused or failed; nothing was changed.
    Refused,
    /// The command line itself is wrong.
    Usage,
    /// Another infog held the database too long.
    Busy,
    /// The file is damaged, no infog database, or of a newer version.
    Unreadable,
    /// No space, or no right to write.
    Denied,
    /// A fault of infog.
    Fault,
    /// Whoever read the output is gone; nobody is told.
    ClosedPipe,
}

impl Kind {
    /// The exit code.
    #[must_use]
    pub const fn exit(self) -> u8 {
        match self {
            Self::ClosedPipe => 0,
            Self::Refused => 1,
            Self::Usage => 2,
            Self::Busy => 4,
            Self::Unreadable => 5,
            Self::Denied => 6,
            Self::Fault => 70,
        }
    }

    /// The code in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ClosedPipe => "closed-pipe",
            Self::Refused => "refused",
            Self::Usage => "usage",
            Self::Busy => "busy",
            Self::Unreadable => "unreadable",
            Self::Denied => "denied",
            Self::Fault => "fault",
        }
    }
}

/// How a command that did not fail ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Exit {
    /// All was done.
    #[default]
    Done,
    /// An import finished with refused lines.
    Partial,
    /// The answer is the exit code itself (`sla check`).
    Code(u8),
}

impl Exit {
    /// The exit code.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Partial => 3,
            Self::Code(code) => code,
        }
    }
}

/// A failure, ready to be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// Decides the exit code.
    pub kind: Kind,
    /// What failed; lower case, without a full stop.
    pub sentence: String,
    /// Why, from the nearest cause to the deepest.
    pub causes: Vec<String>,
    /// What can be done about it.
    pub hints: Vec<String>,
    /// What the store said, where the way out depends on which database was named, see [`Failure::about`].
    pub store: Option<Box<StoreError>>,
}

/// What every verb answers.
pub type Outcome = Result<Exit, Failure>;

impl Failure {
    fn of(kind: Kind, sentence: impl fmt::Display) -> Self {
        Self { kind, sentence: sentence.to_string(), causes: Vec::new(), hints: Vec::new(), store: None }
    }

    /// Refused or failed.
    #[must_use]
    pub fn refused(sentence: impl fmt::Display) -> Self {
        Self::of(Kind::Refused, sentence)
    }

    /// The command line is wrong.
    #[must_use]
    pub fn usage(sentence: impl fmt::Display) -> Self {
        Self::of(Kind::Usage, sentence)
    }

    /// Another process holds the database.
    #[must_use]
    pub fn busy(sentence: impl fmt::Display) -> Self {
        Self::of(Kind::Busy, sentence)
    }

    /// The database cannot be read as one.
    #[must_use]
    pub fn unreadable(sentence: impl fmt::Display) -> Self {
        Self::of(Kind::Unreadable, sentence)
    }

    /// No space or no right.
    #[must_use]
    pub fn denied(sentence: impl fmt::Display) -> Self {
        Self::of(Kind::Denied, sentence)
    }

    /// A fault of infog.
    #[must_use]
    pub fn fault(sentence: impl fmt::Display) -> Self {
        Self::of(Kind::Fault, sentence)
    }

    /// Adds what the user can do.
    #[must_use]
    pub fn hinted(mut self, hint: impl fmt::Display) -> Self {
        self.hints.push(hint.to_string());
        self
    }

    /// Adds a hint if there is one.
    #[must_use]
    pub fn maybe_hinted(self, hint: Option<impl fmt::Display>) -> Self {
        match hint {
            Some(hint) => self.hinted(hint),
            None => self,
        }
    }

    /// Hints at the nearest of the `known` words, if one is near enough to have been meant.
    #[must_use]
    pub fn meant<'a>(self, word: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        self.maybe_hinted(nearest(word, known).map(|near| format!("did you mean `{near}`?")))
    }

    /// Adds why it happened.
    #[must_use]
    pub fn because(mut self, cause: impl fmt::Display) -> Self {
        self.causes.push(cause.to_string());
        self
    }

    /// A file or folder that could not be used; `doing` is `read`, `write`, `open` …
    #[must_use]
    pub fn file(doing: &str, path: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind as E;
        let path = path.display();
        match error.kind() {
            E::BrokenPipe => Self::of(Kind::ClosedPipe, ""),
            E::NotFound => Self::refused(format!("there is no file `{path}`")),
            E::IsADirectory => Self::refused(format!("`{path}` is a folder, not a file")),
            E::PermissionDenied | E::ReadOnlyFilesystem => Self::denied(format!("no right to {doing} `{path}`")),
            E::StorageFull | E::QuotaExceeded => Self::denied(format!("no space left on the disk that holds `{path}`")),
            _ => Self::refused(format!("cannot {doing} `{path}`")).because(error),
        }
    }

    /// The answer could not be written out.
    #[must_use]
    pub fn output(error: &std::io::Error) -> Self {
        use std::io::ErrorKind as E;
        match error.kind() {
            E::BrokenPipe => Self::of(Kind::ClosedPipe, ""),
            E::StorageFull | E::QuotaExceeded => Self::denied("no space left for the output"),
            _ => Self::refused("the output cannot be written").because(error),
        }
    }

    /// Adds the way out of a database that is missing or ails; `infog` names the one of this command, and one that was
    /// just verified is not to be verified again.
    #[must_use]
    pub fn about(self, database: &Setting<PathBuf>, verified: bool) -> Self {
        let infog = shell::infog(database);
        let Some(error) = self.store.as_deref().cloned() else { return self };
        match error {
            StoreError::Missing { .. } => self.hinted(format!("create it with `{infog} init`")),
            StoreError::Disk { .. } => self.hinted(format!("then see whether it is sound with `{infog} verify`")),
            StoreError::Damaged { path, .. } if is_same(&path, &database.value) => {
                let failure = match verified {
                    true => self,
                    false => self.hinted(format!("see what is wrong with `{infog} verify`")),
                };
                let failure = failure.hinted(format!("go back to a backup with `{infog} restore FILE`"));
                let journal = format!("{}-wal", path.display());
                match Path::new(&journal).exists() {
                    true => failure.hinted(format!("do not delete {journal}: the last changes may be in it")),
                    false => failure,
                }
            }
            StoreError::Damaged { .. } => self.hinted("take another one"),
            _ => self,
        }
    }

    /// The object that `--json` prints on standard error.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "code": self.kind.code(),
            "message": self.sentence,
            "causes": self.causes,
            "hints": self.hints,
            "exit": self.kind.exit(),
        })
    }

    /// The sentence and its causes, a line each.
    #[must_use]
    pub fn message(&self) -> String {
        let causes = self.causes.iter().map(|cause| format!("\n  because {cause}"));
        std::iter::once(self.sentence.clone()).chain(causes).collect()
    }
}

impl From<Unwritten> for Failure {
    fn from(error: Unwritten) -> Self {
        match error {
            Unwritten::ReaderGone => Self::of(Kind::ClosedPipe, ""),
            Unwritten::Failed(error) => Self::output(&error),
        }
    }
}

impl From<std::io::Error> for Failure {
    /// An answer that could not be written out; files are named with [`Failure::file`].
    fn from(error: std::io::Error) -> Self {
        Self::output(&error)
    }
}

impl From<Problems> for Failure {
    /// The only problem with its hint apart; several as they are listed.
    fn from(problems: Problems) -> Self {
        match problems.all() {
            [only] => {
                let bare = Problem { hint: None, ..only.clone() };
                Self::refused(bare).maybe_hinted(only.hint.as_ref())
            }
            _ => Self::refused(problems),
        }
    }
}

impl From<StoreError> for Failure {
    /// The store says which exit it is; a file that is not there is no infog database.
    fn from(error: StoreError) -> Self {
        let kind = match (&error, error.exit_code()) {
            (StoreError::Missing { .. }, _) | (_, 5) => Kind::Unreadable,
            (_, 1) => Kind::Refused,
            (_, 4) => Kind::Busy,
            (_, 6) => Kind::Denied,
            _ => Kind::Fault,
        };
        Self { store: Some(Box::new(error.clone())), ..Self::of(kind, error) }
    }
}

impl From<DbErr> for Failure {
    /// On its way out of a transaction; the store's own words for it replace these.
    fn from(error: DbErr) -> Self {
        Self::fault(error)
    }
}

/// Two ways of writing one path.
fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    real(one) == real(other)
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for Failure {}

/// Texts that are no code, number, month or allowance: the value was typed wrong.
macro_rules! refused_as_said {
    ($($error:ty),* $(,)?) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::refused(error)
            }
        })*
    };
}

refused_as_said!(
    crate::domain::id::BadCode,
    crate::domain::id::BadNumber,
    crate::domain::instant::BadMonth,
    crate::domain::allowance::BadAllowance,
    crate::domain::calendar::BadWord,
    crate::domain::calendar::CalendarError,
    crate::domain::calendar::TooFar,
    crate::domain::calendar::UnknownZone,
    crate::domain::client::BadClient,
    crate::domain::client::BadLanguage,
    crate::domain::contact::BadMail,
    crate::domain::contact::BadRole,
    crate::domain::contract::ContractError,
    crate::domain::asset::BadValue,
    crate::domain::asset::query::BadQuery,
    crate::domain::date::BadDate,
    crate::domain::text::BadText,
    crate::domain::third_party::BadAuthorisation,
    crate::domain::version::BadComponent,
    crate::intake::refusal::Fault,
    crate::intake::refusal::IntakeError,
    crate::intake::when::BadSpan,
    crate::intake::when::BadWhen,
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_and_a_missing_file_have_their_own_exit_codes() {
        let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
        let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
        assert_eq!(Failure::file("write", Path::new("a"), &full).kind.exit(), 6);
        assert_eq!(Failure::file("read", Path::new("a"), &missing).kind.exit(), 1);
    }

    #[test]
    fn a_closed_pipe_is_no_failure_for_the_shell() {
        let closed = std::io::Error::from(std::io::ErrorKind::BrokenPipe);
        assert_eq!(Failure::output(&closed).kind.exit(), 0);
    }

    #[test]
    fn people_read_the_sentence_then_its_causes() {
        let failure = Failure::refused("no client `x`").because("it was never added").hinted("add it");
        assert_eq!(failure.message(), "no client `x`\n  because it was never added");
    }
}
