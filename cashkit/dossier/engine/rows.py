"""The open items themselves, row by row, as of a day."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cashkit.dossier.bookkept import as_dates
from cashkit.dossier.books import NO_DAY, Allocations, Books, taken
from cashkit.dossier.tables import INVOICE_KINDS, PAYMENT_KINDS

COLUMNS = ("table", "id", "customer_id", "kind", "issue_date", "due_date", "days_late", "amount", "open_amount")


def open_rows(books: Books, rows: Allocations, when: NDArray[np.int32], until: int) -> pd.DataFrame:
    """Return one row for each item or payment with anything open: amounts in euros, credits negative."""
    done = when <= until
    known = rows.where(done)
    owed, unused = books.open_items(known), books.open_credits(known)
    i = np.flatnonzero((owed != 0) & (books.items.posted <= until))
    c = np.flatnonzero((unused != 0) & (books.credits.posted <= until))
    items, credits = books.items, books.credits
    customer = np.concatenate([items.customer[i], credits.customer[c]])
    due = np.concatenate([items.due[i], np.full(len(c), NO_DAY, np.int32)])
    owing = np.concatenate([items.cents[i] > 0, np.zeros(len(c), bool)])
    columns = {
        "table": np.repeat(np.array(["invoices", "payments"], object), [len(i), len(c)]),
        "id": np.concatenate([taken(books.invoice_ids, i).astype(object), taken(books.payment_ids, c).astype(object)]),
        "customer_id": books.customers[customer],
        "kind": np.concatenate(
            [np.array(INVOICE_KINDS, object)[items.kind[i]], np.array(PAYMENT_KINDS, object)[credits.kind[c]]]
        ),
        "issue_date": as_dates(np.concatenate([items.issue[i], credits.posted[c]])),
        "due_date": as_dates(due),
        "days_late": np.where(owing & (due != NO_DAY), np.maximum(until - due, 0), 0),
        "amount": np.concatenate([items.cents[i], -credits.cents[c]]) / 100,
        "open_amount": np.concatenate([owed[i], -unused[c]]) / 100,
    }
    return pd.DataFrame(columns)
