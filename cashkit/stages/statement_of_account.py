"""A statement of account: what one customer owes at a date, item by item, as a reminder of its step may ask for it.

One statement a customer, for the steps of the work list that are written (`WRITTEN`). Disputed, doubtful, frozen,
factored and retained items are left out, and so is what waits for a promised day; credits that settle nothing yet are
shown and taken off. Interest and the fixed indemnity are counted from the second reminder on, between professionals
only, and not while credits wait to be applied: what they would be is not certain then.

>>> from datetime import date
>>> owed = Line("F1", "invoice", date(2025, 10, 1), date(2025, 11, 15), 46, Decimal("1000.00"), Decimal("1000.00"))
>>> halves = (Half("2025-S2", 0.1215, Decimal("15.31")),)
>>> lever = Lever(halves, indemnity=Decimal("40.00"), invoices=1, known_until=None)
>>> one = Statement(1, Debtor("C1", "Atelier", "company"), "formal_notice", "letter", (owed,), lever=lever)
>>> one.balance, one.lever.interest, one.total, one.oldest
(Decimal('1000.00'), Decimal('15.31'), Decimal('1055.31'), 46)

Units: euros (Decimal), days, rates as fractions a year.
Source: C. com. L441-10 II and D441-5; what is claimed when is custom of the trade.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

WRITTEN = ("before_due", "statement", "level_1", "level_2", "level_3", "formal_notice")
"""The steps of the work list that a letter or an e-mail makes."""
CLAIMING = ("level_2", "level_3", "formal_notice")
"""Those that name interest and indemnity."""
RETENTION = "retention"
"""The kind of a line that asks for retention money released."""
_NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Debtor:
    """Who is asked: code, name, kind where known (company, public, private ...), where to write, whether abroad."""

    customer_id: str
    name: str
    kind: str
    address: tuple[str, ...] = ()
    contact: str = ""
    email: str = ""
    abroad: bool = False


@dataclass(frozen=True)
class Line:
    """One item of a statement; `open_amount` is below zero for a credit, `kind` is that of the table or RETENTION."""

    item: str
    kind: str
    issue_date: date
    due_date: date | None
    days_late: int
    amount: Decimal
    open_amount: Decimal


@dataclass(frozen=True)
class Half:
    """The interest of one half-year, at its rate."""

    name: str
    rate: float
    interest: Decimal


@dataclass(frozen=True)
class Lever:
    """Interest and indemnities by the day of a statement; `known_until` is given where a rate is missing."""

    halves: tuple[Half, ...]
    indemnity: Decimal
    invoices: int
    known_until: date | None

    @property
    def interest(self) -> Decimal:
        """The interest of all half-years."""
        return sum((half.interest for half in self.halves), _NOTHING)


@dataclass(frozen=True)
class Statement:
    """What one customer is asked for, and by which step; `lever` is None where none is claimed or certain.

    `promised` is what of the items owed waits for a promised day, `disputed` whether disputed items are left out.
    """

    rank: int
    debtor: Debtor
    step: str
    channel: str
    owed: tuple[Line, ...]
    credits: tuple[Line, ...] = ()
    promised: Decimal = _NOTHING
    disputed: bool = False
    lever: Lever | None = None

    @property
    def balance(self) -> Decimal:
        """What is owed, less the credits and what is promised for a day to come."""
        return sum((one.open_amount for one in (*self.owed, *self.credits)), _NOTHING) - self.promised

    @property
    def total(self) -> Decimal:
        """The balance with interest and indemnity."""
        return self.balance if self.lever is None else self.balance + self.lever.interest + self.lever.indemnity

    @property
    def oldest(self) -> int:
        """How many days the oldest item is late."""
        return max((one.days_late for one in self.owed), default=0)
