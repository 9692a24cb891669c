"""`cashkit complete`: the file to complete is written, and given back to any command."""

import pytest

from cashkit.readers.folder import save_dossier
from tests.stages.book import book

OPEN = [("F1", "C1", "2025-05-01", "2025-05-31", 900.0)]


@pytest.fixture
def folder(tmp_path):
    customers = [{"customer_id": "C1", "name": "Un", "siren": None, "email": "a@b.fr", "payment_terms": "30"}]
    return save_dossier(book(OPEN, customers=customers), tmp_path / "dossier")


def test_the_file_is_written_and_counted(shell, folder, tmp_path):
    code, out, err = shell("complete", folder, "--out", tmp_path / "fiches.xlsx", "--lang", "en")
    assert (code, err) == (0, "")
    assert out.startswith("1 customer to complete in ")
    assert (tmp_path / "fiches.xlsx").read_bytes()[:2] == b"PK"


def test_given_back_it_leaves_nothing_to_complete(shell, folder, tmp_path):
    answers = tmp_path / "fiches.csv"
    answers.write_text("Code client;SIREN\nC1;732829320\n", encoding="utf-8")
    code, out, _ = shell("complete", folder, "--customers", answers, "--out", tmp_path / "new.csv", "--lang", "fr")
    assert (code, out[:2]) == (0, "0 ")
    code, out, _ = shell("customer", folder, "732829320", "--customers", answers)
    assert (code, "(C1)" in out) == (0, True)


def test_what_the_answers_do_not_settle_is_told_beside_what_was_asked(shell, folder, tmp_path):
    answers = tmp_path / "fiches.csv"
    answers.write_text("Code client;SIREN\n" + "".join(f"X{n};732829320\n" for n in range(9)), encoding="utf-8")
    for lang, more in (("fr", "4 autres"), ("en", "4 more")):
        code, out, err = shell("customer", folder, "C1", "--customers", answers, "--lang", lang)
        assert (code, "(C1)" in out, err.count("\n"), "X4" in err, more in err) == (0, True, 6, True, True)


def test_another_kind_of_file_and_a_file_that_is_none_are_one_sentence(shell, folder, tmp_path):
    code, _, err = shell("complete", folder, "--out", tmp_path / "fiches.pdf")
    assert (code, err.count("\n"), "fiches.pdf" in err) == (2, 1, True)
    code, _, err = shell("complete", folder, "--customers", tmp_path / "nowhere.csv", "--out", tmp_path / "f.csv")
    assert (code, err.count("\n"), "nowhere.csv" in err) == (2, 1, True)
    assert not list(tmp_path.glob("f*"))
