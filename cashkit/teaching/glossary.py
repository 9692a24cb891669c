"""The glossary: the terms of the trade in both languages, each with a definition in one sentence.

>>> print(term("DSO", "en"))
DSO (days sales outstanding) · DSO (délai moyen de règlement client)
  Number of days of sales, VAT included, that customers still owe at a date.
>>> [one.key for one in glossary("relance", "fr").terms]
['dunning_plan', 'reminder', 'pre_reminder']

A term is found by its key or by its name in either language, accents and capitals aside; a search
also looks into the definitions. Source: the words table `terms`.
"""

import difflib
import unicodedata
from dataclasses import dataclass

from cashkit.ground import language
from cashkit.ground.errors import ArgumentError
from cashkit.teaching import boxes


@dataclass(frozen=True)
class Term:
    """One term: its name in the reader's language, in the other one, and what it means."""

    key: str
    name: str
    other: str
    definition: str

    @property
    def heading(self) -> str:
        """The name in both languages."""
        return self.name if self.name == self.other else f"{self.name} · {self.other}"

    def _repr_html_(self) -> str:
        return boxes.box(self.heading, [self.definition])

    def __str__(self) -> str:
        """Return the term as text."""
        return f"{self.heading}\n  {self.definition}"

    __repr__ = __str__


@dataclass(frozen=True)
class Glossary:
    """Some terms, in the order of the alphabet."""

    terms: tuple[Term, ...]
    lang: str

    def _repr_html_(self) -> str:
        pairs = [(f"{one.heading}.", one.definition) for one in self.terms]
        return boxes.box(language.say("teaching.glossary", self.lang), [], "plain", pairs)

    def __str__(self) -> str:
        """Return the terms as text."""
        return "\n".join(map(str, self.terms))

    __repr__ = __str__


def glossary(search: str = "", lang: str | None = None) -> Glossary:
    """Return the terms whose name holds a text, in either language; those whose definition does when no name does."""
    spoken = language.checked(lang or language.current())
    wanted, terms = _plain(search), _terms(spoken)
    named = [one for one in terms if wanted in _plain(f"{one.name} {one.other}")]
    found = named or [one for one in terms if wanted in _plain(one.definition)]
    return Glossary(tuple(sorted(found, key=lambda one: _plain(one.name))), spoken)


def term(name: str, lang: str | None = None) -> Term:
    """Return one term by its key or its name; ArgumentError names its neighbours when there is none."""
    spoken = language.checked(lang or language.current())
    terms, wanted = _terms(spoken), _plain(name)
    for one in terms:
        names = {_plain(part) for whole in (one.name, one.other) for part in (whole, whole.partition(" (")[0])}
        if wanted in {_plain(one.key), _plain(one.key.replace("_", " ")), *names}:
            return one
    near = difflib.get_close_matches(wanted, [_plain(one.name) for one in terms], n=3)
    known = ", ".join(one.name for one in terms if _plain(one.name) in near)
    none = language.say("teaching.no_term_near", spoken)
    raise ArgumentError("teaching.unknown_term", value=name, near=known or none)


def _terms(lang: str) -> list[Term]:
    other = next(one for one in language.LANGUAGES if one != lang)
    return [
        Term(
            key,
            language.typeset(row[lang], lang),
            language.typeset(row[other], other),
            language.typeset(row[f"definition_{lang}"], lang),
        )
        for key, row in language.table("terms").items()
    ]


def _plain(text: str) -> str:
    """Return a text without accents or capitals."""
    apart = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
