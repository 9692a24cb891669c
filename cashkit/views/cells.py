"""What stands in a cell: a value written for the reader of a table, by the unit of its column.

eur `1 234,56 €`, in the currency in force · euro, what a law sets in euros · days, one decimal ·
rate, per cent · ratio, two decimals at most · count · date `31/12/2025` · terms, of payment, in words ·
month `déc. 2025` · flag yes or no · word, a code said in words · verdict, severity and grade, a sign and
a word · text, sentence, lines (text that keeps its line breaks), shown (already written) as they stand.
What is missing is an en dash; a value that its unit cannot write stays as it is.

>>> cells(pd.Series([1234.5, None, -0.004]), "eur", "fr")
['1\\u202f234,50\\xa0€', '–', '0,00\\xa0€']
>>> cells(pd.Series([59.64]), "days", "en"), cells(pd.Series([0.308]), "rate", "fr")
(['59.6\\xa0d'], ['30,8\\xa0%'])
>>> cells(pd.Series(["good"]), "verdict", "fr")
['✓ bon']
"""

import functools
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
from babel.dates import format_date
from babel.numbers import format_decimal

from cashkit.ground import currency, formats, language, money
from cashkit.ground.errors import ArgumentError
from cashkit.law.payment_terms import Terms, parse_terms
from cashkit.views import theme

LOCALE = {"fr": "fr_FR", "en": "en_GB"}
MISSING = "–"
_CENTS = 2
NUMBERS = frozenset({"eur", "euro", "days", "rate", "ratio", "count", "shown"})
"""Units whose cells stand at the right."""
BADGES: Mapping[str, Mapping[str, tuple[str, str, str]]] = {
    "verdict": theme.VERDICTS,
    "severity": theme.SEVERITIES,
    "grade": theme.GRADES,
}
"""Units whose cells are a sign and a word on a coloured ground."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def cells(column: pd.Series, unit: str, lang: str) -> list[str]:
    """Write a column; `lang` is fr or en."""
    if pd.api.types.infer_dtype(column, skipna=True) == "boolean":
        unit = "flag"
    if unit in {"eur", "euro"}:
        with currency.use(currency.EURO if unit == "euro" else currency.current()):
            return _amounts(column, lang)
    if unit == "word":
        return _filled(column, lambda value: word(str(column.name), value, lang))
    if unit in {"text", "sentence", "lines", "shown", "key"}:
        return _filled(column, lambda value: printable(value, lines=unit == "lines"))
    return _filled(column, lambda value: written(value, unit, lang, currency.current()))


def unit_of(column: pd.Series) -> str:
    """Guess the unit of a column that no words table knows, from its type only."""
    if pd.api.types.is_bool_dtype(column):
        return "flag"
    if pd.api.types.is_datetime64_any_dtype(column):
        return "date"
    if pd.api.types.is_integer_dtype(column):
        return "count"
    return "ratio" if pd.api.types.is_float_dtype(column) else "text"


@functools.lru_cache(maxsize=65_536, typed=True)
def written(value: object, unit: str, lang: str, code: str = currency.EURO) -> str:
    """Write one value of a unit; Babel takes 40 microseconds, so that what was written is kept."""
    writers: Mapping[str, Callable[[object, str], str]] = {
        "eur": lambda value, lang: formats.money(value, lang, code),
        "euro": lambda value, lang: formats.money(value, lang, currency.EURO),
        "days": short_days,
        "rate": formats.percent,
        "ratio": lambda value, lang: formats.number(_rounded(value, "0.01"), lang),
        "count": formats.number,
        "date": formats.date,
        "month": month,
        "terms": terms,
        "flag": lambda value, lang: language.say("views.yes" if value else "views.no", lang),
        "verdict": lambda value, lang: signed("verdict", str(value), lang),
        "severity": lambda value, lang: signed("severity", str(value), lang),
        "grade": lambda value, lang: signed("grade", str(value), lang),
    }
    try:
        return writers[unit](value, lang)
    except (ArithmeticError, KeyError, TypeError, ValueError):
        return printable(value)


def short_days(value: object, lang: str) -> str:
    """Write days with one decimal and the short word: 59,6 j."""
    tenths = format_decimal(_rounded(value, "0.1"), "#,##0.0", locale=LOCALE[lang])
    return language.say("views.short_days", lang, x=tenths).replace(" ", "\u00a0")


def terms(value: object, lang: str) -> str:
    """Write payment terms in words; a text that is none stays as it is.

    >>> terms("EOM 45", "fr"), terms("45 EOM 15", "en"), terms("0", "fr"), terms("à voir", "fr")
    ('fin de mois + 45 jours', '45 days end of month on 15', 'comptant', 'à voir')
    """
    try:
        agreed = parse_terms(str(value))
    except ArgumentError:
        return printable(value)
    if agreed == Terms(0):
        return language.say("views.terms.at_once", lang)
    if agreed.month_end != "none" and not agreed.net_days and agreed.day_of_month is None:
        return language.say("views.terms.month_end", lang)
    said = language.say(f"views.terms.{agreed.month_end}", lang, n=agreed.net_days)
    day = agreed.day_of_month
    return said if day is None else language.say("views.terms.on", lang, terms=said, day=day)


def month(value: object, lang: str, pattern: str = "MMM y") -> str:
    """Write a month in words.

    >>> month("2025-12-31", "fr"), month("2025-12-31", "en")
    ('déc. 2025', 'Dec 2025')
    """
    return format_date(date.fromisoformat(str(value)[:10]), pattern, locale=LOCALE[lang])


def word(column: str, value: object, lang: str) -> str:
    """Say a code of a column (`views.<column>.<code>`); a text that is no code stays as it is."""
    key = f"{column}.{value}"
    return language.say(f"views.{key}", lang) if key in language.table("views") else printable(value)


def signed(unit: str, key: str, lang: str) -> str:
    """Write a verdict, a severity or a grade: its sign, then its word."""
    return f"{BADGES[unit][key][0]} {language.say(f'views.{unit}.{key}', lang)}"


def printable(value: object, *, lines: bool = False) -> str:
    """Return a value as text without control characters; line breaks become spaces unless kept.

    >>> printable("Dupont\\n& Fils\\x00")
    'Dupont & Fils\\ufffd'
    """
    text = _UNPRINTABLE.sub("\ufffd", str(value))
    return text if lines else " ".join(text.splitlines())


def _filled(column: pd.Series, write: Callable[[object], str]) -> list[str]:
    absent = column.isna()
    if pd.api.types.is_float_dtype(column):
        absent |= ~np.isfinite(column.to_numpy(dtype=float, na_value=np.nan))
    pairs = zip(column.tolist(), absent.tolist(), strict=True)
    return [MISSING if missing else write(value) for value, missing in pairs]


def _rounded(value: object, step: str) -> Decimal:
    exact = Decimal(str(value)).quantize(Decimal(step), ROUND_HALF_UP)
    return abs(exact) if exact == 0 else exact


def _amounts(column: pd.Series, lang: str) -> list[str]:
    if column.dtype.kind in "mM":
        return _filled(column, printable)  # a date is no amount, though numpy would make it one
    euros = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    known = np.isfinite(euros)
    whole, _ = money.whole_cents(np.where(known, euros, 0.0))
    code = currency.current()
    texts = [_amount(cents, lang, code) for cents in whole.tolist()]
    if known.all():
        return texts
    plain = _filled(column, printable)  # an amount that is no number is shown as it was given
    return [text if is_known else other for text, other, is_known in zip(texts, plain, known, strict=True)]


def _amount(cents: int, lang: str, code: str) -> str:
    if currency.places(code) != _CENTS:
        return formats.money(money.euros(cents), lang, code)
    head, group, point, tail = _money_marks(lang, code, negative=cents < 0)
    whole, part = divmod(abs(cents), 100)
    return f"{head}{whole:,}".replace(",", group) + f"{point}{part:02d}{tail}"


@functools.cache
def _money_marks(lang: str, code: str, *, negative: bool) -> tuple[str, str, str, str]:
    """Return what Babel puts before, between and after the digits of an amount: 60 times faster than asking it."""
    sample = formats.money("-1234.56" if negative else "1234.56", lang, code)
    head, rest = sample.split("1")
    return head, rest[0], rest[4], rest[7:]
