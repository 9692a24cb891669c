from collections import Counter
from decimal import Decimal

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from cashkit.accounts.trial_balance import trial_balance

ACCOUNTS = st.sampled_from(["101000", "411000", "401000", "512000", "607000", "707000"])
LINES = st.lists(st.tuples(ACCOUNTS, st.sampled_from(["", "C1", "C2"]), st.integers(-(10**12), 10**12)), max_size=40)


def columns(book):
    return {row.account: (row.opening, row.debit, row.credit, row.closing) for row in book.frame().itertuples()}


def test_a_balance_is_opening_plus_debits_less_credits(frame, entry):
    rows = entry({"512000": 50, "101000": -50}, "AN", "A nouveaux", day="2025-01-01")
    rows += entry({"512000": -20, "401000:F1": 20}, "BQ", "Banque", "2")
    book = trial_balance(frame(rows))
    assert columns(book) == {"101000": (-50, 0, 0, -50), "401000": (0, 20, 0, 20), "512000": (50, 0, 20, 30)}
    assert book.balance("512") == Decimal("30.00")
    assert book.balance("4", "5") == Decimal("50.00")


def test_each_auxiliary_has_its_own_row(frame, entry):
    book = trial_balance(frame(entry({"411000:C2": 30, "411000:C1": -10, "411000": 5, "707000": -25})))
    rows = book.by_auxiliary()
    found = list(zip(rows["account"], rows["customer_id"], rows["closing"], strict=True))
    assert found == [("411000", "", 5.0), ("411000", "C1", -10.0), ("411000", "C2", 30.0), ("707000", "", -25.0)]
    assert columns(book)["411000"] == (0, 35, 10, 25)


def test_sums_are_made_in_whole_cents(frame, entry):
    rows = [line for _ in range(10) for line in entry({"411000": 0.1, "707000": -0.1})]
    book = trial_balance(frame(rows))
    assert book.closing.tolist() == [100, -100]
    assert book.closing.dtype == np.int64


def test_entries_that_do_not_balance_are_told(frame, entry):
    assert trial_balance(frame(entry({"411000": 12, "707000": -11.99}))).difference == Decimal("0.01")
    assert trial_balance(frame(entry({"411000": 12, "707000": -12}))).difference == 0


def test_a_mask_says_which_lines_open_the_year(frame, entry):
    lines = frame(entry({"512000": 50, "101000": -50}) + entry({"512000": 7, "707000": -7}, number="2"))
    book = trial_balance(lines, opening_mask=np.array([True, True, False, False]))
    assert columns(book)["512000"] == (50, 7, 0, 57)
    assert columns(trial_balance(lines))["512000"] == (0, 57, 0, 57)


def test_plain_texts_and_bare_columns_are_accepted():
    bare = pd.DataFrame({"account": ["411000", " 411000 ", None], "debit": [5.0, 1.0, 0.0], "credit": [0.0, 0.0, 6.0]})
    assert columns(trial_balance(bare)) == {"": (0, 0, 6, -6), "411000": (0, 6, 0, 6)}


def test_an_empty_ledger_has_an_empty_balance(frame):
    book = trial_balance(frame([]))
    assert len(book.frame()) == 0
    assert book.difference == 0


def test_blank_and_missing_auxiliaries_are_the_same():
    lines = pd.DataFrame({"account": ["411000"] * 3, "customer_id": ["", None, " "], "debit": 1.0, "credit": 0.0})
    assert len(trial_balance(lines).by_auxiliary()) == 1


@settings(max_examples=40)
@given(LINES)
def test_every_balance_is_the_sum_of_its_lines(lines):
    expected = Counter()
    for account, aux, cents in lines:
        expected[account, aux] += cents
    amounts = np.array([cents for _, _, cents in lines], float) / 100
    made = pd.DataFrame(
        {
            "account": [account for account, _, _ in lines],
            "customer_id": [aux for _, aux, _ in lines],
            "debit": np.where(amounts > 0, amounts, 0),
            "credit": np.where(amounts < 0, -amounts, 0),
        }
    )
    book = trial_balance(made)
    aux = np.append(book.auxiliaries, "")[book.auxiliary]
    assert dict(zip(zip(book.accounts[book.account], aux, strict=True), book.closing.tolist(), strict=True)) == expected
