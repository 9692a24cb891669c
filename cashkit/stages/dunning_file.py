"""A dunning plan in a file: TOML, or a table of three columns (rule, value, channel) saved by a spreadsheet.

What the file does not say stays as in the plan that the kit ships (`dunning_plan.toml`). In a table, `value` is
days for the steps, euros for `floor` and `smallest`; `;` and a decimal comma are read as well.

>>> parsed("plan.toml", '[level_1]\\ndays = 8\\nchannel = "phone"').step_at(7)
'wait'
>>> parsed("plan.csv", "rule;value;channel\\nfloor;200,50;\\nlevel_2;20;letter").floor
20050

Units: euros and days in the file; cents in the record.
Errors: `SourceError` with the file, the rule and what was expected: an unknown rule or channel, a rule told twice, days
that are no whole number from 0 to 999, steps whose days do not go up.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from io import StringIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cashkit.ground.errors import SourceError
from cashkit.ground.money import cents
from cashkit.stages.dunning import CHANNELS, PLAN, STEPS, TIMED, DunningPlan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AMOUNTS = ("floor", "smallest")
RULES = (*TIMED, *AMOUNTS, "call_before", "promise_grace", "gap")
_LARGEST = 100_000
"""Bytes of a plan."""
_LONGEST = 999
_MOST = Decimal(1_000_000)


def read_plan(path: Path) -> DunningPlan:
    """Return the plan that a file holds."""
    try:
        if path.stat().st_size > _LARGEST:
            raise SourceError("stages.plan_unreadable", file=path.name)
        return parsed(path.name, path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise SourceError("stages.plan_unreadable", file=path.name) from None


def parsed(file: str, text: str) -> DunningPlan:
    """Return the plan that a text holds: a table where the file's name ends in .csv, else TOML."""
    rows = list(_table(file, text) if file.lower().endswith(".csv") else _toml(file, text))
    unknown = [rule for rule, _, _ in rows if rule not in RULES]
    if unknown:
        raise SourceError("stages.plan_unknown_rule", file=file, rule=unknown[0][:40], known=", ".join(RULES))
    if len({rule for rule, _, _ in rows}) < len(rows):
        names = [rule for rule, _, _ in rows]
        raise SourceError("stages.plan_twice", file=file, rule=next(rule for rule in names if names.count(rule) > 1))
    told: dict[str, Any] = {rule: _value(file, rule, value) for rule, value, _ in rows if value is not None}
    means = {rule: _channel(file, rule, channel) for rule, _, channel in rows if channel is not None}
    named = zip(TIMED, PLAN.channels, strict=True)
    plan = replace(PLAN, **told, channels=tuple(means.get(step, usual) for step, usual in named))
    return _in_order(file, plan)


def _toml(file: str, text: str) -> Iterator[tuple[str, Any, Any]]:
    try:
        told = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        raise SourceError("stages.plan_unreadable", file=file) from None
    for rule, value in told.items():
        if not isinstance(value, dict):
            yield rule, value, None
        elif set(value) <= {"days", "channel"}:
            yield rule, value.get("days"), value.get("channel")
        else:
            raise SourceError("stages.plan_wrong_value", file=file, rule=rule[:40], value=", ".join(value)[:80])


def _table(file: str, text: str) -> Iterator[tuple[str, Any, Any]]:
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter)
    if not {"rule", "value"} <= set(reader.fieldnames or ()):
        raise SourceError("stages.plan_unreadable", file=file)
    try:
        for row in reader:
            if any(_cell(row, name) for name in ("rule", "value", "channel")):  # a spreadsheet's last rows are blank
                yield _cell(row, "rule") or "", _cell(row, "value"), _cell(row, "channel")
    except csv.Error:
        raise SourceError("stages.plan_unreadable", file=file) from None


def _cell(row: dict[str, str | None], name: str) -> str | None:
    return (row.get(name) or "").strip() or None


def _value(file: str, rule: str, value: object) -> object:
    if rule == "call_before":
        if value in ("", "none", *STEPS[1:]):  # no set: a file's value may be a list
            return "" if value == "none" else value
    elif rule in AMOUNTS:
        euros = _number(value)
        if euros is not None and 0 <= euros <= _MOST:
            return cents(euros)
    else:
        days = _number(value)
        if days is not None and days == int(days) and 0 <= days <= _LONGEST:
            return int(days)
    raise SourceError("stages.plan_wrong_value", file=file, rule=rule, value=str(value)[:80])


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Decimal(str(value).replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _channel(file: str, rule: str, value: object) -> str:
    if rule not in TIMED or value not in CHANNELS:
        raise SourceError(
            "stages.plan_wrong_channel", file=file, rule=rule, value=str(value)[:80], known=", ".join(CHANNELS)
        )
    return str(value)


def _in_order(file: str, plan: DunningPlan) -> DunningPlan:
    """Refuse a plan whose steps do not go up with time, or whose floor is below what is left alone."""
    for before, after in pairwise(STEPS[1:]):
        if getattr(plan, before) >= getattr(plan, after):
            raise SourceError("stages.plan_order", file=file, before=before, after=after)
    if plan.floor < plan.smallest:
        raise SourceError("stages.plan_order", file=file, before="smallest", after="floor")
    return plan
