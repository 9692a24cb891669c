"""kit.py needs nothing but Python: it sets up once, runs at once afterwards, and says what is missing."""

import ast
import csv
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOR_TESTS = "# --- for the tests only ---"
BACKEND = """
import zipfile
def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "cashkit-0-py3-none-any.whl"
    with zipfile.ZipFile(folder + "/" + name, "w") as wheel:
        info = "cashkit-0.dist-info/"
        wheel.writestr("cashkit.pth", __import__("os").getcwd())
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: cashkit\\nVersion: 0\\n")
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(info + "RECORD", "")
    return name
"""
ECHO = "import os, sys; print(sys.argv[1:], os.getcwd()); sys.exit(7 if 'seven' in sys.argv else 0)"


def load():
    spec = importlib.util.spec_from_file_location("kit_under_test", ROOT / "kit.py")
    kit = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(kit)
    return kit


@pytest.fixture
def kit(tmp_path, monkeypatch):
    """Load kit.py as a module whose .venv stands in an empty folder."""
    kit = load()
    for name, path in {"ROOT": "", "VENV": ".venv", "STAMP": ".venv/stamp", "LOG": ".venv/log"}.items():
        monkeypatch.setattr(kit, name, str(tmp_path / path))
    return kit


def wheel(folder, name, module, source):
    """Write a wheel of one module and return its line of a lock."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    info = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(module, source)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", f"{module},,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")
    return f"{name}==1.0 \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


class Checkout:
    """A small repository that kit.py can start without a network: its own lock, wheels and package."""

    def __init__(self, base):
        self.base, self.root, self.wheels = base, base / "caisse à outils", base / "wheels"
        self.wheels.mkdir()
        words = self.root / "cashkit" / "ground" / "words"
        words.mkdir(parents=True)
        shutil.copy(ROOT / "kit.py", self.root)
        shutil.copy(ROOT / "cashkit" / "ground" / "words" / "kit.csv", words)
        (self.root / "cashkit" / "__init__.py").write_text("")
        (self.root / "cashkit" / "__main__.py").write_text(ECHO)
        backend = (
            '[build-system]\nrequires = []\nbuild-backend = "tinybackend"\n[project]\nname = "cashkit"\nversion = "0"\n'
        )
        (self.root / "pyproject.toml").write_text(backend)
        self.run_part = wheel(self.wheels, "tinybackend", "tinybackend.py", BACKEND)
        self.test_part = wheel(self.wheels, "pytest", "pytest.py", ECHO)
        self.lock(self.run_part, self.test_part)

    def lock(self, run, test):
        (self.root / "requirements.lock").write_text(f"{run}\n{FOR_TESTS}\n{test}\n")

    def start(self, *arguments, cwd=None, **env):
        offline = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels)}
        return subprocess.run(
            [sys.executable, str(self.root / "kit.py"), *arguments],
            cwd=cwd or self.base,
            env={**os.environ, **offline, **env},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def python(self):
        return self.root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def holds(self, module):
        return (
            subprocess.run([self.python(), "-c", f"import {module}"], capture_output=True, check=False).returncode == 0
        )


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """Make a small repository and start it once."""
    checkout = Checkout(tmp_path_factory.mktemp("kit"))
    checkout.first = checkout.start("audit", "fichier é.txt")
    return checkout


def sentence(key, lang):
    """Return the first words of a sentence, up to its first field."""
    with (ROOT / "cashkit" / "ground" / "words" / "kit.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: row[lang] for row in csv.DictReader(file)}[key].split("{")[0]


def says(run, key):
    return all(sentence(key, lang) in run.stderr for lang in ("fr", "en"))


def test_the_first_start_sets_up_and_runs_the_command_where_the_user_stands(checkout):
    assert checkout.first.returncode == 0, checkout.first.stderr
    assert says(checkout.first, "first")
    assert checkout.first.stdout.strip() == f"['audit', 'fichier é.txt'] {checkout.base}"


def test_an_audit_does_not_download_the_test_tools(checkout):
    assert checkout.holds("tinybackend")
    assert FOR_TESTS not in (checkout.root / ".venv" / "cashkit-run.lock").read_text()


def test_the_second_start_runs_at_once_and_without_a_network(checkout):
    again = checkout.start("check", "x", PIP_FIND_LINKS="")
    assert (again.returncode, again.stderr) == (0, "")


def test_the_exit_code_of_the_command_is_handed_on(checkout):
    assert checkout.start("seven").returncode == 7


def test_a_module_where_the_user_stands_does_not_get_in_the_way(checkout, tmp_path):
    (tmp_path / "cashkit.py").write_text("raise SystemExit(9)")
    assert checkout.start("audit", cwd=tmp_path, PYTHONPATH=str(tmp_path)).returncode == 0


def test_the_tests_run_from_the_root_with_what_they_need(checkout):
    run = checkout.start("test", "-q")
    assert run.stdout.strip() == f"['-q'] {checkout.root}"
    assert checkout.start("audit", PIP_FIND_LINKS="").stderr == ""  # the stamp covers both parts


def test_a_changed_lock_is_installed_and_a_wrong_file_is_refused(checkout):
    checkout.lock(checkout.run_part + "\n" + wheel(checkout.wheels, "ledger", "ledger.py", "x = 1"), checkout.test_part)
    wheel(checkout.wheels, "ledger", "ledger.py", "x = 'somebody else wrote this'")
    refused = checkout.start("audit")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert says(refused, "wrong_bytes")
    assert not checkout.holds("ledger")
    assert checkout.start("audit").returncode == 2  # what failed is not taken for done
    checkout.lock(checkout.run_part + "\n" + wheel(checkout.wheels, "ledger", "ledger.py", "x = 1"), checkout.test_part)
    assert checkout.start("audit").returncode == 0
    assert checkout.holds("ledger")


def test_an_interrupted_set_up_is_done_again(checkout):
    stamp = checkout.root / ".venv" / "cashkit.stamp"
    stamp.write_text(stamp.read_text().split()[0])
    assert says(checkout.start("audit"), "first")
    assert checkout.start("audit").stderr == ""


def test_a_library_without_a_wheel_is_said(checkout):
    (checkout.root / "requirements.lock").write_text(f"nowhere==1.0 --hash=sha256:{'0' * 64}\n{FOR_TESTS}\n")
    run = checkout.start("audit")
    assert run.returncode == 2
    assert says(run, "no_wheel")
    checkout.lock(checkout.run_part, checkout.test_part)


def test_an_environment_whose_python_vanished_is_made_again(checkout):
    checkout.python().unlink()
    run = checkout.start("audit")
    assert run.returncode == 0, run.stderr
    assert checkout.python().exists()


def test_a_folder_that_was_moved_is_set_up_again(kit, monkeypatch):
    Path(kit.VENV).mkdir()
    monkeypatch.setattr(kit, "python", lambda: sys.executable)
    kit.stamp(kit.home(), kit.wanted(), "run")
    assert kit.ready("run")
    assert kit.alive()
    monkeypatch.setattr(kit, "ROOT", "elsewhere")
    assert not kit.ready("run")
    assert not kit.alive()


def test_an_environment_made_by_hand_is_completed_not_thrown_away(kit, monkeypatch):
    monkeypatch.setattr(kit, "python", lambda: sys.executable)
    assert not kit.ready("run")
    assert kit.alive()


def test_kit_alone_asks_for_its_files(tmp_path):
    shutil.copy(ROOT / "kit.py", tmp_path)
    run = subprocess.run(
        [sys.executable, tmp_path / "kit.py", "audit"], capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 2
    assert "manquent" in run.stderr
    assert "missing" in run.stderr
    assert not (tmp_path / ".venv").exists()


def test_an_old_python_can_read_kit():
    ast.parse((ROOT / "kit.py").read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13)])
def test_an_old_python_is_told_what_to_install(kit, monkeypatch, capsys, version):
    monkeypatch.setattr(kit.sys, "version_info", version)
    assert kit.main(["audit"]) == 2
    assert capsys.readouterr().err.count(".".join(map(str, version))) == 2


def test_a_32_bit_python_is_told_what_to_install(kit, monkeypatch, capsys):
    monkeypatch.setattr(kit.sys, "maxsize", 2**31 - 1)
    assert kit.main(["audit"]) == 2
    assert "32-bit" in capsys.readouterr().err


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_missing_venv_module_is_said_with_its_cure(kit, monkeypatch, capsys, module):
    monkeypatch.setitem(sys.modules, module, None)
    assert kit.main(["audit"]) == 2
    assert "python{}.{}-venv".format(*sys.version_info) in capsys.readouterr().err


def test_a_full_disk_is_said_before_anything_is_written(kit, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(kit.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 0))
    assert kit.main(["audit"]) == 2
    assert "2 GB" in capsys.readouterr().err
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize(
    ("heard", "key"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "no_space"),
        ("ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: 'x'", "no_write"),
        ("[WinError 5] Access is denied: 'C:\\\\x'", "no_write"),
        ("WARNING: Retrying (Retry(total=4)) after NameResolutionError\nERROR: No matching distribution", "no_network"),
        ("ERROR: No matching distribution found for pyarrow==26.0.1", "no_wheel"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "wrong_bytes"),
        ("HINT: This error might have occurred since this system does not have Windows Long Path support", "long_path"),
        ("error: something new\nsee above", "step_failed"),
    ],
)
def test_what_pip_says_becomes_one_sentence_with_its_cure(kit, heard, key):
    trouble = kit.meaning(heard)
    assert trouble.key == key
    french, english = kit.say(trouble.key, **trouble.params)
    assert "relancez la même commande" in french
    assert "same command" in english


def test_every_sentence_that_kit_says_exists_and_is_used(kit):
    tree = ast.parse((ROOT / "kit.py").read_text(encoding="utf-8"))
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Trouble", "say"}
    ]
    keys = {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}
    keys |= {key for _, key in kit.MEANINGS} | {"step_failed"}
    with Path(kit.WORDS).open(encoding="utf-8", newline="") as file:
        assert keys == {row["key"] for row in csv.DictReader(file)}


def test_help_is_given_without_any_set_up(kit, tmp_path, capsys):
    assert kit.main(["--help"]) == 0
    assert "kit.py audit" in capsys.readouterr().err
    assert not (tmp_path / ".venv").exists()
