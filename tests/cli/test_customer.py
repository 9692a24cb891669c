"""`cashkit customer`: one customer on the screen, or on a page."""

import pytest

from cashkit.readers.folder import save_dossier
from tests.stages.book import book

DUE = [("F1", "C1", "2025-05-01", "2025-05-31", 900.0)]
NAME = "Un \x1b[2J<b>"


@pytest.fixture
def folder(tmp_path):
    customers = [{"customer_id": "C1", "name": NAME, "siren": "732829320", "city": "x" * 150}]
    return save_dossier(book(DUE, customers=customers), tmp_path / "dossier")


@pytest.mark.parametrize(("lang", "title"), [("fr", "Qui est-ce ?"), ("en", "Who is it?")])
def test_the_screen_tells_the_verdict_first_then_what_it_stands_on(shell, folder, lang, title):
    code, out, err = shell("customer", folder, "732 829 320", "--lang", lang)
    assert (code, err) == (0, "")
    assert "(C1)" in out.splitlines()[0]
    assert title in out.replace("\u202f", " ")


def test_no_word_of_a_file_moves_the_cursor_and_no_line_is_wider_than_the_screen(shell, folder):
    _, out, _ = shell("customer", folder, "C1")
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 100


def test_the_page_is_written_where_it_is_asked_for_and_twice_the_same(shell, folder, tmp_path):
    page = tmp_path / "new" / "sheet.html"
    code, out, _ = shell("customer", folder, "C1", "--lang", "en", "--out", page)
    first = page.read_bytes()
    assert (code, str(page) in out) == (0, True)
    shell("customer", folder, "C1", "--lang", "en", "--out", page)
    assert page.read_bytes() == first
    assert [path.name for path in page.parent.iterdir()] == ["sheet.html"]


def test_what_is_no_page_and_who_is_no_customer_is_one_sentence(shell, folder, tmp_path):
    code, _, err = shell("customer", folder, "C1", "--out", tmp_path / "sheet.pdf")
    assert (code, err.count("\n"), "sheet.pdf" in err) == (2, 1, True)
    code, _, err = shell("customer", folder, "C9")
    assert (code, err.count("\n"), "C1" in err) == (2, 1, True)
