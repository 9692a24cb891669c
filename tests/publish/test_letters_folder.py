"""A folder of letters: whole or not at all, its names safe, the work list beside it."""

import csv
import io

import openpyxl
import pandas as pd
import pytest

import cashkit as ck
from cashkit.ground.errors import ArgumentError, SourceError
from cashkit.publish import letters_folder
from cashkit.publish.workbook import workbook
from tests.stages.book import AS_OF, book

ROWS = [
    ("F1", "../../etc", "2025-11-01", "2025-12-11", 1_000),
    ("F2", "=cmd", "2025-11-01", "2025-12-24", 2_000),
    ("F3", "C3", "2025-11-20", "2026-01-05", 900),
    ("F4", "CON", "2025-11-20", "2025-12-20", 20),
]
CUSTOMERS = [{"customer_id": "=cmd", "name": "<script>=1+1"}, {"customer_id": "C3", "name": "Trois"}]


@pytest.fixture(scope="module")
def dossier():
    return book(ROWS, customers=CUSTOMERS)


@pytest.fixture(scope="module")
def made(dossier, tmp_path_factory):
    return ck.letters(dossier, as_of=AS_OF, out=tmp_path_factory.mktemp("out") / "letters", lang="fr")


def test_each_customer_gets_one_html_and_one_docx_whose_name_no_path_acts_in(made):
    names = sorted(path.name for path in made.folder.iterdir())
    assert names == [
        "001-cmd-relance-1.docx", "001-cmd-relance-1.html", "002-etc-relance-2.docx", "002-etc-relance-2.html",
        "003-con-releve.docx", "003-con-releve.html", "004-c3-avant-echeance.docx", "004-c3-avant-echeance.html",
        "liste-de-travail.csv", "liste-de-travail.xlsx",
    ]  # fmt: skip
    assert not [path for path in made.folder.parent.iterdir() if path != made.folder]


def test_the_work_list_names_the_file_of_each_letter_and_no_formula_acts(made):
    rows = list(csv.reader(io.StringIO((made.folder / "liste-de-travail.csv").read_text("utf-8-sig")), delimiter=";"))
    assert rows[1][1:4] == ["'=cmd", "<script>=1+1", "Relance 1\u00a0: rappel courtois"]
    assert [row[-1] for row in rows[1:]] == [f"{name}.html" for name in made.files]
    sheet = openpyxl.load_workbook(made.folder / "liste-de-travail.xlsx").active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert sheet["B2"].value == "=cmd"
    assert sheet["G2"].value == 2000


def test_one_step_only(dossier, tmp_path):
    for name, level in (("a", "level_2"), ("b", 2), ("c", "2")):
        found = ck.letters(dossier, as_of=AS_OF, out=tmp_path / name, level=level, lang="en")
        assert found.files == ("002-etc-reminder-2",)


@pytest.mark.parametrize("level", ["level_9", 9, "-1", "legal", ""])
def test_a_step_that_is_not_written_is_refused(dossier, tmp_path, level):
    with pytest.raises(ArgumentError, match="formal_notice"):
        ck.letters(dossier, as_of=AS_OF, out=tmp_path / "out", level=level)
    assert not list(tmp_path.iterdir())


def test_a_folder_with_something_in_it_is_left_alone(dossier, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ArgumentError, match="pas vide"):
        ck.letters(dossier, as_of=AS_OF, out=tmp_path)
    with pytest.raises(ArgumentError, match="fichier"):
        ck.letters(dossier, as_of=AS_OF, out=tmp_path / "mine.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_nothing_is_left_where_writing_fails(dossier, tmp_path, monkeypatch):
    def broken(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(letters_folder, "as_docx", broken)
    with pytest.raises(OSError, match="space"):
        ck.letters(dossier, as_of=AS_OF, out=tmp_path / "out")
    assert not list(tmp_path.iterdir())


def test_a_plan_may_be_a_file(dossier, tmp_path):
    plan = tmp_path / "plan.toml"
    plan.write_text("floor = 10\n[level_1]\ndays = 1\n")
    found = ck.letters(dossier, as_of=AS_OF, out=tmp_path / "out", plan=plan, level="level_1", lang="en")
    assert [one.debtor.customer_id for one in found.statements] == ["=cmd", "CON"]
    with pytest.raises(SourceError, match=r"none\.toml"):
        ck.letters(dossier, as_of=AS_OF, out=tmp_path / "other", plan=tmp_path / "none.toml")


def test_two_runs_write_the_same_bytes(dossier, tmp_path):
    first, second = (ck.letters(dossier, as_of=AS_OF, out=tmp_path / name, level=1).folder for name in "ab")
    assert [path.read_bytes() for path in sorted(first.iterdir())] == [
        path.read_bytes() for path in sorted(second.iterdir())
    ]


def test_a_date_is_a_date(dossier, tmp_path):
    with pytest.raises(ArgumentError, match="31/31"):
        ck.letters(dossier, as_of="31/31", out=tmp_path / "out")
    with pytest.raises(ArgumentError, match="demain"):
        ck.letters(dossier, as_of=AS_OF, dated="demain", out=tmp_path / "out")


def test_a_workbook_takes_blanks_long_texts_and_signs_that_excel_refuses():
    frame = pd.DataFrame({"name": ["a\x00b", None, "x" * 40_000], "to_chase": [1.0, None, float("inf")]})
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(frame, "fr", "a/b[c]:" * 9))).active
    assert [cell.value for cell in sheet["A"]][1:3] == ["a\ufffdb", None]
    assert [cell.value for cell in sheet["B"]][1:3] == [1, None]
