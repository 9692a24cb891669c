"""Booked already: the bank lines that the payments of a dossier hold, which must not be booked a second time.

A line is booked when a payment has its amount, a date within 3 working days, and its customer or its reference; each
payment answers for one line, the nearest first.

>>> day = day_number(as_date("2026-01-05"))
>>> held = Held(np.array([12_000]), np.array([day], np.int32), np.array([0]), ["VIR F102"])
>>> booked_by([Line(day + 2, 12_000, "VIR F102", ())], held), booked_by([Line(day + 9, 12_000, "VIR F102", ())], held)
([0], [-1])
>>> booked_by([Line(day, 12_000, "", (0,)), Line(day, 12_000, "", (0,))], held)
[0, -1]

Units: whole cents, day numbers, places in the list of customers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

import numpy as np  # noqa: TC002  (the doctest)

from cashkit.ground.calendar import as_date, day_number, from_day, is_working_day  # noqa: F401  (same)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

WORKING_DAYS = 3
_LEAST = 5  # signs that a reference must have to be one
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Line:
    """A bank line: its day, cents, text, and who may have paid it."""

    day: int
    cents: int
    text: str
    customers: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Held:
    """The payments of a dossier, row by row; `references` are their texts."""

    cents: NDArray[np.int64]
    days: NDArray[np.int32]
    customers: NDArray[np.int64]
    references: Sequence[str]


def booked_by(lines: Sequence[Line], held: Held) -> list[int]:
    """Return the payment that each line is booked as, -1 where there is none."""
    near = _near(lines, held)
    found, taken = [-1] * len(lines), set[int]()
    for same in (_one_reference, _one_customer):
        for place, line in enumerate(lines):
            free = [row for row in near[place] if row not in taken] if found[place] < 0 else []
            fits = [(abs(int(held.days[row]) - line.day), row) for row in free if same(line, held, row)]
            if fits:
                found[place] = min(fits)[1]
                taken.add(found[place])
    return found


def _near(lines: Sequence[Line], held: Held) -> list[list[int]]:
    """Return the payments of each line's amount within the working days around it."""
    by_cents: dict[int, list[int]] = defaultdict(list)
    wanted = {line.cents for line in lines}
    for row, cents in enumerate(held.cents.tolist()):
        if cents in wanted:
            by_cents[cents].append(row)
    windows = [_window(line.day) for line in lines]
    return [
        [row for row in by_cents.get(line.cents, ()) if first <= held.days[row] <= last]
        for line, (first, last) in zip(lines, windows, strict=True)
    ]


@cache
def _window(day: int) -> tuple[int, int]:
    """Return the days 3 working days before and after a day."""
    return _walked(day, -1), _walked(day, 1)


def _walked(day: int, step: int) -> int:
    left, now = WORKING_DAYS, from_day(day)
    while left:
        now += timedelta(days=step)
        left -= is_working_day(now)
    return day_number(now)


def _one_reference(line: Line, held: Held, row: int) -> bool:
    told, own = _SIGNS.sub("", line.text).upper(), _SIGNS.sub("", held.references[row]).upper()
    return len(own) >= _LEAST and own in told


def _one_customer(line: Line, held: Held, row: int) -> bool:
    return int(held.customers[row]) in line.customers


def perhaps_booked(lines: Sequence[Line], held: Held) -> list[int]:
    """Return the one payment of each line's amount around its day, whoever paid it; -1 for none, or several."""
    return [rows[0] if len(rows) == 1 else -1 for rows in _near(lines, held)]
