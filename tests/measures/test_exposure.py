"""Exposure: open receivables by account, with what will be invoiced and what was paid in advance."""

import warnings

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashkit.dossier.dossier import Dossier
from cashkit.ground.errors import ArgumentError
from cashkit.measures.aged_balance import aged_balance
from cashkit.measures.as_of import CashkitWarning
from cashkit.measures.exposure import accounts_held, exposure

ITEMS = [
    ("F1", "C1", "invoice", "2025-01-05", "2025-02-05", 1000.0, "411000"),
    ("F2", "C1", "invoice", "2025-01-05", "2026-01-05", 50.0, "411700"),
    ("L1", "C1", "bill", "2025-01-10", "2025-03-10", 300.0, "413000"),
    ("F3", "C2", "invoice", "2024-01-05", "2024-02-05", 70.0, "416000"),
    ("A1", "C2", "credit_note", "2025-01-06", "2025-01-06", -20.0, "411000"),
]
COLUMNS = ["invoice_id", "customer_id", "kind", "issue_date", "due_date", "amount", "account"]
PARTS = ["open_invoices", "retention", "bills", "doubtful", "unapplied"]
LATER = ["to_be_invoiced", "advances"]


def entries(rows):
    frame = pd.DataFrame(rows, columns=["posting_date", "account", "customer_id", "debit", "credit"])
    return frame.assign(posting_date=pd.to_datetime(frame["posting_date"]), account=frame["account"].astype("category"))


@pytest.fixture
def tables():
    return {
        "invoices": pd.DataFrame(ITEMS, columns=COLUMNS),
        "payments": pd.DataFrame({
            "payment_id": ["P1"], "customer_id": ["C1"], "payment_date": ["2025-01-20"], "amount": [10.0]
        }),
        "entries": entries([
            ("2025-01-02", "418100", None, 240.0, 0.0),
            ("2025-01-15", "419100", "C1", 0.0, 120.0),
            ("2025-01-25", "419100", "C1", 20.0, 0.0),
            ("2025-01-15", "419800", "C2", 0.0, 999.0),
            ("2025-01-15", "411000", "C1", 1000.0, 0.0),
        ]),
    }  # fmt: skip


def test_each_account_has_its_column(tables):
    got = exposure(Dossier.of(name="case", **tables), as_of="2025-01-31", view="strict")
    assert list(got.columns) == [*PARTS, *LATER, "total"]
    assert got.loc["C1"].tolist() == [1000.0, 50.0, 300.0, 0.0, -10.0, 0.0, -100.0, 1240.0]
    assert got.loc["C2"].tolist() == [0.0, 0.0, 0.0, 70.0, -20.0, 0.0, 0.0, 50.0]


def test_what_will_be_invoiced_without_a_customer_stands_on_a_row_of_its_own(tables):
    got = exposure(Dossier.of(name="case", **tables), as_of="2025-01-31")
    assert got.index.tolist() == ["", "C1", "C2"]
    assert got.loc["", "to_be_invoiced"] == got.loc["", "total"] == 240.0


def test_entries_posted_later_do_not_count(tables):
    got = exposure(Dossier.of(name="case", **tables), as_of="2025-01-20")
    assert got.loc["C1", "advances"] == -120.0


def test_entries_of_a_later_year_say_nothing_of_an_earlier_date(tables):
    dossier = Dossier.of(name="case", **tables)
    assert not set(LATER) & set(exposure(dossier, as_of="2024-12-31").columns)
    assert list(accounts_held(dossier, as_of="2024-12-31")) == PARTS


def test_the_record_says_which_accounts_each_column_holds(tables):
    held = accounts_held(Dossier.of(name="case", **tables), as_of="2025-01-31")
    assert list(held) == [*PARTS, *LATER]
    assert (held["bills"], held["doubtful"], held["retention"], held["advances"]) == (
        ("413",),
        ("416",),
        ("4117",),
        ("4191",),
    )


def test_without_accounts_open_receivables_stand_in_one_column(book):
    rows = [row[:6] for row in ITEMS]
    dossier = book(rows)
    got = exposure(dossier, as_of="2025-01-31", view="strict")
    assert list(got.columns) == ["receivables", "unapplied", "total"]
    assert got.loc["C2"].tolist() == [70.0, -20.0, 50.0]
    assert accounts_held(dossier, as_of="2025-01-31") == {"receivables": (), "unapplied": ()}


def test_exposure_by_another_key_of_the_customers(tables):
    customers = pd.DataFrame({"customer_id": ["C1", "C2"], "name": ["one", "two"], "segment": ["trade", "trade"]})
    dossier = Dossier.of(name="case", **tables, customers=customers)
    got = exposure(dossier, as_of="2025-01-31", by="segment", view="strict")
    assert (got.index.name, got.index.tolist()) == ("segment", ["", "trade"])
    assert got.loc["trade", "total"] == 1290.0
    whole = exposure(dossier, as_of="2025-01-31", by=None, view="strict")
    assert whole["total"].tolist() == [1530.0]


def test_a_key_that_customers_do_not_have_is_refused(tables):
    with pytest.raises(ArgumentError, match="colour"):
        exposure(Dossier.of(name="case", **tables), as_of="2025-01-31", by="colour")


def test_what_is_settled_is_no_exposure(book):
    dossier = book(
        [("F1", "C1", "invoice", "2025-01-05", "2025-02-05", 100.0)],
        [("P1", "C1", "2025-01-10", 100.0)],
        [("P1", "F1", 100.0, "2025-01-10")],
    )
    assert exposure(dossier, as_of="2025-01-31").empty


def test_a_date_outside_the_entries_gets_one_warning(book):
    with pytest.warns(CashkitWarning) as told:
        exposure(book([("F1", "C1", "invoice", "2025-01-05", "2025-02-05", 100.0)]), as_of="2026-01-31")
    assert len(told) == 1


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6), later=st.integers(0, 1000), with_accounts=st.booleans())
def test_open_receivables_are_those_of_the_aged_balance(random_tables, seed, later, with_accounts):
    random = random_tables(seed)
    if with_accounts:
        random["invoices"]["account"] = ["411000", "413000", "416000"][seed % 3]
    day = pd.Timestamp("2023-01-01") + pd.Timedelta(days=later)
    dossier = Dossier.of(name="case", **random)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CashkitWarning)
        got, aged = exposure(dossier, as_of=day), aged_balance(dossier, as_of=day)
    held = list(accounts_held(dossier, as_of=day))
    assert got["total"].to_dict() == aged.loc[got.index, "total"].to_dict()
    assert (got[held].sum(axis=1) - got["total"]).abs().max() < 0.001 or got.empty
    assert got["unapplied"].to_dict() == aged.loc[got.index, "unapplied"].to_dict()


def test_invoices_with_accounts_of_which_none_is_open_give_no_row():
    invoices = pd.DataFrame(columns=["invoice_id", "customer_id", "kind", "issue_date", "amount", "account"])
    assert exposure(Dossier.of(name="case", invoices=invoices), as_of="2025-12-31").empty
