"""Faults of stage 7 that returned payments and discounts show: returned and left there, taken without a right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import first_rows
from cashkit.ground.calendar import from_day
from cashkit.stages.fault import SMALLEST, Fault

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from numpy.typing import NDArray

    from cashkit.dossier.findings import Finding
    from cashkit.dossier.table_columns import TableColumns
    from cashkit.stages.situation import Situation

    Ints = NDArray[np.int64]

RETURNED_DAYS = 15
NOT_RETRIED = Fault("debit_return_not_retried", "payments", "loss")
NOT_REVERSED = Fault("bill_return_not_reversed", "payments", "loss")
UNDULY = Fault("discount_taken_unduly", "payments", "loss")
_SIDE = ["customer", "cents"]


def returns_not_retried(at: Situation) -> list[Finding]:
    """Return the payments returned more than 15 days ago whose debt is still open in full, and of which nothing came.

    Nothing came: no payment of the customer and no reminder is known since.
    """
    back = _returned(at, "payment", RETURNED_DAYS + 1)
    if back.empty:
        return []
    rejects = _rejects(at).rename(columns={"posted": "returned"})
    left = back.merge(rejects, on=[*_SIDE, "returned"]).drop_duplicates("payment_id")
    left = left[left["open_cents"] == left["cents"]]
    left = left[~at.follow_up.since(left["customer"], left["returned"].to_numpy(), what=("reminded", "paid"))]
    return _told(at, NOT_RETRIED, left)


def bills_not_reversed(at: Situation) -> list[Finding]:
    """Return the bills that came back unpaid 15 days ago or more, and that the books still hold as not due."""
    back = _returned(at, "bill", RETURNED_DAYS)
    if back.empty:
        return []
    pairs = back.merge(_rejects(at), on=_SIDE)
    reversed_ = pairs.loc[pairs["posted"] >= pairs["returned"], "payment_id"]
    left = back[~back["payment_id"].isin(reversed_)]
    bills = at.opened[(at.opened["kind"] == "bill") & (at.opened["cents"] > 0)]
    held = pd.DataFrame({"customer": bills["customer"], "cents": bills["cents"], "invoice_id": bills["id"].astype(str)})
    left = left.merge(held.drop_duplicates(_SIDE), on=_SIDE, how="left")
    return _told(at, NOT_REVERSED, left)


def _returned(at: Situation, kind: str, days: int) -> pd.DataFrame:
    """Return the payments of a kind that came back that many days ago or more."""
    payments = at.table("payments")
    columns = ["payment_id", "customer", "cents", "returned"]
    if payments is None or not payments.has("returned_on"):
        return pd.DataFrame(columns=columns)
    returned = payments.days("returned_on").astype(np.int64)
    rows = (payments.words("kind") == kind) & (returned != NO_DAY) & (returned <= at.until - days)
    told = (payments.ids("payment_id"), payments.ids("customer_id"), payments.cents("amount"), returned)
    return pd.DataFrame({name: column[rows] for name, column in zip(columns, told, strict=True)})


def _rejects(at: Situation) -> pd.DataFrame:
    """Return the debts that returned payments made again: invoice_id, customer, cents, posted, open_cents."""
    invoices = at.table("invoices")
    if invoices is None:
        return pd.DataFrame(columns=["invoice_id", *_SIDE, "posted", "open_cents"])
    rows = (invoices.words("kind") == "reject") & (invoices.days("posted_on") <= at.until)
    ids = invoices.ids("invoice_id")[rows]
    return pd.DataFrame(
        {
            "invoice_id": ids,
            "customer": invoices.ids("customer_id")[rows],
            "cents": invoices.cents("amount")[rows],
            "posted": invoices.days("posted_on")[rows].astype(np.int64),
            "open_cents": at.open_of(ids),
        }
    )


def _told(at: Situation, fault: Fault, rows: pd.DataFrame) -> list[Finding]:
    names = at.names(rows["customer"])
    return [
        fault.finding(
            row["payment_id"],
            row["customer"],
            [_item(row)],
            {"name": name, "day": from_day(row["returned"]), "days": int(at.until - row["returned"])},
        )
        for row, name in zip(rows.to_dict("records"), names, strict=True)
    ]


def _item(row: Mapping[Hashable, Any]) -> tuple[str, str, int]:
    """Return the debt that a returned payment left open, else the payment itself."""
    known = isinstance(row["invoice_id"], str)
    return ("invoices" if known else "payments", row["invoice_id"] if known else row["payment_id"], row["cents"])


def discounts_taken_unduly(at: Situation) -> list[Finding]:
    """Return the discounts of the year taken by customers who have none, or after the days that theirs gives."""
    payments = at.table("payments")
    if payments is None or not at.facts.has("discount_rate"):
        return []
    day, amount, customers = payments.days("payment_date"), payments.cents("amount"), payments.ids("customer_id")
    rows = np.flatnonzero(
        (payments.words("kind") == "discount")
        & (payments.days("posted_on") <= at.until)
        & (payments.days("posted_on") > at.year_before)
        & (amount > SMALLEST)
        & (customers != "")
    )
    rate = np.nan_to_num(at.facts.numbers("discount_rate", customers[rows]))
    late = _late(at, payments, rows)
    unduly = (rate <= 0) | (late > 0)
    rows = rows[unduly]
    keys, names = payments.ids("payment_id"), at.names(customers[rows])
    return [
        UNDULY.finding(
            keys[row],
            customers[row],
            [("payments", keys[row], amount[row])],
            {"name": name, "day": from_day(day[row]), "rate": float(offered), "days": int(over)} | _why(offered),
        )
        for row, name, offered, over in zip(rows, names, rate[unduly], late[unduly], strict=True)
    ]


def _why(offered: float) -> dict[str, object]:
    """Return the words of what makes a discount undue: none is agreed, or its last day had passed."""
    return {"why": "stages.discount_after_term" if offered > 0 else "stages.discount_not_agreed"}


def _late(at: Situation, payments: TableColumns, rows: Ints) -> Ints:
    """Return how many days after the discount's last day each was taken; 0 where the day is not known."""
    used, invoices = at.table("allocations"), at.table("invoices")
    days = at.facts.numbers("discount_days", payments.ids("customer_id")[rows])
    late = np.zeros(len(rows), np.int64)
    if used is None or invoices is None or not len(rows):
        return late
    place = first_rows(payments.ids("payment_id")[rows], used.ids("credit_id"))
    kept = np.flatnonzero(place >= 0)
    item = first_rows(invoices.ids("invoice_id"), used.ids("invoice_id")[kept])
    kept, item = kept[item >= 0], item[item >= 0]
    place = place[kept]
    over = payments.days("payment_date")[rows][place] - invoices.days("issue_date")[item] - days[place]
    np.maximum.at(late, place, np.nan_to_num(over, nan=0.0).astype(np.int64))
    return late
