"""Cover: what the insurer takes of each customer of the sample, what it was told, and when limits were last studied.

The insurer was told of everything that is late by more than 60 days, but for the story's. Limits of customers that
grew slower were studied again, but for the story's.

Units: whole cents with VAT, euros in the table, dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import as_date, day_number
from cashkit.sample.booked import cents_of, told
from cashkit.sample.claimable import claimable_at, late_since
from cashkit.sample.identity import put
from cashkit.sample.limits import FLAT, euros, rounded_up
from cashkit.sample.standing import CLOSING, NOTICE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan
    from cashkit.sample.seen import Seen

    Whole = NDArray[np.int64]
    Cast = Mapping[str, Whole]

COVER_ENDED = "2025-09-01"
ENDED = pd.Timestamp(COVER_ENDED)
COVERED = {"C0031": 3_500_000, "C0058": 1_500_000}
"""The cover of a customer in liquidation, and of a doubtful debt written down for what the cover leaves only."""
QUOTA = 0.90
GROUP_EXCESS = 4_800_000
_INSURED, _PART = 0.7, 0.8
_LEAST, _CHAIN = 1_000_000, 10_000_000
_TOLD_AFTER = 50  # days from the due date to the notice
_REDUCED, _BUYING_SINCE = 2, 45  # customers, days
_SLOWER = 13.0  # days: two below what asks for a new study
_STUDIED, _LONG_AGO = (60, 500), (600, 900)  # days before closing


def with_cover(plan: Plan, seen: Seen, cast: Cast) -> pd.DataFrame:
    """Return the customers with what the insurer covers of them, and since when not."""
    customers, known = seen.customers, seen.known
    made, random = customers.copy(), plan.random("cover")
    limit, exposed = cents_of(customers, "credit_limit"), known["exposed"].to_numpy(np.int64)
    insured = (random.random(len(customers)) < _INSURED) & (limit >= _LEAST)
    clean = (known["written_off"] == 0) & (known["doubtful"] == 0)
    cover = np.where(insured & clean, rounded_up(np.rint(limit * _PART).astype(np.int64)), 0)
    noticed = cast["insurer_notice_due"]
    cover[noticed] = np.maximum(rounded_up(exposed[noticed]), _LEAST)
    cover[np.concatenate([cast["negative_equity"], cast["cover_withdrawn"]])] = 0
    made["insured_limit"] = euros(_of_groups(customers, exposed, cover))
    for code, cents in COVERED.items():
        made.loc[made["customer_id"] == code, "insured_limit"] = cents / 100
    made["insured_quota"] = pd.Series(QUOTA, made.index).where(made["insured_limit"] > 0)
    put(made, cast["cover_withdrawn"], "insured_limit", 0.0)
    put(made, np.concatenate([cast["cover_withdrawn"], _reduced(plan, made, known)]), "cover_changed_on", ENDED)
    return made


def _reduced(plan: Plan, customers: pd.DataFrame, known: pd.DataFrame) -> Whole:
    """Return a few builders of whose cover the insurer took a part only, and who went on buying."""
    builders = (customers["segment"] == "builders") & (customers["insured_limit"] > 0) & is_firm(customers)
    buying = (known["last_invoice"] > day_number(as_date(COVER_ENDED)) + _BUYING_SINCE).to_numpy(bool)
    return np.flatnonzero(builders.to_numpy(bool) & buying)[: plan.count(_REDUCED)]


def _of_groups(customers: pd.DataFrame, exposed: Whole, cover: Whole) -> Whole:
    """Cover the chain for all it owes, the merchants' group for less."""
    chain = np.flatnonzero(customers["group_id"] == "G01")
    cover[chain] = rounded_up(np.maximum(exposed[chain] * 2, _CHAIN))
    sites = np.flatnonzero(customers["group_id"] == "G02")
    total = int(exposed[sites].sum())
    covered = max(total - GROUP_EXCESS, total // 2)
    cover[sites] = covered // len(sites)
    cover[sites[:1]] += covered - int(cover[sites].sum())
    return cover


def with_notices(seen: Seen, customers: pd.DataFrame, cast: Cast) -> pd.DataFrame:
    """Return the customers with the day on which the insurer was told of what is overdue."""
    made, booked = customers.copy(), seen.booked
    late = np.flatnonzero(claimable_at(booked, seen.tables, CLOSING, more_than=NOTICE - 2) > 0)
    newest = np.zeros(len(customers), np.int64)
    since = late_since(booked, seen.tables, CLOSING)[late]
    np.maximum.at(newest, booked.items["customer"].to_numpy()[late], since)
    told_of = (newest > 0) & (customers["insured_limit"] > 0).to_numpy(bool)
    told_of[cast["insurer_notice_due"]] = False
    rows = np.flatnonzero(told_of)
    day = np.minimum(newest[rows] + _TOLD_AFTER, CLOSING - 1)
    put(made, rows, "insurer_notice_on", pd.to_datetime(day, unit="D").to_numpy())
    return made


def with_studies(plan: Plan, customers: pd.DataFrame, known: pd.DataFrame, cast: Cast) -> pd.DataFrame:
    """Return the customers with the day on which their limit was last studied; a flat line never was."""
    random = plan.random("studies")
    recent, old = (random.integers(*span, len(customers)) for span in (_STUDIED, _LONG_AGO))
    slower = (known["slower"] > _SLOWER).to_numpy(bool)
    before = np.where(~slower & (random.random(len(customers)) < 1 / 3), old, recent)
    before[cast["limit_review_overdue"]] = old[cast["limit_review_overdue"]]
    day = pd.Series(pd.to_datetime(CLOSING - before, unit="D").astype("datetime64[s]"))
    return customers.assign(limit_reviewed_on=day.where(cents_of(customers, "credit_limit") > FLAT))


def is_firm(customers: pd.DataFrame) -> NDArray[np.bool_]:
    """Say which customers are firms."""
    return np.asarray(told(customers, "kind").isin(["company", ""]), bool)
