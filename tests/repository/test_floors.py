"""Imports run downwards: the house has floors, and no room looks up or at its neighbour."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "cashkit"
FLOORS = {
    "ground": 0,
    "law": 1,
    "dossier": 2,
    "readers": 3,
    "sample": 3,
    "measures": 3,
    "accounts": 3,
    "stages": 4,
    "views": 5,
    "teaching": 5,
    "publish": 6,
    "__init__": 7,  # the public door hands on what stands below; only the command line goes through it
    "command_line": 8,
    "__main__": 9,
}
LONGEST = 300


def room(parts):
    """Name the room of a module, or of a name of the public door, given as its path below the package."""
    first = parts[0] if parts else "__init__"
    if first == "cli":
        return "command_line"
    return first if first in FLOORS or (PACKAGE / first).is_dir() else "__init__"


def imported(tree, package):
    """Yield every module path below cashkit that a module imports, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1:] for alias in node.names if alias.name.split(".")[0] == "cashkit")
        elif isinstance(node, ast.ImportFrom):
            source = ["cashkit", *package[: len(package) - node.level + 1]] if node.level else []
            source += node.module.split(".") if node.module else []
            if source[:1] == ["cashkit"]:
                below = source[1:]
                yield from ([below] if below else ([alias.name] for alias in node.names))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("cashkit."):
            name = node.value.split(".")[1:]  # importlib.import_module, or a table of lazy names
            if all(part.isidentifier() for part in name):
                yield name


def breaches(source, where):
    """Say which imports of a module (its source, its path below the package) run upwards or sideways."""
    here = room(where)
    for target in imported(ast.parse(source), where[:-1]):
        there = room(target)
        if there != here and FLOORS.get(there, 9) >= FLOORS.get(here, 0):
            yield f"{'.'.join(where)} ({here}) imports {there}"


def modules():
    """Return every module of the package with its path below it."""
    return [(path, path.relative_to(PACKAGE).with_suffix("").parts) for path in sorted(PACKAGE.rglob("*.py"))]


def test_every_room_has_a_floor():
    assert {where[0] for _, where in modules()} <= set(FLOORS) | {"cli"}


def test_imports_run_downwards():
    found = [breach for path, where in modules() for breach in breaches(path.read_text(encoding="utf-8"), where)]
    assert found == []


@pytest.mark.parametrize(
    ("source", "where"),
    [
        ("from cashkit.stages import review", ("measures", "dso")),
        ("def f():\n    from cashkit.publish.report import write", ("views", "tables")),
        ("import cashkit.sample.story", ("readers", "open")),
        ("from cashkit import teaching", ("views", "charts")),
        ("import cashkit as ck", ("publish", "report")),
        ("from cashkit import audit", ("publish", "batch")),
        ("from ..dossier import tables", ("law", "rates")),
        ("import importlib\nimportlib.import_module('cashkit.cli')", ("publish", "report")),
    ],
)
def test_an_import_upwards_or_sideways_is_seen(source, where):
    assert list(breaches(source, where))


@pytest.mark.parametrize(
    ("source", "where"),
    [
        ("from cashkit.ground import money", ("measures", "dso")),
        ("from cashkit.dossier.engine import arrays", ("dossier", "dossier")),
        ("from . import lines", ("readers", "fec", "ledger")),
        ("import cashkit.cli", ("__main__",)),
        ("from cashkit import __version__", ("cli",)),
    ],
)
def test_an_import_downwards_or_within_a_room_is_fine(source, where):
    assert not list(breaches(source, where))


def test_one_module_is_one_idea_of_300_lines_at_most():
    files = [path for path, _ in modules()] + [PACKAGE.parent / "kit.py"]
    lengths = {str(path.relative_to(PACKAGE.parent)): len(path.read_bytes().splitlines()) for path in files}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}
