"""`cashkit exercises`: the learner's own copy, never written over."""

import pytest
from typer.testing import CliRunner

from cashkit import cli
from cashkit.command_line import exercises, lab
from cashkit.ground import language
from cashkit.ground.share import share

SHIPPED = sorted(path.name for path in share("exercises", "fr").glob("*.ipynb"))


@pytest.fixture(autouse=True)
def own_language(monkeypatch, tmp_path):
    """Give back the language that a command sets; stand in an empty folder."""
    monkeypatch.setattr(language, "_process", {"language": "fr"})
    monkeypatch.chdir(tmp_path)
    token = language._block.set(None)
    yield
    language._block.reset(token)


@pytest.fixture(autouse=True)
def started(monkeypatch):
    """Return the folders that JupyterLab was started on."""
    folders = []
    monkeypatch.setattr(exercises, "start", lambda folder: folders.append(folder) or 0)
    return folders


def run(*arguments):
    return CliRunner().invoke(cli.app, ["exercises", *map(str, arguments)], catch_exceptions=False)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_exercises_are_copied_and_jupyterlab_opens_on_them(started, tmp_path):
    told = run("--lang", "en")
    own = tmp_path / exercises.FOLDER / "en"
    assert (told.exit_code, names(own)) == (0, SHIPPED)
    assert [folder.resolve() for folder in started] == [own]
    assert f"{len(SHIPPED)} notebooks" in told.stdout


def test_only_copying_opens_nothing_and_needs_no_jupyterlab(started, tmp_path):
    assert run("--no-open", "--out", "à moi").exit_code == 0
    assert names(tmp_path / "à moi" / "fr") == SHIPPED
    assert started == []


def test_a_notebook_that_the_learner_changed_is_left_and_said(tmp_path):
    run("--no-open", "--out", "mine")
    changed = tmp_path / "mine" / "fr" / SHIPPED[0]
    changed.write_text("my answer", encoding="utf-8")
    (tmp_path / "mine" / "fr" / SHIPPED[1]).unlink()
    told = run("--no-open", "--out", "mine", "--lang", "fr").stdout
    assert changed.read_text(encoding="utf-8") == "my answer"
    assert names(tmp_path / "mine" / "fr") == SHIPPED
    assert "1 carnet copié" in told
    assert "1 carnet modifié" in told


def test_nothing_changed_is_nothing_said():
    run("--no-open")
    assert "modifié" not in run("--no-open").stdout


def test_solutions_come_only_when_asked(tmp_path):
    run("--no-open", "--out", "mine")
    assert not (tmp_path / "mine" / "fr" / "solutions").exists()
    run("--no-open", "--out", "mine", "--solutions")
    assert names(tmp_path / "mine" / "fr" / "solutions") == SHIPPED


def test_both_languages_stand_side_by_side(tmp_path):
    run("--no-open", "--lang", "fr")
    run("--no-open", "--lang", "en")
    assert names(tmp_path / exercises.FOLDER) == ["en", "fr"]


def test_the_exit_code_of_jupyterlab_is_handed_on(monkeypatch):
    monkeypatch.setattr(exercises, "start", lambda _: 3)
    assert run().exit_code == 3


def test_jupyterlab_is_started_by_our_own_python_on_the_folder(monkeypatch, tmp_path):
    commands = []
    monkeypatch.setattr(lab.subprocess, "call", lambda command: commands.append(command) or 0)
    assert lab.start(tmp_path) == 0
    assert commands[0][1:] == ["-m", "jupyterlab", f"--notebook-dir={tmp_path.resolve()}", "--LabApp.news_url=None"]
