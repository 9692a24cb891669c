"""Line weights of the reader's own: coefficients of a credit line by their keys, from a file.

>>> import tempfile
>>> folder = tempfile.TemporaryDirectory()
>>> path = Path(folder.name) / "weights.csv"
>>> _ = path.write_text("key;value\\nbehaviour_late;0,6\\nscore_risk_10_to_30;0.5\\n", encoding="utf-8")
>>> open_line_weights(path)
{'behaviour_late': 0.6, 'score_risk_10_to_30': 0.5}
>>> folder.cleanup()

One line a coefficient: its key (`measures/line_weights.csv` lists them), then its value, parted by a semicolon, a comma
or a tab; a first line of headings or a remark (#) may stand above, further columns are left aside. Whoever uses the
coefficients (`credit_limits`) refuses a key that is none.
Units: factors. Errors: `SourceError` with the line, for a value that is no number, a key told twice, or no line at all.
"""

from __future__ import annotations

import re
from pathlib import Path

from cashkit.ground.errors import SourceError
from cashkit.readers.stranger_file import content_of, text_of

LARGEST = 100_000
_LINE = re.compile(r'\s*"?([a-z][a-z_0-9]{0,39})"?\s*[;,\t]\s*"?(\d{1,3}(?:[.,]\d{1,6})?)"?\s*(?:[;,\t].*)?', re.ASCII)
_HEADING = re.compile(r"\s*#.*|[^_\d]*", re.ASCII)  # a key has underscores, a value digits


def open_line_weights(path: str | Path) -> dict[str, float]:
    """Return the coefficients that a file gives, by key."""
    source = Path(path)
    text = text_of(content_of(source, largest=LARGEST)) or ""
    found: dict[str, float] = {}
    for number, line in enumerate(text.splitlines(), 1):
        told = _LINE.fullmatch(line)
        if told is None and (not line.strip() or (number == 1 and _HEADING.fullmatch(line))):
            continue
        if told is None or told[1] in found:
            raise SourceError("readers.bad_line_weight", file=source.name, line=number, value=line[:40])
        found[told[1]] = float(told[2].replace(",", "."))
    if not found:
        raise SourceError("readers.no_line_weights", file=source.name)
    return found
