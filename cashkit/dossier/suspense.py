"""Suspense: money received that nobody has attributed to a customer yet; it waits on an account 47.

A payment whose `account` starts with 47 is no credit of the customer accounts: no aged balance, no
exposure and no matching counts it. It stays in `dossier.payments`, since somebody has to find whose it is.

>>> import narwhals as nw
>>> import pandas as pd
>>> paid = pd.DataFrame({"payment_id": ["P1", "P2"], "amount": [50.0, 80.0], "account": ["411000", "471000"]})
>>> own, waiting = apart(nw.from_native(paid, eager_only=True))
>>> own["payment_id"].to_list(), waiting["payment_id"].to_list()
(['P1'], ['P2'])

Source: PCG, accounts 471 to 475.
"""

from typing import Any

import narwhals as nw

from cashkit.dossier.columns import Frame

_SUSPENSE = "47"


def apart(payments: Frame) -> tuple[Frame, Frame | None]:
    """Return the payments of the customer accounts and, where there are any, those that wait on a suspense account."""
    if "account" not in payments.columns:
        return payments, None
    waits = payments.select(_waits().alias("waits"))["waits"].to_list()
    return (payments, None) if not any(waits) else (payments.filter([not one for one in waits]), payments.filter(waits))


def without(payments: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return the payments of the customer accounts, where the table stays in its engine."""
    return payments.filter(~_waits()) if "account" in payments.collect_schema().names() else payments


def _waits() -> nw.Expr:
    account = nw.coalesce(nw.col("account").cast(nw.String), nw.lit(""))
    return account.str.starts_with(_SUSPENSE)
