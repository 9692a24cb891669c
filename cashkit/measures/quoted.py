"""Quoted: the invoices whose number a bank line names, however the payer wrote it.

>>> numbers = Numbers(["F2025-00123", "F2025-00124", "175"], [0, 1, 2])
>>> numbers.quoted("VIR ALPHA F2025 00123"), numbers.quoted("fact. f202500123 et F2025-00124"), numbers.quoted("le 175")
(([0], []), ([0, 1], []), ([], [2]))
>>> numbers.quoted("REGLT 2025-00124")
([], [1])

A number is named with or without what separates its parts. Its digits alone (six at least), a number that has no
letter or fewer than three digits, and one that several customers' invoices bear, are weak: they prove nothing alone.
Units: rows of the invoices.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SHORTEST, STRONG = 3, 4
_DIGITS = 6
_SHARED = 24  # a "number" that more invoices bear, such as RAN, names none
_RUN = 4
_WORD = re.compile(r"[^\W_]+")


class Numbers:
    """The invoices of a dossier, by the forms in which their numbers are written."""

    def __init__(self, numbers: Iterable[str], customers: Sequence[int]) -> None:
        """Enter each number; `customers` are the codes of their customers."""
        self._strong: dict[str, list[int]] = defaultdict(list)
        self._weak: dict[str, list[int]] = defaultdict(list)
        self._customers = customers
        for row, number in enumerate(numbers):
            words = _WORD.findall(number.upper())
            form, digits = "".join(words), "".join(letter for word in words for letter in word if letter.isdigit())
            if not digits or len(form) < SHORTEST:
                continue
            strong = len(form) >= STRONG and SHORTEST <= len(digits) < len(form)
            (self._strong if strong else self._weak)[form].append(row)
            if strong and len(digits) >= _DIGITS:
                self._weak[digits].append(row)

    def quoted(self, text: str) -> tuple[list[int], list[int]]:
        """Return the invoices that a text names for certain, and those that it may name."""
        strong: dict[int, None] = {}
        weak: dict[int, None] = {}
        for form in _forms(text):
            rows = self._strong.get(form, ())
            alone = len({self._customers[row] for row in rows}) == 1
            (strong if alone else weak).update(dict.fromkeys(rows if len(rows) <= _SHARED else ()))
            rows = self._weak.get(form, ())
            weak.update(dict.fromkeys(rows if len(rows) <= _SHARED else ()))
        return list(strong), [row for row in weak if row not in strong]


def _forms(text: str) -> Iterator[str]:
    """Yield every run of 1 to 4 words of a text, without what separates them."""
    words = _WORD.findall(text.upper())
    for length in range(1, _RUN + 1):
        for start in range(len(words) - length + 1):
            yield "".join(words[start : start + length])
