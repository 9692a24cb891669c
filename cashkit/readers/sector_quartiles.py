"""The quartiles of a sector: for each ratio the values that part its firms in four, from a file of the reader's own.

>>> import tempfile
>>> folder = tempfile.TemporaryDirectory()
>>> path = Path(folder.name) / "sector.csv"
>>> _ = path.write_text("ratio;q1;median;q3\\nautonomy;18 %;31,5 %;45 %\\nrepayment;0,8;2,1;4,6\\n", encoding="utf-8")
>>> open_sector_quartiles(path)
{'autonomy': (0.18, 0.315, 0.45), 'repayment': (0.8, 2.1, 4.6)}
>>> folder.cleanup()

One line a ratio: its key, first quartile, median, third quartile, parted by semicolons, commas or tabs; a first line
of headings may stand above. Per cent are read as fractions. None is shipped: the Banque de France and trade bodies
publish them by activity.
Units: fractions, ratios, days, as the ratio has them. Errors: `SourceError` with the line, for a value that is no
number, quartiles that go down, a ratio told twice, or a file without any.
"""

from __future__ import annotations

import csv
import math
import re
from io import StringIO
from pathlib import Path

from cashkit.ground.errors import SourceError
from cashkit.readers.stranger_file import content_of, text_of

LARGEST = 1_000_000
CELLS = 4
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?", re.ASCII)
_KEY = re.compile(r"[a-z_]{1,40}", re.ASCII)


def open_sector_quartiles(path: str | Path) -> dict[str, tuple[float, float, float]]:
    """Return the quartiles that a file gives, by ratio."""
    source = Path(path)
    text = text_of(content_of(source, largest=LARGEST))
    if text is None:
        raise SourceError("accounts_files.no_quartiles", file=source.name)
    found: dict[str, tuple[float, float, float]] = {}
    for number, cells in enumerate(_lines(text), 1):
        if not any(_number(cell) is not None for cell in cells[1:CELLS]) and (number == 1 or len(cells) < CELLS):
            continue
        key = cells[0].strip(' "').lower()
        if len(cells) < CELLS:
            raise SourceError("accounts_files.bad_quartiles", file=source.name, line=number, value=cells[0][:40])
        low, middle, high = _read(source.name, number, cells)
        if not _KEY.fullmatch(key) or key in found or not low <= middle <= high:
            raise SourceError("accounts_files.bad_quartiles", file=source.name, line=number, value=cells[0][:40])
        found[key] = (low, middle, high)
    if not found:
        raise SourceError("accounts_files.no_quartiles", file=source.name)
    return found


def _lines(text: str) -> list[list[str]]:
    """Return the cells of the lines of a text, by the separator of its first line."""
    head = text.split("\n", 1)[0]
    separator = next((sign for sign in (";", "\t") if sign in head), ",")
    lines = StringIO("\n".join(text.splitlines()), newline="")
    return list(csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE))


def _read(name: str, line: int, cells: list[str]) -> list[float]:
    values = [_number(cell) for cell in cells[1:CELLS]]
    for cell, value in zip(cells[1:CELLS], values, strict=True):
        if value is None:
            raise SourceError("accounts_files.bad_quartile", file=name, line=line, value=cell[:40])
    return [value for value in values if value is not None]


def _number(cell: str) -> float | None:
    """Return a number written with a point or a comma, per cent as a fraction; None for anything else."""
    bare = re.sub(r"[\s\u00a0\u202f]", "", cell.strip().strip('"'))
    rate = bare.endswith("%")
    bare = bare.removesuffix("%")
    if not _NUMBER.fullmatch(bare):
        return None
    value = float(bare.replace(",", "."))
    value = round(value / 100, 12) if rate else value
    return value if math.isfinite(value) else None
