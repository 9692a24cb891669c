"""The customers of stage 1: their accounts, what was published of them, and a verdict on each.

The verdict is bad under insolvency proceedings or once business has ceased; else it is that of the nine
questions. Public bodies and private persons file no accounts: not applicable. Accounts that are not in the dossier
(confidential, not filed, not asked for) are not assessed, never bad. Accounts closed more than 18 months ago are
stale: what they say is to watch at best.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from cashkit.accounts.answer import Liens
from cashkit.accounts.filed_accounts import filed_accounts
from cashkit.accounts.reading import read_balance_sheet
from cashkit.dossier.books import NO_DAY
from cashkit.ground import language
from cashkit.ground.calendar import day_number, from_day, months_after
from cashkit.ground.money import euros
from cashkit.measures.completeness import PERSONS
from cashkit.measures.customer_facts import PUBLIC
from cashkit.stages.portfolio import YEAR, Portfolio, portfolio

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from cashkit.accounts.annual_accounts import AnnualAccounts
    from cashkit.accounts.reading import Reading
    from cashkit.dossier.dossier import Dossier

IDENTITY = ("siren", "siret", "vat_number")
EVENTS = ("ceased_on", "judgment_on", "lien_on")
STALE = 18
"""Months after their closing from which on accounts say little of today."""


@dataclass(frozen=True)
class CustomerRead:
    """The verdict on one customer (a row of the file), with what gives its reasons."""

    row: int
    verdict: str
    accounts: AnnualAccounts | None = None
    reading: Reading | None = None
    told: tuple[tuple[str, Mapping[str, object]], ...] = ()

    @property
    def sentence(self) -> str:
        """The reasons in the language in force: what was published, then what the accounts say."""
        said = [language.say(key, **params) for key, params in self.told]
        return " ".join([*said, self.reading.sentence()] if self.reading else said)


@dataclass(frozen=True, eq=False)
class Customers:
    """The portfolio with the accounts that its customers have filed."""

    book: Portfolio
    filed: Mapping[str, AnnualAccounts]

    def accounts(self, row: int) -> AnnualAccounts | None:
        """Return the accounts that a customer has filed, as far as the dossier holds them."""
        return self.filed.get(self.book.sirens[row])

    @cached_property
    def readings(self) -> list[CustomerRead]:
        """The verdict on each customer who owes something, the largest first."""
        owed = self.book.owed
        order = np.argsort(-owed, kind="stable")
        return [self.read(int(row)) for row in order[owed[order] > 0]]

    def read(self, row: int) -> CustomerRead:
        """Return the verdict on one customer: its accounts, unless a judgment or an end of business settles it."""
        read, gone = self._by_accounts(row), self._gone(row)
        return replace(read, verdict="bad", told=(*gone, *read.told)) if gone else read

    def _gone(self, row: int) -> tuple[tuple[str, Mapping[str, object]], ...]:
        """Return what was published of a judgment or of an end of business."""
        file, until = self.book.file, self.book.until
        if file.by("judgment_on", until)[row]:
            procedure = procedure_key(str(self._procedures[row]))
            return (("stages.read_insolvency", {"procedure": procedure, "day": self.book.day("judgment_on", row)}),)
        if file.by("ceased_on", until)[row]:
            return (("stages.read_ceased", {"day": self.book.day("ceased_on", row)}),)
        undated = self._states[row] == "ceased" and self.book.day("ceased_on", row) is None
        return (("stages.read_ceased_undated", {}),) if undated else ()

    def _by_accounts(self, row: int) -> CustomerRead:
        kind, accounts = self.book.file.kind[row], self.accounts(row)
        if kind in PUBLIC:
            return CustomerRead(row, "not_applicable", told=(("accounts.no_accounts_public", {}),))
        if kind in PERSONS:
            return CustomerRead(row, "not_applicable", told=(("stages.read_person", {}),))
        if accounts is None:
            return CustomerRead(row, "not_assessed", told=(("stages.read_no_accounts", {}),))
        reading = read_balance_sheet(accounts, liens=self._liens(row))
        if not self._stale(accounts.closing_date):
            return CustomerRead(row, reading.verdict, accounts, reading)
        verdict = "watch" if reading.verdict == "good" else reading.verdict
        return CustomerRead(row, verdict, accounts, reading, (("stages.read_stale", {"day": accounts.closing_date}),))

    @cached_property
    def _procedures(self) -> NDArray[np.object_]:
        return self.book.file.columns.words("insolvency")

    @cached_property
    def _states(self) -> NDArray[np.object_]:
        return self.book.file.columns.words("register_state")

    @cached_property
    def _lien_cents(self) -> NDArray[np.int64]:
        return self.book.file.columns.cents("lien_amount")

    def _stale(self, closing: date) -> bool:
        return closing < months_after(self.book.as_of, -STALE)

    def _liens(self, row: int) -> Liens | None:
        """Return what the register of liens says, None where nobody looked; one cleared a year ago is forgotten."""
        file, until = self.book.file, self.book.until
        if "lien_on" not in file.columns.frame.columns:
            return None
        amount = int(self._lien_cents[row]) if file.by("lien_on", until)[row] else 0
        cleared = int(file.days("lien_cleared_on")[row])
        if not amount or cleared == NO_DAY or cleared > until:
            return Liens(from_day(until), active=euros(amount))
        recent = cleared > day_number(months_after(self.book.as_of, -YEAR))
        return Liens(from_day(until), cleared=euros(amount if recent else 0))


def procedure_key(insolvency: str) -> str:
    """Return the words key of a procedure; what is none of the known ones is called insolvency proceedings."""
    key = f"insolvency.{insolvency}"
    return f"views.{key}" if key in language.table("views") else "views.insolvency.unknown"


def accounts_read(known: Customers) -> NDArray[np.bool_]:
    """Return whose accounts are in the dossier."""
    return np.array([siren in known.filed for siren in known.book.sirens], bool)


def customers_of(dossier: Dossier, as_of: date) -> Customers | None:
    """Return the customers, None when the dossier says nothing of who they are."""
    book = portfolio(dossier, as_of)
    table = dossier.table("filed_accounts")
    if book is None or (table is None and not {*IDENTITY, *EVENTS} & set(book.file.columns.frame.columns)):
        return None
    return Customers(book, {} if table is None else filed_accounts(table, as_of=as_of))
