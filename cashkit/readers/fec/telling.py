"""How findings about the lines of a FEC are told: the first ones one by one, all of them counted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from cashkit.dossier.findings import DETAILS, DataFinding, capped, data_finding
from cashkit.readers.fec.entries import Entries
from cashkit.readers.fec.groups import Mask
from cashkit.readers.fec.lines import Int64, Lines

Params = dict[str, object]
_NAMED = 8


@dataclass(frozen=True)
class Teller:
    """The lines and entries that findings are about, and the name of their file."""

    lines: Lines
    entries: Entries
    file: str = ""

    def entry(self, code: str, field: str, entry: int, **params: object) -> DataFinding:
        """Make a finding about an entry: its text id, and the line where it begins."""
        label = self.entries.label(np.array([entry]))[0]
        return saying(self.at(code, field, self.entries.groups.first[entry], value=label), **params)

    def at(self, code: str, field: str, index: int | None, *, value: str = "", count: int = 1) -> DataFinding:
        """Make a finding that stands at a line, or at the file as a whole."""
        line = None if index is None else self.line(index)
        return data_finding(code, file=self.file, line=line, field=field, value=value, count=count)

    def every_entry(self, code: str, field: str, faulty: Mask, params: Callable[[int], Params]) -> list[DataFinding]:
        """Make the findings about all faulty entries."""
        chosen = np.flatnonzero(faulty)
        return capped((self.entry(code, field, one, **params(one)) for one in chosen[:DETAILS].tolist()), len(chosen))

    def line(self, index: int) -> int:
        """Return the physical line of a line."""
        return int(self.lines.line_no[index])

    def members(self, entry: int) -> Int64:
        """Return the indices of the lines of an entry."""
        return np.flatnonzero(self.entries.entry == entry)


def saying(finding: DataFinding, **params: object) -> DataFinding:
    """Return the finding with what fills the fields of its words."""
    return replace(finding, params=params)


def listed(texts: Iterable[str]) -> str:
    """Return a few texts with commas, and an ellipsis for the others.

    >>> listed("abcdefghij")
    'a, b, c, d, e, f, g, h, …'
    """
    several = list(texts)
    return ", ".join(several[:_NAMED]) + (", …" if len(several) > _NAMED else "")
