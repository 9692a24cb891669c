"""Own loss rates: of what fell due in the last months, what was unpaid a bucket later, down to what was lost.

Each invoice stands once at a month end in each bucket of a month that it reaches. So the sums of a bucket over the
month ends, divided by what entered the bucket before, are its roll rates; the last one is what was written off over the
same months, divided by what came to be late by more than 90 days.

>>> flows = Flows(due=100_000, reached=(50_000, 23_000, 8_000, 6_000), lost=2_000)
>>> flows.table()[["bucket", "roll_rate", "loss_rate"]].round(4).values.tolist()
[['not_due', 0.5, 0.02], ['1-30', 0.46, 0.04], ['31-60', 0.3478, 0.087], ['61-90', 0.75, 0.25], ['91+', 0.3333, 0.3333]]

Units: whole cents with VAT on both sides of each division; rates are exact fractions.
Errors: None where the tables stay on an engine or nothing fell due, was late or was written off: a rate of nil would
say that nobody ever fails to pay. A rate above 1 (a bucket filled by what was already late) counts for 1.
Source: the chain of roll rates of the published matrix in tests/reference; IFRS 9, par. B5.5.35.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.table_columns import columns_of
from cashkit.measures.aged_balance import aged_cents, bucket_names
from cashkit.measures.as_of import resolved_view
from cashkit.measures.provision_matrix import loss_rates
from cashkit.measures.roll_rates import EDGES, month_days

if TYPE_CHECKING:
    from cashkit.dossier.dossier import Dossier

BUCKETS = tuple(bucket_names(EDGES[:-1]))
COLUMNS = ("bucket", "before", "after", "roll_rate", "loss_rate")
_MONTHS = 12


@dataclass(frozen=True)
class Flows:
    """What fell due over some months, what of it reached each bucket of a month, and what was written off, in cents."""

    due: int
    reached: tuple[int, ...]
    lost: int

    @property
    def rates(self) -> tuple[Fraction, ...] | None:
        """The loss rate of each bucket; None where a step has nothing to be measured on."""
        steps = self.steps
        return None if steps is None else loss_rates([*steps])[:-1]

    @property
    def steps(self) -> tuple[Fraction, ...] | None:
        """The roll rates from each bucket to the next, the last one to the loss."""
        amounts = (self.due, *self.reached, self.lost)
        if min(amounts) <= 0:
            return None
        return tuple(min(Fraction(after, before), Fraction(1)) for before, after in pairwise(amounts))

    def table(self) -> pd.DataFrame:
        """Return one row a bucket: bucket, before and after (euros), roll_rate, loss_rate; no row without rates."""
        steps, rates = self.steps, self.rates
        if steps is None or rates is None:
            return pd.DataFrame(columns=list(COLUMNS))
        before, after = (self.due, *self.reached), (*self.reached, self.lost)
        rows = zip(BUCKETS, before, after, steps, rates, strict=True)
        told = [(bucket, one / 100, then / 100, float(step), float(rate)) for bucket, one, then, step, rate in rows]
        return pd.DataFrame(told, columns=list(COLUMNS))


def own_flows(dossier: Dossier, *, as_of: object, months: int = _MONTHS) -> Flows | None:
    """Return the flows over the last months; None for tables that stay on an engine."""
    books, payments = dossier.books, columns_of(dossier, "payments")
    if books is None:
        return None
    days = month_days(as_of, months)
    view = resolved_view(dossier, None)
    reached = sum(aged_cents(dossier.engine, day, EDGES, view)[:, 1:5].sum(axis=0) for day in days[1:])
    items = books.items
    fell_due = (items.due > days[0]) & (items.due <= days[-1]) & (items.cents > 0)
    lost = 0
    if payments is not None:
        paid = payments.days("payment_date")
        written = (payments.words("kind") == "write_off") & (paid > days[0]) & (paid <= days[-1])
        lost = int(payments.cents("amount")[written].sum())
    return Flows(int(items.cents[fell_due].sum()), tuple(int(one) for one in np.asarray(reached)), lost)
