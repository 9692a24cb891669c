"""Collection over the year, in stage 7: who takes how long, what the effort brought in, what is late by ever more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cashkit.dossier.findings import Figure
from cashkit.ground.money import rounded
from cashkit.measures.as_of import settled_view
from cashkit.measures.collection_effectiveness import CollectionEffectiveness, collection_effectiveness
from cashkit.measures.promises import kept_by_amount
from cashkit.measures.roll_rates import roll_rates, transitions
from cashkit.measures.time_to_pay_by import time_to_pay_by

if TYPE_CHECKING:
    import pandas as pd

    from cashkit.stages.collection_figures import Collected
    from cashkit.stages.situation import Situation

_TOLD = ["invoices_paid", "invoices_not_paid", "weighted_days", "median_days", "median_low", "median_high"]
_BUCKET = {"bucket": "late_bucket", "before": "bucket_before", "after": "bucket_after"}
_FEWEST = 10
"""A customer's own median is told from ten invoices on: below, its band is as wide as the curve."""


@dataclass(frozen=True, eq=False)
class Progress:
    """What the year's collection was, group by group, month by month and bucket by bucket."""

    by_customer: pd.DataFrame
    by_segment: pd.DataFrame | None
    effectiveness: CollectionEffectiveness
    rolls: pd.DataFrame
    transitions: pd.DataFrame | None


def progress(at: Situation) -> Progress:
    """Return what the measures say of the year's collection."""
    dossier, as_of, view = at.dossier, at.as_of, settled_view(at.dossier)
    customers = dossier.table("customers")
    grouped = customers is not None and "segment" in customers.columns and customers["segment"].notna().any()
    return Progress(
        by_customer=_largest(at, time_to_pay_by(dossier, as_of=as_of, view=view)),
        by_segment=time_to_pay_by(dossier, as_of=as_of, by="segment", view=view) if grouped else None,
        effectiveness=collection_effectiveness(dossier, as_of=as_of, view=view),
        rolls=roll_rates(dossier, as_of=as_of, view=view),
        transitions=transitions(dossier, as_of=as_of, view=view),
    )


def _largest(at: Situation, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the customers with enough invoices, the slowest first: those whose half is not paid, then by median."""
    known = rows[rows["invoices_paid"] + rows["invoices_not_paid"] >= _FEWEST]
    order = known.sort_values(["median_days", "cents"], ascending=False, na_position="first", kind="stable")
    return order.assign(name=at.names(order["customer_id"])).reset_index(drop=True)


def progress_figures(found: Collected, made: Progress) -> tuple[Figure, ...]:
    """Return the figures of the year's collection: terms, medians by amount, effectiveness, promises by amount."""
    return (*_beyond_terms(found), *_effectiveness(made.effectiveness), *_promises(found))


def _beyond_terms(found: Collected) -> list[Figure]:
    time = found.time
    reason = time.reason.removeprefix("measures.")
    paid, (low, high) = {"invoices_paid": time.paid}, time.median_band_by_amount
    both = paid | {"invoices_open": time.still_open, "median_lowest": low, "median_highest": high}
    waiting = reason or ("" if time.median_days_by_amount is not None else "half_not_paid")
    return [
        Figure("weighted_days_late_only", time.weighted_days_late_only, "days", inputs=paid, reason=reason),
        Figure("median_days_by_amount", time.median_days_by_amount, "days", inputs=both, reason=waiting),
    ]


def _effectiveness(found: CollectionEffectiveness) -> list[Figure]:
    reason = found.reason.removeprefix("measures.")
    ends = {
        "receivables_opening": found.opening,
        "receivables_closing": found.closing,
        "receivables_not_due": found.current,
    }
    whole, month = {"invoiced": found.invoiced}, {"invoiced_month": rounded(found.invoiced / found.months)}
    return [
        Figure("cei_period", found.over_period, "rate", inputs=ends | whole, reason=reason),
        Figure("cei_month", found.per_month, "rate", inputs=ends | month, reason=reason),
    ]


def _promises(found: Collected) -> list[Figure]:
    promised = found.past_promises
    if promised is None or not len(promised):
        return []
    inputs = {"promises_due": len(promised)}
    return [Figure("promises_kept_by_amount", kept_by_amount(promised), "rate", inputs=inputs)]


def progress_tables(made: Progress) -> dict[str, pd.DataFrame]:
    """Return the tables of the year's collection; by segment only where the customers have one."""
    tables = {
        "time_to_pay_by_segment": None if made.by_segment is None else made.by_segment[["segment", *_TOLD]],
        "time_to_pay_by_customer": made.by_customer[["customer_id", "name", *_TOLD[:2], *_TOLD[3:]]],
        "roll_rates": made.rolls.rename(columns=_BUCKET),
        "bucket_transitions": None if made.transitions is None else made.transitions.rename(columns=_BUCKET),
    }
    return {key: frame for key, frame in tables.items() if frame is not None and _says_something(frame)}


def _says_something(frame: pd.DataFrame) -> bool:
    """Return whether a table has a row with more than its names in it."""
    rates = frame.columns.intersection(["roll_rate", "settled"])
    return bool(len(frame)) and bool(frame[rates].notna().any(axis=None) or not len(rates))
