"""Planted in stages 4 and 5: orders and deliveries that passed beyond a limit or for a late customer, signed by nobody.

Units: whole cents with VAT, days.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cashkit.sample.booked import book, told
from cashkit.sample.claimable import claimable_steps
from cashkit.sample.releases import LATE, LATE_EUROS, Judged, judged_deliveries, judged_orders
from cashkit.sample.seen import rows

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.seen import Seen

    Flags = NDArray[np.bool_]

ORDER, DELIVERY = "order", "delivery"


def planted(seen: Seen) -> list[pd.DataFrame]:
    """Return the true cases of stages 4 and 5 that exposure and lateness tell."""
    orders, deliveries = judged_orders(seen), judged_deliveries(seen)
    made = []
    for stage, table, judged in ((ORDER, "orders", orders), (DELIVERY, "deliveries", deliveries)):
        unsigned = (told(seen.tables[table], "released_by") == "").to_numpy(bool)
        for code, flags in (("beyond_limit", judged.beyond), ("on_overdue_customer", judged.overdue)):
            made.append(rows(stage, f"{stage}_{code}", seen.ids(table, f"{stage}_id", flags & unsigned)))
    return made


def near_misses(seen: Seen) -> list[pd.DataFrame]:
    """Return what looks like a fault of stages 4 and 5 and is none."""
    orders, deliveries = judged_orders(seen), judged_deliveries(seen)
    slightly = (deliveries.exposed > deliveries.limit) & deliveries.limited & ~deliveries.beyond
    excused = _late_but_disputed(seen, orders)
    covered = seen.ids("deliveries", "delivery_id", _covered_by_deposit(seen, deliveries))
    made = [
        rows(DELIVERY, "delivery_beyond_limit", covered, "covered_by_deposit", near_miss=True),
        rows(ORDER, "order_on_overdue_customer", seen.ids("orders", "order_id", excused), "disputed", near_miss=True),
        rows(
            DELIVERY,
            "delivery_beyond_limit",
            seen.ids("deliveries", "delivery_id", slightly),
            "tolerance",
            near_miss=True,
        ),
    ]
    for stage, table, judged in ((ORDER, "orders", orders), (DELIVERY, "deliveries", deliveries)):
        signed = (told(seen.tables[table], "released_by") != "").to_numpy(bool)
        for code, flags in (("beyond_limit", judged.beyond), ("on_overdue_customer", judged.overdue)):
            keys = seen.ids(table, f"{stage}_id", flags & signed)
            made.append(rows(stage, f"{stage}_{code}", keys, "released", near_miss=True))
    return made


def _late_but_disputed(seen: Seen, orders: Judged) -> Flags:
    """Say which orders came from customers late only with what was in dispute or is retention."""
    plain = seen.tables["invoices"].assign(retention_amount=0.0, doubtful=False)
    tables = {**seen.tables, "invoices": plain, "disputes": seen.tables["disputes"].iloc[:0]}
    steps = claimable_steps(book(seen.customers, tables), tables, more_than=LATE)
    all_late = steps.at(orders.owner, orders.day) > LATE_EUROS * 100
    return orders.credited & all_late & ~orders.overdue


def _covered_by_deposit(seen: Seen, deliveries: Judged) -> Flags:
    """Say which deliveries would be beyond the limit but for a deposit."""
    exposed = seen.exposures.without_deposits(deliveries.owner, deliveries.day)
    return replace(deliveries, exposed=exposed).beyond & ~deliveries.beyond
