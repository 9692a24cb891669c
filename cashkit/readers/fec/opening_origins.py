"""The origin of an opening line: the open lines of the years before that it brings forward.

It is found by reference and amount, then by the number that the line names (of two that bear it, the one of its
very amount), then by amount and document date, then by amount where as many lines seek it as there are. The amount
brought forward may be less than the invoice: what was paid before is gone from it. Debits come from debits, credits
from credits.

>>> trace = Trace(np.zeros(3, np.int32), np.array([500, 900, 700]), np.array([10, 20, 99], np.int32),
...               pa.array(["F101", "F102", "AN"]), pa.array(["F101 sale", "F102 sale", "AN F102"]))
>>> origins(trace, np.array([2]), np.array([0, 1]))
Origins(pairs=[(2, 1)], named=1)
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pyarrow as pa

from cashkit.dossier.references import named_pairs
from cashkit.readers.fec.lines import NO_DAY, Int32, Int64

Pairs: TypeAlias = list[tuple[int, int]]


@dataclass(frozen=True)
class Trace:
    """What tells customer lines apart: where they may meet, cents, day of the document, number, texts with a number."""

    pool: Int32
    cents: Int64
    day: Int32
    numbers: pa.Array
    texts: pa.Array


@dataclass(frozen=True)
class Origins:
    """The pairs of an opening line and a line that it comes from, and how many opening lines bear its number."""

    pairs: Pairs
    named: int


def origins(trace: Trace, openings: Int64, candidates: Int64) -> Origins:
    """Return where opening lines come from; one may come from several lines."""
    search = _Search(trace, openings.tolist(), candidates.tolist())
    search.by_reference()
    search.by_number()
    named = len(openings) - len(search.seeking)
    search.by_amount_and_day()
    search.by_amount()
    return Origins(search.found, named)


class _Search:
    """The lines still seeking their origin, and those that may still be one."""

    def __init__(self, trace: Trace, openings: list[int], candidates: list[int]) -> None:
        self.trace = trace
        self.pool, self.cents, self.day = trace.pool.tolist(), trace.cents.tolist(), trace.day.tolist()
        self.seeking, self.free = dict.fromkeys(openings), dict.fromkeys(candidates)
        self.found: Pairs = []

    def take(self, opening: int, candidates: Iterable[int]) -> None:
        """Note where an opening line comes from."""
        for candidate in candidates:
            self.found.append((opening, candidate))
            del self.free[candidate]
            self.seeking.pop(opening, None)

    def by_reference(self) -> None:
        """Take a line of the same reference, however short, and the same amount."""
        reference = dict(zip([*self.seeking, *self.free], self._references(), strict=True))
        for openings, rows in self._alike(lambda row: (self.pool[row], self.cents[row], reference[row])):
            for opening, row in zip(openings, rows, strict=False):
                if reference[row]:
                    self.take(opening, [row])

    def _references(self) -> list[str]:
        """Return the reference of each line, seeking and free, "" for a mark such as a dash."""
        texts = self.trace.numbers.take(pa.array([*self.seeking, *self.free], pa.int64())).to_pylist()
        return [text.upper() if any(letter.isalnum() for letter in text) else "" for text in texts]

    def by_number(self) -> None:
        """Take what an opening line names: of its very amount; else alone whatever its amount, or several as a sum."""
        named = self._named()
        for opening, rows in named.items():
            exact = [row for row in rows if row in self.free and self.cents[row] == self.cents[opening]]
            self.take(opening, sorted(exact, key=lambda row: self.day[row] != self.day[opening])[:1])
        for opening in [opening for opening in named if opening in self.seeking]:
            rows = [row for row in named[opening] if row in self.free]
            if len(rows) == 1 or sum(self.cents[row] for row in rows) == self.cents[opening]:
                self.take(opening, rows)

    def _named(self) -> dict[int, list[int]]:
        openings, candidates = np.array(list(self.seeking), np.int64), np.array(list(self.free), np.int64)
        trace, found = self.trace, defaultdict(list)
        if len(openings) and len(candidates):
            texts, numbers = trace.texts.take(pa.array(openings)), trace.numbers.take(pa.array(candidates))
            who, what = named_pairs(texts, trace.pool[openings], numbers, trace.pool[candidates])
            for opening, row in zip(openings[who].tolist(), candidates[what].tolist(), strict=True):
                if (self.cents[opening] > 0) == (self.cents[row] > 0):
                    found[opening].append(row)
        return found

    def by_amount_and_day(self) -> None:
        """Take a line of the same amount and document date."""
        dated = self._alike(lambda row: (self.pool[row], self.cents[row], self.day[row]))
        for openings, rows in dated:
            for opening, row in zip(openings, rows, strict=False):
                if self.day[row] != NO_DAY:
                    self.take(opening, [row])

    def by_amount(self) -> None:
        """Take lines of the same amount, oldest first, where both sides have as many of them."""
        for openings, rows in self._alike(lambda row: (self.pool[row], self.cents[row])):
            if len(openings) == len(rows):
                for opening, row in zip(openings, sorted(rows, key=lambda row: (self.day[row], row)), strict=True):
                    self.take(opening, [row])

    def _alike(self, key: Callable[[int], Hashable]) -> list[tuple[list[int], list[int]]]:
        """Return, by key, the lines that seek and those that are free; only keys that have both."""
        seeking: dict[Hashable, list[int]] = defaultdict(list)
        for row in self.seeking:
            seeking[key(row)].append(row)
        free: dict[Hashable, list[int]] = defaultdict(list)
        for row in self.free:
            free[key(row)].append(row)
        return [(rows, free[one]) for one, rows in seeking.items() if one in free]
