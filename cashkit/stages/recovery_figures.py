"""The figures of stage 8, and its verdict: the share of open invoices that is overdue."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.findings import Figure
from cashkit.ground.money import euros, whole_cents
from cashkit.measures.claims import gross, overdue
from cashkit.measures.sales_after_disputes import NONE
from cashkit.stages.collection_figures import default_share
from cashkit.stages.due_dates import real_due_figures
from cashkit.stages.dunning import PLAN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from cashkit.measures.late_interest import LateInterest

GOOD_BELOW, BAD_ABOVE = 0.15, 0.25
"""Shares of open invoices overdue, retention and doubtful items apart."""
OLD = 90


@dataclass(frozen=True, eq=False)
class Recoverable:
    """What the measures say of recovery at a date; `as_lettered` is None on an engine with one view."""

    claims: pd.DataFrame
    due: Mapping[str, int] | None
    as_lettered: pd.DataFrame | None
    interest: LateInterest
    disputes_open: pd.DataFrame | None
    disputes: pd.DataFrame | None
    as_of: date
    year_before: int
    sales_after: pd.DataFrame | None = None

    @cached_property
    def overdue(self) -> pd.DataFrame:
        """The overdue claims, doubtful items and retention apart."""
        return overdue(self.claims)

    @property
    def residues(self) -> pd.DataFrame:
        """What is left of overdue items below the least that anybody is chased for, the smallest first."""
        late = self.overdue
        return late[late["open_cents"] < PLAN.smallest].sort_values("open_cents", kind="stable")

    @property
    def rate(self) -> float | None:
        """The overdue share of open invoices, None when nothing is open."""
        owed = _cents(gross(self.claims))
        return _cents(self.overdue) / owed if owed else None

    @cached_property
    def disputed(self) -> Decimal | None:
        """What is overdue and disputed, at most what each dispute names; None when disputes are not known."""
        if self.disputes_open is None:
            return None
        late = self.overdue[self.overdue["standing"] == "disputed"]
        return euros(int(disputed_cents(late, self.disputes_open).sum()))

    @property
    def of_the_year(self) -> pd.DataFrame | None:
        """The disputes opened over the last twelve months, None when disputes are not known."""
        return None if self.disputes is None else self.disputes[self.disputes["opened"] > self.year_before]

    @property
    def old(self) -> Decimal:
        """What has been overdue for more than 90 days."""
        late = self.overdue
        return euros(_cents(late[late["days_late"] > OLD]))

    @property
    def customers(self) -> int:
        """How many customers have something overdue."""
        return int(self.overdue["customer_id"].nunique())


def disputed_cents(items: pd.DataFrame, disputes: pd.DataFrame) -> pd.Series:
    """Return what disputes hold back of each open item: all of it, or the amounts in dispute where they are less."""
    known = disputes["amount"].notna() if "amount" in disputes else pd.Series(data=False, index=disputes.index)
    given = disputes.loc[known, "amount"] if "amount" in disputes else pd.Series(dtype=float)
    named = pd.Series(whole_cents(given)[0], index=disputes.loc[known, "invoice_id"]).groupby(level=0).sum()
    owed = items["open_cents"].to_numpy(np.int64)
    whole = items["id"].isin(disputes.loc[~known, "invoice_id"]).to_numpy(bool)
    part = named.reindex(items["id"]).fillna(0).to_numpy(np.int64)
    return pd.Series(np.where(whole | (part == 0), owed, np.minimum(part, owed)), index=items.index)


def _cents(rows: pd.DataFrame) -> int:
    return int(rows["open_cents"].sum())


def figures(found: Recoverable) -> tuple[Figure, ...]:
    """Return the figures of recovery."""
    return (
        *_balance(found),
        *_overdue(found),
        *_disputes(found),
        *_sales_after(found.sales_after),
        *_matching(found),
        *_lateness(found.interest),
    )


def _balance(found: Recoverable) -> list[Figure]:
    standing = found.claims["standing"]
    unused = -_cents(found.claims[standing == "credit"])
    shown = [
        Figure("open_balance", euros(_cents(found.claims)), "eur", inputs={"unapplied_credits": euros(unused)}),
        Figure("gross_open", euros(_cents(gross(found.claims))), "eur"),
        Figure("doubtful_open", euros(_cents(found.claims[standing == "doubtful"])), "eur"),
    ]
    retained = _cents(found.claims[standing == "retention"])
    return [*shown, Figure("retention_open", euros(retained), "eur")] if retained else shown


def _overdue(found: Recoverable) -> list[Figure]:
    late, owed = euros(_cents(found.overdue)), euros(_cents(gross(found.claims)))
    share = default_share(found.claims)
    basis = {"overdue": late, "gross_open": owed}
    shown = [
        Figure("overdue", late, "eur"),
        Figure(
            "overdue_rate", found.rate, "rate", inputs=basis, reason="" if found.rate is not None else "nothing_open"
        ),
        Figure("overdue_over_90", found.old, "eur"),
        Figure("customers_overdue", found.customers, "count"),
        Figure("default_due_share", share, "rate", reason="" if share is not None else "nothing_open"),
        *real_due_figures(found.due),
    ]
    small = found.residues
    if len(small):
        shown.append(Figure("small_residues", euros(_cents(small)), "eur", inputs={"residues": len(small)}))
    return shown if found.disputed is None else [*shown, Figure("disputed_overdue", found.disputed, "eur")]


def _disputes(found: Recoverable) -> list[Figure]:
    """Return how many disputes the year brought, how soon, how long they lasted, and what is still in dispute."""
    year, all_known = found.of_the_year, found.disputes
    if year is None or all_known is None or all_known.empty:
        return []
    still = all_known[all_known["is_open"]]
    timed, closed = year["after_due"].dropna(), year.loc[~year["is_open"], "days"]
    number = {"disputes_of_the_year": len(year)}
    return [
        Figure("disputes_open", euros(int(still["cents"].sum())), "eur", inputs={"disputes_open_count": len(still)}),
        Figure("disputes_of_the_year", len(year), "count"),
        Figure("disputes_before_due", float((timed <= 0).mean()) if len(timed) else None, "rate", inputs=number),
        Figure("dispute_median_days", float(closed.median()) if len(closed) else None, "days", inputs=number),
    ]


def _sales_after(told: pd.DataFrame | None) -> list[Figure]:
    """Return what customers bought in the year after their disputes beside what the others did: below zero, lost."""
    if told is None:
        return []
    alone = told["dispute_end"] == NONE
    cents = {
        f"{whose}_{when}": int(whole_cents(told.loc[rows, f"invoiced_{when}"])[0].sum())
        for whose, rows in (("disputing", ~alone), ("others", alone))
        for when in ("before", "after")
    }
    market = cents["others_after"] / cents["others_before"]
    gap = cents["disputing_after"] - round(cents["disputing_before"] * market)
    sums = {name: euros(amount) for name, amount in cents.items()}
    return [Figure("sales_after_disputes", euros(gap), "eur", inputs=sums)]


def _matching(found: Recoverable) -> list[Figure]:
    """Return what matching takes off the overdue amount, where both views are known."""
    if found.as_lettered is None:
        return []
    before, after = _cents(overdue(found.as_lettered)), _cents(found.overdue)
    basis = {"overdue_as_lettered": euros(before), "overdue": euros(after)}
    return [
        Figure("overdue_as_lettered", euros(before), "eur"),
        Figure("matched_away", euros(before - after), "eur", inputs=basis),
    ]


def _lateness(owed: LateInterest) -> list[Figure]:
    """Return interest and indemnities: a lever, never an amount at stake."""
    count = {"late_invoices": owed.invoices}
    reason = "rate_missing" if owed.missing else ""
    known = {**count, "known_until": owed.known_until}
    law = "C. com. L441-10 II"
    return [
        Figure("interest_due", euros(owed.interest_cents), "eur", inputs=known, source=law, reason=reason),
        Figure("indemnities_due", euros(owed.indemnity_cents), "euro", inputs=count, source="C. com. D441-5"),
    ]


def verdict(found: Recoverable) -> tuple[str, str, dict[str, object]]:
    """Return the verdict with its reason: good below 15 % overdue, bad above 25 %."""
    rate = found.rate
    if rate is None:
        return "not_assessed", "stages.recovery_nothing_open", {}
    judged = "good" if rate < GOOD_BELOW else "bad" if rate > BAD_ABOVE else "watch"
    late = euros(_cents(found.overdue))
    params: dict[str, object] = {"overdue": late, "rate": rate, "customers": found.customers}
    share = default_share(found.claims)
    if share is not None and share > 1 / 2:
        return judged, "stages.recovery_default_terms", {**params, "share": share}
    if found.disputed:
        return judged, "stages.recovery_disputes", {**params, "disputed": found.disputed}
    return judged, "stages.recovery_fact", {**params, "old": found.old}
