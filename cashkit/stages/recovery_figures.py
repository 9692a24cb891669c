"""The figures of stage 8, and its verdict: the share of open invoices that is overdue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cashkit.dossier.findings import Figure
from cashkit.ground.money import euros
from cashkit.measures.claims import gross, overdue
from cashkit.stages.collection_figures import default_share

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    import pandas as pd

    from cashkit.measures.late_interest import LateInterest

GOOD_BELOW, BAD_ABOVE = 0.15, 0.25
"""Shares of open invoices overdue, retention and doubtful items apart."""
OLD = 90


@dataclass(frozen=True, eq=False)
class Recoverable:
    """What the measures say of recovery at a date; `as_lettered` is None on an engine with one view."""

    claims: pd.DataFrame
    as_lettered: pd.DataFrame | None
    interest: LateInterest
    disputes: pd.DataFrame | None
    as_of: date

    @property
    def overdue(self) -> pd.DataFrame:
        """The overdue claims, doubtful items and retention apart."""
        return overdue(self.claims)

    @property
    def rate(self) -> float | None:
        """The overdue share of open invoices, None when nothing is open."""
        owed = _cents(gross(self.claims))
        return _cents(self.overdue) / owed if owed else None

    @property
    def disputed(self) -> Decimal | None:
        """What is overdue and disputed, None when disputes are not known."""
        late = self.overdue
        return None if self.disputes is None else euros(_cents(late[late["standing"] == "disputed"]))

    @property
    def old(self) -> Decimal:
        """What has been overdue for more than 90 days."""
        late = self.overdue
        return euros(_cents(late[late["days_late"] > OLD]))

    @property
    def customers(self) -> int:
        """How many customers have something overdue."""
        return int(self.overdue["customer_id"].nunique())


def _cents(rows: pd.DataFrame) -> int:
    return int(rows["open_cents"].sum())


def figures(found: Recoverable) -> tuple[Figure, ...]:
    """Return the figures of recovery."""
    return (*_balance(found), *_overdue(found), *_matching(found), *_lateness(found.interest))


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
    ]
    return shown if found.disputed is None else [*shown, Figure("disputed_overdue", found.disputed, "eur")]


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
        Figure("indemnities_due", euros(owed.indemnity_cents), "eur", inputs=count, source="C. com. D441-5"),
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
