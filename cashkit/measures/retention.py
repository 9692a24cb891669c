"""Retention: the part of a building invoice, 5 % at most, that is kept until a year after acceptance.

It has its own due date: until its release it is neither late nor to be chased. It is known by its
account (4117), by the columns `retention_amount` and `retention_due`, or proposed where an invoice
is paid but for exactly 5.00 % (`told_by` is account, given or share). A release date that is not in
the data is asked for, never guessed.

>>> from datetime import date
>>> opened = pd.DataFrame({"kind": "invoice", "amount": [600.0, 600.0], "open_amount": [30.0, 30.02],
...     "open_cents": [3_000, 3_002], "due_date": pd.Timestamp("2025-06-30"), "days_late": 184})
>>> with_retention(opened, pd.DataFrame(index=opened.index), date(2025, 12, 31))["told_by"].tolist()
['share', '']

Units: whole cents, dates.
Source: loi 71-584 du 16 juillet 1971, art. 1 and 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.money import whole_cents

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

ACCOUNT = "4117"
RELEASED = "released"
_TWENTIETH = 20  # 5 % is a twentieth; less than a cent away, the difference times 20 is below 20


def with_retention(opened: pd.DataFrame, facts: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return open items (with open_cents) with two columns more: told_by and release.

    A part retained becomes a row of its own. What is released is due on the release day, and late from then on.
    """
    rows = opened.assign(told_by=_told_by(opened, facts), release=_dates(facts, "retention_due"))
    kept = _kept_cents(rows, facts)
    partly = (kept > 0) & (kept < rows["open_cents"].to_numpy())
    retained = rows[partly].assign(open_cents=kept[partly], open_amount=kept[partly] / 100)
    rest = rows["open_cents"].to_numpy() - np.where(partly, kept, 0)
    rows = rows.assign(open_cents=rest, open_amount=rest / 100)
    rows.loc[partly, "told_by"] = ""
    both = pd.concat([rows, retained], ignore_index=True) if partly.any() else rows
    return _released(both, day)


def _told_by(opened: pd.DataFrame, facts: pd.DataFrame) -> NDArray[np.object_]:
    """Return how the retention of each item is known, "" where there is none."""
    owed = (opened["open_cents"] > 0).to_numpy()
    given = _cents(facts) > 0
    on_account = np.zeros(len(opened), bool)
    if "account" in facts:
        on_account = facts["account"].astype(str).str.startswith(ACCOUNT).to_numpy(bool)
    amount, left = _whole(opened["amount"]), opened["open_cents"].to_numpy(np.int64)
    share = (np.abs(left * _TWENTIETH - amount) < _TWENTIETH) & (opened["kind"] == "invoice").to_numpy() & owed
    told = np.select([owed & given, owed & on_account, share], ["given", "account", "share"], "")
    return np.asarray(told, object)


def _whole(euros: pd.Series) -> NDArray[np.int64]:
    return whole_cents(pd.to_numeric(euros, errors="coerce").fillna(0.0).to_numpy(float))[0]


def _cents(facts: pd.DataFrame) -> NDArray[np.int64]:
    if "retention_amount" not in facts:
        return np.zeros(len(facts), np.int64)
    return _whole(facts["retention_amount"])


def _dates(facts: pd.DataFrame, name: str) -> pd.Series:
    if name not in facts:
        return pd.Series(pd.NaT, index=facts.index, dtype="datetime64[s]")
    return pd.to_datetime(facts[name], errors="coerce").astype("datetime64[s]")


def _kept_cents(rows: pd.DataFrame, facts: pd.DataFrame) -> NDArray[np.int64]:
    left = rows["open_cents"].to_numpy(np.int64)
    given = np.minimum(_cents(facts), left)
    told = rows["told_by"].to_numpy()
    return np.where(told == "given", given, np.where(told == "", 0, left)).astype(np.int64)


def _released(rows: pd.DataFrame, day: date) -> pd.DataFrame:
    """Give what is past its release that day as due date; from then on it is an item like any other."""
    now = pd.Timestamp(day)
    over = (rows["told_by"] != "") & rows["release"].notna() & (rows["release"] < now)
    since = (now - rows["release"]).dt.days
    due, late = rows["due_date"].where(~over, rows["release"]), rows["days_late"].where(~over, since).astype("int64")
    told = rows["told_by"].where(~over, RELEASED)
    return rows.assign(due_date=due, days_late=late, told_by=told)
