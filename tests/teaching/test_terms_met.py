"""No term without its entry: what notebooks list as met, and every abbreviation that the kit writes."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from cashkit import teaching as ex
from cashkit.ground import language
from cashkit.ground.errors import ArgumentError
from cashkit.publish import notebooks

PACKAGE = Path(__file__).resolve().parents[2] / "cashkit"
NOTEBOOKS = list(notebooks.sources_of(notebooks.ROOT))
MET = re.compile(r"\*\*(?:Termes rencontrés|Terms met)\*\* ?: (.+)\.\s*$")
ABBREVIATION = re.compile(r"\b[A-Z]{2,}(?:-[A-Z]+)?\b")
ROOMS = (
    "accounts", "actions", "columns", "exercises", "explain", "figures", "law_units", "law_values", "points",
    "procedures", "quiz", "tables", "trust",
)  # fmt: skip
"""The words of reviews, exercises and the report; those of files and commands are not the trade's."""
SIGNING = {"ANC", "CRF", "HFM", "EN", "UE", "II"}
FORMS = {
    "CSV",
    "PDF",
    "XLSX",
    "XML",
    "JSON",
    "HTML",
    "UTF",
    "UBL",
    "CII",
    "ISO",
    "SHA",
    "BT",
    "AAAAMMJJ",
    "AAAA-MM",
    "JJ",
}
CODES = {"AAAAMMJJ", "AAAA-MM", "JJ", "AC", "CA", "MS", "DC", "USD", "CHF"}
BOXES = {"BJ", "BZ", "CD", "DD", "DH", "DL", "DY", "EE", "EH", "FL", "GG", "HN"}
NO_TERMS = SIGNING | FORMS | CODES | BOXES
"""Who signs a source, forms of files, codes and dates inside data, boxes of the tax return."""


def listed(text):
    """Return the terms of a closing cell, a comma inside brackets left alone."""
    return re.split(r", (?![^(]*\))", MET.search(text)[1])


def keys(source, lang):
    closing = [cell.text for cell in source.cells if cell.lang == lang][-1]
    return [ex.term(name, lang).key for name in listed(closing)]


@pytest.mark.parametrize("source", NOTEBOOKS, ids=lambda source: source.name)
def test_every_term_that_a_notebook_lists_is_defined_the_same_in_both_languages(source):
    assert keys(source, "fr") == keys(source, "en")


@pytest.mark.parametrize("source", NOTEBOOKS, ids=lambda source: source.name)
def test_the_definitions_shown_are_those_of_the_terms_listed(source):
    notebook = source.name.partition("_")[2]
    assert [one.key for one in ex.terms_met(notebook, "fr").terms] == keys(source, "fr")
    assert source.cells[-1].text.strip() == f'terms_met("{notebook}")'


def test_a_term_that_nobody_defined_is_seen():
    with pytest.raises(ArgumentError, match="xyzzy"):
        [ex.term(name, "fr") for name in listed("**Termes rencontrés** : DSO, xyzzy.")]


def written(room):
    """Yield the French words of a table, their fields left out."""
    folder = PACKAGE / ("dossier" if room == "codes" else "ground/words")
    with (folder / f"{room}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield from (re.sub(r"\{[^}]*\}", "", row[name] or "") for name in row if name and name.endswith("fr"))


def undefined(texts):
    """Return the abbreviations in some texts that no name of a term holds."""
    names = " ".join(f"{row['fr']} {row['en']}" for row in language.table("terms").values())
    known = NO_TERMS | set(ABBREVIATION.findall(names))
    return {one for text in texts for one in ABBREVIATION.findall(text)} - known


@pytest.mark.parametrize("room", ["codes", *ROOMS])
def test_every_abbreviation_that_a_reader_meets_has_an_entry(room):
    assert undefined(written(room)) == set()


def test_an_abbreviation_without_an_entry_is_seen():
    assert undefined(["Le BFR et le QZX"]) == {"QZX"}


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_a_name_finds_one_term_only(lang):
    names = Counter(name for one in ex.glossary(lang=lang).terms for name in one.names)
    assert [name for name, times in names.items() if times > 1] == []


def test_a_term_of_the_law_says_which_text_defines_it():
    assert ex.term("mise en demeure", "fr").meaning.endswith(" en justice (C. civ. 1344).")
    assert "(" not in ex.term("balance âgée", "fr").meaning


def test_a_source_cited_from_memory_says_so():
    assert ex.term("affacturage", "fr").meaning.endswith(" (C. civ. 1346-1, connu, non relu).")
    assert ex.term("factoring", "en").meaning.endswith(" (C. civ. 1346-1, known, not read again).")


def test_every_source_says_whether_it_was_read_and_nothing_else_does():
    marks = {key: (bool(row["source"]), row["certainty"]) for key, row in language.table("terms").items()}
    assert {key: mark for key, mark in marks.items() if mark not in {(True, "S"), (True, "K"), (False, "")}} == {}


def articles(mark):
    """Return the articles of the law's files that bear a mark."""
    return {
        row["article"]
        for path in (PACKAGE / "law").glob("*.csv")
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
        if row.get("mark") == mark
    }


def cited(source):
    """Return the numbers of the articles that a source of the law names: L441-10, 242 nonies A, 289 I-3 ..."""
    return re.findall(r"[LRD]?\d{2,}(?:-\d+)*(?: nonies [A-Z]| bis| I-\d)?", source)


def test_a_text_of_law_that_says_read_is_marked_read_where_the_law_is_kept():
    law = "\n".join(articles("S"))
    said = [row["source"] for row in language.table("terms").values() if row["certainty"] == "S"]
    numbers = {one for source in said if source.startswith(("C. ", "CGI", "CPC")) for one in cited(source)}
    assert len(numbers) > 15
    assert {one for one in numbers if not re.search(rf"(?<![\w-]){one}(?![\w-])", law)} == set()


def test_a_notebook_that_does_not_exist_has_no_terms():
    with pytest.raises(ArgumentError, match="recovery"):
        ex.terms_met("payroll")
