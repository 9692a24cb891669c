"""Limitation of what customers owe: whose term it is, and from which day the term of each item counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import first_rows
from cashkit.measures.customer_facts import as_text

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.law.limitation import Debtor
    from cashkit.stages.situation import Situation

_CONSUMER = ("consumer", "private")


def debtors(at: Situation, customers: pd.Series) -> list[Debtor]:
    """Return what each debtor is by its kind or segment: a merchant where nothing says otherwise."""
    public = at.facts.is_public(customers)
    kind, segment = at.facts.words("kind", customers), at.facts.words("segment", customers)
    private = np.isin(kind, _CONSUMER) | ((kind == "") & np.isin(segment, _CONSUMER))
    return [
        "public" if one else "consumer" if other else "merchant" for one, other in zip(public, private, strict=True)
    ]


def starts(at: Situation, rows: pd.DataFrame) -> NDArray[np.int64]:
    """Return the day from which the term of each item counts: its due date, or the last act that interrupted it."""
    due = rows["due_date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    invoices = at.table("invoices")
    if invoices is None or not invoices.has("interrupted_on"):
        return due
    row = first_rows(invoices.ids("invoice_id"), as_text(rows["id"]))
    acted = np.append(invoices.days("interrupted_on"), NO_DAY)[row].astype(np.int64)
    return np.where((acted != NO_DAY) & (acted <= at.until), np.maximum(due, acted), due)
