"""The wheel carries what the package needs: installed elsewhere, it finds its notebooks and data sets, and audits."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILT = {"__pycache__", ".ipynb_checkpoints"}


def carried(folder):
    """Return the files of a shared folder as the wheel names them."""
    files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and not BUILT & set(path.parts)]
    return {f"cashkit/_share/{path.relative_to(ROOT).as_posix()}" for path in files}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("cashkit-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Install the wheel in a folder far from the repository."""
    target = tmp_path_factory.mktemp("ailleurs") / "site"
    pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--no-compile", "--quiet"]
    subprocess.run([*pip, "--target", str(target), str(wheel)], check=True, capture_output=True)
    return target


def run(installed, *arguments):
    """Run the Python of the tests with the installed package, and nothing of the repository."""
    env = {**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"}
    command = [sys.executable, "-P", *arguments]
    return subprocess.run(command, cwd=installed.parent, env=env, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("folder", ["notebooks", "exercises", "datasets"])
def test_the_wheel_carries_every_shared_file(wheel, folder):
    with zipfile.ZipFile(wheel) as archive:
        assert carried(folder) - set(archive.namelist()) == set()


def test_the_wheel_carries_every_table_and_its_types(wheel):
    tables = {path.relative_to(ROOT).as_posix() for path in (ROOT / "cashkit").rglob("*.csv")}
    with zipfile.ZipFile(wheel) as archive:
        assert tables | {"cashkit/py.typed"} <= set(archive.namelist())


def test_the_wheel_carries_no_test_and_no_tool(wheel):
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"cashkit"}


def test_the_installed_package_finds_what_it_shares(installed):
    code = "import cashkit; from cashkit.ground.share import share; print(cashkit.__file__); print(share('datasets'))"
    told = run(installed, "-c", code)
    assert told.returncode == 0, told.stderr
    assert [Path(line).is_relative_to(installed) for line in told.stdout.splitlines()] == [True, True]


@pytest.mark.skipif(not (ROOT / "cashkit" / "cli.py").exists(), reason="the command line is not there yet")
def test_the_installed_package_audits(installed):
    told = run(installed, "-m", "cashkit", "audit", "--out", "rapport")
    assert told.returncode == 0, told.stderr
    assert list((installed.parent / "rapport").glob("*.html"))
