"""Contacts: calls and letters of the sample's customers that say something: tight treasury, discontent, a new process.

Each broken promise brings a call about treasury, but for those that the story keeps silent; one dispute in three
brings discontent; public bodies and the chain change their process; some accountants change.

Units: dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import days, positions, told
from cashkit.sample.customers import typed
from cashkit.sample.paid_late import settled_on
from cashkit.sample.standing import CLOSING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan
    from cashkit.sample.seen import Seen

    Whole = NDArray[np.int64]
    Random = np.random.Generator

_FIRST = CLOSING - 3 * 365 + 20
_ONE_IN_THREE = 3
PROCESS, NEW_CONTACT, OTHER = 60, 45, 80
_PAID_WITHIN = 3


def make_contacts(plan: Plan, seen: Seen, promises: pd.DataFrame, silent_after: Whole) -> pd.DataFrame:
    """Return the table `contacts`; no customer says a word after the day from which the story keeps it silent."""
    random, customers = plan.random("contacts"), seen.customers
    parts = [
        _treasury(seen, promises, random),
        _discontent(seen, random),
        _at_random(plan, customers, ("process", PROCESS), random),
        _at_random(plan, customers, ("new_contact", NEW_CONTACT), random),
        _at_random(plan, customers, ("other", OTHER), random),
    ]
    made = pd.concat(parts, ignore_index=True)
    made = made[(made["day"] <= np.minimum(silent_after[made["customer"]], CLOSING - 1)) & (made["customer"] >= 0)]
    return _table(made, customers)


def _treasury(seen: Seen, promises: pd.DataFrame, random: Random) -> pd.DataFrame:
    """Return a call for each promise that was not kept, four to nine days after the day promised."""
    booked, promised = seen.booked, days(promises, "promised_on")
    row = positions(promises["invoice_id"], seen.tables["invoices"]["invoice_id"])
    broken = settled_on(booked, booked.items["cents"].to_numpy())[row] > promised + _PAID_WITHIN
    row, promised = row[broken], promised[broken]
    day = np.minimum(promised + random.integers(4, 10, len(row)), CLOSING - 1)
    known = day > promised
    who = booked.items["customer"].to_numpy()[row]
    return pd.DataFrame({"customer": who[known], "day": day[known], "signal": "treasury"})


def _discontent(seen: Seen, random: Random) -> pd.DataFrame:
    disputes, invoices = seen.tables["disputes"], seen.tables["invoices"]
    row = positions(disputes["invoice_id"], invoices["invoice_id"])
    owner = seen.owner("invoices")[row]
    heard = np.sort(random.permutation(len(row))[: len(row) // _ONE_IN_THREE])
    return pd.DataFrame({"customer": owner[heard], "day": days(disputes, "opened_on")[heard], "signal": "discontent"})


def _at_random(plan: Plan, customers: pd.DataFrame, what: tuple[str, int], random: Random) -> pd.DataFrame:
    signal, count = what
    formal = told(customers, "kind").isin(["public", "hospital"]) | (told(customers, "segment") == "retail")
    pool = np.flatnonzero(formal.to_numpy(bool)) if signal == "process" else np.arange(len(customers))
    count = max(2, round(count * plan.scale))
    who = pool[random.integers(0, len(pool), count)]
    return pd.DataFrame({"customer": who, "day": random.integers(_FIRST, CLOSING - 1, count), "signal": signal})


def _table(made: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    made = made.sort_values(["day", "customer", "signal"], ignore_index=True)
    columns = {
        "contact_id": [f"K{rank + 1:05d}" for rank in range(len(made))],
        "customer_id": customers["customer_id"].to_numpy()[made["customer"].to_numpy(np.int64)],
        "on": pd.to_datetime(made["day"], unit="D"),
        "signal": made["signal"],
        "note": None,
    }
    return typed("contacts", columns)
