"""The plain form of a label: what stays when case, accents and punctuation are taken away.

Two labels of the same plain form are one label, written twice.

>>> plain("  À-Nouveaux ("), plain("S.A.R.L. Éloi & Fils")
('a nouveaux', 's a r l eloi fils')
"""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "\u2019": "'"})
_NOT_WORDS = re.compile(r"[^0-9a-z]+")


def plain(text: str) -> str:
    """Return the words of a label in small letters without accents, one space between them."""
    lowered = text.casefold()
    if not lowered.isascii():
        lowered = unicodedata.normalize("NFKD", lowered.translate(_LIGATURES)).encode("ascii", "ignore").decode()
    return _NOT_WORDS.sub(" ", lowered).strip()
