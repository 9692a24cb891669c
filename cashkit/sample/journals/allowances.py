"""Allowances: what may be lost of the doubtful debts, written down without VAT by customer (6817 / 491).

Each year end looks at what stands on 416: half of it, or what makes the books of the story, is written down; insured
customers only for what the cover leaves. The last year end has its faults: debts forgotten, VAT written down too,
allowances kept though the debt was paid. An allowance goes back (7817) in the month of the loss.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import cents_of
from cashkit.sample.choosing import choose
from cashkit.sample.journals.dates import closing
from cashkit.sample.journals.postings import Line, post, together
from cashkit.sample.journals.routing import DOUBTFUL
from cashkit.sample.journals.taxed import shares
from cashkit.sample.steps import NEVER
from cashkit.sample.story import AS_OF, YEARS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.sample.journals.routing import Routed
    from cashkit.sample.plan import Plan

ALLOWANCE, CHARGE, REVERSAL = "491000", "681740", "781740"
PROTECTED = "C0029"
"""The sauvegarde: its debt is written down by half, whatever else the year needs."""
_HALF_YEAR = 184  # days from the end of June to that of December
_HALF, _LEAST, _MOST = 0.5, 0.2, 0.95
_OLD = 180
_TOTAL, _FORGOTTEN, _TOO_MUCH, _KEPT = 7_200_000, 2_150_000, 340_000, 625_000
_HOW_MANY = {"forgotten": 3, "with_vat": 2, "kept": 2}


@dataclass(frozen=True, eq=False)
class Doubtful:
    """What each customer has on 416 at each year end, without VAT and with it, and since when."""

    net: Mapping[int, pd.Series]
    whole: Mapping[int, pd.Series]
    since: pd.Series
    rate: pd.Series  # of what is without VAT


def doubtful_of(tables: Mapping[str, pd.DataFrame], routed: Routed, lines: pd.DataFrame) -> Doubtful:
    """Return the doubtful debts by customer."""
    invoices, items = tables["invoices"], routed.items
    share = shares(invoices, tables["customers"])
    moved = pd.DataFrame({"party": invoices["customer_id"], "cents": items["moved"], "vat": items["moved"] * share,
                          "day": np.where(items["moved"] > 0, items["moved_on"], NEVER)})  # fmt: skip
    sums = (
        moved[moved["cents"] > 0].groupby("party").agg(cents=("cents", "sum"), vat=("vat", "sum"), day=("day", "max"))
    )
    whole = {year: _balance(lines, DOUBTFUL, closing(year)) for year in YEARS}
    rate = 1 - sums["vat"] / sums["cents"]
    net = {year: (held * rate.reindex(held.index)).round().astype("int64") for year, held in whole.items()}
    return Doubtful(net, whole, sums["day"], rate)


def _balance(lines: pd.DataFrame, account: str, day: int) -> pd.Series:
    own = lines[(lines["account"] == account) & (lines["day"] <= day)]
    sums = own.groupby("party")["cents"].sum()
    return sums[sums != 0].sort_index()


def allowance_lines(
    plan: Plan, tables: Mapping[str, pd.DataFrame], owed: Doubtful, losses: pd.DataFrame
) -> pd.DataFrame:
    """Return the entries of the allowances of all years."""
    held = pd.Series(dtype="int64")
    made = []
    for year in YEARS:
        midway = _midway(owed, losses, year)
        made.append(_entries(np.full(len(midway), closing(year) - _HALF_YEAR), midway))
        held = held.add(midway, fill_value=0).astype("int64")
        back = _taken_back(held, owed.whole[year], losses, year)
        held = held.drop(back["party"].tolist()) if len(back) else held
        last = year == AS_OF.year
        wanted = _at_last(plan, tables, owed, held) if last else _by_half(plan, owed, year)
        made += [_entries(back["day"].to_numpy(), pd.Series(-back["cents"].to_numpy(), back["party"].to_numpy()))]
        change = wanted.sub(held, fill_value=0).astype("int64")
        made += [_entries(np.full(len(change), closing(year)), change)]
        held = wanted
    return together(made)


def _midway(owed: Doubtful, losses: pd.DataFrame, year: int) -> pd.Series:
    """Return what is written down at the end of June: half of the doubtful debts that are lost later in the year."""
    june = closing(year) - _HALF_YEAR
    lost = losses[(losses["account"] == DOUBTFUL) & (losses["day"] > june) & (losses["day"] <= closing(year))]
    cents = -lost.groupby("party")["cents"].sum()
    own = cents[owed.since.reindex(cents.index) <= june]
    wanted: pd.Series = (own * owed.rate.reindex(own.index) * _HALF).round().astype("int64")
    return wanted


def _taken_back(held: pd.Series, left: pd.Series, losses: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the allowances of customers whose debt was lost in the year, with the day of the loss."""
    lost = losses[
        (losses["account"] == DOUBTFUL) & (losses["day"] <= closing(year)) & (losses["day"] > closing(year - 1))
    ]
    days = lost.groupby("party")["day"].max()
    gone = [party for party in held.index if party in days.index and party not in left.index]
    return pd.DataFrame(
        {"party": gone, "cents": held.reindex(gone).to_numpy(np.int64), "day": days.reindex(gone).to_numpy()}
    )


def _by_half(plan: Plan, owed: Doubtful, year: int) -> pd.Series:
    wanted = (owed.net[year] * _HALF).round().astype("int64")
    return _with_kept(plan, owed, wanted) if year == AS_OF.year - 1 else wanted


def _with_kept(plan: Plan, owed: Doubtful, wanted: pd.Series) -> pd.Series:
    """Set the allowances that will be forgotten when their debts are paid, a year later."""
    kept = _paid_later(plan, owed)
    total = round(_KEPT * plan.euros_scale)
    weights = wanted.reindex(kept)
    if len(kept) and weights.sum():
        parts = (
            (weights / weights.sum() * total).round().clip(upper=owed.net[AS_OF.year - 1].reindex(kept)).astype("int64")
        )
        wanted.loc[kept] = parts
    return wanted


def _paid_later(plan: Plan, owed: Doubtful) -> list[str]:
    """Choose customers whose doubtful debt of the year before is gone at the end, without a loss."""
    before, now = owed.net[AS_OF.year - 1], owed.net[AS_OF.year]
    gone = [party for party in before.index if party not in now.index]
    amounts = before.reindex(gone).to_numpy(np.int64)
    count = plan.count(_HOW_MANY["kept"])
    return (
        [gone[i] for i in choose(amounts, count=count, total=_KEPT / _HALF, random=plan.random("kept"))] if gone else []
    )


def _at_last(plan: Plan, tables: Mapping[str, pd.DataFrame], owed: Doubtful, held: pd.Series) -> pd.Series:
    """Return the allowances of the last year end, faults included."""
    net, whole = owed.net[AS_OF.year], owed.whole[AS_OF.year]
    kept = held[[party for party in held.index if party not in net.index]]
    free = net.drop(PROTECTED, errors="ignore")
    insured = _insured(tables, free)
    free = free.drop(insured.index)
    old = free[owed.since.reindex(free.index) < closing(AS_OF.year) - _OLD]
    free = free.drop(_chosen(plan, old, ("forgotten", _FORGOTTEN)))
    taxed = _chosen(plan, (whole - net).reindex(free.index), ("with_vat", _TOO_MUCH))
    fixed = pd.concat([kept, insured, whole.reindex(taxed), (net[net.index == PROTECTED] * _HALF).round()])
    rest = free.drop(taxed)
    share = (round(_TOTAL * plan.euros_scale) - fixed.sum()) / max(int(rest.sum()), 1)
    wanted: pd.Series = pd.concat([fixed, (rest * min(max(share, _LEAST), _MOST)).round()]).astype("int64")
    return wanted


def _chosen(plan: Plan, amounts: pd.Series, what: tuple[str, int]) -> list[str]:
    name, total = what
    count, sought = plan.count(_HOW_MANY[name]), total * plan.euros_scale
    found = choose(amounts.to_numpy(), count=count, total=sought, random=plan.random(name))
    return [str(amounts.index[place]) for place in found]


def _insured(tables: Mapping[str, pd.DataFrame], net: pd.Series) -> pd.Series:
    """Return what the cover leaves of insured debts: a tenth of what is covered and all of what is not."""
    customers = tables["customers"].set_index("customer_id")
    limit = pd.Series(cents_of(customers, "insured_limit"), customers.index).reindex(net.index).fillna(0)
    quota = customers["insured_quota"].reindex(net.index).fillna(0.9)
    cover = np.minimum(limit, net) * quota
    left: pd.Series = (net - cover)[limit > 0].round()
    return left


def _entries(day: NDArray[np.int64], change: pd.Series) -> pd.DataFrame:
    grows = (change > 0).to_numpy()
    other = np.where(grows, CHARGE, REVERSAL)
    text = np.where(grows, "Dépréciation client", "Reprise dépréciation")
    party = change.index.astype(str).to_numpy()
    lines = [Line(other, change.to_numpy()), Line(ALLOWANCE, -change.to_numpy(), party)]
    ref = np.array(["DEP " + one for one in party], object)
    return post("OD", day, ref=ref, text=text, lines=lines)
