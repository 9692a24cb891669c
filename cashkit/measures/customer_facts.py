"""Facts of customers: what the table of customers says of each, blank where it says nothing.

>>> from cashkit.dossier.dossier import Dossier
>>> row = {"invoice_id": "F1", "customer_id": 7, "kind": "invoice", "issue_date": "2025-12-01", "amount": 120.0}
>>> known = [{"customer_id": 7, "name": "Mairie", "kind": "Public", "judgment_on": None}]
>>> facts = customer_facts(Dossier.of(name="case", invoices=pd.DataFrame([row]), customers=pd.DataFrame(known)))
>>> facts.words("kind", [7, 8]).tolist(), facts.has("judgment_on"), facts.is_public([7, 8]).tolist()
(['public', ''], False, [True, False])

Ids are compared as text, so that 7 in one table and "7" in another are the same customer.
Units: day numbers (NO_DAY where missing), whole cents, numbers (NaN where missing).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import TableColumns, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier

PUBLIC = ("public", "hospital")
PERSONS = ("private", "consumer", "counter", "takings")
FRANCE = ("", "fr", "fra", "france")
ACTIVE = ("", "active")
_EURO = "EUR"


@dataclass(frozen=True, eq=False)
class CustomerFacts:
    """The table of customers, asked about some of them; `table` is None where the dossier has none.

    `at_home` tells whether a blank country is France: in books kept in euros it is, in others nothing says so.
    """

    table: TableColumns | None
    at_home: bool = True

    def has(self, *names: str) -> bool:
        """Return whether all of these columns are there with something in them."""
        table = self.table
        return table is not None and all(table.has(name) for name in names)

    def rows(self, ids: Iterable[object]) -> NDArray[np.int64]:
        """Return the row of each customer, -1 where it is not known."""
        firsts, index = self._index
        at = index.get_indexer(pd.Index(as_text(ids), dtype=object))
        return np.where(at < 0, -1, np.append(firsts, -1)[at]).astype(np.int64)

    def words(self, name: str, ids: Iterable[object]) -> NDArray[np.object_]:
        """Return text in small letters, "" where nothing is known."""
        return np.asarray(self._column("words", name, "")[self.rows(ids)], object)

    def days(self, name: str, ids: Iterable[object]) -> NDArray[np.int32]:
        """Return dates as day numbers, NO_DAY where nothing is known."""
        return self._column("days", name, NO_DAY)[self.rows(ids)].astype(np.int32)

    def cents(self, name: str, ids: Iterable[object]) -> NDArray[np.int64]:
        """Return amounts in whole cents, 0 where nothing is known."""
        return self._column("cents", name, 0)[self.rows(ids)].astype(np.int64)

    def numbers(self, name: str, ids: Iterable[object]) -> NDArray[np.float64]:
        """Return numbers, NaN where nothing is known."""
        return self._column("numbers", name, np.nan)[self.rows(ids)].astype(np.float64)

    @cached_property
    def _index(self) -> tuple[NDArray[np.int64], pd.Index]:
        """The first row that bears each code, and the codes."""
        ids = pd.Index(np.empty(0, object) if self.table is None else self.table.ids("customer_id"), dtype=object)
        firsts = np.flatnonzero(~ids.duplicated() & (ids != ""))
        return firsts, ids[firsts]

    @cached_property
    def _columns(self) -> dict[tuple[str, str], NDArray[Any]]:
        return {}

    def _column(self, kind: str, name: str, nothing: object) -> NDArray[Any]:
        """Return a column, read once, with what stands for an unknown customer as its last value."""
        if (kind, name) not in self._columns:
            known = [] if self.table is None else getattr(self.table, kind)(name)
            self._columns[kind, name] = np.array([*known, nothing], object)
        return self._columns[kind, name]

    def is_public(self, ids: Iterable[object]) -> NDArray[np.bool_]:
        """Return which customers are public bodies, by their kind, else by their segment."""
        wanted = list(ids)
        kind, segment = self.words("kind", wanted), self.words("segment", wanted)
        return np.asarray(np.isin(kind, PUBLIC) | ((kind == "") & np.isin(segment, PUBLIC)), bool)

    def is_french_company(self, ids: Iterable[object]) -> NDArray[np.bool_]:
        """Return which customers are companies in France, as far as nothing says otherwise."""
        wanted = list(ids)
        french = np.isin(self.words("country", wanted), FRANCE if self.at_home else FRANCE[1:])
        return np.asarray(np.isin(self.words("kind", wanted), ("", "company")) & french & ~self.is_public(wanted), bool)

    def is_person(self, ids: Iterable[object]) -> NDArray[np.bool_]:
        """Return which customers are private persons, those of the counter among them: no trade debtors."""
        return np.isin(self.words("kind", ids), PERSONS)

    def is_active(self, ids: Iterable[object]) -> NDArray[np.bool_]:
        """Return which customers are active: neither closed, dormant nor known to be insolvent."""
        return np.isin(self.words("status", ids), ACTIVE)

    def judged_by(self, day: int, ids: Iterable[object]) -> NDArray[np.bool_]:
        """Return which customers are under a judgment of insolvency on a day."""
        judged = self.days("judgment_on", ids)
        return np.asarray((judged != NO_DAY) & (judged <= day), bool)


def customer_facts(dossier: Dossier) -> CustomerFacts:
    """Return the facts of a dossier's customers."""
    return CustomerFacts(columns_of(dossier, "customers"), at_home=dossier.currency == _EURO)


def as_text(ids: Iterable[object]) -> NDArray[np.object_]:
    """Return ids as text, "" where there is none."""
    known = ids if isinstance(ids, pd.Series | pd.Index | np.ndarray) else list(ids)
    if isinstance(known, list) and all(isinstance(one, str) for one in known):
        return np.array(known, object)
    return TableColumns(pd.DataFrame({"id": known})).ids("id") if len(known) else np.empty(0, object)
