"""Doubtful claims open at a date, with what of them can be lost: the part without VAT.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> row = {"invoice_id": "F1", "customer_id": "C1", "kind": "invoice", "issue_date": "2025-01-01"}
>>> row |= {"due_date": "2025-01-31", "amount": 1200.0, "vat": 200.0, "doubtful": True}
>>> dossier = Dossier.of(name="case", closing_date="2025-12-31", invoices=pd.DataFrame([row]))
>>> found = doubtful_claims(dossier, as_of="2025-12-31")
>>> found[["customer_id", "id", "days_late", "open_amount", "without_vat", "vat_known"]].iloc[0].to_dict()
{'customer_id': 'C1', 'id': 'F1', 'days_late': 334, 'open_amount': 1200.0, 'without_vat': 1000.0, 'vat_known': True}

The VAT is that of the invoice, in proportion to what is still open. Where the data do not know it (an
opening item), the whole amount stands in `without_vat` and `vat_known` says so: no rate is guessed.
Units: euros; days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.measures.claims import claims

if TYPE_CHECKING:
    from datetime import date

    from cashkit.dossier.dossier import Dossier

COLUMNS = ["customer_id", "id", "days_late", "open_amount", "without_vat", "vat_known"]


def doubtful_claims(dossier: Dossier, *, as_of: date | str) -> pd.DataFrame:
    """Return the doubtful items open at a date, one row each, sorted by customer and id; columns: `COLUMNS`."""
    found = claims(dossier, as_of=as_of)
    found = found[(found["standing"] == "doubtful") & (found["table"] == "invoices")].sort_values(["customer_id", "id"])
    share = found["id"].map(_shares_without_vat(dossier)).astype(float)
    known = share.notna().to_numpy(bool)
    cents = found["open_cents"].to_numpy(np.int64)
    net = np.floor(cents * np.where(known, share, 1.0) + 0.5) / 100  # half up, open amounts are above zero
    return found.assign(without_vat=net, vat_known=known)[COLUMNS].reset_index(drop=True)


def _shares_without_vat(dossier: Dossier) -> pd.Series:
    """Return the share of each invoice that is no VAT; an invoice whose VAT is not known is not there."""
    invoices = None if dossier.books is None else dossier.table("invoices")
    if invoices is None or "vat" not in invoices.columns:
        return pd.Series(dtype=float)
    known = invoices[invoices["vat"].notna() & (invoices["amount"] > 0)].drop_duplicates("invoice_id")
    return (1 - known["vat"] / known["amount"]).set_axis(known["invoice_id"])
