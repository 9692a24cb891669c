"""The lines of one FEC, typed: what every check and the ledger are computed from.

Text columns are `Coded` (an int32 code a line and the distinct values once), days are int32
days since 1 January 1970 (`NO_DAY` where blank or unreadable), amounts are int64 cents.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]
NO_DAY = np.int32(np.iinfo(np.int32).min)


@dataclass(frozen=True)
class Coded:
    """A column of text: `values[codes[i]]` is the text of line i ("" where blank); values are distinct, stripped."""

    codes: Int32
    values: NDArray[np.object_]

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self.codes)

    def texts(self) -> NDArray[np.object_]:
        """Return the text of each line."""
        return self.values[self.codes]

    def blank(self) -> NDArray[np.bool_]:
        """Return which lines are blank."""
        return (self.values == "")[self.codes] if len(self.values) else np.zeros(len(self.codes), bool)


@dataclass(frozen=True)
class Lines:
    """The lines that were read and used, in file order (`line_no` 1 is the heading line)."""

    line_no: Int64
    journal_code: Coded
    journal_label: Coded
    entry_number: Coded
    posting_day: Int32
    account: Coded
    account_label: Coded
    party: Coded
    party_name: Coded
    document_ref: Coded
    document_day: Int32
    line_text: Coded
    debit: Int64
    credit: Int64
    lettering: Coded
    lettering_day: Int32
    validation_day: Int32
    foreign_amount: Int64
    currency: Coded
    due_day: Int32
    repaired: NDArray[np.bool_]
    extra: dict[str, Coded] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self.line_no)
