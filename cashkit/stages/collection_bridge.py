"""The DSO bridge in stage 7: from the DSO of a year ago to that of the date, bar by bar, in days and in euros."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.findings import Figure
from cashkit.ground.calendar import months_after
from cashkit.measures.as_of import settled_view
from cashkit.measures.customer_facts import as_text
from cashkit.measures.dso_bridge import EFFECTS, DsoBridge, dso_bridge

if TYPE_CHECKING:
    from decimal import Decimal

    from cashkit.stages.situation import Situation

START, END = "start", "end"
_YEAR = 12
_SEGMENT = ["segment", "change_days", "terms", "season", "disputes", "lateness", "mix"]
_SMALLEST = 1e-9


def doubtful_rows(at: Situation, claims: pd.DataFrame) -> dict[object, int]:
    """Return the doubtful rows of `invoices`, each with the day since when its customer is doubtful."""
    doubtful = claims[(claims["standing"] == "doubtful") & (claims["table"] == "invoices")]
    since = at.doubtful_since.reindex(as_text(doubtful["customer_id"])).fillna(0).astype("int64")
    return dict(zip(doubtful["id"], since, strict=True))


def bridge(at: Situation, claims: pd.DataFrame) -> DsoBridge | None:
    """Return the bridge over the last twelve months, doubtful customers apart; None for tables on an engine."""
    if not isinstance(at.dossier.engine, Arrays):
        return None
    customers = at.dossier.table("customers")
    by = "segment" if customers is not None and "segment" in customers.columns else None
    return dso_bridge(
        at.dossier,
        start=months_after(at.as_of, -_YEAR),
        end=at.as_of,
        by=by,
        view=settled_view(at.dossier),
        without=doubtful_rows(at, claims),
    )


def bridge_figures(made: DsoBridge | None) -> tuple[Figure, ...]:
    """Return by how much the DSO moved."""
    if made is None:
        return ()
    if made.start_days is None or made.end_days is None:
        return (Figure("dso_change", None, "days", reason=made.reason.removeprefix("measures.")),)
    ends = {"dso_at_start": made.start_days, "dso_at_end": made.end_days}
    return (Figure("dso_change", made.end_days - made.start_days, "days", inputs=ends),)


def bridge_tables(made: DsoBridge | None, day: Decimal | None) -> dict[str, pd.DataFrame]:
    """Return the bridge as a table (no bar of nil), in euros at the price of a `day` of sales, and by segment."""
    if made is None or made.reason:
        return {}
    rows = [(START, made.start_days), *zip(made.effects["effect"], made.effects["days"], strict=True)]
    rows = [(step, days) for step, days in rows if step == START or abs(days or 0) > _SMALLEST]
    table = pd.DataFrame([*rows, (END, made.end_days)], columns=["bridge_step", "days"])
    reached = table["days"].iloc[:-1].cumsum()
    table["cumulated_days"] = [*reached, made.end_days]
    table["amount"] = (table["days"] * float(day or 0)).round(2)
    return {"dso_bridge": table} | _by_segment(made)


def _by_segment(made: DsoBridge) -> dict[str, pd.DataFrame]:
    if made.by_group.empty:
        return {}
    rows = made.by_group.assign(change_days=made.by_group[list(EFFECTS)].sum(axis=1))
    moved = rows[rows[list(EFFECTS)].abs().max(axis=1) > _SMALLEST]
    moved = moved.sort_values("change_days", key=lambda days: -days.abs(), kind="stable")
    return {"dso_bridge_by_segment": moved[_SEGMENT].reset_index(drop=True)} if len(moved) > 1 else {}
