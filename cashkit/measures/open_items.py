"""Open items: every invoice and credit with anything left at a date, one row each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.ground.calendar import as_date, day_number
from cashkit.measures.as_of import resolved_view, warn_outside

if TYPE_CHECKING:
    import pandas as pd

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import View


def open_items(dossier: Dossier, *, as_of: object, view: View | None = None) -> pd.DataFrame:
    """Return the open items at a date, in euros with VAT, credits below zero.

    Columns: table (invoices or payments), id, customer_id, kind, issue_date, due_date, days_late
    (0 on the due date and for credits), amount, open_amount. The open amounts sum to the total of
    the aged balance.
    """
    day = as_date(as_of)
    warn_outside(dossier, day)
    return dossier.engine.open_items(day_number(day), resolved_view(dossier, view))
