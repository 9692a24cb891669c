"""The chain of years: the customer lines of successive years one below the other, and where they may meet.

`amounts` sums them by place of meeting (a customer on one collective account): what a year closed with and what
the next one opened with. A year that has no opening line at all goes on with what the one before closed with.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cashkit.readers.fec.customer_year import CustomerYear
from cashkit.readers.fec.groups import Mask
from cashkit.readers.fec.joining import all_operations, one_run
from cashkit.readers.fec.lines import Coded, Int32, Int64, Lines
from cashkit.readers.fec.operations import Operations
from cashkit.readers.fec.parties import Parties, parties
from cashkit.readers.fec.places import Places, places_of
from cashkit.readers.fec.receivables import collective
from cashkit.readers.fec.year_link import unpadded


@dataclass(frozen=True)
class Chain:
    """The customer lines of all years: the year of each (from 0), its customer and its pool.

    `made` tells the lines that no file has (`unopened`). By year: `opens`, whether its file has opening lines, and
    `starts`, the number before the first line of the file.
    """

    lines: Lines
    found: Operations
    brought: Mask
    made: Mask
    of: Int64
    who: Parties
    pool: Int32
    opens: Sequence[bool]
    starts: Int64
    places: Places

    @property
    def cents(self) -> Int64:
        """Debit less credit of each line."""
        return self.lines.debit - self.lines.credit

    def opening(self, year: int) -> Mask:
        """Return which lines bring balances forward into a year, from the one before."""
        return np.asarray(self.brought & ~self.made & (self.of == year))

    def closed(self, year: int, code: NDArray[np.signedinteger], size: int) -> Int64:
        """Return what stood on each code when a year closed, by its own file."""
        first = max((one for one in range(year + 1) if self.opens[one]), default=0)
        return self.sums(~self.made & (self.of >= first) & (self.of <= year), code, size)

    def sums(self, chosen: Mask, code: NDArray[np.signedinteger], size: int) -> Int64:
        """Return the cents of some lines by code."""
        total = np.zeros(size, np.int64)
        np.add.at(total, code[chosen], self.cents[chosen])
        return total


def chain_of(years: Sequence[CustomerYear]) -> Chain:
    """Return the chain of successive years; lines are numbered through all files."""
    files = [(file, int(last)) for year in years for file, last in _ends(year.places)]
    places = places_of(files)
    starts = np.cumsum([0, *(year.places.end for year in years)])
    numbered = [
        replace(year.lines, line_no=year.lines.line_no + start) for year, start in zip(years, starts, strict=False)
    ]
    lines = one_run(numbered)
    lines = replace(lines, account=_same_accounts(lines.account))
    found = all_operations([year.found for year in years])
    row = np.arange(len(lines))
    who = parties(lines, row)
    pool = (who.code * 4 + collective(found, lines, row)).astype(np.int32)
    of = np.repeat(np.arange(len(years)), [len(year.lines) for year in years])
    brought = np.concatenate([year.brought for year in years])
    made = np.zeros(len(lines), bool)
    return Chain(lines, found, brought, made, of, who, pool, [year.opens for year in years], starts, places)


def _ends(places: Places) -> list[tuple[str, int]]:
    return list(zip(places.files, np.diff(np.append(places.starts, places.end)).tolist(), strict=True))


def _same_accounts(account: Coded) -> Coded:
    """Give accounts that only their closing zeros tell apart the number that they bear last."""
    last = np.full(len(account.values), -1, np.int64)
    last[account.codes] = np.arange(len(account))
    latest: dict[str, int] = {}
    for code in np.argsort(last, kind="stable").tolist():
        latest[unpadded(str(account.values[code]))] = code
    same = np.array([latest[unpadded(str(value))] for value in account.values], np.int32)
    return Coded(same[account.codes], account.values)
