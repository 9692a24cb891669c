"""Corrected: which invoice each planned credit note takes something off, and when.

A correction comes some ten days after its invoice, before it is paid. A rebate corrects nothing: it is set off against
an invoice of the same customer that is not paid yet.

Units: whole cents with VAT, days since 1970.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cashkit.sample.cast import unapplied
from cashkit.sample.due import TODAY
from cashkit.sample.mishaps import EXACT, KEEPS_RETENTION
from cashkit.sample.seasons import bank_day

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_AFTER = 10
_LEAST, _MOST = 0.05, 0.9  # of an invoice
_SOON = 24  # days between an invoice and the rebate set off against it, at most


def with_credit_notes(
    plan: Plan, market: pd.DataFrame, rows: pd.DataFrame, notes: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the invoices with `noted`, `noted_on`, `noted_by`; and the notes that found one, with day and cents."""
    noted_by = _matched(plan, rows, notes, _correctable(market, rows))
    taken = np.flatnonzero(noted_by >= 0)
    taken = taken[np.argsort(noted_by[taken])]
    kept = notes.iloc[noted_by[taken]].reset_index(drop=True)
    on = np.minimum(bank_day(rows["issue"].to_numpy()[taken] + _AFTER), TODAY)
    kept["day"] = np.where(kept["reason"] == "rebate", kept["day"], on)
    kept["cents"] = _cents(kept, notes, (rows["cents"].to_numpy()[taken] * _MOST).astype(np.int64))
    made = {"noted": np.zeros(len(rows), np.int64), "noted_on": rows["noted_on"].to_numpy().copy()}
    made["noted"][taken], made["noted_on"][taken] = kept["cents"], kept["day"]
    noted_by = np.full(len(rows), -1)
    noted_by[taken] = np.arange(len(taken))
    return rows.assign(noted_by=noted_by, **made), kept


def _matched(plan: Plan, rows: pd.DataFrame, notes: pd.DataFrame, free: Flags) -> Whole:
    """Return the note that corrects each invoice, -1 where none does: first within the month, then within the year."""
    random = plan.random("corrected")
    noted_by, day = np.full(len(rows), -1), notes["day"].to_numpy()
    for month in (True, False):
        left = notes[~np.isin(np.arange(len(notes)), noted_by)]
        by = [left["segment"], left["reason"] == "rebate", left["place"]]
        by += [pd.Series(_months(day), notes.index)[left.index]] if month else []
        for key, of in left.groupby(by).groups.items():
            told: Any = key
            segment, rebate = told[0], told[1]
            wanted = np.asarray(of, np.int64)
            fits = free & (noted_by < 0) & (rows["segment"] == segment).to_numpy()
            fits &= _near(rows, day[wanted], rebate=bool(rebate), month=month)
            pairs = _paired(rows, np.flatnonzero(fits), wanted, (notes["cents"].to_numpy(), random))
            noted_by[pairs[0]] = pairs[1]
    return noted_by


def _cents(kept: pd.DataFrame, planned: pd.DataFrame, most: Whole) -> Whole:
    """Return the notes' amounts, at most so much of each invoice: what one cannot bear goes to others nearby."""
    cents = np.minimum(kept["cents"].to_numpy(), most)
    for key, of in kept.groupby(["segment", "place"]).groups.items():
        mine = np.asarray(of, np.int64)
        told: Any = key
        segment, place = told
        wanted = planned.loc[(planned["segment"] == segment) & (planned["place"] == place), "cents"].sum()
        room, short = most[mine] - cents[mine], wanted - cents[mine].sum()
        cents[mine] += (room * min(1.0, short / max(int(room.sum()), 1))).astype(np.int64)
    return np.asarray(cents, np.int64)


def _months(days: Whole) -> Whole:
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _correctable(market: pd.DataFrame, rows: pd.DataFrame) -> Flags:
    """Return which invoices a credit note may correct: of the crowd, without a mishap, not paid at once."""
    free = (rows["kind"] == "invoice") & (rows["ends"] == "") & (rows["mishap"] == "") & (rows["terms"] != "0")
    apart = {credit.code for credit in unapplied()} | {*EXACT, KEEPS_RETENTION}
    return np.asarray(free & ~market["like"].isin(apart).to_numpy()[rows["customer"]])


def _near(rows: pd.DataFrame, days: Whole, *, rebate: bool, month: bool) -> Flags:
    """Return which invoices are of the time of some notes: shortly before a rebate, or corrected in the same month."""
    issue = rows["issue"].to_numpy()
    if rebate:
        return np.asarray((issue < days[0]) & (issue >= days[0] - _SOON * (1 if month else 2)))
    on, unit = bank_day(issue + _AFTER), "datetime64[M]" if month else "datetime64[Y]"
    period = on.astype("datetime64[D]").astype(unit)
    return np.asarray((period == days[:1].astype("datetime64[D]").astype(unit)) & (on <= TODAY))


def _paired(
    rows: pd.DataFrame, pool: Whole, notes: Whole, how: tuple[Whole, np.random.Generator]
) -> tuple[Whole, Whole]:
    """Return invoices and the notes that correct them: large ones with large ones."""
    cents, random = how
    whole = rows["cents"].to_numpy()[pool]
    number = min(len(pool), len(notes))
    if not number:
        return pool[:0], notes[:0]
    largest = notes[np.argsort(-cents[notes], kind="stable")][:number]
    chosen = random.choice(pool, number, replace=False, p=whole / whole.sum())
    chosen = chosen[np.argsort(-rows["cents"].to_numpy()[chosen], kind="stable")]
    return chosen, largest
