"""The tables as the books have them: every default filled in, every allocation with its method."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import METHODS, NO_DAY, taken
from cashkit.dossier.sheet import Sheet
from cashkit.dossier.tables import DUE_DATE_SOURCES, INVOICE_KINDS, PAYMENT_KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.books import Books
    from cashkit.dossier.columns import Frame
    from cashkit.dossier.engine.arrays import Arrays


def as_dates(days: NDArray[np.int32]) -> NDArray[np.datetime64]:
    """Return day numbers as dates, NO_DAY as not a date."""
    out = days.astype("datetime64[D]").astype("datetime64[s]")
    out[days == NO_DAY] = np.datetime64("NaT")
    return out


def invoice_frame(frame: Frame, books: Books, source: NDArray[np.int8]) -> pd.DataFrame:
    """Return the invoices with kind, posting and due dates; `due_date_source` says which were by default."""
    table = frame.to_pandas().reset_index(drop=True)
    rows, items = len(table), books.items
    table["due_date_source"] = np.array(DUE_DATE_SOURCES, object)[source]
    table["kind"] = np.array(INVOICE_KINDS, object)[items.kind[:rows]]
    for name, days in (("issue_date", items.issue), ("posted_on", items.posted), ("due_date", items.due)):
        table[name] = as_dates(days[:rows])
    return table


def payment_frame(frame: Frame, books: Books, waiting: Frame | None = None) -> pd.DataFrame:
    """Return the payments with kind and posting date; last those that wait on a suspense account, outside the books."""
    table = frame.to_pandas().reset_index(drop=True)
    table["kind"] = np.array(PAYMENT_KINDS, object)[books.credits.kind[: len(table)]]
    table["posted_on"] = as_dates(books.credits.posted[: len(table)])
    table["payment_date"] = as_dates(Sheet("payments", frame, []).days("payment_date"))
    return table if waiting is None else pd.concat([table, _waiting(waiting, list(table.columns))], ignore_index=True)


def _waiting(frame: Frame, columns: list[str]) -> pd.DataFrame:
    sheet, table = Sheet("payments", frame, []), frame.to_pandas().reset_index(drop=True)
    table["kind"] = np.array(PAYMENT_KINDS, object)[sheet.kinds("kind", PAYMENT_KINDS)]
    day = sheet.days("payment_date")
    table["payment_date"], table["posted_on"] = as_dates(day), as_dates(sheet.days("posted_on", day))
    return table.reindex(columns=columns)


def allocation_frame(engine: Arrays) -> pd.DataFrame:
    """Return every allocation, given or by rule, with its method."""
    rows, books = engine.matched, engine.books
    of_item = rows.credit >= len(books.credits)
    credit = np.empty(len(rows), object)
    credit[~of_item] = taken(books.payment_ids, rows.credit[~of_item])
    credit[of_item] = taken(books.invoice_ids, rows.credit[of_item] - len(books.credits))
    return pd.DataFrame(
        {
            "credit_id": credit,
            "invoice_id": taken(books.invoice_ids, rows.item),
            "amount": rows.cents / 100,
            "allocated_on": as_dates(rows.on),
            "lettered_on": as_dates(rows.lettered),
            "method": np.array(METHODS, object)[rows.method],
        }
    )
