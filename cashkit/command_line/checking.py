"""`cashkit check`: what was read, refused, repaired; findings by severity; what to ask the client for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.dossier.codes import SEVERITIES
from cashkit.ground import language
from cashkit.readers.open import open_dossier

if TYPE_CHECKING:
    from pathlib import Path

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.findings import DataFinding

_LINES = 28


def check_source(source: Path, terms: str, previous: Path | None = None) -> int:
    """Print the findings of a source, worst first; return 1 when one is a stop or an error.

    `previous` is the FEC of the year before.
    """
    dossier = open_dossier(source, terms=terms, previous=previous)
    print("\n".join(told(dossier)))
    return int(any(found.severity in SEVERITIES[:2] for found in dossier.data_findings))


def told(dossier: Dossier) -> list[str]:
    """Return what is known of the data, in lines of text."""
    head = [language.say("cli.check_head", name=dossier.name, closing=dossier.closing_date)]
    head += [
        language.say(
            "cli.check_lines", file=file.name, read=file.lines_read, used=file.lines_used, refused=file.lines_refused
        )
        for file in dossier.sources
    ]
    counts: dict[str, int] = {}
    first: dict[str, DataFinding] = {}
    for found in dossier.data_findings:
        counts[found.code] = counts.get(found.code, 0) + found.count
        first.setdefault(found.code, found)
    order = sorted(first.values(), key=lambda found: (SEVERITIES.index(found.severity), found.code))
    lines = [
        f"{found.code}  {language.say(f'cli.{found.severity}'):<14} {counts[found.code]:>7}  {found.message()}"
        for found in order[:_LINES]
    ]
    if len(order) > _LINES:
        lines.append(language.say("cli.more_codes", n=len(order) - _LINES))
    return [*head, "", *(lines or [language.say("cli.nothing_found")])]
