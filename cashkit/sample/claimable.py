"""Claimable: what of the sample's receivables may be chased, on any day of its history.

Doubtful and financed items are out, retention until its release, what is in dispute on the day, and what an
insolvent customer owed before its judgment.

>>> import pandas as pd
>>> from cashkit.sample.booked import book
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice", "issue_date": "2025-01-01",
...     "due_date": "2025-01-31", "amount": [900.0]})
>>> blank = {name: pd.DataFrame(columns=["customer_id", "amount", "credit_id", "invoice_id", "payment_id"])
...     for name in ("payments", "allocations")}
>>> disputes = pd.DataFrame({"invoice_id": ["F1"], "opened_on": "2025-03-10", "closed_on": "2025-03-20"})
>>> tables = {**blank, "invoices": invoices, "disputes": disputes}
>>> booked = book(pd.DataFrame({"customer_id": ["C1"], "name": ["A"]}), tables)
>>> late = claimable_steps(booked, tables, more_than=30)
>>> late.at([0, 0, 0, 0], [20149, 20150, 20157, 20167]).tolist()  # 30 and 31 days late, disputed, answered
[0, 90000, 0, 90000]

Units: days since 1970, whole cents with VAT. Disputes of one invoice follow one another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import cents_of, days, positions, said, taken, told
from cashkit.sample.steps import NEVER, Steps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.sample.booked import Booked

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_DOUBTFUL = "416"


@dataclass(frozen=True, eq=False)
class _Changes:
    """What is added to an item, or taken off it, on a day."""

    item: Whole
    day: Whole
    cents: Whole

    def since(self, first: Whole) -> _Changes:
        """Return the changes of what counts from a first day of each item on."""
        return _Changes(self.item, np.maximum(self.day, first[self.item]), self.cents)

    def until(self, last: Whole) -> _Changes:
        """Return the changes of what counts up to the day before a last one of each item."""
        return both(self, _Changes(self.item, np.maximum(self.day, last[self.item]), -self.cents))


def both(one: _Changes, other: _Changes) -> _Changes:
    """Return the changes of two parts."""
    pairs = ((one.item, other.item), (one.day, other.day), (one.cents, other.cents))
    return _Changes(*(np.concatenate(pair) for pair in pairs))


def claimable_steps(booked: Booked, tables: Mapping[str, pd.DataFrame], *, more_than: int) -> Steps:
    """Return what each customer may be chased for because it is late by more than a number of days."""
    counted = _claimable_changes(booked, tables, more_than)
    owner = booked.items["customer"].to_numpy()[counted.item]
    return Steps(owner, counted.day, counted.cents).where(owner >= 0)


def claimable_at(booked: Booked, tables: Mapping[str, pd.DataFrame], day: int, *, more_than: int = 0) -> Whole:
    """Return what may be chased of each row of `invoices` at the end of a day."""
    counted = _claimable_changes(booked, tables, more_than)
    cents, by_then = np.zeros(len(booked.items), np.int64), counted.day <= day
    np.add.at(cents, counted.item[by_then], counted.cents[by_then])
    return cents


def _claimable_changes(booked: Booked, tables: Mapping[str, pd.DataFrame], more_than: int) -> _Changes:
    invoices = tables["invoices"]
    own, kept = _parts(booked, cents_of(invoices, "retention_amount"))
    due, release = booked.items["due"].to_numpy(), days(invoices, "retention_due")
    late = both(own.since(_after(due, more_than)), kept.since(_after(release, more_than)))
    free = ~_apart(invoices)[late.item]
    late = _Changes(late.item[free], late.day[free], late.cents[free]).until(_frozen_on(booked))
    return _without_disputed(late, booked, tables)


def late_since(booked: Booked, tables: Mapping[str, pd.DataFrame], day: int) -> Whole:
    """Return since when each item is late: its due date, or the release where only its retention is still owed."""
    invoices = tables["invoices"]
    own, _ = _parts(booked, cents_of(invoices, "retention_amount"))
    left, by_then = np.zeros(len(booked.items), np.int64), own.day <= day
    np.add.at(left, own.item[by_then], own.cents[by_then])
    return np.where(left > 0, booked.items["due"].to_numpy(), days(invoices, "retention_due"))


def _after(day: Whole, more_than: int) -> Whole:
    return np.minimum(day + more_than + 1, NEVER)


def _apart(invoices: pd.DataFrame) -> Flags:
    doubtful = said(invoices, "doubtful") | told(invoices, "account").str.startswith(_DOUBTFUL).to_numpy(bool)
    return np.asarray(doubtful | (told(invoices, "financed") != "").to_numpy(bool), bool)


def _parts(booked: Booked, retained: Whole) -> tuple[_Changes, _Changes]:
    """Return the changes of items owed without their retention, and those of the retention, settled last."""
    items = booked.items
    cents, owed = items["cents"].to_numpy(), np.flatnonzero((items["cents"] > 0).to_numpy())
    kept = np.minimum(retained, cents)
    made = booked.allocations[booked.allocations["item"] >= 0].sort_values(["item", "day"], kind="stable")
    item, paid = made["item"].to_numpy(), made["cents"].to_numpy()
    before = made.groupby("item")["cents"].cumsum().to_numpy() - paid
    first = np.clip((cents - kept)[item] - before, 0, paid)
    return (
        _changes(booked, (owed, cents - kept), (made, first)),
        _changes(booked, (owed, kept), (made, paid - first)),
    )


def _changes(booked: Booked, owed: tuple[Whole, Whole], paid: tuple[pd.DataFrame, Whole]) -> _Changes:
    rows, cents = owed
    made, part = paid
    used = part > 0
    item = np.concatenate([rows, made["item"].to_numpy()[used]])
    day = np.concatenate([booked.items["posted"].to_numpy()[rows], made["day"].to_numpy()[used]])
    return _Changes(item, day, np.concatenate([cents[rows], -part[used]]))


def _frozen_on(booked: Booked) -> Whole:
    """Return the day of the judgment for what its customer owed before it, `NEVER` for the rest."""
    judged = days(booked.customers, "judgment_on")
    owner = booked.items["customer"].to_numpy()
    day = np.where(owner >= 0, taken(judged, owner), NEVER)
    return np.where(booked.items["issue"].to_numpy() < day, day, NEVER)


def _without_disputed(late: _Changes, booked: Booked, tables: Mapping[str, pd.DataFrame]) -> _Changes:
    disputes = tables.get("disputes")
    if disputes is None or disputes.empty:
        return late
    item = positions(disputes["invoice_id"], tables["invoices"]["invoice_id"])
    spans = pd.DataFrame({"item": item, "opened": days(disputes, "opened_on"), "closed": days(disputes, "closed_on")})
    spans = spans[item >= 0]
    made = late
    for _, turn in spans.groupby(spans.groupby("item").cumcount()):
        opened, closed = (np.full(len(booked.items), NEVER, np.int64) for _ in range(2))
        opened[turn["item"]], closed[turn["item"]] = turn["opened"], turn["closed"]
        touched = opened[late.item] < NEVER
        disputed = _Changes(late.item[touched], late.day[touched], -late.cents[touched]).since(opened).until(closed)
        made = both(made, disputed)
    return made
