"""Stage 7, collection: how the money comes in, from the receipt to apply to the days of sales still owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.measures.aged_balance import aged_balance
from cashkit.measures.claims import claims
from cashkit.measures.customers_in_credit import customers_in_credit
from cashkit.measures.dso import dso
from cashkit.measures.dso_history import dso_history
from cashkit.measures.exposure import accounts_held, exposure
from cashkit.measures.means_of_payment import means_of_payment
from cashkit.measures.time_to_pay import time_to_pay
from cashkit.measures.unapplied import unapplied_credits
from cashkit.stages.collection_faults import credit_balances_old, receipts_unapplied
from cashkit.stages.collection_figures import Collected, figures, verdict
from cashkit.stages.collection_tables import tables
from cashkit.stages.points import missing_points
from cashkit.stages.review import Review

if TYPE_CHECKING:
    from datetime import date

    from cashkit.dossier.dossier import Dossier
    from cashkit.measures.dso import Dso
    from cashkit.stages.door import Options

METHODS = ("period", "rolling", "count_back", "best_possible", "delinquent")
PERIOD_DAYS = 365
_WINDOWED = ("period", "best_possible", "delinquent")


def assess(dossier: Dossier, as_of: date, options: Options) -> Review:  # noqa: ARG001  (every stage is asked alike)
    """Return the review of stage 7 at a date."""
    collected = collect(dossier, as_of)
    faults = (*receipts_unapplied(collected.unapplied), *credit_balances_old(collected.in_credit, collected.unapplied))
    judged, reason, params = verdict(collected)
    return Review(
        "collection",
        as_of,
        figure_records=figures(collected),
        finding_records=faults,
        tables=tables(collected),
        missing=missing_points("collection", dossier),
        verdict=judged,
        reason=reason,
        params=params,
    )


def collect(dossier: Dossier, as_of: date) -> Collected:
    """Return what the measures say of collection at a date."""
    return Collected(
        dso={method: _dso(dossier, as_of, method) for method in METHODS},
        history=dso_history(dossier, as_of=as_of),
        time=time_to_pay(dossier, as_of=as_of),
        exposure=exposure(dossier, as_of=as_of),
        accounts=accounts_held(dossier, as_of=as_of),
        aged=aged_balance(dossier, as_of=as_of, by=None),
        claims=claims(dossier, as_of=as_of),
        unapplied=unapplied_credits(dossier, as_of=as_of),
        in_credit=customers_in_credit(dossier, as_of=as_of),
        means=means_of_payment(dossier, as_of=as_of),
    )


def _dso(dossier: Dossier, as_of: date, method: str) -> Dso:
    days = PERIOD_DAYS if method in _WINDOWED else None
    return dso(dossier, as_of=as_of, method=method, days=days)  # type: ignore[arg-type]  # one of METHODS
