"""Pseudonyms: invented words and names, the same ones for the same original, never two for one.

An invented word is made of five syllables, none of which a French name is likely to be made of in that order; one
that holds a word of a real name, or that stands for another original already, is drawn again. Spelling variants of
one name (case, accents, signs) are one name.

>>> from cashkit.dossier.privacy.key import Key
>>> made = Pseudonyms(Key(bytes(32)), Originals())
>>> made.name("Éloi & Fils SARL") == made.name("ELOI FILS S.A.R.L."), made.name("Éloi SARL").endswith(" SARL")
(True, True)
>>> made.code("FA") == made.code("FA"), len(made.code("F")), len(made.code("FA"))
(True, 2, 3)
"""

from dataclasses import dataclass, field

from cashkit.dossier.privacy.folding import bare
from cashkit.dossier.privacy.key import Key
from cashkit.dossier.privacy.originals import Originals
from cashkit.dossier.privacy.vocabulary import FORMS
from cashkit.ground.plain_text import folded

_CONSONANTS, _VOWELS = "bdfgjklmnprstvz", "aiou"
SYLLABLES = tuple(consonant + vowel for consonant in _CONSONANTS for vowel in _VOWELS)
_LENGTH = 5
_LETTERS = "BGHJKQVWXZ"
_ALPHABET = 26
_MOST_DIGITS = 40
_LONGEST = 4  # letters of a code that keeps to codes; a longer one becomes an invented word


@dataclass
class Pseudonyms:
    """What has been invented so far: the pseudonym of each original, and whose each is."""

    key: Key
    originals: Originals
    made: dict[tuple[str, str], str] = field(default_factory=dict)
    taken: dict[tuple[str, str], str] = field(default_factory=dict)
    exchanged: dict[tuple[str, str], str] = field(default_factory=dict)

    def word(self, original: str, kind: str = "word") -> str:
        """Return the invented word of a text, in small letters."""
        known = self.made.get((kind, original))
        if known is not None:
            return known
        attempt = 0
        while True:
            word = self._drawn(original, attempt)
            attempt += 1
            owner = self.taken.setdefault(("word", word), original)
            if owner == original and not self.originals.betrays(word) and word != folded(original):
                self.made[kind, original] = word
                return word

    def _drawn(self, original: str, attempt: int) -> str:
        number = self.key.number(f"word/{attempt}", original)
        word = ""
        for _ in range(_LENGTH):
            number, place = divmod(number, len(SYLLABLES))
            word += SYLLABLES[place]
        return word

    def name(self, text: str) -> str:
        """Return the invented name of a firm or a person, with the legal form where it stood."""
        whole = bare(text)
        if not whole:
            return ""
        for form in FORMS:
            if whole.endswith(form) and len(whole) > len(form):
                return f"{self.word(whole.removesuffix(form), 'name').capitalize()} {form.upper()}"
            if whole.startswith(form) and len(whole) > len(form):
                return f"{form.upper()} {self.word(whole.removeprefix(form), 'name').capitalize()}"
        return self.word(whole, "name").capitalize()

    def code(self, letters: str) -> str:
        """Return the letters that stand for those of a reference or a short word, in the case of the original."""
        plain = folded(letters)
        if len(plain) > _LONGEST or not (plain.isascii() and plain.isalpha()):
            found = self.word(plain).upper()
        else:
            number, size = 0, len(str(_ALPHABET ** len(plain) - 1))
            for letter in plain:
                number = number * _ALPHABET + ord(letter) - ord("a")
            digits = self._exchanged("letters", f"{number:0{size}d}")
            found = "".join(_LETTERS[int(digit)] for digit in digits)
        return found.lower() if letters.islower() else found

    def digits(self, text: str, kind: str = "digits") -> str:
        """Return as many digits in the place of some, the same ones for the same; beyond 40, as many as 40."""
        if len(text) > _MOST_DIGITS:
            return f"{self.key.number(kind, text) % 10**_MOST_DIGITS:0{_MOST_DIGITS}d}"
        return self._exchanged(kind, text) if text else ""

    def _exchanged(self, kind: str, text: str) -> str:
        known = self.exchanged.get((kind, text))
        if known is None:
            known = f"{self.key.permuted(kind, int(text), 10 ** len(text)):0{len(text)}d}"
            self.exchanged[kind, text] = known
        return known
