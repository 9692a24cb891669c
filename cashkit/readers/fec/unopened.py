"""An unopened balance: what a customer account closed with and the next year does not bring forward at all.

So that nothing is lost and the accounts tie, the next year gets an opening line of the opposite amount: the
detail stays owed, and this line stands against it until somebody explains where the balance went.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from cashkit.ground.calendar import from_day
from cashkit.readers.fec.chain import Chain
from cashkit.readers.fec.joining import all_operations, one_run, some_lines
from cashkit.readers.fec.lines import NO_DAY, Int64, Lines
from cashkit.readers.fec.operations import Operations
from cashkit.readers.fec.text import Text, blank


def with_unopened(chain: Chain, days: Sequence[int]) -> Chain:
    """Return the chain with a line for each unopened balance; `days` are the opening days of the years."""
    for year in range(1, len(chain.opens)):
        if chain.opens[year]:
            chain = _completed(chain, year, days[year])
    return chain


def _completed(chain: Chain, year: int, day: int) -> Chain:
    size = int(chain.pool.max(initial=-1)) + 1
    left = chain.closed(year - 1, chain.pool, size)
    there = np.zeros(size, bool)
    there[chain.pool[chain.opening(year)]] = True
    missing = np.flatnonzero((left != 0) & ~there)
    latest = np.full(size, -1, np.int64)
    known = np.flatnonzero(chain.of < year)
    latest[chain.pool[known]] = known
    rows = latest[missing]
    if not len(rows):
        return chain
    return replace(
        chain,
        lines=one_run([chain.lines, _lines(chain, rows, -left[missing], (year, day))]),
        found=all_operations([chain.found, _operations(chain.found, rows)]),
        brought=np.append(chain.brought, np.ones(len(rows), bool)),
        made=np.append(chain.made, np.ones(len(rows), bool)),
        of=np.append(chain.of, np.full(len(rows), year)),
        who=replace(chain.who, code=np.append(chain.who.code, chain.who.code[rows])),
        pool=np.append(chain.pool, chain.pool[rows]),
    )


def _lines(chain: Chain, rows: Int64, cents: Int64, when: tuple[int, int]) -> Lines:
    """Return opening lines that take the balances back, on the accounts and customers of some lines."""
    year, day = when
    lines, count = some_lines(chain.lines, rows), len(rows)
    accounts, parties = lines.account.texts(), chain.who.labels[chain.who.code[rows]]
    dated = from_day(day).strftime("%Y%m%d")
    names = [f"AN-{dated}-{account}-{party}" for account, party in zip(accounts, parties, strict=True)]
    nothing = np.full(count, NO_DAY, np.int32)
    return replace(
        lines, line_no=np.full(count, chain.starts[year] + 1), posting_day=np.full(count, day, np.int32),
        document_ref=Text(np.arange(count, dtype=np.int32), pa.array(names)), line_text=blank(count),
        document_day=nothing, due_day=nothing, lettering=blank(count), lettering_day=nothing,
        debit=np.maximum(cents, 0), credit=np.maximum(-cents, 0),
    )  # fmt: skip


def _operations(found: Operations, rows: Int64) -> Operations:
    count = len(rows)
    movement = np.zeros((len(found.movement), count), np.int64)
    return Operations(np.arange(count, dtype=np.int32), found.kind[rows], movement, np.zeros(count, np.int64))
