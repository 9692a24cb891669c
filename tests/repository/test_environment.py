"""One list of dependencies: pyproject.toml, environment.yml for conda and the lock say the same."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
FOR_TESTS = "# --- for the tests only ---"
EXTRAS_OF_TESTS = ("duckdb", "polars")


def plain(requirements):
    """Return requirements as name -> version, whatever the order and the case."""
    parsed = [Requirement(text) for text in requirements]
    return {canonicalize_name(one.name): str(one.specifier) for one in parsed}


def locked(text):
    """Return the pins of a part of the lock: name -> version."""
    return {canonicalize_name(name): version for name, version in re.findall(r"(?m)^([\w.-]+)==([^\s\\;]+)", text)}


def group(name):
    """Return a dependency group of pyproject.toml with the groups that it includes."""
    for entry in PROJECT["dependency-groups"][name]:
        if isinstance(entry, dict):
            yield from group(entry["include-group"])
        else:
            yield entry


def test_conda_installs_what_pip_installs():
    dependencies = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    conda = plain(entry for entry in dependencies if isinstance(entry, str))
    python = conda.pop("python")
    del conda["pip"]
    assert python == PROJECT["project"]["requires-python"]
    assert conda == plain(PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"])


def test_conda_installs_the_package_itself_from_the_checkout():
    dependencies = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    assert [entry["pip"] for entry in dependencies if isinstance(entry, dict)] == [["-e ."]]


@pytest.mark.parametrize("part", ["run", "test"])
def test_the_lock_holds_every_dependency_at_a_version_that_is_asked_for(part):
    asked = [*PROJECT["project"]["dependencies"], *group("build")]
    if part == "test":
        extras = PROJECT["project"]["optional-dependencies"]
        asked += [*group("test"), *(text for name in EXTRAS_OF_TESTS for text in extras[name])]
    pins = locked(LOCK if part == "test" else LOCK.split(FOR_TESTS)[0])
    for one in map(Requirement, asked):
        assert one.specifier.contains(pins[canonicalize_name(one.name)]), f"{one}: run .ci/lock.py again"


NAMES = {  # import -> package that brings it
    "cycler": "matplotlib",  # its own way to name colours in turn
    "docx": "python-docx",
    "facturx": "factur-x",
    "stdnum": "python-stdnum",
    "jupyter_client": "jupyter-client",
    "jupyter_core": "jupyter-core",
}


def imported():
    """Return every library that the package imports, at the top or late: name -> one module that does."""
    found = {}
    for path in sorted((ROOT / "cashkit").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module]
            else:
                continue
            found |= {name.partition(".")[0]: path.name for name in names}
    return {name: module for name, module in found.items() if name not in {*sys.stdlib_module_names, "cashkit"}}


def test_every_library_that_the_package_imports_is_a_dependency():
    declared = set(plain(PROJECT["project"]["dependencies"]))
    declared |= {name for texts in PROJECT["project"]["optional-dependencies"].values() for name in plain(texts)}
    declared.add("jupytext")  # only to build the notebooks, from a checkout
    found = imported()
    assert "pandas" in found
    assert {name: module for name, module in found.items() if NAMES.get(name, name.lower()) not in declared} == {}


def test_the_build_backend_is_locked_for_every_command():
    backend = {canonicalize_name(Requirement(text).name) for text in PROJECT["build-system"]["requires"]}
    assert backend <= set(locked(LOCK.split(FOR_TESTS)[0]))


def test_every_pin_has_a_hash():
    blocks = re.split(r"(?m)^(?=[\w.-]+==)", LOCK)[1:]
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_lock_names_no_index():
    assert "://" not in LOCK
    assert not re.search(r"(?m)^\s*--?(i|index-url|extra-index-url|find-links|f)\b", LOCK)


def test_the_lock_splits_once_where_kit_expects_it():
    assert LOCK.count(FOR_TESTS) == 1
    for name in ("kit.py", ".ci/lock.py"):
        assert f'FOR_TESTS = "{FOR_TESTS}"' in (ROOT / name).read_text(encoding="utf-8")


def test_the_version_stands_in_the_changelog():
    assert f"## {PROJECT['project']['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
