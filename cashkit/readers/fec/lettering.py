"""Lettered groups: customer lines that somebody matched under one code.

A group is one account, one customer, one code; a code used again is told apart when each of its
dates balances, or when parts more than 18 months apart each do. What does not balance stays open
on its members (R01); a group lettered after the closing date was open at it (R02).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cashkit.dossier.findings import DETAILS, DataFinding, capped, data_finding
from cashkit.ground.calendar import from_day
from cashkit.ground.money import euros
from cashkit.readers.fec.groups import Groups, group
from cashkit.readers.fec.lines import NO_DAY, Int32, Int64, Lines

_APART = 548
NONE = -1


@dataclass(frozen=True)
class Lettered:
    """The group of each receivable line (NONE: not lettered), with its lettering day (NO_DAY: unknown)."""

    group: Int32
    count: int
    day: Int32


def lettered(lines: Lines, rows: Int64, customer: Int32, cents: Int64) -> Lettered:
    """Return the lettered groups of the receivable lines."""
    code = np.full(len(rows), NONE, np.int32)
    day = lines.lettering_day[rows]
    inside = np.flatnonzero(~lines.lettering.blank()[rows])
    if not len(inside):
        return Lettered(code, 0, day)
    found = _keyed(lines, rows[inside], customer[inside])
    found = _split(found, group(found.code.astype(np.int64) << 32 | (day[inside].view(np.uint32))), cents[inside])
    found = _split(found, _apart(found, lines.posting_day[rows[inside]]), cents[inside])
    code[inside] = found.code
    return Lettered(code, found.count, day)


def _keyed(lines: Lines, rows: Int64, customer: Int32) -> Groups:
    account, letters = lines.account.codes[rows].astype(np.int64), lines.lettering.codes[rows].astype(np.int64)
    key = (account * (int(customer.max()) + 1) + customer) * (int(letters.max()) + 1) + letters
    return group(key)


def _split(whole: Groups, parts: Groups, cents: Int64) -> Groups:
    """Split the groups whose parts each balance; a part belongs to one group."""
    odd = parts.sums(cents) != 0
    keep = np.zeros(whole.count, bool)
    keep[whole.code[parts.first[odd]]] = True
    return group(np.where(keep[whole.code], whole.code.astype(np.int64), whole.count + parts.code.astype(np.int64)))


def _apart(whole: Groups, posted: Int32) -> Groups:
    """Cut groups where more than 18 months pass between two lines."""
    order = np.lexsort((posted, whole.code))
    same = np.diff(whole.code[order], prepend=-1) == 0
    gap = np.diff(posted[order].astype(np.int64), prepend=0) > _APART
    part = np.empty(len(order), np.int64)
    part[order] = np.cumsum(~same | gap)
    return group(part)


@dataclass(frozen=True)
class Members:
    """The receivable lines that may be lettered: their index in the file, cents and customers."""

    row: Int64
    cents: Int64
    customer: NDArray[np.object_]


def check_lettering(lines: Lines, found: Lettered, members: Members, about: tuple[int, str]) -> list[DataFinding]:
    """Return R01 (groups that do not balance) and R02 (groups matched after the closing date).

    `about` is the closing day and the name of the file.
    """
    closing, file = about
    inside = np.flatnonzero(found.group >= 0)
    group, cents = found.group[inside], members.cents[inside]
    total, owed = np.zeros(found.count, np.int64), np.zeros(found.count, np.int64)
    np.add.at(total, group, cents)
    np.add.at(owed, group, np.maximum(cents, 0))
    first, latest = np.full(found.count, -1, np.int64), np.full(found.count, NO_DAY, np.int32)
    first[group[::-1]] = inside[::-1]
    np.maximum.at(latest, group, found.day[inside])
    teller = _Teller(lines, members, first, latest, file)
    return [
        *teller.told("R01", np.flatnonzero(total != 0), total),
        *teller.told("R02", np.flatnonzero((first >= 0) & (latest > closing)), owed),
    ]


@dataclass(frozen=True)
class _Teller:
    """What is told of a group: its first line, its latest day of lettering."""

    lines: Lines
    members: Members
    first: Int64
    latest: Int32
    file: str

    def told(self, code: str, groups: Int64, amount: Int64) -> list[DataFinding]:
        """Return the findings about some groups, the largest amounts first."""
        few = groups[np.argsort(-np.abs(amount[groups]), kind="stable")][:DETAILS]
        return capped([self._one(code, group, int(amount[group])) for group in few.tolist()], len(groups))

    def _one(self, code: str, group: int, cents: int) -> DataFinding:
        member, day = self.first[group], self.latest[group]
        row, letters = self.members.row[member], self.lines.lettering
        return data_finding(
            code,
            file=self.file,
            line=int(self.lines.line_no[row]),
            field="EcritureLet",
            value=letters.values[letters.codes[row]],
            customer=str(self.members.customer[member]),
            amount=euros(abs(cents)),
            day=from_day(int(day)) if day != NO_DAY else "",
        )
