"""A remark is something that the reader of a statement has to know: a words key and what fills it.

>>> Remark("unbalanced", {"amount": "12.5"}).say("en")
'Debits and credits differ by €12.50: assets and liabilities cannot be equal until the entries are put right.'

Source: the words stand in the table `accounts` (`cashkit/ground/words/accounts.csv`).
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from cashkit.ground import language


@dataclass(frozen=True)
class Remark:
    """A key of the words table `accounts`, with the values of its fields."""

    key: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)

    def say(self, lang: str | None = None) -> str:
        """Return the remark as a sentence."""
        return language.say(f"accounts.{self.key}", lang, **self.params)
