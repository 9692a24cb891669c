"""A choice: a question with lettered answers, one of them right, each with its own reply.

The words of a choice list the right answer first; the letters are dealt in an order that is the
same for everybody, so that a room can talk about "answer c". A selection asks for several letters:
those to keep stand first in its words, `wanted` says how many.

>>> call = choice("exercises.call", 4)
>>> call.letters, call.replies(call.right)
('abcd', [('a', 'exercises.call.reply_1')])
"""

import random
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cashkit.ground import language


@dataclass(frozen=True)
class Choice:
    """Lettered answers: `dealt` says which answer of the words table stands behind each letter.

    `key` is the head of its words keys: `<key>.option_1`, `<key>.reply_1` ...
    """

    key: str
    dealt: Sequence[int]
    wanted: int = 1
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def letters(self) -> str:
        """The letters, in order."""
        return string.ascii_lowercase[: len(self.dealt)]

    @property
    def right(self) -> frozenset[str]:
        """The letters of the right answer."""
        return frozenset(
            letter for letter, number in zip(self.letters, self.dealt, strict=True) if number <= self.wanted
        )

    def options(self, lang: str) -> list[tuple[str, str]]:
        """Return each letter with its answer."""
        pairs = zip(self.letters, self.dealt, strict=True)
        return [(f"{letter}.", self._say(f"option_{number}", lang)) for letter, number in pairs]

    def replies(self, given: frozenset[str]) -> list[tuple[str, str]]:
        """Return each letter to speak of with its words key: those given; of a selection, the wrong ones if any."""
        told = given if self.wanted == 1 else (given ^ self.right) or self.right
        return [(letter, f"{self.key}.reply_{self.dealt[self.letters.index(letter)]}") for letter in sorted(told)]

    def _say(self, name: str, lang: str) -> str:
        return language.say(f"{self.key}.{name}", lang, **self.params)


def choice(key: str, options: int, params: Mapping[str, Any] | None = None, wanted: int = 1) -> Choice:
    """Deal the answers of a choice, in the order that its key gives."""
    dealt = list(range(1, options + 1))
    random.Random(key).shuffle(dealt)  # noqa: S311  (an order, no secret)
    return Choice(key, tuple(dealt), wanted, params or {})
