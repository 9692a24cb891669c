"""Lines of the balance sheet and income statement that other systems place or sign wrongly (`statements.csv`).

Accounts are written account[:auxiliary]=balance, a debit positive; the bank evens them out. Cells are those of the
forms 2050 to 2053.
"""

from datetime import date
from types import SimpleNamespace

import pandas as pd

from cashkit.accounts.own_accounts import accounts_of
from tests.reference.published import cases, check


def books(told, year):
    """Return the annual accounts of closing balances, all posted in one entry."""
    pairs = [pair.split("=") for pair in told.split()]
    balances = [(name, float(amount)) for name, amount in pairs]
    balances.append(("512999", -sum(amount for _, amount in balances)))
    rows = [
        {
            "journal_code": "OD", "journal_label": "Opérations diverses", "entry_id": "1", "account_label": "",
            "posting_date": pd.Timestamp(year, 6, 30), "account": name.partition(":")[0],
            "customer_id": name.partition(":")[2] or None, "debit": max(amount, 0.0), "credit": max(-amount, 0.0),
        }
        for name, amount in balances
    ]  # fmt: skip
    return accounts_of(
        SimpleNamespace(
            entries=pd.DataFrame(rows),
            siren="552100554",
            opening_date=date(year, 1, 1),
            closing_date=date(year, 12, 31),
        )
    )


@cases("statements.csv")
def test_an_account_stands_on_its_line_with_its_sign(row):
    year = books(row["accounts"], int(row["year"]))
    check(row, year.value(row["cell"]))
    assert year.value("CO") == year.value("EE")
