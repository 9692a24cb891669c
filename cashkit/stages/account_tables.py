"""The tables of stage 3: the form field by field, whom to ask for what, doubles, merged customers, sleepers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.bookkept import as_dates
from cashkit.stages.to_complete import asked_of

if TYPE_CHECKING:
    from cashkit.stages.customer_accounts import CustomerAccounts

_FORM = ["information", "asked", "missing", "filled", "filled_by_weight"]
_LACKING = ["customer_id", "name", "lacking", "invoiced", "open_amount"]
_DOUBLES = ["customer_id", "name", "other_id", "other_name", "double_sign", "exposure", "credit_limit", "both_in_use"]
_DORMANT = ["customer_id", "name", "credit_limit", "open_amount", "opened_on", "last_invoice_on", "ordered"]
_PAYERS = ["customer_id", "name", "payer_id", "payer_name", "exposure"]
_SEGMENTS = ["segment", "customers", "filled_by_weight", "invoiced"]


def tables(accounts: CustomerAccounts) -> dict[str, pd.DataFrame]:
    """Return the tables of stage 3, those without a row left out."""
    made = {"account_form": _form(accounts), "form_by_segment": _segments(accounts)}
    made |= {"to_complete": _to_complete(accounts), "doubles": _doubles(accounts)}
    made |= {"merged_customers": accounts.merged, "other_payers": _payers(accounts)}
    made |= {"dormant_accounts": _dormant(accounts)}
    return {key: frame for key, frame in made.items() if len(frame)}


def _form(accounts: CustomerAccounts) -> pd.DataFrame:
    return accounts.form.fields.rename(columns={"field": "information"})[_FORM]


def _to_complete(accounts: CustomerAccounts) -> pd.DataFrame:
    """Return what each customer is to be asked for, those who buy most first: the file to send back to sales."""
    rows = [
        (row.customer_id, row.name, row.why(), row.invoiced / 100, row.owed / 100) for row in asked_of(accounts).rows
    ]
    return pd.DataFrame(rows, columns=_LACKING)


def _doubles(accounts: CustomerAccounts) -> pd.DataFrame:
    """Return the codes that double another with what both expose; two codes in use are linked, never merged."""
    book, found = accounts.book, accounts.doubles
    first, later = found["first"].to_numpy(np.intp), found["later"].to_numpy(np.intp)
    limits = book.file.columns.cents("credit_limit")
    told = {
        "customer_id": book.file.ids[later],
        "name": book.file.names[later],
        "other_id": book.file.ids[first],
        "other_name": book.file.names[first],
        "double_sign": found["sign"],
        "exposure": (book.exposure[first] + book.exposure[later]) / 100,
        "credit_limit": np.maximum(limits[first], limits[later]) / 100,
        "both_in_use": accounts.in_use[first] & accounts.in_use[later],
    }
    frame = pd.DataFrame(told, columns=_DOUBLES)
    return frame.sort_values("exposure", ascending=False, kind="stable", ignore_index=True)


def _payers(accounts: CustomerAccounts) -> pd.DataFrame:
    """Return the active customers whose invoices somebody else pays, the most exposed first: whom to remind."""
    book = accounts.book
    payer = book.file.columns.ids("payer_id")
    rows = np.flatnonzero((payer != "") & (payer != book.file.ids) & book.file.active)
    rows = rows[np.argsort(-book.exposure[rows], kind="stable")]
    named = dict(zip(book.file.ids, book.file.names, strict=True))
    told = {
        "customer_id": book.file.ids[rows],
        "name": book.file.names[rows],
        "payer_id": payer[rows],
        "payer_name": [named.get(one, "") for one in payer[rows]],
        "exposure": book.exposure[rows] / 100,
    }
    return pd.DataFrame(told, columns=_PAYERS)


def _segments(accounts: CustomerAccounts) -> pd.DataFrame:
    """Return how complete the forms of each segment are, each customer counting for what it buys."""
    known = accounts.book.file.active & ~np.isnan(accounts.form.by_customer)
    bought = np.maximum(accounts.book.bought, 0)[known]
    rows = pd.DataFrame({
        "segment": accounts.book.file.columns.words("segment")[known],
        "bought": bought,
        "held": accounts.form.by_customer[known] * bought,
    })  # fmt: skip
    groups = rows[rows["segment"] != ""].groupby("segment", sort=True)
    sums = groups[["bought", "held"]].sum()
    share = (sums["held"] / sums["bought"].where(sums["bought"] > 0)).astype(float)
    told = pd.DataFrame({"customers": groups.size(), "filled_by_weight": share, "invoiced": sums["bought"] / 100})
    return told.sort_values("invoiced", ascending=False, kind="stable").reset_index()[_SEGMENTS]


def _dormant(accounts: CustomerAccounts) -> pd.DataFrame:
    """Return the accounts asleep whose line is open or that still owe something, the largest lines first."""
    book = accounts.book
    ordered = book.file.of(accounts.orders.groupby("customer")["cents"].sum())
    limits = book.file.columns.cents("credit_limit")
    rows = np.flatnonzero(accounts.dormant | accounts.silent)
    rows = rows[np.lexsort((-accounts.balance[rows], -limits[rows]))]
    told = {
        "customer_id": book.file.ids[rows],
        "name": book.file.names[rows],
        "credit_limit": limits[rows] / 100,
        "open_amount": accounts.balance[rows] / 100,
        "opened_on": as_dates(book.file.columns.days("opened_on")[rows]),
        "last_invoice_on": as_dates(accounts.last_invoice[rows]),
        "ordered": ordered[rows] / 100,
    }
    return pd.DataFrame(told, columns=_DORMANT)
