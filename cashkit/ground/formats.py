"""Numbers, amounts and dates as a reader of each language writes them (Babel's CLDR data).

>>> money("1234.5", "fr"), money("1234.5", "en")
('1\\u202f234,50\\xa0€', '€1,234.50')
>>> percent(0.0405, "fr"), days(59.64, "fr"), date("2025-12-31", "fr")
('4,05\\xa0%', '59,6\\xa0jours', '31/12/2025')

Amounts are in the currency in force (`currency`), the euro to begin with. Rounding is half up and leaves
no "-0". A missing value (None, NaN, NaT) is written as a dash.

>>> money(None, "fr"), days(float("nan"), "en"), percent(-0.00001, "en")
('–', '–', '0%')
"""

import functools
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

from cashkit.ground import currency as currencies
from cashkit.ground import language
from cashkit.ground.calendar import as_date

MISSING = "–"
_LOCALE = {"fr": "fr_FR", "en": "en_GB"}
_PER_CENT = {"fr": "#,##0.##\u00a0%", "en": "#,##0.##%"}
_SHORT = 1000
_WHOLE = {"fr": "#,##0\u00a0¤", "en": "¤#,##0"}


def _rounded(value: object, places: int) -> Decimal | None:
    """Return a number rounded half up, zero without a sign; None for a missing or infinite one."""
    if value is None:
        return None
    number = value if isinstance(value, Decimal) else Decimal("NaN" if _is_missing(value) else str(value))
    if not number.is_finite():
        return None
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def _is_missing(value: object) -> bool:
    return str(value) in {"<NA>", "NaT"}


@functools.lru_cache(maxsize=65_536)
def _currency(value: Decimal, lang: str, code: str) -> str:
    return format_currency(value, code, locale=_LOCALE[lang])


def money(value: object, lang: str, currency: str | None = None) -> str:
    """Write an amount (not in cents) with its decimals and the sign of a currency, the one in force by default."""
    shown = _rounded(value, 2)
    return MISSING if shown is None else _currency(shown, lang, currency or currencies.current())


def euros(value: object, lang: str) -> str:
    """Write what a law sets in euros, whatever the currency in force.

    >>> with currencies.use("USD"):
    ...     euros(40, "en"), euros("62.5", "en"), round_money(40, "en")
    ('€40', '€62.50', 'US$40')
    """
    whole = _rounded(value, 2)
    write = money if whole is not None and whole % 1 else round_money
    return write(value, lang, currencies.EURO)


def round_money(value: object, lang: str, currency: str | None = None) -> str:
    """Write an amount without cents, for sentences and charts.

    >>> round_money("1234.5", "fr")
    '1\\u202f235\\xa0€'
    """
    shown = _rounded(value, 0)
    if shown is None:
        return MISSING
    code = currency or currencies.current()
    return format_currency(shown, code, locale=_LOCALE[lang], currency_digits=False, format=_WHOLE[lang])


def short_money(value: object, lang: str) -> str:
    """Write an amount in three figures or so, for a page that is read in a minute.

    >>> short_money(590_123, "fr"), short_money(31_391, "fr"), short_money(1_925_926, "fr"), short_money(850, "fr")
    ('590\\xa0k€', '31,4\\xa0k€', '1,93\\xa0M€', '850\\xa0€')
    >>> short_money(64_200, "en"), short_money(-85_000, "en"), short_money(999_600, "en")
    ('€64.2k', '-€85k', '€1m')
    """
    shown = _rounded(value, 2)
    if shown is None or abs(shown) < _SHORT:
        return round_money(value, lang)
    millions = abs(shown) >= _SHORT * _SHORT - _SHORT / 2
    step, places = (_SHORT * _SHORT, 2) if millions else (_SHORT, 0 if abs(shown) >= 100 * _SHORT else 1)
    scaled = number(_rounded(abs(shown) / step, places), lang)
    return scaled_money(scaled, "millions" if millions else "thousands", lang, negative=shown < 0)


def scaled_money(scaled: str, unit: str, lang: str, *, negative: bool) -> str:
    """Write thousands or millions of the currency in force, whose number is written already.

    >>> with currencies.use("CHF"):
    ...     scaled_money("590", "thousands", "fr", negative=False), scaled_money("1.2", "millions", "en", negative=True)
    ('590\xa0k\xa0CHF', '-CHF\xa01.2m')
    """
    words = language.table("ground")[f"short_{unit}"][lang]
    sign = currencies.sign(lang)
    if sign[0 if lang == "fr" else -1].isalpha():  # "k CHF" and "CHF 590k", but "k€" and "€590k"
        sign = f"\u00a0{sign}" if lang == "fr" else f"{sign}\u00a0"
    return ("-" if negative else "") + words.format(x=scaled, sign=sign).replace(" ", "\u00a0")


def number(value: object, lang: str) -> str:
    """Write a number with the separators of the language, three decimals at most."""
    shown = _rounded(value, 3)
    return MISSING if shown is None else format_decimal(shown, locale=_LOCALE[lang])


def percent(value: object, lang: str) -> str:
    """Write a fraction as per cent, two decimals at most."""
    shown = _rounded(value, 4)
    return MISSING if shown is None else format_percent(shown, locale=_LOCALE[lang], format=_PER_CENT[lang])


def short_percent(value: object, lang: str) -> str:
    """Write a fraction as per cent, one decimal at most.

    >>> short_percent(0.3076, "fr")
    '30,8\\xa0%'
    """
    shown = _rounded(value, 3)
    return MISSING if shown is None else percent(shown, lang)


def days(value: object, lang: str) -> str:
    """Write days with one decimal at most, the number and its noun held together."""
    shown = _rounded(value, 1)
    if shown is None:
        return MISSING
    noun = language.table("ground")["in_days"][lang].split("|")
    return f"{number(shown, lang)}\u00a0{noun[_plural(shown, lang)]}"


def date(value: object, lang: str) -> str:
    """Write a day as 31/12/2025 (both languages of this kit write the day first)."""
    if value is None or _is_missing(value):
        return MISSING
    return format_date(as_date(value), "dd/MM/yyyy", locale=_LOCALE[lang])


def country(code: str) -> str:
    """Write a country as the French post reads it below an address; what is no code stays as it is.

    >>> country("BE"), country("ch"), country("Belgique")
    ('BELGIQUE', 'SUISSE', 'Belgique')
    """
    return str(Locale("fr").territories.get(code.upper(), "")).upper() or code


def said(value: object, lang: str) -> str:
    """Write what words keys stand for (one, or several joined by commas), as they stand within a sentence.

    >>> said("columns.credit_limit", "en"), said(["columns.email", "columns.iban"], "fr"), said((), "fr")
    ('credit limit', 'courriel, IBAN', '–')
    """
    keys = [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else []
    words = [language.say(str(key), lang) for key in keys]
    lowered = [word[:1].lower() + word[1:] if word[1:2].islower() else word for word in words]
    return ", ".join(lowered) or MISSING


def sentence(value: object, lang: str) -> str:
    """Write the whole sentence that a words key and its parameters make, such as the key and the params of an error.

    >>> sentence(("ground.not_a_date", {"value": "hier"}), "en")[:23]
    "'hier' is not a date: w"
    """
    key, params = value if isinstance(value, list | tuple) else ("", {})
    return language.say(key, lang, **params) if key else MISSING


def terms(value: object, lang: str) -> str:
    """Write payment terms such as "60 EOM" in words; terms of another form stay as they are.

    >>> terms("60 EOM", "fr"), terms("EOM 45", "en"), terms("90", "fr"), terms("30 le 15", "fr")
    ('60 jours fin de mois', 'end of month + 45 days', '90 jours', '30 le 15')
    """
    form = re.fullmatch(r"(?P<first>EOM )?(?P<days>\d+)(?P<after> EOM)?", str(value))
    if form is None or (form["first"] and form["after"]):
        return str(value)
    key = "terms_from_month_end" if form["first"] else "terms_to_month_end" if form["after"] else "terms_net"
    return language.say(f"ground.{key}", lang, n=int(form["days"]))


def counted(value: object, noun: Sequence[str], lang: str) -> str:
    """Write a whole number and its noun, singular or plural as the language has it.

    >>> counted(1, ("ligne", "lignes"), "fr"), counted(0, ("line", "lines"), "en")
    ('1 ligne', '0 lines')
    """
    shown = _rounded(value, 3)
    return MISSING if shown is None else f"{number(shown, lang)} {noun[_plural(shown, lang)]}"


def _plural(value: Decimal, lang: str) -> int:
    return int(abs(value) >= 2) if lang == "fr" else int(abs(value) != 1)  # noqa: PLR2004  (French counts 1,9 as singular)
