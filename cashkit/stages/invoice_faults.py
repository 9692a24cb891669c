"""Faults of stage 6 in time and number: invoices that leave late or fall due too late, gaps, doubles, unsent ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.ground.calendar import from_day
from cashkit.ground.money import euros
from cashkit.measures.delivery_links import billing_rows
from cashkit.stages.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from numpy.typing import NDArray

    from cashkit.dossier.findings import Finding
    from cashkit.stages.billed import Billed

    Row = Mapping[Hashable, Any]

YEAR, SENDING_DAYS = 365, 5
LATE = Fault("invoice_late", "invoices", "yearly_cost", "C. com. L441-9")
BEYOND_CAP = Fault("due_date_beyond_cap", "invoices", "cash_late", "C. com. L441-10 I")
GAP = Fault("numbering_gap", "invoices", "exposure", "CGI ann. II, art. 242 nonies A, I-7°")
DOUBLED = Fault("invoice_doubled", "invoices", "cash_late", "CGI art. 272, 1")
NOT_SENT = Fault("invoice_not_sent", "invoices", "cash_late", "C. com. L441-9")


def invoices_late(found: Billed) -> list[Finding]:
    """Return the invoices issued more than 10 days after the last delivery that they bill, monthly ones apart.

    At stake is what carrying them so long costs.
    """
    return [_late(row) for row in found.delays[found.delays["late"]].to_dict("records")]


def _late(row: Row) -> Finding:
    told = {"name": row["name"], "invoice": euros(row["cents"]), "days": int(row["days"])}
    days = {"issued": row["issue_date"].date(), "delivered": row["delivered_on"].date()}
    items = [("invoices", row["invoice_id"], int(row["cost"]))]
    return LATE.finding(row["invoice_id"], row["customer_id"], items, told | days)


def due_dates_beyond_cap(found: Billed) -> list[Finding]:
    """Return the invoices due later than the law in every reading, and than the account's own terms.

    Only due dates that stand in the data are judged. At stake is what the further days keep back, over a year.
    """
    return [_beyond(row) for row in found.beyond_cap.to_dict("records")]


def _beyond(row: Row) -> Finding:
    days, cents = int(row["extra"]), int(row["cents"])
    kept = (2 * cents * days + YEAR) // (2 * YEAR)
    told = {"invoice": euros(cents), "due": from_day(row["due"]), "latest": from_day(row["latest"]), "days": days}
    return BEYOND_CAP.finding(row["key"], row["customer"], [("invoices", row["key"], kept)], _told(row) | told)


def numbering_gaps(found: Billed) -> list[Finding]:
    """Return the runs of numbers missing inside a series: nothing is at stake but the proof that nothing was hidden."""
    return [_gap(row) for row in found.gaps.to_dict("records")]


def _gap(row: Row) -> Finding:
    told = {"count": int(row["count"]), "before": str(row["number_before"]), "after": str(row["number_after"])}
    days = {"first": row["from_date"].date(), "last": row["to_date"].date()}
    return GAP.finding(row["first_missing"], None, [], told | days)


def invoices_doubled(found: Billed) -> list[Finding]:
    """Return the later of two invoices of one order and amount that no credit note corrects.

    Two shipments of the same amount, each with its own invoice, are no double; nor are instalments of a service.
    """
    every = _billing(found)
    before = every.groupby(["customer", "order", "cents"], sort=False)[["key", "delivery"]].shift()
    apart = (every["delivery"] >= 0) & (before["delivery"] >= 0) & (every["delivery"] != before["delivery"])
    again = every.assign(other=before["key"])[before["key"].notna() & ~apart]
    hit = found.rows.join(again.set_index("row")[["other"]], on="row", how="inner")
    return [_invoice(DOUBLED, row, int(row["cents"]), other=str(row["other"])) for row in hit.to_dict("records")]


def _billing(found: Billed) -> pd.DataFrame:
    """Return the invoices of goods with an order that nothing corrects, in the order of their issue."""
    table, at = found.invoices, found.at
    kept = billing_rows(table) & (table.words("nature") != "service") & (table.days("posted_on") <= at.until)
    kept &= (table.ids("order_id") != "") & (table.cents("amount") > 0) & ~found.corrected
    row = np.flatnonzero(kept & (found.issued != NO_DAY))
    made = {
        "customer": table.ids("customer_id"),
        "order": table.ids("order_id"),
        "cents": table.cents("amount"),
        "day": found.issued,
        "key": table.ids("invoice_id"),
        "delivery": first_deliveries(found),
    }
    frame = pd.DataFrame({name: column[row] for name, column in made.items()}).assign(row=row)
    return frame.sort_values(["customer", "order", "cents", "day", "key"], ignore_index=True)


def first_deliveries(found: Billed) -> NDArray[np.int64]:
    """Return the first delivery that each row of the invoices bills, -1 where it bills none."""
    none = np.iinfo(np.int64).max
    first = np.full(len(found.invoices), none, np.int64)
    np.minimum.at(first, found.links.invoice, found.links.delivery)
    return np.where(first == none, -1, first)


def invoices_not_sent(found: Billed) -> list[Finding]:
    """Return the invoices sent more than 5 days after their issue, or not at all; none where sending is not told."""
    table, until = found.invoices, found.at.until
    if not table.has("sent_on"):
        return []
    sent = table.days("sent_on").astype(np.int64)[found.rows["row"]]
    sent = np.where(sent > until, NO_DAY, sent)
    waited = np.where(sent == NO_DAY, until, sent) - found.rows["day"].to_numpy(np.int64)
    hit = found.rows.assign(waited=waited)[waited > SENDING_DAYS]
    return [_invoice(NOT_SENT, row, int(row["cents"]), days=int(row["waited"])) for row in hit.to_dict("records")]


def _invoice(fault: Fault, row: Row, cents: int, **params: object) -> Finding:
    return fault.finding(row["key"], row["customer"], [("invoices", row["key"], cents)], _told(row) | params)


def _told(row: Row) -> dict[str, object]:
    return {"name": row["name"], "day": from_day(row["day"])}
