"""Granted terms: what an account lets its customer take, against the latest lawful due date."""

import math

import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.measures.customer_file import customer_file
from cashkit.measures.granted_terms import granted_terms


def granted(terms, invoices):
    """Return the granted terms of one customer; invoices are (issue date, amount)."""
    rows = [(f"F{n}", "C1", "invoice", day, float(amount)) for n, (day, amount) in enumerate(invoices)]
    names = ["invoice_id", "customer_id", "kind", "issue_date", "amount"]
    customers = pd.DataFrame([{"customer_id": "C1", "name": "Un", "payment_terms": terms}])
    dossier = Dossier.of(name="case", invoices=pd.DataFrame(rows, columns=names), customers=customers)
    return granted_terms(dossier, customer_file(dossier), since="2024-12-31", until="2025-12-31").iloc[0]


@pytest.mark.parametrize("terms", ["30", "60", "45 EOM", "EOM 45", "45 jours fin de mois", "30 EOM", "prepaid", "0"])
@pytest.mark.parametrize("day", ["2025-01-15", "2025-02-01", "2025-01-31", "2025-12-10"])
def test_lawful_terms_are_within_on_every_day(terms, day):
    found = granted(terms, [(day, 100)])
    assert (found["beyond_share"], found["extra_days"]) == (0, 0)


def test_sixty_days_end_of_month_are_beyond_but_on_the_first_of_a_month():
    found = granted("60 EOM", [("2025-06-10", 300), ("2025-06-01", 100)])
    assert found["beyond_share"] == 0.75
    late = (pd.Timestamp("2025-08-31") - pd.Timestamp("2025-08-14")).days
    assert found["extra_days"] == pytest.approx(0.75 * late)


def test_days_are_weighted_by_amount():
    found = granted("30 EOM", [("2025-06-01", 300), ("2025-06-30", 100)])
    assert found["days"] == pytest.approx((300 * 60 + 100 * 31) / 400)  # both 31 July


def test_invoices_of_the_window_decide_and_older_ones_where_there_are_none():
    assert granted("60 EOM", [("2025-06-01", 100), ("2024-06-10", 900)])["beyond_share"] == 0
    assert granted("60 EOM", [("2024-06-10", 900)])["beyond_share"] == 1


def test_an_invoice_after_the_window_is_not_known_yet():
    assert math.isnan(granted("60 EOM", [("2026-01-10", 900)])["days"])


@pytest.mark.parametrize("terms", [None, "", "selon accord"])
def test_terms_that_nobody_can_read_give_nothing(terms):
    found = granted(terms, [("2025-06-10", 100)])
    assert math.isnan(found["days"])
    assert math.isnan(found["extra_days"])
