"""An aged balance: what each customer owes by days late, one item a bucket.

Each item is due on its bucket's first day late, so that the aged balance at its own date is the one that was printed.
A month is that of the due dates, or of the invoices: the ledger does not say which, a person does.

>>> body = Body({"customer_id": ["C1"], "not_due": [10.0], "1-30": [5.0]}, [2])
>>> aged(body, Read.of({"not_due": [10.0], "1-30": [5.0]}), date(2025, 12, 31), "")[
...     ["invoice_id", "due_date", "amount"]].astype(str).values.tolist()
[['C1 not_due', '2025-12-31', '10.0'], ['C1 1-30', '2025-12-30', '5.0']]

Units: euros with two decimals, VAT included; a credit stands apart, as what it is.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.readers.spreadsheet.body import Body  # noqa: TC001  (the doctest makes one)
from cashkit.readers.spreadsheet.buckets import first_day, is_bucket, last_day
from cashkit.readers.spreadsheet.items import Read, customer_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEWEST = 2
_BEYOND_120 = 121


def is_aged(body: Body) -> bool:
    """Tell whether a ledger is an aged balance by customer, without invoices."""
    items = {"invoice_id", "entry_id"} & set(body.cells)
    return not items and len(buckets(body)) >= _FEWEST


def buckets(body: Body) -> list[str]:
    """Return the buckets that a ledger has."""
    return [name for name in body.cells if is_bucket(name)]


def by_month(body: Body) -> bool:
    """Tell whether the buckets of a ledger are months."""
    return any(name.startswith("month:") for name in body.cells)


def aged(body: Body, read: Read, as_of: date, months: str) -> pd.DataFrame:
    """Return one item for each bucket of each customer; `months` says what months are of: due_date or issue_date."""
    who = np.array(customer_ids(body), object)
    named = [name for name in read.cents if is_bucket(name)]
    days = _days(named, as_of) if by_month(body) else {name: _due(name, named, as_of) for name in named}
    parts = []
    for name, day in days.items():
        cents = -read.cents[name] if read.reversed else read.cents[name]
        part = pd.DataFrame({"customer_id": who, "amount": cents / 100, "bucket": name, "on": day.isoformat()})
        if "currency" in body.cells:
            part["currency"] = body.cells["currency"]
        parts.append(part[part["amount"] != 0])
    rows = pd.concat(parts, ignore_index=True)
    rows["invoice_id"] = numbered(rows["customer_id"] + " " + rows["bucket"])
    rows["kind"] = "opening"
    return _dated(rows, months, as_of).drop(columns=["bucket", "on"])


def _dated(rows: pd.DataFrame, months: str, as_of: date) -> pd.DataFrame:
    """Give items their dates; each is there at the date of the balance, whatever its month.

    A credit is there before all debts: what it settles is not told, and no rule is to guess it.
    """
    there = rows["on"].where(rows["on"] <= as_of.isoformat(), as_of.isoformat())
    if len(rows):
        before = date.fromisoformat(there.min()) - timedelta(days=1)
        there = there.where(rows["amount"] > 0, before.isoformat())
    dated = rows.assign(issue_date=there, posted_on=there)
    return dated if months == "issue_date" else dated.assign(due_date=rows["on"], due_date_source="bucket")


def numbered(names: pd.Series[str]) -> pd.Series[str]:
    """Return names that are told several times with their rank: the second is `name (2)`."""
    rank = names.groupby(names).cumcount()
    return names.where(rank == 0, names + " (" + (rank + 1).astype(str) + ")")


def _due(name: str, named: Sequence[str], as_of: date) -> date:
    late = _BEYOND_120 if name == "over" and "91-120" in named else first_day(name) or 0
    return as_of - timedelta(days=late)


def _days(named: Sequence[str], as_of: date) -> dict[str, date]:
    """Return the last day of each month; what is before the first month, or after the last, is of the day beside it."""
    months = {name: last_day(name) for name in named if name.startswith("month:")}
    before = min(months.values()).replace(day=1) - timedelta(days=1)
    after = max(*months.values(), as_of) + timedelta(days=1)
    return {name: months.get(name, before if name == "over" else after) for name in named}
