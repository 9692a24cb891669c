"""Exposure on a day: what is open, discounted, delivered and not invoiced, less credits and deposits."""

import numpy as np
import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.ground.errors import ArgumentError, NotAvailableError
from cashkit.measures.aged_balance import aged_balance
from cashkit.measures.exposure_on_day import PARTS, daily_exposure, exposure_on
from tests.measures.conftest import made_from
from tests.stages.book import book, on_an_engine


def invoice(key, day, amount, customer="C1", **columns):
    return (key, customer, day, "2026-01-31", amount, columns)


def delivery(key, day, amount, customer="C1", **columns):
    return {"delivery_id": key, "customer_id": customer, "delivered_on": day, "amount": amount} | columns


def order(key, day, deposit, customer="C1", **columns):
    row = {"order_id": key, "customer_id": customer, "ordered_on": day, "amount": 1000.0}
    return row | {"deposit_received": deposit} | columns


def on(dossier, *days, customer="C1"):
    """Return the exposure of a customer in euros on some days of November 2025."""
    return [cents / 100 for cents in exposure_on(dossier, customer, [f"2025-11-{day:02d}" for day in days]).tolist()]


def parts(dossier, day, customer="C1"):
    row = daily_exposure(dossier).parts_on(customer, [f"2025-11-{day:02d}"]).iloc[0]
    return {name: row[name] / 100 for name in PARTS if row[name]}


def test_an_invoice_counts_from_the_day_on_which_it_is_posted():
    dossier = book([invoice("F1", "2025-11-10", 120), invoice("F2", "2025-11-10", 30, posted_on="2025-11-12")])
    assert on(dossier, 9, 10, 11, 12) == [0, 120, 120, 150]


def test_a_settlement_counts_from_the_day_on_which_it_is_applied():
    paid = [("P1", "C1", "2025-11-12", 50)]
    dossier = book([invoice("F1", "2025-11-10", 120)], paid, [("P1", "F1", 50, "2025-11-12")])
    assert on(dossier, 11, 12) == [120, 70]


def test_retention_and_doubtful_debts_are_exposure_too():
    rows = [
        invoice("F1", "2025-11-10", 100, retention_amount=5.0, account="411000"),
        invoice("F2", "2025-11-10", 40, account="416000", doubtful=True),
    ]
    assert on(book(rows), 10) == [140]


def test_a_credit_that_settles_nothing_yet_is_deducted_and_never_below_zero():
    dossier = book([invoice("F1", "2025-11-15", 120)], [("P1", "C1", "2025-11-10", 50)])
    assert on(dossier, 9, 10, 15) == [0, 0, 70]
    assert parts(dossier, 10) == {"unapplied": -50}


def test_what_a_parent_pays_for_its_subsidiaries_is_taken_off_their_exposure():
    rows = [invoice("F1", "2025-11-10", 120), invoice("F2", "2025-11-10", 80, customer="C2")]
    allocations = [("P1", "F1", 120, "2025-11-12"), ("P1", "F2", 80, "2025-11-12")]
    dossier = book(rows, [("P1", "C0", "2025-11-12", 200)], allocations)
    assert [on(dossier, 11, 12, customer=customer) for customer in ("C0", "C1", "C2")] == [[0, 0], [120, 0], [80, 0]]


def test_a_factored_invoice_is_no_exposure_once_the_factor_has_it():
    sold = [("P1", "C1", "2025-11-12", 120, {"kind": "transfer", "method": "factor"})]
    rows = [invoice("F1", "2025-11-10", 120, financed="factor")]
    assert on(book(rows, sold, [("P1", "F1", 120, "2025-11-12")]), 11, 12) == [120, 0]


def bill(financed="discounted", kind="transfer"):
    """Return an accepted bill of 120 € due on 20 November, which the bank pays on the 12th."""
    rows = [("L1", "C1", "2025-11-10", "2025-11-20", 120.0, {"kind": "bill", "financed": financed})]
    return book(rows, [("P1", "C1", "2025-11-12", 120, {"kind": kind})], [("P1", "L1", 120, "2025-11-12")])


def test_a_discounted_bill_is_exposure_until_the_day_before_it_is_due():
    assert on(bill(), 11, 12, 19, 20) == [120, 120, 120, 0]
    assert parts(bill(), 19) == {"discounted": 120}


def test_a_bill_paid_at_maturity_or_not_discounted_is_none_once_paid():
    assert on(bill(financed=None), 12) == on(bill(kind="payment"), 12) == [0]


def test_a_bill_discounted_on_its_due_day_is_no_exposure():
    rows = [("L1", "C1", "2025-11-10", "2025-11-12", 120.0, {"kind": "bill", "financed": "discounted"})]
    dossier = book(rows, [("P1", "C1", "2025-11-12", 120, {"kind": "transfer"})], [("P1", "L1", 120, "2025-11-12")])
    assert on(dossier, 12) == [0]


def test_a_delivery_counts_from_its_day_until_its_invoice_does():
    dossier = book([invoice("F1", "2025-11-15", 120, delivery_id="D1")], deliveries=[delivery("D1", "2025-11-10", 120)])
    assert on(dossier, 9, 10, 14, 15) == [0, 120, 120, 120]
    assert [parts(dossier, 14), parts(dossier, 15)] == [{"to_be_invoiced": 120}, {"open_invoices": 120}]


def test_a_delivery_of_the_day_of_its_invoice_is_not_counted_twice():
    rows = [invoice("F1", "2025-11-10", 120, delivery_id="D1"), invoice("F2", "2025-11-08", 50, delivery_id="D2")]
    deliveries = [delivery("D1", "2025-11-10", 120), delivery("D2", "2025-11-10", 50)]
    assert on(book(rows, deliveries=deliveries), 10) == [170]


def test_a_delivery_never_invoiced_stays_and_one_free_of_charge_never_counts():
    deliveries = [delivery("D1", "2025-11-10", 120), delivery("D2", "2025-11-10", 60, kind="free")]
    assert on(book([invoice("F1", "2025-01-15", 1)], deliveries=deliveries), 30) == [121]


def test_a_delivery_without_a_day_is_not_counted():
    assert on(book([invoice("F1", "2025-11-01", 1)], deliveries=[delivery("D1", None, 120)]), 30) == [1]


def test_a_deposit_is_deducted_from_the_order_until_its_first_invoice():
    rows = [invoice("F0", "2025-11-01", 500), invoice("F1", "2025-11-15", 120, order_id="O1")]
    assert on(book(rows, orders=[order("O1", "2025-11-10", 30.0)]), 9, 10, 14, 15) == [500, 470, 470, 620]


def test_a_deposit_ends_with_the_invoice_of_its_delivery_and_not_with_the_deposit_invoice():
    rows = [
        invoice("F0", "2025-11-01", 500),
        invoice("F1", "2025-11-11", 30, order_id="O1", nature="deposit"),
        invoice("F2", "2025-11-20", 120, delivery_id="D1"),
    ]
    deliveries = [delivery("D1", "2025-11-15", 120, order_id="O1")]
    assert on(book(rows, deliveries=deliveries, orders=[order("O1", "2025-11-10", 30.0)]), 12, 15, 20) == [
        500, 620, 650,
    ]  # fmt: skip


def test_customers_and_days_are_asked_one_by_one_or_one_for_all():
    rows = [invoice("F1", "2025-11-10", 120), invoice("F2", "2025-11-12", 80, customer="C2")]
    found = daily_exposure(book(rows))
    assert found.on(["C1", "C2", "C9"], "2025-11-30").tolist() == [12000, 8000, 0]
    assert found.on(["C2", "C2"], pd.to_datetime(pd.Series(["2025-11-11", "2025-11-12"]))).tolist() == [0, 8000]
    assert found.on("C1", np.array([20401, 20402])).tolist() == [0, 12000]  # day numbers of 10 November less one


def test_numbers_and_text_are_the_same_customers():
    dossier = book(
        [(7, 7, "2025-11-10", "2025-12-10", 120)], deliveries=[delivery("D1", "2025-11-10", 30, customer="7")]
    )
    assert exposure_on(dossier, [7], "2025-11-30").tolist() == exposure_on(dossier, ["7"], "2025-11-30").tolist()
    assert exposure_on(dossier, [7], "2025-11-30").tolist() == [15000]


@pytest.mark.parametrize("day", ["31/12/2025", None, pd.NaT, np.datetime64("NaT")])
def test_what_is_no_day_is_refused(day):
    with pytest.raises(ArgumentError):
        exposure_on(book([invoice("F1", "2025-11-10", 120)]), "C1", [day])


def test_tables_on_an_engine_are_not_read_day_by_day():
    with pytest.raises(NotAvailableError, match="pandas"):
        exposure_on(on_an_engine(book([invoice("F1", "2025-11-10", 120)])), "C1", "2025-11-10")


@pytest.mark.filterwarnings("ignore::cashkit.measures.as_of.CashkitWarning")
@pytest.mark.parametrize("seed", range(8))
def test_without_orders_and_deliveries_it_is_the_balance_of_the_customer_accounts(seed):
    dossier = Dossier.of(name="case", **made_from(seed))
    days = pd.date_range("2023-01-01", "2025-06-30", freq="23D")
    found = daily_exposure(dossier)
    for day in days:
        aged = aged_balance(dossier, as_of=day)
        asked = found.parts_on(aged.index, day)
        assert (asked[list(PARTS)].sum(axis=1).to_numpy() == np.rint(aged["total"] * 100).astype(int).to_numpy()).all()
        assert (asked["unapplied"].to_numpy() == np.rint(aged["unapplied"] * 100).astype(int).to_numpy()).all()
