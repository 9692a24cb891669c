"""`cashkit law`: what is in force on a day by topic, what changes within the year, what the kit is not sure of.

>>> with language.use("en"):
...     print("\\n".join(_rule(rules("2026-11-27", "cash_limit")[0])))
  Cash, professional or resident debtor: €1,000 at most
      CMF L112-6 et D112-3 · since 01/09/2015 · checked on 22/11/2026 · source read

No line is wider than 100 columns.
"""

from __future__ import annotations

import csv
import json
import sys
import textwrap
from typing import TYPE_CHECKING

from cashkit.command_line.lines import WIDTH
from cashkit.ground import language
from cashkit.ground.calendar import as_date
from cashkit.law.rates import default_rates
from cashkit.law.topics import COLUMNS, coming, doubts, last_checked, rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cashkit.law.topics import Doubt, Rule

_COLUMNS = ("part", *COLUMNS)


def print_law(as_of: str | None, topic: str | None, form: str) -> None:
    """Print the law on a day (the last one on which it was checked where none is given)."""
    day = last_checked() if as_of is None else as_date(as_of)
    held, later, unsure = rules(day, topic), coming(day, topic), doubts(day, topic)
    if form == "json":
        print(json.dumps(_record(day, held, later, unsure), ensure_ascii=False))
    elif form == "csv":
        _csv(held, later, unsure)
    else:
        print("\n".join(_page(day, held, later, unsure)))


def _page(day: date, held: tuple[Rule, ...], later: tuple[Rule, ...], unsure: tuple[Doubt, ...]) -> Iterator[str]:
    yield language.say("cli.law_title", day=day)
    if day > last_checked():
        yield from _wrapped(language.say("cli.law_not_checked", last=last_checked()), 0)
    yield from _by_topic(held)
    known = default_rates()
    if not known.first_known_day <= day <= known.last_known_day:
        unknown = language.say("cli.law_no_rates", first=known.first_known_day, last=known.last_known_day)
        yield from ("", *_wrapped(unknown, 0))
    if later:
        yield from ("", language.say("cli.law_coming"))
        yield from _by_topic(later)
    if unsure:
        yield from ("", language.say("cli.law_unsure"))
    for doubt in unsure:
        told = language.say("cli.law_rule", label=doubt.about(), shown=doubt.what())
        yield from ("", *_wrapped(told, 2), *_wrapped(doubt.why(), 6))
    yield from ("", *_wrapped(language.say("cli.law_advice"), 0))


def _by_topic(found: tuple[Rule, ...]) -> Iterator[str]:
    topic = ""
    for rule in found:
        if rule.topic != topic:
            topic = rule.topic
            yield from ("", language.say(f"law_values.topic.{topic}"))
        yield from _rule(rule)


def _rule(rule: Rule) -> list[str]:
    """Return the lines of one rule: what and how much, then article, since when, checked, how sure."""
    value = rule.value
    told = language.say("cli.law_rule", label=rule.label(), shown=rule.shown())
    sure = language.say(f"law_values.mark.{value.mark}")
    key = "cli.law_since" if value.valid_to is None else "cli.law_between"
    span = {"first": value.valid_from, "last": value.valid_to} if value.valid_to else {"first": value.valid_from}
    when, checked = language.say(key, **span), language.say("cli.law_checked", day=value.checked_on)
    return [*_wrapped(told, 2), *_wrapped(f"{value.article} · {when} · {checked} · {sure}", 6)]


def _wrapped(text: str, indent: int) -> list[str]:
    space = " " * indent
    return textwrap.wrap(
        text, WIDTH, initial_indent=space, subsequent_indent=space, break_long_words=False, break_on_hyphens=False
    )


def _row(rule: Rule) -> dict[str, str]:
    value = rule.value
    last = "" if value.valid_to is None else value.valid_to.isoformat()
    return {
        "topic": rule.topic, "key": value.key, "label": rule.label(), "shown": rule.shown(),
        "value": value.written, "unit": value.unit, "article": value.article,
        "valid_from": value.valid_from.isoformat(), "valid_to": last,
        "checked_on": value.checked_on.isoformat(), "mark": value.mark,
    }  # fmt: skip


def _doubt(doubt: Doubt) -> dict[str, str]:
    return {"topic": doubt.topic, "key": doubt.key, "about": doubt.about(), "what": doubt.what(), "why": doubt.why()}


def _record(day: date, held: tuple[Rule, ...], later: tuple[Rule, ...], unsure: tuple[Doubt, ...]) -> dict[str, object]:
    return {
        "as_of": day.isoformat(),
        "last_checked": last_checked().isoformat(),
        "in_force": [_row(rule) for rule in held],
        "coming": [_row(rule) for rule in later],
        "unsure": [_doubt(doubt) for doubt in unsure],
    }


def _csv(held: tuple[Rule, ...], later: tuple[Rule, ...], unsure: tuple[Doubt, ...]) -> None:
    """Write one table: `part` tells what is in force, what comes, what is unsure (label: what, shown: why)."""
    writer = csv.DictWriter(sys.stdout, _COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({"part": "in_force", **_row(rule)} for rule in held)
    writer.writerows({"part": "coming", **_row(rule)} for rule in later)
    for doubt in unsure:
        told = {"topic": doubt.topic, "key": doubt.key, "label": doubt.what(), "shown": doubt.why()}
        writer.writerow({"part": "unsure", "mark": "U", **told})
