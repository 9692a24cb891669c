"""Credit notes: how many there are a year, what for, and which invoice each corrects.

They are drawn before the invoices, so that what a segment sells in a month, net of them, is the story's. Rebates of
the year before come in January (the DIY chain) and in February (merchants), and correct no invoice.

>>> from cashkit.sample.plan import Plan
>>> notes = planned_notes(Plan())
>>> len(notes), sorted(set(notes["reason"]))
(330, ['other', 'price', 'rebate', 'returns'])

Units: whole cents with VAT, above zero; days since 1970.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number
from cashkit.sample import story
from cashkit.sample.seasons import bank_day, calendar_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Whole = NDArray[np.int64]

COUNTS = (100, 112, 118)
_REBATES, _OTHERS = (0.0085, 0.0075, 0.0110), (0.0180, 0.0180, 0.0180)  # of what is invoiced
_REASONS, _REASON_SHARES = ("price", "returns", "other"), (0.39, 0.33, 0.28)
_CHAIN_REBATE = 0.04
_MERCHANTS_WITH_REBATE = 10
_SPREAD = 0.6
_AFTER = 10  # days from an invoice to the note that corrects it


def planned_notes(plan: Plan) -> pd.DataFrame:
    """Return one row for each credit note: segment, place (of the year), reason, day, cents."""
    parts = [made for place in range(len(story.YEARS)) for made in (_rebates(plan, place), _corrections(plan, place))]
    return pd.concat(parts, ignore_index=True)


def _rebates(plan: Plan, place: int) -> pd.DataFrame:
    """Return the rebates paid in a year on the sales of the year before."""
    year, before = story.YEARS[place], max(place - 1, 0)
    chain = story.SEGMENTS["retail"].invoiced[before] if place else 0.0
    total = _REBATES[place] * sum(about.invoiced[place] for about in story.SEGMENTS.values())
    shares = np.array(story.RETAIL_SHARES) if chain else np.zeros(0)
    amounts = {"retail": shares * chain * _CHAIN_REBATE}
    weights = np.linspace(2.0, 1.0, _MERCHANTS_WITH_REBATE)
    amounts["merchants"] = weights / weights.sum() * (total - chain * _CHAIN_REBATE)
    days = {"retail": bank_day(np.array([day_number(dt.date(year, 1, 22))]))[0]}
    days["merchants"] = bank_day(np.array([day_number(dt.date(year, 2, 12))]))[0]
    rows = [(name, days[name], value) for name, values in amounts.items() for value in values]
    frame = pd.DataFrame(rows, columns=["segment", "day", "thousands"])
    cents = np.rint(frame["thousands"] * 100_000 * plan.euros_scale).astype(np.int64)
    return frame.assign(place=place, reason="rebate", cents=cents).drop(columns="thousands")


def _corrections(plan: Plan, place: int) -> pd.DataFrame:
    """Return the notes of a year that correct an invoice, spread over segments and months as sales are."""
    random = plan.random(f"credit notes {place}")
    rebates = len(_rebates(plan, place))
    wanted = np.array([about.invoiced[place] for about in story.SEGMENTS.values()])
    count = max(round(COUNTS[place] * plan.scale) - rebates, 3 * len(wanted))
    counts = apportioned(count, np.where(wanted > 0, wanted, 0.0) ** 0.7)
    made = [
        _of_segment(plan, (name, place), int(n), random) for name, n in zip(story.SEGMENTS, counts, strict=True) if n
    ]
    return pd.concat(made, ignore_index=True)


def _of_segment(plan: Plan, where: tuple[str, int], count: int, random: np.random.Generator) -> pd.DataFrame:
    segment, place = where
    known, cumulated = calendar_of(segment, story.YEARS[place])
    u = (np.arange(count) + random.random(count)) / count
    day = known[np.searchsorted(cumulated, u, side="right").clip(0, len(known) - 1)]
    size = random.lognormal(0.0, _SPREAD, count)
    total = _OTHERS[place] * story.SEGMENTS[segment].invoiced[place] * 100_000 * plan.euros_scale
    cents = np.rint(size / size.sum() * total).astype(np.int64)
    reason = np.array(_REASONS)[random.choice(len(_REASONS), count, p=_REASON_SHARES)]
    return pd.DataFrame({"segment": segment, "place": place, "reason": reason, "day": day, "cents": cents})


def apportioned(total: int, weights: NDArray[np.float64]) -> Whole:
    """Share a whole number in proportion to weights: by largest remainders.

    >>> apportioned(10, np.array([1.0, 1.0, 2.0])).tolist()
    [3, 2, 5]
    """
    exact = weights / weights.sum() * total
    shares: Whole = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - shares), kind="stable")
    shares[order[: total - int(shares.sum())]] += 1
    return shares
