"""What the checks of a FEC observe, told as findings: one for each distinct value, with its lines.

A fault that stands on thousands of lines is one finding with its true count and its first lines; at
most 20 values of one fault are told, and the last one told stands for the rest.

>>> seen = Observations("x.txt", np.array([2, 3, 4, 5]))
>>> seen.lines("L12", "", np.array([True, False, True, True]))
>>> seen.findings[0].count, seen.findings[0].line, seen.findings[0].params["lines"]
(3, 2, '2, 4, 5')
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cashkit.dossier.findings import DETAILS, DataFinding, data_finding
from cashkit.readers.fec.lines import Int32, Int64

Where = NDArray[np.bool_]
Show = Callable[[int], object]
Column = tuple[Int32, Show]
Said = Mapping[str, object]
_LINES = 5


@dataclass(frozen=True)
class Observations:
    """The findings of one file so far; `line_no` are the physical numbers of its lines."""

    file: str
    line_no: Int64
    findings: list[DataFinding] = field(default_factory=list)

    def among(self, rows: NDArray[np.intp]) -> "Observations":
        """Return the same list of findings for some of the lines, given by their places."""
        return Observations(self.file, self.line_no[rows], self.findings)

    def lines(
        self, code: str, name: str, where: Where, value: Show = lambda _: "", *, refused: bool = False, **params: object
    ) -> None:
        """Tell a fault of lines as one finding; `value` gives what the first one, by its place, holds."""
        rows = np.flatnonzero(where)
        if len(rows):
            self._tell(code, name, value(int(rows[0])), rows, count=len(rows), refused=refused, **params)

    def values(self, code: str, name: str, column: Column, bad: Where, *, refused: bool = False) -> None:
        """Tell a fault of distinct values: `bad` says of each value of the column whether it has the fault."""
        if not bad.any():
            return
        codes, show = column
        rows = np.flatnonzero(bad[codes])
        found, first, counts = np.unique(codes[rows], return_index=True, return_counts=True)
        told = np.argsort(first)[:DETAILS].tolist()
        rest = len(rows) - int(counts[told].sum())
        for place in told:
            same = rows[codes[rows] == found[place]]
            more = rest if place == told[-1] else 0
            self._tell(code, name, show(int(found[place])), same, count=len(same) + more, refused=refused)

    def example(self, code: str, name: str, column: Column, bad: Where) -> None:
        """Tell a form that many values of a column have as one finding, with the first such value."""
        codes, show = column
        self.lines(code, name, bad[codes], lambda row: show(int(codes[row])))

    def groups(self, code: str, name: str, first: NDArray[np.intp], tell: Callable[[int], tuple[str, Said]]) -> None:
        """Tell a fault of groups of lines, given by the place of their first line: its value and more words."""
        order = np.argsort(first, kind="stable").tolist()
        for group in order[:DETAILS]:
            value, params = tell(group)
            count = len(order) - DETAILS + 1 if group == order[:DETAILS][-1] and len(order) > DETAILS else 1
            self._tell(code, name, value, first[group : group + 1], count=count, refused=False, **params)

    def _tell(
        self, code: str, name: str, value: object, rows: NDArray[np.intp], *, count: int, refused: bool, **more: object
    ) -> None:
        numbers = self.line_no[rows[:_LINES]].tolist()
        text = ", ".join(map(str, numbers)) + (" …" if count > len(numbers) else "")
        said: dict[str, Any] = {"lines": text, "refused": count if refused else 0, **more}
        place: dict[str, Any] = {"file": self.file, "line": numbers[0], "field": name, "count": count}
        self.findings.append(data_finding(code, value=value, **place, **said))
