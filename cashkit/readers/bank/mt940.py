"""MT940: the SWIFT statement of account.

:60F: opens, :61: is a movement, :86: says more about it, :62F: closes (60M and 62M at a page's end).

>>> text = ":20:X\\n:25:FR76\\n:60F:C260104EUR1000,00\\n:61:2601050105C120,00NTRFFA250102\\n:62F:C260105EUR1120,00\\n"
>>> one, = read_mt940("x.sta", text)
>>> one.missing_cents, one.movements[0].cents, one.movements[0].text
(0, 12000, 'FA250102')

Errors: `SourceError` with the number of the line.
Source: SWIFT, MT940 customer statement message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from cashkit.ground.errors import SourceError
from cashkit.readers.bank.statement import Movement, Statement

_TAG = re.compile(r"^:(\d{2}[A-Z]?):(.*)$")
_BALANCE = re.compile(r"^(?P<side>[CD])(?P<day>\d{6})(?P<currency>[A-Z]{3})(?P<amount>\d{1,15},\d{0,2})\s*$", re.ASCII)
_MOVEMENT = re.compile(
    r"^(?P<value>\d{6})(?P<booked>\d{4})?(?P<side>R?[CD])[A-Z]?(?P<amount>\d{1,15},\d{0,2})"
    r"(?P<code>[A-Z][A-Z0-9]{3})(?P<reference>.*)$",
    re.ASCII,
)
_METHODS = {"TRF": "transfer", "CHK": "cheque", "DDT": "direct_debit", "RTI": "", "BOE": "bill"}
_SUBFIELD = re.compile(r"\?\d{2}")
# The payer: sub-fields 32 and 33 of a structured :86:, or what follows /NAME/; its account: 31, or /IBAN/.
_PARTY = re.compile(r"\?32([^?]*)(?:\?33([^?]*))?|/NAME/([^/]*)")
_IBAN = re.compile(r"(?:\?31|/IBAN/) ?([A-Z]{2}\d{2}[A-Z0-9]{11,30})", re.ASCII)
_CODE = re.compile(r"^\d{3}(?=\?)")


@dataclass
class _Open:
    """A statement being read."""

    account: str = ""
    currency: str = ""
    opening: int | None = None
    since: date | None = None
    moves: list[Movement] = field(default_factory=list)
    words: list[list[str]] = field(default_factory=list)


def is_mt940(text: str) -> bool:
    """Return whether a text holds the tags of a statement."""
    return bool(re.search(r"^:60[FM]:", text, re.MULTILINE)) or text.lstrip().startswith((":20:", "{1:"))


def read_mt940(file: str, text: str) -> list[Statement]:
    """Return the statements of a file."""
    done: list[Statement] = []
    current, tag = _Open(), ""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        if match := _TAG.match(line):
            tag, value = match.groups()
            current = _tagged(file, number, tag, value, current, done)
        elif line.startswith("-"):
            tag = ""
        elif tag in {"61", "86"} and current.words and line.strip():
            current.words[-1].append(line)
    if current.opening is not None:
        raise SourceError("bank.unfinished", file=file, line=len(lines))
    if not done:
        raise SourceError("bank.no_statement", file=file)
    return done


def _tagged(file: str, number: int, tag: str, value: str, current: _Open, done: list[Statement]) -> _Open:  # noqa: PLR0917  (a line and what it goes to)
    if tag in {"25", "25P"}:
        current.account = value.strip().replace(" ", "")
    elif tag in {"60F", "60M"}:
        current.opening, current.since, current.currency = _balance(file, number, value)
    elif tag == "61":
        current.moves.append(_moved(file, number, value, current))
        current.words.append([])
    elif tag == "86" and current.words:
        current.words[-1].append(value)
    elif tag in {"62F", "62M"}:
        done.append(_closed(file, number, value, current))
        return _Open(account=current.account)
    return current


def _balance(file: str, number: int, value: str) -> tuple[int, date, str]:
    match = _BALANCE.match(value)
    if match is None:
        raise SourceError("bank.bad_amount", file=file, line=number, value=value[:40])
    amount = _cents(match["amount"])
    return amount if match["side"] == "C" else -amount, _day(file, number, match["day"]), match["currency"]


def _moved(file: str, number: int, value: str, current: _Open) -> Movement:
    match = _MOVEMENT.match(value)
    if match is None or current.opening is None:
        raise SourceError("bank.bad_movement", file=file, line=number, value=value[:40])
    worth = _day(file, number, match["value"])
    # RC takes a credit back (money out), RD takes a debit back (money in).
    sign, kind = 1 if match["side"] in {"C", "RD"} else -1, match["code"][1:]
    reference = match["reference"].partition("//")[0].strip()
    back = kind if len(match["side"]) > 1 or kind == "RTI" else ""
    return Movement(
        booked_on=_booked(file, number, worth, match["booked"]),
        cents=sign * _cents(match["amount"]),
        text="" if reference == "NONREF" else reference,
        value_date=worth,
        method=_METHODS.get(kind, ""),
        return_reason=back,
        line=number,
    )


def _booked(file: str, number: int, worth: date, booked: str | None) -> date:
    """Return the booking day: month and day, in the year that is nearest to the value day."""
    if not booked:
        return worth
    near = [_tried(worth.year + shift, booked) for shift in (-1, 0, 1)]
    known = [day for day in near if day is not None]
    if not known:
        raise SourceError("bank.bad_date", file=file, line=number, value=booked)
    return min(known, key=lambda day: abs((day - worth).days))


def _tried(year: int, booked: str) -> date | None:
    try:
        return date(year, int(booked[:2]), int(booked[2:]))
    except ValueError:
        return None


def _closed(file: str, number: int, value: str, current: _Open) -> Statement:
    if current.opening is None:
        raise SourceError("bank.no_opening", file=file, line=number)
    closing, until, currency = _balance(file, number, value)
    if currency != current.currency:
        raise SourceError("bank.other_currency", file=file, place=f":62F: {number}")
    moves = tuple(_worded(moved, words) for moved, words in zip(current.moves, current.words, strict=True))
    return Statement(current.account, current.currency, current.opening, closing, current.since, until, moves)


def _worded(moved: Movement, words: list[str]) -> Movement:
    # A sub-field may be cut anywhere at 27 characters: two lines of one name or account are one text.
    whole, joined = " ".join(words), "".join(words)
    told = " ".join(_SUBFIELD.sub(" ", _CODE.sub("", whole)).split())
    party, iban = _PARTY.search(joined), _IBAN.search(joined)
    return replace(
        moved,
        text=" ".join(word for word in (moved.text, told) if word),
        counterparty=" ".join("".join(part or "" for part in party.groups()).split()) if party else "",
        counterparty_iban=iban[1] if iban else "",
    )


def _cents(text: str) -> int:
    whole, _, rest = text.partition(",")
    return int(whole) * 100 + int(rest.ljust(2, "0"))


def _day(file: str, number: int, text: str) -> date:
    try:
        return datetime.strptime(text, "%y%m%d").date()  # noqa: DTZ007  (a day of the calendar)
    except ValueError:
        raise SourceError("bank.bad_date", file=file, line=number, value=text) from None
