"""Stage 7, collection: how the money comes in, from the receipt to apply to the days of sales still owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.dossier.due_date_share import open_by_source
from cashkit.measures.as_of import settled_view
from cashkit.measures.claims import claims
from cashkit.measures.customers_in_credit import customers_in_credit
from cashkit.measures.direct_debit import debit_gain
from cashkit.measures.dso import dso
from cashkit.measures.dso_history import dso_history
from cashkit.measures.exposure import accounts_held, exposure
from cashkit.measures.means_of_payment import means_of_payment
from cashkit.measures.promises import promises
from cashkit.measures.restated import financed_receivables, on_the_books, put_back
from cashkit.measures.time_to_pay import time_to_pay
from cashkit.measures.unapplied import unapplied_credits
from cashkit.stages.collection_bridge import bridge, bridge_figures, bridge_tables, doubtful_rows
from cashkit.stages.collection_customers import financed_left_out, means_too_slow, promises_broken
from cashkit.stages.collection_discounts import discounts_agreed
from cashkit.stages.collection_faults import credit_balances_old, receipts_unapplied, receipts_unidentified
from cashkit.stages.collection_figures import Collected, default_share, figures, verdict
from cashkit.stages.collection_forecast import ahead, forecast_figures, forecast_tables
from cashkit.stages.collection_practices import practices_tables
from cashkit.stages.collection_progress import progress, progress_figures, progress_tables
from cashkit.stages.collection_returns import bills_not_reversed, discounts_taken_unduly, returns_not_retried
from cashkit.stages.collection_tables import tables
from cashkit.stages.points import missing_points
from cashkit.stages.review import Review
from cashkit.stages.situation import Situation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import pandas as pd

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.findings import Finding
    from cashkit.measures.balance import Balance
    from cashkit.measures.dso import Dso
    from cashkit.stages.door import Options

METHODS = ("period", "rolling", "count_back", "best_possible", "delinquent")
PERIOD_DAYS = 365
_WINDOWED = ("period", "best_possible", "delinquent")


def assess(dossier: Dossier, as_of: date, options: Options) -> Review:  # noqa: ARG001  (every stage is asked alike)
    """Return the review of stage 7 at a date."""
    at = Situation(dossier, as_of)
    collected, coming = collect(at), ahead(dossier, as_of)
    over_year, moved = progress(at), bridge(at, collected.claims)
    judged, reason, params = verdict(collected)
    return Review(
        "collection",
        as_of,
        figure_records=(
            *figures(collected),
            *progress_figures(collected, over_year),
            *bridge_figures(moved),
            *forecast_figures(coming),
        ),
        finding_records=tuple(_faults(at, collected)),
        tables=tables(collected)
        | progress_tables(over_year)
        | bridge_tables(moved, collected.day_of_sales)
        | practices_tables(at, default_share(collected.claims))
        | forecast_tables(coming),
        missing=missing_points("collection", dossier),
        verdict=judged,
        reason=reason,
        params=params,
    )


def _faults(at: Situation, found: Collected) -> Iterator[Finding]:
    """Yield the faults in the order in which collection is looked at: application, returns, means, what is financed."""
    yield from receipts_unapplied(found.unapplied)
    yield from receipts_unidentified(at)
    yield from returns_not_retried(at)
    yield from bills_not_reversed(at)
    yield from discounts_taken_unduly(at)
    yield from credit_balances_old(found.in_credit, found.unapplied)
    yield from promises_broken(at, found.promised)
    yield from means_too_slow(at)
    yield from financed_left_out(found.financed)


def collect(at: Situation) -> Collected:
    """Return what the measures say of collection at a date, as far as it is certain what is settled."""
    dossier, as_of, view = at.dossier, at.as_of, settled_view(at.dossier)
    found = claims(dossier, as_of=as_of, view=view)
    books = on_the_books(found)
    financed = financed_receivables(dossier, as_of=as_of)
    return Collected(
        dso={method: _dso(at, method, books) for method in METHODS},
        restated=None if financed is None else _dso(at, "period", put_back(books, financed)),
        history=dso_history(dossier, as_of=as_of, view=view, without=doubtful_rows(at, found)),
        time=time_to_pay(dossier, as_of=as_of, view=view),
        timed=at.timed,
        exposure=exposure(dossier, as_of=as_of, view=view),
        accounts=accounts_held(dossier, as_of=as_of),
        claims=found,
        due=open_by_source(dossier, as_of=as_of, view=view),
        unapplied=unapplied_credits(dossier, as_of=as_of, view=view),
        in_credit=customers_in_credit(dossier, as_of=as_of),
        means=means_of_payment(dossier, as_of=as_of),
        financed=financed,
        promised=promises(dossier, as_of=as_of),
        debits=_debits(at),
        discounts=discounts_agreed(at),
        until=at.until,
    )


def _debits(at: Situation) -> pd.DataFrame | None:
    """Return what direct debit would bring, by means of payment; None where customers' means are not known."""
    if not at.facts.has("payment_method"):
        return None
    ids = at.late["customer"]
    late = at.late.assign(method=at.facts.words("payment_method", ids), eligible=at.facts.is_french_company(ids))
    return debit_gain(late, at.invoiced)


def _dso(at: Situation, method: str, balance: Balance) -> Dso:
    days = PERIOD_DAYS if method in _WINDOWED else None
    return dso(at.dossier, as_of=at.as_of, method=method, days=days, balance=balance)  # type: ignore[arg-type]  # one of METHODS
