"""`cashkit check`: what was read, refused, repaired; findings by severity; what to ask the client for."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from cashkit.command_line.lines import WIDTH, cut, plain
from cashkit.dossier.codes import SEVERITIES
from cashkit.ground import language
from cashkit.readers.open import open_dossier

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cashkit.dossier.dossier import Dossier, SourceFile
    from cashkit.dossier.findings import DataFinding

_LINES = 40
_MESSAGE = 29  # the column where messages start


def check_source(source: Path, terms: str, previous: Path | None = None) -> int:
    """Print the findings of a source, worst first; return 1 when one is a stop or an error.

    `previous` is the FEC of the year before.
    """
    dossier = open_dossier(source, terms=terms, previous=previous)
    print("\n".join(told(dossier)))
    return int(any(found.severity in SEVERITIES[:2] for found in dossier.data_findings))


def told(dossier: Dossier) -> list[str]:
    """Return what is known of the data, in 40 lines of 100 columns at most: one entry a code, worst first."""
    head = [cut(language.say("cli.check_head", name=dossier.name, closing=dossier.closing_date))]
    head += [*(_file(file) for file in dossier.sources), ""]
    found = _by_code(dossier.data_findings)
    room = max(_LINES - len(head), 2)
    kept = found if len(found) <= room else found[: room - 1]
    height = 2 if 2 * len(kept) <= room else 1
    lines = [line for first, count in kept for line in _entry(first, count, height)]
    if len(kept) < len(found):
        lines.append(language.say("cli.more_codes", n=len(found) - len(kept)))
    return [*head, *(lines or [language.say("cli.nothing_found")])]


def _file(file: SourceFile) -> str:
    return cut(
        language.say(
            "cli.check_lines", file=file.name, read=file.lines_read, used=file.lines_used, refused=file.lines_refused
        )
    )


def _by_code(findings: Sequence[DataFinding]) -> list[tuple[DataFinding, int]]:
    """Return the first finding of each code with the number of places, worst first."""
    counts: dict[str, int] = {}
    first: dict[str, DataFinding] = {}
    for found in findings:
        counts[found.code] = counts.get(found.code, 0) + found.count
        first.setdefault(found.code, found)
    order = sorted(first.values(), key=lambda found: (SEVERITIES.index(found.severity), found.code))
    return [(found, counts[found.code]) for found in order]


def _entry(found: DataFinding, count: int, height: int) -> list[str]:
    """Return code, severity, count and message; a message that does not fit in `height` lines ends in …."""
    head = f"{found.code:<3}  {language.say(f'cli.{found.severity}'):<14} {count:>7}  "
    wrapped = textwrap.wrap(plain(found.message()), WIDTH - _MESSAGE, max_lines=height, placeholder=" …")
    return [f"{head if not i else ' ' * _MESSAGE}{line}".rstrip() for i, line in enumerate(wrapped or [""])]
