"""Small books of account for the measures: written out by hand, or made from a seed."""

import numpy as np
import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier

COLUMNS = {
    "invoices": ["invoice_id", "customer_id", "kind", "issue_date", "due_date", "amount"],
    "payments": ["payment_id", "customer_id", "payment_date", "amount"],
    "allocations": ["credit_id", "invoice_id", "amount", "allocated_on"],
}


def a_book(invoices, payments=(), allocations=(), *, closing=None, posted_on=None, paid_by="payment"):
    """Make a dossier of rows; `posted_on` are the posting days of the invoices, `paid_by` the kind of the payments."""
    rows = {"invoices": invoices, "payments": payments, "allocations": allocations}
    frames = {name: pd.DataFrame(list(rows[name]), columns=columns) for name, columns in COLUMNS.items()}
    frames["payments"]["kind"] = paid_by
    if posted_on is not None:
        frames["invoices"]["posted_on"] = posted_on
    return Dossier.of(name="case", closing_date=closing, **frames)


def made_from(seed):
    """Make invoices, credit notes, opening items and rejects, some posted late, with part payments and lettering."""
    r = np.random.default_rng(seed)
    n = int(r.integers(1, 60))
    issue = np.datetime64("2023-01-01") + r.integers(0, 800, n)
    kind = r.choice(["invoice", "invoice", "invoice", "credit_note", "opening", "reject"], n)
    cents = r.integers(1, 500_000, n) * np.where(kind == "credit_note", -1, 1)
    invoices = pd.DataFrame(
        {
            "invoice_id": [f"F{i}" for i in range(n)],
            "customer_id": r.choice(["A", "B", "C"], n),
            "kind": kind,
            "issue_date": issue,
            "posted_on": issue + r.choice([0, 0, 0, 5, 40], n),
            "due_date": issue + r.choice([-10, 0, 30, 45, 60], n),
            "amount": cents / 100,
        }
    )
    paid = np.flatnonzero((cents > 0) & (r.random(n) < 0.8))
    part = np.maximum(1, (cents[paid] * r.choice([1.0, 0.5], len(paid))).astype(np.int64)) / 100
    on = issue[paid] + r.integers(-20, 150, len(paid))
    payments = pd.DataFrame(
        {
            "payment_id": [f"P{i}" for i in paid],
            "customer_id": invoices["customer_id"].to_numpy()[paid],
            "payment_date": on,
            "amount": part,
            "kind": r.choice(["payment", "payment", "write_off"], len(paid)),
        }
    )
    given = r.random(len(paid)) < 0.7
    allocations = pd.DataFrame(
        {
            "credit_id": payments["payment_id"],
            "invoice_id": [f"F{i}" for i in paid],
            "amount": part,
            "allocated_on": np.maximum(on, invoices["posted_on"].to_numpy()[paid]),
            "lettered_on": on + r.choice([0, 20], len(paid)),
        }
    )[given]
    return {"invoices": invoices, "payments": payments, "allocations": allocations}


@pytest.fixture(scope="session")
def book():
    """Return the maker of a dossier from rows of invoices, payments and allocations."""
    return a_book


@pytest.fixture(scope="session")
def random_tables():
    """Return the maker of random tables from a seed."""
    return made_from


@pytest.fixture(scope="session")
def steady():
    """Return a dossier that invoices 1 000 a day, due and paid after 30 days, for three years."""
    issue = pd.date_range("2023-01-01", "2025-12-31")
    ids = [f"F{i}" for i in range(len(issue))]
    invoices = pd.DataFrame({"invoice_id": ids, "customer_id": "C1", "kind": "invoice", "issue_date": issue})
    invoices = invoices.assign(due_date=issue + pd.Timedelta(days=30), amount=1000.0)
    payments = pd.DataFrame({"payment_id": [f"P{i}" for i in ids], "customer_id": "C1", "amount": 1000.0})
    payments = payments.assign(payment_date=issue + pd.Timedelta(days=30))
    allocations = pd.DataFrame({"credit_id": payments["payment_id"], "invoice_id": ids, "amount": 1000.0})
    allocations = allocations.assign(allocated_on=payments["payment_date"])
    return Dossier.of(name="steady", invoices=invoices, payments=payments, allocations=allocations)
