"""Receipts: the money that came in by a bank statement, one line each, before anybody knows whose it is.

>>> told = pd.DataFrame({"payment_date": ["2026-01-05"], "amount": [120.0], "reference": ["VIR F102"]})
>>> found = receipts_of(told)
>>> found.cents.tolist(), found.texts.tolist(), found.ids.tolist()
([12000], ['VIR F102'], ['#1'])

A statement is what the bank readers return (`payments`, `movements`), or a frame with the columns of the dossier's
table `payments`; `counterparty`, `counterparty_iban`, `currency` are used where they are there.
Units: whole cents, day numbers (NO_DAY where missing).
Errors: `ContractError` for a frame without date or amount.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd

from cashkit.dossier.table_columns import TableColumns
from cashkit.ground.errors import ContractError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Texts = NDArray[np.object_]

_REQUIRED = ("payment_date", "amount")
_LONGEST_NAME = 140  # letters: as long as a name is in ISO 20022
_LONGEST = 2_000  # letters of a text that are looked at: no bank tells more about one line


@dataclass(frozen=True, eq=False)
class Receipts:
    """The lines of a statement; `texts` is everything that was written about each, `references` the bank's text."""

    ids: Texts
    days: NDArray[np.int32]
    cents: NDArray[np.int64]
    references: Texts
    names: Texts
    ibans: Texts
    currencies: Texts

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self.ids)

    @cached_property
    def texts(self) -> Texts:
        """Everything that was written about each line."""
        pairs = zip(self.names, self.references, strict=True)
        return np.array([f"{name} {text}".strip()[:_LONGEST] for name, text in pairs], object)


def receipts_of(statement: object) -> Receipts:
    """Return the receipts of a statement, in its order."""
    table = TableColumns(_frame(getattr(statement, "payments", statement), _REQUIRED))
    ids = table.ids("payment_id")
    numbered = [one or f"#{line}" for line, one in enumerate(ids, 1)]
    return _receipts(table, np.array(numbered, object), table.days("payment_date"), table.cents("amount"))


def returns_of(statement: object) -> tuple[Receipts, Texts]:
    """Return the money that went back by a statement (amounts above zero), with the bank's reason of each."""
    moved = getattr(statement, "movements", None)
    if moved is None:
        return receipts_of(pd.DataFrame(columns=list(_REQUIRED))), np.empty(0, object)
    frame = _frame(moved, ("booked_on", "amount"))
    table = TableColumns(frame)
    back = (table.cents("amount") < 0) & table.given("return_reason")
    table = TableColumns(frame[back].reset_index(drop=True))
    ids = np.array([f"#{line}" for line in np.flatnonzero(back) + 1], object)
    return _receipts(table, ids, table.days("booked_on"), -table.cents("amount")), table.ids("return_reason")


def _receipts(table: TableColumns, ids: Texts, days: NDArray[np.int32], cents: NDArray[np.int64]) -> Receipts:
    references, names, ibans, currencies = (
        table.ids(name) for name in ("reference", "counterparty", "counterparty_iban", "currency")
    )
    names = np.array([name[:_LONGEST_NAME] for name in names], object)
    return Receipts(ids, days, cents, references, names, ibans, currencies)


def _frame(told: object, required: tuple[str, ...]) -> pd.DataFrame:
    frame: Any = nw.from_native(told, eager_only=True, pass_through=True)
    found = list(frame.columns) if isinstance(frame, nw.DataFrame) else []
    lacking = [name for name in required if name not in found]
    if lacking:
        lacks, has = ", ".join(lacking), ", ".join(map(str, found)) or "-"
        raise ContractError("dossier.missing_column", table="payments", column=lacks, found=has)
    return pd.DataFrame(frame.to_pandas()).reset_index(drop=True)
