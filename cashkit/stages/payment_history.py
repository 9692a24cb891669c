"""A customer's payment history with us: how late it paid what fell due, quarter by quarter, and what went wrong.

>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1", "F2"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-03-01", "due_date": ["2025-03-31", "2025-12-21"], "amount": [900.0, 100.0]})
>>> paid = pd.DataFrame({"payment_id": ["P1"], "customer_id": "C1", "payment_date": "2025-04-10", "amount": [900.0]})
>>> used = pd.DataFrame({"credit_id": ["P1"], "invoice_id": ["F1"], "amount": [900.0], "allocated_on": "2025-04-10"})
>>> dossier = Dossier.of(name="case", invoices=invoices, payments=paid, allocations=used)
>>> history = payment_history(dossier, "C1", as_of="2025-12-31")
>>> history.due, history.days, history.on_time, history.days_before
(2, 10.0, 0.0, None)
>>> [(one.last.isoformat(), one.due, one.days) for one in history.quarters if one.due]
[('2025-03-31', 1, 10.0), ('2025-12-31', 1, 10.0)]

All is timed up to the day of asking: invoices still open count up to it, so that the slowest are not left out. It is
the best forecast of the next lateness, and it costs nothing.
Units: days, each invoice counting for its amount; shares by number. Errors: `ArgumentError` for what is no date.
Source: `cashkit.measures.lateness`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd  # noqa: F401  (the doctest)

from cashkit.dossier.table_columns import columns_of
from cashkit.ground.calendar import as_date, day_number, months_after
from cashkit.ground.money import euros
from cashkit.measures.disputes import disputes
from cashkit.measures.lateness import timed_invoices
from cashkit.measures.promises import promises

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from cashkit.dossier.dossier import Dossier

YEAR, QUARTER, QUARTERS = 12, 3, 8


@dataclass(frozen=True)
class Window:
    """What fell due after one day and up to another: how many invoices, for how much, how late they were paid."""

    first: date
    last: date
    sums: _Sums
    days: float | None
    on_time: float | None

    @property
    def due(self) -> int:
        """How many invoices fell due."""
        return self.sums.due

    @property
    def amount(self) -> Decimal:
        """What they came to, in euros."""
        return euros(self.sums.cents)


@dataclass(frozen=True)
class PaymentHistory:
    """Twelve months and the twelve before, eight quarters, and what went wrong; None where there is no table."""

    year: Window
    before: Window
    quarters: tuple[Window, ...]
    returned: int
    open_disputes: int | None
    disputed: Decimal | None
    promises_made: int | None
    promises_broken: int | None

    @property
    def due(self) -> int:
        """How many invoices fell due in the twelve months."""
        return self.year.due

    @property
    def days(self) -> float | None:
        """How many days late they were paid, each for its amount."""
        return self.year.days

    @property
    def on_time(self) -> float | None:
        """The share of them that was paid in full on the due date or before."""
        return self.year.on_time

    @property
    def days_before(self) -> float | None:
        """The lateness of the twelve months before."""
        return self.before.days


def payment_history(dossier: Dossier, customer_id: str, *, as_of: object) -> PaymentHistory:
    """Return how a customer paid us, up to a day."""
    day = as_date(as_of)
    quarters = _quarters(dossier, customer_id, day)
    disputed, promised = disputes(dossier, as_of=day), promises(dossier, as_of=day)
    still = None if disputed is None else disputed[(disputed["customer_id"] == customer_id) & disputed["is_open"]]
    told = None if promised is None else promised[promised["customer_id"] == customer_id]
    return PaymentHistory(
        year=_together(quarters[-YEAR // QUARTER :]),
        before=_together(quarters[: -YEAR // QUARTER]),
        quarters=quarters,
        returned=_returned(dossier, customer_id, day),
        open_disputes=None if still is None else len(still),
        disputed=None if still is None else euros(int(still["cents"].sum())),
        promises_made=None if told is None else len(told),
        promises_broken=None if told is None else len(told) - int(told["kept"].sum()),
    )


def _quarters(dossier: Dossier, customer_id: str, day: date) -> tuple[Window, ...]:
    """Return the eight quarters up to a day, the oldest first.

    All are timed up to that day: what a longer window holds beyond a shorter one is the quarter between them.
    """
    firsts = [months_after(day, -QUARTER * number) for number in range(QUARTERS + 1)]
    sums = [_Sums(), *(_sums(dossier, customer_id, first, day) for first in firsts[1:])]
    found = [
        _window(first, last, longer.less(shorter))
        for (last, first), (shorter, longer) in zip(pairwise(firsts), pairwise(sums), strict=True)
    ]
    return tuple(reversed(found))


@dataclass(frozen=True)
class _Sums:
    """Sums over invoices: how many, cents, cents times days late, how many on time."""

    due: int = 0
    cents: int = 0
    product: int = 0
    on_time: int = 0

    def less(self, other: _Sums) -> _Sums:
        """Return what is left without another set of them."""
        return _Sums(
            self.due - other.due,
            self.cents - other.cents,
            self.product - other.product,
            self.on_time - other.on_time,
        )


def _sums(dossier: Dossier, customer_id: str, first: date, last: date) -> _Sums:
    timed = timed_invoices(dossier, since=first, until=last)
    own = timed[timed["customer_id"].astype(str) == customer_id]
    on_time = int((own["paid"] & (own["days"] <= 0)).sum())
    return _Sums(len(own), int(own["cents"].sum()), int((own["cents"] * own["days"]).sum()), on_time)


def _window(first: date, last: date, sums: _Sums) -> Window:
    days = round(sums.product / sums.cents, 1) if sums.cents else None
    return Window(first, last, sums, days, sums.on_time / sums.due if sums.due else None)


def _together(windows: Sequence[Window]) -> Window:
    """Return windows that follow each other as one."""
    names = ("due", "cents", "product", "on_time")
    sums = _Sums(*(sum(getattr(one.sums, name) for one in windows) for name in names))
    return _window(windows[0].first, windows[-1].last, sums)


def _returned(dossier: Dossier, customer_id: str, day: date) -> int:
    """Return how many payments of a customer came back in twelve months: bills, debits, cheques."""
    invoices = columns_of(dossier, "invoices")
    if invoices is None:
        return 0
    issued = invoices.days("issue_date")
    recent = (issued > day_number(months_after(day, -YEAR))) & (issued <= day_number(day))
    own = (invoices.ids("customer_id") == customer_id) & (invoices.words("kind") == "reject")
    return int((recent & own).sum())
