"""Sales: who is invoiced what on which day, before anything goes wrong.

The number of invoices of each segment and year is the story's. Each customer has its share of them; days follow
the season within the dates of the customer; sizes are log-normal around the customer's mean, then scaled in turn to
what the customer buys in the year and to what its segment sells in each month, credit notes to come included.

Columns: customer (row of the market), issue, net, vat, cents.

>>> from cashkit.sample.credit_notes import planned_notes
>>> from cashkit.sample.market import make_market
>>> from cashkit.sample.plan import Plan
>>> from cashkit.sample.told import told_parts
>>> plan = Plan()
>>> market = make_market(plan)
>>> len(make_sales(plan, market, told_parts(market), planned_notes(plan))) > 5_800
True

Units: whole cents, days since 1970.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number
from cashkit.sample import story
from cashkit.sample.brought_forward import taxed
from cashkit.sample.credit_notes import apportioned
from cashkit.sample.due import due_by_terms
from cashkit.sample.market import window
from cashkit.sample.seasons import calendar_of, month_shares, months_of, share_before, working_day_before, working_days
from cashkit.sample.targets import targets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Whole = NDArray[np.int64]
    Real = NDArray[np.float64]
    _Tables = tuple[pd.DataFrame, pd.DataFrame]

_MORE_FOR_LARGE = 0.85  # a customer twice as large has 2 ** 0.85 times the invoices
_LARGEST_NET, _SMALLEST_NET = 8_400_000, 2_500
_ROUNDS = 12
_MONTHS = 12
EXEMPT = ("C0231", "C0232")
"""Customers without VAT whose last year the story tells to the cent."""
_BEYOND_EARLY, _FIFTH, _FIRST_HALF, _OTHERWISE = "60 EOM", 4, 9, 5
_MORE, _MORE_BUILDERS = 1.02, 1.05  # some are corrected, some paid early, some of a builder's retained
_TWIN_EUROS = 3_040
TWINS = 3  # invoices made out twice, at base size
_ALWAYS_DRAWN = 0.25  # of a segment's invoices, however many the story tells
_SAME_DAY = 0.95  # share of the months in which an artisan's invoices bear one date


@dataclass(frozen=True)
class Cell:
    """The sales of one segment in one year: its customers (rows of the market), and what is left to draw."""

    plan: Plan
    segment: str
    place: int
    of: Whole
    counts: Whole  # of each customer
    wanted: Real  # cents of each customer
    monthly: Real  # cents of each month
    fresh: float  # cents still to fall due at the end of the year

    @property
    def year(self) -> int:
        """The calendar year."""
        return story.YEARS[self.place]


def make_sales(plan: Plan, market: pd.DataFrame, told: pd.DataFrame, notes: pd.DataFrame) -> pd.DataFrame:
    """Return the invoices of the crowd, beside those that the story tells."""
    invoiced = told[told["kind"] == "invoice"]
    due = due_by_terms(market["terms"].to_numpy()[invoiced["customer"]], invoiced["issue"].to_numpy())
    segment = market["segment"].to_numpy()[invoiced["customer"]]
    invoiced = invoiced.assign(segment=segment, year=years_of(invoiced), due_by_terms=due)
    numbers = _numbers(plan, invoiced)
    rates = market["rate"].to_numpy()
    made = []
    for (name, place), number in numbers.items():
        mine = invoiced[(invoiced["segment"] == name) & (invoiced["year"] == story.YEARS[place])]
        noted = notes[(notes["segment"] == name) & (notes["place"] == place)]
        cell = _cell(plan, market, (mine, noted), (name, place, number))
        made += [_drawn(cell, market, rates)] if cell.counts.sum() else []
    return _to_the_cent(market, pd.concat(made, ignore_index=True))


def _to_the_cent(market: pd.DataFrame, sales: pd.DataFrame) -> pd.DataFrame:
    """Let what the story tells of exempt customers' last year be exactly so."""
    made = sales.copy()
    for place in np.flatnonzero(market["customer_id"].isin(EXEMPT)):
        of = np.flatnonzero((sales["customer"] == place) & (years_of(sales) == story.YEARS[-1]))
        if len(of):
            wanted, cents = int(market[f"cents_{story.YEARS[-1]}"].iloc[place]), sales["cents"].to_numpy()[of]
            cents = cents * wanted // cents.sum()
            cents[-1] += wanted - cents.sum()
            made.loc[of, ["net", "cents"]] = np.column_stack([cents, cents])
    return made


def years_of(rows: pd.DataFrame) -> Whole:
    """Return the calendar year in which each row was issued."""
    return rows["issue"].to_numpy().astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def _numbers(plan: Plan, told: pd.DataFrame) -> dict[tuple[str, int], int]:
    """Return how many invoices are to be drawn in each segment and year: with the story's, they are the plan's."""
    keys = [(name, place) for name in story.SEGMENTS for place in range(len(story.YEARS))]
    base = np.array([story.SEGMENTS[name].invoices[place] for name, place in keys]) * plan.scale
    held = np.array([((told["segment"] == name) & (told["year"] == story.YEARS[at])).sum() for name, at in keys])
    left = np.maximum(base - held, base * _ALWAYS_DRAWN)
    drawn = apportioned(plan.invoices - len(told) - plan.count(TWINS), left)
    return dict(zip(keys, (int(number) for number in drawn), strict=True))


def _cell(plan: Plan, market: pd.DataFrame, tables: _Tables, where: tuple[str, int, int]) -> Cell:
    """Return what the crowd of a segment is to be invoiced in a year: the story's invoices are taken off."""
    (mine, noted), (segment, place, number) = tables, where
    year = story.YEARS[place]
    of = np.flatnonzero(market["segment"] == segment)
    bought = market[f"cents_{year}"].to_numpy()[of].astype(float)
    told = np.bincount(mine["customer"], mine["cents"], len(market))[of]
    wanted = np.maximum(bought * (1.0 + noted["cents"].sum() / max(bought.sum(), 1.0)) - told, 0.0)
    months = bought.sum() * month_shares(segment, year)
    np.add.at(months, months_of(noted["day"].to_numpy()), noted["cents"].to_numpy())
    np.subtract.at(months, months_of(mine["issue"].to_numpy()), mine["cents"].to_numpy())
    since, until = window(market, year)
    wanted[since[of] > until[of]] = 0.0
    counts = _counts(market.iloc[of], wanted, number, plan.scale)
    fresh = _fresh_wanted(plan, mine, segment, year)
    return Cell(plan, segment, place, of, counts, wanted, np.maximum(months, 0.0), fresh)


def _fresh_wanted(plan: Plan, mine: pd.DataFrame, segment: str, year: int) -> float:
    """Return what is to be drawn among invoices still to fall due at the end of a year, so that the story's is owed."""
    end = day_number(story.AS_OF.replace(year=year))
    later = (mine["ends"] == "open") & (mine["due_by_terms"] >= end)
    held = mine.loc[later | (mine["ends"] == "bill_returned"), "cents"].sum()
    if year == story.YEARS[-1] and segment == "artisans":
        held += _TWIN_EUROS * 100 * plan.count(TWINS) * plan.invoice_growth
    wanted = targets(year)[segment].buckets[0] * (_MORE_BUILDERS if segment == "builders" else _MORE)
    return max(wanted * 100_000 * plan.euros_scale - held, 0.0)


def _counts(customers: pd.DataFrame, wanted: Real, number: int, scale: float) -> Whole:
    """Share the invoices of a segment among its customers; those invoiced monthly have one a month."""
    counts = np.where(customers["monthly"] & (wanted > 0), max(1, round(_MONTHS * min(scale, 1.0))), 0)
    rest = max(number - int(counts.sum()), 0)
    others = np.where(customers["monthly"], 0.0, wanted) ** _MORE_FOR_LARGE
    if not others.any() or not rest:
        return counts.astype(np.int64)
    always = customers["named"] | customers["customer_id"].isin(EXEMPT)
    one = (others > 0) & (always.to_numpy() | (rest >= 2 * (others > 0).sum())) & (rest >= always.sum())
    return np.asarray(counts + one + apportioned(rest - int(one.sum()), others), np.int64)


def _drawn(cell: Cell, market: pd.DataFrame, rates: Whole) -> pd.DataFrame:
    """Return the invoices of a cell."""
    random = cell.plan.random(f"sales {cell.segment} {cell.place}")
    row = np.repeat(np.arange(len(cell.of)), cell.counts)
    customer = cell.of[row]
    issue = _issued(cell, market, row, random)
    rate = rates[customer]
    size = random.lognormal(0.0, story.SEGMENTS[cell.segment].spread, len(row))
    size = np.where(market["monthly"].to_numpy()[customer], 1.0, size)
    largest = _LARGEST_NET if cell.plan.scale >= 1 else np.inf
    bounds = np.array([1 + rate / 100]) * [[_SMALLEST_NET], [largest]]
    cents = _scaled(cell, size, (row, months_of(issue), _fresh(cell, market, customer, issue)), bounds)
    return pd.DataFrame({"customer": customer, "issue": issue} | taxed(cents, rate))


def _issued(cell: Cell, market: pd.DataFrame, row: Whole, random: np.random.Generator) -> Whole:
    """Return the day of each invoice: spread over the customer's dates as the season is."""
    since, until = window(market, cell.year)
    first = np.concatenate([[0], np.cumsum(cell.counts)])[row]
    rank, count = np.arange(len(row)) - first, cell.counts[row]
    low = share_before(cell.segment, cell.year, since[cell.of])[row]
    high = share_before(cell.segment, cell.year, until[cell.of] + 1)[row]
    known, cumulated = calendar_of(cell.segment, cell.year)
    u = low + (high - low) * (rank + random.random(len(row))) / np.maximum(count, 1)
    issue = known[np.searchsorted(cumulated, u, side="right").clip(0, len(known) - 1)]
    if cell.segment == "artisans":
        issue = _bunched(issue, row, random)
    early = (market["terms"] == _BEYOND_EARLY).to_numpy()[cell.of][row]
    issue = np.where(early, _in_the_first_half(issue), issue)
    return np.where(market["monthly"].to_numpy()[cell.of][row], _month_days(cell, market, row, rank), issue)


def _in_the_first_half(issue: Whole) -> Whole:
    """Return days mostly of the first half of their months: 60 days end of month are then beyond every reading."""
    start = issue.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    first_half = working_day_before(start + _FIFTH + issue % _FIRST_HALF)
    return np.where(issue % _OTHERWISE == 0, issue, first_half)


def _bunched(issue: Whole, row: Whole, random: np.random.Generator) -> Whole:
    """Give the invoices of a customer in a month one date, most of the time."""
    key = row * _MONTHS + months_of(issue)
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    together = random.random(len(first)) < _SAME_DAY
    return np.where(together[place], issue[first][place], issue)


def _month_days(cell: Cell, market: pd.DataFrame, row: Whole, rank: Whole) -> Whole:
    """Return the day of a monthly invoice: the first working day after the month; at the counter its last."""
    days = working_days(cell.year)
    months = months_of(days)
    starts = np.searchsorted(months, np.arange(_MONTHS))
    ends = np.searchsorted(months, np.arange(_MONTHS), side="right") - 1
    step = np.maximum(_MONTHS // np.maximum(cell.counts[row], 1), 1)
    month = (rank * step).clip(0, _MONTHS - 1)
    counter = (market["like"].to_numpy()[cell.of][row] == "C0250").astype(bool)
    issued: Whole = np.where(counter, days[ends[month]], days[starts[month]])
    return issued


def _fresh(cell: Cell, market: pd.DataFrame, customer: Whole, issue: Whole) -> Whole:
    """Return 1 for what is still to fall due at the end of the year; once factored, for what is not paid by then."""
    financed = cell.segment == "retail" and cell.year == story.YEARS[-1]
    grace = round(story.SEGMENTS[cell.segment].lateness) if financed else 0
    end = day_number(story.AS_OF.replace(year=cell.year))
    return (due_by_terms(market["terms"].to_numpy()[customer], issue) + grace >= end).astype(np.int64)


def _scaled(cell: Cell, size: Real, keys: tuple[Whole, Whole, Whole], bounds: Real) -> Real:
    """Scale sizes in turn to what each customer buys, each month brings and is still to fall due, within bounds."""
    row, month, fresh = keys
    cents, targets_by = size.copy(), [(row, cell.wanted), (month, _where_there_are_any(cell.monthly, month))]
    if fresh.any():
        targets_by.append((fresh, np.array([cell.monthly.sum() - cell.fresh, cell.fresh])))
    for _ in range(_ROUNDS):
        for key, wanted in targets_by:
            total = np.bincount(key, cents, len(wanted))
            cents *= np.divide(wanted, total, out=np.ones_like(total), where=total > 0)[key]
        cents = np.clip(cents, bounds[0], bounds[1])
    return cents


def _where_there_are_any(monthly: Real, month: Whole) -> Real:
    """Move what a month without invoices should bring to the nearest month that has some."""
    present = np.unique(month)
    nearest = present[np.abs(present[:, None] - np.arange(_MONTHS)).argmin(axis=0)]
    return np.bincount(nearest, monthly, _MONTHS).astype(np.float64)
