"""What a customer of the sample owes on a day: bills, deliveries, deposits, and what earlier orders still ask for."""

import pandas as pd
import pytest

from cashkit.ground.calendar import as_date, day_number
from cashkit.sample.booked import book
from cashkit.sample.exposures import exposures
from cashkit.sample.steps import Steps, together

CUSTOMERS = pd.DataFrame({"customer_id": ["C1", "C2"], "name": ["A", "B"]})


def tables(**given):
    """Return the tables of a cycle, those not given without rows."""
    columns = ["customer_id", "amount", "credit_id", "invoice_id", "payment_id", "order_id", "delivery_id"]
    names = ("invoices", "payments", "allocations", "orders", "deliveries")
    return {name: pd.DataFrame(given.get(name, []), columns=None if name in given else columns) for name in names}


def on(day, **given):
    """Return the exposure of the first customer on a day, in euros."""
    made = tables(**given)
    return int(exposures(book(CUSTOMERS, made), made).on([0], [day_number(as_date(day))])[0]) / 100


DELIVERY = {
    "delivery_id": "D1",
    "order_id": "O1",
    "customer_id": "C1",
    "delivered_on": "2025-03-05",
    "amount": 120.0,
    "kind": "shipped",
}
INVOICE = {
    "invoice_id": "F1",
    "customer_id": "C1",
    "kind": "invoice",
    "issue_date": "2025-03-10",
    "due_date": "2025-04-30",
    "amount": 120.0,
    "order_id": "O1",
    "delivery_id": "D1",
}
ORDER = {
    "order_id": "O1",
    "customer_id": "C1",
    "ordered_on": "2025-03-01",
    "amount": 120.0,
    "deposit_received": 36.0,
}


@pytest.mark.parametrize(("day", "expected"), [("2025-03-04", 0), ("2025-03-05", 120), ("2025-03-10", 120)])
def test_a_delivery_counts_once_from_its_day_to_its_invoice_and_then_as_the_invoice(day, expected):
    assert on(day, deliveries=[DELIVERY], invoices=[INVOICE]) == expected


def test_a_free_delivery_is_no_exposure():
    assert on("2025-03-06", deliveries=[DELIVERY | {"kind": "free"}]) == 0


@pytest.mark.parametrize(("day", "expected"), [("2025-03-05", 84), ("2025-03-10", 120)])
def test_a_deposit_counts_until_the_first_invoice_of_its_order(day, expected):
    assert on(day, deliveries=[DELIVERY], orders=[ORDER], invoices=[INVOICE]) == expected


def test_nothing_is_owed_below_zero():
    assert on("2025-03-02", orders=[ORDER]) == 0


@pytest.mark.parametrize(("day", "expected"), [("2025-04-29", 120), ("2025-04-30", 0)])
def test_a_discounted_bill_is_exposure_up_to_the_day_before_it_is_due(day, expected):
    bill = INVOICE | {"kind": "bill", "financed": "discounted"}
    paid = {"payment_id": "P1", "customer_id": "C1", "payment_date": "2025-03-20", "amount": 120.0, "kind": "transfer"}
    made = {"credit_id": "P1", "invoice_id": "F1", "amount": 120.0, "allocated_on": "2025-03-20"}
    assert on(day, invoices=[bill], payments=[paid], allocations=[made]) == expected


def test_money_in_suspense_is_nobodys():
    paid = {"payment_id": "P1", "customer_id": "C1", "payment_date": "2025-03-20", "amount": 50.0, "account": "471000"}
    assert on("2025-03-31", invoices=[INVOICE], payments=[paid]) == 120


def test_a_parents_payment_lowers_what_its_subsidiary_owes():
    paid = {"payment_id": "P1", "customer_id": "C2", "payment_date": "2025-03-20", "amount": 120.0}
    made = {"credit_id": "P1", "invoice_id": "F1", "amount": 120.0, "allocated_on": "2025-03-20"}
    assert on("2025-03-31", invoices=[INVOICE], payments=[paid], allocations=[made]) == 0


def backlog(orders, deliveries=()):
    """Return what each order found before it, in euros."""
    made = tables(orders=orders, deliveries=list(deliveries)) if deliveries else tables(orders=orders)
    return [int(one) / 100 for one in exposures(book(CUSTOMERS, made), made).before_orders]


def order(name, day, **more):
    return {"order_id": name, "customer_id": "C1", "ordered_on": day, "amount": 100.0} | more


def test_an_order_adds_to_what_earlier_ones_have_still_to_deliver():
    part = DELIVERY | {"order_id": "O1", "amount": 70.0, "delivered_on": "2025-03-03"}
    assert backlog([order("O1", "2025-03-01"), order("O2", "2025-03-04")], [part]) == [
        0.0,
        100.0,
    ]  # 70 there, 30 to come


def test_orders_of_one_day_count_in_the_order_of_their_numbers():
    assert backlog([order("O2", "2025-03-01"), order("O1", "2025-03-01")]) == [100.0, 0.0]


@pytest.mark.parametrize("more", [{"status": "cancelled"}, {"status": "closed"}, {"kind": "open"}])
def test_cancelled_closed_and_frame_orders_do_not_count(more):
    assert backlog([order("O1", "2025-03-01", **more), order("O2", "2025-03-04")]) == [0.0, 0.0]


def test_a_delivery_beyond_its_order_does_not_make_the_order_negative():
    more = DELIVERY | {"order_id": "O1", "amount": 150.0, "delivered_on": "2025-03-03", "kind": "free"}
    assert backlog([order("O1", "2025-03-01"), order("O2", "2025-03-04")], [more]) == [0.0, 0.0]


def test_steps_of_one_key_say_nothing_of_another():
    both = together([Steps(*map(as_whole, ([0], [10], [500]))), Steps(*map(as_whole, ([1], [10], [700])))])
    assert both.at([0, 1, 2], [9, 10, 10]).tolist() == [0, 700, 0]


def as_whole(values):
    return pd.Series(values, dtype="int64").to_numpy()
