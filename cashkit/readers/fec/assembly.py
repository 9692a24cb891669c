"""From typed columns to the lines that everything is computed from: the refused ones left out.

Columns that the file does not have are blank; columns that the law does not know are kept as `extra`.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cashkit.readers.fec import text
from cashkit.readers.fec.lines import NO_DAY, Coded, Lines
from cashkit.readers.fec.typed import Typed

_TEXTS = {
    "journal_code": "JournalCode",
    "journal_label": "JournalLib",
    "entry_number": "EcritureNum",
    "account": "CompteNum",
    "account_label": "CompteLib",
    "party": "CompAuxNum",
    "party_name": "CompAuxLib",
    "document_ref": "PieceRef",
    "line_text": "EcritureLib",
    "lettering": "EcritureLet",
    "currency": "Idevise",
}
_DAYS = {
    "posting_day": "EcritureDate",
    "document_day": "PieceDate",
    "lettering_day": "DateLet",
    "validation_day": "ValidDate",
}


def lines_of(read: Typed, used: NDArray[np.bool_]) -> Lines:
    """Return the lines that can be used."""
    count = len(read.body)
    empty, nothing = text.blank(count), np.full(count, NO_DAY, np.int32)
    debit, credit = read.debit_credit()
    foreign = read.money["Montantdevise"].cents if "Montantdevise" in read.money else np.zeros(count, np.int64)
    texts: dict[str, Any] = {field: read.texts.get(name, empty) for field, name in _TEXTS.items()}
    dates: dict[str, Any] = {
        field: read.days[name].day if name in read.days else nothing for field, name in _DAYS.items()
    }
    lines = Lines(
        line_no=read.body.line_no,
        **texts,
        **dates,
        due_day=read.days[read.heading.due].day if read.heading.due else nothing,
        debit=debit,
        credit=credit,
        foreign_amount=foreign,
        repaired=read.body.repaired,
        extra={name: column for name, column in read.texts.items() if name not in _TEXTS.values()},
    )
    return lines if used.all() else only(lines, used)


def only(lines: Lines, used: NDArray[np.bool_]) -> Lines:
    """Return some of the lines, with the texts that they have and no other."""
    columns: dict[str, Any] = {name: _kept(column, used) for name, column in vars(lines).items() if name != "extra"}
    return Lines(**columns, extra={name: _coded(column, used) for name, column in lines.extra.items()})


def _kept(column: Coded | NDArray[np.generic], used: NDArray[np.bool_]) -> Coded | NDArray[np.generic]:
    return _coded(column, used) if isinstance(column, Coded) else column[used]


def _coded(column: Coded, used: NDArray[np.bool_]) -> Coded:
    """Keep some lines of a column, and only the values that they have."""
    codes = column.codes[used]
    seen = np.zeros(len(column.values), bool)
    seen[codes] = True
    if seen.all():
        return text.recoded(column, codes)
    moved = np.cumsum(seen, dtype=np.int32) - np.int32(1)
    return text.recoded(column, moved[codes], seen)
