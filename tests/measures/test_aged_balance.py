"""The aged balance: where each day falls, what is never netted, and a total that is the ledger's."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.ground.errors import ArgumentError
from cashkit.measures.aged_balance import aged_balance, bucket_names
from cashkit.measures.as_of import CashkitWarning
from tests.dossier.making import INVOICES, book

CLOSING = dt.date(2025, 12, 31)


def due(days_before_closing, amount=100.0, number="F1", customer="C1"):
    day = CLOSING - dt.timedelta(days=days_before_closing)
    return number, customer, "invoice", "2024-01-01", day.isoformat(), amount


def at_closing(*rows, **asked):
    return aged_balance(book(rows, closing_date=CLOSING), as_of=CLOSING, **asked)


@pytest.mark.parametrize(
    ("days_late", "bucket"),
    [
        (-400, "not_due"), (-1, "not_due"), (0, "not_due"), (1, "1-30"), (30, "1-30"), (31, "31-60"), (60, "31-60"),
        (61, "61-90"), (90, "61-90"), (91, "91+"), (120, "91+"), (121, "91+"), (700, "91+"),
    ],
)  # fmt: skip
def test_each_day_falls_in_the_bucket_of_the_law(days_late, bucket):
    row = at_closing(due(days_late)).loc["C1"]
    assert row[row != 0].to_dict() == {bucket: 100.0, "total": 100.0}


def test_the_columns_are_all_there_whatever_is_open():
    assert list(at_closing(due(5)).columns) == [*bucket_names(), "unapplied", "total"]
    assert bucket_names() == ["not_due", "1-30", "31-60", "61-90", "91+"]


def test_the_keys_are_sorted_and_named():
    frame = at_closing(due(1, number="F1", customer="Z"), due(1, number="F2", customer="A"))
    assert (frame.index.tolist(), frame.index.name) == (["A", "Z"], "customer_id")


def test_a_customer_that_owes_nothing_has_no_row():
    paid = [("P1", "C1", "2025-06-01", 100.0)], [("P1", "F1", 100.0, "2025-06-01")]
    dossier = book([due(1), due(1, number="F2", customer="C2")], *paid, closing_date=CLOSING)
    assert aged_balance(dossier, as_of=CLOSING).index.tolist() == ["C2"]


def test_edges_of_ones_own_make_columns_of_their_own():
    frame = at_closing(due(7), due(8, number="F2"), due(16, number="F3"), edges=(7, 15))
    assert frame.loc["C1"].to_dict() == {
        "not_due": 0.0, "1-7": 100.0, "8-15": 100.0, "16+": 100.0, "unapplied": 0.0, "total": 300.0,
    }  # fmt: skip


@pytest.mark.parametrize("edges", [(), (0, 30), (-5,), (30, 30), (60, 30), (30.5,)])
def test_edges_that_do_not_rise_are_refused(edges):
    with pytest.raises(ArgumentError):
        at_closing(due(1), edges=edges)


def with_customers(ids, **columns):
    customers = pd.DataFrame({"customer_id": ids, "name": [str(i) for i in ids], **columns})
    rows = [due(5, number="F1", customer="C1"), due(40, number="F2", customer="C2"), due(5, number="F3", customer="C3")]
    frame = pd.DataFrame(rows, columns=INVOICES)
    return Dossier.of(name="case", closing_date=CLOSING, invoices=frame, customers=customers)


def test_customers_add_up_by_another_of_their_columns():
    dossier = with_customers(["C1", "C2", "C3"], segment=["public", "public", "retail"])
    frame = aged_balance(dossier, as_of=CLOSING, by="segment")
    assert frame["total"].to_dict() == {"public": 200.0, "retail": 100.0}
    assert frame.loc["public", ["1-30", "31-60"]].tolist() == [100.0, 100.0]


def test_a_customer_without_a_group_or_without_a_record_is_in_no_group_but_in_the_total():
    dossier = with_customers(["C1", "C2"], group_id=["G", None])
    assert aged_balance(dossier, as_of=CLOSING, by="group_id")["total"].to_dict() == {"": 200.0, "G": 100.0}


def test_ids_written_as_numbers_in_one_table_and_as_text_in_another_are_the_same():
    invoices = pd.DataFrame([due(5, customer="7"), due(5, number="F2", customer="X")], columns=INVOICES)
    customers = pd.DataFrame({"customer_id": [7], "name": ["Seven"], "segment": ["retail"]})
    dossier = Dossier.of(name="case", closing_date=CLOSING, invoices=invoices, customers=customers)
    assert aged_balance(dossier, as_of=CLOSING, by="segment")["total"].to_dict() == {"": 100.0, "retail": 100.0}


def test_whole_number_ids_beside_an_unknown_customer_keep_their_group():
    invoices = pd.DataFrame([due(5, customer=7), due(5, number="F2", customer=None)], columns=INVOICES)
    customers = pd.DataFrame({"customer_id": [7], "name": ["Seven"], "segment": ["retail"]})
    dossier = Dossier.of(name="case", closing_date=CLOSING, invoices=invoices, customers=customers)
    assert aged_balance(dossier, as_of=CLOSING, by="segment")["total"].to_dict() == {"": 100.0, "retail": 100.0}


def test_a_key_that_customers_do_not_have_is_refused_with_those_they_have():
    with pytest.raises(ArgumentError, match="segment") as refused:
        aged_balance(with_customers(["C1", "C2", "C3"], group_id=["G"] * 3), as_of=CLOSING, by="segment")
    assert "group_id" in str(refused.value)
    with pytest.raises(ArgumentError, match="segment"):
        at_closing(due(1), by="segment")


def test_the_whole_portfolio_in_one_row():
    frame = at_closing(due(5), due(40, number="F2", customer="C2"), by=None)
    assert frame["total"].to_dict() == {"total": 200.0}


@pytest.mark.parametrize(
    "as_of",
    ["2025-12-31", "20251231", CLOSING, pd.Timestamp("2025-12-31 18:05").to_pydatetime(), pd.Timestamp("2025-12-31"),
     np.datetime64("2025-12-31")],
)  # fmt: skip
def test_a_date_may_be_text_a_date_or_a_datetime(as_of):
    assert aged_balance(book([due(30)], closing_date=CLOSING), as_of=as_of).loc["C1", "1-30"] == 100.0


@pytest.mark.parametrize("as_of", ["31/12/2025", "2025-02-30", None, 20251231, pd.NaT])
def test_what_is_no_date_is_refused(as_of):
    with pytest.raises(ArgumentError):
        aged_balance(book([due(30)], closing_date=CLOSING), as_of=as_of)


def test_a_date_outside_the_entries_gets_an_answer_and_a_warning():
    dossier = book([due(0)], closing_date=CLOSING)
    with pytest.warns(CashkitWarning, match="01/02/2026"):
        assert aged_balance(dossier, as_of="2026-02-01").loc["C1", "31-60"] == 100.0
    with pytest.warns(CashkitWarning, match="31/12/2023"):
        assert aged_balance(dossier, as_of="2023-12-31").empty


def test_an_unknown_view_is_refused():
    with pytest.raises(ArgumentError, match="loose"):
        at_closing(due(1), view="loose")


def test_the_strict_view_waits_until_somebody_matched():
    dossier = book([due(40)], [("P1", "C1", "2025-12-01", 100.0)], closing_date=CLOSING)
    strict, matched = (aged_balance(dossier, as_of=CLOSING, view=view) for view in ("strict", "matched"))
    assert strict.loc["C1", ["31-60", "unapplied", "total"]].tolist() == [100.0, -100.0, 0.0]
    assert matched.empty


def test_an_empty_book_has_an_empty_balance_with_its_columns():
    dossier = Dossier.of(name="case", closing_date=CLOSING, invoices=pd.DataFrame(columns=INVOICES))
    frame = aged_balance(dossier, as_of=CLOSING)
    assert frame.empty
    assert list(frame.columns) == [*bucket_names(), "unapplied", "total"]


def test_one_cent_left_is_listed():
    paid = [("P1", "C1", "2025-12-01", 99.99)], [("P1", "F1", 99.99, "2025-12-01")]
    dossier = book([due(10)], *paid, closing_date=CLOSING)
    assert aged_balance(dossier, as_of=CLOSING)["total"].to_dict() == {"C1": 0.01}


def test_ten_thousand_times_ten_cents_is_a_thousand_euros():
    frame = at_closing(*(due(10, 0.10, number=f"F{i}") for i in range(10_000)))
    assert frame.loc["C1", ["1-30", "total"]].tolist() == [1000.0, 1000.0]


def test_credits_are_never_netted_into_the_buckets():
    rows = [due(45, 500.0), due(45, -200.0, number="AV1")]
    frame = at_closing(*rows, view="strict")
    assert frame.loc["C1", ["31-60", "unapplied", "total"]].tolist() == [500.0, -200.0, 300.0]
