"""Sales after disputes: what disputing customers bought in the year after, beside the others."""

import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.measures.sales_after_disputes import sales_after_disputes

BEFORE, AFTER = "2024-06-01", "2025-06-01"


def after(sales, disputes, as_of="2025-12-31", **tables):
    """Return the table of customers with what each bought in the two years, and of disputes of some of them."""
    rows = [
        (customer, day, amount) for customer, *both in sales for day, amount in zip((BEFORE, AFTER), both, strict=True)
    ]
    invoices = pd.DataFrame(rows, columns=["customer_id", "issue_date", "amount"])
    invoices = invoices.assign(invoice_id=invoices["customer_id"] + invoices["issue_date"].str[:4], kind="invoice")
    told = {} if disputes is None else {"disputes": pd.DataFrame(disputes)}
    return sales_after_disputes(Dossier.of(name="case", invoices=invoices, **told, **tables), as_of=as_of)


def dispute(customer, *, opened_on="2024-07-01", outcome=None, closed_on=None, key="L1"):
    named = {"dispute_id": key, "invoice_id": f"{customer}2024", "opened_on": opened_on}
    return {**named, "closed_on": closed_on, "outcome": outcome}


SALES = [("C1", 1000.0, 700.0), ("C2", 1000.0, 900.0), ("C3", 500.0, 450.0)]


def test_the_gap_is_told_against_how_the_others_moved():
    told = after(SALES, [dispute("C1")]).set_index("dispute_end")
    assert told.loc["open", "sales_gap"] == -200.0
    assert told.loc["none", ["customers", "invoiced_before", "invoiced_after"]].tolist() == [2, 1500.0, 1350.0]
    assert told.loc["open", "sales_change"] == pytest.approx(-0.3)


@pytest.mark.parametrize(
    ("opened", "counted"), [("2023-12-31", False), ("2024-01-01", True), ("2024-12-31", True), ("2025-01-01", False)]
)
def test_only_disputes_of_the_year_before_have_a_year_after(opened, counted):
    told = after(SALES, [dispute("C1", opened_on=opened)])
    assert (told is not None) is counted


def test_a_customer_counts_once_under_the_dispute_that_weighs_most():
    closed = {"closed_on": "2024-08-01"}
    both = [dispute("C1", outcome="granted", **closed), dispute("C1", outcome="rejected", **closed, key="L2")]
    assert after(SALES, both)["dispute_end"].tolist() == ["rejected", "none"]


def test_an_outcome_that_nobody_told_is_said_so():
    assert after(SALES, [dispute("C1", closed_on="2024-08-01")])["dispute_end"].tolist() == ["untold", "none"]


def test_an_outcome_of_later_is_not_known_yet():
    told = after(SALES, [dispute("C1", outcome="granted", closed_on="2026-02-01")])
    assert told["dispute_end"].tolist() == ["open", "none"]


@pytest.mark.parametrize(
    "known", [{"judgment_on": "2025-02-01"}, {"ceased_on": "2025-12-31"}, {"kind": "intra_group"}, {"kind": "counter"}]
)
def test_customers_who_buy_less_for_another_reason_are_left_out(known):
    customers = pd.DataFrame([{"customer_id": "C1", "name": "Un", **known}, {"customer_id": "C2", "name": "Deux"}])
    assert after(SALES, [dispute("C1")], customers=customers) is None


def test_who_bought_nothing_before_cannot_have_left():
    told = after([*SALES, ("C4", 0.0, 900.0)], [dispute("C1")]).set_index("dispute_end")
    assert told.loc["none", "customers"] == 2


def test_without_disputes_or_anybody_to_compare_with_nothing_is_said():
    assert after(SALES, None) is None
    assert after(SALES[:1], [dispute("C1")]) is None
