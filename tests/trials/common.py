"""What the trials share: a folder of their own, infog in a bare environment, a small desk, a verdict at the end."""
import argparse
import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

CALENDAR = """name = "desk"
timezone = "Europe/Paris"
holidays = ["fr"]
[hours]
mon-fri = ["08:00-12:00", "13:30-17:30"]
"""
CONTRACT = """ref = "C-1"
client = "ried"
calendar = "desk"
starts_on = "2025-07-01"
months = 36
[policy]
suspends = ["resolution"]
pauses = ["waiting-client"]
[[severity]]
code = "N1"
label = "Critical"
[[target]]
response = "1h working"
resolution = "8h working"
"""


def arguments(about, **numbers):
    """`--full` for the bar of a release, `--infog` for a binary; each number has a short and a full value."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="the whole bar; takes minutes")
    parser.add_argument("--infog", default=os.environ.get("INFOG_BINARY"), help="the binary under trial")
    parser.add_argument("--seed", type=int, default=1)
    for name, (short, full) in numbers.items():
        parser.add_argument("--" + name, type=int, help=f"{short}, with --full {full}")
    given = parser.parse_args()
    for name, (short, full) in numbers.items():
        if getattr(given, name) is None:
            setattr(given, name, full if given.full else short)
    given.infog = os.path.abspath(given.infog or newest())
    return given


def newest():
    """The binary that was built last."""
    built = [os.path.join(ROOT, "target", kind, "infog") for kind in ("release", "debug")]
    built = [path for path in built if os.path.exists(path)]
    if not built:
        sys.exit("no binary: run `cargo build` first, or name one with --infog")
    return max(built, key=os.path.getmtime)


class Desk:
    """A folder with a database in it."""

    def __init__(self, infog):
        self.infog = infog
        self.folder = tempfile.mkdtemp(prefix="infog-trial-")
        self.data = os.path.join(self.folder, "data")
        os.mkdir(self.data, 0o700)
        self.db = os.path.join(self.data, "infog.db")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def environment(self, db=None):
        return {"HOME": self.folder, "INFOG_DB": db or self.db, "INFOG_AS": "trial", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}

    def start(self, *words, db=None, **more):
        return subprocess.Popen([self.infog, *words], env=self.environment(db), stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)

    def run(self, *words, db=None, given=None, seconds=60, **more):
        """Exit code (None: it hung), standard output, standard error."""
        stdin = {"input": given} if given is not None else {"stdin": subprocess.DEVNULL}
        try:
            done = subprocess.run([self.infog, *words], env=self.environment(db), capture_output=True, timeout=seconds,
                                  **stdin, **more)
        except subprocess.TimeoutExpired:
            return None, b"", b""
        return done.returncode, done.stdout, done.stderr

    def must(self, *words, **more):
        code, out, err = self.run(*words, **more)
        if code != 0:
            sys.exit(f"infog {' '.join(words)} ended with {code}: {err.decode(errors='replace')}")
        return out

    def ready(self, tickets=0, park=20):
        """A client with its calendar, contract, some machines, some tickets."""
        self.must("init", "--no-input")
        self.must("client", "add", "ried", "--name", "Ateliers du Ried")
        self.must("calendar", "apply", "-", given=CALENDAR.encode())
        self.must("contract", "apply", "-", given=CONTRACT.encode())
        if park:
            self.must("asset", "import", "-", given=machines(park))
        lines = [f'{{"client":"ried","kind":"incident","title":"Panne {n}","opened_at":"2026-01-{n % 28 + 1:02}T09:00:00+01:00",'
                 f'"events":[{{"at":"2026-01-{n % 28 + 1:02}T10:00:00+01:00","type":"noted","text":"Note {n}"}}]}}\n'
                 for n in range(1, tickets + 1)]
        if lines:
            self.must("ticket", "import", "-", given="".join(lines).encode())
        return self

    def count(self, table, db=None):
        """Rows of a table, read without infog."""
        with contextlib.closing(sqlite3.connect(f"file:{db or self.db}?mode=ro", uri=True)) as raw:
            return raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]

    def sound(self, db=None):
        """What `verify` says against it; nothing where it is sound."""
        code, out, err = self.run("verify", db=db)
        return "" if code == 0 else f"verify ended with {code}: {(out + err).decode(errors='replace')[:300]}"


def machines(number, first=1):
    """An inventory as CSV."""
    rows = [f"ried,M-{n:05},workstation,SN{n:06},Poste {n}" for n in range(first, first + number)]
    return ("client,tag,kind,serial,label\n" + "\n".join(rows) + "\n").encode()


def crashed(code, err):
    """A panic, a fault of infog's own, or a signal."""
    return code is None or code in (70, 101) or code < 0 or b"panicked" in err


class Verdict:
    """Counts, and what went wrong; the last line that is printed is the figure."""

    def __init__(self, name):
        self.name, self.counts, self.faults = name, {}, []

    def add(self, what, number=1):
        self.counts[what] = self.counts.get(what, 0) + number

    def fault(self, what, story):
        self.add(what)
        self.faults.append(f"{what}: {story}")

    def end(self, *must_be_zero):
        for story in self.faults[:20]:
            print(story)
        for what in must_be_zero:
            self.counts.setdefault(what, 0)
        print(f"{self.name}: " + " ".join(f"{what}={number}" for what, number in self.counts.items()))
        sys.exit(1 if any(self.counts[what] for what in must_be_zero) else 0)
