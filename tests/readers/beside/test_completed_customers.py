"""A completed customer file read back: blanks filled, conflicts told, nothing lost in silence."""

import itertools

import openpyxl
import pytest

import cashkit as ck
from cashkit.ground import language
from cashkit.ground.errors import NotAvailableError, SourceError
from cashkit.readers.beside.customer_answers import read_answers
from cashkit.readers.folder import save_dossier
from tests.stages.book import book

SIREN, OTHER, IBAN = "732829320", "552100554", "FR7630006000011234567890189"
OPEN = [("F1", "C1", "2025-11-10", "2026-01-10", 600.0)]
CUSTOMERS = [
    {"customer_id": "C1", "name": "Un", "siren": None, "city": "Lyon", "payment_terms": "30", "terms_signed": None},
    {
        "customer_id": "C2",
        "name": "Deux",
        "siren": "123",
        "city": None,
        "payment_terms": "45 EOM",
        "terms_signed": True,
    },
]


def back(folder, text, customers=CUSTOMERS):
    """Return the customers by code after a CSV came back, and what was told."""
    path = folder / "fiches.csv"
    path.write_text(text, encoding="utf-8")
    known = book(OPEN, customers=customers)
    found = ck.with_completed_customers(known, path)
    return found.table("customers").set_index("customer_id"), found.found[len(known.found) :]


def codes(told):
    return [(one.code, one.count) for one in told]


def test_an_answer_fills_a_blank_and_the_place_of_a_number_that_cannot_exist(tmp_path):
    table, told = back(tmp_path, f"Code client;SIREN;Ville\nC1;732 829 320;\nC2;{OTHER};Sorval\n")
    assert table["siren"].tolist() == [SIREN, OTHER]
    assert table["city"].tolist() == ["Lyon", "Sorval"]
    assert codes(told) == [("U20", 3)]


def test_an_answer_against_the_file_goes_before_and_what_it_replaces_is_told(tmp_path):
    table, told = back(tmp_path, "Code client;Ville\nC1;Sorval\n")
    assert table.loc["C1", "city"] == "Sorval"
    (one,) = told
    assert (one.code, one.line, one.field, one.value) == ("U21", 2, "customers.city", "Sorval")
    for lang in ("fr", "en"):
        assert "Lyon" in one.message(lang)
        assert "Sorval" in one.message(lang)


def test_what_is_replaced_is_said_in_the_words_of_the_trade(tmp_path):
    rows = [CUSTOMERS[0] | {"payment_method": "bill", "debit_mandate_on": "2024-01-02"}]
    text = "Code client;Conditions de règlement;Mode de règlement;Mandat de prélèvement;CGV signées\n"
    _, told = back(tmp_path, text + "C1;45 jours fin de mois;virement;31/12/2024;oui\n", rows)
    replaced = [one for one in told if one.code == "U21"]
    french, english = (" ".join(one.message(lang) for one in replaced) for lang in ("fr", "en"))
    for words in ("45 jours fin de mois", "30 jours", "virement", "effet", "31/12/2024", "02/01/2024"):
        assert words in french
    assert "transfer" in english
    assert "bill of exchange" in english


def test_a_blank_erases_nothing(tmp_path):
    table, told = back(tmp_path, "Code client;SIREN;Ville\nC1;;\n")
    assert (table.loc["C1", "city"], codes(told)) == ("Lyon", [])


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("SIREN", "732829321"), ("SIRET", "1"), ("IBAN", "FR00"), ("N° de TVA", "FR45732829320"),
        ("Courriel", "a.b.fr"),
        ("Conditions de règlement", "bientôt"), ("Mode de règlement", "troc"), ("CGV signées", "peut-être"),
        ("Mandat de prélèvement", "hier"), ("Second compte de", "C9"), ("Second compte de", "C1"),
    ],
)  # fmt: skip
def test_what_is_no_answer_changes_nothing_and_is_told_with_its_line(tmp_path, title, value):
    table, told = back(tmp_path, f"Code client;{title}\nC1;{value}\n")
    (one,) = told
    assert (one.code, one.line, one.value) == ("U22", 2, value)
    assert one.field.removeprefix("customers.") not in table.columns or table.loc["C1"].notna().sum() == 3
    assert value in one.message("fr")


@pytest.mark.parametrize(
    ("title", "value", "kept"),
    [
        ("Payment terms", "45 jours fin de mois", ("payment_terms", "45 EOM")),
        ("Conditions de règlement", "on receipt", ("payment_terms", "0")),
        ("Mode de règlement", "Prélèvement", ("payment_method", "direct_debit")),
        ("Means of payment", "bill of exchange", ("payment_method", "bill")),
        ("IBAN", "fr76 3000 6000 0112 3456 7890 189", ("iban", IBAN)),
        ("VAT number", "FR 44 732 829 320", ("vat_number", "FR44732829320")),
        ("SIREN", "73282932000074", ("siren", SIREN)),
        ("Second account of", "C2", ("ship_to_of", "C2")),
    ],
)
def test_an_answer_is_kept_as_the_kit_writes_it_in_whichever_language(tmp_path, title, value, kept):
    table, _ = back(tmp_path, f"Customer code;{title}\nC1;{value}\n")
    field, told = kept
    assert table.loc["C1", field] == told


def test_a_code_that_nobody_has_and_a_second_row_that_differs_are_told(tmp_path):
    table, told = back(tmp_path, "Code client;Ville\nC9;Nulle\nC2;Sorval\nC2;Sorval\nC2;Autre\n")
    assert table.loc["C2", "city"] == "Sorval"
    assert [(one.code, one.line, one.value) for one in told[1:]] == [("U23", 2, "C9"), ("U24", 5, "C2")]


def test_a_code_whose_zeros_a_spreadsheet_dropped_is_still_that_customer(tmp_path):
    rows = [{"customer_id": "00012", "name": "Un"}, {"customer_id": "12A", "name": "Deux"}]
    table, told = back(tmp_path, f"Code client;SIREN\n12;{SIREN}\n12a;{OTHER}\n", rows)
    assert table["siren"].tolist() == [SIREN, OTHER]
    assert codes(told) == [("U20", 2)]


def test_a_code_that_could_be_two_is_nobodys(tmp_path):
    rows = [{"customer_id": "0012", "name": "Un"}, {"customer_id": "012", "name": "Deux"}]
    _, told = back(tmp_path, f"Code client;SIREN\n12;{SIREN}\n", rows)
    assert codes(told) == [("U23", 1)]


def test_many_faults_of_one_kind_are_counted_and_told_by_their_first(tmp_path):
    lines = "".join(f"X{n};Ville {n}\n" for n in range(30))
    _, told = back(tmp_path, f"Code client;Ville\n{lines}")
    assert (len(told), sum(one.count for one in told)) == (20, 30)


def test_it_is_a_source_of_the_dossier_and_opens_with_it(tmp_path):
    folder = save_dossier(book(OPEN, customers=CUSTOMERS), tmp_path / "dossier")
    path = tmp_path / "fiches.csv"
    path.write_text(f"Code client;SIREN\nC1;{SIREN}\n", encoding="utf-8")
    found = ck.open_dossier(folder, customers=path)
    assert (found.sources[-1].name, found.sources[-1].lines_read) == ("fiches.csv", 1)
    assert found.table("customers")["siren"].tolist()[0] == SIREN


@pytest.mark.parametrize("text", ["", "rien\n", "Code client;Couleur\nC1;rouge\n", "SIREN\n732829320\n"])
def test_what_is_no_such_file_is_one_error(tmp_path, text):
    with pytest.raises(SourceError, match=r"fiches\.csv"):
        back(tmp_path, text)


def test_without_customers_there_is_nothing_to_complete(tmp_path):
    path = tmp_path / "fiches.csv"
    path.write_text(f"Code client;SIREN\nC1;{SIREN}\n", encoding="utf-8")
    with pytest.raises(NotAvailableError):
        ck.with_completed_customers(book(OPEN), path)


def test_every_sentence_is_said_in_both_languages(tmp_path):
    _, told = back(tmp_path, f"Code client;SIREN;Ville\nC1;1;Sorval\nC2;{OTHER};Sorval\nC2;{SIREN};\nC9;;X\n")
    assert {one.code for one in told} == {"U20", "U21", "U22", "U23", "U24"}
    for lang in language.LANGUAGES:
        assert all("{" not in one.message(lang) for one in told)


def test_an_apostrophe_that_disarmed_a_formula_is_no_part_of_the_answer(tmp_path):
    path = tmp_path / "fiches.csv"
    path.write_text("Code client;Ville\n'=C1;'-Lyon\n", encoding="utf-8")
    (row,) = read_answers(path).rows
    assert (row.customer, row.told["city"]) == ("=C1", "-Lyon")


def test_a_filled_column_whose_title_was_changed_is_told_and_those_that_were_sent_along_are_not(tmp_path):
    text = "Code client;Nom du client;Facturé TTC;Montant ouvert;Pourquoi;SIREN;CGV OK ?;Vide;\nC1;Un;9;9;x;;oui;;là\n"
    (one,) = back(tmp_path, text)[1]
    assert (one.code, one.value, one.params["n"]) == ("U25", "CGV OK ?, 9", 2)


def test_an_answer_on_a_line_without_a_customer_code_is_told(tmp_path):
    table, told = back(tmp_path, f"Code client;SIREN;Ville\nC1;;\n;{OTHER};\n;;\n")
    assert [(one.code, one.line, one.value) for one in told] == [("U26", 3, OTHER)]
    assert table.loc["C2", "siren"] == "123"


def test_the_zero_that_a_spreadsheet_took_from_a_postcode_is_no_answer(tmp_path):
    rows = [{"customer_id": "C1", "name": "Un", "postcode": "07110"}]
    table, told = back(tmp_path, "Code client;Code postal\nC1;7110\n", rows)
    assert (table.loc["C1", "postcode"], codes(told)) == ("07110", [])


@pytest.mark.parametrize("word", ["#N/A", "?", "n/a", "NC", "—", "à voir"])
def test_a_word_that_says_nothing_is_no_answer(tmp_path, word):
    table, told = back(tmp_path, f"Code client;Ville\nC1;{word}\n")
    assert (table.loc["C1", "city"], codes(told)) == ("Lyon", [("U22", 1)])


@pytest.mark.parametrize("mail", ["<a@b.fr>", "mailto:a@b.fr", "a@b.fr;c@d.fr"])
def test_an_address_that_no_letter_reaches_is_no_answer(tmp_path, mail):
    assert codes(back(tmp_path, f'Code client,Courriel de facturation\nC1,"{mail}"\n')[1]) == [("U22", 1)]


def test_a_second_sheet_of_customers_and_a_formula_without_a_value_are_told(tmp_path):
    book_ = openpyxl.Workbook()
    for sheet, city in ((book_.active, "=1+1"), (book_.create_sheet("Copie"), "Sorval")):
        sheet.append(["Code client", "Ville"])
        sheet.append(["C1", city])
        sheet.append(["C2", "Ici"])
    book_.save(tmp_path / "fiches.xlsx")
    known = book(OPEN, customers=CUSTOMERS)
    told = ck.with_completed_customers(known, tmp_path / "fiches.xlsx").found[len(known.found) :]
    assert [(one.code, one.value) for one in told] == [("U20", ""), ("U27", "Copie"), ("T12", "1")]
    for one, lang in itertools.product(told, ("fr", "en")):
        assert one.message(lang)
