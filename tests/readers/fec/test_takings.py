"""What the counter takes in is nobody's debt: known by its name, settled in order, never chased."""

from decimal import Decimal

import pytest

from cashkit.stages.door import review
from tests.readers.fec.booking import aged, found, invoice, opened, receipt, settled
from tests.readers.fec.making import said


def month(customer, name):
    """Cards of January come in day by day; their sales are posted in one sum at the end of the month."""
    return opened(
        receipt("2025-01-08", 300, customer, text="REMISE", name=name),
        receipt("2025-01-20", 500, customer, text="REMISE", name=name),
        invoice("01/2025", "2025-01-31", 1000, customer, text="VENTES", name=name),
    )


@pytest.mark.parametrize(
    "name", ["RECETTE CB", "Recettes espèces", "CAISSE", "CLIENTS DIVERS COMPTOIR", "Ventes comptant"]
)
def test_receipts_of_the_counter_pay_the_sales_that_are_posted_after_them(name):
    dossier = month("CCB", name)
    assert [row[1:4] for row in settled(dossier)] == [("01/2025", 300, "2025-01-31"), ("01/2025", 500, "2025-01-31")]
    assert aged(dossier, "2025-01-25") == {"CCB": {"unapplied": -800}}
    assert aged(dossier, "2025-12-31") == {"CCB": {"91+": 200}}
    assert found(dossier, "R04") == []


@pytest.mark.parametrize("name", ["COMPTOIR DES PEINTURES", "CAISSE DES ECOLES DE LYON", "CLIENTS DIVERS", "DUPONT"])
def test_a_firm_of_such_a_name_is_a_debtor_like_any_other(name):
    dossier = month("C01", name)
    assert aged(dossier, "2025-12-31") == {"C01": {"91+": 1000, "unapplied": -800}}
    assert found(dossier, "R12") == []
    assert "kind" not in dossier.table("customers")


def test_the_account_is_told_with_its_balance():
    (told,) = found(month("CCB", "RECETTE CB"), "R12")
    assert (told.line, told.value, told.params["customer"], told.params["amount"]) == (
        3,
        "RECETTE CB",
        "CCB",
        Decimal(200),
    )
    french, english = said(told)
    assert french.startswith("Le compte CCB (RECETTE CB) recueille les recettes du comptoir : ")
    assert english.startswith("Account CCB (RECETTE CB) gathers the takings of the counter: ")


def test_nobody_is_chased_for_the_takings_nor_owes_interest_on_them():
    seen = review("recovery", month("CCB", "RECETTE CB"), as_of="2025-12-31")
    assert seen.tables["work_list"].empty
    assert (seen.figure("overdue").value, seen.figure("gross_open").value) == (0, 200)
    aged = seen.tables["aged_balance_by_customer"].iloc[0]
    assert (aged["not_due"], aged["total"]) == (200, 200)
    assert seen.tables["interest_by_customer"].empty
    assert review("collection", month("CCB", "RECETTE CB"), as_of="2025-12-31").findings.empty


def test_what_the_counter_took_in_is_not_late_in_days_of_sales_either():
    taken, owed = (review("collection", month("C1", name), as_of="2025-12-31") for name in ("CAISSE", "DUPONT"))
    assert (taken.figure("days_overdue").value, taken.figure("mean_lateness").value) == (0, None)
    assert owed.figure("mean_lateness").value > 200


def test_a_debtor_in_the_same_place_is_chased_once_matched():
    seen = review("recovery", month("C01", "DUPONT"), as_of="2025-12-31")
    assert seen.tables["work_list"]["next_step"].tolist() == ["match"]
    assert review("collection", month("C01", "DUPONT"), as_of="2025-12-31").findings["code"].tolist() == [
        "receipt_unapplied", "receipt_unapplied",
    ]  # fmt: skip
