"""The bank in the books: overdrafts are taken off, transfers and opening entries are no payments."""

from decimal import Decimal

import pandas as pd

from cashkit.accounts.bank_accounts import in_bank
from cashkit.accounts.postings import postings

LINES = [  # journal, entry, account, debit, credit
    ("AN", "1", "101000", 0, 1000), ("AN", "1", "512000", 0, 500), ("AN", "1", "215000", 1500, 0),
    ("BQ", "2", "512000", 700, 0), ("BQ", "2", "411000", 0, 700),
    ("BQ", "3", "401000", 140, 0), ("BQ", "3", "512000", 0, 140),
    ("BQ", "4", "580000", 60, 0), ("BQ", "4", "512000", 0, 60),
    ("BQ", "5", "514000", 60, 0), ("BQ", "5", "580000", 0, 60),
    ("BQ", "6", "512000", 30, 0), ("BQ", "6", "519800", 0, 30),
]  # fmt: skip


def bank(days):
    frame = pd.DataFrame(LINES, columns=["journal_code", "entry_id", "account", "debit", "credit"])
    return in_bank(postings(frame.assign(posting_date=pd.Timestamp("2025-01-02"))), days=days)


def test_the_balance_is_that_of_512_and_514_less_overdrafts():
    assert bank(7).balance == Decimal("60.00")


def test_what_is_paid_is_what_leaves_the_bank_without_transfers_and_opening_entries():
    assert bank(7).paid_a_week == Decimal("140.00")
    assert bank(14).paid_a_week == Decimal("70.00")


def test_less_than_a_week_has_no_pace():
    assert bank(6).paid_a_week is None
