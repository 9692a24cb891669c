"""The order book: what is still to be delivered of firm orders, and what came before each of them."""

import numpy as np
import pytest

from cashkit.ground.calendar import as_date, day_number
from cashkit.measures.order_book import order_book
from tests.stages.book import book

INVOICE = [("F1", "C1", "2025-12-01", "2025-12-20", 100)]


def order(key, day, amount, customer="C1", **columns):
    return {"order_id": key, "customer_id": customer, "ordered_on": day, "amount": amount} | columns


def delivery(key, day, amount, order_id, **columns):
    return {
        "delivery_id": key, "customer_id": "C1", "delivered_on": day, "amount": amount, "order_id": order_id,
    } | columns  # fmt: skip


def before(orders, deliveries=()):
    """Return the euros still to come of the orders before each, by its id."""
    tables = {"deliveries": list(deliveries)} if deliveries else {}
    found = order_book(book(INVOICE, orders=orders, **tables))
    return {row["order_id"]: cents / 100 for row, cents in zip(orders, found.before.tolist(), strict=True)}


def test_orders_of_one_day_come_in_the_order_of_their_numbers():
    orders = [order("O3", "2025-11-05", 30), order("O1", "2025-11-05", 10), order("O2", "2025-11-05", 20)]
    assert before(orders) == {"O1": 0, "O2": 10, "O3": 30}


def test_later_orders_and_those_of_others_do_not_count():
    orders = [order("O1", "2025-11-05", 10), order("O2", "2025-11-06", 20), order("O3", "2025-11-04", 40, "C2")]
    assert before(orders) == {"O1": 0, "O2": 10, "O3": 0}


@pytest.mark.parametrize("columns", [{"kind": "open"}, {"status": "cancelled"}, {"status": "closed"}])
def test_a_frame_order_and_what_is_cancelled_or_closed_do_not_count(columns):
    orders = [order("O1", "2025-11-05", 10, **columns), order("O2", "2025-11-06", 20)]
    assert before(orders)["O2"] == 0


def test_a_frame_order_itself_is_judged_by_what_came_before_it():
    orders = [order("O1", "2025-11-05", 10), order("O2", "2025-11-05", 500, kind="open"), order("O3", "2025-11-06", 1)]
    assert before(orders) == {"O1": 0, "O2": 10, "O3": 10}


def test_what_was_delivered_by_that_day_is_no_longer_to_come():
    orders = [order("O1", "2025-11-05", 100), order("O2", "2025-11-10", 20)]
    deliveries = [delivery("D1", "2025-11-10", 30, "O1"), delivery("D2", "2025-11-11", 50, "O1")]
    assert before(orders, deliveries)["O2"] == 70


def test_more_delivered_than_ordered_leaves_nothing_and_takes_nothing_from_others():
    orders = [order("O1", "2025-11-05", 100), order("O2", "2025-11-06", 20), order("O3", "2025-11-20", 1)]
    deliveries = [delivery("D1", "2025-11-07", 90, "O1"), delivery("D2", "2025-11-08", 90, "O1")]
    assert before(orders, deliveries)["O3"] == 20


def test_a_delivery_before_the_order_was_written_counts_from_the_order():
    orders = [order("O1", "2025-11-05", 100), order("O2", "2025-11-05", 20)]
    assert before(orders, [delivery("D1", "2025-11-01", 60, "O1")])["O2"] == 40


def test_free_replacements_do_not_bring_an_order_down():
    orders = [order("O1", "2025-11-05", 100), order("O2", "2025-11-10", 20)]
    assert before(orders, [delivery("D1", "2025-11-07", 100, "O1", kind="free")])["O2"] == 100


def test_without_orders_there_is_no_book():
    assert order_book(book(INVOICE)) is None


@pytest.mark.parametrize("seed", range(6))
def test_it_is_the_plain_sum_over_the_earlier_orders(seed):
    r = np.random.default_rng(seed)
    days = [str(np.datetime64("2025-01-01") + int(n)) for n in range(20)]
    orders = [
        order(f"O{n:02d}", r.choice(days), int(r.integers(1, 100)), r.choice(["C1", "C2"]),
              kind=r.choice(["", "firm", "open"]), status=r.choice(["", "cancelled", "closed", "delivered"]))
        for n in r.permutation(40)
    ]  # fmt: skip
    deliveries = [
        delivery(f"D{n}", r.choice(days), int(r.integers(1, 60)), f"O{r.integers(0, 40):02d}") for n in range(50)
    ]
    plain = {one["order_id"]: sum(_left(o, one, deliveries) for o in orders if _earlier(o, one)) for one in orders}
    assert before(orders, deliveries) == plain


def _earlier(other, one):
    counted = other["kind"] != "open" and other["status"] not in {"cancelled", "closed"}
    key = ("ordered_on", "order_id")
    sooner = tuple(other[name] for name in key) < tuple(one[name] for name in key)
    return counted and sooner and other["customer_id"] == one["customer_id"]


def _left(other, one, deliveries):
    gone = [
        d["amount"] for d in deliveries if d["order_id"] == other["order_id"] and d["delivered_on"] <= one["ordered_on"]
    ]
    return max(other["amount"] - sum(gone), 0)


def test_what_is_left_of_each_order_on_a_day():
    orders = [order("O1", "2025-11-05", 100), order("O2", "2025-11-05", 20)]
    found = order_book(book(INVOICE, orders=orders, deliveries=[delivery("D1", "2025-11-07", 60, "O1")]))
    asked = [day_number(as_date(f"2025-11-{day:02d}")) for day in (6, 7)]
    assert [found.left(day).tolist() for day in asked] == [[10_000, 2_000], [4_000, 2_000]]
