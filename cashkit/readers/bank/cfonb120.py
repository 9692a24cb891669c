"""CFONB 120: the French banks' statement of account, in records of 120 characters.

Record 01 is the opening balance, 04 a movement, 05 more words about it, 07 the closing balance. The last
digit of an amount carries its sign ({ and A-I above zero, } and J-R below). Files without line ends are
read too. A movement outside its account, a date or an amount that is none, end the reading: a
statement of which a record is missing proves nothing. The bank code of a movement is that of the bank it came
through; at the closing another one than at the opening is told.

>>> cents("0000000166956E", 2), cents("0000000000227R", 2)
(1669565, -2279)

Errors: `SourceError` with the number of the record.
Source: CFONB, relevé de compte sur support informatique, 120 caractères.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from cashkit.ground.errors import SourceError
from cashkit.readers.bank.statement import Movement, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH = 120
_SIGNS = {sign: (digit, 1) for digit, sign in enumerate("{ABCDEFGHI")}
_SIGNS |= {sign: (digit, -1) for digit, sign in enumerate("}JKLMNOPQR")}
_METHODS = {"05": "transfer", "06": "transfer", "18": "transfer", "02": "cheque", "08": "direct_debit", "B1": ""}
_RETURNS = {"03": "cheque", "09": "direct_debit", "16": "bill", "19": "transfer"}
_NAMES, _ACCOUNTS = ("NPY", "NBE"), ("CPY", "CBE")
_NO_WORDS = {*_NAMES, *_ACCOUNTS, "NPO", "NBU", "IPY", "IBE", "IPO", "IBU", "MMO", "FEE"}
"""Qualifiers of names, identifiers and amounts; every other one, known or not, holds words about the movement."""
_SHORTEST = {"01": 104, "04": 104, "07": 104}
_CENTURY = 70


def is_cfonb(head: str) -> bool:
    """Return whether a text starts as such a file."""
    return head[:2] in {"01", "04", "05", "07"} and head[16:19].isalpha() and head[19:20].isdigit()


@dataclass
class _Open:
    """An account being read."""

    account: str
    number: str
    currency: str
    places: int
    opening: int
    since: date
    moves: list[_Move] = field(default_factory=list)


@dataclass
class _Move:
    """A movement being read, with its further words by qualifier."""

    line: int
    day: date
    value: date | None
    cents: int
    label: str
    code: str
    reject: str
    reference: str
    currency: str
    words: dict[str, list[str]] = field(default_factory=dict)


def read_cfonb(file: str, text: str) -> list[Statement]:
    """Return the statements of a file."""
    done: list[Statement] = []
    current: _Open | None = None
    for line, record in _records(file, text):
        code = record[:2]
        if code == "01":
            if current is not None:
                raise SourceError("bank.unfinished", file=file, line=line)
            current = _opened(file, line, record)
        elif current is None:
            raise SourceError("bank.no_opening", file=file, line=line)
        elif code == "04":
            _same(file, line, record, current)
            current.moves.append(_moved(file, line, record, current.currency))
        elif code == "05":
            _more(file, line, record, current)
        elif code == "07":
            done.append(_closed(file, line, record, current))
            current = None
        else:
            raise SourceError("bank.unknown_record", file=file, line=line, value=code)
    if current is not None:
        raise SourceError("bank.unfinished", file=file, line=line)
    return done


def _records(file: str, text: str) -> Iterator[tuple[int, str]]:
    """Yield the number of each record (its line, or its place where there are no line ends) and its 120 characters."""
    lines = text.rstrip("\x1a").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    filled = [line for line in lines if line.strip()]
    if len(filled) == 1 and len(filled[0]) > LENGTH:
        whole = filled[0]
        lines = [whole[start : start + LENGTH] for start in range(0, len(whole), LENGTH)]
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        found = len(line.rstrip())
        if found > LENGTH or found < _SHORTEST.get(line[:2], 0):
            raise SourceError("bank.wrong_length", file=file, line=number, found=found, expected=LENGTH)
        yield number, line.ljust(LENGTH)[:LENGTH]


def _opened(file: str, line: int, record: str) -> _Open:
    places = _places(file, line, record)
    opening, since = _cents(file, line, record, places), _day(file, line, record[34:40])
    return _Open(_account(record), _number(record), record[16:19].strip(), places, opening, since)


def _account(record: str) -> str:
    """Return an account as a statement names it: bank, branch and number."""
    return record[2:7].strip() + _number(record)


def _number(record: str) -> str:
    return record[11:16].strip() + record[21:32].strip()


def _same(file: str, line: int, record: str, current: _Open) -> None:
    """Refuse a record of another account than the one that is open."""
    if _number(record) != current.number:
        found = _account(record)
        raise SourceError("bank.other_account", file=file, line=line, found=found, expected=current.account)


def _moved(file: str, line: int, record: str, currency: str) -> _Move:
    value, told = record[42:48], record[16:19].strip()
    return _Move(
        line,
        _day(file, line, record[34:40]),
        _day(file, line, value) if value.strip() else None,
        _cents(file, line, record, _places(file, line, record)),
        record[48:79].strip(),
        record[32:34].strip(),
        record[40:42].strip(),
        record[104:120].strip(),
        "" if told == currency else told,
    )


def _more(file: str, line: int, record: str, current: _Open) -> None:
    if not current.moves:
        raise SourceError("bank.no_movement", file=file, line=line)
    current.moves[-1].words.setdefault(record[45:48].strip(), []).append(" ".join(record[48:118].split()))


def _closed(file: str, line: int, record: str, current: _Open) -> Statement:
    _same(file, line, record, current)
    if record[16:19].strip() != current.currency:
        raise SourceError("bank.other_currency", file=file, place=f"07, {line}")
    account, closing = _account(record), _cents(file, line, record, _places(file, line, record))
    return Statement(
        current.account, current.currency, current.opening, closing, current.since, _day(file, line, record[34:40]),
        tuple(_told(move) for move in current.moves), closed_as="" if account == current.account else account,
    )  # fmt: skip


def _told(move: _Move) -> Movement:
    words = (word for key in move.words if key not in _NO_WORDS for word in move.words[key])
    texts = [move.label, *words, move.reference]
    party, account = (
        " ".join(word for key in keys for word in move.words.get(key, [])) for keys in (_NAMES, _ACCOUNTS)
    )
    # Money that comes back is a debit for us: a credit of these codes is the bank making good an error.
    returned = move.cents < 0 and (move.reject or move.code in _RETURNS)
    return Movement(
        booked_on=move.day,
        cents=move.cents,
        text=" ".join(word for word in texts if word),
        value_date=move.value,
        method=_METHODS.get(move.code, _RETURNS.get(move.code, "")),
        counterparty=party,
        counterparty_iban=account.replace(" ", ""),
        return_reason=(move.reject or move.code) if returned else "",
        currency=move.currency,
        line=move.line,
    )


def _places(file: str, line: int, record: str) -> int:
    if not record[19].isdigit():
        raise SourceError("bank.bad_amount", file=file, line=line, value=record[19:20])
    return int(record[19])


def _cents(file: str, line: int, record: str, places: int) -> int:
    try:
        return cents(record[90:104], places)
    except ArithmeticError:
        raise SourceError("bank.finer_than_cents", file=file, line=line, value=record[90:104].strip()) from None
    except ValueError:
        raise SourceError("bank.bad_amount", file=file, line=line, value=record[90:104].strip()) from None


def cents(text: str, places: int) -> int:
    """Return the cents of an amount whose last digit carries the sign; `places` are its decimals.

    ValueError for what is no amount, ArithmeticError for one that is no whole number of cents.
    """
    bare = text.strip()
    if not bare or bare[-1] not in _SIGNS or not (bare[:-1] or "0").isascii() or not (bare[:-1] or "0").isdigit():
        raise ValueError(text)
    digit, sign = _SIGNS[bare[-1]]
    units = int(bare[:-1] or "0") * 10 + digit
    whole, rest = divmod(units * 100, int(10**places))
    if rest:
        raise ArithmeticError(text)
    return sign * int(whole)


def _day(file: str, line: int, text: str) -> date:
    try:
        year = int(text[4:] if text.isascii() and text.isdigit() else "") + (2000 if int(text[4:]) < _CENTURY else 1900)
        return date(year, int(text[2:4]), int(text[:2]))
    except ValueError:
        raise SourceError("bank.bad_date", file=file, line=line, value=text.strip()) from None
