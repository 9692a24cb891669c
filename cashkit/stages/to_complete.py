"""The customer file to complete: what each customer's form lacks or has wrong, those who weigh most first.

Asked for is what the account form must hold (`measures.completeness`); of a source that knows codes and names only,
SIREN, billing e-mail and terms are asked for all the same. Wrong are a SIREN, SIRET, VAT number or IBAN that cannot
exist, and a SIRET of another firm than the SIREN; a code that doubles another is asked of which it is the second
account. Only active customers in use are asked about. Units: euros with VAT, invoiced over twelve months and open.

>>> from cashkit.dossier.dossier import Dossier
>>> invoice = {"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice", "issue_date": "2025-12-15", "amount": 9.0}
>>> customers = pd.DataFrame({"customer_id": ["C1"], "name": ["Un"], "siren": ["732829321"], "email": [None]})
>>> dossier = Dossier.of(name="case", closing_date="2025-12-31", invoices=pd.DataFrame(invoice), customers=customers)
>>> (row,) = to_complete(dossier, dossier.closing_date).rows
>>> [(field, cell.value, cell.state) for field, cell in row.cells.items()]
[('siren', '732829321', 'wrong'), ('email', '', 'missing'), ('payment_terms', '', 'missing'), ('ship_to_of', '', '')]
>>> row.why("en")
'missing: billing email, payment terms; wrong: SIREN'

Errors: `NotAvailableError` without customers.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground import formats, language
from cashkit.ground.errors import NotAvailableError
from cashkit.ground.identifiers import is_iban, is_siren, is_siret, is_vat_number, siren_of
from cashkit.measures.completeness import NOBODY, filled, form
from cashkit.stages.customer_accounts import CustomerAccounts
from cashkit.stages.portfolio import portfolio

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier

    Bool = NDArray[np.bool_]

FIRST = ("siren", "email", "payment_terms")
"""What is asked for even where the source has no such column."""
SECOND_ACCOUNT = "ship_to_of"
POSSIBLE: Mapping[str, Callable[[object], bool]] = {
    "siren": is_siren,
    "siret": is_siret,
    "vat_number": is_vat_number,
    "iban": is_iban,
}
"""What tells a number that may exist from one that cannot."""


@dataclass(frozen=True)
class Cell:
    """What the file holds of one information, and its state: "" (there, or not asked for), missing, wrong, double."""

    value: str
    state: str = ""


@dataclass(frozen=True)
class Row:
    """One customer: who it is, what it weighs in cents, what the file holds and lacks; `doubles` is the other code."""

    customer_id: str
    name: str
    invoiced: int
    owed: int
    cells: Mapping[str, Cell]
    doubles: str = ""
    sign: str = ""

    def why(self, lang: str | None = None) -> str:
        """Return in words what is missing, what is wrong and which other code it may double."""
        said = language.checked(lang or language.current())
        fields = {state: self._fields(state) for state in ("missing", "wrong")}
        told = [_listed(state, names, said) for state, names in fields.items() if names]
        if self.doubles:
            sign = language.say(f"views.double_sign.{self.sign}", said)
            told.append(language.say("complete.double", said, code=self.doubles, sign=sign))
        return language.say("complete.joint", said).join(told)

    def _fields(self, state: str) -> tuple[str, ...]:
        return tuple(name for name, cell in self.cells.items() if cell.state == state and name != SECOND_ACCOUNT)


@functools.lru_cache(maxsize=4096)
def _listed(state: str, fields: tuple[str, ...], lang: str) -> str:
    """Return in words which information is missing or wrong; thousands of customers lack the same."""
    names = formats.said([f"views.information.{name}" for name in fields], lang)
    return language.say(f"complete.{state}", lang, fields=names)


@dataclass(frozen=True)
class ToComplete:
    """The customers to complete at a date, and the information asked for, in the order of the form."""

    as_of: date
    fields: Sequence[str]
    rows: Sequence[Row] = field(default=())


def to_complete(dossier: Dossier, as_of: date) -> ToComplete:
    """Return what is to be asked of the customers of a dossier, in the order of what they buy, then owe."""
    book = portfolio(dossier, as_of)
    if book is None:
        raise NotAvailableError("stages.no_customer_file")
    return asked_of(CustomerAccounts(book))


def asked_of(accounts: CustomerAccounts) -> ToComplete:
    """Return what is to be asked of customers whose accounts are looked at already."""
    book = accounts.book
    asked = _asked(accounts)
    states = {name: _states(accounts, name, who) for name, who in asked.items()}
    twice = _twice(accounts)
    states[SECOND_ACCOUNT] = np.array(["double" if row in twice else "" for row in range(len(book.file))], object)
    lacking = np.logical_or.reduce([state != "" for state in states.values()]) & accounts.in_use & book.file.active
    order = np.lexsort((-book.owed, -book.bought))
    values = {name: _written(accounts, name) for name in states}
    made = []
    for row in order[lacking[order]].tolist():
        cells = {name: Cell(str(values[name][row]), str(states[name][row])) for name in states}
        who = (str(book.file.ids[row]), str(book.file.names[row]), int(book.bought[row]), int(book.owed[row]))
        made.append(Row(*who, cells, *twice.get(row, ())))
    return ToComplete(book.as_of, tuple(states), tuple(made))


def _asked(accounts: CustomerAccounts) -> dict[str, Bool]:
    """Return who is asked for each information; with terms unknown of all, anybody may buy on credit."""
    file = accounts.book.file
    asked = {name: who for name, who in form(file).items() if accounts.has(name) or name in FIRST}
    if not accounts.has("payment_terms"):
        asked["email"] = ~np.isin(file.kind, NOBODY)
    return asked


def _states(accounts: CustomerAccounts, name: str, who: Bool) -> NDArray[np.object_]:
    """Return the state of an information for each customer."""
    file = accounts.book.file
    wrong = np.zeros(len(file), bool)
    given = np.flatnonzero(file.columns.given(name) & accounts.in_use) if name in POSSIBLE else ()
    texts, sirens = file.columns.ids(name), file.columns.ids("siren")
    for row in given:
        possible = POSSIBLE[name](texts[row])
        other = name == "siret" and possible and is_siren(sirens[row]) and siren_of(texts[row]) != siren_of(sirens[row])
        wrong[row] = not possible or other
    return np.where(wrong, "wrong", np.where(who & ~filled(file, name), "missing", "")).astype(object)


def _written(accounts: CustomerAccounts, name: str) -> NDArray[np.object_]:
    """Return an information as the file has it: days as ISO text, numbers of a spreadsheet as they were typed."""
    file = accounts.book.file
    if name not in file.columns.frame.columns:
        return np.full(len(file), "", object)
    column = file.columns.frame[name]
    if column.dtype.kind == "M":
        return np.asarray(column.dt.strftime("%Y-%m-%d").fillna("").to_numpy(object), object)
    return file.columns.ids(name) if column.dtype.kind in "iuf" else file.written(name)


def _twice(accounts: CustomerAccounts) -> dict[int, tuple[str, str]]:
    """Return the rows that double another: that one's code, and the first sign of it."""
    ids, found = accounts.book.file.ids, accounts.doubles
    rows = found.drop_duplicates("later") if len(found) else pd.DataFrame(columns=["first", "later", "sign"])
    return {
        int(later): (str(ids[int(first)]), str(sign))
        for first, later, sign in rows[["first", "later", "sign"]].itertuples(index=False)
    }
