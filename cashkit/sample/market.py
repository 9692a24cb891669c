"""The market: which code each customer is like, what it buys each year, and between which days.

The codes of base size are those of the story. A larger size adds codes, each like one of base size: the same kind,
turnover and terms, without its name, group and dates where these belong to the cast.

>>> from cashkit.sample.plan import Plan
>>> market = make_market(Plan())
>>> (market["cents_2025"].groupby(market["segment"]).sum() / 100_000).round().astype(int).to_dict()["retail"]
1776

Units: whole cents a year with VAT, net of credit notes; days since 1970.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number
from cashkit.sample import story
from cashkit.sample.cast import NEVER, Role, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

RATES = {"standard": 20, "fitted": 10, "reverse_charge": 0, "export": 0, "intra_eu": 0}
_REGIMES = {"builders": "reverse_charge", "export": "export"}
_OWN = ("retail",)  # the one group that grows with the size: it gets no like
_CENTS_IN_THOUSAND = 100_000
_HEAD, _SLOPE, _CHANCE = 8.0, 3.0, 0.12  # the sizes of the crowd: by rank, and a little chance


def codes(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Yield each code, its segment and the code of base size that it is like."""
    base = [(f"C{code:04d}", segment) for low, high, segment in story.BLOCKS for code in range(low, high + 1)]
    base.sort()
    yield from ((code, segment, code) for code, segment in base)
    likes = [(code, segment) for code, segment in base if segment not in _OWN]
    more = round(len(likes) * (plan.euros_scale - 1))
    for rank in range(more):
        like, segment = likes[rank % len(likes)]
        yield f"C{len(base) + 1 + rank:04d}", segment, like


def role_of(code: str, like: str) -> Role:
    """Return the role of a code: that of the code it is like, without what belongs to the cast alone."""
    role = cast().get(like, Role(like))
    if code == like:
        return role
    plain = replace(role, code=code, name="", named=False, group="", guarantee="")
    kept = role.kind if role.kind == "hospital" else ""
    return replace(plain, kind=kept, since=-NEVER, until=NEVER, late=None) if role.named else plain


def make_market(plan: Plan) -> pd.DataFrame:
    """Return one row for each customer, in the order of `customers`."""
    rows = [(code, segment, like, role_of(code, like)) for code, segment, like in codes(plan)]
    roles = [role for *_, role in rows]
    market = pd.DataFrame([row[:3] for row in rows], columns=["customer_id", "segment", "like"])
    regimes = [role.regime or _REGIMES.get(row[1], "standard") for role, row in zip(roles, rows, strict=True)]
    market["regime"] = regimes
    market["terms"] = [role.terms or story.SEGMENTS[row[1]].terms for role, row in zip(roles, rows, strict=True)]
    market["method"] = [role.method or story.SEGMENTS[row[1]].method for role, row in zip(roles, rows, strict=True)]
    market["rate"] = [RATES[regime] for regime in regimes]
    market["named"] = [role.named and code == like for code, _, like, role in rows]
    market["monthly"] = [role.invoicing == "monthly" for role in roles]
    market["since"] = [role.since for role in roles]
    market["until"] = [role.until for role in roles]
    market["late"] = [np.nan if role.late is None else role.late for role in roles]
    for place, year in enumerate(story.YEARS):
        market[f"cents_{year}"] = _turnover(plan, market, roles, place)
    return market


def _turnover(plan: Plan, market: pd.DataFrame, roles: list[Role], place: int) -> NDArray[np.int64]:
    """Return what each customer buys in a year: as the story says, the rest of its segment by rank."""
    told = np.array([-1.0 if role.thousands is None else role.thousands[place] for role in roles])
    chance = np.exp(plan.random(f"market {place}").normal(0.0, _CHANCE, len(roles)))
    bought = np.maximum(told, 0.0)
    for segment, about in story.SEGMENTS.items():
        of = np.flatnonzero(market["segment"] == segment)
        wanted = about.invoiced[place] * plan.euros_scale
        if segment in _OWN:
            bought[of] = wanted * np.array(story.RETAIL_SHARES)
            continue
        crowd = of[told[of] < 0]
        if len(crowd):
            bought[crowd] = _by_rank(market.iloc[crowd]["like"]) * chance[crowd]
            bought[crowd] *= (wanted - bought[of[told[of] >= 0]].sum()) / bought[crowd].sum()
        else:
            bought[of] *= wanted / bought[of].sum()
    cents: NDArray[np.int64] = np.rint(bought * _CENTS_IN_THOUSAND).astype(np.int64)
    return cents


def _by_rank(likes: pd.Series) -> NDArray[np.float64]:
    """Return a size for each code of a crowd: the same for those alike, few large and many small."""
    known = np.unique(likes)
    order = np.argsort([(int(code[1:]) * 37) % 251 for code in known], kind="stable")
    rank = np.empty(len(known))
    rank[order] = np.arange(len(known))
    sizes: NDArray[np.float64] = (rank[np.searchsorted(known, likes)] + _HEAD) ** -_SLOPE
    return sizes


def window(market: pd.DataFrame, year: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first and last day of a year on which each customer is invoiced by the crowd's rules."""
    first = day_number(story.OPENING.replace(year=year))
    last = day_number(story.AS_OF.replace(year=year))
    since = np.clip(market["since"].to_numpy(), first, last + 1)
    return since, np.clip(market["until"].to_numpy(), first - 1, last)
