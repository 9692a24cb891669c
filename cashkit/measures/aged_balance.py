"""Aged balance: what each customer owes at a date, by how late it is, to the cent.

Days late = `as_of` minus the due date; 0 on the due date itself is not late. Buckets follow art.
D441-6 of the Code de commerce: not due, 1-30, 31-60, 61-90, 91 days and more. Credits that settle
nothing yet (payments on account, unmatched credit notes) stand in `unapplied`, below zero, and
are never netted into the buckets. `total` is the balance of the customer accounts at that date.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.engine.interface import EDGES, Bucket, Label, Query
from cashkit.ground.calendar import as_date, day_number
from cashkit.ground.errors import ArgumentError
from cashkit.measures.as_of import resolved_view, warn_outside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import Engine, View

_OWED, _CREDITED = 0, 1


def bucket_names(edges: Sequence[int] = EDGES) -> list[str]:
    """Return the columns of an aged balance.

    >>> bucket_names()
    ['not_due', '1-30', '31-60', '61-90', '91+']
    """
    lower = [1, *(edge + 1 for edge in edges)]
    return ["not_due", *(f"{low}-{high}" for low, high in zip(lower, edges, strict=False)), f"{lower[-1]}+"]


def aged_balance(
    dossier: Dossier,
    *,
    as_of: object,
    by: str | None = "customer_id",
    edges: Sequence[int] = EDGES,
    view: View | None = None,
) -> pd.DataFrame:
    """Return the aged balance at a date: one row per key with anything open, in euros with VAT.

    `by` is customer_id, another column of `customers` (segment, group_id ...), or None for the
    whole portfolio in one row. `view` "matched" counts every settlement found, "strict" only those that
    somebody matched. Columns: not_due, 1-30, 31-60, 61-90, 91+, unapplied, total.
    """
    day, edges = as_date(as_of), _checked(edges)
    warn_outside(dossier, day)
    cells = aged_cents(dossier.engine, day_number(day), edges, resolved_view(dossier, view))
    labels = np.asarray(dossier.engine.labels("customer"))
    rows = np.flatnonzero(cells.any(axis=1))
    keys, cents = _keyed(dossier, labels[rows], cells[rows], by)
    frame = pd.DataFrame(cents / 100, index=keys, columns=[*bucket_names(edges), "unapplied"])
    frame["total"] = cents.sum(axis=1) / 100
    return frame


def aged_cents(engine: Engine, until: int, edges: tuple[int, ...], view: View) -> NDArray[np.int64]:
    """Return cents by customer code (rows) and bucket, unapplied last (columns)."""
    bucket, unapplied = Bucket(until, edges), len(edges) + 2
    items = engine.cells(Query("items", (Label("customer"), Label("sign"), bucket), until, view))
    settled = engine.cells(Query("allocations", (Label("customer"), bucket), until, view))
    used = engine.cells(Query("allocations", (Label("credit_customer"),), until, view))
    credits = engine.cells(Query("credits", (Label("customer"),), until, view))
    out = np.zeros((len(engine.labels("customer")), unapplied + 1), np.int64)
    customer, sign, late = items.keys
    np.add.at(out, (customer, np.where(sign == _CREDITED, unapplied, late)), items.cents)
    np.subtract.at(out, (settled.keys[0], settled.keys[1]), settled.cents)
    np.add.at(out[:, unapplied], used.keys[0], used.cents)
    np.subtract.at(out[:, unapplied], credits.keys[0], credits.cents)
    return out


def _checked(edges: Sequence[int]) -> tuple[int, ...]:
    whole = tuple(int(edge) for edge in edges)
    rising = all(low < high for low, high in pairwise((0, *whole)))
    if not whole or not rising or list(whole) != list(edges):
        raise ArgumentError("measures.not_edges", value=str(tuple(edges)))
    return whole


def _keyed(
    dossier: Dossier, labels: NDArray[np.generic], cents: NDArray[np.int64], by: str | None
) -> tuple[pd.Index, NDArray[np.int64]]:
    """Return the rows by customer, or summed by another column of the customers."""
    if by is None:
        return pd.Index(["total"]), cents.sum(axis=0, keepdims=True)
    if by != "customer_id":
        labels = attribute(dossier, labels, by)
    codes, uniques = pd.factorize(labels, sort=True)
    out = np.zeros((len(uniques), cents.shape[1]), np.int64)
    np.add.at(out, codes, cents)
    return pd.Index(uniques, name=by), out


def attribute(dossier: Dossier, labels: NDArray[np.generic], by: str) -> NDArray[np.generic]:
    """Return a column of the customers for each customer code, "" where nothing is known."""
    customers = dossier.table("customers")
    if customers is None or by not in customers.columns:
        known = ", ".join(["customer_id", *(customers.columns if customers is not None else [])])
        raise ArgumentError("measures.not_a_key", value=by, known=known)
    ids = customers["customer_id"].astype(str)  # whole numbers in one table and text in another are the same ids
    lookup = customers.assign(customer_id=ids).drop_duplicates("customer_id").set_index("customer_id")[by]
    found = lookup.reindex([str(label) for label in labels]).astype(object)
    return found.where(found.notna(), "").to_numpy()
