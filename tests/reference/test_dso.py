"""Published DSO figures read from whole books, and the worked FEC (formulas alone: `collection.csv`).

Sources: the test books of arcollect; the worked FEC is this project's own.
"""

import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.measures.dso import dso
from cashkit.measures.dso_history import dso_history


def book(invoices, payments=(), allocations=()):
    invoices = pd.DataFrame(invoices, columns=["invoice_id", "customer_id", "kind", "issue_date", "due_date", "amount"])
    payments = pd.DataFrame(payments, columns=["payment_id", "customer_id", "payment_date", "amount"])
    allocations = pd.DataFrame(allocations, columns=["credit_id", "invoice_id", "amount", "allocated_on"])
    return Dossier.of(name="case", invoices=invoices, payments=payments, allocations=allocations)


def test_an_old_and_a_new_invoice_of_the_same_amount():
    """Published: DSO 56, best possible 28, delinquent 28; the count back of the same book is 28 + 31."""
    dossier = book([
        ("OLD", "C1", "invoice", "2025-01-01", "2025-01-15", 10_000.0),
        ("NEW", "C1", "invoice", "2025-02-20", "2025-03-22", 10_000.0),
    ])  # fmt: skip
    asked = {"as_of": "2025-02-28", "days": 28}
    assert dso(dossier, method="period", **asked).days == 56.0
    assert dso(dossier, method="best_possible", **asked).days == 28.0
    assert dso(dossier, method="delinquent", **asked).days == 28.0
    assert dso(dossier, as_of="2025-02-28").days == 59.0


def test_a_month_whose_own_sales_are_all_still_owed():
    """Published: 31 days at the end of January, 28 at the end of February."""
    dossier = book(
        [
            ("JAN", "C1", "invoice", "2025-01-01", "2025-01-31", 10_000.0),
            ("FEB", "C1", "invoice", "2025-02-01", "2025-03-31", 20_000.0),
        ],
        [("P1", "C1", "2025-02-10", 10_000.0)],
        [("P1", "JAN", 10_000.0, "2025-02-10")],
    )
    january, february = (dso(dossier, as_of=day) for day in ("2025-01-31", "2025-02-28"))
    assert (january.days, january.receivables) == (31.0, 10_000)
    assert (february.days, february.receivables) == (28.0, 20_000)
    assert dso(dossier, as_of="2025-01-31", method="best_possible", days=31).days == 31.0


@pytest.fixture
def worked_fec():
    """Return the customer lines of the worked FEC, closing 31 December 2025, 30 days."""
    invoices = [
        ("FA240950", "C01", "opening", "2024-11-15", "2024-12-15", 1200.0, "2025-01-01"),
        ("AN2025", "C02", "opening", "2025-01-01", "2025-01-31", 600.0, "2025-01-01"),
        ("FA250101", "C01", "invoice", "2025-09-05", "2025-10-05", 2400.0, "2025-09-05"),
        ("FA250102", "C01", "invoice", "2025-10-03", "2025-11-02", 3600.0, "2025-10-03"),
        ("AV250001", "C01", "credit_note", "2025-10-20", "2025-10-20", -600.0, "2025-10-20"),
        ("FA250103", "C02", "invoice", "2025-11-10", "2025-12-10", 1800.0, "2025-11-10"),
        ("FA250104", "C02", "invoice", "2025-12-15", "2026-01-14", 960.0, "2025-12-15"),
    ]
    columns = ["invoice_id", "customer_id", "kind", "issue_date", "due_date", "amount", "posted_on"]
    payments = [
        ("V1", "C01", "2025-02-10", 1200.0),
        ("V2", "C01", "2025-11-20", 4400.0),
        ("V3", "C02", "2025-12-22", 700.0),
    ]
    allocations = [
        ("V1", "FA240950", 1200.0, "2025-02-10"),
        ("AV250001", "FA250102", 600.0, "2025-10-20"),
        ("V2", "FA250101", 2400.0, "2025-11-20"),
        ("V2", "FA250102", 2000.0, "2025-11-20"),
    ]
    dossier = Dossier.of(
        name="worked",
        invoices=pd.DataFrame(invoices, columns=columns),
        payments=pd.DataFrame(payments, columns=["payment_id", "customer_id", "payment_date", "amount"]),
        allocations=pd.DataFrame(allocations, columns=["credit_id", "invoice_id", "amount", "allocated_on"]),
    )
    object.__setattr__(dossier, "opening_date", pd.Timestamp("2025-01-01").date())
    return dossier


def test_the_worked_fec_has_163_days_of_the_year(worked_fec):
    for days in (None, 365):
        found = dso(worked_fec, as_of="2025-12-31", method="period", days=days)
        assert (found.receivables, found.invoiced, found.window_days) == (3660, 8160, 365)
        assert found.days == pytest.approx(163.71, abs=0.005)


def test_the_worked_fec_counted_back_month_by_month(worked_fec):
    """3 660: December 960 (31 days), November 1 800 (30), then 900 of the 3 000 of October: 9.3 days."""
    found = dso(worked_fec, as_of="2025-12-31")
    assert [(str(used.month)[:7], used.invoiced, used.counted) for used in found.months] == [
        ("2025-12", 960, 31.0),
        ("2025-11", 1800, 30.0),
        ("2025-10", 3000, pytest.approx(9.3)),
    ]
    assert found.days == pytest.approx(70.3)


def test_the_worked_fec_over_three_months_and_without_what_is_late(worked_fec):
    days = {
        method: dso(worked_fec, as_of="2025-12-31", method=method).days
        for method in ("rolling", "best_possible", "delinquent")
    }
    assert days == {
        "rolling": pytest.approx(3660 / (3000 + 1800 + 960) * 92),
        "best_possible": pytest.approx(960 / 8160 * 365),
        "delinquent": pytest.approx(2700 / 8160 * 365),
    }


def test_the_worked_fec_month_by_month(worked_fec):
    history = dso_history(worked_fec)
    assert history["month"].dt.month.tolist() == list(range(1, 13))
    assert history["receivables"].tolist() == [1800.0, *[600.0] * 7, 3000.0, 6000.0, 3400.0, 3660.0]
    assert history["invoiced"].tolist() == [0.0] * 8 + [2400.0, 3000.0, 1800.0, 960.0]
    assert history["complete"].tolist() == [False] * 11 + [True]
    assert history["period"].iloc[-1] == pytest.approx(163.71, abs=0.005)
