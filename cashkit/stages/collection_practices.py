"""The tables of art. D441-6 in stage 7, ready for the annual accounts: invoices issued and received past due."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.accounts.supplier_invoices import purchases, supplier_invoices
from cashkit.measures.payment_practices import invoiced_over_the_year, invoices_issued, past_due

if TYPE_CHECKING:
    from cashkit.stages.situation import Situation

AGREED, DEFAULT, LAWFUL, UNTOLD = "agreed", "default", "latest_lawful", "untold"
_BUCKET = {"bucket": "late_bucket"}


def practices_tables(at: Situation, defaulted: float | None) -> dict[str, pd.DataFrame]:
    """Return the invoices issued past due, those received where the entries tell, and the terms taken for reference.

    `defaulted` is the share of what is owed whose due date comes from default terms.
    """
    sold = invoiced_over_the_year(at.dossier, as_of=at.as_of)
    issued = past_due(invoices_issued(at.dossier, as_of=at.as_of), total=sold)
    tables = {"invoices_issued_past_due": issued.rename(columns=_BUCKET | {"share": "share_of_invoiced"})}
    received = _received(at)
    if received is not None:
        tables["invoices_received_past_due"] = received
    return tables | {"practice_terms": _terms(defaulted, received=received is not None)}


def _terms(defaulted: float | None, *, received: bool) -> pd.DataFrame:
    """Return which terms were taken for reference on each side, and for which share of the amounts."""
    rows = [] if defaulted is None else [("issued", AGREED, 1 - defaulted), ("issued", DEFAULT, defaulted)]
    rows = [row for row in rows if row[2]] + [("received", LAWFUL, 1.0) if received else ("received", UNTOLD, math.nan)]
    return pd.DataFrame(rows, columns=["practice_side", "reference_terms", "share"])


def _received(at: Situation) -> pd.DataFrame | None:
    """Return the table of the invoices received; None without entries that name suppliers."""
    entries = at.dossier.entries
    rows = None if entries is None else supplier_invoices(entries, as_of=at.as_of)
    if entries is None or rows is None:
        return None
    bought = purchases(entries, as_of=at.as_of)
    return past_due(rows, total=bought if bought > 0 else None).rename(
        columns=_BUCKET | {"share": "share_of_purchases"}
    )
