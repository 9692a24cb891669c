"""One year's customer lines, made small: what several years read as one dossier keep of each file.

The other lines of a file serve once, for its own checks and its closing balances, and are let go.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from cashkit.dossier.dossier import SourceFile
from cashkit.dossier.findings import DataFinding
from cashkit.readers.fec.assembly import only
from cashkit.readers.fec.groups import Mask
from cashkit.readers.fec.joining import some_operations
from cashkit.readers.fec.lines import Lines
from cashkit.readers.fec.operations import RECEIVABLE, Operations, operations
from cashkit.readers.fec.places import Places
from cashkit.readers.fec.receivables import receivable_rows
from cashkit.readers.fec.year import Year, check_year
from cashkit.readers.fec.year_link import Balances, balances


@dataclass(frozen=True)
class CustomerYear:
    """The customer lines of a year, which of them are opening lines, and what the year opened and closed with.

    `closed` and `opened` are the balances of all other accounts; `opens` tells whether the file has opening lines.
    """

    file: str
    siren: str | None
    opening: date
    closing: date
    lines: Lines
    found: Operations
    brought: Mask
    closed: Balances
    opened: Balances
    opens: bool
    places: Places
    sources: Sequence[SourceFile]
    findings: Sequence[DataFinding]


def customer_year(year: Year) -> CustomerYear:
    """Return what several years need of one."""
    file, lines = year.file, year.file.lines
    found = operations(lines, year.entries)
    rows = receivable_rows(lines, found)
    mine = np.zeros(len(lines), bool)
    mine[rows] = True
    others = ~np.isin(found.kind, RECEIVABLE)
    return CustomerYear(
        file.name, file.siren, file.year.opening, file.year.closing,
        only(replace(lines, extra={}), mine), some_operations(found, rows), year.brought[rows],
        balances(lines, others), balances(lines, others & year.brought), bool(year.brought.any()),
        year.places, year.sources, check_year(year),
    )  # fmt: skip
