"""Arguments of a formula: each is read as what it stands for, or refused under its own name.

>>> amount("loss", "1000.50"), fraction("recovered", 0.4), margin(0.1), whole("days", 90)
(Decimal('1000.50'), Decimal('0.4'), Decimal('0.1'), 90)

Units: euros, fractions (0.10 for 10 %), whole numbers.
Errors: `ArgumentError` with the name of the parameter, what was given and what to write.
"""

from decimal import Decimal

from cashkit.ground.errors import ArgumentError
from cashkit.ground.money import Money, exact


def amount(name: str, value: Money) -> Decimal:
    """Return an amount in euros, of any sign."""
    try:
        return exact(value)
    except ArgumentError:
        raise ArgumentError("measures.not_an_amount", name=name, value=str(value)) from None


def amount_owed(name: str, value: Money) -> Decimal:
    """Return an amount in euros, zero or more."""
    number = amount(name, value)
    if number < 0:
        raise ArgumentError("measures.negative_amount", name=name, value=str(value))
    return number


def fraction(name: str, value: Money) -> Decimal:
    """Return a share between 0 and 1, both allowed; 40 is refused, 0.40 is meant."""
    number = _number(value)
    if number is None or not 0 <= number <= 1:
        raise ArgumentError("measures.not_a_fraction", name=name, value=str(value))
    return number


def margin(value: Money) -> Decimal:
    """Return a margin rate, strictly between 0 and 1; 10 is refused, 0.10 is meant."""
    number = _number(value)
    if number is None or not 0 < number < 1:
        raise ArgumentError("measures.margin_not_a_fraction", value=str(value))
    return number


def whole(name: str, value: int) -> int:
    """Return a whole number of days or months, 1 or more."""
    number = _number(value)
    if number is None or number < 1 or number != number.to_integral_value():
        raise ArgumentError("measures.not_a_whole_number", name=name, value=str(value))
    return int(number)


def _number(value: Money) -> Decimal | None:
    try:
        return exact(value)
    except ArgumentError:
        return None
