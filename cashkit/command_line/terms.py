"""The glossary on a terminal: each term in both languages, its meaning beneath it, and who says so.

>>> print_glossary("mise en demeure")
mise en demeure · formal notice
  Lettre qui somme de payer et précède l'action en justice (C. civ. 1344).
"""

from __future__ import annotations

import textwrap

from cashkit.command_line.lines import WIDTH
from cashkit.teaching.glossary import glossary, term


def print_glossary(search: str) -> None:
    """Print the terms that a text finds; ArgumentError names the nearest ones when there is none."""
    for one in glossary(search).terms or (term(search),):
        print("\n".join(textwrap.wrap(one.heading, WIDTH)))
        print("\n".join(textwrap.wrap(one.meaning, WIDTH, initial_indent="  ", subsequent_indent="  ")))
