"""Carried forward: the opening lines of each year replaced by the open lines of the years before.

A customer's opening lines give way where the years before have open lines on the same collective account. What
the two differ by stays as an opening line, so that the accounts tie every day; where opening lines without an
origin make up the difference, they stay as they are. Units: cents.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
import pyarrow.compute as pc

from cashkit.readers.fec.chain import Chain
from cashkit.readers.fec.groups import Mask
from cashkit.readers.fec.joining import some_lines, some_operations
from cashkit.readers.fec.letter_links import Letters
from cashkit.readers.fec.lettering import NONE
from cashkit.readers.fec.lines import Int64, Lines
from cashkit.readers.fec.opening_origins import Pairs, Trace, origins
from cashkit.readers.fec.operations import Operations
from cashkit.readers.fec.receivables import words

_DETAILED = 0.9
"""The share of opening lines that bear the number of what they bring forward, in an opening in detail."""


@dataclass(frozen=True)
class Carried:
    """The lines of all years without those replaced, and for each year how many were and their sum."""

    lines: Lines
    found: Operations
    brought: Mask
    replaced: tuple[tuple[int, int], ...]


def carried(chain: Chain) -> Carried:
    """Return the lines from which the books of all years are made."""
    work = _Work(chain)
    replaced = tuple(work.year(year) for year in range(1, len(chain.opens)))
    work.letters.unite_halves(replace(chain, lines=work.lines()), work.kept)
    rows = np.flatnonzero(work.kept)
    rows = rows[np.argsort(chain.lines.line_no[rows], kind="stable")]
    lines = some_lines(work.letters.written(work.lines()), rows)
    return Carried(lines, some_operations(chain.found, rows), chain.brought[rows], replaced)


class _Work:
    """The chain, year by year: which lines are kept, with which cents and letters."""

    def __init__(self, chain: Chain) -> None:
        self.chain, self.letters = chain, Letters(chain)
        self.cents = chain.cents.copy()
        self.kept = np.ones(len(chain.lines), bool)
        number = words(chain.lines.document_ref).take(chain.lines.document_ref.codes)
        label = words(chain.lines.line_text).take(chain.lines.line_text.codes)
        texts = pc.binary_join_element_wise(number, label, " ")
        self.trace = Trace(chain.pool, chain.cents, chain.lines.document_day, number, texts)

    def lines(self) -> Lines:
        """Return all lines with their cents as they are now."""
        return replace(self.chain.lines, debit=np.maximum(self.cents, 0), credit=np.maximum(-self.cents, 0))

    def year(self, year: int) -> tuple[int, int]:
        """Replace the opening lines of a year; return how many gave way and their sum."""
        chain, (balance, candidates) = self.chain, self._before(year)
        has = np.zeros(len(balance), bool)
        has[chain.pool[candidates]] = True
        openings = np.flatnonzero(chain.opening(year) & has[chain.pool])
        found = origins(replace(self.trace, cents=self.cents), openings, candidates)
        pools = self._by_pool(openings, candidates, found.pairs)
        if len(openings) and found.named >= _DETAILED * len(openings):
            settled = (self._settled(*pools[pool], int(balance[pool])) for pool in pools)
            self.letters.close([rows for rows in settled if rows], int(chain.lines.posting_day[openings].min()))
        self.letters.hand_over(found.pairs)
        for pool, (own, free) in pools.items():
            if own.lines:
                self._replace(own, free, int(balance[pool]))
        gone = openings[~self.kept[openings] | (self.cents[openings] != chain.cents[openings])]
        return len(gone), int(chain.cents[gone].sum())

    def _before(self, year: int) -> tuple[Int64, Int64]:
        """Return what each pool owes when a year opens, and the lines that nothing closed by then."""
        before = self.kept & (self.chain.of < year)
        balance = np.zeros(int(self.chain.pool.max(initial=-1)) + 1, np.int64)
        np.add.at(balance, self.chain.pool[before], self.cents[before])
        return balance, np.flatnonzero(self.letters.open(before, self.cents))

    def _by_pool(self, openings: Int64, candidates: Int64, pairs: Pairs) -> dict[int, tuple["_Openings", list[int]]]:
        """Return, by pool, the opening lines and the candidates that are nobody's origin."""
        origin: dict[int, list[int]] = defaultdict(list)
        for line, row in pairs:
            origin[line].append(row)
        taken = {row for _, row in pairs}
        free: dict[int, list[int]] = defaultdict(list)
        for row, pool in zip(candidates.tolist(), self.chain.pool[candidates].tolist(), strict=True):
            if row not in taken:
                free[pool].append(row)
        lines: dict[int, list[int]] = defaultdict(list)
        for line, pool in zip(openings.tolist(), self.chain.pool[openings].tolist(), strict=True):
            lines[pool].append(line)
        return {pool: (_Openings(lines[pool], origin), free[pool]) for pool in {**lines, **free}}

    def _settled(self, own: "_Openings", free: list[int], balance: int) -> list[int]:
        """Return what an opening in detail no longer shows: it was settled, though nobody lettered it.

        One invoice may be shown with less than its amount: the rest of it was settled as well.
        """
        loose = [row for row in free if self.letters.group[row] == NONE]
        partly = own.partly(self.cents)
        paid = sum(int(self.cents[row] - self.cents[line]) for line, row in partly)
        rows = [*loose, *(row for _, row in partly)]
        if not loose or len(partly) > 1 or own.lone() or int(self.cents[own.lines].sum()) != balance:
            return []
        unlettered = bool((self.letters.group[rows] == NONE).all())
        return rows if unlettered and int(self.cents[loose].sum()) + paid == 0 else []

    def _replace(self, own: "_Openings", free: list[int], balance: int) -> None:
        """Let the opening lines of a pool give way, all but what the years differ by."""
        difference = int(self.cents[own.lines].sum()) - balance
        lone = own.lone()
        if difference and lone and int(self.cents[lone].sum()) == difference:
            self.kept[[line for line in own.lines if line in own.origin]] = False
            return
        self._letter_rest(lone, free)
        self.kept[own.lines] = False
        if difference:
            line = own.differing(self.cents, difference)
            self.kept[line], self.cents[line] = True, difference

    def _letter_rest(self, lone: list[int], free: list[int]) -> None:
        """Give the one letter of opening lines without an origin to all that no other opening line came from."""
        groups = {self.letters.one(line) for line in lone}
        if len(groups) == 1 and NONE not in groups:
            self.letters.hand_over((lone[0], row) for row in free)


@dataclass(frozen=True)
class _Openings:
    """The opening lines of a pool, and what each came from."""

    lines: list[int]
    origin: dict[int, list[int]]

    def lone(self) -> list[int]:
        """Return the lines whose origin is not known."""
        return [line for line in self.lines if line not in self.origin]

    def partly(self, cents: Int64) -> Pairs:
        """Return the lines that show another amount than that of the one line that they come from."""
        alone = [(line, self.origin[line][0]) for line in self.lines if len(self.origin.get(line, ())) == 1]
        return [(line, row) for line, row in alone if cents[line] != cents[row]]

    def differing(self, cents: Int64, difference: int) -> int:
        """Return the line that the difference is in, as far as one can tell."""
        for line, rows in ((line, self.origin[line]) for line in self.lines if line in self.origin):
            if int(cents[line] - cents[rows].sum()) == difference:
                return line
        return (self.lone() or self.lines)[0]
