"""Small books for tests: rows as tuples."""

import pandas as pd

from cashkit.dossier.dossier import Dossier

INVOICES = ["invoice_id", "customer_id", "kind", "issue_date", "due_date", "amount"]
PAYMENTS = ["payment_id", "customer_id", "payment_date", "amount"]
ALLOCATIONS = ["credit_id", "invoice_id", "amount", "allocated_on"]


def book(invoices, payments=(), allocations=(), **about):
    """Return a dossier of rows."""
    return Dossier.of(
        name="case",
        invoices=pd.DataFrame(list(invoices), columns=INVOICES),
        payments=pd.DataFrame(list(payments), columns=PAYMENTS),
        allocations=pd.DataFrame(list(allocations), columns=ALLOCATIONS),
        **about,
    )
