"""The links between figures and their notes: from where a figure stands to its note, and back to the first place.

>>> links = NoteLinks({"8-1": "Overdue"})
>>> str(links.linked(Markup("<td>Overdue (note 8-1)</td>")))
'<td>Overdue (<a id="place-8-1" href="#note-8-1">note 8-1</a>)</td>'
>>> links.place("8-1"), links.place("8-2")
('place-8-1', '')

A text between tags is linked when a note bears its number; a text of a file that looks like one leads to that note, and
nothing else can come of it. Units: none. Errors: none.
"""

import re
from collections.abc import Container
from dataclasses import dataclass, field

from markupsafe import Markup

_MENTION = re.compile(r"\(note (\d+-\d+)\)(?=[^<>]*<)")


@dataclass
class NoteLinks:
    """The notes of one report, by number, and those that are mentioned before them."""

    notes: Container[str]
    mentioned: set[str] = field(default_factory=set)

    def linked(self, block: Markup) -> Markup:
        """Return a block of the report whose mentions of notes are links."""
        return Markup(_MENTION.sub(self._link, block))  # noqa: S704  (a number between our own tags is all that is added)

    def place(self, number: str) -> str:
        """Return the identifier of the first place that mentions a note, "" when none does."""
        return f"place-{number}" if number in self.mentioned else ""

    def _link(self, match: re.Match[str]) -> str:
        number = match[1]
        if number not in self.notes:
            return match[0]
        place = "" if number in self.mentioned else f' id="place-{number}"'
        self.mentioned.add(number)
        return f'(<a{place} href="#note-{number}">note {number}</a>)'
