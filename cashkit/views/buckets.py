"""The buckets of an aged balance as a reader names them, whatever their edges.

>>> names(["name", "not_due", "1-45", "46+", "unapplied", "total"])
['not_due', '1-45', '46+']
>>> heading("1-45", "fr"), heading("46+", "en")
('1 à 45 j', 'Over 45 days')
"""

import re
from collections.abc import Iterable

from cashkit.ground import language

_BETWEEN = re.compile(r"(\d+)-(\d+)")
_BEYOND = re.compile(r"(\d+)\+")


def names(columns: Iterable[object]) -> list[str]:
    """Return the buckets among the columns of an aged balance, in their order; `unapplied` is none."""
    return [str(name) for name in columns if name == "not_due" or is_late(str(name))]


def is_late(name: str) -> bool:
    """Tell whether a column holds what is late by so many days: 31-60, 91+."""
    return bool(_BETWEEN.fullmatch(name) or _BEYOND.fullmatch(name))


def heading(name: str, lang: str | None = None) -> str:
    """Return the words of a bucket: "31 à 60 j", "Plus de 90 j"."""
    if found := _BETWEEN.fullmatch(name):
        return language.say("columns.bucket_between", lang, low=found[1], high=found[2])
    if found := _BEYOND.fullmatch(name):
        return language.say("columns.bucket_beyond", lang, low=int(found[1]) - 1)
    return language.say(f"columns.{name}", lang)
