"""Follow-up signals and what they foretold: of what fell due in the 90 days after one was noted, the share paid late.

Late means more than 30 days after the due date, by amount. Beside it stands the same share of what fell due without
that signal in the 90 days before: a signal that foretells nothing has the same share on both sides. It is an
association: a signal is noted where somebody asked.

>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1", "F2", "F3"], "customer_id": ["C1", "C1", "C2"], "kind": "invoice",
...     "issue_date": "2025-05-01", "due_date": ["2025-06-15", "2025-06-20", "2025-06-20"],
...     "amount": [300.0, 100.0, 50.0]})
>>> paid = pd.DataFrame({"payment_id": ["P1", "P2"], "customer_id": ["C1", "C2"], "payment_date": "2025-06-20",
...     "amount": [100.0, 50.0]})
>>> used = pd.DataFrame({"credit_id": ["P1", "P2"], "invoice_id": ["F2", "F3"], "amount": [100.0, 50.0],
...     "allocated_on": "2025-06-20"})
>>> noted = pd.DataFrame({"contact_id": ["K1"], "customer_id": "C1", "on": "2025-06-01", "signal": "treasury"})
>>> dossier = Dossier.of(name="case", invoices=invoices, payments=paid, allocations=used, contacts=noted)
>>> signals_foretold(dossier, as_of="2025-12-31")[["signal", "invoices", "late_after", "late_without"]].values.tolist()
[['treasury', 2, 0.75, 0.0]]

Units: shares as fractions, by amount with VAT; days. Over 24 months, less the last 30 days, whose lateness is not
known yet. A share is NaN where nothing fell due.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import columns_of
from cashkit.ground.calendar import as_date, day_number, months_after
from cashkit.measures.bills import timed_through_bills
from cashkit.measures.customer_facts import as_text, customer_facts

if TYPE_CHECKING:
    from cashkit.dossier.dossier import Dossier

AFTER, LATE, _MONTHS, _YEAR = 90, 30, 24, 365
COLUMNS = ("signal", "contacts", "customers", "invoices", "late_after", "late_without", "insolvent_after")


def signals_foretold(dossier: Dossier, *, as_of: object) -> pd.DataFrame | None:
    """Return one row for each signal, the one that foretold most first; None without signals in `contacts`."""
    day = as_date(as_of)
    noted = _noted(dossier, day_number(months_after(day, -_MONTHS)), day_number(day))
    if noted is None:
        return None
    timed = timed_through_bills(dossier, since=months_after(day, -_MONTHS), until=day)
    timed = timed[timed["due"] <= day_number(day) - LATE]
    timed = timed.assign(customer=as_text(timed["customer_id"]), late=timed["cents"].where(timed["days"] > LATE, 0))
    timed = timed.sort_values("due", kind="stable")
    judged = customer_facts(dossier).days("judgment_on", noted["customer"]).astype(np.int64)
    noted = noted.assign(judged=(judged > noted["on"]) & (judged <= noted["on"] + _YEAR) & (judged <= day_number(day)))
    rows = [_row(str(signal), part, timed) for signal, part in noted.groupby("signal", sort=True)]
    told = pd.DataFrame(rows, columns=list(COLUMNS))
    return told.sort_values("late_after", ascending=False, kind="stable", na_position="last").reset_index(drop=True)


def _noted(dossier: Dossier, since: int, until: int) -> pd.DataFrame | None:
    """Return the signals noted in a window: customer, on, signal."""
    table = columns_of(dossier, "contacts")
    if table is None or not table.has("signal"):
        return None
    days = table.days("on").astype(np.int64)
    rows = pd.DataFrame({"customer": table.ids("customer_id"), "on": days, "signal": table.words("signal")})
    return pd.DataFrame(rows[(days != NO_DAY) & (days > since) & (days <= until) & (rows["signal"] != "")])


def _row(signal: str, noted: pd.DataFrame, timed: pd.DataFrame) -> tuple[object, ...]:
    """Return what fell due after a signal, against what fell due without it."""
    keyed = {"customer": "str"}  # an empty column of text has another type, which no merge takes
    last = pd.merge_asof(
        timed[["due", "customer"]].astype(keyed),
        noted[["on", "customer"]].astype(keyed).sort_values("on", kind="stable"),
        left_on="due",
        right_on="on",
        by="customer",
        direction="backward",
        allow_exact_matches=False,
    )
    after = (last["due"] - last["on"] <= AFTER).to_numpy(bool)
    judged = noted.loc[noted["judged"], "customer"].nunique()
    shares = (_share(timed[after]), _share(timed[~after]))
    return (signal, len(noted), noted["customer"].nunique(), int(after.sum()), *shares, judged)


def _share(rows: pd.DataFrame) -> float:
    owed = int(rows["cents"].sum())
    return int(rows["late"].sum()) / owed if owed else float("nan")
