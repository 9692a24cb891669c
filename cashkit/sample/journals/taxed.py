"""Taxed: how much VAT there is in what is owed or settled.

An invoice says its VAT; an opening balance, a bill or a returned debit does not: the regime of the customer does.

>>> import pandas as pd
>>> shares(pd.DataFrame({"kind": ["invoice", "opening", "opening"], "amount": [110.0, 120.0, 120.0],
...     "vat": [10.0, None, None], "vat_regime": [None, None, None], "customer_id": ["C1", "C1", "C2"]}),
...     pd.DataFrame({"customer_id": ["C1", "C2"], "vat_regime": ["standard", "export"]})).round(4).tolist()
[0.0909, 0.1667, 0.0]

Units: shares of the amount with VAT, as fractions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.sample.booked import cents_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.journals.routing import Routed

    Whole = NDArray[np.int64]

RATES: Mapping[str, float] = {"standard": 0.20, "fitted": 0.10, "reverse_charge": 0.0, "export": 0.0, "intra_eu": 0.0}
SAID = ("invoice", "credit_note")


def shares(invoices: pd.DataFrame, customers: pd.DataFrame) -> NDArray[np.float64]:
    """Return the share of VAT in each invoice row."""
    whole, vat = cents_of(invoices, "amount"), cents_of(invoices, "vat")
    regime = invoices["customer_id"].map(customers.set_index("customer_id")["vat_regime"])
    rate = invoices["vat_regime"].fillna(regime).map(RATES).fillna(RATES["standard"]).to_numpy(np.float64)
    told = invoices["kind"].isin(SAID).to_numpy() & (whole != 0)
    return np.where(told, vat / np.where(whole == 0, 1, whole), rate / (1 + rate))


def vat_part(tables: Mapping[str, pd.DataFrame], routed: Routed, chosen: pd.Series) -> Whole:
    """Return the VAT in some payments, by the invoices that they settle."""
    made = routed.made[routed.made["payment"] >= 0]
    made = made[chosen.to_numpy()[made["payment"]]]
    share = shares(tables["invoices"], tables["customers"])[made["item"]]
    part = np.rint(made["cents"] * share).astype(np.int64)
    sums = np.bincount(made["payment"], part, len(tables["payments"])).astype(np.int64)
    return np.asarray(sums[chosen.to_numpy()], np.int64)
