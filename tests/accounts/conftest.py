"""Small ledgers written by hand: an account, an auxiliary after a colon, an amount (a debit is positive)."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import pytest

from cashkit.accounts.annual_accounts import AnnualAccounts
from cashkit.accounts.cells import typed_cells

COLUMNS = ("journal_code", "journal_label", "entry_id", "posting_date", "account", "account_label", "customer_id")


def entry(lines, journal="OD", label="Opérations diverses", number="1", *, day="2025-06-30"):
    """Write one entry as rows, from {"411000:C1": 120, "707000": -100, "445710": -20}."""
    pairs = lines.items() if isinstance(lines, dict) else lines
    split = [(*name.partition(":")[::2], amount) for name, amount in pairs]
    return [
        (journal, label, number, day, account, f"Compte {account}", aux or None, max(amount, 0), max(-amount, 0))
        for account, aux, amount in split
    ]


def frame(rows):
    """Make an entries frame as the dossier hands it out: texts as categories, days as datetimes."""
    made = pd.DataFrame(rows, columns=[*COLUMNS, "debit", "credit"])
    made["posting_date"] = pd.to_datetime(made["posting_date"])
    texts = [name for name in COLUMNS if name != "posting_date"]
    return made.astype(dict.fromkeys(texts, "category") | {"debit": float, "credit": float})


def closings(amounts):
    """Make an entries frame whose accounts end at these balances, in one entry."""
    return frame(entry(amounts))


def typed(previous=None, *, months=12, **cells):
    """Type annual accounts by cell, as in BX=(360, 10), DA=450, FI=1000."""
    return AnnualAccounts("", date(2025, 12, 31), months, typed_cells(cells), previous)


@dataclass
class Year:
    """Stands for a dossier: one fiscal year's entries and its days."""

    entries: pd.DataFrame | None
    siren: str | None = "552100554"
    opening_date: date | None = date(2025, 1, 1)
    closing_date: date = date(2025, 12, 31)


@pytest.fixture(name="entry")
def _entry():
    return entry


@pytest.fixture(name="frame")
def _frame():
    return frame


@pytest.fixture(name="closings")
def _closings():
    return closings


@pytest.fixture(name="typed")
def _typed():
    return typed


@pytest.fixture(name="year")
def _year():
    return Year
