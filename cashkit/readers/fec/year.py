"""A year: the FEC of one fiscal year, or the parts of it, with its entries and its opening lines.

A large file may be split: `SirenFECAAAAMMJJ_1`, `_2` ... are the parts of one year, in that order.

>>> paths = [Path("a") / name for name in ("732829320FEC20251231_2.txt", "732829320FEC20251231_1.txt")]
>>> [[path.name for path in parts] for parts in years_of([*paths, Path("732829320FEC20241231.txt")])]
[['732829320FEC20241231.txt'], ['732829320FEC20251231_1.txt', '732829320FEC20251231_2.txt']]

Errors: SourceError where a part is missing, or there twice.
Source: art. A47 A-1 LPF, XIII (a large file may be split).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cashkit.dossier.dossier import SourceFile
from cashkit.dossier.findings import DataFinding
from cashkit.ground.errors import SourceError
from cashkit.readers.fec.entries import Entries, group_entries
from cashkit.readers.fec.entry_checks import check_entries
from cashkit.readers.fec.fiscal_year import fiscal_year
from cashkit.readers.fec.general import check_general
from cashkit.readers.fec.groups import Mask
from cashkit.readers.fec.joining import one_run
from cashkit.readers.fec.journals import check_journals
from cashkit.readers.fec.opening import opening_lines
from cashkit.readers.fec.places import Places, places_of
from cashkit.readers.fec.reading import FecFile, read_lines

_PART = re.compile(r"(?P<whole>[0-9]{9}FEC[0-9]{8})_(?P<part>[0-9]{1,4})", re.IGNORECASE)


@dataclass(frozen=True)
class Year:
    """One fiscal year: `file` is its FEC, or its parts as one; `places` tells them apart again."""

    file: FecFile
    entries: Entries
    brought: Mask
    places: Places
    sources: tuple[SourceFile, ...]


def read_year(paths: Sequence[Path]) -> Year:
    """Read the FEC of a year, or its parts."""
    files = [read_lines(path) for path in paths]
    places = places_of([(file.name, int(file.lines.line_no.max())) for file in files])
    file = files[0] if len(files) == 1 else _one_file(files, places)
    entries = group_entries(file.lines)
    return Year(
        file, entries, opening_lines(file.lines, entries, file.year.opening), places, tuple(_source(f) for f in files)
    )


def check_year(year: Year) -> list[DataFinding]:
    """Return what is wrong with the file, its lines and its entries."""
    file, lines = year.file, year.file.lines
    found = [
        *file.year.findings,
        *check_entries(lines, year.entries, file.name),
        *check_journals(lines, year.entries, file.name),
        *check_general(lines, year.entries, file.year, file.name),
    ]
    return [*file.findings, *year.places.told(found)]


def years_of(paths: Iterable[Path]) -> list[list[Path]]:
    """Return the files of each year: the parts of a split file together, in order."""
    found: dict[str, list[tuple[int, Path]]] = {}
    for turn, path in enumerate(sorted(paths, key=lambda path: path.name)):
        part = _PART.fullmatch(path.stem)
        key = f"{path.parent / part['whole'].upper()}" if part else f"{turn}"
        found.setdefault(key, []).append((int(part["part"]) if part else 1, path))
    return [_in_order(parts) for parts in found.values()]


def _in_order(parts: list[tuple[int, Path]]) -> list[Path]:
    """Return the parts by number, once all are there: a lone file is read whatever its number."""
    parts = sorted(parts)
    for wanted, (number, path) in enumerate(parts, 1):
        if len(parts) > 1 and number != wanted:
            raise SourceError("fec.part_missing", file=path.name, part=wanted)
    return [path for _, path in parts]


def _one_file(files: Sequence[FecFile], places: Places) -> FecFile:
    """Return the parts of a year as one file, its lines numbered through the parts."""
    numbered = [
        replace(file.lines, line_no=file.lines.line_no + start)
        for file, start in zip(files, places.starts, strict=True)
    ]
    lines = one_run(numbered)
    return replace(
        files[0],
        lines=lines,
        year=fiscal_year(lines, files[0].named_closing, files[0].name),
        lines_read=sum(file.lines_read for file in files),
        lines_used=sum(file.lines_used for file in files),
        lines_refused=sum(file.lines_refused for file in files),
        findings=tuple(found for file in files for found in file.findings),
    )


def _source(file: FecFile) -> SourceFile:
    return SourceFile(file.name, file.sha256, file.lines_read, file.lines_used, file.lines_refused, file.size)
