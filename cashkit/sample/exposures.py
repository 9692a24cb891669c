"""Exposures: what the sample's customers owe or will owe at the end of any day of its history.

Their accounts (open items less what is not applied yet), bills at the bank until they are due, goods
delivered and not invoiced yet, less deposits on orders not invoiced yet; nothing below zero. Factored invoices have
left. An order adds what earlier firm orders have still to deliver.

>>> import pandas as pd
>>> from cashkit.sample.booked import book
>>> customers = pd.DataFrame({"customer_id": ["C1"], "name": ["A"]})
>>> orders = pd.DataFrame({"order_id": ["O1", "O2"], "customer_id": "C1", "ordered_on": ["2025-03-01", "2025-03-02"],
...     "amount": [120.0, 60.0]})
>>> deliveries = pd.DataFrame({"delivery_id": ["D1"], "customer_id": "C1", "order_id": "O1",
...     "delivered_on": "2025-03-05", "amount": 100.0})
>>> blank = {name: pd.DataFrame(columns=["customer_id", "amount", "credit_id", "invoice_id", "payment_id"])
...     for name in ("invoices", "payments", "allocations")}
>>> tables = {**blank, "orders": orders, "deliveries": deliveries}
>>> exposed = exposures(book(customers, tables), tables)
>>> exposed.on([0, 0], [20151, 20152]).tolist(), exposed.before_orders.tolist()
([0, 10000], [0, 12000])

Units: customer codes, days since 1970, whole cents with VAT.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cashkit.sample.booked import cents_of, days, positions, taken, told
from cashkit.sample.delivered import DEPOSIT, invoice_rows
from cashkit.sample.steps import NEVER, Steps, together

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.booked import Booked

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

FREE = "free"
NOT_COUNTED = ("cancelled", "closed")
OPEN_ORDER = "open"


@dataclass(frozen=True, eq=False)
class Exposures:
    """The exposure of each customer as steps, its deposits apart, and what each order found before it on its day."""

    gross: Steps
    deposits: Steps
    before_orders: Whole

    def on(self, customers: Whole | list[int], days: Whole | list[int]) -> Whole:
        """Return the exposure of each customer at the end of each day."""
        return np.asarray(np.maximum(self.gross.at(customers, days) + self.deposits.at(customers, days), 0), np.int64)

    def without_deposits(self, customers: Whole | list[int], days: Whole | list[int]) -> Whole:
        """Return what the exposure of each customer would be at the end of each day, had it paid no deposit."""
        return np.maximum(self.gross.at(customers, days), 0)

    def at(self, day: int, customers: int) -> Whole:
        """Return the exposure of all customers at the end of one day."""
        return self.on(np.arange(customers), np.full(customers, day))


def exposures(booked: Booked, tables: Mapping[str, pd.DataFrame]) -> Exposures:
    """Return the exposures of a sample."""
    row = invoice_rows(tables["deliveries"], tables["invoices"])
    gross = together([booked.balance, _discounted(booked, tables), _delivered(booked, tables, row)])
    deposits, orders = _deposits(booked, tables, row), tables["orders"]
    owner = positions(orders["customer_id"], booked.customers["customer_id"])
    found = Exposures(gross, deposits, owner).on(owner, days(orders, "ordered_on"))
    return Exposures(gross, deposits, found + _backlog(booked, tables))


def _between(key: Whole, first: Whole, until: Whole, cents: Whole) -> Steps:
    """Return amounts from a first day on, until the day before another; nothing where that comes sooner."""
    kept = (until > first) & (first < NEVER) & (key >= 0)
    key, cents = key[kept], cents[kept]
    return together([Steps(key, first[kept], cents), Steps(key, until[kept], -cents)])


def _discounted(booked: Booked, tables: Mapping[str, pd.DataFrame]) -> Steps:
    """Return bills from the day on which the bank paid them to the day before they are due."""
    made, items = booked.allocations, booked.items
    sold = (told(tables["invoices"], "financed") == "discounted").to_numpy(np.int64)
    moved = (told(tables["payments"], "kind") == "transfer").to_numpy(np.int64)
    hit = (taken(sold, made["item"]) == 1) & (taken(moved, made["payment"]) == 1)
    item = made["item"].to_numpy()[hit]
    owner, due = items["customer"].to_numpy()[item], items["due"].to_numpy()[item]
    return _between(owner, made["day"].to_numpy()[hit], due, made["cents"].to_numpy()[hit])


def _delivered(booked: Booked, tables: Mapping[str, pd.DataFrame], row: Whole) -> Steps:
    """Return deliveries from their day until the day before their invoice is posted."""
    deliveries = tables["deliveries"]
    billed = np.where(row >= 0, taken(booked.items["posted"], row), NEVER)
    owner = positions(deliveries["customer_id"], booked.customers["customer_id"])
    charged = (told(deliveries, "kind") != FREE).to_numpy(bool)
    cents = np.where(charged, cents_of(deliveries, "amount"), 0)
    return _between(owner, days(deliveries, "delivered_on"), billed, cents)


def _deposits(booked: Booked, tables: Mapping[str, pd.DataFrame], row: Whole) -> Steps:
    """Return deposits received, below zero, from the order until the day before its first invoice is posted."""
    orders = tables["orders"]
    owner = positions(orders["customer_id"], booked.customers["customer_id"])
    received = -cents_of(orders, "deposit_received")
    return _between(owner, days(orders, "ordered_on"), first_invoiced(booked, tables, row), received)


def first_invoiced(booked: Booked, tables: Mapping[str, pd.DataFrame], row: Whole) -> Whole:
    """Return the day on which the first invoice of each order was posted, deposit invoices apart."""
    orders, deliveries, invoices = tables["orders"], tables["deliveries"], tables["invoices"]
    first = np.full(len(orders), NEVER, np.int64)
    posted = booked.items["posted"].to_numpy()
    charges = ((told(invoices, "kind") == "invoice") & (told(invoices, "nature") != DEPOSIT)).to_numpy(bool)
    order = positions(told(invoices, "order_id"), orders["order_id"])
    own = charges & (order >= 0)
    np.minimum.at(first, order[own], posted[own])
    order = positions(told(deliveries, "order_id"), orders["order_id"])
    linked = (order >= 0) & (row >= 0)
    np.minimum.at(first, order[linked], posted[row[linked]])
    return first


def firm(orders: pd.DataFrame) -> Flags:
    """Say which orders are firm: a frame order counts by its call-offs only."""
    return np.asarray(told(orders, "kind") != OPEN_ORDER, bool)


def _backlog(booked: Booked, tables: Mapping[str, pd.DataFrame]) -> Whole:
    """Return what earlier firm orders of the same customer had still to deliver at the end of each order's day."""
    orders = tables["orders"]
    owner = positions(orders["customer_id"], booked.customers["customer_id"])
    day = days(orders, "ordered_on")
    counted = firm(orders) & ~told(orders, "status").isin(NOT_COUNTED).to_numpy(bool)
    ordered = np.where(counted, cents_of(orders, "amount"), 0)
    steps = _undelivered(tables["deliveries"], orders, (owner, day, ordered))
    own = _left_that_day(tables["deliveries"], orders, day, ordered)
    return steps.at(owner, day) - _own_and_later(orders, (owner, day), own)


def _undelivered(deliveries: pd.DataFrame, orders: pd.DataFrame, ordered: tuple[Whole, Whole, Whole]) -> Steps:
    """Return what each customer has on order, less what is delivered of it, never beyond the order."""
    owner, day, cents = ordered
    order, when, taken_off = _deliveries_in_turn(deliveries, orders, cents)
    later = np.maximum(when, day[order])
    known = owner[order] >= 0
    steps = [Steps(owner, day, cents), Steps(owner[order][known], later[known], -taken_off[known])]
    return together(steps).where(np.concatenate([owner >= 0, np.ones(int(known.sum()), bool)]))


def _deliveries_in_turn(deliveries: pd.DataFrame, orders: pd.DataFrame, cents: Whole) -> tuple[Whole, Whole, Whole]:
    """Return order, day and cents of each delivery, as far as its order still asks for them."""
    order, when = positions(told(deliveries, "order_id"), orders["order_id"]), days(deliveries, "delivered_on")
    amount = cents_of(deliveries, "amount")
    turn = np.lexsort((when, order))
    turn = turn[order[turn] >= 0]
    order, when, amount = order[turn], when[turn], amount[turn]
    so_far = np.cumsum(amount)
    start = np.searchsorted(order, order, side="left")
    so_far -= (so_far - amount)[start]
    until, before = np.minimum(so_far, cents[order]), np.minimum(so_far - amount, cents[order])
    return order, when, until - before


def _left_that_day(deliveries: pd.DataFrame, orders: pd.DataFrame, day: Whole, cents: Whole) -> Whole:
    """Return what each order had still to get at the end of its own day."""
    order, when, delivered = _deliveries_in_turn(deliveries, orders, cents)
    left = cents.copy()
    at_once = when <= day[order]
    np.subtract.at(left, order[at_once], delivered[at_once])
    return left


def _own_and_later(orders: pd.DataFrame, place: tuple[Whole, Whole], left: Whole) -> Whole:
    """Return for each order its own part and that of later orders of the same customer and day."""
    owner, day = place
    turn = np.lexsort((orders["order_id"].to_numpy(object).astype(str), day, owner))
    key = owner[turn] * NEVER + day[turn]
    running = np.cumsum(left[turn])
    end = np.searchsorted(key, key, side="right") - 1
    later = np.empty(len(turn), np.int64)
    later[turn] = running[end] - running + left[turn]
    return later
