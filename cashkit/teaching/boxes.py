"""A box: a word in bold and sentences beneath, for whoever reads a notebook; it holds escaped text only.

>>> box("Juste.", ["40 < 41"], "good").count("&lt;")
1
"""

from collections.abc import Mapping, Sequence
from html import escape

EDGES: Mapping[str, str] = {"good": "#0b4a3a", "watch": "#a35200", "plain": "#6b6b6b"}
"""The edge of a box: it only repeats what the word says."""
_STYLE = "border-left:4px solid {edge};padding:.4em .8em;margin:.4em 0;max-width:46em"


def box(word: str, sentences: Sequence[str], tone: str = "plain", items: Sequence[tuple[str, str]] = ()) -> str:
    """Return a box as HTML: a word, sentences, then lettered lines."""
    lines = "".join(f"<p style='margin:.2em 0'>{escape(one)}</p>" for one in sentences if one)
    listed = "".join(
        f"<li style='list-style:none;margin:.25em 0'><b>{escape(mark)}</b> {escape(one)}</li>" for mark, one in items
    )
    body = f"<ul style='margin:.3em 0;padding-left:.6em'>{listed}</ul>" if listed else ""
    return f'<div style="{_STYLE.format(edge=EDGES[tone])}"><b>{escape(word)}</b>{lines}{body}</div>'


def text(word: str, sentences: Sequence[str], items: Sequence[tuple[str, str]] = ()) -> str:
    """Return the same as plain text, for a terminal."""
    return "\n".join([word, *(one for one in sentences if one), *(f"  {mark} {one}" for mark, one in items)])
