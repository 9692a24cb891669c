"""Numbering: the series of invoice numbers, and the numbers missing inside them.

A series is what stands before the last run of digits, the year included (`F2025-0012`: series `F2025-`,
number 12); several series, and series that start again every year, are lawful. Numbers are missing between
two invoices or credit notes of the period whose numbers follow each other in the table. What is sparse is no series:
fewer than five numbers, or less than half of those between its first and its last; nor is a jump of more
than fifty a gap, but a new start. Where credit notes bear another prefix and numbers that the invoices lack, and
none that they have, both run on one counter: nothing is missing.

>>> from cashkit.dossier.dossier import Dossier
>>> numbers = [f"F2025-{n:04d}" for n in (1, 2, 3, 6, 7, 8)] + ["AC-1"]
>>> invoices = pd.DataFrame({"invoice_id": numbers, "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-10-20", "amount": 10.0})
>>> found = missing_numbers(Dossier.of(name="case", invoices=invoices), since="2024-12-31", until="2025-12-31")
>>> found[["first_missing", "last_missing", "count", "number_before", "number_after"]].values.tolist()
[['F2025-0004', 'F2025-0005', 2, 'F2025-0003', 'F2025-0006']]

Units: numbers counted; dates.
Source: CGI, ann. II, art. 242 nonies A, I-7°.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.bookkept import as_dates
from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import TableColumns, columns_of
from cashkit.ground.calendar import as_date, day_number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier

FEWEST, LONGEST_RUN = 5, 50
COLUMNS = ("series", "first_missing", "last_missing", "count", "number_before", "number_after", "from_date", "to_date")
_PARTS = r"^(?P<before>.*?)(?P<digits>[0-9]{1,12})(?P<behind>[^0-9]*)$"
_NUMBERED = ("invoice", "credit_note")


def missing_numbers(dossier: Dossier, *, since: object, until: object) -> pd.DataFrame:
    """Return each run of missing numbers between two documents issued in a period (columns: `COLUMNS`)."""
    invoices = columns_of(dossier, "invoices")
    if invoices is None:
        return pd.DataFrame(columns=list(COLUMNS))
    known = _numbered(invoices, day_number(as_date(since)), day_number(as_date(until)))
    runs = _runs(known)
    shared = _one_counter(known, runs)
    if shared:
        runs = _runs(_each_once(known.assign(series=known["series"].replace(shared))))
    return pd.DataFrame([_told(pair) for pair in runs], columns=list(COLUMNS))


def document_numbers(invoices: TableColumns) -> NDArray[np.object_]:
    """Return the number of each document: its id, or the reference of which a FEC made one by adding the line."""
    ids, references = invoices.ids("invoice_id"), invoices.ids("document_ref")
    made = [bool(ref) and key.startswith(f"{ref}#") for key, ref in zip(ids, references, strict=True)]
    return np.where(np.array(made, bool), references, ids)


def _numbered(invoices: TableColumns, first: int, last: int) -> pd.DataFrame:
    """Return the numbers of the table sorted by series, each once: series, number, text, day, inside (the period)."""
    text = pd.Series(document_numbers(invoices))
    parts = text.str.extract(_PARTS)
    day = invoices.days("issue_date")
    inside = np.isin(invoices.words("kind"), _NUMBERED) & (day != NO_DAY) & (day > first) & (day <= last)
    frame = pd.DataFrame({"text": text, "day": day, "outside": ~inside}).assign(
        series=parts["before"] + "\0" + parts["behind"],
        number=pd.to_numeric(parts["digits"]),
        width=parts["digits"].str.len(),
    )
    return _each_once(frame[frame["number"].notna()].astype({"number": "int64", "width": "int64"}))


def _each_once(numbered: pd.DataFrame) -> pd.DataFrame:
    """Sort documents by series and number, and keep one of each, of the period where there is one."""
    keys = ["series", "number", "outside", "day"]
    return numbered.sort_values(keys, kind="stable").drop_duplicates(["series", "number"])


def _one_counter(known: pd.DataFrame, runs: list[tuple[pd.Series, pd.Series]]) -> dict[str, str]:
    """Return the series that run on the counter of another: they bear numbers that it lacks, and none that it has."""
    shared: dict[str, str] = {}
    own = {str(series): set(rows) for series, rows in known.groupby("series")["number"]} if runs else {}
    for last, following in runs:
        series = str(last["series"])
        between = known["number"].gt(last["number"]) & known["number"].lt(following["number"])
        for other in known.loc[between, "series"].astype(str).unique():
            if own[other].isdisjoint(own[series]):
                shared[other] = series
    return shared


def _runs(known: pd.DataFrame) -> list[tuple[pd.Series, pd.Series]]:
    """Return the pairs of documents of the period between which numbers are missing, in series that are dense."""
    own = known[~known["outside"]].groupby("series")["number"]
    held = known.groupby("series")["number"].transform("size")
    span = known["series"].map(own.max() - own.min() + 1)
    dense = (known["series"].map(own.size()) >= FEWEST) & (held * 2 >= span)
    before = known.shift()
    step = known["number"] - before["number"]
    gap = dense & (known["series"] == before["series"]) & (step > 1) & (step <= LONGEST_RUN + 1)
    both = np.flatnonzero(gap & ~known["outside"] & before["outside"].eq(other=False))
    return [(known.iloc[at - 1], known.iloc[at]) for at in both.tolist()]


def _told(pair: tuple[pd.Series, pd.Series]) -> tuple[object, ...]:
    last, following = pair
    before, behind = str(last["series"]).split("\0")
    first_number, last_number = int(last["number"]) + 1, int(following["number"]) - 1
    width = int(last["width"])
    names = [f"{before}{number:0{width}d}{behind}" for number in (first_number, last_number)]
    days = as_dates(np.array([last["day"], following["day"]], np.int32))
    count = last_number - first_number + 1
    return before + behind, *names, count, last["text"], following["text"], *pd.to_datetime(days)
