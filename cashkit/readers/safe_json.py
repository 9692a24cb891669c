"""JSON from strangers, read without letting it act: bounded size, depth and numbers, no key told twice.

>>> parse_json("x.json", b'{"siren": "732829320", "months": 12}')
{'siren': '732829320', 'months': 12}

A number is an int or a float; NaN and Infinity are no JSON, and an integer beyond all money is refused before it is
worked out. Of a key told twice nobody knows which is meant: the file is refused.
Errors: `SourceError` for what is malformed (with line and column), unsafe, or beyond all measure.
"""

from __future__ import annotations

import json
import re
from typing import Any

from cashkit.ground.errors import SourceError
from cashkit.readers.stranger_file import text_of

DEEPEST = 100
LARGEST = 16_000_000
"""Bytes: read, JSON takes some twenty times its size."""
_LONGEST_NUMBER = 30
_ESCAPED, _TEXT = re.compile(r"\\.", re.DOTALL), re.compile(r'"[^"]*"')
_NEITHER_OPENS_NOR_CLOSES = re.compile(r"[^\[\]{}]+")


class _OddError(ValueError):
    """What JSON can write and no honest file holds."""


def parse_json(file: str, content: bytes) -> object:
    """Return what a JSON file says."""
    if len(content) > LARGEST:
        raise SourceError("readers.xml_too_large", file=file, limit=LARGEST // 1_000_000)
    text = text_of(content)
    if text is None:
        raise SourceError("readers.json_malformed", file=file, line=1, column=1)
    return parse_text(file, text)


def parse_text(file: str, text: str) -> object:
    """Return what a JSON text says."""
    if _depth(text) > DEEPEST:
        raise SourceError("readers.json_unsafe", file=file)
    try:
        return json.loads(
            text, parse_int=_whole, parse_float=_number, parse_constant=_refused, object_pairs_hook=_object
        )
    except json.JSONDecodeError as error:
        raise SourceError("readers.json_malformed", file=file, line=error.lineno, column=error.colno) from None
    except (_OddError, RecursionError):
        raise SourceError("readers.json_unsafe", file=file) from None


def _depth(text: str) -> int:
    """Return how deep brackets nest, those within texts left out."""
    deepest = now = 0
    for sign in _NEITHER_OPENS_NOR_CLOSES.sub("", _TEXT.sub("", _ESCAPED.sub("", text))):
        now += 1 if sign in "[{" else -1
        deepest = max(deepest, now)
        if deepest > DEEPEST:
            break
    return deepest


def _whole(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        raise _OddError(text[:_LONGEST_NUMBER])
    return int(text)


def _number(text: str) -> float:
    number = float(text)
    if abs(number) == float("inf"):
        raise _OddError(text[:_LONGEST_NUMBER])
    return number


def _refused(text: str) -> float:
    raise _OddError(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) != len(pairs):
        raise _OddError(*(key for key, _ in pairs[:1]))
    return told
