"""The page of a check: what it is, what became of the data, findings worst first, what to ask for; 40 lines at most.

>>> page = Page(["Alpha"], asks=["the due dates"], asks_title="To ask for")
>>> with language.use("en"):
...     laid_out(page)
['Alpha', '', 'Nothing to report.', '', 'To ask for', '1. the due dates']

Whatever a file holds, no line is wider than 100 columns, nothing in it moves the cursor, and what does not fit is
counted, never dropped in silence.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cashkit.command_line.lines import WIDTH, cut, plain
from cashkit.ground import language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cashkit.dossier.effects import Effect

LINES = 40
ASKED = 5
_HEAD, _COLUMNS, _HEIGHT = 8, 6, 4
_MESSAGE = 29  # the column where messages start
_NUMBER = 3  # the width of "1. "


@dataclass(frozen=True)
class Page:
    """What a check tells: lines of the head, of columns understood, findings by code, and what to ask for."""

    head: Sequence[str]
    found: Sequence[Effect] = ()
    columns: str = ""
    asks: Sequence[str] = ()
    asks_title: str = ""

    @property
    def is_bad(self) -> bool:
        """Whether a stop or an error was found."""
        return any(one.severity in {"stop", "error"} for one in self.found)


def laid_out(page: Page) -> list[str]:
    """Return the lines of a page."""
    columns = ["", *_wrapped(page.columns, WIDTH, _COLUMNS)] if page.columns else []
    asks = _asks(page)
    room = LINES - len(columns) - len(asks) - 1
    told = sum(len(_entry(one, _HEIGHT)) for one in page.found) or 1
    head = _fitted([cut(line) for line in page.head], max(_HEAD, room - told))
    found = _findings(page.found, room - len(head)) or [language.say("cli.nothing_found")]
    return [*head, *columns, "", *found, *asks]


def _fitted(lines: list[str], most: int) -> list[str]:
    """Return as many lines as fit, the last saying how many do not."""
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], language.say("check.more_lines", n=len(lines) - most + 1)]


def _asks(page: Page) -> list[str]:
    if not page.asks:
        return []
    lines = [
        f"{f'{number}. ' if not i else ' ' * _NUMBER}{line}"
        for number, one in enumerate(page.asks[:ASKED], 1)
        for i, line in enumerate(_wrapped(one, WIDTH - _NUMBER, 2))
    ]
    return ["", cut(page.asks_title), *lines]


def _findings(found: Sequence[Effect], room: int) -> list[str]:
    """Return one entry a code, worst first, whose sentences are as long as all of them fit; the rest is counted."""
    kept = found if len(found) <= room else found[: room - 1]
    more = [language.say("cli.more_codes", n=len(found) - len(kept))] if len(kept) < len(found) else []
    spare, lines = room - len(kept) - len(more), []
    for one in kept:  # the worst are told in full first
        entry = _entry(one, 1 + min(spare, _HEIGHT - 1))
        spare -= len(entry) - 1
        lines += entry
    return [*lines, *more]


def _entry(one: Effect, height: int) -> list[str]:
    """Return code, severity, count and message; a message that does not fit in `height` lines ends in …."""
    head = f"{one.code:<3}  {language.say(f'cli.{one.severity}'):<14} {one.count:>7}  "
    wrapped = _wrapped(one.dearest.message(), WIDTH - _MESSAGE, height) or [""]
    return [f"{head if not i else ' ' * _MESSAGE}{line}".rstrip() for i, line in enumerate(wrapped)]


def _wrapped(text: str, width: int, height: int) -> list[str]:
    return textwrap.wrap(plain(text), width, max_lines=height, placeholder=" …")
