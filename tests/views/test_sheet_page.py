"""The page of a customer: whole, harmless, and the same twice."""

import re

import pytest

from cashkit.stages.customer_sheet import customer_sheet
from cashkit.views.sheet_page import sheet_page
from tests.stages.book import book

ROW = {"customer_id": "C1", "name": "<script>alert(1)</script>", "city": "<img src=x>", "siren": "732829320"}
DUE = [("F1", "C1", "2025-05-01", "2025-05-31", 900.0)]


def page(lang="fr", company="Ombrelune & <b>Cie</b>", **columns):
    return sheet_page(customer_sheet(book(DUE, customers=[ROW | columns]), "C1"), company, lang)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_is_one_document_in_one_language_with_the_verdict_and_who_asks(lang):
    made = page(lang)
    assert made.startswith("<!doctype html>")
    assert f'<html lang="{lang}">' in made
    assert "Ombrelune &amp; &lt;b&gt;Cie" in made
    assert "ck-badge" in made


def test_it_asks_nothing_of_the_network_and_no_word_of_a_stranger_acts():
    made = page(email="javascript:alert(1)")
    assert "default-src 'none'" in made
    assert not re.search(r"<(script|img|link|iframe|a|form)\b|https?:|@import|url\(", made.replace("http-equiv", ""))
    assert "&lt;script&gt;" in made


def test_the_same_sheet_gives_the_same_bytes():
    assert page() == page()


def test_a_page_without_a_company_has_no_empty_line_for_it():
    assert 'class="company"' not in page(company="")
