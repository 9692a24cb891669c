"""Nothing here belongs to one machine: every file that is kept can move to another folder or computer."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEPT = ["cashkit", "notebooks", "exercises", "datasets", "tests", "bench", ".ci", ".binder"]
PATHS = re.compile(r"(?<![a-z.\w])/(?:work|root|home|Users|tmp)/\w|[A-Z]:\\Users\\\w|/opt/\w")
ROOTED = "/"  # apart from what follows, so that these lines name no path themselves
BUILT = {"__pycache__", ".ipynb_checkpoints"}


def kept():
    """Return every file of the repository but what tools write."""
    files = [path for path in ROOT.iterdir() if path.is_file()]
    files += [path for folder in KEPT for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [path for path in files if not BUILT & set(path.parts)]


def paths(text):
    """Return what looks like a path of one machine."""
    return [match.group() for match in PATHS.finditer(text)]


def test_no_file_names_a_path_of_one_machine():
    here = Path(__file__)
    texts = {path: path.read_bytes().decode("utf-8", "replace") for path in kept() if path != here}
    assert {str(path.relative_to(ROOT)): paths(text) for path, text in texts.items() if paths(text)} == {}


@pytest.mark.parametrize(
    "text",
    [
        f"see {ROOTED}home/ana/client.txt",
        f"open('{ROOTED}work/x.csv')",
        r"C:\Users\ana\fec.txt",
        f"cd {ROOTED}root/cashkit",
    ],
)
def test_a_path_of_one_machine_is_seen(text):
    assert paths(text)


@pytest.mark.parametrize("text", ["./work/x.csv", "report/home/index.html", "https://example.org/root/a", "and/or"])
def test_a_relative_path_is_fine(text):
    assert not paths(text)
