"""The columns of a table as integers and plain text: ids, words, days and cents, blank where there is nothing.

Orders, deliveries and customers stand in a dossier as their maker wrote them. A column that is
absent is blank in every row, so that whoever asks says what it could not know.

>>> made = {"order_id": [7.0, None], "kind": [" Open ", None], "amount": [1.1, None], "ordered_on": ["2025-12-31", ""]}
>>> table = TableColumns(pd.DataFrame(made))
>>> table.ids("order_id").tolist(), table.words("kind").tolist(), table.cents("amount").tolist()
(['7', ''], ['open', ''], [110, 0])
>>> table.given("amount").tolist(), table.days("ordered_on").tolist() == [20453, NO_DAY], table.has("vat")
([True, False], True, False)

Units: day numbers (int32, NO_DAY where missing), whole cents (int64, 0 where missing).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import narwhals as nw
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from cashkit.dossier import columns
from cashkit.dossier.books import NO_DAY
from cashkit.dossier.tables import required
from cashkit.ground.money import whole_cents

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier

YES = ("true", "1", "1.0", "yes", "oui", "vrai", "x")


@dataclass(frozen=True, eq=False)
class TableColumns:
    """A table asked for its columns."""

    frame: pd.DataFrame

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.frame)

    def has(self, name: str) -> bool:
        """Return whether the table has a column, with something in it."""
        return name in self.frame.columns and bool(self.given(name).any())

    def ids(self, name: str) -> NDArray[np.object_]:
        """Return ids as text, "" where there is none; the whole floats of a spreadsheet are whole numbers."""
        if name not in self.frame.columns:
            return np.full(len(self), "", object)
        column = columns.ids(columns.arrow(nw.from_native(self.frame, eager_only=True), name))
        text = pc.fill_null(column.cast(pa.string()), "")
        return np.asarray(text.to_numpy(zero_copy_only=False), object)

    def words(self, name: str) -> NDArray[np.object_]:
        """Return text in small letters without blanks around it, "" where there is none."""
        if name not in self.frame.columns:
            return np.full(len(self), "", object)
        column = self.frame[name].astype(object)
        return np.asarray(column.where(column.notna(), "").astype(str).str.strip().str.lower(), object)

    def days(self, name: str) -> NDArray[np.int32]:
        """Return dates as day numbers, NO_DAY where missing or not readable."""
        if name not in self.frame.columns:
            return np.full(len(self), NO_DAY, np.int32)
        column = self.frame[name]
        if column.dtype.kind != "M":  # text beside dates: the day alone, whatever hour and zone follow
            column = column.astype(object).map(lambda value: value[:10] if isinstance(value, str) else value)
        read = pd.to_datetime(column, errors="coerce", format="ISO8601")
        read = read.dt.tz_localize(None) if read.dt.tz is not None else read
        missing = read.isna().to_numpy(bool)
        day = read.fillna(pd.Timestamp(0)).to_numpy().astype("datetime64[D]").astype(np.int32)
        return np.where(missing, NO_DAY, day).astype(np.int32)

    def cents(self, name: str) -> NDArray[np.int64]:
        """Return amounts in whole cents, 0 where missing."""
        return whole_cents(np.nan_to_num(self.numbers(name), nan=0.0))[0]

    def numbers(self, name: str) -> NDArray[np.float64]:
        """Return numbers, NaN where missing or not readable."""
        if name not in self.frame.columns:
            return np.full(len(self), np.nan)
        read = pd.to_numeric(self.frame[name], errors="coerce").to_numpy(float, na_value=np.nan)
        return np.where(np.isfinite(read), read, np.nan)

    def flags(self, name: str) -> NDArray[np.bool_]:
        """Return what is said to be true; a blank is not."""
        return np.isin(self.words(name), YES)

    def given(self, name: str) -> NDArray[np.bool_]:
        """Return in which rows something stands."""
        if name in self.frame.columns and self.frame[name].dtype.kind in "biufM":
            return self.frame[name].notna().to_numpy(bool)
        return np.asarray(self.words(name) != "", bool)


def columns_of(dossier: Dossier, name: str) -> TableColumns | None:
    """Return the columns of a table; None when the dossier does not hold it whole (see `required`)."""
    frame = dossier.table(name)
    if frame is None or not set(required(name)) <= set(frame.columns):
        return None
    return TableColumns(frame.reset_index(drop=True))


def first_rows(ids: NDArray[np.object_], wanted: NDArray[np.object_]) -> NDArray[np.int64]:
    """Return the first row that bears each id wanted, -1 where none does; "" is no id.

    >>> first_rows(np.array(["A", "", "A", "B"], object), np.array(["B", "A", "", "Z"], object)).tolist()
    [3, 0, -1, -1]
    """
    index = pd.Index(ids)
    firsts = np.flatnonzero(~index.duplicated() & (ids != ""))
    at = index[firsts].get_indexer(pd.Index(wanted))
    return np.where(at < 0, -1, np.append(firsts, -1)[at]).astype(np.int64)
