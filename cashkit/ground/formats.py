"""Numbers, amounts and dates as a reader of each language writes them (Babel's CLDR data).

>>> money("1234.5", "fr"), money("1234.5", "en")
('1\\u202f234,50\\xa0€', '€1,234.50')
>>> percent(0.0405, "fr"), days(59.64, "fr"), date("2025-12-31", "fr")
('4,05\\xa0%', '59,6\\xa0jours', '31/12/2025')
"""

import functools
from collections.abc import Sequence
from datetime import date as Date
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

_LOCALE = {"fr": "fr_FR", "en": "en_GB"}


def _decimal(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


@functools.lru_cache(maxsize=65_536)
def _currency(value: Decimal, lang: str, code: str) -> str:
    return format_currency(value, code, locale=_LOCALE[lang])


def money(value: object, lang: str, currency: str = "EUR") -> str:
    """Write euros (not cents) with two decimals and the sign of the currency."""
    exact = _decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return _currency(abs(exact) if exact == 0 else exact, lang, currency)


def round_money(value: object, lang: str, currency: str = "EUR") -> str:
    """Write euros without cents, for sentences and charts.

    >>> round_money("1234.5", "fr")
    '1\\u202f235\\xa0€'
    """
    exact = _decimal(value).quantize(Decimal(1), ROUND_HALF_UP)
    return format_currency(
        abs(exact) if exact == 0 else exact, currency, locale=_LOCALE[lang], currency_digits=False, format=_whole(lang)
    )


def _whole(lang: str) -> str:
    return "#,##0\u00a0¤" if lang == "fr" else "¤#,##0"


def number(value: object, lang: str) -> str:
    """Write a number with the separators of the language, as many decimals as it has."""
    return format_decimal(_decimal(value), locale=_LOCALE[lang])


def percent(value: object, lang: str) -> str:
    """Write a fraction as per cent, two decimals at most."""
    return format_percent(_decimal(value), locale=_LOCALE[lang], format="#,##0.##\u00a0%" if lang == "fr" else "#,##0.##%")


def days(value: object, lang: str) -> str:
    """Write days with one decimal."""
    shown = _decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP)
    noun = {"fr": ("jour", "jours"), "en": ("day", "days")}[lang]
    return f"{number(shown, lang)}\u00a0{noun[_plural(shown, lang)]}"


def date(value: object, lang: str) -> str:
    """Write a day as 31/12/2025 (both languages of this kit write the day first)."""
    day = value if isinstance(value, Date) else Date.fromisoformat(str(value)[:10])
    return format_date(day, "dd/MM/yyyy", locale=_LOCALE[lang])


def counted(value: object, noun: Sequence[str], lang: str) -> str:
    """Write a whole number and its noun, singular or plural as the language has it.

    >>> counted(1, ("ligne", "lignes"), "fr"), counted(0, ("line", "lines"), "en")
    ('1 ligne', '0 lines')
    """
    n = _decimal(value)
    return f"{number(n, lang)} {noun[_plural(n, lang)]}"


def _plural(value: Decimal, lang: str) -> int:
    return int(abs(value) >= 2) if lang == "fr" else int(abs(value) != 1)  # noqa: PLR2004  (French counts 1,9 as singular)
