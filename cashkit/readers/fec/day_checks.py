"""Checks of a FEC's days against each other.

L17 and L18 (matching), L22 (fiscal year), L23 (documents), L24 to L26 (validation).

The date of a document may lie more than twelve months before an opening entry: an old debt is no
error. A validation is late when it comes more than a year after the entry.

Source: art. A47 A-1 LPF, VII; PCG art. 921-3 and 921-4 (validation); the rest are ours.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cashkit.ground import calendar
from cashkit.readers.fec.fiscal_year import FiscalYear
from cashkit.readers.fec.lines import NO_DAY, Int32
from cashkit.readers.fec.observations import Observations, Said, Show, Where
from cashkit.readers.fec.typed import Typed

_YEAR = 366


@dataclass(frozen=True)
class _Pair:
    """The day of entry and another day of each line; `known` where both are."""

    name: str
    posting: Int32
    other: Int32
    known: Where
    show: Show


def check_days(read: Typed, year: FiscalYear, seen: Observations) -> None:
    """Tell what is wrong between the days of lines, in the order of the codes."""
    _matching(read, seen)
    _fiscal_year(read, year, seen)
    _documents(read, year, seen)
    _validation(read, seen)


def _pair(read: Typed, name: str) -> _Pair | None:
    if name not in read.days:
        return None
    posting, column = read.days["EcritureDate"].day, read.days[name]
    known = (posting != NO_DAY) & (column.day != NO_DAY)
    return _Pair(name, posting, column.day, known, lambda row: column.column.values[column.column.codes[row]])


def _matching(read: Typed, seen: Observations) -> None:
    letters, dates = read.texts.get("EcritureLet"), read.days.get("DateLet")
    pair = _pair(read, "DateLet")
    if letters is None or dates is None or pair is None:
        return
    lettered, dated = ~read.blank("EcritureLet"), ~dates.blanks()
    seen.lines("L17", "DateLet", lettered & ~dated, lambda row: letters.values[letters.codes[row]])
    seen.lines("L17", "EcritureLet", dated & ~lettered, pair.show)
    rows = np.flatnonzero(lettered & pair.known & (pair.other < pair.posting))
    if len(rows):
        _early_groups(read, pair, rows, seen)


def _early_groups(read: Typed, pair: _Pair, rows: NDArray[np.intp], seen: Observations) -> None:
    """Tell L18 by group: same account, third party, letter and date of matching."""
    key = [read.texts[name] for name in ("CompteNum", "CompAuxNum", "EcritureLet") if name in read.texts]
    keys = np.stack([*(column.codes[rows] for column in key), pair.other[rows]], axis=1)
    _, first, group = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    latest = np.full(len(first), NO_DAY, np.int32)
    np.maximum.at(latest, group.reshape(-1), pair.posting[rows])
    letters, account = read.texts["EcritureLet"], read.texts["CompteNum"]

    def tell(place: int) -> tuple[str, Said]:
        row = rows[first[place]]
        lettered, posted = calendar.from_day(pair.other[row]), calendar.from_day(latest[place])
        said = {"account": account.values[account.codes[row]], "lettered": str(lettered), "posted": str(posted)}
        return letters.values[letters.codes[row]], said

    seen.groups("L18", "DateLet", rows[first], tell)


def _fiscal_year(read: Typed, year: FiscalYear, seen: Observations) -> None:
    pair = _pair(read, "EcritureDate")
    if pair is None:
        return
    opening, closing = str(year.opening), str(year.closing)
    before = pair.known & (pair.posting < calendar.day_number(year.opening))
    after = pair.known & (pair.posting > calendar.day_number(year.closing))
    for outside in (before, after):
        seen.lines("L22", pair.name, outside, pair.show, opening=opening, closing=closing)


def _documents(read: Typed, year: FiscalYear, seen: Observations) -> None:
    pair = _pair(read, "PieceDate")
    if pair is None:
        return
    old = (pair.other < pair.posting - _YEAR) & (pair.posting > calendar.day_number(year.opening))
    seen.lines("L23", pair.name, pair.known & ((pair.other > pair.posting) | old), pair.show)


def _validation(read: Typed, seen: Observations) -> None:
    pair = _pair(read, "ValidDate")
    if pair is None:
        return
    seen.lines("L24", pair.name, pair.known & (pair.other < pair.posting), pair.show)
    if _is_one_day(pair):
        seen.lines("L25", pair.name, pair.known, pair.show)
    seen.lines("L26", pair.name, pair.known & (pair.other > pair.posting + _YEAR), pair.show)


def _is_one_day(pair: _Pair) -> bool:
    """Return whether lines of several days were all validated on one and the same day."""
    used = pair.posting != NO_DAY
    validated = pair.other[used]
    several = bool(used.any()) and bool((pair.posting[used] != pair.posting[used][0]).any())
    return several and validated[0] != NO_DAY and bool((validated == validated[0]).all())
