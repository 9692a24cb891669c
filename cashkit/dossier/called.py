"""What customers and invoices of tables are called: every text by which a file beside them may mean one.

A customer is called by its code, its account, its SIREN or SIRET, its name; an invoice by its document's reference
where the table has one, else by its id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from cashkit.dossier import columns
from cashkit.dossier.directory import Directory

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from cashkit.dossier.columns import Frame
    from cashkit.dossier.sheet import Sheet

_NAMES = ("siren", "siret", "name")
Called = tuple[list[object], list[object]]


def called(labels: NDArray[np.generic], customers: Frame | None, invoices: Sheet) -> Directory:
    """Return the directory of the customers with these labels."""
    more = [_pairs(_texts(invoices.arrow("account")), _texts(invoices.ids("customer_id")))]
    if customers is not None and "customer_id" in customers.columns:
        owners = _texts(columns.ids(columns.arrow(customers, "customer_id")))
        known = [name for name in _NAMES if name in customers.columns]
        more += [_pairs(_texts(columns.ids(columns.arrow(customers, name))), owners) for name in known]
    return Directory(labels, more)


def own_numbers(invoices: Sheet) -> pa.Array:
    """Return the number of each invoice as text."""
    ids = invoices.ids("invoice_id").cast(pa.string())
    if not invoices.has("document_ref"):
        return ids
    return pc.coalesce(invoices.ids("document_ref").cast(pa.string()), ids)


def _texts(column: pa.Array) -> list[object]:
    return column.cast(pa.string()).to_pylist()  # type: ignore[no-any-return]  # Arrow's list of text


def _pairs(names: Iterable[object], owners: Iterable[object]) -> Called:
    """Return each pair of a name and its owner once."""
    pairs = dict.fromkeys(zip(names, owners, strict=True))
    return [name for name, _ in pairs], [owner for _, owner in pairs]
