"""What a completed customer file does not settle, told on standard error: the figures on the screen are without it.

>>> from cashkit.dossier.findings import data_finding
>>> found = [data_finding("U20", file="a.csv"), data_finding("U23", file="a.csv", line=2, value="C9")]
>>> with language.use("en"):
...     unsettled(found)
["a.csv, line 2: no customer has the code 'C9'; the line is not used."]

Five sentences at most, then how many more there are: the report of an audit tells all of them.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cashkit.command_line.lines import plain
from cashkit.ground import language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cashkit.dossier.findings import DataFinding

_CODES = frozenset({"U21", "U22", "U23", "U24", "U25", "U26", "U27", "T12"})
_SHOWN = 5


def tell_unsettled(found: Sequence[DataFinding], file: str) -> None:
    """Tell what a file replaces or cannot answer."""
    for line in unsettled([one for one in found if one.file == file]):
        print(line, file=sys.stderr)


def unsettled(found: Sequence[DataFinding]) -> list[str]:
    """Return what to tell, one sentence a line."""
    told = [one for one in found if one.code in _CODES]
    lines = [plain(one.message()) for one in told[:_SHOWN]]
    rest = sum(one.count for one in told[_SHOWN:])
    return [*lines, language.say("complete.more", n=rest)] if rest else lines
