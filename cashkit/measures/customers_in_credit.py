"""Customers in credit: those to whom the company owes money on its own customer accounts, and since when.

A customer is in credit since the day after which its balance was never zero or more again. On a FEC
that day is at the earliest the opening of the fiscal year: the real one may be older.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-01-10", "amount": 100.0})
>>> payments = pd.DataFrame({"payment_id": ["P1", "P2"], "customer_id": "C1",
...     "payment_date": ["2025-02-01", "2025-03-01"], "amount": [100.0, 30.0]})
>>> dossier = Dossier.of(name="case", invoices=invoices, payments=payments)
>>> customers_in_credit(dossier, as_of="2025-03-31").to_dict("records")
[{'customer_id': 'C1', 'balance': -30.0, 'since': Timestamp('2025-03-01 00:00:00'), 'days': 30}]

Units: euros with VAT, days. Tables that stay on an engine (DuckDB, Spark) are not read row by row: `since` and
`days` are missing there.
Errors: `ArgumentError` for what is no date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.bookkept import as_dates
from cashkit.ground.calendar import as_date, day_number
from cashkit.measures.aged_balance import aged_balance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.books import Books
    from cashkit.dossier.dossier import Dossier

_NOBODY = ""


def customers_in_credit(dossier: Dossier, *, as_of: object) -> pd.DataFrame:
    """Return the customers whose balance is below zero at a date: customer_id, balance, since, days (largest first)."""
    until = day_number(as_date(as_of))
    aged = aged_balance(dossier, as_of=as_of)
    owing = aged.loc[(aged["total"] < 0) & (aged.index != _NOBODY), "total"]
    frame = pd.DataFrame({"customer_id": owing.index.to_numpy(object), "balance": owing.to_numpy()})
    if dossier.books is None:
        unknown = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[s]")
        none = frame.assign(since=unknown, days=pd.Series(pd.NA, index=frame.index, dtype="Int64"))
        return none.sort_values("balance", kind="stable", ignore_index=True)
    since = _since(dossier.books, owing.index, until)
    frame = frame.assign(since=as_dates(since), days=until - since)
    return frame.sort_values("balance", kind="stable", ignore_index=True)


def _since(books: Books, owing: pd.Index, until: int) -> NDArray[np.int32]:
    """Return the day on which each of some customers went into credit for good."""
    codes = pd.Index(books.customers).get_indexer(owing)
    place = np.full(len(books.customers), -1, np.int64)
    place[codes] = np.arange(len(codes))
    items, received = books.items, books.credits
    who = place[np.concatenate([items.customer, received.customer])]
    when = np.concatenate([items.posted, received.posted])
    cents = np.concatenate([items.cents, -received.cents])
    keep = (who >= 0) & (when <= until)
    moves = pd.DataFrame({"who": who[keep], "when": when[keep], "cents": cents[keep]})
    daily = moves.groupby(["who", "when"], sort=True)["cents"].sum()
    balance = daily.groupby(level="who").cumsum().reset_index()
    whole = balance[balance["cents"] >= 0].groupby("who")["when"].max()
    after = balance["who"].map(whole).fillna(np.iinfo(np.int32).min)
    first = balance[balance["when"] > after].groupby("who")["when"].min()
    return np.asarray(first.reindex(range(len(codes))).to_numpy(), np.int32)
