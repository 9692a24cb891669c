"""The pages of some customers beside a report: where they stand, and what a code may not do to a path."""

from cashkit.publish.customer_pages import customer_pages
from tests.stages.book import AS_OF, book

DUE = [("F1", "../../etc", "2025-05-01", "2025-05-31", 900.0)]


def pages(folder, *codes, asked=None):
    dossier = book(DUE, customers=[{"customer_id": code, "name": "Un"} for code in codes])
    return customer_pages(dossier, asked or codes, folder, as_of=AS_OF, lang="fr")


def test_each_customer_has_a_page_named_after_its_code(tmp_path):
    made = pages(tmp_path, "C1", "C2")
    assert made == {"C1": "customers/c1.html", "C2": "customers/c2.html"}
    assert "(C2)" in (tmp_path / made["C2"]).read_text("utf-8")


def test_a_code_leads_no_file_out_of_the_folder(tmp_path):
    made = pages(tmp_path, "../../etc", "C:\\x", "...", "=1+1")
    inside = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.html")}
    assert set(made.values()) == inside
    assert len(inside) == 4
    assert all(path.startswith("customers/") and ".." not in path for path in inside)


def test_two_codes_that_give_one_name_have_a_page_each(tmp_path):
    made = pages(tmp_path, "C/1", "C 1", "c-1")
    assert sorted(made.values()) == ["customers/c-1-2.html", "customers/c-1-3.html", "customers/c-1.html"]
    assert "(C 1)" in (tmp_path / made["C 1"]).read_text("utf-8")


def test_a_customer_that_the_file_lacks_has_no_page(tmp_path):
    assert pages(tmp_path, "C1", asked=["C9"]) == {}
    assert customer_pages(book(DUE), ["C1"], tmp_path, as_of=AS_OF) == {}
    assert not list(tmp_path.iterdir())
