"""Faults of stage 7: receipts that settle nothing although the customer owes, customers long in credit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cashkit.dossier.findings import Finding
from cashkit.ground.money import cents, euros

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import pandas as pd

UNAPPLIED_DAYS = 30
IN_CREDIT_DAYS = 180
SMALLEST = 500
"""Cents: below 5 € nobody is asked to do anything."""
_NOBODY = ""


def receipts_unapplied(unapplied: pd.DataFrame) -> list[Finding]:
    """Return the receipts of more than 30 days ago that settle nothing while their customer has open invoices.

    Deposits, transfers between accounts and credit notes are no receipts; what is left of 5 € or less is a
    tolerance.
    """
    cash = unapplied[
        (unapplied["table"] == "payments")
        & (unapplied["kind"] == "payment")
        & (unapplied["age"] > UNAPPLIED_DAYS)
        & (unapplied["unused_cents"] > SMALLEST)
        & (unapplied["customer_owes"] > 0)
        & (unapplied["customer_id"] != _NOBODY)
    ]
    return [_receipt(row) for row in cash.to_dict("records")]


def _receipt(row: Mapping[Hashable, Any]) -> Finding:
    key, left = str(row["id"]), int(str(row["unused_cents"]))
    params = {"name": row["name"], "days": row["age"], "day": row["issue_date"], "owes": row["customer_owes"]}
    items = (("payments", key, left),)
    customer = str(row["customer_id"])
    return Finding("receipt_unapplied", "warning", "payments", key, customer, "cash_late", euros(left), items, params)


def credit_balances_old(in_credit: pd.DataFrame, unapplied: pd.DataFrame) -> list[Finding]:
    """Return the customers to whom more than 5 € has been owed for more than 180 days without a break."""
    old = in_credit[in_credit["days"].fillna(0) > IN_CREDIT_DAYS]
    rows = [(row, cents(-float(str(row["balance"])))) for row in old.to_dict("records")]
    return [_balance(row, owed, unapplied) for row, owed in rows if owed > SMALLEST]


def _balance(row: Mapping[Hashable, Any], owed: int, unapplied: pd.DataFrame) -> Finding:
    customer = str(row["customer_id"])
    mine = unapplied[unapplied["customer_id"] == row["customer_id"]]
    items, rest = [], owed
    for one in mine.to_dict("records"):
        taken = min(rest, int(one["unused_cents"]))
        if taken:
            items.append((str(one["table"]), str(one["id"]), taken))
        rest -= taken
    name = mine["name"].iloc[0] if len(mine) else customer
    params = {"name": name, "since": row["since"], "days": row["days"]}
    return Finding(
        "credit_balance_old", "warning", "customers", customer, customer, "exposure", euros(owed), tuple(items), params
    )
