"""`cashkit letters`: what is written, where, and one sentence for what cannot be done."""

import pytest
from typer.testing import CliRunner

from cashkit import cli
from cashkit.ground.errors import ArgumentError, SourceError
from cashkit.readers.folder import save_dossier
from tests.stages.book import book

ROWS = [("F1", "C1", "2025-11-01", "2025-12-11", 1_000), ("F2", "C2", "2025-11-01", "2025-12-24", 2_000)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return str(save_dossier(book(ROWS), tmp_path_factory.mktemp("dossier")))


def run(*arguments):
    return CliRunner().invoke(cli.app, ["letters", *map(str, arguments)], catch_exceptions=False)


def test_letters_are_written_and_nothing_is_sent(folder, tmp_path):
    told = run(folder, "--as-of", "2025-12-31", "--out", tmp_path / "out", "--lang", "en")
    assert told.exit_code == 0
    assert told.stdout.startswith("2 letters written to ")
    assert "Nothing is sent" in told.stdout
    assert len(list((tmp_path / "out").iterdir())) == 6


def test_a_day_without_any_letter_still_gives_the_work_list(folder, tmp_path):
    told = run(folder, "--as-of", "2025-12-31", "--out", tmp_path / "out", "--level", "3", "--lang", "fr")
    assert (told.exit_code, told.stdout.split(" ; ")[0].rstrip("\u202f;")[:28]) == (0, "Aucun courrier à écrire au 3")
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".csv", ".xlsx"]


def test_the_plan_and_the_day_on_the_letters_are_given(folder, tmp_path):
    plan = tmp_path / "plan.csv"
    plan.write_text(
        "rule;value;channel\nlevel_1;1;letter\nlevel_2;40;letter\nlevel_3;50;\nformal_notice;60;\nlegal;70;"
    )
    run(folder, "--as-of", "2025-12-31", "--out", tmp_path / "out", "--plan", plan, "--dated", "2026-01-05")
    pages = [path.read_text("utf-8") for path in (tmp_path / "out").glob("*relance-1.html")]
    assert len(pages) == 2
    assert all("05/01/2026" in page for page in pages)


def test_what_cannot_be_done_is_one_error(folder, tmp_path):
    with pytest.raises(SourceError, match=r"plan\.toml"):
        run(folder, "--out", tmp_path / "out", "--plan", tmp_path / "plan.toml")
    with pytest.raises(ArgumentError, match="level_7"):
        run(folder, "--out", tmp_path / "out", "--level", "level_7")
    assert not list(tmp_path.iterdir())
