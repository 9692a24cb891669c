"""Quality of the data: how much of what customers owe, and of what they paid, the files themselves tell.

What is owed is judged by its due dates (told or put in), by its customers (known, with a SIREN) and by its age
(undated openings); what was received by who matched it: somebody (*lettered*), the kit's rules, or nobody.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> rows = [("F1", "C1", "2026-01-15", 120.0), ("F2", "", None, 80.0)]
>>> invoices = pd.DataFrame(rows, columns=["invoice_id", "customer_id", "due_date", "amount"])
>>> dossier = Dossier.of(name="case", invoices=invoices.assign(kind="invoice", issue_date="2025-12-10"))
>>> found = quality(dossier, as_of="2025-12-31")
>>> found.owed.total, found.owed.due_known, found.owed.nobody, found.identity.customers
(20000, 12000, 8000, 1)

Units: whole cents with VAT, above zero; customers are counted. Tables that stay on an engine (DuckDB, Spark) are
not read row by row: where each due date comes from is not known there.
Errors: `ArgumentError` for what is no date.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.due_date_share import REAL, open_by_source
from cashkit.dossier.engine.interface import Query
from cashkit.dossier.table_columns import columns_of, first_rows
from cashkit.ground.calendar import as_date, day_number, from_day
from cashkit.ground.identifiers import is_siren
from cashkit.ground.money import whole_cents

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.table_columns import TableColumns

_NO_SIREN = ("private", "counter", "takings")
_FRANCE = ("", "fr", "fra", "france")
_SUSPENSE = "47"


@dataclass(frozen=True)
class Owed:
    """What customers owe at a date, credits apart, and the parts of it that the files tell badly."""

    total: int = 0
    late: int = 0
    due_known: int | None = None
    """With a real due date (`due_date_share`); None where the sources of due dates are not known."""
    undated: int = 0
    """Brought forward without the date of the invoice."""
    nobody: int = 0
    """Of no known customer."""


@dataclass(frozen=True)
class Settled:
    """What was received or credited up to a date: matched by somebody, by the kit's rules, or not yet."""

    lettered: int = 0
    by_rule: int = 0
    unapplied: int = 0
    on_account: int = 0
    """The payments among them; the others are credit notes."""
    unidentified: int = 0
    """Received on a suspense account (47): of no customer, and in no other sum."""
    in_credit: int = 0
    """The balances of customers to whom money is owed."""

    @property
    def total(self) -> int:
        """All that was received or credited on the customer accounts."""
        return self.lettered + self.by_rule + self.unapplied


@dataclass(frozen=True)
class Identity:
    """Of the customers that owe something: those that must have a SIREN, and those with a valid one."""

    customers: int = 0
    owed: int = 0
    with_siren: int = 0
    owed_with_siren: int = 0


@dataclass(frozen=True)
class Quality:
    """The measures of the data at a date."""

    owed: Owed
    settled: Settled
    identity: Identity


def quality(dossier: Dossier, *, as_of: object) -> Quality:
    """Return the measures of the data at a date."""
    until = day_number(as_date(as_of))
    opened = _opened(dossier, until)
    return Quality(_owed(dossier, opened, until), _settled(dossier, opened, until), _identity(dossier, opened))


def _opened(dossier: Dossier, until: int) -> pd.DataFrame:
    """Return the open items with open_cents and their customer's code, "" for nobody."""
    opened = dossier.engine.open_items(until, dossier.engine.views[0])
    customer = opened["customer_id"].astype(object)
    customer = customer.where(customer.notna(), "").astype(str).str.strip()
    return opened.assign(open_cents=whole_cents(opened["open_amount"])[0], customer_id=customer)


def _owed(dossier: Dossier, opened: pd.DataFrame, until: int) -> Owed:
    owed = opened[opened["open_cents"] > 0]
    sources = open_by_source(dossier, as_of=from_day(until))
    return Owed(
        total=_sum(owed),
        late=_sum(owed[owed["days_late"] > 0]),
        due_known=None if sources is None else sum(sources[name] for name in REAL),
        undated=_sum(owed[_undated(dossier, owed)]),
        nobody=_sum(owed[owed["customer_id"] == ""]),
    )


def _undated(dossier: Dossier, owed: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which items are openings without their own date: issued the day that they were brought forward."""
    columns = None if dossier.books is None else columns_of(dossier, "invoices")
    if columns is None:
        return np.zeros(len(owed), bool)
    ids = columns.ids("invoice_id")
    undated = (columns.words("kind") == "opening") & (columns.days("posted_on") == columns.days("issue_date"))
    rows = first_rows(ids, owed["id"].astype(str).to_numpy(object))
    return np.asarray(np.append(undated, False)[rows], bool)


def _settled(dossier: Dossier, opened: pd.DataFrame, until: int) -> Settled:
    lettered, matched = _matched(dossier, until)
    balance = opened.groupby("customer_id")["open_cents"].sum().drop("", errors="ignore")
    return Settled(
        lettered=lettered,
        by_rule=matched - lettered,
        unapplied=-_sum(opened[opened["open_cents"] < 0]),
        on_account=-_sum(opened[opened["table"] == "payments"]),
        unidentified=_unidentified(dossier, until),
        in_credit=-int(balance[balance < 0].sum()),
    )


def _matched(dossier: Dossier, until: int) -> tuple[int, int]:
    """Return what was matched by somebody up to a day, and by anybody, the kit's rules included.

    Of allocations given, those without a matching date are not matched yet, where any bears one.
    """
    engine, used = dossier.engine, None if dossier.books is None else columns_of(dossier, "allocations")
    if used is None:
        cells = engine.cells(Query("allocations", (), until, engine.views[0]))
        return (int(cells.cents.sum()),) * 2
    cents, method = used.cents("amount"), used.words("method")
    allocated, lettered = used.days("allocated_on"), used.days("lettered_on")
    given, dated = method == "given", lettered != NO_DAY
    waiting = given & ~dated if (given & dated).any() else np.zeros(len(used), bool)
    by_rule = np.char.startswith(method.astype(str), "fallback") if len(used) else waiting
    known = allocated <= until
    somebody = known & (lettered <= until) & ~waiting & ~by_rule
    return int(cents[somebody].sum()), int(cents[known].sum())


def _unidentified(dossier: Dossier, until: int) -> int:
    """Return what was received on a suspense account up to a day."""
    paid = None if dossier.books is None else columns_of(dossier, "payments")
    if paid is None or not paid.has("account"):
        return 0
    waits = np.char.startswith(paid.ids("account").astype(str), _SUSPENSE)
    return int(paid.cents("amount")[waits & (paid.days("payment_date") <= until)].sum())


def _identity(dossier: Dossier, opened: pd.DataFrame) -> Identity:
    owed = opened[(opened["open_cents"] > 0) & (opened["customer_id"] != "")]
    by_customer = owed.groupby("customer_id")["open_cents"].sum()
    file = columns_of(dossier, "customers")
    if file is not None:
        by_customer = by_customer.drop(file.ids("customer_id")[~must_have_siren(file)], errors="ignore")
    known: Sequence[object] | NDArray[np.object_] = () if file is None else file.ids("customer_id")[_identified(file)]
    told = by_customer[by_customer.index.isin(known)]
    return Identity(len(by_customer), int(by_customer.sum()), len(told), int(told.sum()))


def must_have_siren(file: TableColumns) -> NDArray[np.bool_]:
    """Return which customers must have a SIREN: those in France, private persons and the counter apart."""
    return np.isin(file.words("country"), _FRANCE) & ~np.isin(file.words("kind"), _NO_SIREN)


def _identified(file: TableColumns) -> NDArray[np.bool_]:
    return np.fromiter((is_siren(one) for one in file.ids("siren")), bool, len(file))


def _sum(rows: pd.DataFrame) -> int:
    return int(rows["open_cents"].sum())
