"""Facts of open items: what the table of invoices says about each beside its dates and its amount.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> row = {"invoice_id": "F1", "customer_id": "C1", "kind": "invoice", "issue_date": "2025-12-01", "amount": 120.0}
>>> dossier = Dossier.of(name="case", invoices=pd.DataFrame([row | {"account": "411700"}]))
>>> opened = open_items(dossier, as_of="2025-12-31")
>>> item_facts(dossier, opened).iloc[0].to_dict()
{'due_date_source': 'default', 'account': '411700'}

Only columns that the table has are returned; none for tables that stay on an engine (DuckDB, Spark),
which are not read row by row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cashkit.measures.open_items import open_items

if TYPE_CHECKING:
    from cashkit.dossier.dossier import Dossier

__all__ = ["FACTS", "item_facts", "names_of", "open_items"]

FACTS = ("due_date_source", "account", "doubtful", "retention_amount", "retention_due", "financed")


def item_facts(dossier: Dossier, opened: pd.DataFrame) -> pd.DataFrame:
    """Return the facts of each open item, row by row (missing for payments); see `FACTS`."""
    invoices = None if dossier.books is None else dossier.table("invoices")
    if invoices is None:
        return pd.DataFrame(index=opened.index)
    known = [name for name in FACTS if name in invoices.columns]
    table = invoices.drop_duplicates("invoice_id").set_index("invoice_id")[known]
    ids = opened["id"].where(opened["table"] == "invoices")
    return table.reindex(pd.Index(ids)).set_axis(opened.index, axis=0)


def names_of(dossier: Dossier, customer_ids: pd.Series | pd.Index) -> pd.Series:
    """Return the name of each customer, its code where no name is known."""
    codes = pd.Series(customer_ids).astype(object)
    customers = dossier.table("customers")
    if customers is None or not {"customer_id", "name"} <= set(customers.columns):
        return codes
    lookup = customers.drop_duplicates("customer_id").set_index("customer_id")["name"].astype(object)
    found = codes.map(lookup)
    return found.where(found.notna() & (found.astype(str).str.strip() != ""), codes)
