"""Columns of bytes become typed columns: text, days, whole cents; and which lines cannot be used.

A line is refused when its date of entry, its debit, its credit or its side cannot be read: its
amount would stand nowhere. Whatever else is wrong with a line, it is used and the fault is told.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cashkit.readers.fec import text
from cashkit.readers.fec.amounts import Amounts, amounts
from cashkit.readers.fec.columns import Body, Cells, Raw
from cashkit.readers.fec.days import Days, days
from cashkit.readers.fec.heading import Heading
from cashkit.readers.fec.lines import Coded, Int64

DATES = ("EcritureDate", "PieceDate", "DateLet", "ValidDate")
_SIDES = {"D": 1, "C": -1, "+1": 1, "-1": -1, "1": 1}
_LEGAL_SIDES = frozenset({"D", "C", "+1", "-1"})


@dataclass(frozen=True)
class Sides:
    """The column Sens: +1 debit, -1 credit, 0 unreadable; `odd` are texts that are not D, C, +1 or -1."""

    column: Raw
    side_by_text: NDArray[np.int8]
    odd: NDArray[np.bool_]


@dataclass(frozen=True)
class Typed:
    """Every line that was read, typed; only the columns that the file has.

    `raw` are the bytes of its text and date columns, before they were decoded and stripped.
    """

    heading: Heading
    body: Body
    codec: str
    raw: dict[str, Raw]
    texts: dict[str, Coded]
    days: dict[str, Days]
    money: dict[str, Amounts]
    sides: Sides | None

    def blank(self, name: str) -> NDArray[np.bool_]:
        """Return which lines have a blank text in a column."""
        return self.texts[name].blank()

    def refused(self) -> NDArray[np.bool_]:
        """Return which lines cannot be used."""
        date = self.days["EcritureDate"]
        refused = (date.unreadable | date.blank)[date.column.codes]
        for name in ("Debit", "Credit", "Montant"):
            if name in self.money:
                refused[self.money[name].lost()] = True
        if self.sides is not None:
            refused |= (self.sides.side_by_text == 0)[self.sides.column.codes]
        return refused

    def debit_credit(self) -> tuple[Int64, Int64]:
        """Return the two amounts of each line."""
        if self.sides is None:
            return self.money["Debit"].cents, self.money["Credit"].cents
        amount = self.money["Montant"].cents
        debit = (self.sides.side_by_text > 0)[self.sides.column.codes]
        return np.where(debit, amount, 0), np.where(debit, 0, amount)


def typed(heading: Heading, body: Body) -> Typed:
    """Type the columns of a file by their names."""
    columns = dict(zip(heading.columns, body.columns, strict=True))
    raw = {name: column for name, column in columns.items() if isinstance(column, Raw)}
    money = {name: column for name, column in columns.items() if isinstance(column, Cells)}
    side = raw.pop("Sens") if "Sens" in heading.legal else None
    odd = [column.values for column in raw.values() if column.utf8 is None]
    sound = (column.values for column in raw.values() if column.utf8 is not None)
    codec = text.codec_of([*odd, *(chunk for cells in money.values() for chunk in cells.chunks)], sound)
    texts = {name: column.utf8 or text.decoded(column.codes, column.values, codec) for name, column in raw.items()}
    dated = [name for name in (*DATES, heading.due) if name is not None and name in texts]
    return Typed(
        heading,
        body,
        codec,
        raw,
        {name: column for name, column in texts.items() if name not in DATES},
        {name: days(texts[name]) for name in dated},
        {name: amounts(column, codec) for name, column in money.items()},
        None if side is None else _sides(side),
    )


def _sides(column: Raw) -> Sides:
    written = [value.decode("latin-1") for value in column.values.to_pylist()]
    sides = [_SIDES.get("".join(value.split()).upper(), 0) for value in written]
    odd = np.array([value not in _LEGAL_SIDES for value in written], bool)
    return Sides(column, np.array(sides, np.int8), odd)
