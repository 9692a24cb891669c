"""The law by topic: which rules are in force on a day, which come within a year, and what is not sure.

>>> [rule.label("en") for rule in rules("2026-08-31", "procedures") if rule.value.key == "payment_order_service"]
['Payment order, service']
>>> [rule.shown("en") for rule in rules("2026-08-31", "procedures") if rule.value.key == "payment_order_service"]
['6 months after the order']
>>> [rule.shown("en") for rule in coming("2026-08-31", "procedures") if rule.value.key == "payment_order_service"]
['3 months after the order']
>>> [doubt.key for doubt in doubts("2026-08-31", "rates")]
['rates.ecb_rate']

A doubt is what the kit does not know for sure, with why it matters: every unsure value has one, and so has what no
value stands for yet.

Units: those of each value. Errors: `ArgumentError` for an unknown topic, or a day on which no rule is known.
Source: the tables of `law/`; the words tables `law_values`, `law_units` and `law_doubts`.
"""

import csv
import datetime as dt
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from importlib import resources
from io import StringIO

from cashkit.ground import language
from cashkit.ground.calendar import DateLike, as_date, months_after
from cashkit.ground.errors import ArgumentError
from cashkit.law.rates import default_rates
from cashkit.law.rates_table import HalfYear
from cashkit.law.values import LegalValue, legal_values

RATES = "rates"
TABLES = (
    "payment_terms",
    "late_payment",
    "limitation",
    "procedures",
    "insolvency",
    "invoice_particulars",
    "e_invoicing",
    "vat_rates",
    "vat_recovery",
    "deposits",
    "cash_limit",
    "means_of_payment",
    "sanctions",
)
TOPICS = (*TABLES[:2], RATES, *TABLES[2:])
COLUMNS = (
    "topic",
    "key",
    "label",
    "shown",
    "value",
    "unit",
    "article",
    "valid_from",
    "valid_to",
    "checked_on",
    "mark",
)
"""What is told of each rule, in a frame and on a page."""
_SOON = 12
_RATES_CHECKED = dt.date(2026, 11, 22)
_RATE_ARTICLES = {
    "ecb_rate": "C. com. L441-10 II",
    "default_late_rate": "C. com. L441-10 II",
    "legal_rate": "CMF L313-2",
    "contract_floor": "C. com. L441-10 II",
    "consumer_legal_rate": "CMF L313-2",
}


@dataclass(frozen=True)
class Rule:
    """One legal value under its topic, told in words."""

    topic: str
    value: LegalValue

    def label(self, lang: str | None = None) -> str:
        """Return what the value is about."""
        return language.say(f"law_values.{self.topic}.{self.value.key}", lang)

    def shown(self, lang: str | None = None) -> str:
        """Return the value with its unit, in words."""
        return in_words(self.value, lang)


@dataclass(frozen=True)
class Doubt:
    """Something that is not sure while it lasts; `key` is a key of the words table `law_doubts`."""

    key: str
    valid_from: dt.date
    valid_to: dt.date | None

    @property
    def topic(self) -> str:
        """The topic that it belongs to."""
        return self.key.partition(".")[0]

    def about(self, lang: str | None = None) -> str:
        """Return the rule that it is about, or its topic."""
        key = self.key if self.key in language.table("law_values") else f"topic.{self.topic}"
        return language.say(f"law_values.{key}", lang)

    def what(self, lang: str | None = None) -> str:
        """Return what is not sure."""
        return language.say(f"law_doubts.{self.key}", lang)

    def why(self, lang: str | None = None) -> str:
        """Return why it matters."""
        spoken = language.checked(lang or language.current())
        return language.typeset(language.table("law_doubts")[self.key][f"why_{spoken}"], spoken)


def in_words(value: LegalValue, lang: str | None = None) -> str:
    """Return a legal value with its unit, in words.

    >>> from cashkit.law.values import required
    >>> in_words(required("late_payment", "default_rate_margin", "2026-01-01"), "en")
    'ECB rate + 10 points'
    """
    try:
        number: object = Decimal(value.written)
    except InvalidOperation:
        number = value.written
    named = f"{value.unit}.{value.written}"
    key = named if named in language.table("law_units") else value.unit
    return language.say(f"law_units.{key}", lang, x=number)


def rules(as_of: DateLike, topic: str | None = None) -> tuple[Rule, ...]:
    """Return the rules in force on a day, by topic; refuse a day on which none is known."""
    day = as_date(as_of)
    found = tuple(rule for rule in _all(topic) if rule.value.holds(day))
    if not found:
        known = [rule.value for rule in _all(topic)]
        ends = [value.valid_to for value in known]
        first, last = min(value.valid_from for value in known), max((end for end in ends if end), default=None)
        if day < first or last is None or None in ends:
            raise ArgumentError("law.nothing_known_before", day=day, first=first)
        raise ArgumentError("law.nothing_known_after", day=day, first=first, last=last)
    return found


def coming(as_of: DateLike, topic: str | None = None) -> tuple[Rule, ...]:
    """Return the rules that come into force within the year after a day."""
    day = as_date(as_of)
    return tuple(rule for rule in _all(topic) if day < rule.value.valid_from <= months_after(day, _SOON))


def doubts(as_of: DateLike, topic: str | None = None) -> tuple[Doubt, ...]:
    """Return what is not sure on a day."""
    day, topics = as_date(as_of), _asked(topic)
    return tuple(
        one
        for one in _doubts()
        if one.topic in topics and one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)
    )


def last_checked() -> dt.date:
    """Return the last day on which somebody looked at a value."""
    return max(value.checked_on for table in TABLES for value in legal_values(table))


def _asked(topic: str | None) -> tuple[str, ...]:
    if topic is None:
        return TOPICS
    if topic not in TOPICS:
        raise ArgumentError("law.unknown_topic", value=topic, known=", ".join(TOPICS))
    return (topic,)


def _all(topic: str | None) -> Iterator[Rule]:
    for one in _asked(topic):
        yield from (Rule(one, value) for value in (_rates() if one == RATES else legal_values(one)))


@functools.cache
def _rates() -> tuple[LegalValue, ...]:
    """Return the rates of every half-year as legal values, in per cent."""
    return tuple(value for half in default_rates().half_years for value in _rates_of(half))


def _rates_of(half: HalfYear) -> Iterator[LegalValue]:
    for key, article in _RATE_ARTICLES.items():
        rate = getattr(half, key)
        if rate is not None:
            per_cent = f"{rate.scaleb(2):.2f}"
            yield LegalValue(key, per_cent, "percent_a_year", article, half.start, half.end, _RATES_CHECKED, "S")


@functools.cache
def _doubts() -> tuple[Doubt, ...]:
    source = resources.files("cashkit.law").joinpath("doubts.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(StringIO(source, newline=""))
    return tuple(
        Doubt(row["key"], as_date(row["valid_from"]), as_date(row["valid_to"]) if row["valid_to"] else None)
        for row in rows
    )
