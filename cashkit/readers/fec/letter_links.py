"""Letters through the years: lettered groups of one year joined with those of another where they share a debt.

Codes start anew each year, so a group is one year's own (`own_letters`). An opening line that is replaced hands its
letter to the lines that it came from; where these bear one of their own, the two groups are one. Two groups of
neighbouring years are one too when they bear the same code, on the same day where both are dated, and neither
balances but both together do: the letter was put on before the file of the first year was written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from cashkit.readers.fec.chain import Chain
from cashkit.readers.fec.groups import Mask
from cashkit.readers.fec.lettering import NONE, lettered
from cashkit.readers.fec.lines import NO_DAY, Coded, Int64, Lines

CLOSED = "(AN)"
"""What stands for the letter of lines that only the next opening tells to be settled."""


class Letters:
    """The lettered group of each line (NONE: not lettered), its lettering day, and which groups are one."""

    def __init__(self, chain: Chain) -> None:
        """Start with the groups of each year by itself."""
        own = replace(chain.lines, lettering=_by_year(chain))
        found = lettered(own, np.arange(len(own)), chain.who.code, chain.cents)
        self.group, self.day = found.group.astype(np.int64), found.day.copy()
        self.parent = np.arange(found.count)

    def of(self, rows: Int64) -> Int64:
        """Return the group of some lines as it is now."""
        if not len(self.parent):
            return np.full(len(rows), NONE, np.int64)
        while (self.parent != self.parent[self.parent]).any():
            self.parent = self.parent[self.parent]
        return np.where(self.group[rows] == NONE, NONE, self.parent[self.group[rows]])

    def one(self, row: int) -> int:
        """Return the group of one line as it is now."""
        return NONE if self.group[row] == NONE else self._first(int(self.group[row]))

    def open(self, chosen: Mask, cents: Int64) -> Mask:
        """Return which of some lines stand in no group that balances among them."""
        rows = np.flatnonzero(chosen)
        group, total = self.of(rows), np.zeros(len(self.parent) + 1, np.int64)
        np.add.at(total, group, cents[rows])  # NONE is the last place
        total[-1] = 1
        out = np.zeros(len(chosen), bool)
        out[rows] = total[group] != 0
        return out

    def hand_over(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Give the letter of the first line of each pair to the second."""
        for line, origin in pairs:
            if self.group[line] == NONE:
                continue
            if self.group[origin] == NONE:
                self.group[origin], self.day[origin] = self.group[line], self.day[line]
            else:
                self.unite(int(self.group[line]), int(self.group[origin]))

    def close(self, groups: Sequence[list[int]], day: int) -> None:
        """Make groups of lines that bear no letter, each closed on a day."""
        start = len(self.parent)
        for number, rows in enumerate(groups, start):
            self.group[rows], self.day[rows] = number, day
        self.parent = np.append(self.parent, np.arange(start, start + len(groups)))

    def unite(self, one: int, other: int) -> None:
        """Make two groups one, named by the later."""
        low, high = sorted((self._first(one), self._first(other)))
        self.parent[low] = high

    def _first(self, group: int) -> int:
        while self.parent[group] != group:
            group = int(self.parent[group])
        return group

    def unite_halves(self, chain: Chain, kept: Mask) -> None:
        """Make one of two halves of a group that stand in two neighbouring years under one code."""
        halves = _Halves(self, chain, kept)
        for first, second in halves.pairs():
            self.unite(first, second)

    def written(self, lines: Lines) -> Lines:
        """Return the lines with a code for each group, shown as the letters of its latest year."""
        rows = np.flatnonzero(self.group != NONE)
        root = self.of(rows)
        values = np.full(len(self.parent) + 1, "", object)
        values[root] = CLOSED
        told = rows[~lines.lettering.blank()[rows]]
        told = told[np.argsort(self.group[told], kind="stable")]
        values[self.of(told)] = lines.lettering.texts()[told]
        codes = np.full(len(lines), len(self.parent), np.int32)
        codes[rows] = root
        return replace(lines, lettering=Coded(codes, values), lettering_day=self.day)


class _Halves:
    """The groups that do not balance, by what they have in common."""

    def __init__(self, letters: Letters, chain: Chain, kept: Mask) -> None:
        rows = np.flatnonzero(kept & (letters.group != NONE))
        group = letters.of(rows)
        self.total = np.zeros(len(letters.parent), np.int64)
        np.add.at(self.total, group, chain.cents[rows])
        self.day = np.full(len(letters.parent), NO_DAY, np.int32)
        np.maximum.at(self.day, group, letters.day[rows])
        self.seen: dict[tuple[int, int, str], dict[int, set[int]]] = {}
        odd = self.total[group] != 0
        texts = chain.lines.lettering.texts()[rows[odd]]
        for row, one, text in zip(rows[odd].tolist(), group[odd].tolist(), texts, strict=True):
            key = (int(chain.lines.account.codes[row]), int(chain.who.code[row]), str(text))
            self.seen.setdefault(key, {}).setdefault(int(chain.of[row]), set()).add(one)

    def pairs(self) -> list[tuple[int, int]]:
        """Return the groups that are two halves of one."""
        found = []
        for by_year in self.seen.values():
            for year, groups in by_year.items():
                after = by_year.get(year + 1, set())
                if len(groups) == len(after) == 1 and self._fit(min(groups), min(after)):
                    found.append((min(groups), min(after)))
        return found

    def _fit(self, first: int, second: int) -> bool:
        one, other = self.day[first], self.day[second]
        return bool(
            first != second and self.total[first] + self.total[second] == 0 and (one == other or NO_DAY in (one, other))
        )


def _by_year(chain: Chain) -> Coded:
    """Return the letters as texts of their own in each year."""
    letters = chain.lines.lettering
    size = len(letters.values)
    years = int(chain.of.max(initial=0)) + 1
    return Coded((letters.codes + chain.of * size).astype(np.int32), np.tile(letters.values, years))
