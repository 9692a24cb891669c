"""A route: one way to have a debt paid, with its conditions, deadlines, cost and articles on a day.

>>> in_words("payment_order", "deadline", "2026-08-31", "en")
'Order to be served: 6 months after the order. Opposition: 1 month after service.'
>>> in_words("payment_order", "deadline", "2026-09-01", "en")[:46]
'Order to be served: 3 months after the order. '
>>> is_open("merchant_invoices", "2026-11-27"), is_open("payment_order", "2026-11-27")
(False, True)

A sentence that rests on a legal value is said while that value is in force, and with the value of the day.
Units: those of each value.
Errors: `ArgumentError` for what is no date; KeyError for an unknown route.
Source: `routes.csv` and the tables that it names; the words table `procedures`.
"""

import csv
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from io import StringIO

from cashkit.ground import language
from cashkit.ground.calendar import DateLike
from cashkit.law import topics
from cashkit.law.values import UNSURE, LegalValue, in_force

ASPECTS = ("conditions", "deadline", "cost", "article")
NOT_AVAILABLE = ("not_available", "excluded")


@dataclass(frozen=True)
class Sentence:
    """One row of `routes.csv`: a sentence of the words table `procedures` and the legal values that it needs."""

    route: str
    aspect: str
    key: str
    values: tuple[str, ...]
    table: str

    def in_force(self, day: DateLike) -> tuple[LegalValue, ...] | None:
        """Return the values that hold on a day, None where one of them does not."""
        found = [in_force(self.table, key, day, accept_unsure=True) for key in self.values]  # told apart by `said`
        held = tuple(value for value in found if value is not None)
        return held if len(held) == len(found) else None

    def said(self, day: DateLike, lang: str | None = None) -> str:
        """Return the sentence on a day, empty where its law is not in force."""
        held = self.in_force(day)
        if held is None:
            return ""
        if self.aspect == "article":
            return ", ".join(dict.fromkeys(value.article for value in held))
        told = {f"v{n}": topics.in_words(value, lang) for n, value in enumerate(held, 1)}
        sentence = language.say(f"procedures.{self.key}", lang, **told)
        unsure = any(value.mark == UNSURE for value in held)
        return f"{sentence} {language.say('procedures.unsure', lang)}" if unsure else sentence


@functools.cache
def routes() -> dict[str, tuple[Sentence, ...]]:
    """Return every route with its sentences, in the order of the file."""
    source = resources.files("cashkit.law").joinpath("routes.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(StringIO(source, newline="")))
    return {name: tuple(_sentences(name, rows)) for name in dict.fromkeys(row["route"] for row in rows)}


def _sentences(route: str, rows: list[dict[str, str]]) -> Iterator[Sentence]:
    for row in rows:
        if row["route"] == route:
            yield Sentence(route, row["aspect"], row["sentence"], tuple(row["values"].split()), row["table"])


def in_words(route: str, aspect: str, day: DateLike, lang: str | None = None) -> str:
    """Return what holds for one aspect of a route (conditions, deadline, cost, article) on a day."""
    told = [one.said(day, lang) for one in routes()[route] if one.aspect == aspect]
    return " ".join(sentence for sentence in told if sentence)


def is_open(route: str, day: DateLike) -> bool:
    """Say whether a route exists on a day: its law in force, and not waiting for a decree."""
    if route == "merchant_invoices":
        state = in_force("procedures", route, day)
        return state is not None and state.written not in NOT_AVAILABLE
    return any(one.values and one.in_force(day) for one in routes()[route]) or not any(
        one.values for one in routes()[route]
    )
