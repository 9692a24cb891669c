"""A problem: figures, one right answer, and the wrong routes that are known, each with what it gives.

Its words stand in the table `exercises` under the problem's code: title, situation, question, three
hints, what to say when it is right, one sentence for each slip, and the first step of the way.

>>> half = Problem("M04", {}, Decimal(10), {"a": Decimal(12), "b": Decimal("10.15")}, "days", Decimal("0.1"))
>>> half.is_distinct()
False
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from typing import Any

import pandas as pd

from cashkit.ground import formats

Value = Decimal | dt.date
UNITS = ("eur", "days", "rate", "count", "date")
_HUNDRED = 100
_WHOLE_EURO = Decimal(1)


@dataclass(frozen=True)
class Problem:
    """One question with a figure or a day for an answer.

    `given` are the figures of the situation, by the names that its words and the learner's code use;
    `slips` what each known wrong route gives; `readings` those that are not wrong but another
    reading; `step` what the first step of the way gives; `table` the rows to work from, if any.
    Amounts in euros, rates as fractions. Two values closer than `tolerance` are the same answer.
    """

    code: str
    given: Mapping[str, Any]
    right: Value
    slips: Mapping[str, Value]
    unit: str
    tolerance: Decimal = Decimal(0)
    step: Any = None
    readings: frozenset[str] = frozenset()
    table: pd.DataFrame | None = field(default=None, compare=False)

    def is_distinct(self) -> bool:
        """Tell whether no answer can be taken for another: the right one and each slip lie apart."""
        values = [self.right, *self.slips.values()]
        return not any(self._alike(one, other) for one, other in combinations(values, 2))

    def matches(self, value: Value, target: Value) -> bool:
        """Tell whether a value is the target, within the tolerance."""
        if isinstance(value, dt.date) or isinstance(target, dt.date):
            return value == target
        return abs(value - target) <= self.tolerance

    def _alike(self, one: Value, other: Value) -> bool:
        if isinstance(one, dt.date) or isinstance(other, dt.date):
            return one == other
        pairs = [(one, other)]
        if self.unit == "rate":  # 24.8 and 0.248 are both read as 24.8 per cent
            pairs += [(one * _HUNDRED, other), (one, other * _HUNDRED)]
        return any(abs(a - b) <= 2 * self.tolerance for a, b in pairs)

    def words(self) -> dict[str, Any]:
        """Return the fields that the problem's sentences may hold."""
        return {**self.given, "step": self.step, "answer": self.right}

    def written(self, value: Value, lang: str) -> str:
        """Write a value in the problem's unit."""
        if self.unit == "date":
            return formats.date(value, lang)
        if self.unit == "eur":
            write = formats.money if self.tolerance < _WHOLE_EURO else formats.round_money
            return write(value, lang)
        writers = {"days": formats.days, "rate": formats.percent, "count": formats.number}
        return writers[self.unit](value, lang)


def problem(code: str, given: Mapping[str, Any], found: Mapping[str, object], **rest: Any) -> Problem:  # noqa: ANN401  (unit, tolerance ... of the record)
    """Make a problem from what each route gives: `found["right"]`, and every slip by its name.

    >>> problem("M04", {}, {"right": 14.8, "late_only_big": 5}, unit="days").slips
    {'late_only_big': Decimal('5')}
    """
    values = {name: value if isinstance(value, dt.date) else Decimal(str(value)) for name, value in found.items()}
    right = values.pop("right")
    if "tolerance" in rest:
        rest["tolerance"] = Decimal(str(rest["tolerance"]))
    return Problem(code, given, right, values, **rest)
