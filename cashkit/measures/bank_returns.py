"""Returns: money that went back by the bank, set against the payment that it undoes.

A return undoes a payment of its amount, received before it (400 days at most), whose invoice or reference it names or
whose payer is its own; where several are, the latest. The amount alone is enough only where one payment has it.

>>> payments = [Undoable(40, 12_000, "VIR F102", (0,), frozenset({3})), Undoable(10, 12_000, "VIR", (0,), frozenset())]
>>> back = [Undoable(50, 12_000, "REJET F102", (), frozenset({3})), Undoable(52, 9_900, "", (), frozenset())]
>>> [(one.payment, one.reason, one.confidence) for one in undone(back, payments)]
[(0, 'return_by_reference', 'high'), (-1, 'no_payment', '')]

Units: whole cents (above zero), day numbers, rows of the invoices.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

OLDEST = 400  # days: an unauthorised direct debit comes back within 13 months
_LEAST = 5
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Undoable:
    """A payment, or a return: its day, cents, text, possible customers, and the invoices that its text names."""

    day: int
    cents: int
    text: str
    customers: tuple[int, ...]
    quoted: frozenset[int]


@dataclass(frozen=True)
class Undone:
    """The payment that a return undoes (-1: none that is certain), why, and how sure that is."""

    payment: int
    reason: str
    confidence: str


def undone(returns: Sequence[Undoable], payments: Sequence[Undoable]) -> list[Undone]:
    """Return the payment that each return undoes; each payment is undone once."""
    by_cents: dict[int, list[int]] = defaultdict(list)
    for row, payment in enumerate(payments):
        by_cents[payment.cents].append(row)
    found, taken = [], set[int]()
    for one in returns:
        before = [
            row
            for row in by_cents.get(one.cents, ())
            if row not in taken and 0 <= one.day - payments[row].day <= OLDEST
        ]
        found.append(_chosen(one, before, payments))
        taken.add(found[-1].payment)
    return found


def _chosen(one: Undoable, before: Sequence[int], payments: Sequence[Undoable]) -> Undone:
    for reason, same in (("return_by_reference", _one_reference), ("return_by_customer", _one_customer)):
        fits = [row for row in before if same(one, payments[row])]
        if fits:
            latest = max(fits, key=lambda row: payments[row].day)
            return Undone(latest, reason, "high" if len(fits) == 1 else "medium")
    if len(before) == 1:
        return Undone(before[0], "return_by_amount", "low")
    return Undone(-1, "several_payments" if before else "no_payment", "")


def _one_reference(one: Undoable, payment: Undoable) -> bool:
    told, own = _SIGNS.sub("", one.text).upper(), _SIGNS.sub("", payment.text).upper()
    return bool(one.quoted & payment.quoted) or (len(own) >= _LEAST and own in told)


def _one_customer(one: Undoable, payment: Undoable) -> bool:
    return len(one.customers) == 1 and one.customers == payment.customers
