"""Plain text: a text as it is compared, without case, accents or ligatures.

>>> folded("Éloi-Œuvre"), folded("À  l'ÉTAT"), folded("Straße")
('eloi-oeuvre', "a  l'etat", 'strasse')
"""

import functools
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "\u2019": "'"})


@functools.lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """Return a text in small letters without accents."""
    lowered = text.casefold()
    if lowered.isascii():
        return lowered
    apart = unicodedata.normalize("NFKD", lowered.translate(_LIGATURES)).casefold()
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_LIGATURES)
