//! A fixed clock, an empty environment, a temporary data folder, and a strict builder of runs.
//!
//! A run that says nothing else must end with status 0 and an empty standard error:
//!
//! ```ignore
//! let world = World::ried();
//! world.infog(["client", "list"]).has("ried").run();
//! world.infog(["client", "show", "reid"]).refused().says("did you mean `ried`?").unchanged().run();
//! ```

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

/// The instant of every run that sets no other: a Wednesday morning in a summer month.
pub const NOW: &str = "2026-07-01T09:00:00+02:00";

/// Office hours with a lunch break, Alsace-Moselle, as `FORMATS.md` has it.
pub const RIED_CALENDAR: &str = r#"name = "ried-bureau"
title = "Ateliers du Ried, plage contractuelle"
timezone = "Europe/Paris"
holidays = ["fr-alsace-moselle"]

[hours]
mon-thu = ["08:00-12:00", "13:30-17:30"]
fri     = ["08:00-12:00", "13:30-16:30"]

[[closures]]
from = "2026-08-03"
to = "2026-08-14"
reason = "Congés annuels"
"#;

/// The usual grid for servers and workstations.
pub const RIED_CONTRACT: &str = r#"ref = "RIED-2025"
client = "ried"
title = "Infogérance globale"
kind = "global"
signed_on = "2025-06-12"
starts_on = "2025-07-01"
months = 36
effective_on = "2025-07-01"
calendar = "ried-bureau"
channels = ["phone", "mail", "ticket"]

[renewal]
mode = "tacit"
months = 12
notice_months = 3

[policy]
suspends = ["resolution"]
pauses = ["waiting-client", "no-site-access"]

[[line]]
name = "serveurs"
kinds = ["server"]

[[line]]
name = "postes"
kinds = ["workstation", "laptop"]
excluded = ["RIED-GSM-DIR"]

[[severity]]
code = "N1"
label = "Critique"
meaning = "Le réseau ne permet plus de travailler"

[[severity]]
code = "N2"
label = "Majeur"
meaning = "Un service est dégradé"

[[severity]]
code = "N3"
label = "Mineur"
meaning = "Une gêne sans arrêt"

[[target]]
ticket = "incident"
severity = "N1"
response = "1h working"
resolution = "4h working"

[[target]]
ticket = "incident"
severity = "N2"
response = "3h working"
resolution = "8h working"

[[target]]
ticket = "incident"
severity = "N3"
response = "6h working"
resolution = "48h working"

[[target]]
ticket = "request"
resolution = { within = "5d working", due = "close-of-day" }
"#;

/// Four assets, one of a kind that no line covers.
pub const RIED_ASSETS: &str = "client,tag,kind,serial,label\n\
ried,RIED-SRV-01,server,SN-0001,Serveur de fichiers\n\
ried,RIED-PC-01,workstation,SN-0002,Poste accueil\n\
ried,RIED-PC-02,laptop,SN-0003,Portable direction\n\
ried,RIED-IMP-01,printer,SN-0004,Imprimante atelier\n";

/// A data folder, a configuration folder and files of its own; gone at the end of the test.
///
/// When it ends, its database must be sound: the tables must be what the events say, whatever the test did.
/// `INFOG_TEST_VERIFY=each` looks after every run, to find the one at fault.
pub struct World {
    folder: tempfile::TempDir,
    harmed: AtomicBool,
}

impl Drop for World {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.is_sound();
        }
    }
}

impl World {
    /// Nothing but empty folders.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder"), harmed: AtomicBool::new(false) }
    }

    /// A client `ried` in an initialised database.
    pub fn client() -> Self {
        let world = Self::empty();
        world.infog(["init", "--no-input"]).any_remarks().run();
        world.infog(["client", "add", "ried", "--name", "Ateliers du Ried"]).run();
        world
    }

    /// The client `ried` with its calendar, contract and four assets.
    pub fn ried() -> Self {
        let world = Self::client();
        world.infog(["calendar", "apply", "-"]).stdin(RIED_CALENDAR).any_remarks().run();
        world.infog(["contract", "apply", "-"]).stdin(RIED_CONTRACT).any_remarks().run();
        world.infog(["asset", "import", "-"]).stdin(RIED_ASSETS).any_remarks().run();
        world
    }

    /// The database is harmed on purpose, or written past the commands: nobody asks whether it is sound.
    pub fn harm(&self) {
        self.harmed.store(true, Ordering::Relaxed);
    }

    fn is_sound(&self) {
        if self.harmed.load(Ordering::Relaxed) || !self.database().exists() {
            return;
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_infog"));
        command.args(["verify", "-q", "--db"]).arg(self.database()).env_clear().envs(self.vars());
        let output = command.stdin(Stdio::null()).output().expect("infog starts");
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success(),
            "the database is not sound\n{told}{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// A path in this world's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into this world's folder, and tells its path as a word for the command line.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, content).expect("a file");
        path.to_str().expect("a readable path").to_owned()
    }

    /// The database that runs use.
    pub fn database(&self) -> PathBuf {
        self.path("data/infog/infog.db")
    }

    /// A run of the binary with these words.
    pub fn infog<W: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = W>) -> Run<'_> {
        Run {
            world: self,
            words: words.into_iter().map(|w| w.as_ref().to_owned()).collect(),
            vars: self.vars(),
            stdin: None,
            status: 0,
            any_status: false,
            stderr: Stderr::Empty,
            stdout: None,
            has: Vec::new(),
            lacks: Vec::new(),
            says: Vec::new(),
            unchanged: false,
        }
    }

    /// `sh` with this script in a folder of this world, infog on its path, in the same environment as every run.
    pub fn shell(&self, folder: &str, script: &str) -> Command {
        let place = self.path(folder);
        std::fs::create_dir_all(&place).expect("a folder");
        let binary = Path::new(env!("CARGO_BIN_EXE_infog")).parent().expect("a folder");
        let mut command = Command::new("sh");
        command.args(["-c", script]).env_clear().envs(self.vars()).current_dir(place).stdin(Stdio::null());
        command.env("PATH", format!("{}:/usr/local/bin:/usr/bin:/bin", binary.display()));
        command
    }

    fn vars(&self) -> BTreeMap<OsString, OsString> {
        let path = |name: &str| self.path(name).into_os_string();
        let vars: [(&str, OsString); 8] = [
            ("HOME", path("home")),
            ("XDG_DATA_HOME", path("data")),
            ("XDG_CONFIG_HOME", path("config")),
            ("TZ", "America/New_York".into()), // nothing may depend on it
            ("LC_ALL", "C.UTF-8".into()),
            ("INFOG_NOW", NOW.into()),
            ("INFOG_AS", "lea".into()),
            ("COLUMNS", "120".into()),
        ];
        vars.into_iter().map(|(k, v)| (k.into(), v)).collect()
    }

    /// Every file of the data folder with its bytes.
    fn dump(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.path("data"), &mut files);
        files
    }
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.insert(path.clone(), std::fs::read(&path).unwrap_or_default());
        }
    }
}

enum Stderr {
    Empty,
    Anything,
}

/// A run to come: what it is given and what it must answer.
#[must_use = "a run that is not run proves nothing"]
pub struct Run<'w> {
    world: &'w World,
    words: Vec<OsString>,
    vars: BTreeMap<OsString, OsString>,
    stdin: Option<Vec<u8>>,
    status: i32,
    any_status: bool,
    stderr: Stderr,
    stdout: Option<String>,
    has: Vec<String>,
    lacks: Vec<String>,
    says: Vec<String>,
    unchanged: bool,
}

/// What a run answered.
#[derive(Debug)]
pub struct Answer {
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Answer {
    /// Standard output as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("no JSON ({e}):\n{}", self.stdout))
    }
}

impl Run<'_> {
    /// Takes `now` for the present instant.
    pub fn now(self, now: &str) -> Self {
        self.var("INFOG_NOW", now)
    }

    /// Adds a word, a path for example.
    pub fn word(mut self, word: impl AsRef<OsStr>) -> Self {
        self.words.push(word.as_ref().to_owned());
        self
    }

    /// Sets a variable.
    pub fn var(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.vars.insert(name.into(), value.as_ref().to_owned());
        self
    }

    /// Removes a variable.
    pub fn without(mut self, name: &str) -> Self {
        self.vars.remove(OsStr::new(name));
        self
    }

    /// Gives it this on standard input; without it, standard input is `/dev/null`.
    pub fn stdin(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.stdin = Some(bytes.as_ref().to_vec());
        self
    }

    /// The exit code must be this; other than 0, standard error may say something.
    pub fn status(mut self, code: i32) -> Self {
        self.status = code;
        if code != 0 {
            self.stderr = Stderr::Anything;
        }
        self
    }

    /// Any exit code, and any remarks: what is looked at is what was written.
    pub fn status_any(mut self) -> Self {
        self.any_status = true;
        self.stderr = Stderr::Anything;
        self
    }

    /// It must be refused: exit code 1, nothing on standard output.
    pub fn refused(self) -> Self {
        self.status(1).stdout("")
    }

    /// Standard output must be exactly this.
    pub fn stdout(mut self, text: &str) -> Self {
        self.stdout = Some(text.to_owned());
        self
    }

    /// Standard output must hold this.
    pub fn has(mut self, text: &str) -> Self {
        self.has.push(text.to_owned());
        self
    }

    /// Standard output must not hold this.
    pub fn lacks(mut self, text: &str) -> Self {
        self.lacks.push(text.to_owned());
        self
    }

    /// Standard error must hold this.
    pub fn says(mut self, text: &str) -> Self {
        self.stderr = Stderr::Anything;
        self.says.push(text.to_owned());
        self
    }

    /// Standard error may hold remarks.
    pub fn any_remarks(mut self) -> Self {
        self.stderr = Stderr::Anything;
        self
    }

    /// The data folder must be the same, byte for byte, before and after.
    pub fn unchanged(mut self) -> Self {
        self.unchanged = true;
        self
    }

    /// Runs it; its standard output as JSON.
    pub fn json(mut self) -> serde_json::Value {
        self.words.push("--json".into());
        self.run().json()
    }

    /// Runs it and compares: everything that differs is told at once.
    pub fn run(self) -> Answer {
        let before = self.unchanged.then(|| self.world.dump());
        let (code, answer) = self.spawn();
        if std::env::var_os("INFOG_TEST_VERIFY").is_some() {
            self.world.is_sound();
        }
        let mut faults = self.faults(code, &answer);
        if before.is_some_and(|before| before != self.world.dump()) {
            faults.push("the data folder changed".to_owned());
        }
        let words: Vec<_> = self.words.iter().map(|w| w.to_string_lossy()).collect();
        assert!(
            faults.is_empty(),
            "infog {}\n- {}\nstatus {code:?}\n--- stdout\n{}\n--- stderr\n{}",
            words.join(" "),
            faults.join("\n- "),
            answer.stdout,
            answer.stderr
        );
        answer
    }

    fn spawn(&self) -> (Option<i32>, Answer) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_infog"));
        command.args(&self.words).env_clear().envs(&self.vars).current_dir(self.world.folder.path());
        command.stdin(if self.stdin.is_some() { Stdio::piped() } else { Stdio::null() });
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("infog starts");
        let (stdin, bytes) = (child.stdin.take(), self.stdin.clone().unwrap_or_default());
        let writer = std::thread::spawn(move || {
            // a command that refuses before it has read everything closes the pipe: no fault of the test
            let _ = stdin.map(|mut pipe| pipe.write_all(&bytes));
        });
        let output = child.wait_with_output().expect("infog ends");
        writer.join().expect("the writer ends");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code(), Answer { stdout: text(output.stdout), stderr: text(output.stderr) })
    }

    fn faults(&self, code: Option<i32>, answer: &Answer) -> Vec<String> {
        let mut faults = Vec::new();
        let mut must = |holds: bool, sentence: String| {
            if !holds {
                faults.push(sentence);
            }
        };
        must(self.any_status || code == Some(self.status), format!("the exit code is not {}", self.status));
        if matches!(self.stderr, Stderr::Empty) {
            must(answer.stderr.is_empty(), "standard error is not empty".to_owned());
        }
        if let Some(text) = &self.stdout {
            must(answer.stdout == *text, format!("standard output is not\n{text}"));
        }
        for text in &self.has {
            must(answer.stdout.contains(text), format!("standard output lacks {text:?}"));
        }
        for text in &self.lacks {
            must(!answer.stdout.contains(text), format!("standard output holds {text:?}"));
        }
        for text in &self.says {
            must(answer.stderr.contains(text), format!("standard error lacks {text:?}"));
        }
        faults
    }
}
