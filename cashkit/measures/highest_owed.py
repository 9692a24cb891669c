"""Highest owed: the most that each customer owed at the end of a day over the last months, and on which day.

It is the credit line that a customer really used, whatever was agreed: what its account came to, bills (413) and
doubtful items (416) included, less what it had paid and not matched.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> rows = [("F1", "2025-03-01", 700.0), ("F2", "2025-05-01", 600.0)]
>>> invoices = pd.DataFrame(rows, columns=["invoice_id", "issue_date", "amount"]).assign(
...     customer_id="C1", kind="invoice")
>>> payments = pd.DataFrame({"payment_id": ["P1"], "customer_id": "C1",
...     "payment_date": "2025-05-10", "amount": [700.0]})
>>> dossier = Dossier.of(name="case", invoices=invoices, payments=payments)
>>> highest_owed(dossier, as_of="2025-12-31").astype({"on": str}).values.tolist()
[['C1', 130000, '2025-05-01']]

Units: whole cents, days. Of equal amounts the first day is told. Who never owed anything has no row.
Errors: `ArgumentError` for what is no date or no number of months; `NotAvailableError` on an engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.bookkept import as_dates
from cashkit.ground.calendar import as_date, day_number
from cashkit.ground.errors import NotAvailableError
from cashkit.measures.arguments import whole
from cashkit.measures.invoiced import months_before
from cashkit.measures.running_balance import RunningBalance

if TYPE_CHECKING:
    from cashkit.dossier.books import Books
    from cashkit.dossier.dossier import Dossier

COLUMNS = ("customer_id", "highest_cents", "on")


def highest_owed(dossier: Dossier, *, as_of: object, months: int = 12) -> pd.DataFrame:
    """Return the highest balance of each customer over the months up to a date, with its day (columns: `COLUMNS`)."""
    day, length, books = as_date(as_of), whole("months", months), dossier.books
    if books is None:
        raise NotAvailableError("measures.needs_memory")
    moves = _moves(books)
    first = day_number(months_before(day, length))
    inside = moves[(moves["day"] > first) & (moves["day"] <= day_number(day))][["owner", "day"]].drop_duplicates()
    asked = pd.concat([pd.DataFrame({"owner": moves["owner"].unique(), "day": first}), inside])
    running = RunningBalance.of(*(moves[name].to_numpy(np.int64) for name in ("owner", "day", "cents")))
    asked = asked.assign(cents=running.at(asked["owner"].to_numpy(np.int64), asked["day"].to_numpy(np.int64)))
    asked = asked[asked["cents"] > 0].sort_values(["owner", "cents", "day"], ascending=[True, False, True])
    top = asked.drop_duplicates("owner")
    on = as_dates(top["day"].to_numpy(np.int32))
    told = {"customer_id": books.customers[top["owner"].to_numpy()], "highest_cents": top["cents"].to_numpy(), "on": on}
    return pd.DataFrame(told, columns=list(COLUMNS))


def _moves(books: Books) -> pd.DataFrame:
    """Return what moves each customer's account: owner, day, cents (payments below zero)."""
    items, credits = books.items, books.credits
    return pd.DataFrame(
        {
            "owner": np.concatenate([items.customer, credits.customer]).astype(np.int64),
            "day": np.concatenate([items.posted, credits.posted]).astype(np.int64),
            "cents": np.concatenate([items.cents, -credits.cents]),
        }
    )
