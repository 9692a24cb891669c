"""Outlook: the chance that each open part is paid in each coming week, given how long it has been open.

The rates of `payment_rates` are followed from today's day late onwards: what is not paid one day is there the next.
Days on which offices are closed wait for the next working day, and customers with a pay day for theirs. Week 1 starts
on the day after the date.

>>> weeks_of(20_453, 2, pay_day=0).argmax(axis=1)[:8].tolist()  # 1 January 2026 is closed: its cash comes on the 2nd
[0, 0, 0, 0, 0, 0, 0, 1]

Formula: chance of day d = rate of day d x product over the days before it of (1 - all rates).
Units: shares of 1; whole cents; weeks of seven days.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.tables import INVOICE_KINDS
from cashkit.ground.calendar import day_number, from_day, next_working_day
from cashkit.measures.expected_items import Ledger, expected_on
from cashkit.measures.pay_days import on_pay_days, pay_day_after, pay_days
from cashkit.measures.payment_rates import BINS, Spells, bin_of, raw, shrunk, tally
from cashkit.measures.settlements import CASH, Settled

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Bool = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Int64 = NDArray[np.int64]

HISTORY = 730
"""Days of the past that tell how customers pay."""
_WEEK, _YEAR = 7, 365
_AT_ONCE = 2_000
_TIMED = tuple(INVOICE_KINDS.index(kind) for kind in ("invoice", "bill"))
_BILL = INVOICE_KINDS.index("bill")


@dataclass(frozen=True, eq=False)
class Outlook:
    """What is expected on a day: the parts, their chance by week, what is held back, how many ends were known."""

    until: int
    parts: pd.DataFrame
    chance: Floats
    held: dict[str, int]
    known: int

    @property
    def expected(self) -> Floats:
        """The cents expected in each week."""
        found: Floats = self.parts["cents"].to_numpy(float) @ self.chance
        return found

    def spread(self, chance: Floats) -> Floats:
        """Return the standard deviation of each column, what one customer owes on one day being paid or not as one."""
        keys = self.parts[["customer", "due", "start"]]
        lump = keys.groupby(["customer", "due", "start"], sort=True).ngroup().to_numpy()
        size = int(lump.max(initial=-1)) + 1
        cents = self.parts["cents"].to_numpy(float)
        total = np.bincount(lump, weights=cents, minlength=size)
        columns = [np.bincount(lump, weights=cents * one, minlength=size) for one in chance.T]
        mean = np.stack(columns, axis=1) / np.maximum(total, 1)[:, None] if columns else np.zeros((size, 0))
        found: Floats = np.sqrt((total[:, None] ** 2 * mean * (1 - np.clip(mean, 0, 1))).sum(axis=0))
        return found


def outlook(ledger: Ledger, until: int, weeks: int) -> Outlook:
    """Return what the open items are expected to bring over some weeks, as known on a day."""
    parts, held = expected_on(ledger, until)
    parts = parts.assign(customer=ledger.customer[parts["row"].to_numpy()])
    past = _past(ledger, until)
    cash = past.left == CASH
    lately = cash & (past.day > until - _YEAR)
    own = pay_days(ledger.customer[past.item[lately]], past.day[lately], size=len(ledger.segment))
    pay_day = own[parts["customer"].to_numpy()]
    parts = parts.assign(due=on_pay_days(parts["due"].to_numpy(np.int64), pay_day))
    daily = _daily(parts, _rates_of(ledger, past, own, until), until, weeks)
    chance = np.zeros((len(parts), weeks))
    for one in np.unique(pay_day):
        rows = pay_day == one
        chance[rows] = daily[rows] @ weeks_of(until, weeks, pay_day=int(one))
    return Outlook(until, parts, _with_promises(parts, chance, until, weeks), held, int(cash.sum()))


def _past(ledger: Ledger, until: int) -> Settled:
    """Return the settlements of the last two years and what is still there, of invoices and bills with dates."""
    found, items = ledger.settled.known_on(until), ledger.settled.books.items
    item = found.item
    dated = (items.due[item] != NO_DAY) & (items.issue[item] != NO_DAY) & (items.cents[item] > 0)
    return found.where(dated & np.isin(items.kind[item], _TIMED) & (found.day > until - HISTORY))


@dataclass(frozen=True, eq=False)
class _Rates:
    """The spells of the past with the rates of segments, from which a customer's own are made."""

    spells: Spells
    above: tuple[Floats, Floats]
    segment: Int64

    def of(self, customers: Int64) -> tuple[Floats, Floats]:
        """Return the rates of some customers: paid, and left otherwise."""
        place = np.full(len(self.segment), -1)
        place[customers] = np.arange(len(customers))
        mine = place[self.spells.code] >= 0
        chosen = _chosen(self.spells, mine, place[self.spells.code[mine]])
        cash, other, followed = tally(chosen, len(customers))
        segment = self.segment[customers]
        return shrunk(cash, followed, self.above[0][segment]), shrunk(other, followed, self.above[1][segment])


def _chosen(spells: Spells, rows: Bool, code: Int64) -> Spells:
    return Spells(code, spells.entry[rows], spells.exit[rows], spells.left[rows], spells.weight[rows])


def _rates_of(ledger: Ledger, past: Settled, pay_day: Int64, until: int) -> _Rates:
    """Return the rates of the portfolio (bills apart) and of its segments."""
    items, item = ledger.settled.books.items, past.item
    due = on_pay_days(items.due[item].astype(np.int64), pay_day[ledger.customer[item]])
    entry = np.maximum(items.issue[item].astype(np.int64), until - HISTORY)
    weight = past.cents / items.cents[item]
    spells = Spells(ledger.customer[item].astype(np.int64), entry - due, past.day - due, past.left, weight)
    every = np.ones(len(item), bool)
    bill = (items.kind[item] == _BILL).astype(np.int64)
    whole = tally(_chosen(spells, every, bill), 2)
    count = int(ledger.segment.max(initial=-1)) + 1
    parts = tally(_chosen(spells, every, ledger.segment[spells.code]), max(count, 1))
    is_bill = (np.arange(max(count, 1)) == count - 1).astype(np.int64)
    above = tuple(
        shrunk(gone, parts[2], raw(all_gone, whole[2])[is_bill])
        for gone, all_gone in zip(parts[:2], whole[:2], strict=True)
    )
    return _Rates(spells, (above[0], above[1]), ledger.segment)


def _daily(parts: pd.DataFrame, rates: _Rates, until: int, weeks: int) -> Floats:
    """Return the chance of each part on each coming day."""
    ahead = np.arange(1, weeks * _WEEK + 1)
    found = np.zeros((len(parts), len(ahead)))
    customer, due, start = (parts[name].to_numpy(np.int64) for name in ("customer", "due", "start"))
    named, place = np.unique(customer, return_inverse=True)
    for first in range(0, len(named), _AT_ONCE):
        some = np.flatnonzero((place >= first) & (place < first + _AT_ONCE))
        paid, other = rates.of(named[first : first + _AT_ONCE])
        at = (place[some] - first)[:, None] * BINS + bin_of(until + ahead - due[some, None])
        may = until + ahead > start[some, None]
        gone, out = paid.ravel()[at] * may, other.ravel()[at] * may
        there = np.cumprod(1 - gone - out, axis=1)
        found[some] = gone * np.concatenate([np.ones((len(some), 1)), there[:, :-1]], axis=1)
    return found


def weeks_of(until: int, weeks: int, *, pay_day: int) -> Floats:
    """Return for each coming day (rows) the week in which its cash comes (columns): 1 there, 0 elsewhere."""
    day = until + np.arange(1, weeks * _WEEK + 1)
    day = pay_day_after(day, pay_day) if pay_day else day
    week = (_working_from(until, weeks)[day - until - 1] - until - 1) // _WEEK
    found: Floats = (week[:, None] == np.arange(weeks)).astype(float)
    return found


@lru_cache(maxsize=128)
def _working_from(until: int, weeks: int) -> Int64:
    """Return the first working day from each coming day on, a month beyond the last week included."""
    days = range(until + 1, until + weeks * _WEEK + 33)
    return np.array([day_number(next_working_day(from_day(day))) for day in days], np.int64)


def _with_promises(parts: pd.DataFrame, chance: Floats, until: int, weeks: int) -> Floats:
    """Return the chances with what is promised: its share kept in the week promised, the rest as usual."""
    kept, promised = parts["kept"].to_numpy(float), parts["promised"].to_numpy(np.int64)
    said = np.flatnonzero(kept > 0)
    made: Floats = chance * (1 - kept)[:, None]
    week = np.maximum(promised[said] - until - 1, 0) // _WEEK
    near = week < weeks
    made[said[near], week[near]] += kept[said[near]]
    return made
