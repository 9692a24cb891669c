"""Faults of stage 8: debts near their limitation, retention past its release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cashkit.dossier.findings import Finding
from cashkit.ground.calendar import as_date
from cashkit.ground.money import euros
from cashkit.law.limitation import is_near, last_day, rule
from cashkit.measures.facts import names_of
from cashkit.measures.retention import RELEASED

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    import pandas as pd

    from cashkit.dossier.dossier import Dossier
    from cashkit.law.limitation import Debtor

SMALLEST = 500
"""Cents: below 5 € nobody is asked to do anything."""
_NOT_BEFORE = 190
"""Days: no limitation is near earlier than so long before its term; 6 months are 184 at most."""
_PUBLIC, _CONSUMER = {"public"}, {"consumer", "private"}


def limitations_near(dossier: Dossier, claims: pd.DataFrame, as_of: date) -> list[Finding]:
    """Return the items that lapse within six months.

    Five years after the due date between merchants, other terms where the customer's segment says so.
    """
    owed = claims[(claims["days_late"] > 0) & (claims["open_cents"] > SMALLEST)]
    rows = owed.assign(debtor=_debtors(dossier, owed))
    term = rows["debtor"].map({debtor: int(rule(debtor).value) * 365 for debtor in rows["debtor"].unique()})
    old = rows[rows["days_late"] >= term - _NOT_BEFORE]
    return [
        _limitation(row, as_of)
        for row in old.assign(name=names_of(dossier, old["customer_id"])).to_dict("records")
        if is_near(as_date(row["due_date"]), as_of=as_of, debtor=row["debtor"])
    ]


def _debtors(dossier: Dossier, rows: pd.DataFrame) -> list[Debtor]:
    """Return what each debtor is by its segment: a merchant where nothing says otherwise."""
    customers = dossier.table("customers")
    if customers is None or "segment" not in customers.columns:
        return ["merchant"] * len(rows)
    segment = customers.drop_duplicates("customer_id").set_index("customer_id")["segment"]
    told = rows["customer_id"].map(segment).astype(str).str.lower()
    return ["public" if one in _PUBLIC else "consumer" if one in _CONSUMER else "merchant" for one in told]


def _limitation(row: Mapping[Hashable, Any], as_of: date) -> Finding:
    due, debtor = as_date(row["due_date"]), row["debtor"]
    last, term = last_day(due, debtor), rule(debtor)
    said = {"due": due, "last": last, "days": (last - as_of).days, "years": int(term.value), "article": term.article}
    return _invoice("limitation_near", "error", row, {"kind": "loss", "source": term.article, "params": said})


def retentions_past_release(dossier: Dossier, claims: pd.DataFrame) -> list[Finding]:
    """Return the retention that was to be released and is still owed; a disputed one waits for an answer."""
    past = claims[
        (claims["told_by"] == RELEASED) & (claims["standing"] == "claimable") & (claims["open_cents"] > SMALLEST)
    ]
    rows = past.assign(name=names_of(dossier, past["customer_id"]))
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
