"""The figures of stage 6, and its verdict: how long after the delivery invoices leave, and how many are wrong."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cashkit.dossier.findings import Figure
from cashkit.ground.money import cents, euros
from cashkit.measures.invoicing_delay import weighted_days
from cashkit.stages.billed import LATE_DAYS, RATE
from cashkit.stages.credits_owed import credits_owed, rebates_accrued
from cashkit.stages.einvoice_particulars import complete_share, particulars_told
from cashkit.stages.invoice_faults import SENDING_DAYS
from cashkit.stages.rejected_invoices import rejected_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cashkit.dossier.findings import Finding
    from cashkit.stages.billed import Billed

BAD_ABOVE = 0.10
"""Of the invoices of a year, the share by number that is late or wrong."""
_PARTICULARS = "CGI ann. II, art. 242 nonies A ; C. com. L441-9"
_LAW = "CGI ann. II, art. 242 nonies A, I-7°"


@dataclass(frozen=True, eq=False)
class Told:
    """The invoices of the year and what is wrong with them."""

    found: Billed
    faults: Sequence[Finding]

    @cached_property
    def count(self) -> int:
        """How many invoices."""
        return len(self.found.rows)

    @cached_property
    def total(self) -> int:
        """What they come to."""
        return int(self.found.rows["cents"].sum())

    @cached_property
    def wrong(self) -> int:
        """How many of them have a fault, each counted once."""
        return len({one.key for one in self.faults if one.code != "numbering_gap"})

    @cached_property
    def late(self) -> int:
        """How many left more than 10 days after the delivery."""
        return int(self.found.delays["late"].sum())

    @cached_property
    def judged(self) -> bool:
        """Whether the data tell when invoices should have left, or when they did."""
        return bool(len(self.found.delays)) or self.found.invoices.has("sent_on")


def figures(told: Told) -> tuple[Figure, ...]:
    """Return the figures of invoices; those that nothing is known for are left out."""
    found, reason = told.found, "" if told.count else "no_invoices"
    net = euros(told.total - found.credited)
    average = euros((2 * told.total + told.count) // (2 * told.count)) if told.count else None
    share = found.credited / told.total if told.total else None
    credit = {"credited": euros(found.credited), "billed": euros(told.total)}
    missing = int(found.gaps["count"].sum()) if len(found.gaps) else 0
    return (
        Figure("invoiced", net, "eur"),
        Figure("invoices_count", told.count, "count"),
        Figure("average_invoice", average, "eur", reason=reason),
        Figure("credit_note_share", share, "rate", inputs=credit, reason=reason),
        Figure("missing_numbers", missing, "count", source=_LAW),
        *_owed(found),
        *_due_dates(told),
        *_delays(told),
        *_sending(found),
        *_receipt(found),
        *rejected_figures(found),
        *_particulars(found),
    )


def _owed(found: Billed) -> list[Figure]:
    """Return the credit notes that granted disputes call for, and the rebates that the books accrue."""
    shown: list[Figure] = []
    if found.at.table("disputes") is not None:
        owed = credits_owed(found)
        waiting = {"disputes_granted": int(owed["count"].sum())}
        shown = [Figure("credit_notes_owed", euros(sum(map(cents, owed["granted"]))), "eur", inputs=waiting)]
    accrued = rebates_accrued(found)
    if accrued is None:
        return shown
    return [*shown, Figure("rebates_accrued", euros(int(accrued.sum())), "eur", source="PCG 4198")]


def _due_dates(told: Told) -> list[Figure]:
    """Return which due dates stand in the data, and how long they give on average."""
    real = told.found.rows[told.found.rows["real"]]
    known, reason = int(real["cents"].sum()), "" if told.total else "no_invoices"
    shown = [Figure("real_due_share", known / told.total if told.total else None, "rate", reason=reason)]
    if not known:
        return shown
    days = float((real["cents"] * (real["due"] - real["day"])).sum()) / known
    return [*shown, Figure("terms_given", days, "days", inputs={"invoices": len(real)})]


def _delays(told: Told) -> list[Figure]:
    """Return the days from the last delivery to the invoice, their cost over the year, and the share that is late."""
    delays = told.found.delays
    if delays.empty:
        return []
    known = {"invoices": len(delays)}
    cost = euros(int(delays["cost"].sum()))
    own = delays[~delays["monthly"]]
    shown = [
        Figure("invoicing_delay", weighted_days(delays), "days", inputs=known),
        Figure("invoicing_cost", cost, "eur", inputs={**known, "financing_rate": float(RATE)}),
    ]
    if own.empty:
        return shown
    basis = {"invoices_late": told.late, "invoices": len(own), "late_after_days": LATE_DAYS}
    return [*shown, Figure("late_invoices_share", told.late / len(own), "rate", inputs=basis)]


def _particulars(found: Billed) -> list[Figure]:
    """Return the share of e-invoices that bear all that is in force whatever the size of the issuer."""
    told = particulars_told(found)
    share = complete_share(told)
    if share is None:
        return []
    known = {"invoices": int(told["key"].nunique())}
    return [Figure("complete_einvoices", share, "rate", inputs=known, source=_PARTICULARS)]


def _receipt(found: Billed) -> list[Figure]:
    """Return the days from the issue to the receipt by the customer, from which a public buyer's term runs."""
    received = found.invoices.days("received_on")[found.rows["row"]].astype("int64")
    known = found.invoices.given("received_on")[found.rows["row"]] & (received <= found.at.until)
    cents = found.rows["cents"].to_numpy("int64")[known]
    if not cents.sum():
        return []
    days = received[known] - found.rows["day"].to_numpy("int64")[known]
    value = float((cents * days).sum()) / int(cents.sum())
    return [Figure("days_to_receive", value, "days", inputs={"invoices": int(known.sum())})]


def _sending(found: Billed) -> list[Figure]:
    """Return the share of invoices sent within 5 days of their issue, where sending is told."""
    if not found.invoices.has("sent_on") or found.rows.empty:
        return []
    sent = found.invoices.days("sent_on")[found.rows["row"]].astype("int64")
    waited = sent - found.rows["day"].to_numpy("int64")
    known = found.invoices.given("sent_on")[found.rows["row"]]
    in_time = known & (sent <= found.at.until) & (waited <= SENDING_DAYS)
    return [Figure("sent_share", float(in_time.mean()), "rate", inputs={"invoices": len(found.rows)})]


def verdict(told: Told) -> tuple[str, str, dict[str, object]]:
    """Return the verdict with its reason: bad when a tenth of the invoices are late or wrong, watch with any fault.

    Where neither deliveries nor sending are known, what is right cannot be told: only faults are.
    """
    params: dict[str, object] = {"invoices": told.count, "amount": euros(told.total)}
    if not told.count:
        return "not_assessed", "stages.invoice_none", {}
    if not told.faults:
        return (
            ("good", "stages.invoice_good", params) if told.judged else ("not_assessed", "stages.invoice_dark", params)
        )
    judged = "bad" if told.wrong > BAD_ABOVE * told.count else "watch"
    if told.late:
        delay = weighted_days(told.found.delays)
        return judged, "stages.invoice_late_fact", params | {"late": told.late, "days": delay, "wrong": told.wrong}
    return judged, "stages.invoice_fact", params | {"faults": len(told.faults)}
