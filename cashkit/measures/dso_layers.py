"""DSO layers: what the receivables of a date are made of, customer by customer, in parts that sum to the balance.

What is owed and not yet due is told in three layers: `terms` (what the terms granted would leave not due if sales came
evenly over the year), `season` (what recent sales add to that or take away), `early` (what was paid before it was due
and what no invoice of the year explains, below zero as a rule). What is due: `billing_delay` (late by fewer days than
the invoice took to leave), `disputes`, `lateness`. Apart: `doubtful` (416, and debts older than a judgment),
`retention`, `unapplied` (credits that settle nothing, below zero). What a factor or a bank paid for stands in the
layers as if it were still owed, and below zero in `financed`.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1", "F2"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": ["2025-01-01", "2025-12-11"], "due_date": ["2025-01-31", "2026-01-10"], "amount": [265.0, 100.0]})
>>> dossier = Dossier.of(name="case", invoices=invoices, closing_date="2025-12-31")
>>> layers = dso_layers(dossier, as_of="2025-12-31", view="matched")
>>> dict(zip(LAYERS, (layers.cents.sum(axis=0) / 100).round(2).tolist(), strict=True))["lateness"]
265.0
>>> (layers.cents.sum(axis=0) / 100).round(2).tolist()[:3]  # 30 days of 1 € a day; 70 more; nothing paid early
[30.0, 70.0, 0.0]

Units: cents with VAT (floats, for terms are a mean), days. None where a year of sales is not known or nothing was sold.
Errors: `ArgumentError` for what is no date; `NotAvailableError` for tables that stay on an engine (DuckDB, Spark).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.table_columns import columns_of, first_rows
from cashkit.dossier.tables import INVOICE_KINDS
from cashkit.ground.calendar import as_date, day_number, from_day
from cashkit.ground.errors import NotAvailableError
from cashkit.measures.claims import claims
from cashkit.measures.customer_facts import as_text
from cashkit.measures.invoiced import INVOICED_CODES, invoiced_until, months_before
from cashkit.measures.restated import financed_receivables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import View

    Floats = NDArray[np.float64]
    Int64 = NDArray[np.int64]

LAYERS = (
    "terms",
    "season",
    "early",
    "billing_delay",
    "disputes",
    "lateness",
    "doubtful",
    "retention",
    "unapplied",
    "financed",
)
_TERMS, _SEASON, _EARLY = 0, 1, 2
_OWN = {"credit": "unapplied", "doubtful": "doubtful", "frozen": "doubtful", "retention": "retention"}
_YEAR = 12


@dataclass(frozen=True, eq=False)
class Layers:
    """The layers (columns) of each customer (rows) at a date, and what each was invoiced over the `days` up to it."""

    customers: NDArray[np.object_]
    cents: Floats
    invoiced: Int64
    days: int

    @property
    def sales(self) -> int:
        """What was invoiced in all."""
        return int(self.invoiced.sum())

    def of(self, rows: NDArray[np.bool_]) -> Layers:
        """Return the layers of some customers."""
        return Layers(self.customers[rows], self.cents[rows], self.invoiced[rows], self.days)


def dso_layers(
    dossier: Dossier, *, as_of: object, view: View, without: Mapping[object, int] | None = None
) -> Layers | None:
    """Return the layers at a date; `without` names rows of `invoices` to leave out, each with the day since when."""
    engine, until = dossier.engine, day_number(as_date(as_of))
    if not isinstance(engine, Arrays):
        raise NotAvailableError("measures.needs_memory")
    first = day_number(months_before(from_day(until), _YEAR))
    if not invoiced_until(dossier, until, view).covers(first):
        return None
    customers = np.append(as_text(engine.labels("customer")), "")
    opened = _opened(dossier, until, view, without or {})
    parts = np.zeros((len(customers), len(LAYERS)))
    np.add.at(parts, (first_place(customers, opened["customer"]), opened["layer"]), opened["cents"])
    sold, even, scheduled = _sales(engine, (first, until), len(customers))
    days = until - first + 1
    not_due = parts[:, _EARLY].copy()
    parts[:, _TERMS], parts[:, _SEASON] = even / days, scheduled - even / days
    parts[:, _EARLY] = not_due - scheduled
    return Layers(customers, parts, sold, days) if sold.sum() > 0 else None


def first_place(customers: NDArray[np.object_], wanted: pd.Series) -> Int64:
    """Return the place of each customer wanted, the last one (nobody's) for those not known."""
    return pd.Index(customers[:-1]).get_indexer(pd.Index(as_text(wanted))).astype(np.int64)


def _sales(engine: Arrays, window: tuple[int, int], size: int) -> tuple[Int64, Int64, Int64]:
    """Return, by customer: what was invoiced, invoices times the days of their terms, invoices not due at the end."""
    items, (first, until) = engine.books.items, window
    known = (items.posted <= until) & (items.issue >= first) & (items.issue <= until)
    out = np.zeros((3, size), np.int64)
    sold = known & np.isin(items.kind, INVOICED_CODES)
    np.add.at(out[0], items.customer[sold], items.cents[sold])
    owed = known & (items.kind == INVOICE_KINDS.index("invoice")) & (items.cents > 0) & (items.due != NO_DAY)
    granted = np.maximum(items.due.astype(np.int64) - items.issue, 0)
    np.add.at(out[1], items.customer[owed], (items.cents * granted)[owed])
    later = owed & (items.due > until)  # due on the day itself, it is paid that day where nobody is early or late
    np.add.at(out[2], items.customer[later], items.cents[later])
    return out[0], out[1], out[2]


def _opened(dossier: Dossier, until: int, view: View, without: Mapping[object, int]) -> pd.DataFrame:
    """Return what is open, and what is financed put back and taken away: customer, layer (its place), cents."""
    found = claims(dossier, as_of=from_day(until), view=view)
    out = found["id"].map(pd.Series(dict(without), dtype="float64")) <= until
    found = found[~(out & (found["table"] == "invoices"))]
    layer = _layers(found, _days_to_leave(dossier, found))
    parts = [pd.DataFrame({"customer": found["customer_id"], "layer": layer, "cents": found["open_cents"]})]
    financed = financed_receivables(dossier, as_of=from_day(until))
    if financed is not None and len(financed):
        back = np.where(financed["days_late"] <= 0, _EARLY, LAYERS.index("lateness"))
        told = pd.DataFrame({"customer": financed["customer_id"], "cents": financed["outstanding_cents"]})
        parts += [told.assign(layer=back), told.assign(layer=LAYERS.index("financed"), cents=-told["cents"])]
    return pd.concat(parts, ignore_index=True)


def _layers(found: pd.DataFrame, to_leave: Int64) -> Int64:
    """Return the layer of each claim; all that is not due stands in one, to be shared out."""
    late, standing = found["days_late"], found["standing"]
    own = standing.map(_OWN)
    layer = pd.Series("lateness", index=found.index, dtype=object)
    layer = layer.mask(late <= to_leave, "billing_delay").mask(standing == "disputed", "disputes")
    layer = layer.mask(late <= 0, "early").mask(own.notna(), own)
    return pd.Index(LAYERS).get_indexer(pd.Index(layer)).astype(np.int64)


def _days_to_leave(dossier: Dossier, found: pd.DataFrame) -> Int64:
    """Return how many days after its date each invoice was sent, 0 where nothing tells it."""
    invoices = columns_of(dossier, "invoices")
    if invoices is None or not invoices.has("sent_on"):
        return np.zeros(len(found), np.int64)
    row = first_rows(invoices.ids("invoice_id"), as_text(found["id"]))
    sent, issued = (np.append(invoices.days(name), NO_DAY)[row].astype(np.int64) for name in ("sent_on", "issue_date"))
    known = (sent != NO_DAY) & (issued != NO_DAY) & (found["table"] == "invoices").to_numpy()
    return np.where(known, sent - issued, 0)
