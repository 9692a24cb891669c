"""What a learner answered, read as people write it: a number, an amount, a share, a day, letters.

A text number may be in French or in English form; where it can be read both ways ("1,234"), both
readings are kept, that of the language in force first. A value computed in code is taken as it is:
a NumPy or pandas scalar, a Decimal, a difference of dates (its days), a series of one value.

>>> numbers("1 234,50 €", "eur", "fr"), numbers("1,234", "eur", "en")
((Decimal('1234.50'),), (Decimal('1234'), Decimal('1.234')))
>>> numbers("24,8 %", "rate", "fr"), numbers(24.8, "rate", "fr")
((Decimal('0.248'),), (Decimal('24.8'), Decimal('0.248')))
>>> day("22/01/2026"), sorted(letters("C, a"))
(datetime.date(2026, 1, 22), ['a', 'c'])

Nothing raises: what cannot be read is an empty answer, and the check says what was expected.
"""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from cashkit.ground.calendar import as_date
from cashkit.ground.errors import ArgumentError

_SPACES = re.compile(r"[\s'’_]+")
_MINUS = str.maketrans("−–", "--")
_WORDS = re.compile(r"€|eur(?:os?)?|jours?|days?|j|d|points?|pts?|%", re.IGNORECASE)
_LARGE = {"k": Decimal(1_000), "m": Decimal(1_000_000)}
_SHAPE = re.compile(r"([+-]?)(\d[\d.,]*)([km]?)", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_GROUP = 3
_HUNDRED = Decimal(100)


def unanswered(answer: object) -> bool:
    """Tell whether nothing was answered yet: the blank `...`, None, an empty text."""
    return answer is ... or answer is None or (isinstance(answer, str) and answer.strip() in {"", "...", "…"})


def numbers(answer: object, unit: str, lang: str) -> tuple[Decimal, ...]:
    """Return the numbers that an answer can mean, the likeliest first; none when it is no number."""
    single = _single(answer)
    if isinstance(single, str):
        return _of_text(single, unit, lang)
    days = _days(single)
    number = _decimal(single if days is None else days)
    if number is None:
        return ()
    return (number, number / _HUNDRED) if unit == "rate" else (number,)


def day(answer: object) -> dt.date | None:
    """Return the day that an answer means, written year first or day first; None when it is no day."""
    single = _single(answer)
    if isinstance(single, str) and (match := _DAY_FIRST.fullmatch(single.strip())):
        single = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    try:
        return as_date(single)
    except ArgumentError:
        return None


def letters(answer: object) -> frozenset[str]:
    """Return the letters of an answer, in lower case: "b", "B, d", "bd", ["b", "d"], {"d", "b"}."""
    many = [answer] if isinstance(answer, str) else answer
    if not isinstance(many, Iterable):
        return frozenset()
    words = [word for one in many if isinstance(one, str) for word in re.findall(r"\w+", one.lower())]
    return frozenset(words[0] if len(words) == 1 else words)


def _single(answer: Any) -> Any:  # noqa: ANN401  (whatever was typed or computed)
    """Return the one value of a series, an array or a list; anything else as it is."""
    if hasattr(answer, "tolist"):  # NumPy and pandas: scalars, arrays, series
        kind = getattr(getattr(answer, "dtype", None), "kind", "")
        if kind in {"m", "M"}:  # days, whatever the unit that they are kept in
            answer = (answer.to_numpy() if hasattr(answer, "to_numpy") else answer).astype(f"{kind}8[D]")
        answer = answer.tolist()
    if isinstance(answer, list | tuple) and len(answer) == 1:
        return answer[0]
    return answer


def _days(value: object) -> int | None:
    """Return the days of a difference of dates (a pandas one is a timedelta too)."""
    return value.days if isinstance(value, dt.timedelta) else None


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    number = Decimal(str(value))
    return number if number.is_finite() else None


def _of_text(text: str, unit: str, lang: str) -> tuple[Decimal, ...]:
    plain = _SPACES.sub("", text.translate(_MINUS))
    shares = "%" in plain
    match = _SHAPE.fullmatch(_WORDS.sub("", plain))
    if match is None:
        return ()
    sign, digits, large = match.groups()
    found = [_decimal_of(f"{sign}{one}") for one in _readings(digits, lang)]
    scaled = [number * _LARGE.get(large.lower(), Decimal(1)) for number in found if number is not None]
    if unit != "rate":
        return tuple(scaled)
    return tuple(number / _HUNDRED for number in scaled) if shares else (*scaled, *(n / _HUNDRED for n in scaled))


def _decimal_of(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _readings(digits: str, lang: str) -> list[str]:
    """Return the ways to read digits with commas and dots, the decimal sign of the language first."""
    if "," in digits and "." in digits:
        last = max(digits, key=digits.rfind) if digits[-1] in ",." else max(",.", key=digits.rfind)
        other = "." if last == "," else ","
        return [digits.replace(other, "").replace(last, ".")]
    if "," not in digits:
        return [digits] if digits.count(".") < 2 else [digits.replace(".", "")]  # noqa: PLR2004  (two dots group thousands)
    decimal, grouped = digits.replace(",", "."), digits.replace(",", "")
    groups = digits.split(",")[1:]
    if any(len(group) != _GROUP for group in groups):
        return [decimal]
    if len(groups) > 1:
        return [grouped]
    return [grouped, decimal] if lang == "en" else [decimal, grouped]
