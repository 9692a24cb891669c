"""A name as it is searched for: its words without case, accents or ligatures, and these in one piece.

>>> bare("S.A.R.L. Éloi & Fils"), words_of("Éloi & Fils, 2025")
('sarleloifils', ['eloi', 'fils', '2025'])
"""

import re

from cashkit.ground.plain_text import folded

_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return _WORD.findall(folded(text))


def bare(text: str) -> str:
    """Return the words of a text, folded, in one piece; the text itself when it has none."""
    return "".join(words_of(text)) or text.strip()
