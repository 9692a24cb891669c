"""Faults of stage 7 by customer: promises broken, means of payment too slow; and what is financed, left out of DSO."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.books import NO_DAY
from cashkit.ground.calendar import from_day
from cashkit.stages.fault import Fault

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.dossier.findings import Finding
    from cashkit.stages.situation import Situation

BROKEN_DAYS = 10
BROKEN_FLOOR = 100_000
SLOW_DAYS = 15
SLOW_FLOOR = 5_000_000
"""Cents: a promise above 1 000 €, a customer above 50 000 € a year."""
BROKEN = Fault("promise_broken", "promises", "cash_late")
SLOW = Fault("means_of_payment_slow", "customers", "cash_late")
LEFT_OUT = Fault("financed_receivables_left_out", "invoices", "exposure")
PORTFOLIO = "portfolio"
_CHEQUE, _DEBIT = ("cheque", "check"), "direct_debit"
_YEAR = 365


def promises_broken(at: Situation, promised: pd.DataFrame | None) -> list[Finding]:
    """Return the promises above 1 000 €, more than 10 days past, of which nothing came and nobody spoke again."""
    if promised is None:
        return []
    past = promised["promised"] < at.until - BROKEN_DAYS
    rows = promised[past & (promised["cents"] > BROKEN_FLOOR) & (promised["received"] == 0)]
    rows = rows.assign(left=at.open_of(rows["invoice_id"]), again=_promised_again(promised, rows))
    rows = rows[(rows["left"] > 0) & ~rows["again"]]
    spoken = at.follow_up.since(rows["customer_id"], rows["promised"].to_numpy(), what=("reminded", "contacted"))
    rows = rows[~spoken]
    names = at.names(rows["customer_id"])
    return [
        BROKEN.finding(
            row["promise_id"],
            row["customer_id"],
            [("invoices", row["invoice_id"], row["left"])],
            {
                "name": name,
                "invoice": row["invoice_id"],
                "day": from_day(row["promised"]),
                "days": int(at.until - row["promised"]),
            },
        )
        for row, name in zip(rows.to_dict("records"), names, strict=True)
    ]


def _promised_again(promised: pd.DataFrame, rows: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which promises were followed by another one of the same customer, after their day."""
    latest = promised.groupby("customer_id")["made"].max()
    made = rows["customer_id"].map(latest).fillna(int(NO_DAY)).to_numpy()
    return np.asarray(made > rows["promised"].to_numpy(), bool)


def means_too_slow(at: Situation) -> list[Finding]:
    """Return the customers who pay by cheque, more than 50 000 € a year and more than 15 days late on average.

    At stake is the cash that would come in once if they paid as direct debits do.
    """
    late = at.late.assign(method=at.facts.words("payment_method", at.late["customer"]))
    debits = late[late["method"] == _DEBIT]
    weight = int(debits["cents"].sum())
    usual = float((debits["days"] * debits["cents"]).sum() / weight) if weight else 0.0
    late["invoiced"] = at.invoiced.reindex(late["customer"], fill_value=0).to_numpy(np.int64)
    slow = late[late["method"].isin(_CHEQUE) & (late["invoiced"] > SLOW_FLOOR) & (late["days"] > SLOW_DAYS)]
    slow = slow.assign(freed=np.rint(slow["invoiced"] / _YEAR * (slow["days"] - usual).clip(lower=0)).astype("int64"))
    return [
        SLOW.finding(
            row["customer"],
            row["customer"],
            [],
            {"name": name, "invoiced": row["invoiced"] / 100, "days": row["days"], "usual": usual},
            cents=row["freed"],
        )
        for row, name in zip(slow.to_dict("records"), at.names(slow["customer"]), strict=True)
    ]


def financed_left_out(financed: pd.DataFrame | None) -> list[Finding]:
    """Return the one finding of what the factor or the bank has paid for and customers have not."""
    if financed is None or financed.empty:
        return []
    by = financed.groupby("financed")["outstanding_cents"].sum()
    items = [("invoices", key, cents) for key, cents in zip(financed["id"], financed["outstanding_cents"], strict=True)]
    params = {"factored": by.get("factor", 0) / 100, "discounted": by.get("discounted", 0) / 100}
    return [LEFT_OUT.finding(PORTFOLIO, None, items, params)]
