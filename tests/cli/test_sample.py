"""`cashkit sample`: a made-up company of any size, in a folder that holds nothing else."""

from contextlib import contextmanager

import pytest
from typer.testing import CliRunner

from cashkit import cli
from cashkit.command_line import sampling
from cashkit.ground.errors import ArgumentError


class Written:
    """What `write_company` was asked, in its place."""

    def __init__(self):
        self.asked = []

    def __call__(self, company, folder):
        self.asked.append((company, folder))
        return folder


@pytest.fixture
def written(monkeypatch, small):
    """Make no company: the smallest one is there already."""
    done = Written()
    monkeypatch.setattr(sampling, "write_company", done)
    monkeypatch.setattr(sampling, "make_company", lambda **asked: done.asked.append(asked) or small)
    return done


@pytest.fixture(scope="module")
def small():
    from cashkit.sample.company import make_company

    return make_company(invoices=600)


def run(*arguments):
    return CliRunner().invoke(cli.app, ["sample", *map(str, arguments)], catch_exceptions=False)


@pytest.mark.parametrize(("lang", "said"), [("fr", "Société d'exemple"), ("en", "Sample company")])
def test_it_says_where_the_company_is_and_how_large(written, tmp_path, lang, said):
    told = run("--out", tmp_path / "own", "--invoices", 600, "--seed", 7, "--lang", lang)
    assert told.exit_code == 0
    assert told.stdout.startswith(said)
    assert str(tmp_path / "own") in told.stdout.replace("\n", "")
    assert {key: written.asked[0][key] for key in ("invoices", "seed")} == {"invoices": 600, "seed": 7}


@pytest.mark.usefixtures("written")
def test_an_empty_folder_or_an_earlier_sample_will_do(tmp_path):
    assert run("--out", tmp_path, "--invoices", 600).exit_code == 0
    (tmp_path / "dossier.toml").write_text(f'siren = "{sampling.story.SIREN}"\n', encoding="utf-8")
    assert run("--out", tmp_path, "--invoices", 600).exit_code == 0


@pytest.mark.parametrize("held", ["mine.txt", "dossier.toml"])
def test_a_folder_with_something_else_in_it_is_left_alone(written, tmp_path, held):
    (tmp_path / held).write_text('siren = "732829320"\n', encoding="utf-8")
    with pytest.raises(ArgumentError, match=tmp_path.name):
        run("--out", tmp_path)
    assert written.asked == []


@pytest.mark.usefixtures("written")
def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ArgumentError, match="file"):
        run("--out", tmp_path / "file")


def test_too_small_a_company_is_refused_before_any_work(written, tmp_path):
    with pytest.raises(ArgumentError, match="600"):
        run("--out", tmp_path / "own", "--invoices", 10)
    assert written.asked == []


def test_progress_is_told_step_by_step(written, monkeypatch, tmp_path):
    told = []

    @contextmanager
    def bar():
        yield lambda *step: told.append(step)

    monkeypatch.setattr(sampling, "progress", bar)
    run("--out", tmp_path / "own")
    written.asked[0]["progress"]("ledger", 1)
    assert [(done, total) for _, done, total in told] == [(2, 3), (1, 3)]
    assert all(words for words, _, _ in told)


def test_help_has_an_example():
    assert "cashkit sample --out" in run("--help").stdout
