"""The balance of the customer accounts at a date, and the part of it that is not yet due.

Accounts 411, 413 and 416, credits that settle nothing yet included: the total of the aged balance.
*Current* is what stands in its column not due: days late = date less due date, 0 or below.

Units: whole cents, VAT included.
"""

from dataclasses import dataclass

from cashkit.dossier.engine.interface import Bucket, Engine, Label, Query, View

_OWED, _NOT_DUE = 0, 0


@dataclass(frozen=True)
class Balance:
    """Cents owed at a date: in all (credits deducted), and not yet due (credits apart)."""

    total: int
    current: int


def balance_at(engine: Engine, until: int, view: View) -> Balance:
    """Return the balance at a day, from sums by "due or not" only."""
    late = Bucket(until, ())
    items = engine.cells(Query("items", (Label("sign"), late), until, view))
    settled = engine.cells(Query("allocations", (late,), until, view))
    received = engine.cells(Query("credits", (), until, view))
    sign, bucket = items.keys
    owed = items.cents[(sign == _OWED) & (bucket == _NOT_DUE)].sum()
    paid = settled.cents[settled.keys[0] == _NOT_DUE].sum()
    return Balance(int(items.cents.sum() - received.cents.sum()), int(owed - paid))
