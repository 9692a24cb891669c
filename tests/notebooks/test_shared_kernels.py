"""Notebooks of one kind and language share a kernel, and none sees another's traces."""

import subprocess
import sys
from pathlib import Path

import pytest

from cashkit.publish import notebook_files

ROOT = Path(__file__).resolve().parents[2]
CELLS = {
    "fr/01_first": [
        "import os\nsecret = 42\nopen('pid', 'w').write(str(os.getpid()))",
        "from cashkit import teaching as ex\nex.load('M04').hint()",
    ],
    "fr/02_same_kernel": [
        "import os\nassert open('pid').read() == str(os.getpid())",
        "assert 'secret' not in globals()",
        "from cashkit import teaching as ex\nassert not ex.progress().records",
    ],
    "fr/03_language": [
        "from cashkit.ground import language\nassert language.current() == 'fr'\nimport os\nos._exit(3)"
    ],
    "fr/04_new_kernel": ["import os\nassert not os.path.exists('pid')"],
    "en/01_first": [
        "from cashkit.ground import language\nassert language.current() == 'en'",
        "import os\nassert not os.path.exists('pid')",
    ],
    "en/02_wrong": ["1 / 0"],
}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Run these notebooks by nbval, with the conftest of this repository."""
    folder = tmp_path_factory.mktemp("kind")
    for name, cells in CELLS.items():
        made = notebook_files.made_of([notebook_files.code(text, f"cell-{n}") for n, text in enumerate(cells)])
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / f"{name}.ipynb").write_bytes(notebook_files.content(made))
    ours = ["-c", "pyproject.toml", "--rootdir", ".", "-p", "conftest", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *ours, "-rA", "--color=no", str(folder)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    return run.stdout


def outcome(told, name):
    """Return how the cells of a notebook ended."""
    lines = [line.split()[0] for line in told.splitlines() if f"{name}.ipynb::" in line]
    return {line for line in lines if line in {"PASSED", "FAILED"}}


@pytest.mark.parametrize("name", ["fr/01_first", "fr/02_same_kernel", "fr/04_new_kernel", "en/01_first"])
def test_a_notebook_takes_the_kernel_of_its_kind_as_good_as_new(told, name):
    assert outcome(told, name) == {"PASSED"}, told


@pytest.mark.parametrize("name", ["fr/03_language", "en/02_wrong"])
def test_a_failing_cell_or_a_dead_kernel_fails(told, name):
    assert outcome(told, name) == {"FAILED"}, told
