import subprocess

import pytest

from cashkit.ground.errors import ArgumentError, NotAvailableError
from cashkit.publish import notebooks, sources, stamping

SOURCE = """# %% [markdown] lang="fr"
# Un

# %% [markdown] lang="en" tags=["x"] of="{one}"
# One

# %% [markdown] lang="fr"
# Deux

# %% [markdown] lang="en" of="{two}"
# Two

# %% tags=["parameters"]
lang = "fr"
"""
ONE, TWO, UNE = (sources.digest(text) for text in ("Un", "Deux", "Une"))


@pytest.fixture
def path(tmp_path):
    source = tmp_path / "source" / "n.py"
    source.parent.mkdir()
    source.write_text(SOURCE.format(one=ONE, two=TWO), encoding="utf-8")
    return source


@pytest.fixture
def committed(path):
    me = ["-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q"], ["add", "."], [*me, "commit", "-q", "-m", "x"]):
        subprocess.run(["git", *words], cwd=path.parent, check=True)
    return path


def edit(path, before, after):
    path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def problems(path):
    return [problem.kind for problem in sources.read(path).problems()]


def test_one_cell_is_stamped_and_nothing_else_changes(committed):
    edit(committed, "# Un\n", "# Une\n")
    edit(committed, "# One\n", "# A one\n")
    before = committed.read_text(encoding="utf-8")
    assert problems(committed) == ["stale"]
    stamping.accept(committed, UNE)
    assert problems(committed) == []
    assert committed.read_text(encoding="utf-8") == before.replace(ONE, UNE)


def test_a_translation_that_did_not_change_is_refused(committed):
    edit(committed, "# Un\n", "# Une\n")
    before = committed.read_bytes()
    with pytest.raises(ArgumentError, match="--unchanged"):
        stamping.accept(committed, UNE)
    assert committed.read_bytes() == before


def test_it_is_accepted_when_told_that_it_need_not_change(committed):
    edit(committed, "# Un\n", "# Une\n")
    stamping.accept(committed, UNE, unchanged=True)
    assert problems(committed) == []


def test_a_source_not_yet_committed_may_be_stamped(committed):
    new = committed.with_name("new.py")
    new.write_text(SOURCE.format(one="", two=""), encoding="utf-8")
    stamping.accept(new, ONE)
    assert problems(new) == ["unstamped"]


def test_without_git_nobody_knows_whether_it_changed(path, monkeypatch):
    monkeypatch.setattr(stamping.shutil, "which", lambda _: None)
    with pytest.raises(NotAvailableError):
        stamping.accept(path, ONE)


def test_an_unknown_cell_or_source_is_refused_in_a_sentence(path, capsys):
    folder = str(path.parent.parent)
    assert notebooks.main(["--folder", folder, "accept", "n", "ffffffff"]) == 2
    assert notebooks.main(["--folder", folder, "accept", "nowhere", ONE]) == 2
    assert "ffffffff" in capsys.readouterr().err
