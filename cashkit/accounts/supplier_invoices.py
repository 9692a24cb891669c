"""Supplier invoices: which of those received are still unpaid at a date, as the entries of the year tell.

The lines of accounts 401, 403 and 404 by supplier. A letter whose lines cancel out by the date is settled; of the rest,
debits settle the oldest invoices of the same supplier. A ledger holds no due date: an invoice is past due here from the
day after the latest one that the law allows to agree on, so that it is late whatever was agreed.

>>> entries = pd.DataFrame({
...     "entry_id": ["1", "2", "3"], "journal_code": "AC", "account": "401000", "customer_id": "F1",
...     "lettering": ["A", "", "A"],
...     "posting_date": pd.to_datetime(["2025-01-10", "2025-07-10", "2025-03-01"]),
...     "document_date": pd.to_datetime(["2025-01-10", "2025-07-10", "2025-03-01"]),
...     "document_ref": ["R1", "R2", "R1"], "debit": [0.0, 0.0, 60.0], "credit": [60.0, 120.0, 0.0]})
>>> found = supplier_invoices(entries, as_of="2025-12-31")
>>> found[["id", "cents", "days_late"]].values.tolist()  # 10 July, lawful until 14 September
[['2', 12000, 108]]

Units: whole cents, VAT included; days. Invoices not received yet (408) are none. Opening lines keep the date of their
document; where they bear one date for all, the age of what is older is not known.
Errors: `ArgumentError` for what is no date. None where no line of these accounts bears a supplier.
Source: C. com. art. D441-6 and L441-10 I (see `law.latest_due_date`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.accounts.postings import NO_DAY, postings
from cashkit.accounts.year_end import opening_lines
from cashkit.ground.calendar import as_date, day_number
from cashkit.ground.money import euros
from cashkit.law.latest_due_date import NO_CAP, latest_due_days

if TYPE_CHECKING:
    from decimal import Decimal

    from numpy.typing import NDArray

SUPPLIERS = ("401", "403", "404")
_BOUGHT = ("60", "61", "62", "2", "4456")
"""Accounts on the other side of an invoice received: purchases, services, fixed assets, VAT to deduct."""


def supplier_invoices(entries: pd.DataFrame, *, as_of: object) -> pd.DataFrame | None:
    """Return the invoices received that are unpaid at a date: id (entry), supplier, cents, days_late, disputed."""
    day = day_number(as_date(as_of))
    lines = _lines(entries, day)
    if lines is None:
        return None
    left = _unpaid(_not_lettered(lines))
    latest = latest_due_days(left["day"].to_numpy(np.int64)).astype(np.int64)
    late = np.where(latest == NO_CAP, 0, day - latest)
    told = {"id": left["entry"], "supplier": left["supplier"], "cents": left["cents"], "days_late": late}
    return pd.DataFrame(told).assign(disputed=False).reset_index(drop=True)


def purchases(entries: pd.DataFrame, *, as_of: object) -> Decimal:
    """Return what suppliers invoiced over the year up to a date, credit notes deducted, VAT included."""
    lines = postings(entries)
    lines = lines.where(lines.day <= day_number(as_date(as_of)))
    bought = np.isin(lines.entry, lines.entry[lines.in_accounts(*_BOUGHT)])
    rows = lines.in_accounts(*SUPPLIERS) & bought & ~opening_lines(lines)
    return euros(int((lines.credit - lines.debit)[rows].sum()))


def _lines(entries: pd.DataFrame, day: int) -> pd.DataFrame | None:
    """Return the lines of suppliers posted by a day, None where none bears its supplier."""
    lines = postings(entries)
    kept = lines.in_accounts(*SUPPLIERS) & (lines.day <= day)
    rows, texts = lines.where(kept), entries[kept]
    if not (rows.auxiliary >= 0).any():
        return None
    document = _days(texts["document_date"]) if "document_date" in texts else np.full(len(texts), NO_DAY)
    made = {
        "entry": _text(texts, "entry_id"),
        "supplier": np.append(rows.auxiliaries, "")[rows.auxiliary],
        "letter": _text(texts, "lettering"),
        "day": np.where(document == NO_DAY, rows.day, document),
        "cents": rows.credit - rows.debit,
    }
    return pd.DataFrame(made)


def _not_lettered(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the lines but for those of a letter that cancel out."""
    lettered = lines["letter"] != ""
    sums = lines[lettered].groupby(["supplier", "letter"])["cents"].transform("sum")
    return lines.drop(index=sums.index[sums == 0])


def _unpaid(lines: pd.DataFrame) -> pd.DataFrame:
    """Return what is left of each invoice once debits settled the oldest ones of their supplier."""
    lines = lines.sort_values(["supplier", "day"], kind="stable")
    owed = lines[lines["cents"] > 0]
    paid = -lines[lines["cents"] < 0].groupby("supplier")["cents"].sum()
    through = owed.groupby("supplier")["cents"].cumsum() - owed["supplier"].map(paid).fillna(0).astype("int64")
    left = np.minimum(through.clip(lower=0), owed["cents"])
    return owed.assign(cents=left)[left > 0]


def _text(frame: pd.DataFrame, name: str) -> NDArray[np.object_]:
    if name not in frame:
        return np.full(len(frame), "", object)
    column = frame[name].astype(object)
    return np.asarray(column.where(column.notna(), "").astype(str), object)


def _days(dates: pd.Series) -> NDArray[np.int64]:
    read = pd.to_datetime(dates, errors="coerce")
    days = read.fillna(pd.Timestamp(0)).to_numpy().astype("datetime64[D]").astype(np.int64)
    return np.where(read.isna().to_numpy(bool), NO_DAY, days)
