"""Seen: a finished sample as its planted cases are told from it, each view of it made once.

>>> rows("inform", "siren_missing", ["C0171"]).to_dict("records")
[{'stage': 'inform', 'code': 'siren_missing', 'key': 'C0171', 'near_miss': False, 'note': ''}]

Units: whole cents with VAT, days since 1970.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import book, cents_of, days, positions, said, told
from cashkit.sample.claimable import claimable_at, claimable_steps
from cashkit.sample.exposures import exposures
from cashkit.sample.standing import CLOSING, standing
from cashkit.sample.story import AS_OF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from cashkit.sample.booked import Booked
    from cashkit.sample.exposures import Exposures
    from cashkit.sample.steps import Steps

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

COLUMNS = ("stage", "code", "key", "near_miss", "note")


@dataclass(frozen=True, eq=False)
class Seen:
    """A finished sample."""

    tables: Mapping[str, pd.DataFrame]

    @property
    def customers(self) -> pd.DataFrame:
        """The customers."""
        return self.tables["customers"]

    @cached_property
    def booked(self) -> Booked:
        """The receivables as numbers."""
        return book(self.customers, self.tables)

    @cached_property
    def known(self) -> pd.DataFrame:
        """What is known of each customer at closing."""
        return standing(self.booked, self.exposures, self.tables)

    @cached_property
    def exposures(self) -> Exposures:
        """What customers owe or will owe on any day."""
        return exposures(self.booked, self.tables)

    @cached_property
    def _late(self) -> dict[int, Steps]:
        return {}

    def late(self, more_than: int) -> Steps:
        """Return what each customer may be chased for, late by more than a number of days, day by day."""
        if more_than not in self._late:
            self._late[more_than] = claimable_steps(self.booked, self.tables, more_than=more_than)
        return self._late[more_than]

    def granted(self, customers: pd.DataFrame) -> Seen:
        """Return the sample with other limits and cover: nothing that is owed changes."""
        other = Seen({**self.tables, "customers": customers})
        other.__dict__.update({name: getattr(self, name) for name in ("booked", "exposures", "_late", "known")})
        return other

    @cached_property
    def left(self) -> Whole:
        """What is open of each row of `invoices`."""
        return self.booked.left(AS_OF)

    @cached_property
    def claimable(self) -> Whole:
        """What may be chased of each row of `invoices`."""
        return claimable_at(self.booked, self.tables, CLOSING)

    def text(self, column: str) -> pd.Series:
        """Return a column of the customers with blanks as ""."""
        return told(self.customers, column)

    def cents(self, column: str) -> Whole:
        """Return an amount of the customers."""
        return cents_of(self.customers, column)

    def days(self, column: str) -> Whole:
        """Return a date of the customers."""
        return days(self.customers, column)

    def flags(self, column: str) -> Flags:
        """Return a flag of the customers."""
        return said(self.customers, column)

    def given(self, column: str) -> Flags:
        """Say for which customers a column holds something."""
        return np.asarray(self.customers[column].notna() & (told(self.customers, column) != ""), bool)

    @cached_property
    def active(self) -> Flags:
        """Say which customers are active."""
        return np.asarray(self.text("status").isin(["active", ""]), bool)

    @cached_property
    def firm(self) -> Flags:
        """Say which customers are firms, neither public nor private nor our own."""
        return np.asarray(self.text("kind").isin(["company", ""]), bool)

    @cached_property
    def home(self) -> Flags:
        """Say which customers are in France."""
        return np.asarray(self.text("country").isin(["FR", ""]), bool)

    @cached_property
    def on_credit(self) -> Flags:
        """Say which customers may pay later, or have a line."""
        later = ~self.text("payment_terms").isin(["", "0", "prepaid"])
        return np.asarray(later.to_numpy(bool) | (self.cents("credit_limit") > 0), bool)

    @cached_property
    def exposed(self) -> Whole:
        """The exposure of each customer at closing."""
        return self.exposures.at(CLOSING, len(self.customers))

    def owner(self, table: str) -> Whole:
        """Return the customer of each row of a table."""
        return positions(self.tables[table]["customer_id"], self.customers["customer_id"])

    def keys(self, flags: NDArray[np.bool_]) -> list[str]:
        """Return the codes of some customers."""
        return [str(one) for one in self.customers["customer_id"][np.asarray(flags, bool)]]

    def ids(self, table: str, column: str, flags: NDArray[np.bool_]) -> list[str]:
        """Return the ids of some rows of a table."""
        return [str(one) for one in self.tables[table][column][np.asarray(flags, bool)]]


def rows(stage: str, code: str, keys: Iterable[str], note: str = "", *, near_miss: bool = False) -> pd.DataFrame:
    """Return the cases of one code, one row a key."""
    found = list(dict.fromkeys(keys))
    columns = {"stage": stage, "code": code, "key": pd.Series(found, dtype="str"), "near_miss": near_miss, "note": note}
    return pd.DataFrame(columns)[list(COLUMNS)]
