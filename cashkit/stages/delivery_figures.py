"""The figures of stage 5, and its verdict: what left despite a warning, and what was delivered and never invoiced."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cashkit.dossier.findings import Figure
from cashkit.ground.money import cents, euros
from cashkit.stages.delivery_faults import PROOF_FROM
from cashkit.stages.goods_in_kind import claimable_cents, goods_in_kind
from cashkit.stages.stop_rule import stopped_by
from cashkit.stages.stop_thresholds import sales_margin, stop_rules

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    import pandas as pd

    from cashkit.dossier.findings import Finding
    from cashkit.stages.delivered import Delivered

BAD_ABOVE = 0.05
"""Of the deliveries of a year, the share by amount that left although something said no."""
YEAR = 365
"""Bad, too, is more than one day's deliveries forgotten: a 365th of the year."""
_TITLE = "C. com. L624-9 et L624-16"
RISKY = ("delivery_beyond_limit", "delivery_on_overdue_customer", "delivery_on_credit_after_judgment")


@dataclass(frozen=True, eq=False)
class Gone:
    """What left in the year, and what of it should not have, or was forgotten."""

    found: Delivered
    faults: Sequence[Finding]
    margin_given: Decimal | None = None

    @cached_property
    def total(self) -> int:
        """What was delivered in the year."""
        return int(self.found.rows["cents"].sum())

    @cached_property
    def risky(self) -> int:
        """What of it a risk should have stopped, each delivery counted once."""
        keys = {one.key for one in self.faults if one.code in RISKY}
        return int(self.found.rows.loc[self.found.rows["key"].isin(keys), "cents"].sum())

    @cached_property
    def forgotten(self) -> int:
        """What of it should have been invoiced long ago."""
        return int(self.found.forgotten["cents"].sum())

    @cached_property
    def stopped(self) -> pd.DataFrame:
        """What a stop rule would have held back, by what became of it."""
        return stopped_by(self.found)

    @cached_property
    def rules(self) -> pd.DataFrame:
        """What rules of other thresholds would have saved, and cost."""
        return stop_rules(self.found, sales_margin(self.found.at.dossier, self.found.at.as_of, self.margin_given))

    @cached_property
    def in_kind(self) -> pd.DataFrame:
        """What customers still hold of what they have not paid."""
        return goods_in_kind(self.found)

    def count(self, code: str) -> int:
        """Return the number of faults of a code."""
        return sum(one.code == code for one in self.faults)


def figures(gone: Gone) -> tuple[Figure, ...]:
    """Return the figures of deliveries; those that nothing is known for are left out."""
    rows = gone.found.rows
    reason = "" if gone.total else "no_deliveries"
    basis = {"deliveries_at_risk": euros(gone.risky), "deliveries_amount": euros(gone.total)}
    return (
        Figure("deliveries_count", len(rows), "count"),
        Figure("deliveries_amount", euros(gone.total), "eur"),
        Figure("deliveries_at_risk", euros(gone.risky), "eur"),
        Figure(
            "deliveries_at_risk_share",
            gone.risky / gone.total if gone.total else None,
            "rate",
            inputs=basis,
            reason=reason,
        ),
        Figure("forgotten_deliveries", euros(gone.forgotten), "eur", inputs={"deliveries": len(gone.found.forgotten)}),
        *_waiting(gone.found),
        *_proofs(gone.found),
        *_in_kind(gone),
        *_held_back(gone.stopped),
    )


def _waiting(found: Delivered) -> list[Figure]:
    """Return what is delivered and rightly waits for its invoice."""
    recent = found.waiting[found.waiting["billing"] == "cut_off"]
    return [Figure("cut_off_deliveries", euros(int(recent["cents"].sum())), "eur", inputs={"deliveries": len(recent)})]


def _proofs(found: Delivered) -> list[Figure]:
    """Return which part of what was shipped, above the smallest amounts, is proved by a signed slip."""
    rows = found.rows[found.rows["kind"].isin(("", "shipped")) & (found.rows["cents"] > PROOF_FROM)]
    told = rows[rows["proof"] != ""]
    if told.empty:
        return []
    signed = int(told.loc[told["proof"] == "signed", "cents"].sum())
    return [Figure("proof_share", signed / int(told["cents"].sum()), "rate", inputs={"deliveries": len(told)})]


def _in_kind(gone: Gone) -> list[Figure]:
    """Return what can still be claimed back of goods unpaid, where the table tells what is still there."""
    if not gone.found.deliveries.has("in_kind"):
        return []
    held = {"customers": int(gone.in_kind["customer_id"].nunique())}
    return [Figure("goods_claimable", euros(claimable_cents(gone.in_kind)), "eur", inputs=held, source=_TITLE)]


def _held_back(stopped: pd.DataFrame) -> list[Figure]:
    """Return what a stop rule would have held back over the history, and what of it was lost, and was paid."""
    if stopped.empty:
        return []
    amounts = {fate: cents(amount) for fate, amount in zip(stopped["fate"], stopped["amount"], strict=True)}
    parts = {f"held_back_{fate}": euros(amounts.get(fate, 0)) for fate in ("lost", "paid")}
    whole = Figure(
        "held_back", euros(sum(amounts.values())), "eur", inputs={"deliveries": int(stopped["deliveries"].sum())}
    )
    return [whole, *(Figure(name, value, "eur") for name, value in parts.items())]


def verdict(gone: Gone) -> tuple[str, str, dict[str, object]]:
    """Return the verdict with its reason: bad when a day's deliveries were forgotten, or 5 % left against a no."""
    rows = gone.found.rows
    if rows.empty:
        return "not_assessed", "stages.delivery_none", {}
    params: dict[str, object] = {"deliveries": len(rows), "amount": euros(gone.total)}
    if not gone.faults:
        return "good", "stages.delivery_good", params
    bad = gone.forgotten * YEAR > gone.total or gone.risky > BAD_ABOVE * gone.total
    return "bad" if bad else "watch", *_fact(gone, params)


def _fact(gone: Gone, params: dict[str, object]) -> tuple[str, dict[str, object]]:
    if gone.forgotten:
        told = {"forgotten": euros(gone.forgotten), "count": len(gone.found.forgotten), "risky": euros(gone.risky)}
        return "stages.delivery_forgotten" if gone.risky else "stages.delivery_only_forgotten", params | told
    if gone.risky:
        return "stages.delivery_risky", params | {"risky": euros(gone.risky), "share": gone.risky / gone.total}
    return "stages.delivery_lame", params | {"faults": len({one.key for one in gone.faults})}
