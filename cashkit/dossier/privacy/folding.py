"""A text as it is searched for: without case, accents, ligatures, and, for a name, without what is no letter or digit.

>>> folded("Éloi-Œuvre"), bare("S.A.R.L. Éloi & Fils"), words_of("Éloi & Fils, 2025")
('eloi-oeuvre', 'sarleloifils', ['eloi', 'fils', '2025'])
"""

import functools
import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "\u2019": "'"})
_WORD = re.compile(r"[^\W_]+")


@functools.lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """Return a text in small letters without accents."""
    lowered = text.casefold()
    if lowered.isascii():
        return lowered
    apart = unicodedata.normalize("NFKD", lowered.translate(_LIGATURES)).casefold()
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_LIGATURES)


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return _WORD.findall(folded(text))


def bare(text: str) -> str:
    """Return the words of a text, folded, in one piece; the text itself when it has none."""
    return "".join(words_of(text)) or text.strip()
