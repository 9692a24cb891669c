"""Mishaps: which invoices of the crowd carry a fault of the order, the delivery, the invoice or its payment.

`mishaps.csv` tells how many of each code, what they sum to and among which invoices they are chosen. An invoice carries
one mishap at most, of a customer that plays no part in the story. What a mishap changes in the invoice itself is done
here (its due day, its VAT, its twin); what it changes in the order, the delivery or the payment is done there.

Units: whole cents with VAT, days since 1970.
"""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import as_date, day_number
from cashkit.law.latest_due_date import latest_due_days
from cashkit.sample import story
from cashkit.sample.cast import NEVER, parts, unapplied
from cashkit.sample.choosing import choose
from cashkit.sample.due import TODAY, due_by_terms
from cashkit.sample.sales import EXEMPT
from cashkit.sample.seasons import bank_day
from cashkit.sample.standing import YEAR_BEFORE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

EXACT = (*EXEMPT, "C0087", "C0099", "C0123", "C0135")
"""Customers whose turnover the story tells: no mishap and no credit note changes it."""
KEEPS_RETENTION = "C0044"
"""The builder who keeps 5 % of every invoice: nothing else changes them."""
_WRONG_SHARES = np.array([112, 120, 102, 126])  # thousandths of the net amount: no legal rate
_SERVED, _SERVICES, _SMALL_SERVICE, _DEPOSITS = ("artisans", "public", "other", "builders"), 0.07, 250_000, 9
_DEPOSITS_FROM = TODAY - 75  # the goods are still to come
_EARLIER = (30, 90, 180)
_BEYOND = 12  # days after the latest lawful day, at least


@dataclass(frozen=True)
class Mishap:
    """One code: how many at base size, what they sum to, and among which invoices."""

    code: str
    count: int
    euros: float
    least: float
    most: float
    segments: tuple[str, ...]
    methods: tuple[str, ...]
    first: int
    last: int


@functools.cache
def mishaps() -> tuple[Mishap, ...]:
    """Return the mishaps in the order in which they are chosen: the pickiest first."""
    text = resources.files("cashkit.sample").joinpath("mishaps.csv").read_text(encoding="utf-8")
    return tuple(
        Mishap(
            row["code"],
            int(row["count"]),
            float(row["euros"]),
            float(row["least"]),
            float(row["most"]),
            tuple(row["segments"].split()),
            tuple(row["methods"].split()),
            day_number(as_date(row["from"])),
            day_number(as_date(row["to"])),
        )
        for row in csv.DictReader(text.splitlines())
    )


def plain(market: pd.DataFrame) -> Flags:
    """Return which customers play no part in the story, all year round."""
    told = {part.code for part in parts()} | {credit.code for credit in unapplied()}
    free = ~market["like"].isin(told) & ~market["named"] & ~market["monthly"] & market["late"].isna()
    chain = (market["segment"] == "retail") & ~market["like"].isin(told)
    return np.asarray((free & (market["until"] >= NEVER) & (market["since"] <= -NEVER)) | chain)


def with_mishaps(plan: Plan, market: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the invoices, some of which carry a mishap."""
    usable = plain(market)[rows["customer"]] & (rows["kind"] == "invoice").to_numpy() & (rows["ends"] == "").to_numpy()
    usable &= ~market["customer_id"].isin([*EXACT, *story.DISCOUNTS]).to_numpy()[rows["customer"]]
    named = rows["mishap"].to_numpy(object)
    for mishap in mishaps():
        named[_chosen(plan, rows, mishap, usable & (named == ""))] = mishap.code
    made = _natures(plan, rows.assign(mishap=named), usable & (named == ""))
    made = _late_terms(plan, made)
    made = _wrong_vat(made)
    return _twins(plan, made)


def _chosen(plan: Plan, rows: pd.DataFrame, mishap: Mishap, free: Flags) -> Whole:
    """Return the rows that carry a mishap."""
    cents, growth = rows["cents"].to_numpy(), plan.invoice_growth
    fits = free & (cents >= mishap.least * 100) & (cents <= mishap.most * 100 * growth)
    then, count = free & _then(rows, mishap, free), plan.count(mishap.count)
    fits = fits & then if (fits & then).sum() >= count else then
    for name, wanted in (("segment", mishap.segments), ("method", mishap.methods)):
        asked = rows[name].isin(wanted).to_numpy() if wanted else fits
        fits = fits & asked if (fits & asked).sum() >= count else fits
    pool = np.flatnonzero(fits)
    total = mishap.euros * 100 * count / mishap.count * growth
    return pool[choose(cents[pool], count=count, total=total, random=plan.random(mishap.code))]


def _then(rows: pd.DataFrame, mishap: Mishap, free: Flags) -> Flags:
    """Say which rows are of the time of a mishap: of a longer one where a small sample has nothing in it."""
    for earlier in (0, *_EARLIER):
        then = rows["issue"].between(mishap.first - earlier, mishap.last).to_numpy()
        if (free & then).any():
            break
    return np.asarray(then, bool)


def _late_terms(plan: Plan, rows: pd.DataFrame) -> pd.DataFrame:
    """Let some due days fall after the latest lawful one."""
    of = np.flatnonzero(rows["mishap"] == "due_date_beyond_cap")
    issue = rows["issue"].to_numpy()[of]
    latest = np.maximum(latest_due_days(issue), rows["due"].to_numpy()[of])
    due = rows["due"].to_numpy().copy()
    due[of] = latest + _BEYOND + plan.random("late terms").integers(0, 19, len(of))
    return rows.assign(due=due)


def _wrong_vat(rows: pd.DataFrame) -> pd.DataFrame:
    """Give some invoices a VAT that no rate gives."""
    of = np.flatnonzero(rows["mishap"] == "vat_incoherent")
    net, vat, cents = (rows[name].to_numpy().copy() for name in ("net", "vat", "cents"))
    share = np.resize(_WRONG_SHARES, len(of))
    vat[of] = net[of] * share // 1000
    cents[of] = net[of] + vat[of]
    return rows.assign(vat=vat, cents=cents)


def _twins(plan: Plan, rows: pd.DataFrame) -> pd.DataFrame:
    """Invoice some orders twice, some days later."""
    first = np.flatnonzero(rows["mishap"] == "invoice_doubled")
    issue = bank_day(rows["issue"].to_numpy()[first] + plan.random("twins").integers(3, 8, len(first)))
    twins = rows.iloc[first].assign(issue=np.minimum(issue, TODAY - 1), twin=first, mishap="twin")
    due = due_by_terms(twins["terms"].to_numpy(object), twins["issue"].to_numpy())
    made = rows.assign(mishap=rows["mishap"].where(rows["mishap"] != "invoice_doubled", "doubled"))
    return pd.concat([made, twins.assign(due=due, received=twins["issue"])], ignore_index=True)


def _one_of_the_year(rows: pd.DataFrame, small: Flags, service: Flags) -> Whole:
    """Return one small invoice of the last year to be for a service, where none of that year is."""
    lately = (rows["issue"] > YEAR_BEFORE).to_numpy()
    return np.flatnonzero(small & lately)[-1:] if not (service & lately).any() else np.zeros(0, np.int64)


def _natures(plan: Plan, rows: pd.DataFrame, free: Flags) -> pd.DataFrame:
    """Let some invoices be for services, and a few for deposits: neither goes with a delivery."""
    random = plan.random("natures")
    small = free & rows["segment"].isin(_SERVED).to_numpy() & (rows["cents"] < _SMALL_SERVICE).to_numpy()
    service = small & (random.random(len(rows)) < _SERVICES)
    service[_one_of_the_year(rows, small, service)] = True
    to_come = free & ~service & (rows["issue"] >= _DEPOSITS_FROM).to_numpy()
    pool = np.flatnonzero(to_come & rows["segment"].isin(["public", "builders", "merchants"]).to_numpy())
    deposit = np.zeros(len(rows), bool)
    deposit[random.choice(pool, min(plan.count(_DEPOSITS), len(pool)), replace=False)] = True
    nature = np.select([service, deposit], ["service", "deposit"], rows["nature"])
    return rows.assign(nature=nature, mishap=np.where(service | deposit, nature, rows["mishap"]))
