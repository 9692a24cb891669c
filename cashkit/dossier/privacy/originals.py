"""What a source says of real firms and people: the names, the references and the identifiers that have to go.

It is gathered before anything is replaced, so that a word of bookkeeping which a customer bears (a firm called
"Facture") is known as a name, and so that a reference is found again inside a label.

>>> seen = Originals()
>>> seen.name("Facture Éloi SARL"), seen.reference("F2025-0012"), seen.siren("732 829 320")
(None, None, None)
>>> sorted(seen.words), sorted(seen.references), sorted(seen.numbers)
(['eloi', 'facture', 'sarl'], ['F2025-0012'], ['732829320'])
>>> seen.allowed("facture"), seen.allowed("virement")
(False, True)
"""

import re
from dataclasses import dataclass, field

from cashkit.dossier.privacy.folding import words_of
from cashkit.dossier.privacy.vocabulary import BOOKKEEPING, FORMS

SHORTEST = 4
"""Letters from which on a word of a name may stand nowhere, not even inside another word."""
_NOBODY = 2  # letters: a name of so few says nothing of anybody
_DIGITS = re.compile(r"[0-9]{9}|[0-9]{14}")
_BLANKS = re.compile(r"[\s.\-]")


@dataclass
class Originals:
    """Words of names (folded), references as written, SIRENs and SIRETs."""

    words: set[str] = field(default_factory=set)
    references: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    _allowed: dict[str, bool] = field(default_factory=dict)
    _first: set[str] = field(default_factory=set)
    _counted: int = 0

    def name(self, text: str) -> None:
        """Keep the words of a name, an address or a place: the long ones, or all where it has no long one."""
        words = words_of(text)
        long = [word for word in words if len(word) >= SHORTEST]
        self.words.update(long if set(long) - set(FORMS) else (word for word in words if len(word) > _NOBODY))

    def reference(self, text: str) -> None:
        """Keep a reference."""
        if text.strip():
            self.references.add(text.strip())

    def siren(self, text: str) -> None:
        """Keep a SIREN, or a SIRET and its SIREN."""
        digits = _BLANKS.sub("", text).removesuffix(".0")
        if _DIGITS.fullmatch(digits) and int(digits):
            self.numbers.update((digits, digits[:9]))

    def allowed(self, word: str) -> bool:
        """Tell whether a folded word is one of bookkeeping that no name bears, whole or in part."""
        if word not in self._allowed:
            self._allowed[word] = word in BOOKKEEPING and word not in self.words and not self.betrays(word)
        return self._allowed[word]

    def betrays(self, word: str) -> bool:
        """Tell whether a word of a name stands inside a folded word, legal forms apart."""
        heads = self._heads()
        places = [place for place in range(len(word) - SHORTEST + 1) if word[place : place + SHORTEST] in heads]
        return any(self._named(word, place, place + SHORTEST) for place in places)

    def joined(self, before: str, after: str) -> bool:
        """Tell whether a word of a name runs from the end of one folded text over the start of another."""
        both, seam, heads = before + after, len(before), self._heads()
        places = [place for place in range(seam) if both[place : place + SHORTEST] in heads]
        return any(self._named(both, place, max(seam + 1, place + SHORTEST)) for place in places)

    def _named(self, text: str, start: int, least: int) -> bool:
        """Tell whether a word of a name stands in a text from a place to another, `least` or later."""
        runs = (text[start:end] for end in range(least, len(text) + 1))
        return any(len(run) >= SHORTEST and run in self.words and run not in FORMS for run in runs)

    def _heads(self) -> set[str]:
        """Return the first letters of all words, which tell at once that none begins there."""
        if self._counted != len(self.words):
            self._counted = len(self.words)
            self._first = {word[:SHORTEST] for word in self.words if len(word) >= SHORTEST}
        return self._first
