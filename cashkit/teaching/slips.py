"""A slip: a wrong route that has a name, recognised by the figure that it gives.

Each problem computes what its own slips give from the same figures as the right answer. Two routes
are common to all: the opposite sign, and thousands taken for units.

>>> from cashkit.teaching.problem import Problem
>>> late = Problem("M04", {}, Decimal("14.8"), {"simple_mean_for_weighted": Decimal("38.7")}, "days", Decimal("0.1"))
>>> recognised(late, [Decimal("38.7")]), recognised(late, [Decimal("-14.8")]), recognised(late, [Decimal(20)])
('simple_mean_for_weighted', 'opposite_sign', '')
"""

from collections.abc import Sequence
from decimal import Decimal

from cashkit.teaching.problem import Problem, Value

COMMON = ("opposite_sign", "in_thousands")
_NEAR = Decimal("0.1")
_THOUSAND = 1000


def recognised(problem: Problem, values: Sequence[Value]) -> str:
    """Return the name of the slip that one of the values comes from, "" when none explains them."""
    for name, given in problem.slips.items():
        if any(problem.matches(value, given) for value in values):
            return name
    return next((name for value in values if (name := _common(problem, value))), "")


def is_close(problem: Problem, values: Sequence[Value]) -> bool:
    """Tell whether a value is within a tenth of the right one, as after a rounding on the way."""
    right = problem.right
    return isinstance(right, Decimal) and any(
        isinstance(value, Decimal) and abs(value - right) <= abs(right) * _NEAR for value in values
    )


def _common(problem: Problem, value: Value) -> str:
    right = problem.right
    if not isinstance(value, Decimal) or not isinstance(right, Decimal) or right == 0:
        return ""
    if problem.matches(-value, right):
        return "opposite_sign"
    thousands = {value * _THOUSAND, value / _THOUSAND}
    rounded = abs(right) / _THOUSAND  # "108,5" in thousands has lost what stands after its last digit
    near = any(abs(one - right) <= max(problem.tolerance, rounded) for one in thousands)
    return "in_thousands" if near and problem.unit == "eur" else ""
