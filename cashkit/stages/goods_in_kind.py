"""Goods in kind: what customers still hold of what they have not paid, under retention of title, and until which day.

An insolvent customer's goods are claimed back within three months of the publication of the judgment, those delivered
before it. Without a judgment the clause holds as long as the price is unpaid: it has no last day. What can be claimed
is what is still there, at most what is unpaid of the invoices that bill it.

States: `open` (may be claimed), `last_days` (15 at most), `past`, `unpublished` (the time has not begun to run),
`no_judgment`, `after_judgment` (delivered since: a debt to be paid at its term, no claim).

>>> import pandas as pd
>>> from datetime import date
>>> from cashkit.dossier.dossier import Dossier
>>> from cashkit.stages.delivered import delivered
>>> from cashkit.stages.situation import Situation
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice", "amount": 900.0,
...     "issue_date": "2025-09-10", "delivery_id": "D1"})
>>> deliveries = pd.DataFrame({"delivery_id": ["D1"], "customer_id": "C1", "delivered_on": "2025-09-01",
...     "amount": [900.0], "in_kind": 600.0})
>>> customers = pd.DataFrame({"customer_id": ["C1"], "name": "Un", "judgment_on": "2025-10-14",
...     "published_on": "2025-10-22"})
>>> dossier = Dossier.of(name="case", closing_date="2025-12-31", invoices=invoices, deliveries=deliveries,
...     customers=customers)
>>> table = goods_in_kind(delivered(Situation(dossier, date(2025, 12, 31))))
>>> table[["reclaim_by", "in_kind", "claimable", "reclaim_state"]].astype(str).values.tolist()
[['2026-01-22', '600.0', '600.0', 'open']]

Units: euros with VAT.
Source: C. com. L624-9 and L624-16, C. civ. 2367 and 2368.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.bookkept import as_dates
from cashkit.dossier.books import NO_DAY
from cashkit.ground.calendar import day_number, from_day
from cashkit.law.insolvency import last_day

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.stages.delivered import Delivered

    Int64 = NDArray[np.int64]

COLUMNS = ("customer_id", "name", "published_on", "reclaim_by", "in_kind", "claimable", "reclaim_state")
LAST_DAYS = 15
CLAIMABLE = ("open", "last_days", "unpublished", "no_judgment")


def goods_in_kind(found: Delivered) -> pd.DataFrame:
    """Return who holds unpaid goods, one row a customer and state, the nearest last day first (columns: `COLUMNS`)."""
    rows = _kept(found)
    rows = rows[rows["claimable"] > 0]
    keys = ["customer", "name", "published", "last", "state"]
    sums = rows.groupby(keys, sort=True)[["kept", "claimable"]].sum().reset_index()
    sums = sums.sort_values(["last", "claimable"], ascending=[True, False], kind="stable")
    made = {
        "customer_id": sums["customer"],
        "name": sums["name"],
        "published_on": _dates(sums["published"]),
        "reclaim_by": _dates(sums["last"].where(sums["last"] != _NEVER, NO_DAY)),
        "in_kind": sums["kept"] / 100,
        "claimable": sums["claimable"] / 100,
        "reclaim_state": sums["state"],
    }
    return pd.DataFrame(made, columns=list(COLUMNS)).reset_index(drop=True)


def claimable_cents(table: pd.DataFrame) -> int:
    """Return what can still be claimed of a table of goods in kind."""
    free = table[table["reclaim_state"].isin(CLAIMABLE)]
    return int((free["claimable"] * 100).round().sum())


_NEVER = np.iinfo(np.int64).max


def _kept(found: Delivered) -> pd.DataFrame:
    """Return the deliveries of which something is still there, with what is unpaid of it and until when."""
    kept = found.deliveries.cents("in_kind")[found.known["row"]]
    rows = found.known.assign(kept=kept)[kept > 0]
    published = found.at.facts.days("published_on", rows["customer"]).astype(np.int64)
    known = (published != NO_DAY) & (published <= found.at.until)
    judged = (rows["judgment"] != NO_DAY) & (rows["judgment"] <= found.at.until)
    before = (rows["day"] < rows["judgment"]).to_numpy(bool)
    published = np.where(known & judged, published, NO_DAY)
    last = np.array([_last(day) for day in published.tolist()], np.int64)
    tests = [~judged, ~before, published == NO_DAY, last < found.at.until, last - found.at.until <= LAST_DAYS]
    names = ["no_judgment", "after_judgment", "unpublished", "past", "last_days"]
    state = np.select(tests, names, "open")
    last = np.where(np.isin(state, names[:2]), _NEVER, last)
    return rows.assign(published=published, last=last, state=state, claimable=_unpaid(found, rows))


def _last(published: int) -> int:
    return _NEVER if published == NO_DAY else day_number(last_day(from_day(published), "reclaim_goods"))


def _unpaid(found: Delivered, rows: pd.DataFrame) -> Int64:
    """Return what is unpaid of the goods of each delivery: all of them where no invoice bills them yet.

    The open amount of an invoice is taken by its deliveries in turn, so that none of it counts twice.
    """
    invoices, links = found.at.table("invoices"), found.chain.links
    ids = np.empty(0, object) if invoices is None else invoices.ids("invoice_id")
    left: dict[int, int] = {}
    taken = []
    for delivery, kept in zip(rows["row"].tolist(), rows["kept"].tolist(), strict=True):
        first, last = (int(np.searchsorted(links.delivery, delivery, side)) for side in ("left", "right"))
        billing = links.invoice[first:last].tolist()
        still = 0 if billing else kept
        for invoice in billing:
            open_cents = left.setdefault(invoice, int(found.at.open_of([ids[invoice]])[0]))
            part = min(kept - still, max(open_cents, 0))
            left[invoice], still = open_cents - part, still + part
        taken.append(still)
    return np.array(taken, np.int64)


def _dates(days: pd.Series) -> NDArray[np.datetime64]:
    return as_dates(days.to_numpy(np.int64).astype(np.int32))
