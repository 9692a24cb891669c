"""Held back: what is open and may bring no cash yet, by reason, and the day from which it may.

Retention waits for its release, a disputed amount for the usual end of its dispute (the median of those of its
reason that lasted longer than it has so far, else of all reasons). What no date tells is after the forecast. A
doubtful claim, a debt older than its customer's judgment and a factored invoice bring nothing.

>>> usual_end(opened=100, until=110, lasted=np.array([5, 20, 30]))  # the one of 5 days is past
125
>>> usual_end(opened=100, until=140, lasted=np.array([5, 20, 30])) is None
True

What has no date in the files (a doubtful account, a factor) is known on the last day of the books only, so that a
forecast made for an earlier day does not know it either.
Units: day numbers, whole cents.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import columns_of, first_rows
from cashkit.dossier.tables import INVOICE_KINDS
from cashkit.ground.calendar import from_day
from cashkit.measures.disputes import disputes
from cashkit.measures.retention import RELEASED, with_retention

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.books import Books
    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.table_columns import TableColumns

    Bool = NDArray[np.bool_]
    Int32 = NDArray[np.int32]
    Int64 = NDArray[np.int64]

NEVER = np.iinfo(np.int64).max // 4
REASONS = ("retention", "disputed", "doubtful", "frozen", "financed", "undated")
_FACTS = ("account", "retention_amount", "retention_due")


@dataclass(frozen=True, eq=False)
class Holds:
    """What the tables say of each item that holds it back, read once and asked at any day."""

    books: Books
    last: int
    facts: pd.DataFrame
    doubtful: Bool
    factored: Bool
    judged: Int64
    disputed: pd.DataFrame

    def reason_on(self, row: Int64, until: int) -> NDArray[np.object_]:
        """Return why some items bring nothing on a day, "" for those that may."""
        now = until >= self.last
        frozen = (self.judged[row] <= until) & (self.books.items.issue[row] < self.judged[row])
        tests = [now & self.doubtful[row], frozen, now & self.factored[row], self.books.items.due[row] == NO_DAY]
        return np.asarray(np.select(tests, ["doubtful", "frozen", "financed", "undated"], ""), object)

    def retained(self, row: Int64, left: Int64, until: int) -> pd.DataFrame:
        """Return some items with row, open_cents, due and start, what is retained as a row of its own."""
        items = self.books.items
        opened = pd.DataFrame(
            {
                "row": row,
                "kind": np.array(INVOICE_KINDS, object)[items.kind[row]],
                "amount": items.cents[row] / 100,
                "open_amount": left / 100,
                "open_cents": left,
                "due_date": _dates(items.due[row].astype(np.int64)),
                "days_late": 0,
            }
        )
        facts = self.facts.iloc[row].reset_index(drop=True)
        both = with_retention(opened, facts, from_day(until))
        kept = ~both["told_by"].isin(["", RELEASED])
        release = _numbers(both["release"])
        due = np.where(kept, release, _numbers(both["due_date"]))
        return both[["row", "open_cents"]].assign(due=due, start=np.where(kept, release, until), kept=kept)

    def ends_on(self, until: int) -> pd.DataFrame:
        """Return what is disputed of each item on a day, and the usual end: row, disputed, end (NEVER: not told)."""
        told = self.disputed
        known = told[told["opened"] <= until]
        closed = known[(known["closed"] != NO_DAY) & (known["closed"] <= until)]
        opened = known.drop(closed.index)
        lasted = (closed["closed"] - closed["opened"]).to_numpy()
        by = {
            str(reason): rows.to_numpy()
            for reason, rows in (closed["closed"] - closed["opened"]).groupby(closed["reason"])
        }
        ends = [_end(one, until, by, lasted) for one in opened.itertuples()]
        made = pd.DataFrame({"row": opened["row"].to_numpy(), "disputed": opened["cents"].to_numpy(), "end": ends})
        return made.astype("int64").groupby("row", as_index=False).agg({"disputed": "sum", "end": "max"})


def usual_end(*, opened: int, until: int, lasted: Int64) -> int | None:
    """Return the day on which a dispute usually ends, of those that lasted longer; None where none did."""
    longer = lasted[lasted > until - opened]
    return opened + int(np.median(longer)) if len(longer) else None


def _end(one: object, until: int, by: dict[str, Int64], lasted: Int64) -> int:
    opened, reason = int(one.opened), str(one.reason)  # type: ignore[attr-defined]  # a row of the disputes
    for known in (by.get(reason, lasted[:0]), lasted):
        end = usual_end(opened=opened, until=until, lasted=known)
        if end is not None:
            return end
    return NEVER


def holds(dossier: Dossier, books: Books) -> Holds:
    """Return what holds the items of a dossier back."""
    table = columns_of(dossier, "invoices")
    count, no = len(books.items), np.zeros(len(books.items), bool)
    facts, doubtful, factored = pd.DataFrame(index=range(count)), no, no
    if table is not None and len(table) == count:
        known = [name for name in _FACTS if name in table.frame.columns]
        facts = table.frame[known].reset_index(drop=True)
        account = pd.Series(table.words("account")).str.startswith("416").to_numpy(bool)
        doubtful, factored = table.flags("doubtful") | account, table.words("financed") == "factor"
    last = dossier.engine.span()[1]
    return Holds(books, last, facts, doubtful, factored, _judged(dossier, books), _disputed(dossier, table))


def _judged(dossier: Dossier, books: Books) -> Int64:
    """Return the day of the judgment of each item's customer, NEVER where there is none."""
    customers = columns_of(dossier, "customers")
    days = np.full(len(books.customers), NEVER, np.int64)
    if customers is not None and customers.has("judgment_on"):
        row = first_rows(customers.ids("customer_id"), books.customers.astype(str).astype(object))
        found = np.append(customers.days("judgment_on"), NO_DAY)[row].astype(np.int64)
        days = np.where(found == NO_DAY, NEVER, found)
    return days[books.items.customer] if len(days) else np.empty(0, np.int64)


def _disputed(dossier: Dossier, table: TableColumns | None) -> pd.DataFrame:
    """Return the disputes with the row of their invoice: row, reason, opened, closed, cents."""
    columns = ["row", "reason", "opened", "closed", "cents"]
    found = disputes(dossier, as_of=from_day(int(_LAST))) if table is not None else None
    if found is None or table is None:
        return pd.DataFrame(columns=columns).astype("int64")
    row = first_rows(table.ids("invoice_id"), found["invoice_id"].to_numpy(object))
    return found.assign(row=row).loc[row >= 0, columns].reset_index(drop=True)


_LAST = 2_932_896  # 31 December 9999: all disputes, whatever their day


def _dates(days: Int64) -> NDArray[np.datetime64]:
    return np.where(days == NO_DAY, np.datetime64("NaT"), days.astype("datetime64[D]")).astype("datetime64[s]")


def _numbers(dates: pd.Series) -> Int64:
    """Return dates as day numbers, NEVER where there is none."""
    missing = dates.isna().to_numpy(bool)
    days = dates.fillna(pd.Timestamp(0)).to_numpy().astype("datetime64[D]").astype(np.int64)
    return np.where(missing, NEVER, days)
