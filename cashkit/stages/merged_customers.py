"""Merged customers: the codes of one firm side by side, then the firm as the one debtor that it is, against one line.

The line of a firm is the highest that one of its codes has: what was granted once. Beyond it stands what the codes
expose together; of codes that are doubles or declared second accounts nobody had granted more, of sites of one firm
each may have been granted its own, so that what goes beyond is a line to be set for the firm.
Columns: `COLUMNS`; a row whose `line_key` starts with `total` is a firm, the others its codes. The days late are those
of the oldest open invoice, 0 where none is past its due date. Units: euros with VAT, days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.bookkept import as_dates
from cashkit.dossier.books import NO_DAY
from cashkit.measures.doubles import SIRET, digits, shaped
from cashkit.measures.one_customer import first_rows_of_firms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.stages.customer_accounts import CustomerAccounts

    Rows = NDArray[np.intp]

COLUMNS = [
    "line_key", "name", "customer_id", "firm_link", "open_amount", "exposure", "credit_limit", "beyond_limit",
    "oldest_due_on", "days_late",
]  # fmt: skip
ONE_LINE = ("siret", "declared")
"""How codes are linked that were meant to have one line together."""
_AMOUNTS = ["open_amount", "exposure", "credit_limit", "beyond_limit"]
_NAMED = 4


def merged_customers(accounts: CustomerAccounts) -> pd.DataFrame:
    """Return the firms with several codes, doubles and second accounts before sites, each after its codes."""
    codes = _codes(accounts)
    firms = _firms(codes)
    ranked = firms.sort_values(["beyond_limit", "exposure"], ascending=False, kind="stable")
    order = ranked.sort_values("firm_link", key=lambda link: link == "siren", kind="stable").index
    whole = firms.assign(place=1, line_key="total", customer_id=codes.groupby("firm")["customer_id"].agg(_listed))
    rows = pd.concat([codes.assign(place=0, line_key="code"), whole.rename_axis("firm").reset_index()])
    rows["turn"] = pd.Index(order).get_indexer(pd.Index(rows["firm"]))
    shown = rows.sort_values(["turn", "place"], kind="stable", ignore_index=True)
    dates = pd.Series(as_dates(shown["oldest"].to_numpy(np.int32)), index=shown.index)
    late = np.where(shown["oldest"] == NO_DAY, 0, accounts.book.until - shown["oldest"].to_numpy(np.int64))
    told = shown.assign(oldest_due_on=dates, days_late=np.maximum(late, 0))
    told[_AMOUNTS] = told[_AMOUNTS] / 100
    told["beyond_limit"] = told["beyond_limit"].where(told["credit_limit"] > 0)
    return pd.DataFrame(told, columns=COLUMNS)


def _codes(accounts: CustomerAccounts) -> pd.DataFrame:
    """Return the codes of firms that have several, in cents; a closed code without a balance is none any more."""
    book, first = accounts.book, first_rows_of_firms(accounts.book.file)
    limit = book.file.columns.cents("credit_limit")
    rows = pd.DataFrame({
        "firm": first,
        "name": book.file.names,
        "customer_id": book.file.ids,
        "open_amount": book.owed,
        "exposure": book.exposure,
        "credit_limit": limit,
        "beyond_limit": np.where(limit > 0, np.maximum(book.exposure - limit, 0), 0),
        "oldest": _oldest(accounts),
    })  # fmt: skip
    rows = rows[(book.file.status != "closed") | (book.exposure > 0) | (book.owed > 0)]
    several = rows[rows.groupby("firm")["firm"].transform("size") > 1]
    made: pd.DataFrame = several.assign(firm_link=several["firm"].map(_links(accounts, several)))
    return made


def _firms(codes: pd.DataFrame) -> pd.DataFrame:
    """Return each firm as one line: sums, the highest limit, and what is exposed beyond it."""
    groups = codes.groupby("firm", sort=True)
    made = groups[["open_amount", "exposure"]].sum()
    made["name"], made["firm_link"] = groups["name"].first(), groups["firm_link"].first()
    made["credit_limit"] = groups["credit_limit"].max()
    beyond = (made["exposure"] - made["credit_limit"]).clip(lower=0)
    made["beyond_limit"] = beyond.where(made["credit_limit"] > 0, 0)
    known = codes[codes["oldest"] != NO_DAY]
    made["oldest"] = known.groupby("firm")["oldest"].min().reindex(made.index, fill_value=int(NO_DAY))
    return made


def _links(accounts: CustomerAccounts, rows: pd.DataFrame) -> pd.Series:
    """Return how the codes of each firm are linked: one SIRET, else a declared second account, else one SIREN."""
    file = accounts.book.file
    siret = pd.Series(shaped(digits(file, "siret"), SIRET)[rows.index], index=rows.index)
    declared = pd.Series((file.main_code != file.ids)[rows.index], index=rows.index)
    own = siret[siret.ne("") & ~declared]
    twice = own.duplicated(keep=False).reindex(rows.index, fill_value=False)
    is_twice, is_declared = (one.groupby(rows["firm"]).any() for one in (twice, declared))
    return pd.Series(np.select([is_twice, is_declared], ONE_LINE, "siren"), index=is_twice.index)


def _oldest(accounts: CustomerAccounts) -> NDArray[np.int64]:
    """Return the day on which each customer's oldest open invoice is due, NO_DAY where nothing is open."""
    opened = accounts.book.opened
    owed = opened[(opened["open_amount"] > 0) & opened["due_date"].notna()]
    days = pd.Series(owed["due_date"].to_numpy("datetime64[D]").astype(np.int64))
    oldest = days.groupby(owed["customer_id"].astype(str).to_numpy(object)).min()
    return np.asarray(oldest.reindex(accounts.book.file.ids, fill_value=int(NO_DAY)).to_numpy(np.int64), np.int64)


def _listed(codes: pd.Series) -> str:
    """Return the codes of a firm as they are read, some of them where they are many."""
    told = codes.astype(str).tolist()
    return " + ".join(told) if len(told) <= _NAMED else " + ".join([*told[: _NAMED - 1], "…"])
