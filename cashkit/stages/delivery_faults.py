"""Faults of stage 5: goods that left against the line, an old overdue or a judgment, unproved, unordered, unbilled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cashkit.dossier.books import NO_DAY
from cashkit.ground.calendar import from_day
from cashkit.ground.money import euros
from cashkit.law.insolvency import last_day
from cashkit.stages.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping
    from datetime import date

    import pandas as pd

    from cashkit.dossier.findings import Finding
    from cashkit.stages.delivered import Delivered

    Row = Mapping[Hashable, Any]

PROOF_FROM = 50_000
"""Cents: below 500 € nobody looks for a signed slip."""
BEYOND_LIMIT = Fault("delivery_beyond_limit", "deliveries", "loss")
ON_OVERDUE = Fault("delivery_on_overdue_customer", "deliveries", "loss", "C. civ. 1219 et 1220")
WITHOUT_PROOF = Fault("delivery_without_proof", "deliveries", "loss", "C. civ. 1353")
NOT_INVOICED = Fault("delivery_not_invoiced", "deliveries", "cash_late", "C. com. L441-9")
AFTER_JUDGMENT = Fault("delivery_on_credit_after_judgment", "deliveries", "loss", "C. com. L622-17")
WITHOUT_ORDER = Fault("delivery_without_order", "deliveries", "cash_late")
TO_RECLAIM = Fault("goods_to_reclaim", "customers", "loss", "C. com. L624-9 et L624-16")
_SHIPPED, _UNPROVED = ("", "shipped"), ("none", "disputed")


def delivery_faults(found: Delivered) -> Iterator[Finding]:
    """Yield the faults of deliveries in the order in which they are looked at: release, proof, billing, title."""
    rows = found.rows
    yield from beyond_limit(rows)
    yield from on_overdue(found, rows)
    yield from after_judgment(found, rows)
    yield from without_proof(found, rows)
    yield from not_invoiced(found)
    yield from without_order(found, rows)
    yield from goods_to_reclaim(found)


def beyond_limit(rows: pd.DataFrame) -> list[Finding]:
    """Return the deliveries on a day when exposure was more than 10 % beyond the line, which nobody released.

    The excess is the customer's, whatever the number of its deliveries: its items name the customer.
    """
    hit = rows[rows["beyond"] & ~rows["released"]]
    return [_beyond(row) for row in hit.to_dict("records")]


def _beyond(row: Row) -> Finding:
    excess = int(row["exposure"]) - int(row["limit"])
    told = {"delivered": euros(row["cents"]), "limit": euros(row["limit"]), "exposure": euros(row["exposure"])}
    return BEYOND_LIMIT.finding(
        row["key"], row["customer"], [("customers", row["customer"], excess)], _told(row) | told
    )


def on_overdue(found: Delivered, rows: pd.DataFrame) -> list[Finding]:
    """Return the deliveries on credit to companies with more than 1 000 € overdue for more than 30 days."""
    hit = rows[rows["late"] & ~rows["released"]]
    return [_standing(found, ON_OVERDUE, row, overdue=euros(row["overdue"])) for row in hit.to_dict("records")]


def after_judgment(found: Delivered, rows: pd.DataFrame) -> list[Finding]:
    """Return the deliveries on credit after the judgment of insolvency."""
    hit = rows[rows["after_judgment"]]
    return [_standing(found, AFTER_JUDGMENT, row, judged=from_day(row["judgment"])) for row in hit.to_dict("records")]


def without_proof(found: Delivered, rows: pd.DataFrame) -> list[Finding]:
    """Return the goods shipped, of more than 500 €, whose slip is missing or contested."""
    shipped = rows["kind"].isin(_SHIPPED) & (rows["cents"] > PROOF_FROM)
    hit = rows[shipped & rows["proof"].isin(_UNPROVED)]
    return [_standing(found, WITHOUT_PROOF, row) for row in hit.to_dict("records")]


def not_invoiced(found: Delivered) -> list[Finding]:
    """Return the deliveries of more than 30 days ago that no invoice bills."""
    until = found.at.until
    return [
        _standing(found, NOT_INVOICED, row, days=until - int(row["day"])) for row in found.forgotten.to_dict("records")
    ]


def without_order(found: Delivered, rows: pd.DataFrame) -> list[Finding]:
    """Return the goods said to be shipped for which there is no order, where the table tells orders and kinds."""
    if not found.deliveries.has("order_id"):
        return []
    hit = rows[(rows["order"] == "") & (rows["kind"] == "shipped")]
    return [_standing(found, WITHOUT_ORDER, row) for row in hit.to_dict("records")]


def goods_to_reclaim(found: Delivered) -> list[Finding]:
    """Return the insolvent customers who hold goods delivered before the judgment, while they can be claimed back."""
    kept = found.deliveries.cents("in_kind")
    rows = found.known.assign(kept=kept[found.known["row"]])
    rows = rows[(rows["kept"] > 0) & (rows["judgment"] != NO_DAY) & (rows["day"] < rows["judgment"])]
    published = found.at.facts.days("published_on", rows["customer"])
    rows = rows.assign(published=published)[(published != NO_DAY) & (published <= found.at.until)]
    groups = [(str(customer), group) for customer, group in rows.groupby("customer", sort=True)]
    made = [_reclaim(found, customer, group) for customer, group in groups]
    return [one for one, last in made if found.at.as_of <= last]


def _reclaim(found: Delivered, customer: str, rows: pd.DataFrame) -> tuple[Finding, date]:
    first = rows.iloc[0]
    last = last_day(from_day(first["published"]), "reclaim_goods")
    told = {"name": first["name"], "judged": from_day(first["judgment"]), "last": last, "deliveries": len(rows)}
    pairs = zip(rows["row"].tolist(), rows["kept"].tolist(), strict=True)
    items = [item for row, cents in pairs for item in found.chain.of_delivery(row, cents)]
    return TO_RECLAIM.finding(customer, customer, items, told), last


def _standing(found: Delivered, fault: Fault, row: Row, **params: object) -> Finding:
    """Return the finding of a delivery whose amount stands on its invoices or on itself."""
    items = found.chain.of_delivery(int(row["row"]), int(row["cents"]))
    return fault.finding(row["key"], row["customer"], items, _told(row) | params)


def _told(row: Row) -> dict[str, object]:
    return {"name": row["name"], "day": from_day(row["day"])}
