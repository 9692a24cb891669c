"""Booked: the tables of the sample in whole cents, day numbers and customer codes, made once for all that follows.

>>> import pandas as pd
>>> tables = {"invoices": pd.DataFrame({"invoice_id": ["F1", "F2"], "customer_id": ["C2", "C1"], "kind": "invoice",
...     "issue_date": "2025-01-10", "amount": [120.0, 60.0]}),
...     "payments": pd.DataFrame({"payment_id": ["P1"], "customer_id": ["C2"], "payment_date": ["2025-02-09"],
...     "amount": [120.0]}),
...     "allocations": pd.DataFrame({"credit_id": ["P1"], "invoice_id": ["F1"], "amount": [120.0],
...     "allocated_on": ["2025-02-09"]})}
>>> booked = book(pd.DataFrame({"customer_id": ["C1", "C2"], "name": ["A", "B"]}), tables)
>>> booked.left("2025-02-08").tolist(), booked.left("2025-02-09").tolist()
([12000, 6000], [0, 6000])

Units: days since 1970, `NEVER` where there is none; whole cents. Customer -1 is nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from cashkit.ground.calendar import as_date, day_number
from cashkit.ground.money import whole_cents
from cashkit.sample.steps import NEVER, Steps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.ground.calendar import DateLike

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

SUSPENSE = "47"


@dataclass(frozen=True, eq=False)
class Booked:
    """Items are the rows of `invoices`, credits those of `payments`; allocations point at rows of both."""

    customers: pd.DataFrame
    items: pd.DataFrame  # customer, posted, issue, due, cents, and the row's own columns in `tables`
    payments: pd.DataFrame  # customer, posted, cents
    allocations: pd.DataFrame  # item, payment (-1: none), credit (an item of negative amount, -1: none), day, cents

    def left(self, day: DateLike) -> Whole:
        """Return what is open of each item at the end of a day; of a credit note, what it has not settled yet."""
        return self._left(self.items, day_number(as_date(day)), {"item": 1, "credit": -1})

    def unused(self, day: DateLike) -> Whole:
        """Return what each payment has not settled yet."""
        return self._left(self.payments, day_number(as_date(day)), {"payment": 1})

    def _left(self, rows: pd.DataFrame, day: int, sides: Mapping[str, int]) -> Whole:
        left = np.where(rows["posted"] <= day, rows["cents"], 0).astype(np.int64)
        made = self.allocations[self.allocations["day"] <= day]
        for side, sign in sides.items():
            told = made[made[side] >= 0]
            np.subtract.at(left, told[side].to_numpy(), sign * told["cents"].to_numpy())
        return left

    def of(self, customer_ids: list[str]) -> Whole:
        """Return the codes of some customers."""
        return positions(pd.Series(customer_ids, dtype="str"), self.customers["customer_id"])

    @property
    def balance(self) -> Steps:
        """The steps of each customer's account: what is owed less what is not applied yet."""
        made, items, paid = self.allocations, self.items, self.payments
        by_credit = np.where(
            made["payment"] >= 0,
            taken(paid["customer"], made["payment"]),
            taken(items["customer"], made["credit"]),
        )
        key = [items["customer"], paid["customer"], taken(items["customer"], made["item"]), by_credit]
        day = [items["posted"], paid["posted"], made["day"], made["day"]]
        cents = [items["cents"], -paid["cents"], -made["cents"], made["cents"]]
        steps = Steps(*(np.concatenate([np.asarray(part, np.int64) for part in parts]) for parts in (key, day, cents)))
        return steps.where(steps.key >= 0)


def book(customers: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> Booked:
    """Return the tables of receivables as numbers."""
    invoices, payments, made = tables["invoices"], tables["payments"], tables["allocations"]
    items = _rows(invoices, customers, "issue_date")
    items["due"] = days(invoices, "due_date")
    paid = _rows(payments, customers, "payment_date")
    paid.loc[told(payments, "account").str.startswith(SUSPENSE), "customer"] = -1
    payment = positions(made["credit_id"], payments["payment_id"])
    credit = np.where(payment >= 0, -1, positions(made["credit_id"], invoices["invoice_id"]))
    item = positions(made["invoice_id"], invoices["invoice_id"])
    facts = {"item": item, "payment": payment, "credit": credit, "day": days(made, "allocated_on")}
    allocations = pd.DataFrame({**facts, "cents": cents_of(made, "amount")})
    return Booked(customers, items, paid, allocations)


def _rows(table: pd.DataFrame, customers: pd.DataFrame, dated: str) -> pd.DataFrame:
    issued, posted = days(table, dated), days(table, "posted_on")
    who = positions(table["customer_id"], customers["customer_id"])
    posted = np.where(posted == NEVER, issued, posted)
    return pd.DataFrame({"customer": who, "posted": posted, "issue": issued, "cents": cents_of(table, "amount")})


def positions(values: pd.Series, among: pd.Series) -> Whole:
    """Return where each id stands in a column of ids, -1 where it does not."""
    found = pc.index_in(_text(values), value_set=_text(among))
    return np.asarray(pc.fill_null(found, -1).to_numpy(zero_copy_only=False), np.int64)


def _text(values: pd.Series) -> pa.Array:
    array = pa.array(values, type=pa.string(), from_pandas=True)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def taken(values: pd.Series | NDArray[Any], rows: pd.Series | Whole) -> Whole:
    """Return the values at some rows, -1 where the row is -1."""
    at = np.asarray(rows, np.int64)
    found = np.full(len(at), -1, np.int64)
    found[at >= 0] = np.asarray(values, np.int64)[at[at >= 0]]
    return found


def days(table: pd.DataFrame, column: str) -> Whole:
    """Return a column of dates as day numbers, `NEVER` where there is none."""
    if column not in table:
        return np.full(len(table), NEVER, np.int64)
    dates = pd.to_datetime(table[column]).to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(dates), NEVER, dates.astype(np.int64))


def cents_of(table: pd.DataFrame, column: str) -> Whole:
    """Return a column of euros as whole cents, 0 where there is none."""
    if column not in table:
        return np.zeros(len(table), np.int64)
    return whole_cents(pd.to_numeric(table[column]).fillna(0.0).to_numpy(float))[0]


def told(table: pd.DataFrame, column: str) -> pd.Series:
    """Return a column of text with blanks as ""."""
    if column not in table:
        return pd.Series("", index=table.index, dtype="str")
    return table[column].astype("str").fillna("")


def said(table: pd.DataFrame, column: str) -> Flags:
    """Return which flags of a column are true."""
    if column not in table:
        return np.zeros(len(table), bool)
    return np.asarray(table[column].astype("boolean").fillna(value=False), bool)
