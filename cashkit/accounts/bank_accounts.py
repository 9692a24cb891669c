"""The bank in the books: what its accounts hold at a date, and what leaves them in a week of the year.

>>> import pandas as pd
>>> lines = postings(pd.DataFrame({
...     "entry_id": ["1", "1", "2", "2", "3", "3"], "posting_date": pd.to_datetime(["2025-01-10"] * 6),
...     "account": ["512000", "411000", "401000", "512000", "580000", "512000"],
...     "debit": [900.0, 0, 700, 0, 50, 0], "credit": [0, 900.0, 0, 700, 0, 50]}))
>>> bank = in_bank(lines, days=14)
>>> bank.balance, bank.paid_a_week  # the transfer (580) is no payment
(Decimal('150.00'), Decimal('350.00'))

Accounts 512 and 514, less bank overdrafts (519). What leaves them is what 512 and 514 are credited with, transfers
between accounts (58) and opening entries apart. A balance of the books is no bank statement: cheques and transfers on
their way are in it.
Units: euros; days of the entries. Source: PCG, ANC 2014-03 / 2022-06, accounts 512, 514, 519, 58.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from cashkit.accounts import year_end
from cashkit.accounts.fiscal_year import FiscalYear, first_day, lines_of
from cashkit.accounts.postings import Postings, postings
from cashkit.ground.money import euros

__all__ = ["InBank", "bank_of", "in_bank", "postings"]
_BANKS, _OVERDRAFTS, _TRANSFERS = ("512", "514"), ("519",), ("58",)
_WEEK = 7


@dataclass(frozen=True)
class InBank:
    """What the bank accounts hold, debit positive, and what leaves them in a week; None where no day passed."""

    balance: Decimal
    paid_a_week: Decimal | None


def bank_of(dossier: FiscalYear, as_of: date) -> InBank | None:
    """Return the bank of a dossier's entries at a date; None without entries or without a bank account in them."""
    if dossier.entries is None:
        return None
    lines = lines_of(dossier, as_of)[0]
    if not lines.in_accounts(*_BANKS, *_OVERDRAFTS).any():
        return None
    return in_bank(lines, days=(as_of - first_day(dossier)).days + 1)


def in_bank(lines: Postings, *, days: int) -> InBank:
    """Return the bank of some lines, whose entries cover so many days."""
    held = lines.in_accounts(*_BANKS, *_OVERDRAFTS)
    moved = np.unique(lines.entry[lines.in_accounts(*_TRANSFERS)])
    paid = lines.in_accounts(*_BANKS) & ~np.isin(lines.entry, moved) & ~year_end.opening_lines(lines)
    balance = int((lines.debit - lines.credit)[held].sum())
    weekly = None if days < _WEEK else euros(round(int(lines.credit[paid].sum()) * _WEEK / days))
    return InBank(euros(balance), weekly)
