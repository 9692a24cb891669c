"""The glossary: the terms of the trade in both languages, each with a definition in one sentence.

>>> print(term("DSO", "en"))
DSO (days sales outstanding) · DSO (délai moyen de règlement client)
  Number of days of sales, VAT included, that customers still owe at a date.
>>> [one.key for one in glossary("relance", "fr").terms]
['dunning_plan', 'reminder', 'pre_reminder']

A term is found by its key or by one of its names in either language, accents and capitals aside: the
names are the whole heading, what stands before the brackets, and each name inside them. A search also
looks into the definitions. Source: the words table `terms`, which names the law or the author of a
term; without one, the term is a usage of the trade. Its column `certainty` says, like the files of the
law, whether the source was read (S) or cited from memory (K); the second says so to the reader:

>>> term("affacturage", "fr").certainty
'connu, non relu'
"""

import csv
import difflib
from dataclasses import dataclass
from importlib import resources

from cashkit.ground import language
from cashkit.ground.errors import ArgumentError
from cashkit.ground.plain_text import folded
from cashkit.teaching import boxes


@dataclass(frozen=True)
class Term:
    """One term: its name in the reader's language and in the other one, its meaning, who says so, read again or not."""

    key: str
    name: str
    other: str
    definition: str
    source: str = ""
    certainty: str = ""

    @property
    def heading(self) -> str:
        """The name in both languages."""
        return self.name if self.name == self.other else f"{self.name} · {self.other}"

    @property
    def names(self) -> frozenset[str]:
        """Every name that finds the term, without accents or capitals."""
        whole = {folded(self.key), folded(self.key.replace("_", " "))}
        return frozenset(whole.union(*(_names(one) for one in (self.name, self.other))))

    @property
    def meaning(self) -> str:
        """The definition and, between brackets, its source, with a warning where that one was not read again."""
        said = ", ".join(one for one in (self.source, self.certainty) if one)
        return f"{self.definition.removesuffix('.')} ({said})." if said else self.definition

    def _repr_html_(self) -> str:
        return boxes.box(self.heading, [self.meaning])

    def __str__(self) -> str:
        """Return the term as text."""
        return f"{self.heading}\n  {self.meaning}"

    __repr__ = __str__


@dataclass(frozen=True)
class Glossary:
    """Some terms of the trade: those that a search found, in the order of the alphabet, or those asked for."""

    terms: tuple[Term, ...]
    lang: str

    def _repr_html_(self) -> str:
        pairs = [(f"{one.heading}.", one.meaning) for one in self.terms]
        return boxes.box(language.say("teaching.glossary", self.lang), [], "plain", pairs)

    def __str__(self) -> str:
        """Return the terms as text."""
        return "\n".join(map(str, self.terms))

    __repr__ = __str__


def glossary(search: str = "", lang: str | None = None) -> Glossary:
    """Return the terms whose name holds a text, in either language; those whose definition does when no name does."""
    spoken = language.checked(lang or language.current())
    wanted, terms = folded(search), _terms(spoken)
    named = [one for one in terms if wanted in folded(f"{one.name} {one.other}")]
    found = named or [one for one in terms if wanted in folded(one.definition)]
    return Glossary(tuple(sorted(found, key=lambda one: folded(one.name))), spoken)


def term(name: str, lang: str | None = None) -> Term:
    """Return one term by its key or its name; ArgumentError names its neighbours when there is none."""
    spoken = language.checked(lang or language.current())
    terms, wanted = _terms(spoken), folded(name.strip())
    for one in terms:
        if wanted in one.names:
            return one
    near = difflib.get_close_matches(wanted, sorted({name for one in terms for name in one.names}), n=3)
    known = ", ".join(one.name for one in terms if not one.names.isdisjoint(near))
    none = language.say("teaching.no_term_near", spoken)
    raise ArgumentError("teaching.unknown_term", value=name, near=known or none)


def terms_met(notebook: str, lang: str | None = None) -> Glossary:
    """Return the terms that a notebook lists at its end, in its order.

    >>> [one.name for one in terms_met("welcome", "fr").terms][:3]
    ['FEC (fichier des écritures comptables)', 'dossier', 'lettrage (rapprochement)']
    """
    spoken = language.checked(lang or language.current())
    lists = _lists()
    if notebook not in lists:
        raise ArgumentError("teaching.unknown_stage", value=notebook, known=", ".join(lists))
    return Glossary(tuple(term(key, spoken) for key in lists[notebook]), spoken)


def _lists() -> dict[str, list[str]]:
    """Return the keys of the terms met, notebook by notebook."""
    text = resources.files("cashkit.teaching").joinpath("terms_met.csv").read_text(encoding="utf-8")
    return {row["notebook"]: row["terms"].split() for row in csv.DictReader(text.splitlines())}


def _terms(lang: str) -> list[Term]:
    other = next(one for one in language.LANGUAGES if one != lang)
    return [
        Term(
            key,
            language.typeset(row[lang], lang),
            language.typeset(row[other], other),
            language.typeset(row[f"definition_{lang}"], lang),
            row["source"],
            language.say("law_values.mark.K", lang) if row["certainty"] == "K" else "",
        )
        for key, row in language.table("terms").items()
    ]


def _names(heading: str) -> set[str]:
    """Return the names in a heading: all of it, what stands before the brackets, each name inside them."""
    first, _, inside = heading.rstrip(")").partition(" (")
    return {folded(one) for one in (heading, first, *inside.split(", ")) if one}
