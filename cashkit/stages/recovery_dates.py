"""Faults of stage 8 with a last day: claims to declare in an insolvency, overdue to notify to the credit insurer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cashkit.dossier.books import NO_DAY
from cashkit.ground.calendar import day_number, from_day
from cashkit.law.insolvency import last_day, rule
from cashkit.stages.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from cashkit.dossier.findings import Finding
    from cashkit.stages.situation import Situation

NOTICE_DELAY = 60
"""Days after the due date: what a policy usually gives to notify an overdue; the policy itself decides."""
NOT_DECLARED = Fault("claim_not_declared", "customers", "loss", "C. com. L622-24, R622-24 et L622-26")
NOT_NOTIFIED = Fault("insurer_notice_due", "customers", "loss")
_DAYS = ("judgment_on", "published_on", "claim_declared_on")


def claims_not_declared(at: Situation) -> list[Finding]:
    """Return the insolvent customers whose claim is not declared while the judge can still lift the foreclosure."""
    table = at.facts.table
    if table is None or not table.has("published_on"):
        return []
    days = {name: table.days(name) for name in _DAYS}
    published, declared = days["published_on"], days["claim_declared_on"]
    known = (published != NO_DAY) & (published <= at.until)
    late = known & ((declared == NO_DAY) | (declared > at.until))
    found = []
    for row in np.flatnonzero(late):
        relief = last_day(from_day(published[row]), "relief_from_foreclosure")
        judged = days["judgment_on"][row]
        if at.as_of <= relief:
            born = int(judged if judged != NO_DAY else published[row])
            found.append((str(table.ids("customer_id")[row]), from_day(published[row]), born))
    return [made for one in found if (made := _declared(at, *one)) is not None]


def _declared(at: Situation, customer: str, published: Any, born: int) -> Finding | None:  # noqa: ANN401  (a date)
    rows = at.claims[(at.claims["customer"] == customer) & (at.claims["open_cents"] > 0)]
    issued = rows["issue_date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    rows = rows[issued < born]
    if rows.empty:
        return None
    params = {
        "name": at.names([customer])[0],
        "published": published,
        "last": last_day(published, "declare_claim"),
        "relief": last_day(published, "relief_from_foreclosure"),
        "article": rule("relief_from_foreclosure").article,
    }
    return NOT_DECLARED.finding(customer, customer, _items(rows), params)


def insurer_notices_due(at: Situation, delay: int = NOTICE_DELAY) -> list[Finding]:
    """Return the insured customers with an overdue beyond the policy's delay and not notified since it fell due."""
    if not at.facts.has("insured_limit"):
        return []
    rows = at.claimable[at.claimable["days_late"] > delay]
    ids = rows["customer"]
    kept = (at.facts.cents("insured_limit", ids) > 0) & at.facts.is_active(ids) & ~at.facts.judged_by(at.until, ids)
    rows = rows[kept]
    found = []
    for customer, mine in rows.groupby("customer", sort=True):
        oldest = day_number(mine["due_date"].min().date())
        if at.facts.days("insurer_notice_on", [customer])[0] < oldest:  # no day stands before all days
            found.append(_notice(at, str(customer), mine, delay))
    return found


def _notice(at: Situation, customer: str, rows: pd.DataFrame, delay: int) -> Finding:
    oldest = rows["due_date"].min().date()
    limit = int(at.facts.cents("insured_limit", [customer])[0]) / 100
    params: Mapping[str, object] = {
        "name": at.names([customer])[0],
        "due": oldest,
        "days": int(rows["days_late"].max()),
        "delay": delay,
        "limit": limit,
    }
    return NOT_NOTIFIED.finding(customer, customer, _items(rows), params)


def _items(rows: pd.DataFrame) -> list[tuple[str, str, int]]:
    return [("invoices", str(key), int(cents)) for key, cents in zip(rows["id"], rows["open_cents"], strict=True)]
