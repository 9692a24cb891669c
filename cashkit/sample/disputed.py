"""Disputed: the invoices of the sample that a dispute can be about, and the day on which one is raised.

>>> rows = pd.DataFrame({"issue": [100, 100], "due": [130, 130], "paid": [131, 190]})
>>> days = opening(rows, np.random.default_rng(3))
>>> bool(((days > rows["issue"]) & (days <= rows["due"] + 25)).all())
True

Units: days since 1970, whole cents with VAT.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import cents_of, positions, said, taken, told
from cashkit.sample.paid_late import settled_on
from cashkit.sample.standing import CLOSING
from cashkit.sample.steps import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.booked import Booked
    from cashkit.sample.seen import Seen

    Whole = NDArray[np.int64]

LATE_OBJECTOR = "C0041"
BEFORE_DUE = 0.41
_LATEST = 25  # days after the due date on which a customer still finds something to object to
_SOON = 3
_WORTH_IT = 10_000  # cents: nobody argues about less


def candidates(seen: Seen, reserved: tuple[Whole, Whole]) -> pd.DataFrame:
    """Return the invoices that a dispute can be about, with what is left of them and their credit note."""
    booked, invoices, items = seen.booked, seen.tables["invoices"], seen.booked.items
    frame = pd.DataFrame({"row": np.arange(len(items)), **{name: items[name] for name in ("customer", "issue", "due")}})
    frame["whole"] = items["cents"]
    kept = cents_of(invoices, "retention_amount")
    frame["left"] = np.maximum(seen.left - kept, 0)
    frame["paid"] = np.minimum(settled_on(booked, items["cents"].to_numpy() - kept), CLOSING)
    frame = frame.join(_notes(booked, invoices))
    frame["named"] = items["customer"].isin(booked.of([LATE_OBJECTOR]))
    charged = (told(invoices, "kind") == "invoice").to_numpy(bool) & (items["cents"] > _WORTH_IT).to_numpy()
    free = ~said(invoices, "doubtful") & (told(invoices, "financed") == "").to_numpy(bool) & (kept == 0)
    segment = told(booked.customers, "segment").to_numpy(object)[items["customer"]]
    frame["sent_back"] = (segment == "retail") & (frame["left"] > 0) & (frame["due"] < CLOSING)
    apart = items["customer"].isin(reserved[0]) | frame["row"].isin(reserved[1])
    frame["open_allowed"] = ~apart & _trading(booked)[items["customer"]]
    frame["calm"] = frame["left"] == 0
    worth_it: pd.DataFrame = frame[charged & free & (items["customer"] >= 0) & _trading(booked)[items["customer"]]]
    return worth_it


def _trading(booked: Booked) -> NDArray[np.bool_]:
    """Say which customers raise disputes: neither the counter nor a sister company, nor who is insolvent."""
    customers = booked.customers
    apart = told(customers, "kind").isin(["counter", "intra_group", "private"]) | customers["judgment_on"].notna()
    return np.asarray(~apart, bool)


def _notes(booked: Booked, invoices: pd.DataFrame) -> pd.DataFrame:
    """Return for each invoice the row of the last credit note that corrects it, its day and its cents."""
    notes = np.flatnonzero((told(invoices, "kind") == "credit_note").to_numpy(bool))
    corrected = positions(told(invoices, "corrects").iloc[notes], invoices["invoice_id"])
    row = np.full(len(invoices), -1, np.int64)
    row[corrected[corrected >= 0]] = notes[corrected >= 0]
    day = np.where(row >= 0, taken(booked.items["posted"], row), NEVER)
    cents = np.where(row >= 0, taken(-booked.items["cents"].to_numpy(), row), 0)
    return pd.DataFrame({"note": row, "note_day": day, "note_cents": cents})


def opening(rows: pd.DataFrame, random: np.random.Generator, *, before: float = BEFORE_DUE) -> Whole:
    """Return the day on which a dispute on each invoice is raised: before its due date, or once it is late."""
    issue, due, paid = (rows[name].to_numpy(np.int64) for name in ("issue", "due", "paid"))
    early = issue + 1 + np.floor(random.random(len(rows)) * np.maximum(due - issue - 1, 1)).astype(np.int64)
    last = np.clip(paid - due - 1, 1, _LATEST)
    late = due + 1 + np.floor(random.random(len(rows)) * last).astype(np.int64)
    sooner = (random.random(len(rows)) < before) | (paid < due + _SOON)
    return np.asarray(np.minimum(np.where(sooner, early, late), CLOSING), np.int64)
