"""Bills: the day on which an invoice that a bill settles is really paid.

A bill accepted closes its invoice in the books (411 to 413) weeks before any money comes: read so, a customer who
pays by bill always pays early. The invoice is paid when its bill is: by the receipt at maturity, on the due
date (or the day known) where the bank paid ahead, and not yet where it came back unpaid. A bill belongs to the
acceptance of the same customer, amount and day.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1", "B1"], "customer_id": "C1", "kind": ["invoice", "bill"],
...     "issue_date": ["2025-03-01", "2025-03-10"], "due_date": ["2025-04-30", "2025-05-10"], "amount": 100.0})
>>> payments = pd.DataFrame({"payment_id": ["P1", "P2"], "customer_id": "C1", "kind": ["bill", "payment"],
...     "payment_date": ["2025-03-10", "2025-05-12"], "amount": 100.0})
>>> used = pd.DataFrame({"credit_id": ["P1", "P2"], "invoice_id": ["F1", "B1"], "amount": 100.0,
...     "allocated_on": ["2025-03-10", "2025-05-12"]})
>>> dossier = Dossier.of(name="case", invoices=invoices, payments=payments, allocations=used)
>>> days = {"since": "2024-12-31", "until": "2025-12-31"}
>>> timed_invoices(dossier, **days)["days"].tolist()  # accepted 51 days before the due date
[-51]
>>> timed_through_bills(dossier, **days)["days"].tolist()  # paid 12 days after it
[12]

Units: day numbers, days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.table_columns import columns_of
from cashkit.dossier.tables import INVOICE_KINDS, PAYMENT_KINDS
from cashkit.measures.lateness import NEVER, settled_on, timed_invoices

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier

    Int32 = NDArray[np.int32]
    Int64 = NDArray[np.int64]

_BILL, _ACCEPTED = INVOICE_KINDS.index("bill"), PAYMENT_KINDS.index("bill")
_AHEAD = PAYMENT_KINDS.index("transfer")


def timed_through_bills(dossier: Dossier, *, since: object, until: object) -> pd.DataFrame:
    """Return each invoice that is timed (`lateness.timed_invoices`), paid when its bill is."""
    return timed_invoices(dossier, since=since, until=until, on=paid_on(dossier))


def paid_on(dossier: Dossier) -> Int32 | None:
    """Return the day of each allocation, an acceptance counting from the day on which its bill is paid."""
    engine = dossier.engine
    if not isinstance(engine, Arrays):
        return None
    rows = engine.matched
    bill = bill_of(engine)
    of_payment = rows.credit < len(engine.books.credits)
    place = np.where(of_payment, np.append(bill, -1)[np.where(of_payment, rows.credit, -1)], -1)
    known = place >= 0
    days = rows.on.copy()
    days[known] = np.maximum(days, _bill_paid(dossier, engine)[place])[known]
    return days


def bill_of(engine: Arrays) -> Int64:
    """Return the bill that each payment accepts, -1 for none: same customer, amount and day, in turn."""
    items, credits = engine.books.items, engine.books.credits
    bill = np.full(len(credits), -1, np.int64)
    given, made = np.flatnonzero(credits.kind == _ACCEPTED), np.flatnonzero(items.kind == _BILL)
    accepted = _keyed(given, credits.customer[given], credits.cents[given], credits.posted[given])
    drawn = _keyed(made, items.customer[made], items.cents[made], items.posted[made])
    pairs = accepted.merge(drawn, on=["customer", "cents", "posted", "turn"], suffixes=("_given", "_made"))
    bill[pairs["row_given"]] = pairs["row_made"]
    return bill


def _keyed(row: Int64, customer: Int32, cents: Int64, posted: Int32) -> pd.DataFrame:
    frame = pd.DataFrame({"row": row, "customer": customer, "cents": cents, "posted": posted})
    return frame.assign(turn=frame.groupby(["customer", "cents", "posted"]).cumcount())


def _bill_paid(dossier: Dossier, engine: Arrays) -> Int32:
    """Return the day on which each item was paid: of a bill paid ahead its own, of one that came back never."""
    items, rows = engine.books.items, engine.matched
    paid = settled_on(engine, np.where(items.cents > 0, items.cents, 1))
    of_payment = rows.credit < len(engine.books.credits)
    credit = rows.credit[of_payment]
    ahead = rows.item[of_payment][engine.books.credits.kind[credit] == _AHEAD]
    paid[ahead] = _own_day(dossier, items.due)[ahead]
    paid[rows.item[of_payment][_came_back(dossier, len(engine.books.credits))[credit]]] = NEVER
    return paid


def _own_day(dossier: Dossier, due: Int32) -> Int32:
    """Return the day on which the customer paid the bank, as known, else the due date."""
    invoices = columns_of(dossier, "invoices")
    if invoices is None or not invoices.has("settled_on"):
        return due
    known = np.full(len(due), NO_DAY, np.int32)
    known[: len(invoices)] = invoices.days("settled_on")
    return np.where(known == NO_DAY, due, known)


def _came_back(dossier: Dossier, count: int) -> NDArray[np.bool_]:
    """Return which payments came back unpaid."""
    payments = columns_of(dossier, "payments")
    back = np.zeros(count, bool)
    if payments is not None and payments.has("returned_on"):
        back[:] = (payments.days("returned_on") != NO_DAY)[:count]
    return back
