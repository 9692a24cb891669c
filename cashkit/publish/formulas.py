"""Formulas drawn into the page: LaTeX as matplotlib sets it, since the report may ask no network for MathJax.

A formula that matplotlib cannot set is shown as it was typed.
"""

import io
import re
from html import escape

from cashkit.publish import drawings

_SIZE = 11
_SPACES = re.compile(r"\s+")
_READABLE = {r"\dfrac": r"\frac", r"\tfrac": r"\frac", r"\frac": r"\dfrac", r"\lvert": "|", r"\rvert": "|"}
"""Fractions at the size of the text, and what matplotlib calls otherwise."""


def inline(latex: str, prefix: str) -> str:
    """Return a formula as inline SVG, its LaTeX as alternative text."""
    from matplotlib import rc_context  # noqa: PLC0415  (a second; only where there is a formula)
    from matplotlib.mathtext import math_to_image  # noqa: PLC0415

    text = _SPACES.sub(" ", latex).strip()
    for typed, known in _READABLE.items():
        text = text.replace(typed, known)
    drawn = io.StringIO()
    try:
        with rc_context({"svg.hashsalt": "cashkit", "svg.fonttype": "path", "font.size": _SIZE}):
            depth = math_to_image(f"${text}$", drawn, format="svg", dpi=72)
    except ValueError:
        return f"<code>{escape(latex)}</code>"
    picture = drawings.svg(drawn.getvalue(), prefix, latex)
    return f'<span class="formula" style="vertical-align:-{depth:.1f}pt">{picture}</span>'
