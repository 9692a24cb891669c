"""Invented references: the series of an invoice number lives on, its letters and its place in the series do not.

Letters become other letters, always the same ones; the last digits are moved up by one secret step, the same for all,
so that what followed a number follows it still, and what was missing is missing still; years and short digits in
between stay, longer ones are exchanged. A reference of the source is found again in any text where it stands, word
bounded, so that matching by reference gives the same allocations.

>>> from cashkit.dossier.privacy.identities import Identities
>>> from cashkit.dossier.privacy.key import Key
>>> from cashkit.dossier.privacy.originals import Originals
>>> from cashkit.dossier.privacy.pseudonyms import Pseudonyms
>>> made = References(Identities(Pseudonyms(Key(bytes(32)), Originals())))
>>> one, next_one = made.reference("FA-2025-0012"), made.reference("FA-2025-0013")
>>> one[:-4] == next_one[:-4], int(next_one[-4:]) - int(one[-4:]), "2025" in one, "FA" in one
(True, 1, True, False)
>>> made.number("VE2025-0012").endswith("2025-0012")
True

The step is a small number: it hides a reference from a search, not from somebody who knows one of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cashkit.dossier.privacy.identities import Identities  # noqa: TC001  (the doctest makes one)
from cashkit.dossier.privacy.vocabulary import JOURNALS
from cashkit.ground.plain_text import folded

_RUN = re.compile(r"[0-9]+|[^\W_]+?(?=[0-9]|[\W_]|$)|[\W_]+")
_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(19|20)[0-9]{2}")
_KEPT = frozenset(" -/.,:#()+°")
_SHORT = 2
_WIDEST = 15
_LEAST, _STEPS = 11, 79
_FEWEST_SIGNS = 3
SHORTEST, LONGEST = 3, 6
"""Letters and digits that a reference must have to be looked for in texts, and the words that it may have at most."""


@dataclass
class References:
    """The references invented with one key.

    `known` are those that are looked for in texts, by their words; `heads` are their first words.
    """

    identities: Identities
    made: dict[str, str] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    known: dict[tuple[str, ...], str] = field(default_factory=dict)
    heads: set[str] = field(default_factory=set)
    _step: int = 0

    @property
    def step(self) -> int:
        """The secret step by which the last digits move up."""
        if not self._step:
            self._step = _LEAST + self.identities.pseudonyms.key.number("step", "") % _STEPS
        return self._step

    def learn(self) -> None:
        """Know the references of the source, so that they are found in texts."""
        for text in sorted(self.identities.pseudonyms.originals.references):
            words = words_in(text)
            if len("".join(words)) >= SHORTEST and len(words) <= LONGEST:
                self.known.setdefault(words, self.reference(text))
                self.heads.add(words[0])

    def reference(self, text: str) -> str:
        """Return the invented reference of a reference, with as many words."""
        plain = text.strip()
        if plain and plain not in self.made:
            found = self._invented(plain)
            while self.taken.setdefault(found, plain) != plain:
                found += "0"
            self.made[plain] = found
        return self.made.get(plain, "")

    def _invented(self, text: str) -> str:
        runs = _RUN.findall(text)
        last = max((place for place, run in enumerate(runs) if run[0] in "0123456789"), default=-1)
        told = "".join(self._run(run, last=place == last) for place, run in enumerate(runs))
        return told if len("".join(words_in(text))) else "-"

    def _run(self, run: str, *, last: bool) -> str:
        if not run[0].isalnum():
            return "".join(sign if sign in _KEPT else " " for sign in run)
        if not run[0].isascii() or not run[0].isdigit():
            return self.identities.pseudonyms.code(run)
        numbers = self.identities.pseudonyms.originals.numbers
        if run in numbers:
            return self.identities.siret(run)
        if last and len(run) <= _WIDEST:
            return f"{int(run) + self.step:0{len(run)}d}"
        if len(run) <= _SHORT or _YEAR.fullmatch(run):
            return run
        return self.identities.pseudonyms.digits(run, "reference")

    def number(self, text: str) -> str:
        """Return an entry's number, a journal's code or a matching code: other letters, the same digits.

        Codes that software sets by itself (VE, BQ ...) stay.
        """
        plain = text.strip()
        return "".join(self._unmoved(run) for run in _RUN.findall(plain))

    def _unmoved(self, run: str) -> str:
        if run[0] in "0123456789":
            return self.identities.siret(run) if run in self.identities.pseudonyms.originals.numbers else run
        if not run[0].isalnum():
            return "".join(sign if sign in _KEPT else " " for sign in run)
        return run if folded(run) in JOURNALS else self.identities.pseudonyms.code(run)

    def lettering(self, text: str) -> str:
        """Return a matching code: up to three letters say nothing of anybody, longer ones may be a name."""
        plain = text.strip()
        return plain if re.fullmatch(r"[A-Za-z]{0,3}[0-9]{0,8}|\*", plain) else self.number(plain)

    def party(self, text: str) -> str:
        """Return a third party's code: digits keep their first one and their number, others become a code of ours."""
        plain = text.strip()
        if not plain.strip("0"):
            return plain
        pseudonyms = self.identities.pseudonyms
        if plain.isascii() and plain.isdigit():
            return plain[0] + self._tail(plain[1:])
        if ("party", plain) not in pseudonyms.made:
            attempt = 0
            while True:
                found = f"T{pseudonyms.key.number(f'party/{attempt}', plain) % 10**8:08d}"
                attempt += 1
                if pseudonyms.taken.setdefault(("party", found), plain) == plain:
                    break
            pseudonyms.made["party", plain] = found
        return pseudonyms.made["party", plain]

    def _tail(self, digits: str) -> str:
        """Exchange digits for as many others; nought stays nought, and nothing else becomes nought."""
        if not digits.strip("0"):
            return digits
        found = self.identities.pseudonyms.digits(digits, "party")
        while not found.strip("0"):
            found = self.identities.pseudonyms.digits(found, "party")
        return found


def words_in(text: str) -> tuple[str, ...]:
    """Return the words of a reference or a text in capitals, as they are matched."""
    return tuple(_WORD.findall(text.upper()))
