"""The disguise: every rule of the anonymiser under one roof, for one source and one key.

>>> from cashkit.dossier.privacy.key import Key
>>> from cashkit.dossier.privacy.originals import Originals
>>> made = disguise(Key(bytes(32)), Originals())
>>> made.value("transfer"), made.value("Sotrel") == made.value("SOTREL")
('transfer', True)
>>> made.terms("45 EOM"), made.terms("as Dupont")
('45 EOM', '')
>>> made.days_later(364).date("2025-12-31"), made.times(3).money("10.10"), made.money("n/a")
('2026-12-30', '30.30', None)
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from cashkit.dossier.privacy.folding import bare
from cashkit.dossier.privacy.identities import Identities
from cashkit.dossier.privacy.labels import Labels, later, moved
from cashkit.dossier.privacy.ledger_words import LedgerWords
from cashkit.dossier.privacy.pseudonyms import Pseudonyms
from cashkit.dossier.privacy.references import References
from cashkit.dossier.privacy.vocabulary import known_value
from cashkit.ground.errors import ArgumentError
from cashkit.law.payment_terms import parse_terms

if TYPE_CHECKING:
    from cashkit.dossier.privacy.key import Key
    from cashkit.dossier.privacy.originals import Originals

_NUMBER = re.compile(r"\s*[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?\s*")
_DAY = re.compile(r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2})([T ][0-9:.]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?\s*")
_CODE = re.compile(r"[A-Z0-9_]{1,4}|[a-z_]{1,12}")
_SAID = frozenset(("true", "false", "1", "0", "1.0", "0.0", "yes", "no", "oui", "non", "vrai", "faux", "x"))
_COUNTRIES = frozenset(("france", "belgique", "belgium", "suisse", "luxembourg", "espagne", "allemagne", "italie"))


@dataclass(frozen=True)
class Disguise:
    """What replaces the words of a source; dates move by `days`, amounts are multiplied by `factor`."""

    references: References
    days: int = 0
    factor: int = 1

    @property
    def identities(self) -> Identities:
        """The invented identities."""
        return self.references.identities

    @property
    def pseudonyms(self) -> Pseudonyms:
        """The invented words and names."""
        return self.identities.pseudonyms

    @cached_property
    def ledger(self) -> LedgerWords:
        """The words of the ledger."""
        return LedgerWords(self.references)

    @cached_property
    def labels(self) -> Labels:
        """The labels rebuilt."""
        return Labels(self.references, self.days)

    def days_later(self, days: int) -> Disguise:
        """Return the disguise that moves every date by some days."""
        return replace(self, days=days)

    def times(self, factor: int) -> Disguise:
        """Return the disguise that multiplies every amount by a whole number."""
        return replace(self, factor=factor)

    def value(self, text: str) -> str:
        """Return a value that tables share, or an invented word in the place of another."""
        plain = text.strip()
        return plain if known_value(plain) or not plain else self.pseudonyms.word(bare(plain), "value").capitalize()

    def terms(self, text: str) -> str:
        """Return payment terms that can be read, nothing for others."""
        try:
            parse_terms(text)
        except ArgumentError:
            return text.strip() if known_value(text) else ""
        return text.strip() if re.fullmatch(r"[A-Za-z0-9. ]{1,12}", text.strip()) else ""

    def city(self, text: str) -> str:
        """Return an invented place."""
        return self.pseudonyms.word(bare(text), "city").capitalize() if text.strip() else ""

    def country(self, text: str) -> str:
        """Return a country's code, or a neighbour's name."""
        plain = text.strip()
        known = re.fullmatch(r"[A-Za-z]{2,3}", plain) or plain.lower() in _COUNTRIES
        return plain if known else self.value(plain)

    def currency(self, text: str) -> str:
        """Return the code of a currency; what is none stays none."""
        return text.strip() if re.fullmatch(r"[A-Za-z]{3}", text.strip()) else "?" * bool(text.strip())

    def cell(self, text: str) -> str:
        """Return the code of a form, of a cell or of a column of filed accounts."""
        return text.strip() if _CODE.fullmatch(text.strip()) else self.value(text)

    def date(self, value: object) -> object:
        """Return a day so many days later; None for what is no day."""
        if isinstance(value, dt.date):
            return later(value, self.days)
        found = _DAY.fullmatch(str(value))
        if found is None:
            return moved(str(value).strip(), self.days) if re.fullmatch(r"[0-9/.\- ]+", str(value)) else None
        try:
            day = dt.date.fromisoformat(found[1])
        except ValueError:
            return None
        return f"{later(day, self.days)}{found[2] or ''}"

    def money(self, value: object) -> object:
        """Return an amount multiplied; None for what is no amount."""
        if isinstance(value, str):
            if not _NUMBER.fullmatch(value):
                return None
            return value.strip() if self.factor == 1 else str(Decimal(value.strip()) * self.factor)
        if isinstance(value, float):
            return value if self.factor == 1 else float(Decimal(str(value)) * self.factor)
        return value * self.factor if isinstance(value, int | Decimal) else None

    def number(self, value: object) -> object:
        """Return a number; None for what is none."""
        return value if not isinstance(value, str) or _NUMBER.fullmatch(value) else None

    def flag(self, value: object) -> object:
        """Return yes or no; None for what is neither."""
        return value if not isinstance(value, str) or value.strip().lower() in _SAID else None


def disguise(key: Key, originals: Originals) -> Disguise:
    """Return the disguise of a source by a key; the source's own words are known by now."""
    references = References(Identities(Pseudonyms(key, originals)))
    references.learn()
    return Disguise(references)
