"""Faults of stage 4: orders accepted that the line, an overdue or a judgment should have stopped, and lame ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.ground.calendar import from_day
from cashkit.ground.money import euros
from cashkit.law.vat import impossible_vat, vat_article
from cashkit.measures.credit_limit import beyond
from cashkit.stages.fault import Fault
from cashkit.stages.ordered import OVERDUE_CENTS

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from numpy.typing import NDArray

    from cashkit.dossier.findings import Finding
    from cashkit.stages.ordered import Ordered

    Row = Mapping[Hashable, Any]

YEAR, SAME_ORDER_DAYS = 365, 3
BEYOND_LIMIT = Fault("order_beyond_limit", "orders", "loss")
ON_OVERDUE = Fault("order_on_overdue_customer", "orders", "loss")
REFERENCE_MISSING = Fault("order_reference_missing", "orders", "cash_late", "C. com. L441-9")
TERMS_LONGER = Fault("order_terms_longer", "orders", "cash_late")
DEPOSIT_NOT_RECEIVED = Fault("deposit_not_received", "orders", "loss")
AMOUNT_INCOHERENT = Fault("order_amount_incoherent", "orders", "cash_late")
INSOLVENT = Fault("order_of_insolvent_customer", "orders", "loss", "C. com. L622-17")
ENTERED_TWICE = Fault("order_entered_twice", "orders", "cash_late")


def order_faults(found: Ordered) -> Iterator[Finding]:
    """Yield the faults of orders in the order in which they are looked at: risk, elements, doubles."""
    rows = found.rows
    yield from beyond_limit(rows[~rows["frame"] & ~rows["released"]])
    yield from on_overdue(found, rows[~rows["frame"] & ~rows["released"]])
    yield from of_insolvent(found, rows)
    yield from deposits_not_received(found, rows)
    yield from references_missing(found, rows)
    yield from terms_longer(rows)
    yield from amounts_incoherent(found, rows)
    yield from entered_twice(found, rows)


def beyond_limit(rows: pd.DataFrame) -> list[Finding]:
    """Return the orders that bring exposure more than 10 % beyond the line, which nobody released.

    The order adds what of it is not delivered yet that day: the rest is in the exposure already. The excess is
    the customer's, whatever the number of its orders: its items name the customer.
    """
    total = rows["exposure"] + rows["before"] + rows["left"]
    hit = beyond(exposure=total.to_numpy(np.int64), limit=rows["limit"].to_numpy(np.int64))
    found = rows.assign(total=total, excess=total - rows["limit"])[hit]
    return [_beyond(row) for row in found.to_dict("records")]


def _beyond(row: Row) -> Finding:
    params = _told(row) | {"order": euros(row["cents"]), "limit": euros(row["limit"]), "total": euros(row["total"])}
    items = [("customers", row["customer"], int(row["excess"]))]
    return BEYOND_LIMIT.finding(row["key"], row["customer"], items, params)


def on_overdue(found: Ordered, rows: pd.DataFrame) -> list[Finding]:
    """Return the orders on credit of companies with more than 1 000 € overdue for more than 30 days, not disputed."""
    hit = rows[rows["company"] & ~rows["prepaid"] & (rows["overdue"] > OVERDUE_CENTS)]
    return [_standing(found, ON_OVERDUE, row, overdue=euros(row["overdue"])) for row in hit.to_dict("records")]


def of_insolvent(found: Ordered, rows: pd.DataFrame) -> list[Finding]:
    """Return the orders taken on credit after the judgment of insolvency."""
    hit = rows[(rows["judged"] != NO_DAY) & (rows["day"] > rows["judged"]) & ~rows["prepaid"]]
    return [_standing(found, INSOLVENT, row, judged=from_day(row["judged"])) for row in hit.to_dict("records")]


def references_missing(found: Ordered, rows: pd.DataFrame) -> list[Finding]:
    """Return the orders without the reference that their customer asks for on its invoices."""
    hit = rows[rows["needs_reference"] & (rows["reference"] == "")]
    return [_standing(found, REFERENCE_MISSING, row) for row in hit.to_dict("records")]


def deposits_not_received(found: Ordered, rows: pd.DataFrame) -> list[Finding]:
    """Return the orders whose deposit was agreed and never received although something has left."""
    agreed, received = (found.orders.cents(f"deposit_{name}")[rows["row"]] for name in ("agreed", "received"))
    left = _first_deliveries(found)[rows["row"]]
    hit = rows.assign(cents=agreed, left=left)[(agreed > 0) & (received == 0) & (left <= found.at.until)]
    return [
        _standing(found, DEPOSIT_NOT_RECEIVED, row, delivered=from_day(row["left"])) for row in hit.to_dict("records")
    ]


def _first_deliveries(found: Ordered) -> NDArray[np.int64]:
    """Return the day of the first delivery of each order, the latest of all days where there is none."""
    first = np.full(len(found.orders), np.iinfo(np.int64).max, np.int64)
    order, day, _ = found.book.deliveries
    np.minimum.at(first, order, day.astype(np.int64))
    return first


def terms_longer(rows: pd.DataFrame) -> list[Finding]:
    """Return the orders that give longer than the account's terms, which nobody approved.

    At stake is what the further days keep from the company, over a year.
    """
    hit = rows[(rows["extra_days"] > 0) & ~rows["approved"]]
    return [_longer(row) for row in hit.to_dict("records")]


def _longer(row: Row) -> Finding:
    days = int(row["extra_days"])
    kept = (2 * int(row["cents"]) * days + YEAR) // (2 * YEAR)
    told = {"terms": row["own_terms"], "account_terms": row["account_terms"], "days": days}
    params = _told(row) | told | {"order": euros(row["cents"])}
    return TERMS_LONGER.finding(row["key"], row["customer"], [("orders", row["key"], kept)], params)


def amounts_incoherent(found: Ordered, rows: pd.DataFrame) -> list[Finding]:
    """Return the orders whose amount with VAT no possible rate makes of the amount without."""
    table, place = found.orders, rows["row"]
    excl, regime = table.cents("amount_excl_vat")[place], table.words("vat_regime")[place]
    off = impossible_vat(rows["cents"] - excl, excl, regime, rows["day"])
    hit = rows.assign(excl=excl, regime=regime, off=off)[(off > 0) & table.given("amount_excl_vat")[place]]
    return [_incoherent(row) for row in hit.to_dict("records")]


def _incoherent(row: Row) -> Finding:
    params = _told(row) | {
        "order": euros(row["cents"]),
        "excl": euros(row["excl"]),
        "article": vat_article(row["regime"]),
    }
    return AMOUNT_INCOHERENT.finding(row["key"], row["customer"], [("orders", row["key"], int(row["off"]))], params)


def entered_twice(found: Ordered, rows: pd.DataFrame) -> list[Finding]:
    """Return the orders that repeat one of at most three days before: same customer, reference and amount."""
    table, day = found.orders, found.book.day
    known = (table.words("customer_reference") != "") & (table.words("status") != "cancelled") & (day != NO_DAY)
    known &= (table.ids("customer_id") != "") & (found.book.cents > 0)
    every = pd.DataFrame(
        {
            "customer": table.ids("customer_id"),
            "reference": table.words("customer_reference"),
            "cents": found.book.cents,
            "day": day.astype(np.int64),
            "key": table.ids("order_id"),
        }
    )[known]
    ordered = every.sort_values(["customer", "reference", "cents", "day", "key"])
    before = ordered.groupby(["customer", "reference", "cents"], sort=False)[["day", "key"]].shift()
    again = ordered.assign(gap=ordered["day"] - before["day"], other=before["key"])
    hit = rows.drop(columns=["key"]).join(again.loc[again["gap"] <= SAME_ORDER_DAYS, ["gap", "other", "key"]], on="row")
    return [
        _standing(found, ENTERED_TWICE, row, first=from_day(int(row["day"] - row["gap"])), other=str(row["other"]))
        for row in hit[hit["key"].notna()].to_dict("records")
    ]


def _standing(found: Ordered, fault: Fault, row: Row, **params: object) -> Finding:
    """Return the finding of an order whose amount stands on its invoices, deliveries or itself."""
    items = found.chain.of_order(int(row["row"]), int(row["cents"]))
    return fault.finding(row["key"], row["customer"], items, _told(row) | params)


def _told(row: Row) -> dict[str, object]:
    return {"name": row["name"], "day": from_day(row["day"])}
