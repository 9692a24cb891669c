"""Faults of stage 8: debts near their limitation, retention past its release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cashkit.dossier.findings import Finding
from cashkit.ground.calendar import as_date, from_day
from cashkit.ground.money import euros
from cashkit.law.limitation import is_near, last_day, rule
from cashkit.measures.retention import RELEASED
from cashkit.stages.fault import SMALLEST
from cashkit.stages.limitation_terms import debtors, starts

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    from cashkit.stages.situation import Situation

_NOT_BEFORE = 190
"""Days: no limitation is near earlier than so long before its term; 6 months are 184 at most."""


def limitations_near(at: Situation) -> list[Finding]:
    """Return the items that lapse within six months.

    Five years after the due date between merchants, other terms for consumers and public bodies. An act that
    interrupts the term (`interrupted_on`) starts it again.
    """
    owed = at.claims[(at.claims["days_late"] > 0) & (at.claims["open_cents"] > SMALLEST)]
    debtor, start = debtors(at, owed["customer"]), starts(at, owed)
    term = np.array([int(rule(one).value) * 365 for one in debtor], np.int64)
    old = at.until - start >= term - _NOT_BEFORE
    rows = owed[old].assign(debtor=np.array(debtor, object)[old], start=start[old])
    rows = rows.assign(name=at.names(rows["customer_id"]))
    return [
        _limitation(row, at.as_of)
        for row in rows.to_dict("records")
        if is_near(from_day(row["start"]), as_of=at.as_of, debtor=row["debtor"])
    ]


def _limitation(row: Mapping[Hashable, Any], as_of: date) -> Finding:
    due, debtor = as_date(row["due_date"]), row["debtor"]
    last, term = last_day(from_day(row["start"]), debtor), rule(debtor)
    said = {"due": due, "last": last, "days": (last - as_of).days, "years": int(term.value), "article": term.article}
    return _invoice("limitation_near", "error", row, {"kind": "loss", "source": term.article, "params": said})


def retentions_past_release(at: Situation) -> list[Finding]:
    """Return the retention that was to be released and is still owed; a disputed one waits for an answer."""
    claims = at.claims
    past = claims[
        (claims["told_by"] == RELEASED) & (claims["standing"] == "claimable") & (claims["open_cents"] > SMALLEST)
    ]
    rows = past.assign(name=at.names(past["customer_id"]))
    return [_retention(row) for row in rows.to_dict("records")]


def _retention(row: Mapping[Hashable, Any]) -> Finding:
    said = {"due": as_date(row["due_date"]), "days": int(row["days_late"])}
    law = "loi 71-584 du 16 juillet 1971, art. 2"
    return _invoice("retention_past_release", "warning", row, {"kind": "cash_late", "source": law, "params": said})


def _invoice(code: str, severity: str, row: Mapping[Hashable, Any], told: dict[str, Any]) -> Finding:
    """Return the finding of one invoice, with what is open of it at stake."""
    key, left = str(row["id"]), int(row["open_cents"])
    customer = str(row["customer_id"])
    params = {"name": row["name"], **told["params"]}
    items = (("invoices", key, left),)
    kind, law = told["kind"], told["source"]
    return Finding(code, severity, "invoices", key, customer, kind, euros(left), items, params, law)
