"""Issued: the invoices of the crowd and of the story as rows of one table, with their terms.

Added to what `sales` and `told` give: kind, segment, due, terms, method, and what later modules set:
`mishap` (the fault that it carries), `noted` (what a credit note takes off, on the day `noted_on`), `retained` (what is
kept until `retained_until`). A public body's term runs from the day on which the portal received the invoice.

>>> from cashkit.sample.credit_notes import planned_notes
>>> from cashkit.sample.market import make_market
>>> from cashkit.sample.plan import Plan
>>> plan = Plan()
>>> rows = issued_rows(plan, make_market(plan), planned_notes(plan))
>>> int((rows["kind"] == "invoice").sum())  # three more are made out twice
5997

Units: whole cents, days since 1970.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.brought_forward import brought_forward
from cashkit.sample.cast import NEVER
from cashkit.sample.due import TODAY, due_by_terms
from cashkit.sample.sales import make_sales
from cashkit.sample.seasons import bank_day
from cashkit.sample.told import told_parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Whole = NDArray[np.int64]

_BLANK: dict[str, object] = {
    "kind": "invoice",
    "doubtful": False,
    "ends": "",
    "ends_on": NEVER,
    "nature": "goods",
    "retained_until": NEVER,
    "retention_owed": False,
    "part": -1,
}
_TERMS_OF_OPENINGS = "transfer"


def issued_rows(plan: Plan, market: pd.DataFrame, notes: pd.DataFrame) -> pd.DataFrame:
    """Return every invoice and every balance brought forward, in order of issue."""
    told = told_parts(market)
    made = [make_sales(plan, market, told, notes), brought_forward(plan, market), told]
    rows = pd.concat(made, ignore_index=True)
    for name, value in _BLANK.items():
        rows[name] = rows[name].where(rows[name].notna(), value).astype(type(value))
    rows["segment"] = market["segment"].to_numpy()[rows["customer"]]
    rows["method"] = market["method"].to_numpy()[rows["customer"]]
    rows.loc[(rows["kind"] == "opening") & (rows["method"] == "bill"), "method"] = _TERMS_OF_OPENINGS
    rows = rows.sort_values(["issue", "customer", "cents"], kind="stable", ignore_index=True)
    rows["terms"] = market["terms"].to_numpy()[rows["customer"]]
    rows["received"] = _received(plan, rows)
    due = due_by_terms(rows["terms"].to_numpy(object), rows["received"].to_numpy())
    rows["due"] = np.where(rows["due"].notna(), rows["due"], due).astype(np.int64)
    return rows.assign(mishap="", noted=0, noted_on=NEVER, noted_by=-1, retained=0, twin=-1)


def _received(plan: Plan, rows: pd.DataFrame) -> Whole:
    """Return the day on which the public portal received each invoice of a public body, the day of issue elsewhere."""
    lag = plan.random("portal").integers(0, 4, len(rows))
    issue = rows["issue"].to_numpy()
    public = (rows["segment"] == "public").to_numpy() & (rows["kind"] == "invoice").to_numpy()
    return np.where(public, np.minimum(bank_day(issue + lag), TODAY), issue).astype(np.int64)
