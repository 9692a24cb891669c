"""The tables of stage 3: the form field by field, what to ask each customer for, doubles, firms of several codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.bookkept import as_dates
from cashkit.ground import language
from cashkit.measures.completeness import filled, whom_to_ask
from cashkit.measures.doubles import digits

if TYPE_CHECKING:
    from cashkit.stages.customer_accounts import CustomerAccounts

_FORM = ["information", "asked", "missing", "filled", "filled_by_weight"]
_LACKING = ["customer_id", "name", "lacking", "invoiced", "open_amount"]
_DOUBLES = ["customer_id", "name", "other_id", "other_name", "double_sign", "exposure", "credit_limit", "both_in_use"]
_FIRMS = ["siren", "name", "codes", "sites", "exposure", "credit_limit", "invoiced"]
_DORMANT = ["customer_id", "name", "credit_limit", "opened_on", "last_invoice_on", "ordered"]


def tables(accounts: CustomerAccounts) -> dict[str, pd.DataFrame]:
    """Return the tables of stage 3, those without a row left out."""
    made = {"account_form": _form(accounts), "to_complete": _to_complete(accounts), "doubles": _doubles(accounts)}
    made |= {"firms_of_several_codes": _firms(accounts), "dormant_accounts": _dormant(accounts)}
    return {key: frame for key, frame in made.items() if len(frame)}


def _form(accounts: CustomerAccounts) -> pd.DataFrame:
    return accounts.form.fields.rename(columns={"field": "information"})[_FORM]


def _to_complete(accounts: CustomerAccounts) -> pd.DataFrame:
    """Return what each customer is to be asked for, those who buy most first: the file to send back to sales."""
    file, book = accounts.book.file, accounts.book
    blank = {field: who & file.active & ~filled(file, field) for field, who in whom_to_ask(file).items()}
    anything = np.logical_or.reduce([np.zeros(len(file), bool), *blank.values()])
    rows = np.flatnonzero(anything & accounts.in_use)
    rows = rows[np.argsort(-book.bought[rows], kind="stable")]
    told = {
        "customer_id": file.ids[rows],
        "name": file.names[rows],
        "lacking": [_said([field for field, mask in blank.items() if mask[row]]) for row in rows],
        "invoiced": book.bought[rows] / 100,
        "open_amount": book.owed[rows] / 100,
    }
    return pd.DataFrame(told, columns=_LACKING)


def _said(fields: list[str]) -> str:
    from cashkit.ground import formats  # noqa: PLC0415  (Babel is loaded when words are set)

    return formats.said([f"views.information.{field}" for field in fields], language.current())


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


def _firms(accounts: CustomerAccounts) -> pd.DataFrame:
    """Return the firms (one SIREN) with several codes: sites, second accounts and doubles seen as one debtor."""
    book = accounts.book
    siren, siret = digits(book.file, "siren"), digits(book.file, "siret")
    rows = pd.DataFrame(
        {
            "siren": siren,
            "name": book.file.names,
            "site": pd.Series(siret).where(siret != ""),
            "exposure": book.exposure,
            "credit_limit": book.file.columns.cents("credit_limit"),
            "invoiced": book.bought,
        }
    )[siren != ""].sort_values("invoiced", ascending=False, kind="stable")
    groups = rows.groupby("siren", sort=True)
    sums = groups[["exposure", "credit_limit", "invoiced"]].sum() / 100
    told = sums.assign(name=groups["name"].first(), codes=groups.size(), sites=groups["site"].nunique())
    several = told[told["codes"] > 1].sort_values("exposure", ascending=False, kind="stable").reset_index()
    return pd.DataFrame(several, columns=_FIRMS)


def _dormant(accounts: CustomerAccounts) -> pd.DataFrame:
    """Return the accounts asleep whose line is open, the largest lines first."""
    book = accounts.book
    ordered = book.file.of(accounts.orders.groupby("customer")["cents"].sum())
    limits = book.file.columns.cents("credit_limit")
    rows = np.flatnonzero(accounts.dormant)
    rows = rows[np.argsort(-limits[rows], kind="stable")]
    told = {
        "customer_id": book.file.ids[rows],
        "name": book.file.names[rows],
        "credit_limit": limits[rows] / 100,
        "opened_on": as_dates(book.file.columns.days("opened_on")[rows]),
        "last_invoice_on": as_dates(accounts.last_invoice[rows]),
        "ordered": ordered[rows] / 100,
    }
    return pd.DataFrame(told, columns=_DORMANT)
