"""Real due dates: the share of what is owed whose due date somebody wrote, against one that was only computed.

`file` (the source itself) and `erp` (a file of due dates beside it) are real; `terms` (a customer's payment terms)
and `default` (the same terms for all) are computed from the invoice's date, `bucket` from the bucket of an aged
balance. What is owed is every invoice row above
zero with anything open at a date; credits and payments have no due date.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> rows = [("F1", "2025-12-15", 300.0), ("F2", None, 100.0), ("A1", None, -50.0)]
>>> invoices = pd.DataFrame(rows, columns=["invoice_id", "due_date", "amount"]).assign(
...     customer_id="C1", kind="invoice", issue_date="2025-11-15")
>>> dossier = Dossier.of(name="case", invoices=invoices)
>>> open_by_source(dossier, as_of="2025-12-31", view="strict")
{'file': 30000, 'erp': 0, 'terms': 0, 'default': 10000, 'bucket': 0}
>>> real_due_date_share(dossier, as_of="2025-11-30", view="strict")
0.75

Formula: open cents with a real due date divided by open cents.
Units: whole cents with VAT; a share is a fraction.
Errors: None where nothing is open, or where the tables stay on an engine (DuckDB, Spark), which keep no such source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.tables import DUE_DATE_SOURCES
from cashkit.ground.calendar import as_date, day_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cashkit.dossier.books import Books
    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.arrays import Int64
    from cashkit.dossier.engine.interface import View

REAL = ("file", "erp")


def real_due_date_share(dossier: Dossier, *, as_of: object, view: View | None = None) -> float | None:
    """Return the share of the open amount that has a real due date at a date."""
    cents = open_by_source(dossier, as_of=as_of, view=view)
    return None if cents is None else real_share(cents)


def real_share(cents: Mapping[str, int]) -> float | None:
    """Return the share of real due dates in the open cents by source; None when nothing is open.

    >>> real_share({"file": 100, "erp": 200, "terms": 50, "default": 50}), real_share({"file": 0})
    (0.75, None)
    """
    total = sum(cents.values())
    return sum(cents.get(name, 0) for name in REAL) / total if total else None


def open_by_source(dossier: Dossier, *, as_of: object, view: View | None = None) -> Mapping[str, int] | None:
    """Return the open cents of what is owed at a date by source of the due date; None where sources are not known."""
    books, table = dossier.books, dossier.table("invoices") if dossier.books is not None else None
    if books is None or table is None:
        return None
    left = _owed(dossier, books, day_number(as_date(as_of)), view)[: len(table)]
    sources = table["due_date_source"].to_numpy()
    return {name: int(left[sources == name].sum()) for name in DUE_DATE_SOURCES}


def _owed(dossier: Dossier, books: Books, until: int, view: View | None) -> Int64:
    """Return what is left of each item above zero on a day, 0 where nothing is."""
    rows, when = dossier.engine.allocated(view or dossier.engine.views[0])  # type: ignore[attr-defined]  # books: arrays
    left = books.open_items(rows.rows.where(when <= until))
    known = (books.items.posted <= until) & (books.items.cents > 0)
    return np.where(known & (left > 0), left, 0).astype(np.int64)
