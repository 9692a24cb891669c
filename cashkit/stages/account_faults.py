"""Faults of stage 3: one customer under two codes, forms that cannot serve, accounts asleep with a line open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.ground.calendar import from_day
from cashkit.ground.money import euros
from cashkit.measures.customer_facts import PUBLIC
from cashkit.stages.customer_accounts import ASLEEP
from cashkit.stages.fault import Fault
from cashkit.stages.losses import dearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from cashkit.dossier.findings import Finding
    from cashkit.stages.customer_accounts import CustomerAccounts

    Bool = NDArray[np.bool_]

_SIRET = Fault("duplicate_siret", "customers", "loss")
_NAME = Fault("duplicate_name", "customers", "loss")
_IBAN = Fault("shared_iban", "customers", "loss")
_TERMS = Fault("terms_not_signed", "customers", "exposure", "C. com. L441-1, C. civ. 2368")
_FORM = Fault("account_incomplete", "customers", "cash_late")
_DEBIT = Fault("debit_without_iban", "customers", "cash_late")
_DORMANT = Fault("dormant_with_limit", "customers", "loss")
TO_SIGN = 10_000_000
"""Cents bought over a year from which on a firm has to have signed the terms of sale."""
NEEDED = ("address", "email", "payment_terms")
TO_DEBIT = ("iban", "debit_mandate_on")


def faults(accounts: CustomerAccounts) -> tuple[Finding, ...]:
    """Return the faults of stage 3: doubles first, then forms, then dormant accounts."""
    looked_at = (_sirets, _names, _ibans, _unsigned, _incomplete, _debits, _dormant)
    return tuple(found for look in looked_at for found in dearest(look(accounts)))


def _rows(mask: Bool) -> list[int]:
    return [int(row) for row in np.flatnonzero(mask)]


def _pairs(accounts: CustomerAccounts, sign: str) -> Iterator[tuple[int, int, dict[str, object]]]:
    """Return each double of a sign: the first code's row, the later one's, and how both are called."""
    file, found = accounts.book.file, accounts.doubles
    for first, later in found.loc[found["sign"] == sign, ["first", "later"]].itertuples(index=False):
        yield int(first), int(later), {"other": str(file.ids[first]), "other_name": str(file.names[first])}


def _sirets(accounts: CustomerAccounts) -> Iterator[Finding]:
    """Tell the firms under two codes, with what the two expose together beyond the larger of their limits."""
    book = accounts.book
    limits, sirets = book.file.columns.cents("credit_limit"), book.file.columns.ids("siret")
    for first, later, said in _pairs(accounts, "siret"):
        joint, limit = int(book.exposure[first] + book.exposure[later]), int(max(limits[first], limits[later]))
        over = max(0, joint - limit)
        own = min(over, int(book.exposure[later]))
        items = [*book.touched(later, own), *book.touched(first, over - own)]
        told: dict[str, object] = {"name": str(book.file.names[later]), "siret": str(sirets[later])}
        told |= {"exposure": euros(joint), "limit": euros(limit)}
        yield _SIRET.finding(book.file.ids[later], book.file.ids[later], items, told | said)


def _names(accounts: CustomerAccounts) -> Iterator[Finding]:
    postcodes = accounts.book.file.columns.ids("postcode")
    for _, later, said in _pairs(accounts, "name"):
        told = said | {"postcode": str(postcodes[later])}
        yield accounts.book.finding(_NAME, later, int(accounts.book.owed[later]), told)


def _ibans(accounts: CustomerAccounts) -> Iterator[Finding]:
    for _, later, said in _pairs(accounts, "iban"):
        yield accounts.book.finding(_IBAN, later, int(accounts.book.owed[later]), said)


def _unsigned(accounts: CustomerAccounts) -> Iterator[Finding]:
    book = accounts.book
    for row in _rows(accounts.unsigned & (book.bought > TO_SIGN)):
        yield book.finding(_TERMS, row, int(book.owed[row]), {"bought": euros(int(book.bought[row]))})


def _incomplete(accounts: CustomerAccounts) -> Iterator[Finding]:
    """Tell the forms on which an invoice cannot be sent or a due date counted."""
    file = accounts.book.file
    asked = file.active & file.on_credit & np.isin(file.kind, ("company", *PUBLIC))
    yield from _blank(accounts, _FORM, asked, NEEDED)


def _debits(accounts: CustomerAccounts) -> Iterator[Finding]:
    yield from _blank(accounts, _DEBIT, accounts.debited, TO_DEBIT)


def _blank(accounts: CustomerAccounts, fault: Fault, asked: Bool, fields: tuple[str, ...]) -> Iterator[Finding]:
    """Tell who lacks some of the fields that the file has."""
    known = [field for field in fields if accounts.has(field)]
    blank = {field: asked & ~accounts.book.file.columns.given(field) for field in known}
    for row in _rows(np.logical_or.reduce([np.zeros(len(asked), bool), *blank.values()])):
        lacking = tuple(f"views.information.{field}" for field, mask in blank.items() if mask[row])
        yield accounts.book.finding(fault, row, int(accounts.book.owed[row]), {"fields": lacking})


def _dormant(accounts: CustomerAccounts) -> Iterator[Finding]:
    """Tell the accounts asleep whose line is open; what was ordered lately is about to leave without a new study."""
    book, orders = accounts.book, accounts.orders
    limits = book.file.columns.cents("credit_limit")
    for row in _rows(accounts.dormant):
        own = orders[orders["customer"] == book.file.ids[row]]
        items = [("orders", str(order), int(cents)) for order, cents in zip(own["order"], own["cents"], strict=True)]
        said = {"name": str(book.file.names[row]), "limit": euros(int(limits[row])), "months": ASLEEP}
        said["since"] = from_day(book.months_ago(ASLEEP))
        yield _DORMANT.finding(book.file.ids[row], book.file.ids[row], items, said)
