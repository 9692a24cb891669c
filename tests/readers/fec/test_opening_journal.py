import pytest

from cashkit.readers.fec.opening_journal import in_opening_journal
from tests.readers.fec.making import lines


def journal(code, label, *accounts):
    rows = [(code, "1", "2025-01-01", account, 1, {"journal_label": label}) for account in accounts]
    return in_opening_journal(lines(*rows)).all()


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("AN", "A nouveaux"),
        ("AD", "A Nouveaux Détaillés"),
        ("XX", "Journal de réouverture"),
        ("OUV", "Balance initiale"),
        ("REP", "Report à nouveau"),
        ("RAN", ""),
        ("OU", "OU"),
        ("ANO", "Journal ANO"),
        ("AN2025", ""),
    ],
)
def test_an_opening_journal_is_known_by_its_label_or_its_code(code, label):
    assert journal(code, label, "411000", "512000")


@pytest.mark.parametrize(
    ("code", "label"), [("VE", "Ventes"), ("OD", "Opérations diverses"), ("ANL", "Annulations"), ("BQ", ""), ("", "")]
)
def test_an_ordinary_journal_is_no_opening_journal(code, label):
    assert not journal(code, label, "411000", "512000", "101000")


def test_a_code_whose_label_says_something_else_needs_capital_and_many_classes():
    assert not journal("OU", "Banque de l'Ourcq", "411000", "512000")
    assert not journal("OU", "Banque de l'Ourcq", "215000", "411000", "512000")
    assert journal("OU", "Bilan", "101000", "411000", "512000")


def test_a_label_left_out_on_some_lines_makes_no_other_journal():
    rows = [("AN", "1", "2025-01-01", "411000", 1, {"journal_label": label}) for label in ("A nouveaux", "")]
    assert in_opening_journal(lines(*rows, ("AN", "2", "2025-01-01", "606000", 1))).all()


def test_a_code_alone_is_no_opening_where_charges_are_posted():
    assert not journal("AN", "", "401000", "606000")
