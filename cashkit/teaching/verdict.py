"""A verdict: what a check has to say about an answer, a word first and then the reason.

>>> said = Verdict("unanswered", "…", "fr")
>>> print(said)
Pas encore répondu. …
>>> said.is_right
False
"""

from dataclasses import dataclass
from typing import Literal

from cashkit.ground import language
from cashkit.teaching import boxes

State = Literal["unanswered", "unreadable", "right", "reading", "slip", "close", "wrong"]


@dataclass(frozen=True)
class Verdict:
    """What was found: `slip` names the wrong route, or other reading, that was recognised; `lines` reply to letters."""

    state: State
    text: str
    lang: str
    slip: str = ""
    lines: tuple[tuple[str, str], ...] = ()

    @property
    def is_right(self) -> bool:
        """Tell whether the answer is the right one."""
        return self.state == "right"

    @property
    def is_answered(self) -> bool:
        """Tell whether there was an answer that could be read."""
        return self.state not in {"unanswered", "unreadable"}

    @property
    def word(self) -> str:
        """The word that the verdict starts with."""
        return language.say(f"teaching.verdict_{self.state}", self.lang)

    def _repr_html_(self) -> str:
        tone = "good" if self.is_right else "plain" if not self.is_answered else "watch"
        return boxes.box(self.word, [self.text], tone, self.lines)

    def __str__(self) -> str:
        """Return the word and the reason."""
        return boxes.text(f"{self.word} {self.text}".strip(), [], self.lines)

    __repr__ = __str__
