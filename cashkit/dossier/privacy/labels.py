"""Labels: free text rebuilt from what is known, so that nothing unknown can remain in it.

References of the source become the invented ones, words of bookkeeping stay, dates stay (moved with all others when
dates are moved), every other word becomes an invented one, and every other number letters that can match nothing. A
label without any letter stays without one.

>>> from cashkit.dossier.privacy.identities import Identities
>>> from cashkit.dossier.privacy.key import Key
>>> from cashkit.dossier.privacy.originals import Originals
>>> from cashkit.dossier.privacy.pseudonyms import Pseudonyms
>>> originals = Originals(words={"dupont"}, references={"F-102"})
>>> made = References(Identities(Pseudonyms(Key(bytes(32)), originals)))
>>> made.learn()
>>> found = Labels(made).label("VIR DUPONT F 102 du 15/03/2025 tel 06 12 34 56 78").split()
>>> found[0], "-".join(found[2:4]) == made.reference("F-102"), found[4:6], "DUPONT" in found
('VIR', True, ['DU', '15/03/2025'], False)
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from cashkit.dossier.privacy.references import LONGEST, References
from cashkit.ground.plain_text import folded

_PART = re.compile(r"([^\W_]+)")
_WRITTEN = r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})|(20[0-9]{2})([0-9]{2})([0-9]{2})"
_DATE = re.compile(rf"(?<![0-9])(?:{_WRITTEN})(?![0-9])")
_PHONE = re.compile(r"(?<![0-9])(?:(?:\+|00)33[ .\-]?|0)[1-9](?:[ .\-][0-9]{2}){4}(?![0-9])")
_KEPT = frozenset(" -/.,:#()+°'*&")
_LOOK_BACK = 12  # letters before a word: a name may run over both
_LETTERS = str.maketrans("0123456789", "BGHJKQVWXZ")


@dataclass
class Labels:
    """The labels rebuilt with one key; `days` is by how much the dates in them move."""

    references: References
    days: int = 0
    made: dict[str, str] = field(default_factory=dict)

    def label(self, text: str) -> str:
        """Return the label that stands for a label."""
        if text not in self.made:
            self.made[text] = self._rebuilt(text)
        return self.made[text]

    def _rebuilt(self, text: str) -> str:
        if not text.strip():
            return ""
        lettered = any(sign.isalpha() for sign in text)
        found = "".join(self._piece(piece, lettered=lettered) for piece in self._pieces(_PHONE.sub(" . ", text)))
        return " ".join(found.split()).lstrip("=+@'*&") or "-"

    def _pieces(self, text: str) -> list[tuple[str, bool]]:
        """Return a text in pieces, each with whether it is a date; digits that are a reference are none."""
        pieces, start = [], 0
        for found in _DATE.finditer(text):
            if (found[0].upper(),) in self.references.known or _day(found) is None:
                continue
            pieces += [(text[start : found.start()], False), (found[0], True)]
            start = found.end()
        return [*pieces, (text[start:], False)]

    def _piece(self, piece: tuple[str, bool], *, lettered: bool) -> str:
        text, dated = piece
        return moved(text, self.days) if dated else self._words(text, lettered=lettered)

    def _words(self, text: str, *, lettered: bool) -> str:
        """Return a text word by word; the longest reference that begins at a word is taken whole."""
        parts = _PART.split(text)  # signs, word, signs, word ... signs
        words = tuple(word.upper() for word in parts[1::2])
        at, before = 0, ""
        while at < len(words):
            told = self._known(words, at) or (self._word(before, parts[2 * at + 1], lettered=lettered),)
            for place, word in enumerate(told):
                parts[2 * (at + place) + 1] = word
            before = (before + folded("".join(told)))[-_LOOK_BACK:]
            at += len(told)
        return "".join(part if place % 2 else _signs(part) for place, part in enumerate(parts))

    def _known(self, words: tuple[str, ...], at: int) -> tuple[str, ...]:
        if words[at] not in self.references.heads:
            return ()
        for count in range(min(LONGEST, len(words) - at), 0, -1):
            found = self.references.known.get(words[at : at + count])
            if found is not None:
                told = tuple(_PART.findall(found))
                return told if len(told) == count else ()
        return ()

    def _word(self, before: str, word: str, *, lettered: bool) -> str:
        """Return what stands for a word; run together with the letters before it, it makes no name either."""
        plain = folded(word)
        originals = self.references.identities.pseudonyms.originals
        if originals.allowed(plain) and not originals.joined(before, plain):
            return plain.upper()
        other = self._other(word, plain, lettered=lettered)
        return f"X{other}" if lettered and originals.joined(before, folded(other)) else other

    def _other(self, word: str, plain: str, *, lettered: bool) -> str:
        pseudonyms = self.references.identities.pseudonyms
        if word.isascii() and word.isdigit():
            other = pseudonyms.digits(word, "label")
            return f"N{other.translate(_LETTERS)}" if lettered else other
        if len(plain) <= 2:  # noqa: PLR2004  (too short for an invented word)
            return pseudonyms.code(word)
        return pseudonyms.word(plain).capitalize() if lettered else "-"


def _signs(text: str) -> str:
    return "".join(sign if sign in _KEPT else " " for sign in text)


def _day(found: re.Match[str]) -> dt.date | None:
    day, _, month, year, *ymd = found.groups()
    parts = (int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)) if day else tuple(map(int, ymd))  # noqa: PLR2004  (two-digit year)
    try:
        return dt.date(*parts)
    except ValueError:
        return None


def moved(text: str, days: int) -> str:
    """Return a date as it is written, so many days later.

    >>> moved("28/02/2025", 1), moved("20251231", 1), moved("1.3.25", -1)
    ('01/03/2025', '20260101', '28.02.25')
    """
    found = _DATE.fullmatch(text)
    day = _day(found) if found and days else None
    if found is None or day is None:
        return text
    moved_to = later(day, days)
    if found[5]:
        return f"{moved_to:%Y%m%d}"
    year = f"{moved_to:%Y}" if len(found[4]) == 4 else f"{moved_to:%y}"  # noqa: PLR2004  (two-digit year)
    return f"{moved_to:%d}{found[2]}{moved_to:%m}{found[2]}{year}"


def later(day: dt.date, days: int) -> dt.date:
    """Return the day so many days later; one beyond the calendar stays where it is.

    >>> later(dt.date(2025, 12, 31), 1), later(dt.date.max, 1)
    (datetime.date(2026, 1, 1), datetime.date(9999, 12, 31))
    """
    try:
        return day + dt.timedelta(days)
    except OverflowError:
        return day
