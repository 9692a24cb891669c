"""The file to complete: what stands in it, what cannot act in it, and that it comes back."""

import csv

import openpyxl
import pytest

import cashkit as ck
from cashkit.ground.errors import ArgumentError
from cashkit.publish.file_to_complete import file_to_complete
from cashkit.readers.beside.completed_customers import with_completed_customers
from tests.stages.book import book

SIREN, SIRET, IBAN = "732829320", "73282932000074", "FR7630006000011234567890189"
OPEN = [("F1", "C1", "2025-11-10", "2026-01-10", 600.0), ("F2", "C2", "2025-12-10", "2026-02-10", 900.25)]
CUSTOMERS = [
    {"customer_id": "C1", "name": "=1+1", "siren": "732829321", "email": None, "payment_terms": "45 EOM"},
    {"customer_id": "C2", "name": "Deux\x1b[2J", "siren": None, "email": "a@b.fr", "payment_terms": "prepaid"},
]
MORE = {"payment_method": "direct_debit", "iban": None, "debit_mandate_on": None, "terms_signed": False}


def dossier(**more):
    return book(OPEN, customers=[row | MORE | more for row in CUSTOMERS])


def sheet(path, name="À compléter"):
    return openpyxl.load_workbook(path)[name]


def places(page):
    return {cell.value: cell.column for cell in page[1]}


def test_one_row_a_customer_in_order_with_blanks_in_yellow_and_wrong_ones_in_orange(tmp_path):
    made = file_to_complete(dossier(), out=tmp_path / "f.xlsx", lang="fr")
    page = sheet(made.path)
    at = places(page)
    assert made.customers == 2
    assert [row[0].value for row in page.iter_rows(min_row=2)] == ["C2", "C1"]
    assert page.cell(2, at["Facturé TTC"]).value == 900.25
    fills = {title: page.cell(3, at[title]).fill.fgColor.rgb for title in ("SIREN", "Courriel de facturation", "IBAN")}
    assert fills == {"SIREN": "00F7C7A3", "Courriel de facturation": "00FFF2B3", "IBAN": "00FFF2B3"}
    assert page.cell(3, at["Conditions de règlement"]).fill.fill_type is None
    assert page.cell(3, at["Mode de règlement"]).value == "prélèvement"


def test_nothing_that_a_stranger_wrote_acts_in_the_workbook(tmp_path):
    page = sheet(file_to_complete(dossier(), out=tmp_path / "f.xlsx", lang="fr").path)
    assert [(row[1].value, row[1].data_type) for row in page.iter_rows(min_row=2)] == [("Deux�[2J", "s"), ("=1+1", "s")]
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_numbers_that_identify_are_text_and_wrong_lengths_are_warned_of(tmp_path):
    page = sheet(file_to_complete(dossier(), out=tmp_path / "f.xlsx", lang="fr").path)
    at = places(page)
    assert page.cell(2, at["SIREN"]).number_format == "@"
    checks = {str(one.sqref): one.type for one in page.data_validations.dataValidation}
    letter = page.cell(1, at["SIREN"]).column_letter
    assert checks[f"{letter}2:{letter}3"] == "custom"
    lists = [one for one in page.data_validations.dataValidation if one.type == "list"]
    assert any("prélèvement" in one.formula1 for one in lists)
    assert all(len(one.formula1) <= 255 and one.errorStyle == "warning" for one in lists)


@pytest.mark.parametrize(("lang", "guide"), [("fr", "Mode d'emploi"), ("en", "How to")])
def test_a_second_sheet_tells_how_in_the_language_of_the_file(tmp_path, lang, guide):
    path = file_to_complete(dossier(), out=tmp_path / "f.xlsx", lang=lang).path
    assert "SIREN" in " ".join(str(row[0].value) for row in sheet(path, guide).iter_rows())


def test_the_csv_holds_the_same_and_is_harmless(tmp_path):
    path = file_to_complete(dossier(), out=tmp_path / "f.csv", lang="fr").path
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [row["Nom du client"] for row in rows] == ["Deux\ufffd[2J", "'=1+1"]
    assert (rows[0]["Facturé TTC"], rows[1]["Conditions de règlement"]) == ("900,25", "45 jours fin de mois")
    assert "manque" in rows[1]["Pourquoi"]
    assert "SIREN" in rows[1]["Pourquoi"]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_same_dossier_gives_the_same_bytes(tmp_path, ending):
    one, two = (file_to_complete(dossier(), out=tmp_path / f"{n}.{ending}").path.read_bytes() for n in (1, 2))
    assert one == two


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_file_that_comes_back_as_it_went_changes_nothing_and_tells_nothing(tmp_path, ending, lang):
    known = dossier(debit_mandate_on="2024-03-02", iban="FR00", vat_number="FR45732829320", city="-Lyon")
    path = file_to_complete(known, out=tmp_path / f"f.{ending}", lang=lang).path
    back = with_completed_customers(known, path)
    assert [one.code for one in back.found] == [one.code for one in known.found]
    assert back.table("customers").equals(known.table("customers"))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_blanks_that_come_back_filled_in_leave_nothing_to_ask(tmp_path, lang):
    known = dossier()
    path = file_to_complete(known, out=tmp_path / "f.xlsx", lang=lang).path
    book_back = openpyxl.load_workbook(path)
    page = book_back.worksheets[0]
    words = {
        "fr": ("Mandat de prélèvement", "CGV signées", "oui"),
        "en": ("Direct-debit mandate", "Signed terms of sale", "yes"),
    }
    mandate, terms, yes = words[lang]
    titles = places(page)
    mail = next(title for title in titles if "mail" in title.lower() or "courriel" in title.lower())
    for row, siren in ((2, "552 100 554"), (3, SIREN)):
        answers = {"SIREN": siren, mail: "c@d.fr", "IBAN": IBAN, mandate: "31/12/2024", terms: yes}
        for title, value in answers.items():
            page.cell(row, titles[title]).value = value
    book_back.save(path)
    back = with_completed_customers(known, path)
    assert file_to_complete(back, out=tmp_path / "again.csv").customers == 1  # one bank account under two SIRENs
    told = back.table("customers").set_index("customer_id")
    assert told.loc["C1", ["siren", "iban", "terms_signed"]].tolist() == [SIREN, IBAN, True]
    assert str(told.loc["C2", "debit_mandate_on"])[:10] == "2024-12-31"
    assert [(one.code, one.count) for one in back.found if one.code.startswith("U2")] == [("U20", 9), ("U21", 1)]


def test_a_ledger_of_names_and_codes_has_its_file_too(tmp_path):
    bare = book(OPEN, customers=[{"customer_id": "C1", "name": "Un"}])
    assert ck.file_to_complete(bare, out=tmp_path / "deep" / "f.csv").customers == 1


def test_another_kind_of_file_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(ArgumentError, match=r"f\.pdf"):
        file_to_complete(dossier(), out=tmp_path / "f.pdf")
    assert not list(tmp_path.iterdir())
