"""Start cashkit with nothing but Python 3.11: set up once, then run.

    python kit.py audit FILE ...    any command of cashkit: audit, check, aging, dso, lab ...
    python kit.py test ...          the tests of this repository (what follows goes to pytest)

The first start makes `.venv` beside this file and installs there what `requirements.lock` says,
to the byte; the user's own Python is not touched. A stamp in `.venv`, written last, tells that
this was done for this lock, this `pyproject.toml`, this Python and this folder: the next start
runs at once, and an interrupted set-up is done again. Exit 2: one sentence says what is missing.

An old Python must be able to read this file, to say that it is too old: only what Python 3.6
can parse, and only the standard library.
"""

import contextlib
import csv
import hashlib
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "cashkit.stamp")
LOG = os.path.join(VENV, "cashkit-setup.log")
LOCK = os.path.join(ROOT, "requirements.lock")
PROJECT = os.path.join(ROOT, "pyproject.toml")
WORDS = os.path.join(ROOT, "cashkit", "ground", "words", "kit.csv")
ALONE = "kit.py : les autres fichiers de cashkit manquent. / The other files of cashkit are missing."
FOR_TESTS = "# --- for the tests only ---"  # the line of the lock where its second part starts
LANGUAGES = ("fr", "en")
OLDEST = (3, 11)
SPACE = 1500000000  # bytes that the set-up and its downloads take, rounded up

# What pip says, and the words key of what it means; the first that is found wins.
MEANINGS = [
    ("do not match the hashes", "wrong_bytes"),
    (r"No space left on device|Errno 28|WinError 112|Disk quota exceeded", "no_space"),
    (r"long path|WinError 206|File name too long", "long_path"),
    (r"Permission denied|Read-only file system|WinError 5\b|Access is denied", "no_write"),
    (r"Retrying \(Retry|NameResolutionError|NewConnectionError|ProxyError|SSLError|Read timed out", "no_network"),
    (r"No matching distribution|is not a supported wheel", "no_wheel"),
]


class Trouble(Exception):  # noqa: N818  (not every trouble is an error of the program)
    """What keeps cashkit from starting: a words key and its parameters."""

    def __init__(self, key: str, **params: str) -> None:
        """Keep the key; the sentence is made when it is shown."""
        Exception.__init__(self, key)
        self.key = key
        self.params = params


def say(key: str, **params: str) -> "list[str]":
    """Return the words of a key in both languages; nobody was asked yet which one is wanted."""
    with open(WORDS, encoding="utf-8", newline="") as file:
        row = {row["key"]: row for row in csv.DictReader(file)}[key]
    return [row[lang].format(**params) for lang in LANGUAGES]


def show(text: str, end: str = "\n") -> None:
    """Write on the error stream, which leaves the standard output to the command."""
    encoding = sys.stderr.encoding or "ascii"
    sys.stderr.write(text.encode(encoding, "replace").decode(encoding) + end)
    sys.stderr.flush()


def progress(text: str) -> None:
    """Write over the same line of a terminal; write nothing elsewhere."""
    if sys.stderr.isatty():
        width = shutil.get_terminal_size().columns - 1
        show("\r" + text[:width].ljust(width), end="")


def python() -> str:
    """Return where the Python of `.venv` stands."""
    return os.path.join(VENV, "Scripts", "python.exe") if os.name == "nt" else os.path.join(VENV, "bin", "python")


def digest(*parts: bytes) -> str:
    """Return one hash of several pieces."""
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def content(path: str) -> bytes:
    """Return the bytes of a file."""
    with open(path, "rb") as file:
        return file.read()


def home() -> str:
    """Return the identity of a set-up: this Python, this folder."""
    return digest(sys.version.encode(), sys.base_prefix.encode(), ROOT.encode("utf-8", "surrogateescape"))


def wanted() -> str:
    """Return the identity of what is to be installed."""
    return digest(content(LOCK), content(PROJECT))


def stamped() -> "list[str]":
    """Return what the stamp says: the home, what was installed, its parts."""
    try:
        return content(STAMP).decode("ascii", "replace").split()
    except OSError:
        return []


def stamp(*says: str) -> None:
    """Write the stamp in one go."""
    with open(STAMP + ".new", "w", encoding="ascii") as file:
        file.write("\n".join(says))
    os.replace(STAMP + ".new", STAMP)


def ready(part: str) -> bool:
    """Tell whether a part of the lock was installed here, for this Python, to the end."""
    says = stamped()
    return says[:2] == [home(), wanted()] and part in says[2:] and os.path.exists(python())


def environment() -> "dict[str, str]":
    """Return the environment of what we start: `.venv` first, no setting that leads elsewhere."""
    elsewhere = {"PYTHONHOME", "PYTHONPATH", "PIP_PREFIX", "PIP_TARGET"}
    env = {name: value for name, value in os.environ.items() if name not in elsewhere}
    env.update(VIRTUAL_ENV=VENV, PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0")
    env.setdefault("PYTHONUTF8", "1")  # Windows: a narrow no-break space has no place in its code page
    env["PATH"] = os.path.dirname(python()) + os.pathsep + env.get("PATH", "")
    return env


def check_python() -> None:
    """Refuse a Python that cashkit does not run on."""
    version = ".".join(str(number) for number in sys.version_info[:3])
    if sys.version_info < OLDEST:
        raise Trouble("old_python", version=version)
    if sys.maxsize < 2**32:
        raise Trouble("narrow_python", version=version)


def alive() -> bool:
    """Tell whether `.venv` holds a working pip of this Python, made in this folder."""
    if stamped()[:1] not in [[], [home()]] or not os.path.exists(python()):
        return False
    probe = [python(), "-I", "-c", "import sys, pip; print(sys.version, sys.base_prefix)"]
    try:
        answer = subprocess.run(probe, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    return answer.split() == ("%s %s" % (sys.version, sys.base_prefix)).encode().split()


def make_venv() -> None:
    """Make `.venv` anew, with the Python that reads this."""
    try:
        import ensurepip  # noqa: F401, PLC0415  (Debian ships Python without it)
        import venv  # noqa: F401, PLC0415
    except ImportError:
        raise Trouble("no_venv", version="%d.%d" % sys.version_info[:2]) from None
    if os.path.normcase(sys.prefix) == os.path.normcase(VENV):
        raise Trouble("inside", folder=VENV)
    if shutil.disk_usage(ROOT).free < SPACE:
        raise Trouble("no_space", folder=ROOT)
    if os.path.isdir(VENV):
        shutil.rmtree(VENV)
    listen([sys.executable, "-I", "-m", "venv", VENV])


def pip(*arguments: str, total: int = 0) -> None:
    """Install into `.venv`, whatever the user's own pip settings say about where."""
    options = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off", "--no-deps", "--no-compile"]
    listen([python(), "-I", "-X", "utf8", "-m", "pip", "install", *options, *arguments], total)


def listen(command: "list[str]", total: int = 0) -> None:
    """Run one step of the set-up, show how far it is, and give a failure its sentence."""
    heard = ""
    far = 0
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as child:
        for line in child.stdout or ():
            heard += line
            far += line.startswith(("Collecting ", "Ignoring ", "Requirement already"))
            progress("cashkit  %d/%d  %s" % (far, total, line.strip()) if total else line.strip())
    progress("")
    if child.returncode:
        raise meaning(heard)


def meaning(heard: str) -> Trouble:
    """Say what a failed step means, by what it wrote; all that it wrote stays in the log."""
    with contextlib.suppress(OSError), open(LOG, "w", encoding="utf-8") as file:
        file.write(heard)
    keys = [key for pattern, key in MEANINGS if re.search(pattern, heard, re.IGNORECASE)]
    lines = [line.strip() for line in heard.splitlines() if line.strip()] or ["?"]
    last = [line for line in lines if "error" in line.lower()][-1:] or lines[-1:]
    return Trouble([*keys, "step_failed"][0], folder=ROOT, log=LOG, last=last[0])


def pins(part: str) -> str:
    """Write down which lines of the lock a part needs, and return where."""
    with open(LOCK, encoding="utf-8") as file:
        lock = file.read()
    path = os.path.join(VENV, "cashkit-%s.lock" % part)
    with open(path, "w", encoding="utf-8") as file:
        file.write(lock if part == "test" else lock.split(FOR_TESTS)[0])
    return path


def set_up(part: str) -> None:
    """Make `.venv` what the lock says; the stamp is written last."""
    for line in say("first"):
        show(line)
    if not alive():
        make_venv()
    stamp(home())
    path = pins(part)
    pip("--require-hashes", "--only-binary", ":all:", "-r", path, total=content(path).count(b"=="))
    pip("--no-build-isolation", "--no-index", "-e", ROOT)
    stamp(home(), wanted(), *(["run", "test"] if part == "test" else ["run"]))
    for line in say("done"):
        show(line)


def run(command: "list[str]", folder: str) -> int:
    """Run a command to its end and return its exit code; an interruption is the command's own affair."""
    child = subprocess.Popen(command, cwd=folder, env=environment())
    while True:
        try:
            code = child.wait()
        except KeyboardInterrupt:
            continue
        return code if code >= 0 else 128 - code


def start(arguments: "list[str]") -> int:
    """Set up what a command needs, then run it."""
    check_python()
    if not arguments or arguments[0] in {"-h", "--help"}:
        for text in say("usage"):
            show(text)
        return 0 if arguments else 2
    part = "test" if arguments[0] == "test" else "run"
    if not ready(part):
        set_up(part)
    if part == "test":
        return run([python(), "-m", "pytest", *arguments[1:]], ROOT)
    return run([python(), "-P", "-m", "cashkit", *arguments], os.getcwd())


def main(arguments: "list[str]") -> int:
    """Start, and say in one sentence what keeps cashkit from starting."""
    if not os.path.exists(WORDS) or not os.path.exists(LOCK):
        show(ALONE)
        return 2
    try:
        return start(arguments)
    except KeyboardInterrupt:
        return 130
    except Trouble as caught:
        trouble = caught
    except OSError as error:
        trouble = meaning(str(error))
    for line in say(trouble.key, **trouble.params):
        show(line)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
