"""One small interface beneath every measure: which cents, by which keys, until when.

A measure asks an engine for sums of whole cents over small keys (`Query`) and does its finance on
the few cells that come back. Two engines answer alike, to the cent: prepared arrays (`arrays`)
and any frame that Narwhals knows (`frames`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

View = Literal["strict", "matched"]
Source = Literal["items", "credits", "allocations"]
EDGES = (30, 60, 90)


@dataclass(frozen=True)
class Label:
    """A key that is a column: customer, credit_customer (allocations), kind, credit_kind, sign (0 owed, 1 credited)."""

    column: Literal["customer", "credit_customer", "kind", "credit_kind", "sign"]


@dataclass(frozen=True)
class Bucket:
    """Days late at a day, by upper edges: 0 not due, 1 up to the first edge, ... the last beyond all."""

    at: int
    edges: tuple[int, ...] = EDGES


@dataclass(frozen=True)
class Month:
    """The month (year * 12 + month - 1) of a day: issue, posted, effective, or the day after the due date."""

    of: Literal["issue", "posted", "effective", "due_exit"]


@dataclass(frozen=True)
class Span:
    """Whole days from issue or due date to a day: a given one (`to`), or of the allocation (None)."""

    since: Literal["issue", "due"]
    to: int | None = None


Key = Label | Bucket | Month | Span


@dataclass(frozen=True)
class Query:
    """Sum the cents of a source by keys, over what exists up to the day `until` (None: all).

    An item exists from its posting day, an allocation from the day that its view says.
    """

    source: Source
    keys: tuple[Key, ...]
    until: int | None = None
    view: View = "matched"


@dataclass(frozen=True)
class Cells:
    """The answer: one row for each combination of keys whose cents are not zero.

    Keys are integers; those of a `Label` are codes into `Engine.labels(column)`.
    """

    keys: Sequence[NDArray[np.int64]]
    cents: NDArray[np.int64]


@dataclass(frozen=True)
class Spells:
    """How long items stayed unpaid, by days since issue: one row per (days, days late, paid or still open).

    `ended` is 1 for items whose last cent (retention money apart) came as cash, 0 for those open (or closed
    otherwise) at their last known day; `items` how many, `cents` their amounts.
    """

    days: NDArray[np.int64]
    days_late: NDArray[np.int64]
    ended: NDArray[np.int64]
    items: NDArray[np.int64]
    cents: NDArray[np.int64]


class Engine(Protocol):
    """What a measure may ask."""

    views: tuple[View, ...]

    def cells(self, query: Query) -> Cells:
        """Sum cents by keys."""
        ...

    def labels(self, column: str) -> NDArray[np.generic]:
        """Return what the codes of a label column stand for."""
        ...

    def spells(self, until: int, view: View) -> Spells:
        """Return how long the items owed stayed unpaid, as known on a day."""
        ...

    def open_items(self, until: int, view: View) -> pd.DataFrame:
        """Return the items and credits with anything open on a day."""
        ...

    def span(self) -> tuple[int, int]:
        """Return the first and the last posting day."""
        ...
