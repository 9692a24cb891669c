"""Unapplied credits: money received and credit notes that settle no invoice yet.

They are in the balance of the customer accounts, below zero, and in no bucket of the aged balance: as long
as they stand there, invoices that may be paid look overdue. Matching them comes before chasing.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-11-10", "amount": 100.0})
>>> payments = pd.DataFrame({"payment_id": ["P1"], "customer_id": "C1", "payment_date": "2025-11-01", "amount": [30.0]})
>>> dossier = Dossier.of(name="case", invoices=invoices, payments=payments)
>>> unapplied_credits(dossier, as_of="2025-11-30").iloc[0][["id", "unused", "age", "customer_owes"]].to_dict()
{'id': 'P1', 'unused': 30.0, 'age': 29, 'customer_owes': 100.0}

Units: euros with VAT (above zero), days since the date of the credit.
Errors: `ArgumentError` for what is no date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import as_date
from cashkit.ground.money import whole_cents
from cashkit.measures.facts import names_of
from cashkit.measures.open_items import open_items

if TYPE_CHECKING:
    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import View

COLUMNS = ("table", "id", "customer_id", "name", "kind", "issue_date", "age", "unused", "unused_cents", "customer_owes")


def unapplied_credits(dossier: Dossier, *, as_of: object, view: View | None = None) -> pd.DataFrame:
    """Return one row for each credit with anything unused, the largest first (columns: `COLUMNS`).

    `customer_owes` is what the same customer's open invoices come to at that date.
    """
    day = as_date(as_of)
    opened = open_items(dossier, as_of=day, view=view)
    cents = whole_cents(opened["open_amount"])[0]
    owed = pd.Series(np.maximum(cents, 0)).groupby(opened["customer_id"].to_numpy()).sum()
    rows = opened[cents < 0].assign(unused_cents=-cents[cents < 0])
    rows = rows.assign(
        unused=rows["unused_cents"] / 100,
        age=(pd.Timestamp(day) - rows["issue_date"]).dt.days,
        customer_owes=rows["customer_id"].map(owed).fillna(0).astype("int64") / 100,
        name=names_of(dossier, rows["customer_id"]),
    )
    order = np.lexsort((np.arange(len(rows)), -rows["unused_cents"].to_numpy()))
    return rows.iloc[order][list(COLUMNS)].reset_index(drop=True)
