"""What the READMEs say to type works, and both say the same."""

import re
from pathlib import Path

import pytest
import typer

import cashkit
from cashkit.cli import app

ROOT = Path(__file__).resolve().parents[2]
READMES = ["README.md", "README.fr.md"]


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def rows(name):
    """Return the table of commands of a README: command, options that its row names."""
    found = re.findall(r"(?m)^\| `python kit\.py (\w+)[^|]*\|(.*)\|$", text(name))
    return {command: set(re.findall(r"--[a-z-]+", words)) for command, words in found}


COMMANDS = typer.main.get_command(app).commands


@pytest.mark.parametrize("name", READMES)
def test_the_two_commands_come_first(name):
    first = re.search(r"(?s)```\n(.*?)```", text(name)).group(1)
    assert [line.split()[:3] for line in first.splitlines()] == [
        ["python", "kit.py", "audit"],
        ["python", "kit.py", "test"],
    ]
    assert text(name).index(first) < text(name).index("\n## ")


@pytest.mark.parametrize("name", READMES)
def test_every_command_and_option_of_a_readme_exists(name):
    for command, options in rows(name).items():
        if command != "test":
            known = {flag for parameter in COMMANDS[command].params for flag in parameter.opts}
            assert options <= known, command


@pytest.mark.parametrize("name", READMES)
def test_every_command_stands_in_a_readme(name):
    assert set(COMMANDS) | {"test"} == set(rows(name))


def test_both_languages_have_the_same_commands_examples_and_chapters():
    english, french = (text(name) for name in READMES)
    assert rows("README.md") == rows("README.fr.md")
    assert re.findall(r"(?s)```.*?```", english) == re.findall(r"(?s)```.*?```", french)
    assert english.count("\n## ") == french.count("\n## ")


@pytest.mark.parametrize("name", READMES)
def test_every_name_of_the_python_example_stands_at_the_door(name):
    used = re.findall(r"\bck\.(\w+)", text(name))
    assert used
    assert set(used) <= set(cashkit.__all__)


@pytest.mark.parametrize("name", cashkit.__all__)
def test_every_name_of_the_door_opens(name):
    assert getattr(cashkit, name) is not None


def test_the_version_is_told_once():
    told = re.search(r'(?m)^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8")).group(1)
    assert cashkit.__version__ == told
