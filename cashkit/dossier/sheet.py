"""One table at the door: its columns read by kind, and a finding for each value that is not as it should be."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from cashkit.dossier import columns
from cashkit.dossier.books import NO_DAY
from cashkit.dossier.columns import Frame
from cashkit.dossier.findings import DataFinding, data_finding
from cashkit.dossier.tables import required
from cashkit.ground.errors import ContractError

Rows = NDArray[np.bool_]


@dataclass(frozen=True)
class Sheet:
    """A table with the list that its findings go to."""

    table: str
    frame: Frame
    findings: list[DataFinding]

    def __post_init__(self) -> None:
        """Refuse a table without its required columns."""
        lacking = [name for name in required(self.table) if name not in self.frame.columns]
        if lacking:
            found = ", ".join(map(str, self.frame.columns)) or "-"
            raise ContractError("dossier.missing_column", table=self.table, column=", ".join(lacking), found=found)

    def has(self, name: str) -> bool:
        """Return whether the table has a column."""
        return name in self.frame.columns

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.frame)

    def arrow(self, name: str) -> pa.Array:
        """Return a column as Arrow; nulls when the table does not have it."""
        return columns.arrow(self.frame, name) if self.has(name) else pa.nulls(len(self))

    def ids(self, name: str) -> pa.Array:
        """Return a column of ids."""
        return columns.ids(self.arrow(name))

    def days(self, name: str, default: NDArray[np.int32] | None = None) -> NDArray[np.int32]:
        """Return a column of dates as day numbers; where missing, the default's, else NO_DAY and a finding."""
        day = columns.days(self.arrow(name), (self.table, name))
        missing = day == NO_DAY
        if default is None:
            self.say("D09", missing, name)
            return day
        return np.where(missing, default, day) if missing.any() else day

    def cents(self, name: str) -> NDArray[np.int64]:
        """Return a column of euros as cents; odd and missing amounts become findings, missing ones 0."""
        values, odd, missing = columns.cents(self.arrow(name), (self.table, name))
        self.say("D07", odd, name)
        self.say("D08", missing, name)
        return np.where(missing, 0, values) if missing.any() else values

    def kinds(self, name: str, known: tuple[str, ...]) -> NDArray[np.int8]:
        """Return a column of kinds as codes: the first kind where blank, `other` (and a finding) where unknown."""
        if not self.has(name):
            return np.zeros(len(self), np.int8)
        coded = self.arrow(name).cast(pa.string()).dictionary_encode()
        words = [known.index(word) if word in known else -1 for word in coded.dictionary.to_pylist()]
        code = np.array([*words, 0], np.int8)[coded.indices.fill_null(len(words)).to_numpy(zero_copy_only=False)]
        self.say("D10", code < 0, name)
        return np.where(code < 0, np.int8(known.index("other")), code)

    def say(self, code: str, rows: Rows, name: str) -> None:
        """Note a finding about some rows, if any: the first is named, all are counted."""
        if not rows.any():
            return
        first = int(np.argmax(rows))
        value = self.arrow(name)[first].as_py() if self.has(name) else ""
        field, count = f"{self.table}.{name}", int(rows.sum())
        self.findings.append(
            data_finding(code, line=first + 1, field=field, value=value, count=count, table=self.table)
        )
