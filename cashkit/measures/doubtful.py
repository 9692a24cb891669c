"""Doubtful claims open at a date, with what of them can be lost: the part without VAT.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> row = {"invoice_id": "F1", "customer_id": "C1", "kind": "invoice", "issue_date": "2025-01-01"}
>>> row |= {"due_date": "2025-01-31", "amount": 1200.0, "vat": 200.0, "doubtful": True}
>>> dossier = Dossier.of(name="case", closing_date="2025-12-31", invoices=pd.DataFrame([row]))
>>> found = doubtful_claims(dossier, as_of="2025-12-31")
>>> found[["id", "days_late", "open_amount", "without_vat", "vat_source"]].iloc[0].to_dict()
{'id': 'F1', 'days_late': 334, 'open_amount': 1200.0, 'without_vat': 1000.0, 'vat_source': 'invoice'}

The VAT is that of the invoice, in proportion to what is still open. A claim moved to account 416, or brought
forward, has lost it: then the mean share of VAT in the customer's invoices stands for it, else that
in all invoices; where none is known the amount is taken whole. `vat_source` says which: invoice,
customer, portfolio, unknown.
Units: euros; days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.money import whole_cents
from cashkit.measures.claims import claims

if TYPE_CHECKING:
    from datetime import date

    from cashkit.dossier.dossier import Dossier

COLUMNS = ["customer_id", "id", "days_late", "open_amount", "without_vat", "vat_source"]


def doubtful_claims(dossier: Dossier, *, as_of: date | str) -> pd.DataFrame:
    """Return the doubtful items open at a date, one row each, sorted by customer and id; columns: `COLUMNS`."""
    found = claims(dossier, as_of=as_of)
    found = found[(found["standing"] == "doubtful") & (found["table"] == "invoices")].sort_values(["customer_id", "id"])
    return net_of_vat(dossier, found)[COLUMNS].reset_index(drop=True)


def net_of_vat(dossier: Dossier, found: pd.DataFrame) -> pd.DataFrame:
    """Return some claims with two columns more: without_vat, the euros that can be lost, and vat_source."""
    known = _known_vat(dossier)
    shares = {
        "invoice": found["id"].map(_share(known, "invoice_id")),
        "customer": found["customer_id"].map(_share(known, "customer_id")),
        "portfolio": pd.Series(float(known["vat"].sum()) / max(int(known["amount"].sum()), 1), index=found.index),
    }
    there = [share.notna() & bool(len(known)) for share in shares.values()]
    source = np.select(there, list(shares), "unknown")
    share = np.select(there, [share.fillna(0.0).astype(float) for share in shares.values()], 0.0)
    cents = found["open_cents"].to_numpy(np.int64)
    net = np.floor(cents * (1 - share) + 0.5) / 100  # half up: open amounts are above zero
    return found.assign(without_vat=net, vat_source=source)


def _known_vat(dossier: Dossier) -> pd.DataFrame:
    """Return the invoices whose VAT is known: invoice_id, customer_id, and amount and vat in cents."""
    columns = ["invoice_id", "customer_id", "amount", "vat"]
    invoices = None if dossier.books is None else dossier.table("invoices")
    if invoices is None or "vat" not in invoices.columns:
        return pd.DataFrame(columns=columns).astype({"amount": "int64", "vat": "int64"})
    kept = invoices[(invoices["kind"] == "invoice") & invoices["vat"].notna() & (invoices["amount"] > 0)]
    return kept[columns].assign(amount=whole_cents(kept["amount"])[0], vat=whole_cents(kept["vat"])[0])


def _share(known: pd.DataFrame, by: str) -> pd.Series:
    """Return the share of VAT in the invoices of each key."""
    sums = known.groupby(by)[["amount", "vat"]].sum()
    return sums["vat"] / sums["amount"]
