"""Roll rate: of what was late by 1 to 30 days a month ago, the share that is late by 31 to 60 days today, and so on.

Buckets of one length, a month, so that what is not collected moves on by one. The product of the rates from a bucket on
tells how much of it ends in the last one.

>>> balances = [[100, 50, 23, 8, 2], [100, 50, 23, 8, 2]]  # two month ends alike: not due, 1-30, 31-60, 61-90, 91-120
>>> rolled(np.array(balances, np.int64))[["bucket", "roll_rate"]].round(3).values.tolist()
[['1-30', 0.46], ['31-60', 0.348], ['61-90', 0.25]]

The transition matrix follows each item instead: of what stood in a bucket at a month end, the shares that stand in each
bucket a month later, or were settled. Each of its rows sums to one.

Formula: rate from k to k+1 = sum of bucket k+1 at the month ends / sum of bucket k one month before each.
Units: whole cents, VAT included; fractions (NaN where a bucket held nothing). Not due is no bucket of a month.
Errors: `ArgumentError` for what is no date or no number of months. Tables that stay on an engine have no matrix (None).
Source: the usual formula of collection; figures of the published matrix of losses in tests/reference.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.engine.arrays import Arrays
from cashkit.ground.calendar import as_date, day_number, from_day, months_after
from cashkit.measures.aged_balance import aged_cents, bucket_names
from cashkit.measures.arguments import whole
from cashkit.measures.as_of import resolved_view

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.books import Books
    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import View

    Int64 = NDArray[np.int64]

EDGES = (30, 60, 90, 120)
MATRIX_EDGES = (30, 60, 90)
SETTLED = "settled"
_YEAR = 12


def month_days(as_of: object, months: int) -> list[int]:
    """Return the day asked for and the same day of each month before, earliest first (month ends stay month ends).

    >>> [str(from_day(day)) for day in month_days("2025-03-31", 2)]
    ['2025-01-31', '2025-02-28', '2025-03-31']
    """
    after = from_day(day_number(as_date(as_of)) + 1)
    return [day_number(months_after(after, -back)) - 1 for back in range(whole("months", months), -1, -1)]


def roll_rates(dossier: Dossier, *, as_of: object, months: int = _YEAR, view: View | None = None) -> pd.DataFrame:
    """Return the roll rates over the last months: bucket, before, after (euros, summed), roll_rate, reaching_last."""
    engine, chosen = dossier.engine, resolved_view(dossier, view)
    days = month_days(as_of, months)
    return rolled(np.array([aged_cents(engine, day, EDGES, chosen)[:, :-2].sum(axis=0) for day in days]))


def rolled(cents: Int64) -> pd.DataFrame:
    """Return the roll rates of aged balances: month ends in rows, not due and then buckets of a month in columns."""
    names = bucket_names(EDGES)
    before, after = cents[:-1, 1:-1].sum(axis=0), cents[1:, 2:].sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(before > 0, after / before, np.nan)
    reaching = [_product(rate[place:].tolist()) for place in range(len(rate))]
    told = {"bucket": names[1 : 1 + len(rate)], "before": before / 100, "after": after / 100}
    return pd.DataFrame(told | {"roll_rate": rate, "reaching_last": reaching})


def _product(rates: list[float]) -> float:
    """Return how much gets through all rates: nothing where one is nil, else NaN where one is not known."""
    return 0.0 if 0 in rates else math.prod(rates)


def transitions(
    dossier: Dossier, *, as_of: object, months: int = _YEAR, view: View | None = None
) -> pd.DataFrame | None:
    """Return, for each bucket a month before (rows: bucket), the shares in each bucket a month later, and settled."""
    engine = dossier.engine
    if not isinstance(engine, Arrays):
        return None
    allocated, when = engine.allocated(resolved_view(dossier, view))
    states = [
        _state(engine.books, engine.books.open_items(allocated.rows.where(when <= day)), day)
        for day in month_days(as_of, months)
    ]
    size = len(MATRIX_EDGES) + 2
    moved = np.zeros((size, size + 1), np.int64)
    for (bucket, left), (then, still) in pairwise(states):
        kept = np.minimum(still, left)
        np.add.at(moved, (bucket, then), kept)
        np.add.at(moved[:, size], bucket, left - kept)
    totals = moved.sum(axis=1, keepdims=True)
    shares = np.where(totals > 0, moved / np.maximum(totals, 1), np.nan)
    names = bucket_names(MATRIX_EDGES)
    frame = pd.DataFrame(shares, columns=[*(to(name) for name in names), SETTLED])
    frame.insert(0, "bucket", names)
    return frame


def to(bucket: str) -> str:
    """Return the column of what is in a bucket a month later.

    >>> to("not_due"), to("1-30"), to("91+")
    ('to_not_due', 'to_1_30', 'to_91_beyond')
    """
    return "to_" + bucket.replace("+", "_beyond").replace("-", "_")


def _state(books: Books, left: Int64, day: int) -> tuple[Int64, Int64]:
    """Return the bucket of each item on a day and what is open of it: nothing of credits and later ones."""
    items = books.items
    owed = np.where((items.cents > 0) & (items.posted <= day), left, 0)
    late = day - items.due.astype(np.int64)
    bucket = np.searchsorted(np.array([0, *MATRIX_EDGES]), late, side="left")
    return bucket, np.maximum(owed, 0)
