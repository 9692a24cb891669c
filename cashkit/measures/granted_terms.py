"""Granted terms: how long the customers' accounts let them take, against the latest lawful due date.

Each account's terms are counted from the days on which its customer was invoiced in the window, each invoice
for its amount (from all its invoices where the window holds none): `days` is how long they give, `beyond_share`
the share of the amount that falls due later than every reading of the law allows, `extra_days` by how much on
average, lawful ones counted as nil.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> from cashkit.measures.customer_file import customer_file
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-12-10", "amount": 100.0})
>>> customers = pd.DataFrame({"customer_id": ["C1"], "name": "Un", "payment_terms": "60 EOM"})
>>> dossier = Dossier.of(name="case", invoices=invoices, customers=customers)
>>> granted = granted_terms(dossier, customer_file(dossier), since="2024-12-31", until="2025-12-31")
>>> granted.iloc[0].to_dict()  # due on 28 February; lawful until 14 February
{'terms': '60 EOM', 'days': 80.0, 'beyond_share': 1.0, 'extra_days': 14.0}

Units: days; shares of amounts. Nothing is known (NaN) of terms that nobody can read, or without an invoice.
Errors: `ArgumentError` for what is no date.
Source: C. com. L441-10 I (see `law.latest_due_date`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.table_columns import first_rows
from cashkit.dossier.tables import INVOICE_KINDS
from cashkit.ground.calendar import as_date, day_number
from cashkit.ground.errors import ArgumentError
from cashkit.law.latest_due_date import NO_CAP, latest_due_days
from cashkit.law.payment_terms import due_days, parse_terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.law.payment_terms import Terms
    from cashkit.measures.customer_file import CustomerFile

    Int64 = NDArray[np.int64]

PREPAID = "prepaid"


def granted_terms(dossier: Dossier, file: CustomerFile, *, since: object, until: object) -> pd.DataFrame:
    """Return terms, days, beyond_share and extra_days, row by row of the customer file."""
    terms = file.written("payment_terms")
    told = pd.DataFrame({"terms": terms})
    if not isinstance(dossier.engine, Arrays):
        return told.assign(days=np.nan, beyond_share=np.nan, extra_days=np.nan)
    customer, issue, cents = _invoices(dossier.engine, file, day_number(as_date(since)), day_number(as_date(until)))
    known, days, extra = _granted(terms[customer], issue)
    factors = {"days": days, "beyond_share": (extra > 0).astype(np.int64), "extra_days": extra}
    products = pd.DataFrame({"amount": cents} | {name: cents * factor for name, factor in factors.items()})
    sums = products[known].groupby(customer[known]).sum().reindex(told.index)
    return told.assign(**{name: sums[name] / sums["amount"] for name in factors})


def readable(terms: str) -> Terms | None:
    """Return terms as they are counted, None for blank ones and those that nobody can read.

    >>> str(readable("45 jours fin de mois")), str(readable("prepaid")), readable("selon accord"), readable("")
    ('45 EOM', '0', None, None)
    """
    if not terms:
        return None
    try:
        return parse_terms("0" if terms.lower() == PREPAID else terms)
    except ArgumentError:
        return None


def _invoices(engine: Arrays, file: CustomerFile, since: int, until: int) -> tuple[Int64, NDArray[np.int32], Int64]:
    """Return customer (row of the file), issue day and cents of the invoices that a customer's terms are seen by."""
    items = engine.books.items
    owner = first_rows(file.ids, engine.books.customers.astype(str).astype(object))
    kept = (items.kind == INVOICE_KINDS.index("invoice")) & (items.cents > 0) & (items.posted <= until)
    kept &= (items.issue != NO_DAY) & (owner[items.customer] >= 0)
    recent = kept & (items.issue > since) & (items.issue <= until)
    seen = np.zeros(len(owner), bool)
    seen[items.customer[recent]] = True
    rows = recent | (kept & ~seen[items.customer])
    return owner[items.customer[rows]], items.issue[rows], items.cents[rows]


def _granted(
    terms: NDArray[np.object_], issue: NDArray[np.int32]
) -> tuple[NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]]:
    """Return whether the terms can be read, the days that they give, and the days beyond the law, of each invoice."""
    days, known = np.zeros(len(issue), np.int64), np.zeros(len(issue), bool)
    codes, texts = pd.factorize(terms)
    for code, text in enumerate(texts):
        read = readable(text)
        if read is not None:
            rows = codes == code
            days[rows], known[rows] = due_days(issue[rows], read) - issue[rows], True
    latest = latest_due_days(issue)
    lawful = np.where(latest == NO_CAP, days, latest.astype(np.int64) - issue)
    return known, days, np.maximum(days - lawful, 0)
