"""The figures of stage 4, and its verdict: the share of orders taken against the line, an overdue or a judgment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.findings import Figure
from cashkit.ground.money import cents, euros
from cashkit.measures.days_lost import LOST, lost_by
from cashkit.measures.order_to_cash import LINKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cashkit.dossier.findings import Finding
    from cashkit.stages.ordered import Ordered

BAD_ABOVE = 0.05
"""Of the orders of a year, the share by amount taken although something said no."""
RISKY = ("order_beyond_limit", "order_on_overdue_customer", "order_of_insolvent_customer", "deposit_not_received")


def figures(found: Ordered, faults: Sequence[Finding]) -> tuple[Figure, ...]:
    """Return the figures of orders; those that nothing is known for are left out."""
    rows = found.rows
    total, reason = int(rows["cents"].sum()), "" if len(rows) else "no_orders"
    risky = risky_cents(found, faults)
    basis = {"orders_at_risk": euros(risky), "orders_amount": euros(total)}
    share = risky / total if total > 0 else None
    return (
        Figure("orders_count", len(rows), "count"),
        Figure("orders_amount", euros(total), "eur"),
        Figure("order_backlog", euros(backlog_cents(found)), "eur"),
        Figure("orders_at_risk", euros(risky), "eur"),
        Figure("orders_at_risk_share", share, "rate", inputs=basis, reason=reason),
        *_references(found),
        *_deposits(found),
        *_links(found),
        *_lost(found),
    )


def risky_cents(found: Ordered, faults: Sequence[Finding]) -> int:
    """Return the amount of the orders that a risk should have stopped, each counted once."""
    keys = {one.key for one in faults if one.code in RISKY}
    return int(found.rows.loc[found.rows["key"].isin(keys), "cents"].sum())


def backlog_cents(found: Ordered) -> int:
    """Return what is still to be delivered of firm orders at the date."""
    known = found.book.firm & (found.book.day <= found.at.until)
    return int(found.book.left(found.at.until)[known].sum())


def _references(found: Ordered) -> list[Figure]:
    """Return how many of the orders that need the customer's reference bear it."""
    asked = found.rows[found.rows["needs_reference"]]
    if asked.empty:
        return []
    there = int((asked["reference"] != "").sum())
    basis = {"orders_needing_reference": len(asked)}
    return [Figure("order_reference_share", there / len(asked), "rate", inputs=basis)]


def _deposits(found: Ordered) -> list[Figure]:
    """Return which part of the deposits agreed was received."""
    agreed, received = (found.orders.cents(f"deposit_{name}")[found.rows["row"]] for name in ("agreed", "received"))
    total = int(agreed.sum())
    if total <= 0:
        return []
    there = int(np.minimum(agreed, received).sum())
    basis = {"deposits_agreed": euros(total), "deposits_received": euros(there)}
    missing = euros(int(found.deposits["missing"].sum()))
    return [
        Figure("deposit_share", there / total, "rate", inputs=basis),
        Figure("deposits_missing", missing, "eur", inputs={"orders": len(found.deposits)}),
    ]


def _links(found: Ordered) -> list[Figure]:
    """Return the mean days of each link from order to cash, where any is known."""
    known = [(name, found.links[name].notna()) for name in LINKS]
    weighted = [(name, found.links.loc[there, name], found.links.loc[there, "cents"]) for name, there in known]
    return [
        Figure(name, float((days * cents).sum()) / int(cents.sum()), "days", inputs={"deliveries": len(days)})
        for name, days, cents in weighted
        if len(days)
    ]


def _lost(found: Ordered) -> list[Figure]:
    """Return the days lost between order and cash, and what they keep out of the till."""
    if not found.lost[list(LOST)].notna().to_numpy().any():
        return []
    whole = lost_by(found.lost.assign(whole=0), by="whole").iloc[0]
    known = {"deliveries": len(found.lost)}
    return [
        Figure("days_lost", float(whole["days_lost"]), "days", inputs=known),
        Figure("days_lost_carried", euros(cents(float(whole["carried"]))), "eur", inputs=known),
    ]


def verdict(found: Ordered, faults: Sequence[Finding]) -> tuple[str, str, dict[str, object]]:
    """Return the verdict with its reason: bad when 5 % of the year's orders went through against a no, else watch."""
    rows = found.rows
    if rows.empty:
        return "not_assessed", "stages.order_none", {}
    total, risky = int(rows["cents"].sum()), risky_cents(found, faults)
    params: dict[str, object] = {"orders": len(rows), "amount": euros(total)}
    if not faults:
        return "good", "stages.order_good", params
    if not risky:
        return "watch", "stages.order_lame", params | {"faults": len({one.key for one in faults})}
    judged = "bad" if risky > BAD_ABOVE * total else "watch"
    return judged, "stages.order_fact", params | {"risky": euros(risky), "share": risky / total, **_counted(faults)}


def _counted(faults: Sequence[Finding]) -> dict[str, object]:
    named = {"beyond": RISKY[0], "overdue": RISKY[1]}
    return {name: sum(one.code == code for one in faults) for name, code in named.items()}
