"""`import cashkit` stays light: what is heavy is imported where it is used."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "babel": "formats",
    "duckdb": "an engine",
    "holidays": "working days",
    "IPython": "notebooks",
    "ipywidgets": "notebooks",
    "jinja2": "the report",
    "jupyterlab": "notebooks",
    "matplotlib": "charts",
    "nbclient": "notebooks",
    "nbconvert": "notebooks",
    "nbformat": "notebooks",
    "papermill": "notebooks",
    "polars": "an engine",
    "pyspark": "an engine",
    "rapidfuzz": "near-same names",
    "rich": "the terminal",
    "seaborn": "charts",
    "stdnum": "identifiers",
    "typer": "the command line",
}


def loaded(code):
    """Return the libraries, the standard one apart, that a fresh Python has loaded after some code."""
    tell = "import json, sys; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\n{tell}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {name for name in json.loads(run.stdout.splitlines()[-1]) if name not in sys.stdlib_module_names}


def test_importing_cashkit_loads_nothing_beyond_pandas():
    assert loaded("import cashkit") - loaded("import pandas") == {"cashkit"}


def at_the_top(path):
    """Yield the libraries that a module imports when it is loaded: outside functions and TYPE_CHECKING."""
    waiting = list(ast.parse(path.read_text(encoding="utf-8")).body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").partition(".")[0]
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting += node.orelse
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]


# A module whose whole matter is a heavy library loads it at its top; who calls it imports the module late.
OWN_MATTER = {("ground", "formats.py"): {"babel"}}
COMMANDS = re.compile(r"app\.py|\w+_commands\.py")  # of command_line: loaded by the command line alone
ROOMS_OF_ENDS = {"views", "publish", "teaching", "cli.py"}  # nothing below loads them


def test_the_rooms_that_compute_load_no_library_of_the_rooms_that_show():
    package = ROOT / "cashkit"
    found = {}
    for path in sorted(package.rglob("*.py")):
        where = path.relative_to(package).parts
        own = (
            {"typer"} if where[0] == "command_line" and COMMANDS.fullmatch(where[-1]) else OWN_MATTER.get(where, set())
        )
        heavy = set(at_the_top(path)) & set(HEAVY) - own
        if heavy and where[0] not in ROOMS_OF_ENDS:
            found["/".join(where)] = sorted(heavy)
    assert found == {}


def test_the_measures_answer_without_loading_what_shows_them():
    rooms = "import importlib, pathlib\nfor room in ('dossier', 'measures', 'accounts'):\n"
    walk = "    for path in sorted(pathlib.Path('cashkit', room).rglob('*.py')):\n"
    load = "        importlib.import_module('.'.join(path.with_suffix('').parts))\n"
    assert sorted(loaded(rooms + walk + load) & set(HEAVY)) == []


def test_an_import_inside_a_function_is_late(tmp_path):
    module = tmp_path / "m.py"
    module.write_text("import numpy\nif True:\n    import seaborn.axis\ndef f():\n    import babel\n")
    assert set(at_the_top(module)) == {"numpy", "seaborn"}
