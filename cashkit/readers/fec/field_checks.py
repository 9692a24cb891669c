"""Checks of a FEC field by field: what is empty, malformed or out of place.

L02 (empty), L03 and L04 (dates), L05 and L06 (accounts), L07 to L14 (amounts), L15 and L16 (third
parties), L19 to L21 (currencies). Each judges distinct values or whole columns; nothing is computed
line by line.

Source: art. A47 A-1 LPF; the tax office's test tool (Test Compta Demat); pairs of fields are ours.
"""

import re

import numpy as np

from cashkit.readers.fec.lines import Coded
from cashkit.readers.fec.observations import Column, Observations
from cashkit.readers.fec.typed import Typed

_NEEDED = (
    *("JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib"),
    *("PieceRef", "PieceDate", "EcritureLib", "ValidDate"),
)
_FREE_ON_TREASURY_BASIS = ("JournalCode", "JournalLib", "ValidDate")
_ACCOUNT = re.compile(r"[0-9]{3}")
_SPECIAL = ("0", "8", "9")
_PARTY_ACCOUNT = re.compile(r"4[01]1[0-9]*")


def check_fields(read: Typed, seen: Observations) -> None:
    """Tell what is wrong with single fields, in the order of the codes."""
    for check in (_empty, _dates, _accounts, _numbers, _sides, _debit_and_credit, _parties, _currencies):
        check(read, seen)


def shown(column: Coded) -> Column:
    """Return the codes of a column of text, and how one of its values is shown."""
    return column.codes, lambda value: column.values[value]


def _empty(read: Typed, seen: Observations) -> None:
    free = _FREE_ON_TREASURY_BASIS if read.heading.layout in {"BA21", "BNC22"} else ()
    for name in _NEEDED:
        if name in free:
            continue
        if name in read.days:
            seen.lines("L02", name, read.days[name].blanks(), refused=name == "EcritureDate")
        elif name in read.texts:
            seen.lines("L02", name, read.blank(name))


def _dates(read: Typed, seen: Observations) -> None:
    for name, column in read.days.items():
        values = shown(column.column)
        seen.values("L03", name, values, column.unreadable, refused=name == "EcritureDate")
        if column.other_form.any():
            seen.example("L04", name, values, column.other_form)


def _accounts(read: Typed, seen: Observations) -> None:
    column = read.texts["CompteNum"]
    three = np.array([bool(_ACCOUNT.match(account)) or not account for account in column.values], bool)
    special = np.array([account.startswith(_SPECIAL) for account in column.values], bool)
    seen.values("L05", "CompteNum", shown(column), ~three)
    seen.values("L06", "CompteNum", shown(column), special & three)


def _numbers(read: Typed, seen: Observations) -> None:
    for name, column in read.money.items():
        odd = seen.among(column.odd)
        values = shown(column.column)
        odd.values("L07", name, values, column.unreadable, refused=name != "Montantdevise")
        for code, bad in (("L08", column.point), ("L09", column.thousands)):
            if bad.any():
                odd.example(code, name, values, bad)
        if name != "Montantdevise":  # some currencies have three decimals
            odd.values("L10", name, values, column.fine)


def _sides(read: Typed, seen: Observations) -> None:
    if read.sides is None:
        return
    column = read.sides.column
    values = (column.codes, lambda value: column.values[value].as_py().decode("latin-1"))
    lost = read.sides.side_by_text == 0
    seen.values("L14", "Sens", values, read.sides.odd & ~lost)
    seen.values("L14", "Sens", values, lost, refused=True)


def _debit_and_credit(read: Typed, seen: Observations) -> None:
    debit, credit = read.debit_credit()
    used = ~read.refused()
    seen.lines(
        "L11", "", (debit != 0) & (credit != 0) & used, lambda row: f"{_euros(debit[row])} / {_euros(credit[row])}"
    )
    seen.lines("L12", "", (debit == 0) & (credit == 0) & used)
    for name in ("Debit", "Credit", "Montant"):
        column = read.money.get(name)
        if column is not None:
            seen.lines("L13", name, column.cents < 0, column.written)


def _euros(cents: np.int64) -> str:
    return f"{'-' if cents < 0 else ''}{abs(int(cents)) // 100},{abs(int(cents)) % 100:02d}"


def _parties(read: Typed, seen: Observations) -> None:
    account = read.texts["CompteNum"]
    of_party = np.array([bool(_PARTY_ACCOUNT.fullmatch(value)) for value in account.values], bool)[account.codes]
    number, label = read.texts.get("CompAuxNum"), read.texts.get("CompAuxLib")
    if number is not None and label is not None:
        unnumbered, unnamed = read.blank("CompAuxNum"), read.blank("CompAuxLib")
        seen.lines("L15", "CompAuxLib", ~unnumbered & unnamed, lambda row: number.values[number.codes[row]])
        seen.lines("L15", "CompAuxNum", unnumbered & ~unnamed, lambda row: label.values[label.codes[row]])
    nobody = of_party if number is None else of_party & read.blank("CompAuxNum")
    if nobody.any():
        codes = np.where(nobody, account.codes, len(account.values)).astype(np.int32)
        bad = np.append(np.ones(len(account.values), bool), False)
        seen.values("L16", "CompAuxNum", (codes, lambda value: account.values[value]), bad)


def _currencies(read: Typed, seen: Observations) -> None:
    amount, currency = read.money.get("Montantdevise"), read.texts.get("Idevise")
    if currency is not None and (currency.values != "").any():
        known = np.array([not value or _is_currency(value) for value in currency.values], bool)
        seen.values("L20", "Idevise", shown(currency), ~known)
    if amount is None:
        return
    if currency is not None:
        uncoded = read.blank("Idevise")
        seen.lines("L19", "Idevise", (amount.cents != 0) & uncoded, amount.written)
        unpriced = amount.blank() & ~uncoded
        seen.lines("L19", "Montantdevise", unpriced, lambda row: currency.values[currency.codes[row]])
    if amount.cents.any():
        debit, credit = read.debit_credit()
        opposite = (np.sign(debit - credit) * np.sign(amount.cents) < 0) & ~read.refused()
        seen.lines("L21", "Montantdevise", opposite, amount.written)


def _is_currency(code: str) -> bool:
    from babel.numbers import is_currency  # noqa: PLC0415  (only files with foreign amounts need it)

    return is_currency(code)
