"""Written dates: the dates of a table that stand in it as text, as a CSV file has them, read once at the door.

The columns that the books are made of (when an invoice was issued, when a payment came) are read by the books
themselves, which refuse what is no date. In all other columns what is no date counts as missing, and is told (D16).

>>> import pandas as pd
>>> table = nw.from_native(pd.DataFrame({"sent_on": ["2025-12-31", "soon", None]}), eager_only=True)
>>> read, told = written_dates(table, "invoices")
>>> read["sent_on"].is_null().to_list(), [(found.code, found.line, found.value) for found in told]
([False, True, True], [('D16', 2, 'soon')])

Units: dates to the second (midnight); what stands behind the day (an hour, a zone) is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals as nw
import numpy as np
import pandas as pd

from cashkit.dossier import columns
from cashkit.dossier.bookkept import as_dates
from cashkit.dossier.books import NO_DAY
from cashkit.dossier.findings import data_finding
from cashkit.dossier.table_columns import TableColumns
from cashkit.dossier.tables import kinds

if TYPE_CHECKING:
    from cashkit.dossier.columns import Frame
    from cashkit.dossier.findings import DataFinding

_OF_THE_BOOKS = {
    "invoices": {"issue_date", "posted_on", "due_date"},
    "payments": {"payment_date", "posted_on"},
    "allocations": {"allocated_on", "lettered_on"},
}
_NOTHING = ("", "NaT", "nan", "None")


def written_dates(frame: Frame, table: str) -> tuple[Frame, list[DataFinding]]:
    """Return a table with its written dates read, and what was found about them."""
    told: list[DataFinding] = []
    taken = _OF_THE_BOOKS.get(table, set())
    for name, kind in kinds(table).items():
        if kind == "date" and name in frame.columns and name not in taken:
            frame = _read(frame, table, name, told)
    return frame, told


def _read(frame: Frame, table: str, name: str, told: list[DataFinding]) -> Frame:
    column = columns.arrow(frame, name)
    if not columns.is_text(column):
        return frame
    text = pd.Series(column.to_pandas(), dtype=object).map(lambda value: str(value).strip()[:10], na_action="ignore")
    text = text.where(~text.isin(_NOTHING))
    day = TableColumns(text.to_frame(name)).days(name)
    odd = np.flatnonzero((day == NO_DAY) & text.notna().to_numpy(bool))
    if odd.size:
        line, value = int(odd[0]) + 1, column[int(odd[0])].as_py()
        told.append(data_finding("D16", line=line, field=f"{table}.{name}", value=value, count=len(odd), table=table))
    series = nw.new_series(name, as_dates(day), backend=frame.implementation)
    return frame.with_columns(series)
