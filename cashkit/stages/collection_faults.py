"""Faults of stage 7 that receipts show: settling nothing although the customer owes, of nobody, long in credit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cashkit.dossier.findings import Finding
from cashkit.dossier.table_columns import first_rows
from cashkit.ground.calendar import from_day
from cashkit.ground.money import cents, euros
from cashkit.stages.fault import SMALLEST, Fault

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.dossier.table_columns import TableColumns
    from cashkit.stages.situation import Situation

UNAPPLIED_DAYS = 30
IN_CREDIT_DAYS = 180
UNAPPLIED = Fault("receipt_unapplied", "payments", "cash_late")
UNIDENTIFIED = Fault("receipt_unidentified", "payments", "cash_late")
_NOBODY = ""
_SUSPENSE = "47"


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
    return UNAPPLIED.finding(key, row["customer_id"], [("payments", key, left)], params)


def receipts_unidentified(at: Situation) -> list[Finding]:
    """Return the receipts that nobody has attributed to a customer.

    They wait on a suspense account (47), or bear no customer and settle nothing in a table that has no accounts.
    """
    payments = at.table("payments")
    if payments is None:
        return []
    posted, left = payments.days("posted_on"), payments.cents("amount")
    cash = (payments.words("kind") == "payment") & (posted <= at.until) & (left > SMALLEST)
    rows = np.flatnonzero(cash & (payments.ids("customer_id") == _NOBODY))
    rows = rows[_waiting(at, payments, rows)]
    keys = payments.ids("payment_id")
    return [
        UNIDENTIFIED.finding(
            keys[row],
            None,
            [("payments", keys[row], left[row])],
            {"day": from_day(posted[row]), "days": int(at.until - posted[row])},
        )
        for row in rows
    ]


def _waiting(at: Situation, payments: TableColumns, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which of some payments are not known to stand on an account of customers, and settle nothing."""
    account, used = payments.words("account")[rows], at.table("allocations")
    suspended = np.array([one.startswith(_SUSPENSE) for one in account], bool)
    credits = np.empty(0, object) if used is None else used.ids("credit_id")
    unused = first_rows(credits, payments.ids("payment_id")[rows]) < 0
    return np.asarray(suspended | ((account == "") & unused), bool)


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
