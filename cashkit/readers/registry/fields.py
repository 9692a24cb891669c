"""A field of a register's answer: text, day or list, whatever the answer holds in its place.

>>> text("  La\\x1b[31m Poste ", 20), text(None), text(["x"]), text(110)
('La[31m Poste', '', '', '110')
>>> day("2025-03-29"), day("29 Mars 2025"), day("1er août 2024"), day("31/02/2025")
(datetime.date(2025, 3, 29), datetime.date(2025, 3, 29), datetime.date(2024, 8, 1), None)
>>> sirens("880878145,880 878 145"), sirens(["552 100 554"])
(('880878145',), ('552100554',))

What is of another type than expected is read as missing: an answer is a stranger's file.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from cashkit.ground.errors import SourceError
from cashkit.ground.plain_text import folded
from cashkit.readers.safe_json import parse_text

LONGEST = 200
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?", re.ASCII)
_TURNED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
_WORDED = re.compile(r"(\d{1,2})(?:er)? ([a-z]+)\.? (\d{4})", re.ASCII)
_SIREN = re.compile(r"(?<!\d)\d{3} ?\d{3} ?\d{3}(?!\d)", re.ASCII)
_MONTHS = ("janv", "fev", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec")


def text(value: object, longest: int = LONGEST) -> str:
    """Return a text or a number on one line, without signs that act on a screen; "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    kept = "".join(sign for sign in str(value)[: 4 * longest] if sign.isprintable() or sign.isspace())
    return " ".join(kept.split())[:longest]


def day(value: object) -> date | None:
    """Return a day written 2025-03-29, 29/03/2025 or 29 mars 2025; None for anything else."""
    told = folded(text(value, 40))
    if match := _ISO.fullmatch(told):
        return _date(*match.groups())
    if match := _TURNED.fullmatch(told):
        return _date(*reversed(match.groups()))
    match = _WORDED.fullmatch(told)
    month = next((n for n, name in enumerate(_MONTHS, 1) if match and match[2].startswith(name)), 0)
    return _date(match[3], str(month), match[1]) if match else None


def _date(year: str, month: str, number: str) -> date | None:
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


def sirens(value: object) -> tuple[str, ...]:
    """Return the different SIREN that a field names, written with spaces or without, in a text or a list."""
    told = ",".join(text(one, 1000) for one in value[:1000]) if isinstance(value, list) else text(value, 1000)
    return tuple(dict.fromkeys(found.replace(" ", "") for found in _SIREN.findall(told)))


def mapping(value: object) -> dict[str, Any]:
    """Return an object of JSON, also one that is kept as text within the answer; {} for anything else."""
    if isinstance(value, str) and value.lstrip().startswith("{"):
        try:
            value = parse_text("", value)
        except SourceError:
            return {}
    return value if isinstance(value, dict) else {}


def listed(value: object) -> list[dict[str, Any]]:
    """Return the objects of a list; [] for anything else."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
