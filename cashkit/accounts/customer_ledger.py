"""The customer ledger: what the entries of a year say of each customer, account by account.

An entry bears its customer as auxiliary account on the lines of third parties (411, 416, 491 ...). A line without one
belongs to nobody ("").

>>> entries = pd.DataFrame({
...     "entry_id": ["1", "1", "1"], "account": ["654100", "445710", "416000"], "customer_id": ["", "", "C1"],
...     "posting_date": pd.Timestamp("2025-03-11"), "debit": [50.0, 10.0, 0.0], "credit": [0.0, 0.0, 60.0]})
>>> ledger = customer_ledger(entries, until=20453)  # 31 December 2025
>>> ledger.balance("416").to_dict(), ledger.knows("416"), ledger.knows("654")
({'C1': -6000}, True, False)
>>> ledger.entries_with("654", side="debit").groupby("account")["debit"].sum().to_dict()
{'416000': 0, '445710': 1000, '654100': 5000}

Units: whole cents, debit positive; day numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from cashkit.accounts.postings import Postings, postings, starts_with

if TYPE_CHECKING:
    from numpy.typing import NDArray

Side = Literal["debit", "credit"]
_TEXTS = ("entry_id", "document_ref", "line_text")


@dataclass(frozen=True, eq=False)
class CustomerLedger:
    """The lines posted by a day, with the texts of each."""

    lines: Postings
    texts: pd.DataFrame

    def balance(self, *prefixes: str) -> pd.Series:
        """Return debit less credit of each customer on accounts of these prefixes."""
        rows = self._rows(prefixes)
        signed = (self.lines.debit - self.lines.credit)[rows]
        return pd.Series(signed, index=self._customers(rows), dtype="int64").groupby(level=0).sum()

    def knows(self, *prefixes: str) -> bool:
        """Return whether any line of these accounts bears its customer."""
        return bool((self.lines.auxiliary[self._rows(prefixes)] >= 0).any())

    def first_days(self, *prefixes: str) -> pd.Series:
        """Return the first day on which each customer was debited on these accounts."""
        rows = self._rows(prefixes)
        rows = rows[self.lines.debit[rows] > 0]
        return pd.Series(self.lines.day[rows], index=self._customers(rows), dtype="int64").groupby(level=0).min()

    def lines_on(self, *prefixes: str) -> pd.DataFrame:
        """Return the lines of these accounts: entry, account, customer, day, debit, credit and their texts."""
        return self._frame(self._rows(prefixes))

    def entries_with(self, *prefixes: str, side: Side) -> pd.DataFrame:
        """Return all lines of the entries that debit (or credit) an account of these prefixes."""
        rows = self._rows(prefixes)
        moved = (self.lines.debit if side == "debit" else self.lines.credit)[rows] > 0
        return self._frame(np.flatnonzero(np.isin(self.lines.entry, self.lines.entry[rows[moved]])))

    def _rows(self, prefixes: tuple[str, ...]) -> NDArray[np.int64]:
        return np.flatnonzero(starts_with(self.lines.accounts, prefixes)[self.lines.account])

    def _customers(self, rows: NDArray[np.int64]) -> NDArray[np.object_]:
        return np.asarray(np.append(self.lines.auxiliaries, "")[self.lines.auxiliary[rows]], object)

    def _frame(self, rows: NDArray[np.int64]) -> pd.DataFrame:
        told = {
            "entry": self.lines.entry[rows],
            "account": self.lines.accounts[self.lines.account[rows]],
            "customer": self._customers(rows),
            "day": self.lines.day[rows],
            "debit": self.lines.debit[rows],
            "credit": self.lines.credit[rows],
        }
        texts = self.texts.iloc[rows].reset_index(drop=True)
        return pd.concat([pd.DataFrame(told), texts], axis=1)


def customer_ledger(entries: pd.DataFrame, *, until: int) -> CustomerLedger:
    """Return the customer ledger of some entries, as posted by a day."""
    lines = postings(entries)
    kept = lines.day <= until
    texts = entries.loc[kept, [name for name in _TEXTS if name in entries]]
    blank = texts.astype(object).where(texts.notna(), "").astype(str)
    return CustomerLedger(lines.where(kept), blank.reindex(columns=list(_TEXTS), fill_value=""))
