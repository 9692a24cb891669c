"""A bank statement: what moved on one account between an opening and a closing balance.

A movement is above zero when money came in. `payments` are the receipts in the shape of the dossier's
table, customer unknown: whose they are is told by matching, not by the bank.

>>> moved = Movement(date(2026, 1, 5), 12_000, "VIR ALPHA FA250102", counterparty="ALPHA")
>>> kept = Statement("FR76", "EUR", 100_000, 112_000, date(2026, 1, 4), date(2026, 1, 5), (moved,))
>>> kept.missing_cents, payments((kept,))[["payment_id", "amount", "reference"]].iloc[0].to_dict()
(0, {'payment_id': 'FR76-20260105-1', 'amount': 120.0, 'reference': 'VIR ALPHA FA250102'})

Units: whole cents of the account's currency; euros (float, two decimals) in frames.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date  # noqa: TC003  (the doctest makes one)
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAYMENT_COLUMNS = (
    "payment_id",
    "customer_id",
    "payment_date",
    "amount",
    "kind",
    "method",
    "reference",
    "counterparty",
    "counterparty_iban",
    "currency",
)
MOVEMENT_COLUMNS = (
    "account",
    "booked_on",
    "value_date",
    "amount",
    "currency",
    "method",
    "counterparty",
    "counterparty_iban",
    "reference",
    "return_reason",
    "line",
)


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of a statement; `return_reason` tells money that came back (an unpaid debit, a rejected transfer).

    `currency` is given where it is not the account's: such a movement is kept apart, in no sum.
    """

    booked_on: date
    cents: int
    text: str
    value_date: date | None = None
    method: str = ""
    counterparty: str = ""
    counterparty_iban: str = ""
    return_reason: str = ""
    currency: str = ""
    line: int | None = None


@dataclass(frozen=True)
class Statement:
    """One account over one period; a balance that the file does not give is None."""

    account: str
    currency: str
    opening_cents: int | None
    closing_cents: int | None
    opening_date: date | None
    closing_date: date | None
    movements: Sequence[Movement]
    announced: int = 0
    """Entries that the bank announces and has not booked: they are in no balance, and left out."""
    closed_as: str = ""
    """The account as the closing balance names it, where that is another way than the opening's."""

    @property
    def missing_cents(self) -> int | None:
        """What is missing between opening, movements and closing; 0 when it ties, None when a balance is not given."""
        if self.opening_cents is None or self.closing_cents is None:
            return None
        return (
            self.closing_cents - self.opening_cents - sum(moved.cents for moved in self.movements if not moved.currency)
        )


def payments(statements: Sequence[Statement]) -> pd.DataFrame:
    """Return the receipts of statements as the dossier's table `payments` (customers unknown)."""
    rows = [
        (
            _id(one, moved, seen),
            None,
            pd.Timestamp(moved.booked_on),
            moved.cents / 100,
            "payment",
            moved.method or None,
            moved.text,
            moved.counterparty or None,
            moved.counterparty_iban or None,
            moved.currency or one.currency,
        )
        for one, moved, seen in _counted(statements)
        if moved.cents > 0 and not moved.return_reason
    ]
    return pd.DataFrame(rows, columns=list(PAYMENT_COLUMNS)).astype({"payment_date": "datetime64[s]"})


def movements(statements: Sequence[Statement]) -> pd.DataFrame:
    """Return every movement of statements, one row each, money out below zero."""
    rows = [
        (
            one.account,
            pd.Timestamp(moved.booked_on),
            None if moved.value_date is None else pd.Timestamp(moved.value_date),
            moved.cents / 100,
            moved.currency or one.currency,
            moved.method or None,
            moved.counterparty or None,
            moved.counterparty_iban or None,
            moved.text,
            moved.return_reason or None,
            moved.line,
        )
        for one in statements
        for moved in one.movements
    ]
    frame = pd.DataFrame(rows, columns=list(MOVEMENT_COLUMNS))
    return frame.astype({"booked_on": "datetime64[s]", "value_date": "datetime64[s]"})


def _counted(statements: Sequence[Statement]) -> Iterator[tuple[Statement, Movement, int]]:
    """Yield each movement with its number among those of its account and day."""
    seen: Counter[tuple[str, date]] = Counter()
    for one in statements:
        for moved in one.movements:
            seen[one.account, moved.booked_on] += 1
            yield one, moved, seen[one.account, moved.booked_on]


def _id(one: Statement, moved: Movement, number: int) -> str:
    return f"{one.account}-{moved.booked_on:%Y%m%d}-{number}"
