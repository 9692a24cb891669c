"""The steps already taken about each customer since its oldest due date: the highest level, and whether one called.

>>> import pandas as pd
>>> from datetime import date
>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-09-01", "due_date": "2025-10-01", "amount": [100.0]})
>>> sent = pd.DataFrame({"reminder_id": ["R1", "R2"], "customer_id": "C1", "level": [1, 2],
...     "sent_on": ["2025-10-10", "2025-10-20"], "channel": "email"})
>>> asked = pd.DataFrame({"customer_id": ["C1"], "oldest_due": [pd.Timestamp("2025-10-01")]})
>>> steps_taken(Dossier.of(name="case", invoices=invoices, reminders=sent), asked, date(2025, 12, 31)).values.tolist()
[[2.0, 72.0, 0.0]]

`last_level` is NaN where reminders are not known, `called` (1 or 0) where no means of contact is, `since_last`
(days since the last reminder after the due date) where there is none. A signal noted from a customer (`contacts`)
was heard in a talk: it counts as a call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.measures.customer_facts import as_text

if TYPE_CHECKING:
    from datetime import date

    from cashkit.dossier.dossier import Dossier

SPOKEN = ("phone", "call", "visit", "telephone", "téléphone", "tel", "appel", "visite")


def steps_taken(dossier: Dossier, rows: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return last_level, since_last and called for each row of customer_id and oldest_due."""
    nothing = pd.DataFrame({"last_level": np.nan, "since_last": np.nan, "called": np.nan}, index=rows.index)
    reminders = dossier.table("reminders")
    if reminders is None or "level" not in reminders.columns or rows.empty:
        return nothing
    sent = _since(reminders, "sent_on", rows, as_of)
    level = pd.to_numeric(sent["level"], errors="coerce").to_numpy(float)
    ago = (pd.Timestamp(as_of) - pd.to_datetime(sent["sent_on"], errors="coerce")).dt.days.to_numpy()
    told = pd.DataFrame({"who": as_text(sent["customer_id"]), "level": level, "ago": ago})
    highest, latest = told.groupby("who")["level"].max(), told[told["level"] > 0].groupby("who")["ago"].min()
    customers = as_text(rows["customer_id"])
    found = nothing.assign(last_level=highest.reindex(customers).fillna(0).to_numpy(float))
    found = found.assign(since_last=latest.reindex(customers).to_numpy(float))
    if "channel" not in reminders.columns:
        return found
    means = sent["channel"].astype(object).fillna("").astype(str).str.strip().str.lower()
    spoken = set(as_text(sent.loc[means.isin(SPOKEN).to_numpy(bool), "customer_id"]))
    contacts = dossier.table("contacts")
    if contacts is not None:
        spoken |= set(as_text(_since(contacts, "on", rows, as_of)["customer_id"]))
    return found.assign(called=np.isin(customers, list(spoken)).astype(float))


def _since(table: pd.DataFrame, on: str, rows: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return what happened up to the date, after the oldest due date of its customer."""
    day = pd.to_datetime(table[on], errors="coerce")
    oldest = pd.Series(rows["oldest_due"].to_numpy(), index=as_text(rows["customer_id"]))
    since = oldest.reindex(as_text(table["customer_id"])).to_numpy()
    return table[(day <= pd.Timestamp(as_of)).to_numpy() & (day.to_numpy() > since)]
