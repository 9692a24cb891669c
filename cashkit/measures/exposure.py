"""Exposure: what each customer owes or will owe at a date, told by account.

Open receivables (the total of the aged balance) stand in the columns of their accounts, as far as the
dossier knows them: open_invoices (411), retention (4117), bills (413), doubtful (416), and unapplied, the
credits that settle nothing yet, below zero. Without accounts they stand in one column, receivables.
From the entries come, where they reach back to the date, to_be_invoiced (418) and advances (4191,
below zero). `total` is their sum. Discounted bills and factored invoices have left the books and are in
none of them.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> row = {"invoice_id": "F1", "customer_id": "C1", "kind": "invoice", "issue_date": "2025-12-01", "amount": 120.0}
>>> dossier = Dossier.of(name="case", invoices=pd.DataFrame([row | {"account": "411000"}]))
>>> exposure(dossier, as_of="2025-12-31").loc["C1"].to_dict() == {
...     "open_invoices": 120.0, "retention": 0.0, "bills": 0.0, "doubtful": 0.0, "unapplied": 0.0, "total": 120.0}
True
>>> accounts_held(dossier, as_of="2025-12-31")["bills"]
('413',)

Units: euros, VAT included.
Errors: `ArgumentError` for what is no date, or no column to group customers by.
Source: PCG, accounts 411, 4117, 413, 416, 418 and 4191.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import as_date, day_number
from cashkit.ground.money import whole_cents
from cashkit.measures.aged_balance import aged_balance
from cashkit.measures.as_of import resolved_view

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import View

ACCOUNTS = {
    "open_invoices": ("411",),
    "retention": ("4117",),
    "bills": ("413",),
    "doubtful": ("416",),
    "unapplied": ("411", "413", "416"),
}
LATER_ACCOUNTS = {"to_be_invoiced": ("418",), "advances": ("4191",)}
_WITHOUT_ACCOUNTS: Mapping[str, tuple[str, ...]] = {"receivables": (), "unapplied": ()}
_NOBODY = ""


def accounts_held(dossier: Dossier, *, as_of: object) -> Mapping[str, tuple[str, ...]]:
    """Return the columns of the exposure at a date, each with the accounts that it holds (none where not known)."""
    return _held(_item_accounts(dossier), _entries_until(dossier, as_date(as_of)))


def exposure(
    dossier: Dossier, *, as_of: object, by: str | None = "customer_id", view: View | None = None
) -> pd.DataFrame:
    """Return the exposure at a date: one row per key with anything open, sorted (columns: see `accounts_held`)."""
    day, chosen = as_date(as_of), resolved_view(dossier, view)
    accounts, entries = _item_accounts(dossier), _entries_until(dossier, day)
    aged = aged_balance(dossier, as_of=day, by=by, view=chosen)
    if accounts is None:
        parts = [_in_one(aged)]
    else:
        parts = [_keyed(dossier, _by_account(dossier.engine.open_items(day_number(day), chosen), accounts), by)]
    if entries is not None:
        parts.append(_keyed(dossier, _from_entries(entries), by))
    return _told(pd.concat(parts, ignore_index=True), list(_held(accounts, entries)), aged.index.name)


def _held(accounts: pd.Series | None, entries: pd.DataFrame | None) -> Mapping[str, tuple[str, ...]]:
    return {**(_WITHOUT_ACCOUNTS if accounts is None else ACCOUNTS), **({} if entries is None else LATER_ACCOUNTS)}


def _item_accounts(dossier: Dossier) -> pd.Series | None:
    """Return the account of each row of `invoices`, by its id; None when the dossier does not know them."""
    invoices = None if dossier.books is None else dossier.table("invoices")
    if invoices is None or "account" not in invoices.columns:
        return None
    return invoices.drop_duplicates("invoice_id").set_index("invoice_id")["account"].astype(str)


def _entries_until(dossier: Dossier, day: date) -> pd.DataFrame | None:
    """Return the entries posted by a day; None when there are none: a later fiscal year knows nothing of it."""
    entries = dossier.table("entries")
    if entries is None:
        return None
    posted = entries[entries["posting_date"] <= pd.Timestamp(day)]
    return posted if len(posted) else None


def _in_one(aged: pd.DataFrame) -> pd.DataFrame:
    """Return open receivables without accounts: rows of key, column, cents."""
    unapplied, total = (np.rint(aged[name].to_numpy() * 100).astype(np.int64) for name in ("unapplied", "total"))
    parts = {"receivables": total - unapplied, "unapplied": unapplied}
    return pd.concat([_rows(aged.index, name, cents) for name, cents in parts.items()])


def _by_account(opened: pd.DataFrame, accounts: pd.Series) -> pd.DataFrame:
    """Return open items by their account: rows of key (customer), column, cents."""
    cents = whole_cents(opened["open_amount"])[0]
    account = opened["id"].map(accounts).where(opened["table"] == "invoices", "").fillna("").astype(str)
    column = np.full(len(opened), "open_invoices", object)
    for name in ("retention", "bills", "doubtful"):
        column[account.str.startswith(ACCOUNTS[name]).to_numpy(bool)] = name
    column[cents < 0] = "unapplied"
    return _rows(opened["customer_id"], column, cents)


def _from_entries(entries: pd.DataFrame) -> pd.DataFrame:
    """Return what stands on the accounts of later invoices and of advances: rows of key (customer), column, cents."""
    account = entries["account"].astype("category")
    parts = []
    for name, prefixes in LATER_ACCOUNTS.items():
        wanted = account.cat.categories[account.cat.categories.astype(str).str.startswith(prefixes)]
        lines = entries[account.isin(wanted)]
        cents = whole_cents(lines["debit"])[0] - whole_cents(lines["credit"])[0]
        parts.append(_rows(lines.get("customer_id", pd.Series(_NOBODY, lines.index)), name, cents))
    return pd.concat(parts)


def _rows(key: pd.Series | pd.Index, column: object, cents: NDArray[np.int64]) -> pd.DataFrame:
    keys = pd.Series(np.asarray(key, object)).fillna(_NOBODY)
    return pd.DataFrame({"key": keys, "column": column, "cents": cents})


def _keyed(dossier: Dossier, rows: pd.DataFrame, by: str | None) -> pd.DataFrame:
    """Return rows of customers as rows of another key (one that `aged_balance` has accepted)."""
    customers = dossier.table("customers")
    if by is None:
        return rows.assign(key="total")
    if by == "customer_id" or customers is None:
        return rows
    lookup = customers.drop_duplicates("customer_id").set_index("customer_id")[by]
    return rows.assign(key=rows["key"].map(lookup).astype(object).fillna(_NOBODY))


def _told(rows: pd.DataFrame, columns: list[str], name: object) -> pd.DataFrame:
    """Sum the cents by key and column, and return euros."""
    codes, keys = pd.factorize(rows["key"].to_numpy(object), sort=True)
    cents = np.zeros((len(keys), len(columns)), np.int64)
    np.add.at(cents, (codes, pd.Index(columns).get_indexer(pd.Index(rows["column"]))), rows["cents"].to_numpy(np.int64))
    held = cents.any(axis=1)
    frame = pd.DataFrame(cents[held] / 100, index=pd.Index(keys[held], name=name), columns=columns)
    frame["total"] = cents[held].sum(axis=1) / 100
    return frame
