"""The lowest cash of the 13 weeks ahead: the bank balance, the receipts expected, and payments at the pace of the year.

The balance is the user's (`Bank`), else that of the bank accounts in the books, at the closing date only. Receipts are
those of the forecast, and those of sales still to be made at the pace of the year; payments leave the bank accounts at
the pace of the year's entries. Where one of them is not known there is no figure, and nothing is guessed.

>>> Bank(balance=Decimal(-190_000), line=Decimal(250_000)).floor
Decimal('-250000')

Units: euros. Errors: none.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cashkit.accounts.bank_accounts import InBank, bank_of
from cashkit.dossier.findings import Figure
from cashkit.measures.lowest_cash import lowest_cash
from cashkit.measures.sales_to_come import received
from cashkit.measures.time_to_pay import time_to_pay

if TYPE_CHECKING:
    from datetime import date

    from cashkit.dossier.dossier import Dossier
    from cashkit.stages.nine import Nine

_WEEK = 7


@dataclass(frozen=True)
class Bank:
    """What the user told of the bank: the balance (an overdraft is negative) and the line that it grants."""

    balance: Decimal | None = None
    line: Decimal | None = None

    @property
    def floor(self) -> Decimal | None:
        """The balance under which the bank pays no more; None where no line is told."""
        return None if self.line is None else -abs(self.line)


NO_BANK = Bank()


def lowest_figure(dossier: Dossier, as_of: date, asked: Nine, bank: Bank) -> Figure | None:
    """Return the lowest cash in the weeks of the forecast; None where balance, receipts or payments are not known."""
    books = bank_of(dossier, as_of)
    balance = bank.balance if bank.balance is not None else _at_closing(dossier, as_of, books)
    receipts = _receipts(dossier, as_of, asked)
    if balance is None or books is None or books.paid_a_week is None or not receipts:
        return None
    found = lowest_cash(balance=balance, receipts=receipts, paid_a_week=books.paid_a_week)
    if found is None:
        return None
    named = "bank_balance" if bank.balance is None else "balance_given"
    told = {named: balance, "paid_a_week": books.paid_a_week, "lowest_in_week": found.week}
    line = {} if bank.floor is None else {"bank_floor": bank.floor}
    return Figure("lowest_cash", found.amount, "eur", inputs={**told, **line})


def _at_closing(dossier: Dossier, as_of: date, books: InBank | None) -> Decimal | None:
    """Return the balance of the books: known whole at the closing date, and on no other day."""
    return books.balance if books is not None and as_of == dossier.closing_date else None


def _receipts(dossier: Dossier, as_of: date, asked: Nine) -> list[Decimal]:
    """Return what comes in week by week, from open items and from sales at the pace of the year."""
    weeks, a_day = asked.table("collection", "cash_forecast"), asked.number("collection", "day_of_customers")
    if weeks.empty or a_day is None:
        return []
    coming = received(float(a_day) * _WEEK, time_to_pay(dossier, as_of=as_of).curve, weeks=len(weeks))
    return [Decimal(str(round(float(a + b), 2))) for a, b in zip(weeks["expected"], coming, strict=True)]
