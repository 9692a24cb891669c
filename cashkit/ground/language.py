"""Words for people: one table a room, two languages, French typography.

A words table is `words/<room>.csv` with the columns `key, fr, en` (and `definition_fr,
definition_en` for terms of the trade). A sentence may hold fields, written for the eye of the
reader by their kind:

`{x}` text · `{x:money}` an amount, in the currency in force · `{x:euros}` what a law sets in euros · `{€}` the sign
of the currency in force · `{x:number}` · `{x:percent}` a fraction as per cent ·
`{x:date}` · `{x:days}` one decimal and the word · `{x:?ligne|lignes}` the number and its noun.

>>> say("ground.example", "fr", amount="1234.5", n=2)
'1\\u202f234,50\\xa0€ sur 2 lignes'
>>> say("ground.example", "en", amount="1234.5", n=1)
'€1,234.50 over 1 line'
"""

import csv
import functools
import re
import string
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import resources
from io import StringIO

from cashkit.ground import currency

LANGUAGES = ("fr", "en")
_SIGN = "€"
_process = {"language": "fr"}
_block: ContextVar[str | None] = ContextVar("cashkit_language", default=None)


def current() -> str:
    """Return the language in force: "fr" unless `use` or `set_language` said otherwise."""
    return _block.get() or _process["language"]


def set_language(lang: str) -> None:
    """Make a language the one in force from here on, in every thread; a block of `use` keeps its own."""
    _process["language"] = checked(lang)


@contextmanager
def use(lang: str) -> Iterator[None]:
    """Put a language in force for a block."""
    token = _block.set(checked(lang))
    try:
        yield
    finally:
        _block.reset(token)


def checked(lang: str) -> str:
    """Return the language, or refuse one that cashkit does not speak."""
    if lang not in LANGUAGES:
        from cashkit.ground.errors import ArgumentError  # noqa: PLC0415  (errors speak through this module)

        raise ArgumentError("ground.unknown_language", value=str(lang))
    return lang


@functools.cache
def table(room: str) -> Mapping[str, Mapping[str, str]]:
    """Return the words table of a room: key -> columns."""
    source = resources.files("cashkit.ground").joinpath("words", f"{room}.csv")
    rows = csv.DictReader(StringIO(source.read_text(encoding="utf-8"), newline=""))
    return {row["key"]: row for row in rows}


def say(key: str, lang: str | None = None, /, **params: object) -> str:
    """Return the words of `room.key` in a language, its fields filled in."""
    room, _, name = key.partition(".")
    lang = checked(lang) if lang else current()
    return fill(table(room)[name][lang], lang, params)


def fill(template: str, lang: str, params: Mapping[str, object]) -> str:
    """Set the typography of a sentence and fill its fields, whose own text (a file's name) stays as it is."""
    return _Sentence(lang).vformat(typeset(template, lang), (), params)


class _Sentence(string.Formatter):
    """`str.format` whose format specs are the kinds of the module's docstring."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def get_value(self, key: int | str, args: Sequence[object], kwargs: Mapping[str, object]) -> object:
        """Return the value of a field; that of `{€}` is the sign of the currency in force."""
        return currency.sign(self.lang) if key == _SIGN else super().get_value(key, args, kwargs)

    def format_field(self, value: object, format_spec: str) -> str:
        from cashkit.ground import formats  # noqa: PLC0415  (Babel is loaded when a number is shown)

        if format_spec.startswith("?"):
            return formats.counted(value, format_spec[1:].split("|"), self.lang)
        if format_spec:
            return str(getattr(formats, format_spec)(value, self.lang))
        return str(value)


_HIGH = re.compile(r"(?<=\S) (?=[;!?])")
_WIDE = re.compile(r"(?<=\S) (?=[:»€%]|\{€\}|(?:[kM]|Md)€)|(?<=«) ")
_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?: \d{3})+(?!\d)")


def typeset(text: str, lang: str) -> str:
    """Set French spaces that do not break before : ; ! ? € %, inside « » and between thousands.

    >>> typeset("Échu : 12 % ; vrai ?", "fr")
    'Échu\\xa0: 12\\xa0%\\u202f; vrai\\u202f?'
    >>> typeset("2 Md€", "fr")
    '2\xa0Md€'
    >>> typeset("10 000 €", "fr")
    '10\\u202f000\\xa0€'
    >>> typeset("Overdue: true?", "en")
    'Overdue: true?'
    """
    if lang != "fr":
        return text
    text = _THOUSANDS.sub(lambda match: match[0].replace(" ", "\u202f"), text)
    return _WIDE.sub("\u00a0", _HIGH.sub("\u202f", text))
