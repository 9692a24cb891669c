"""Quality map: what disputes hold back by reason, segment of customers, product family and site.

A dispute is a fault told by a customer: where the same reason comes back for one product, one site or one kind of
customer, the cure is there, not in the reminders. The delivery that the disputed invoice bills tells product and site;
`mixed` where it bills several of them, "" where nothing is known.

>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-09-01", "amount": [100.0]})
>>> deliveries = pd.DataFrame({"delivery_id": ["B1", "B2"], "customer_id": "C1", "delivered_on": "2025-08-30",
...     "amount": 50.0, "invoice_id": "F1", "product_family": ["gates", "parts"], "site": "depot"})
>>> told = pd.DataFrame({"dispute_id": ["L1"], "invoice_id": "F1", "opened_on": "2025-09-20", "reason": "quality"})
>>> dossier = Dossier.of(name="case", invoices=invoices, deliveries=deliveries, disputes=told)
>>> quality_map(dossier, disputes(dossier, as_of="2025-12-31"))[list(KEYS)].values.tolist()
[['quality', '', 'mixed', 'depot']]
>>> deliveries = deliveries.assign(product_family="gates", amount=[50.0, 350.0])
>>> dossier = Dossier.of(name="case", invoices=invoices, deliveries=deliveries, disputes=told)
>>> mapped = quality_map(dossier, disputes(dossier, as_of="2025-12-31"))
>>> disputed_by_product(dossier, mapped, since=20_000, until=20_500).iloc[0, 2:].to_dict()
{'count': 1.0, 'amount': 100.0, 'delivered': 400.0, 'disputed_share': 0.25}

Units: euros with VAT; `share` of the amount of all disputes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.table_columns import columns_of, first_rows
from cashkit.measures.customer_facts import as_text, customer_facts
from cashkit.measures.delivery_links import delivery_links
from cashkit.measures.disputes import disputes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier

__all__ = ["KEYS", "disputed_by_product", "disputes", "quality_map"]

KEYS = ("reason", "segment", "product_family", "site")
PLACES, MIXED = ("product_family", "site"), "mixed"


def quality_map(dossier: Dossier, found: pd.DataFrame) -> pd.DataFrame:
    """Return disputes (`disputes`) by reason, segment, product family and site, the dearest first.

    Columns: reason, segment, product_family, site, count, amount, share.
    """
    rows = found.assign(segment=customer_facts(dossier).words("segment", as_text(found["customer_id"])))
    rows = rows.assign(**_delivered(dossier, found))
    groups = rows.groupby(list(KEYS), sort=True)
    cents = groups["cents"].sum()
    frame = pd.DataFrame({"count": groups.size(), "amount": cents / 100, "share": cents / max(int(cents.sum()), 1)})
    return frame.sort_values("amount", ascending=False, kind="stable").reset_index()


def disputed_by_product(dossier: Dossier, mapped: pd.DataFrame, *, since: int, until: int) -> pd.DataFrame | None:
    """Return what is disputed (`quality_map`) beside what was delivered in a window, by family and site.

    Columns: product_family, site, count, amount, delivered, disputed_share; the highest share first. The share is NaN
    for `mixed` invoices, of which no delivery is told apart. None without deliveries that tell a family or a site.
    """
    deliveries = columns_of(dossier, "deliveries")
    if deliveries is None or not (deliveries.has("product_family") or deliveries.has("site")):
        return None
    days = deliveries.days("delivered_on").astype(np.int64)
    rows = pd.DataFrame({name: deliveries.words(name) for name in PLACES} | {"cents": deliveries.cents("amount")})
    delivered = rows[(days > since) & (days <= until)].groupby(list(PLACES))["cents"].sum()
    told = mapped.groupby(list(PLACES))[["count", "amount"]].sum().reset_index()
    cents = pd.MultiIndex.from_frame(told[list(PLACES)]).map(delivered.to_dict())
    told = told.assign(delivered=np.asarray(cents, float) / 100)
    told = told.assign(disputed_share=told["amount"] / told["delivered"].where(told["delivered"] > 0))
    return told.sort_values("disputed_share", ascending=False, kind="stable", na_position="last").reset_index(drop=True)


def _delivered(dossier: Dossier, found: pd.DataFrame) -> dict[str, NDArray[np.object_]]:
    """Return the product family and the site of what each disputed invoice bills."""
    deliveries, invoices = columns_of(dossier, "deliveries"), columns_of(dossier, "invoices")
    if deliveries is None or invoices is None:
        return {name: np.full(len(found), "", object) for name in PLACES}
    links = delivery_links(dossier)
    row = first_rows(invoices.ids("invoice_id"), found["invoice_id"].to_numpy(object))
    told = {}
    for name in PLACES:
        pairs = pd.DataFrame({"invoice": links.invoice, "word": deliveries.words(name)[links.delivery]})
        pairs = pairs[pairs["word"] != ""].drop_duplicates()
        pairs["word"] = pairs["word"].where(~pairs["invoice"].duplicated(keep=False), MIXED)
        one = pairs.drop_duplicates("invoice").set_index("invoice")["word"]
        told[name] = one.reindex(row).fillna("").to_numpy(object)
    return told
