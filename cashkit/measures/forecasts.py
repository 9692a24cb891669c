"""Forecasts made and what came: outlooks at many days of one ledger, each with what was known on its day only.

What came of a forecast is the cash that settled items open on its day, as known later. A week is compared once it
is over.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-11-01", "due_date": "2025-12-01", "amount": [100.0]})
>>> paid = pd.DataFrame({"payment_id": ["P1"], "customer_id": "C1", "payment_date": "2025-12-12", "amount": [100.0]})
>>> used = pd.DataFrame({"credit_id": ["P1"], "invoice_id": ["F1"], "amount": [100.0], "allocated_on": "2025-12-12"})
>>> made = forecasts(Dossier.of(name="case", invoices=invoices, payments=paid, allocations=used))
>>> made.came(20_422, until=20_453, weeks=4).tolist()  # 30 November, known on 31 December: the second week
[0, 10000, 0, 0]

Units: day numbers, whole cents. Tables that stay on an engine (DuckDB, Spark): None.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from cashkit.measures.as_of import resolved_view, settled_view
from cashkit.measures.expected_items import Ledger, ledger
from cashkit.measures.interval import Width
from cashkit.measures.outlook import Outlook, outlook
from cashkit.measures.settlements import CASH, Settled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import View

    Floats = NDArray[np.float64]
    Int64 = NDArray[np.int64]

STEP = 28
LEAST_PAID = 30
"""Settlements in cash that a ledger must show before it tells how customers pay."""
_WEEK = 7
_CENT = 1.0
"""A deviation below a cent is no doubt: what was missed is not measured by it."""
_LEARNT = 12
"""Earlier forecasts from which the width of the band is learnt."""


@dataclass(frozen=True, eq=False)
class Made:
    """One forecast kept: cents expected by week, their deviations, that of the total."""

    outlook: Outlook
    expected: Floats
    deviation: Floats
    total_deviation: float


@dataclass(frozen=True, eq=False)
class Forecasts:
    """The forecasts of one ledger, each made once."""

    ledger: Ledger
    first: int
    _made: dict[tuple[int, int], Made] = field(default_factory=dict)
    _known: dict[int, Settled] = field(default_factory=dict)

    def on(self, until: int, weeks: int) -> Made:
        """Return the forecast made on a day."""
        if (until, weeks) not in self._made:
            found = outlook(self.ledger, until, weeks)
            total = found.spread(found.chance.sum(axis=1, keepdims=True))
            made = Made(found, found.expected, found.spread(found.chance), float(total[0]))
            self._made[until, weeks] = made
        return self._made[until, weeks]

    def came(self, on: int, *, until: int, weeks: int) -> Int64:
        """Return the cents that came in each week after a day on what was open then, as known on another."""
        if until not in self._known:
            known = self.ledger.settled.known_on(until)
            self._known[until] = known.where(known.left == CASH)
        cash, posted = self._known[until], self.ledger.settled.books.items.posted
        week = (cash.day - on - 1) // _WEEK
        later = (cash.day > on) & (cash.since > on) & (posted[cash.item] <= on) & (week < weeks)
        total = np.zeros(weeks, np.int64)
        np.add.at(total, week[later], cash.cents[later])
        return total

    def known(self, until: int, weeks: int) -> bool:
        """Return whether the ledger told how customers pay by a day, and holds anything open then."""
        if until <= self.first:
            return False
        made = self.on(until, weeks).outlook
        return made.known >= LEAST_PAID and len(made.parts) > 0

    def width(self, until: int, weeks: int, level: float) -> Width:
        """Return the width of the band on a day, from what earlier forecasts had missed by then."""
        missed, totals = [np.empty(0)], []
        for past in range(until - STEP, until - STEP * (_LEARNT + 1), -STEP):
            if not self.known(past, weeks):
                break
            made, over = self.on(past, weeks), min((until - past) // _WEEK, weeks)
            miss = self.came(past, until=until, weeks=weeks) - made.expected
            sure = np.flatnonzero(made.deviation[:over] >= _CENT)
            missed.append(miss[sure] / made.deviation[sure])
            if over == weeks and made.total_deviation >= _CENT:
                totals.append(float(miss.sum()) / made.total_deviation)
        return Width.of(np.concatenate(missed), np.array(totals), level=level)


def forecasts(dossier: Dossier, view: View | None = None) -> Forecasts | None:
    """Return the forecasts of a dossier, in the view that is certain when none is asked for; None on an engine."""
    known = ledger(dossier, view=settled_view(dossier) if view is None else resolved_view(dossier, view))
    return None if known is None else Forecasts(known, dossier.engine.span()[0])
