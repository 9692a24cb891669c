"""The directory of customers: who a text means, a customer's code, account, SIREN or name.

Texts are compared in capitals, as words of letters and digits; what is not found so is sought without what separates
the words, then without leading zeros. What several customers bear names nobody.

>>> known = Directory(["C001", "C002"], [(["DUPONT SA", "Martin"], ["C001", "C002"])])
>>> known.codes(["c-002", "C001", "C1", "dupont  s.a.", "DUPONT", ""])
[1, 0, 0, 0, -1, -1]
>>> Directory(["001", "1", "12"], [(["DUPONT", "DUPONT"], ["1", "12"])]).codes(["1", "01", "012", "Dupont"])
[1, -1, 2, -1]
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Names = tuple[Iterable[object], Iterable[object]]  # names, and whose each is

NOBODY = -1
_BREAK = re.compile(r"[\W_]+")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


class Directory:
    """Customers by what they are called; a code is a customer's place among the labels."""

    def __init__(
        self, labels: Iterable[object], more: Sequence[tuple[Iterable[object], Iterable[object]]] = ()
    ) -> None:
        """Enter labels, then other names by label: of a name that two kinds of text bear, the first kind holds."""
        place = {str(label): code for code, label in enumerate(labels)}
        kinds: list[list[tuple[object, int]]] = [list(place.items())]
        kinds += [
            [(name, place[str(owner)]) for name, owner in zip(names, owners, strict=True) if str(owner) in place]
            for names, owners in more
        ]
        self._known = [(write, _entered(kinds, write)) for write in (_words, _together, _without_zeros)]

    def code(self, name: object) -> int:
        """Return the code of the customer that a text means, -1 for nobody."""
        found = (known.get(write(name)) for write, known in self._known)
        return next((code for code in found if code is not None), NOBODY)

    def codes(self, names: Iterable[object]) -> list[int]:
        """Return the code of each name."""
        seen: dict[object, int] = {}
        return [seen[name] if name in seen else seen.setdefault(name, self.code(name)) for name in names]


def _entered(kinds: Iterable[Iterable[tuple[object, int]]], write: Callable[[object], str]) -> dict[str, int]:
    """Return the code of each text as written one way; nobody's where several customers bear it."""
    known: dict[str, int] = {}
    for pairs in kinds:
        own: dict[str, int] = {}
        for name, code in pairs:
            key = write(name)
            if key:
                own[key] = code if own.get(key, code) == code else NOBODY
        known = own | known
    return known


def _words(name: object) -> str:
    return _BREAK.sub(" ", "" if name is None else str(name).upper()).strip()


def _together(name: object) -> str:
    return _words(name).replace(" ", "")


def _without_zeros(name: object) -> str:
    return _ZEROS.sub("", _words(name)).replace(" ", "")
