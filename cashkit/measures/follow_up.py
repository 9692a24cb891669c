"""Follow-up: the last day on which something was done about each customer, or came from it, up to a date.

>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-09-01", "amount": [100.0]})
>>> reminders = pd.DataFrame({"reminder_id": ["R1", "R2"], "customer_id": "C1",
...     "sent_on": ["2025-10-01", "2026-01-05"]})
>>> dossier = Dossier.of(name="case", invoices=invoices, reminders=reminders)
>>> follow_up = FollowUp.of(dossier, until=20453)  # 31 December 2025
>>> follow_up.reminded.to_dict(), follow_up.since(["C1", "C1"], np.array([20361, 20362])).tolist()
({'C1': 20362}, [True, False])

Units: day numbers; the index is the customers' codes as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import columns_of
from cashkit.measures.customer_facts import as_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier

    Days = NDArray[np.signedinteger]

_CASH = "payment"


@dataclass(frozen=True, eq=False)
class FollowUp:
    """The last reminder, contact and payment of each customer; empty where the dossier has no such table."""

    reminded: pd.Series
    contacted: pd.Series
    paid: pd.Series

    @classmethod
    def of(cls, dossier: Dossier, *, until: int) -> FollowUp:
        """Return the follow-up of a dossier's customers up to a day."""
        return cls(
            reminded=_last(dossier, "reminders", "sent_on", until),
            contacted=_last(dossier, "contacts", "on", until),
            paid=_last(dossier, "payments", "posted_on", until),
        )

    def since(
        self, ids: Iterable[object], days: Days, *, what: tuple[str, ...] = ("reminded", "contacted", "paid")
    ) -> NDArray[np.bool_]:
        """Return for which customers something of the kinds asked for came after a day of their own."""
        customers = as_text(ids)
        lasts = [last_day(getattr(self, name), customers) for name in what]
        return np.asarray(np.any([last > days for last in lasts], axis=0), bool)


def last_day(lasts: pd.Series, customers: NDArray[np.object_]) -> NDArray[np.int64]:
    """Return the last day of each customer, NO_DAY where nothing is known."""
    return lasts.reindex(customers).fillna(int(NO_DAY)).to_numpy(np.int64)


def _last(dossier: Dossier, name: str, day: str, until: int) -> pd.Series:
    table = columns_of(dossier, name) if dossier.books is not None else None
    if table is None:
        return pd.Series(dtype="int64")
    when = table.days(day)
    kept = (when != NO_DAY) & (when <= until)
    if name == "payments":
        kept &= table.words("kind") == _CASH
    days = pd.Series(when[kept].astype(np.int64), index=table.ids("customer_id")[kept])
    return days.groupby(level=0).max()
