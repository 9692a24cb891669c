"""Restated receivables: what the bank or the factor has paid for and the customers have not, put back.

A bill is discounted until its due date: if it is not paid then, the bank takes its money back. An invoice is
factored until the day on which the customer paid the factor (`settled_on`). Both have left the customer
accounts, and a DSO without them says that customers pay sooner when it is a bank that does.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1", "F2"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-11-01", "amount": [100.0, 80.0], "financed": ["factor", "factor"],
...     "settled_on": [None, "2025-12-20"]})
>>> paid = pd.DataFrame({"payment_id": ["P1", "P2"], "customer_id": "C1", "payment_date": "2025-11-05",
...     "amount": [100.0, 80.0], "kind": "transfer", "method": "factor"})
>>> used = pd.DataFrame({"credit_id": ["P1", "P2"], "invoice_id": ["F1", "F2"], "amount": [100.0, 80.0],
...     "allocated_on": "2025-11-05"})
>>> dossier = Dossier.of(name="case", invoices=invoices, payments=paid, allocations=used)
>>> financed_receivables(dossier, as_of="2025-12-31")[["id", "financed", "outstanding"]].values.tolist()
[['F1', 'factor', 100.0]]

What counts is what was received for the item, so that one sent back and open again counts once, in the books.
Units: euros with VAT, whole cents. None where the dossier does not say what is financed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import TableColumns, columns_of, first_rows
from cashkit.ground.calendar import as_date, day_number
from cashkit.measures.balance import Balance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier

FACTOR, DISCOUNTED = "factor", "discounted"
COLUMNS = ("id", "customer_id", "financed", "due_date", "days_late", "outstanding", "outstanding_cents")
_PAID_BY = ("transfer", "payment", "other")
_RULE = "fallback"


def on_the_books(found: pd.DataFrame) -> Balance:
    """Return what claims (`claims.claims`) come to without doubtful ones: in all, credits deducted, and not yet due.

    Retention is not due before its release.
    """
    sound = found[found["standing"] != "doubtful"]
    current = (sound["open_cents"] > 0) & ((sound["days_late"] <= 0) | (sound["standing"] == "retention"))
    return Balance(int(sound["open_cents"].sum()), int(sound.loc[current, "open_cents"].sum()))


def put_back(books: Balance, financed: pd.DataFrame) -> Balance:
    """Return the balance with what is financed put back; the customers of what is not due are not late."""
    cents, due = financed["outstanding_cents"], financed["days_late"] <= 0
    return Balance(books.total + int(cents.sum()), books.current + int(cents[due].sum()))


def financed_receivables(dossier: Dossier, *, as_of: object) -> pd.DataFrame | None:
    """Return the items financed by others and not yet paid by their customers at a date (columns: `COLUMNS`)."""
    until = day_number(as_date(as_of))
    invoices = columns_of(dossier, "invoices") if dossier.books is not None else None
    if invoices is None or not invoices.has("financed"):
        return None
    how, due, settled = invoices.words("financed"), invoices.days("due_date"), invoices.days("settled_on")
    waits = ((how == FACTOR) & ((settled == NO_DAY) | (settled > until))) | ((how == DISCOUNTED) & (due > until))
    rows = np.flatnonzero(waits)
    cents = _received(dossier, invoices.ids("invoice_id")[rows], until)
    rows, cents = rows[cents > 0], cents[cents > 0]
    table = invoices.frame.iloc[rows]
    told = {
        "id": invoices.ids("invoice_id")[rows],
        "customer_id": table["customer_id"].to_numpy(object),
        "financed": how[rows],
        "due_date": table["due_date"].to_numpy(),
        "days_late": np.maximum(until - due[rows].astype(np.int64), 0),
    }
    return pd.DataFrame(told | {"outstanding": cents / 100, "outstanding_cents": cents}, columns=list(COLUMNS))


def _received(dossier: Dossier, ids: NDArray[np.object_], until: int) -> NDArray[np.int64]:
    """Return the cents received by a day for each item, credit notes and write-offs apart."""
    total = np.zeros(len(ids), np.int64)
    used, payments = columns_of(dossier, "allocations"), columns_of(dossier, "payments")
    if used is None or payments is None or not len(ids):
        return total
    item = first_rows(ids, used.ids("invoice_id"))
    kept = np.flatnonzero((item >= 0) & (used.days("allocated_on") <= until) & ~_by_rule(used))
    payment = first_rows(payments.ids("payment_id"), used.ids("credit_id")[kept])
    kind = np.append(payments.words("kind"), "")[payment]
    cash = np.isin(kind, _PAID_BY)
    np.add.at(total, item[kept[cash]], used.cents("amount")[kept[cash]])
    return total


def _by_rule(used: TableColumns) -> NDArray[np.bool_]:
    """Return which allocations nobody made: what a bank or a factor paid for is known, not guessed."""
    return np.array([method.startswith(_RULE) for method in used.words("method")], bool)
