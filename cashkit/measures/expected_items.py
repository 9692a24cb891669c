"""Expected items: what of the open items may bring cash, each part with its due date and the first day it may.

What a customer paid or was credited without saying for what settles its oldest items first. A disputed or retained
part is a row of its own, and so is a promised one: its share kept in the past comes on the day promised, the rest as
the customer usually pays, three days after it at the earliest.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-11-01", "due_date": "2025-12-01", "amount": [100.0]})
>>> told = pd.DataFrame({"dispute_id": ["L1"], "invoice_id": "F1", "opened_on": "2025-12-02", "reason": "price",
...     "amount": [30.0]})
>>> known = ledger(Dossier.of(name="case", invoices=invoices, disputes=told), view="strict")
>>> parts, held = expected_on(known, 20_453)  # 31 December 2025: no dispute was ever closed
>>> parts["cents"].tolist(), held
([7000], {'disputed': 3000})

Units: whole cents, day numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.table_columns import columns_of, first_rows
from cashkit.dossier.tables import INVOICE_KINDS, PAYMENT_KINDS
from cashkit.measures.held_back import NEVER, Holds, holds
from cashkit.measures.promises import GRACE, promises
from cashkit.measures.settlements import Settlements, settlements

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import View

    Int64 = NDArray[np.int64]

_BILL, _ADVANCE = INVOICE_KINDS.index("bill"), PAYMENT_KINDS.index("advance")
_COLUMNS = ["row", "cents", "due", "start", "promised", "kept"]
_PRIOR = 3
"""Promises of all customers that weigh beside a customer's own."""


@dataclass(frozen=True, eq=False)
class Ledger:
    """All that a forecast reads of a dossier, ready to be asked at any day."""

    settled: Settlements
    holds: Holds
    promises: pd.DataFrame
    segment: Int64

    @property
    def customer(self) -> Int64:
        """The customer of each item; bills are customers of their own, since they are paid at maturity."""
        items = self.settled.books.items
        found: Int64 = items.customer + len(self.segment) // 2 * (items.kind == _BILL).astype(np.int64)
        return found


def ledger(dossier: Dossier, *, view: View) -> Ledger | None:
    """Return what a forecast reads of a dossier; None for tables that stay on an engine."""
    settled = settlements(dossier, view=view)
    if settled is None:
        return None
    return Ledger(settled, holds(dossier, settled.books), _promises(dossier), _segments(dossier, settled))


def expected_on(known: Ledger, until: int) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the parts that may bring cash, and the cents held back by reason.

    Columns: row (of the item), cents, due, start, promised (a day, NEVER for none), kept (its chance).
    """
    left = _after_credits(known.settled, until)
    row = np.flatnonzero(left > 0)
    reason = known.holds.reason_on(row, until)
    held = {str(one): int(left[row[reason == one]].sum()) for one in np.unique(reason[reason != ""])}
    parts = known.holds.retained(row[reason == ""], left[row[reason == ""]], until)
    parts = _disputed(parts, known.holds.ends_on(until))
    waits = parts["start"] >= NEVER
    for name, rows in parts[waits].groupby("why"):
        held[str(name)] = int(rows["cents"].sum())
    return _promised(parts[~waits].drop(columns="why"), known, until), held


def _after_credits(settled: Settlements, until: int) -> Int64:
    """Return what is left of each item once what its customer did not allocate has settled the oldest first."""
    owed, unused = settled.left_on(until)
    items, credits = settled.books.items, settled.books.credits
    purse = np.zeros(len(settled.books.customers), np.int64)
    np.add.at(purse, items.customer, np.where(owed < 0, -owed, 0))
    np.add.at(purse, credits.customer, np.where(credits.kind == _ADVANCE, 0, unused))
    left = np.maximum(owed, 0)
    order = settled.oldest_first
    total = np.cumsum(left[order])
    customer = items.customer[order]
    first = np.flatnonzero(np.append(True, customer[1:] != customer[:-1])) if len(order) else order
    before = np.repeat(total[first] - left[order][first], np.diff(np.append(first, len(order))))
    used = np.clip(purse[customer] - (total - left[order] - before), 0, left[order])
    left[order] -= used
    return left


def _disputed(parts: pd.DataFrame, ends: pd.DataFrame) -> pd.DataFrame:
    """Return parts with what is disputed of each as a row of its own, which starts when disputes usually end."""
    told = parts.rename(columns={"open_cents": "cents"}).merge(ends, on="row", how="left")
    held = np.where(told["kept"], 0, np.minimum(told["disputed"].fillna(0), told["cents"])).astype(np.int64)
    end = told["end"].fillna(0).to_numpy(np.int64)
    rest = told.assign(cents=told["cents"] - held, why=np.where(told["kept"], "retention", ""))
    apart = told.assign(cents=held, start=end, due=np.maximum(told["due"], end), why="disputed")
    both = pd.concat([rest, apart[held > 0]], ignore_index=True)
    return both.loc[both["cents"] > 0, ["row", "cents", "due", "start", "why"]].reset_index(drop=True)


def _promised(parts: pd.DataFrame, known: Ledger, until: int) -> pd.DataFrame:
    """Return parts with the day promised and its chance; what is promised of a part is a row of its own."""
    told = known.promises
    live = told[(told["made"] <= until) & (told["promised"] + GRACE > until)]
    live = live.sort_values(["made", "promised"], kind="stable").drop_duplicates("row", keep="last")
    both = parts.merge(live[["row", "promised", "cents"]], on="row", how="left", suffixes=("", "_said"))
    said = np.minimum(both["cents_said"].fillna(0).to_numpy(np.int64), both["cents"].to_numpy(np.int64))
    day = both["promised"].fillna(NEVER).to_numpy(np.int64)
    rest = both.assign(cents=both["cents"] - said, promised=NEVER, kept=0.0)
    chance = _kept_share(told[told["promised"] + GRACE <= until], known.settled.books.items.customer, both["row"])
    apart = both.assign(cents=said, promised=day, kept=chance, start=np.maximum(both["start"], day + GRACE))
    made = pd.concat([rest, apart[said > 0]], ignore_index=True)
    return pd.DataFrame(made[made["cents"] > 0], columns=_COLUMNS).reset_index(drop=True)


def _kept_share(past: pd.DataFrame, customer: NDArray[np.int32], row: pd.Series) -> NDArray[np.float64]:
    """Return how much of each customer's promises was kept, all customers' where it made few."""
    overall = (past["kept"].sum() + 1) / (len(past) + 2)
    owner = pd.DataFrame({"customer": customer[past["row"].to_numpy(np.int64)], "kept": past["kept"].to_numpy(float)})
    groups, asked = owner.groupby("customer")["kept"], pd.Index(customer[row.to_numpy(np.int64)])
    kept, made = (one.reindex(asked, fill_value=0).to_numpy(float) for one in (groups.sum(), groups.size()))
    found: NDArray[np.float64] = (kept + _PRIOR * overall) / (made + _PRIOR)
    return found


def _promises(dossier: Dossier) -> pd.DataFrame:
    """Return the promises with the row of their invoice: row, made, promised, cents, kept."""
    columns = ["row", "made", "promised", "cents", "kept"]
    found, invoices = promises(dossier, as_of="9999-12-31"), columns_of(dossier, "invoices")
    if found is None or invoices is None:
        return pd.DataFrame(columns=columns).astype("int64")
    row = first_rows(invoices.ids("invoice_id"), found["invoice_id"].to_numpy(object))
    told = found.assign(row=row).astype({"made": "int64", "promised": "int64"})
    return pd.DataFrame(told, columns=columns).reset_index(drop=True)


def _segments(dossier: Dossier, settled: Settlements) -> Int64:
    """Return the segment of each customer, then of its bills (one segment for all): segment and means of payment."""
    labels = settled.books.customers
    table = columns_of(dossier, "customers")
    if table is None:
        names = np.full(len(labels), "", object)
    else:
        row = first_rows(table.ids("customer_id"), labels.astype(str).astype(object))
        both = table.words("segment") + "/" + table.words("payment_method")
        names = np.append(both, "")[row]
    _, code = np.unique(names.astype(str), return_inverse=True)
    return np.concatenate([code, np.full(len(labels), code.max(initial=-1) + 1)]).astype(np.int64)
