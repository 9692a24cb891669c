"""Places: which file, and which line of it, a line is when several files are read as one run of lines.

Lines are numbered through the files, oldest first, so that each has a number of its own.

>>> places = places_of([("old.txt", 100), ("new.txt", 40)])
>>> places.at(100), places.at(101)
(('old.txt', 100), ('new.txt', 1))
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cashkit.dossier.findings import DataFinding
from cashkit.readers.fec.lines import Int64


@dataclass(frozen=True)
class Places:
    """The files, the number before the first line of each, and the number of the last line of all."""

    files: tuple[str, ...]
    starts: Int64
    end: int

    def file_codes(self, numbers: Int64) -> Int64:
        """Return the file of each line, as its place in `files`."""
        return np.asarray(np.searchsorted(self.starts, numbers, "left") - 1, np.int64)

    def lines(self, numbers: Int64) -> Int64:
        """Return the number of each line in its own file."""
        return np.asarray(numbers - self.starts[self.file_codes(numbers)], np.int64)

    def at(self, number: int) -> tuple[str, int]:
        """Return the file of a line and its number there."""
        code = int(self.file_codes(np.array([number]))[0])
        return self.files[code], number - int(self.starts[code])

    def told(self, findings: Iterable[DataFinding]) -> list[DataFinding]:
        """Return findings with the file and the line where they stand; those about no line stay as they are."""
        return [found if found.line is None else self._told(found, found.line) for found in findings]

    def _told(self, found: DataFinding, line: int) -> DataFinding:
        file, number = self.at(line)
        return replace(found, file=file, line=number)


def places_of(files: Sequence[tuple[str, int]]) -> Places:
    """Return the places of files, each with the number of its last line."""
    ends = np.cumsum([0, *(last for _, last in files)])
    return Places(tuple(name for name, _ in files), ends[:-1], int(ends[-1]))
