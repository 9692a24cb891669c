"""Payments: lines of one customer, day, kind and means make one payment, which is the sum of its allocations.

>>> from cashkit.sample.due import TODAY
>>> line = {"customer": 0, "day": TODAY - 9, "kind": "payment", "method": "transfer", "serial": -1, "returned": 2**30}
>>> made, allocations = gathered(pd.DataFrame([line | {"item": 0, "cents": 500}, line | {"item": 1, "cents": 700}]))
>>> made["cents"].tolist(), allocations["payment"].tolist()
([1200], [0, 0])

Units: whole cents, days since 1970.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number
from cashkit.sample import story
from cashkit.sample.cast import NEVER, unapplied

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Whole = NDArray[np.int64]

_KEY = ["day", "customer", "kind", "method", "serial"]
UNIDENTIFIED = -1


def gathered(lines: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the payments in order of their day, and what each settles of which item."""
    ordered = lines.sort_values([*_KEY, "item"], kind="stable", ignore_index=True)
    started = (ordered[_KEY] != ordered[_KEY].shift()).any(axis=1)
    payment = started.cumsum().to_numpy() - 1
    made = ordered[started].drop(columns=["item"]).reset_index(drop=True)
    made["cents"] = np.bincount(payment, ordered["cents"]).astype(np.int64)
    each = pd.DataFrame({"payment": payment, "item": ordered["item"], "cents": ordered["cents"]})
    allocations = each.groupby(["payment", "item"])["cents"].sum().reset_index()
    return made, allocations


def receipts_that_settle_nothing(plan: Plan, market: pd.DataFrame) -> pd.DataFrame:
    """Return the receipts of the story that stay unapplied or unidentified, as payments."""
    rows = []
    known = market.reset_index(names="customer")[["customer", "like"]]
    for credit in unapplied():
        nobody = [UNIDENTIFIED] * max(1, round(plan.scale))
        who = list(known.loc[known["like"] == credit.code, "customer"]) if credit.code else nobody
        rows += [(credit.posted, one, credit.cents) for one in who]
    made = pd.DataFrame(rows, columns=["day", "customer", "cents"])
    return made.assign(kind="payment", method="transfer", serial=-1, returned=NEVER)


def lettered_on(random: np.random.Generator, allocations: pd.DataFrame, settled: NDArray[np.bool_]) -> Whole:
    """Return the day on which each allocation was lettered: soon, but for one in eight, and for part payments."""
    day = allocations["day"].to_numpy()
    last = day_number(story.AS_OF)
    unlettered = ~settled | (random.random(len(day)) < _NEVER_LETTERED)
    return np.where(unlettered, NEVER, np.minimum(day + random.integers(0, 3, len(day)), np.maximum(last, day)))


_NEVER_LETTERED = 0.11
