"""Money that nobody has attributed (an account 47) is no part of the customer accounts, and is not lost either."""

import duckdb
import pandas as pd
import polars as pl
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.measures.aged_balance import aged_balance
from tests.dossier.making import ALLOCATIONS, INVOICES

F1 = ("F1", "C1", "invoice", "2025-12-01", "2025-12-31", 1000.0)
PAYMENTS = ["payment_id", "customer_id", "payment_date", "amount", "account"]
OWN = ("P1", "C1", "2025-12-20", 400.0, "411000")
WAITING = ("P2", None, "2025-12-22", 90.0, "471000")
ROWS = [OWN, WAITING, ("P3", "C1", "2025-12-23", 50.0, None)]


def given(rows=ROWS, native=lambda frame: frame):
    frames = {
        "invoices": pd.DataFrame([F1], columns=INVOICES),
        "payments": pd.DataFrame(list(rows), columns=PAYMENTS),
        "allocations": pd.DataFrame([("P1", "F1", 400.0, "2025-12-20")], columns=ALLOCATIONS),
    }
    return Dossier.of(name="case", **{key: native(frame) for key, frame in frames.items()})


@pytest.mark.parametrize("native", [lambda frame: frame, pl.from_pandas], ids=["pandas", "polars"])
@pytest.mark.parametrize("view", ["strict", "matched"])
def test_money_in_suspense_is_in_no_aged_balance(native, view):
    aged = aged_balance(given(native=native), as_of="2025-12-31", view=view)
    assert aged.index.tolist() == ["C1"]
    assert aged["total"].tolist() == [550.0]


def test_money_in_suspense_is_still_among_the_payments():
    payments = given().payments
    assert payments["payment_id"].tolist() == ["P1", "P3", "P2"]
    waiting = payments.set_index("payment_id").loc["P2"]
    assert (waiting["kind"], str(waiting["posted_on"])[:10], waiting["amount"]) == ("payment", "2025-12-22", 90.0)


def test_an_account_that_is_not_given_is_a_customer_account():
    assert aged_balance(given([(*OWN[:4], None)]), as_of="2025-12-31")["total"].tolist() == [600.0]


def test_a_suspense_account_may_be_a_number():
    rows = [("P1", "C1", "2025-12-20", 400.0, 411000), ("P2", "C1", "2025-12-22", 90.0, 471000)]
    assert aged_balance(given(rows), as_of="2025-12-31")["total"].tolist() == [600.0]


def test_everything_may_wait():
    dossier = given([WAITING])
    assert aged_balance(dossier, as_of="2025-12-31")["total"].tolist() == [1000.0]
    assert dossier.payments["payment_id"].tolist() == ["P2"]


def test_a_table_in_its_engine_leaves_suspense_out_too():
    dossier = given(native=duckdb.from_df)
    assert aged_balance(dossier, as_of="2025-12-31", view="strict")["total"].tolist() == [550.0]
    assert len(dossier.payments) == 3
