"""The currency in force: the one that amounts are written in, unless a sentence says which; the euro to begin with.

A dossier is kept in one currency, its own; whoever shows it puts that currency in force. What a law sets in euros
is written in euros whatever is in force (`formats.euros`).

>>> with use("USD"):
...     current(), sign("fr"), sign("en")
('USD', '$US', 'US$')
>>> current(), sign("en")
('EUR', '€')

Units: ISO 4217 codes; a code of another form is shown as "¤", the sign of no currency.
"""

import functools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

EURO = "EUR"
UNKNOWN = "XXX"
_LOCALE = {"fr": "fr_FR", "en": "en_GB"}
_CODE = re.compile(r"[A-Z]{3}", re.ASCII)
_process = {"currency": EURO}
_block: ContextVar[str | None] = ContextVar("cashkit_currency", default=None)


def current() -> str:
    """Return the currency in force: the euro unless `use` or `set_currency` said otherwise."""
    return _block.get() or _process["currency"]


def set_currency(code: str) -> None:
    """Make a currency the one in force from here on, in every thread; a block of `use` keeps its own."""
    _process["currency"] = _known(code)


@contextmanager
def use(code: str) -> Iterator[None]:
    """Put a currency in force for a block."""
    token = _block.set(_known(code))
    try:
        yield
    finally:
        _block.reset(token)


def sign(lang: str, code: str | None = None) -> str:
    """Return the sign of a currency (by default the one in force) as a language writes it, or its code."""
    return _sign(lang, code or current())


@functools.cache
def _sign(lang: str, code: str) -> str:
    from babel.numbers import get_currency_symbol  # noqa: PLC0415  (Babel is loaded when a number is shown)

    return str(get_currency_symbol(code, locale=_LOCALE[lang]))


@functools.cache
def places(code: str) -> int:
    """Return how many decimals amounts of a currency are written with: 2 for the euro, 0 for the yen."""
    from babel.numbers import get_currency_precision  # noqa: PLC0415  (Babel is loaded when a number is shown)

    return int(get_currency_precision(code))


def _known(code: str) -> str:
    return code if _CODE.fullmatch(code) else UNKNOWN
