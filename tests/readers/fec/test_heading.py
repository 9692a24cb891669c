import pytest

from cashkit.ground.errors import SourceError
from cashkit.readers.fec.heading import AMOUNT_SIGN, DEBIT_CREDIT, TREASURY, plain, read_heading


def heading(names, separator="\t"):
    return read_heading("client.txt", separator.join(names).encode())


@pytest.mark.parametrize("separator", ["\t", "|", ";", ","])
def test_the_separator_is_the_one_that_gives_the_names(separator):
    assert heading(DEBIT_CREDIT, separator).separator == separator.encode()


def test_columns_are_known_by_name_whatever_their_order_case_and_accents():
    names = ["credit", "DEBIT", " Ecriture Date ", "CompteNum", "écriturelet", "CompteAuxNum", "MontantDevise"]
    wanted = ("Credit", "Debit", "EcritureDate", "CompteNum", "EcritureLet", "CompAuxNum", "Montantdevise")
    assert heading(names).columns == wanted
    assert heading(names).found == tuple(name.strip() for name in names)


def test_an_accent_in_iso_8859_15_is_an_accent():
    line = "|".join(DEBIT_CREDIT).replace("Credit", "Crédit").encode("iso8859-15")
    assert read_heading("client.txt", line).columns == DEBIT_CREDIT


@pytest.mark.parametrize(
    ("names", "layout"),
    [
        (DEBIT_CREDIT, "DC"),
        (AMOUNT_SIGN, "MS"),
        ((*DEBIT_CREDIT, *TREASURY[:3]), "BA21"),
        ((*DEBIT_CREDIT, *TREASURY), "BNC22"),
        ((*AMOUNT_SIGN, *TREASURY), "BNC22"),
        ((*DEBIT_CREDIT, "Montant", "Sens"), "DC"),
    ],
)
def test_the_four_layouts(names, layout):
    assert heading(names).layout == layout


@pytest.mark.parametrize("name", ["DateLimitReglmt", "Date d'échéance", "ECHEANCE", "Due date", "EC_Echeance"])
def test_a_column_of_due_dates_is_known_by_its_synonyms(name):
    assert heading((*DEBIT_CREDIT, name)).due == name


@pytest.mark.parametrize("name", ["NumFacture", "Baseline Payment Dte", "DateRglt"])
def test_no_other_column_is_taken_for_due_dates(name):
    assert heading((*DEBIT_CREDIT, name)).due is None


def test_a_heading_said_twice_counts_once():
    twice = heading((*DEBIT_CREDIT, "Debit", "Debit"))
    assert twice.columns[-2:] == ("Debit (2)", "Debit (3)")
    assert twice.extra == ("Debit (2)", "Debit (3)")


def test_a_trailing_separator_is_no_column():
    ended = heading((*DEBIT_CREDIT, ""))
    assert ended.trailing
    assert ended.columns == DEBIT_CREDIT


@pytest.mark.parametrize("line", [b"hello", b"a|b|c|d", b"VE\tVentes\t1\t20250115\t411000", b"Debit", b"\xff\xfe\xfd"])
def test_a_line_that_holds_no_headings_is_refused(line):
    with pytest.raises(SourceError) as raised:
        read_heading("client.txt", line)
    assert raised.value.key == "fec.no_heading"
    assert "client.txt" in raised.value.say("fr")


@pytest.mark.parametrize("missing", ["EcritureDate", "CompteNum", "Debit", "Credit"])
def test_nothing_is_computed_without_date_account_and_amounts(missing):
    with pytest.raises(SourceError) as raised:
        heading(name for name in DEBIT_CREDIT if name != missing)
    assert raised.value.key == "fec.missing_columns"
    assert f"manque {missing}" in raised.value.say("fr")


def test_montant_without_sens_is_not_enough():
    with pytest.raises(SourceError, match="manque Sens"):
        heading(name for name in AMOUNT_SIGN if name != "Sens")


def test_names_are_compared_without_what_does_not_matter():
    assert plain("Écriture_Let ") == plain("ECRITURELET")
