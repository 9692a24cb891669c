"""The items of a ledger: of each row who owes it, how many cents, what it is, and how much of it is settled.

>>> body = Body({"customer_id": ["C1", "C1"], "document_type": ["FC", "RC"]}, [2, 3])
>>> read = Read.of({"amount": [100.0, 40.0]})
>>> items_of(body, read).cents.tolist(), items_of(body, read).kind
([10000, -4000], ['invoice', 'payment'])

Above zero is what the customer owes. The sign is the ledger's own, that of its column of sides, or that of the type
of document (`document_types.csv`) where no amount has a sign.
Units: whole cents, VAT included.
"""

from __future__ import annotations

import csv
import functools
import re
from dataclasses import dataclass, field
from importlib import resources
from io import StringIO
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.money import whole_cents
from cashkit.readers.spreadsheet.body import Body  # noqa: TC001  (the doctest makes one)
from cashkit.readers.spreadsheet.heading import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from cashkit.readers.spreadsheet.sheet import Cell

    Cents = NDArray[np.int64]

WHOLE = ("amount_incl_vat", "amount")
LEFT = ("open_amount", "balance_total")
_SAYING = ("journal", "line_text")
_CASH_JOURNAL = re.compile(r"(bq|bnq|ban|bnk|bank|cai|cash)")
_CASH_LABEL = re.compile(
    r"(vir|virement|chq|cheque|prlv|prelevement|regl?t|regl?|reglement|encaissement|paiement|payment|lcr)\b"
)
_SIGNED_BY = {"credit_note", "payment"}
_CREDITS = {"C", "H", "CR", "-", "-1", "CREDIT", "CRÉDIT", "HABEN"}


@dataclass(frozen=True)
class Read:
    """Amounts in cents, where one is given, and dates, by field; `order` tells which of day and month is first."""

    cents: Mapping[str, Cents]
    given: Mapping[str, NDArray[np.bool_]]
    days: Mapping[str, NDArray[np.datetime64]] = field(default_factory=dict)
    reversed: bool = False
    order: str = ""

    @classmethod
    def of(cls, money: Mapping[str, Sequence[float] | NDArray[np.float64]]) -> Read:
        """Return amounts in euros as read; `nan` is none."""
        read = {name: np.asarray(values, np.float64) for name, values in money.items()}
        cents = {name: whole_cents(np.nan_to_num(values))[0] for name, values in read.items()}
        return cls(cents, {name: ~np.isnan(values) for name, values in read.items()})

    def first(self, names: Sequence[str]) -> str:
        """Return the first of some amounts that the ledger has, "" for none."""
        return next((name for name in names if name in self.cents), "")


@dataclass(frozen=True)
class Items:
    """What each row says: cents owed (signed), what kind of document it is, and how many cents are settled, if told."""

    customer: list[str]
    cents: Cents
    kind: list[str]
    settled: Cents | None = None
    uneven: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))


def text(cell: Cell) -> str:
    """Return a cell as text: a whole number without decimals, spaces folded."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())


def customer_ids(body: Body) -> list[str]:
    """Return who each row is of: the number, else the name; a number that is one account for all tells nobody."""
    ids, names = (body.cells.get(name, [None] * len(body.lines)) for name in ("customer_id", "name"))
    numbers = [text(one) for one in ids]
    if len(set(numbers)) == 1 and numbers[0].startswith("41") and len({text(one) for one in names} - {""}) > 1:
        numbers = [""] * len(numbers)
    return [number or text(name) for number, name in zip(numbers, names, strict=True)]


@functools.cache
def _types() -> Mapping[str, str]:
    source = resources.files("cashkit.readers.spreadsheet").joinpath("document_types.csv")
    rows = csv.DictReader(StringIO(source.read_text(encoding="utf-8"), newline=""))
    return {row["type"]: row["kind"] for row in rows}


def document_kinds(body: Body) -> list[str]:
    """Return the kind of document that each row says it is, "" where it says none."""
    words = [plain(text(cell)) for cell in body.cells.get("document_type", [])]
    told = [_types().get(word, "credit_note" if word.startswith("avoir") else "") for word in words]
    return told or [""] * len(body.lines)


def _by_words(body: Body, row: int) -> str:
    """Return what the journal, or the first word of the label, says of a credit: that it is money, or nothing."""
    journal, label = (plain(text(body.cells[name][row])) if name in body.cells else "" for name in _SAYING)
    return "payment" if _CASH_JOURNAL.match(journal) or _CASH_LABEL.match(label) else ""


def items_of(body: Body, read: Read) -> Items:
    """Return the items of a body."""
    kinds = document_kinds(body)
    whole, left = _whole(read), read.first(LEFT)
    value = _signed(body, kinds, _none(body) if whole is None else whole)
    rest = _signed(body, kinds, read.cents[left]) if left else None
    if rest is not None and (whole is None or _is_truer(body, read, (value, rest))):
        value, rest = rest, None
    settled, uneven = _settled(body, read, value, rest)
    value = -value if read.reversed else value
    if not any(kinds):
        kinds = [_by_words(body, row) if cents < 0 else "" for row, cents in enumerate(value.tolist())]
    named = [_kind(cents, kind) for cents, kind in zip(value.tolist(), kinds, strict=True)]
    return Items(customer_ids(body), value, named, settled, uneven)


def _none(body: Body) -> Cents:
    return np.zeros(len(body.lines), np.int64)


def _whole(read: Read) -> Cents | None:
    """Return the whole amount of each row, None where the ledger tells what is left alone."""
    if "debit" in read.cents or "credit" in read.cents:
        sides = [read.cents.get(name) for name in ("debit", "credit")]
        debit, credit = (np.int64(0) if side is None else side for side in sides)
        return np.asarray(debit - credit)
    name = read.first(WHOLE)
    return read.cents[name] if name else None


def _signed(body: Body, kinds: Sequence[str], value: Cents) -> Cents:
    sides = [text(cell).upper() for cell in body.cells.get("sign", [])]
    if any(sides):
        # 0 and 1 are debit and credit (Sage); +1 and -1 are (FEC).
        credits_ = _CREDITS | ({"1"} if "0" in sides and "-1" not in sides else set())
        return np.where([side in credits_ for side in sides], -np.abs(value), np.abs(value))
    if (value >= 0).all() and "document_type" in body.cells:
        return np.where([kind in _SIGNED_BY for kind in kinds], -value, value)
    return value


def _is_truer(body: Body, read: Read, told: tuple[Cents, Cents]) -> bool:
    """Tell whether what is left is what each row means: it is no part of the whole, nor a balance that runs on."""
    value, rest = told
    entries = "debit" in read.cents or "credit" in read.cents
    return not entries and not _fits(read, value, rest) and not _runs(body, rest, value)


def _fits(read: Read, value: Cents, rest: Cents) -> bool:
    """Tell whether what is left of each row is a part of its whole."""
    rows = read.given[read.first(LEFT)]
    return bool(((np.abs(rest) <= np.abs(value)) & (np.sign(rest) * np.sign(value) >= 0))[rows].all())


def _runs(body: Body, rest: Cents, value: Cents) -> bool:
    """Tell whether a balance is that of all rows so far, of each customer or of the ledger."""
    who, _ = pd.factorize(np.array(customer_ids(body), object))
    sums = (pd.Series(value).groupby(who).cumsum().to_numpy(), np.cumsum(value))
    return len(value) > 1 and any((rest == one).all() for one in sums) and not (rest == value).all()


def _settled(body: Body, read: Read, value: Cents, rest: Cents | None) -> tuple[Cents | None, NDArray[np.int64]]:
    """Return how many cents of each row are settled, if the ledger tells it, and the rows that do not add up."""
    none: NDArray[np.int64] = np.empty(0, np.int64)
    paid = np.abs(read.cents["paid_amount"]) if "paid_amount" in read.cents else None
    if rest is not None and _fits(read, value, rest) and not _runs(body, rest, value):
        told = np.where(read.given[read.first(LEFT)], np.abs(value) - np.abs(rest), np.int64(0))
        return told, none if paid is None else np.flatnonzero((told != paid) & read.given["paid_amount"])
    if paid is not None:
        return paid, none
    if "paid_on" in read.days and _whole(read) is not None:
        return np.where(np.isnat(read.days["paid_on"]), np.int64(0), np.abs(value)), none
    return None, none


def _kind(cents: int, kind: str) -> str:
    """Return the kind of an item by its sign and the type of its document."""
    if cents < 0:
        return kind if kind in {"payment", "opening"} else "credit_note"
    if kind in {"payment", "reject"}:
        return "reject"
    return "opening" if kind == "opening" else "invoice"
