"""Sums by customer: what each owes at a date, and what it was invoiced in a window.

>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1", "F2", "A1"], "customer_id": ["C1", "C1", "C2"],
...     "kind": ["invoice", "invoice", "credit_note"], "issue_date": ["2024-05-02", "2025-12-01", "2025-12-31"],
...     "amount": [100.0, 50.0, -30.0]})
>>> dossier = Dossier.of(name="case", invoices=invoices)
>>> owed_by_customer(open_items(dossier, as_of="2025-12-31")).to_dict()
{'C1': 15000, 'C2': 0}
>>> invoiced_by_customer(dossier, since="2024-12-31", until="2025-12-31").to_dict()
{'C1': 5000, 'C2': -3000}

What is owed is open items less the credits that settle none of them, never below zero. Invoiced are
invoices less credit notes by their date of issue, after the first day and up to the last, as posted by then.
Units: whole cents, VAT included; the index is the customers' codes as text.
Errors: `ArgumentError` for what is no date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.engine.interface import Label, Query, Span
from cashkit.ground.calendar import as_date, day_number
from cashkit.ground.money import whole_cents
from cashkit.measures.as_of import resolved_view
from cashkit.measures.invoiced import INVOICED_CODES
from cashkit.measures.open_items import open_items

if TYPE_CHECKING:
    from cashkit.dossier.dossier import Dossier

__all__ = ["invoiced_by_customer", "open_items", "owed_by_customer"]


def owed_by_customer(opened: pd.DataFrame) -> pd.Series:
    """Return what each customer owes, of the open items at a date."""
    cents = pd.Series(whole_cents(opened["open_amount"])[0])
    return cents.groupby(opened["customer_id"].to_numpy(object)).sum().clip(lower=0).rename(index=str)


def invoiced_by_customer(dossier: Dossier, *, since: object, until: object) -> pd.Series:
    """Return what each customer was invoiced after a day and up to another."""
    first, last = day_number(as_date(since)), day_number(as_date(until))
    keys = (Label("customer"), Label("kind"), Span("issue", last))
    cells = dossier.engine.cells(Query("items", keys, last, resolved_view(dossier, None)))
    customer, kind, age = cells.keys
    hit = np.isin(kind, INVOICED_CODES) & (age >= 0) & (age < last - first)
    labels = dossier.engine.labels("customer")
    sums = pd.Series(cells.cents[hit]).groupby(customer[hit]).sum()
    return sums.set_axis([str(labels[code]) for code in sums.index])
