"""A small book of receivables for tests: rows as tuples, everything else as frames.

An invoice is (id, customer, issue, due, amount[, {column: value}]), a payment (id, customer, day, amount[, {...}]).
"""

import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.ground import language

AS_OF = "2025-12-31"


def book(invoices, payments=(), allocations=(), **tables):
    """Return the dossier of some rows, closed on 31 December 2025."""
    made = {
        "invoices": frame(invoices, ("invoice_id", "customer_id", "issue_date", "due_date", "amount"), kind="invoice"),
        "payments": frame(payments, ("payment_id", "customer_id", "payment_date", "amount")),
        "allocations": frame(allocations, ("credit_id", "invoice_id", "amount", "allocated_on")),
    }
    further = {name: pd.DataFrame(rows) for name, rows in tables.items()}
    return Dossier.of(name="case", closing_date=AS_OF, **made, **further)


def frame(rows, columns, **usual):
    """Return rows as a frame, with the further columns that some of them name."""
    if not rows:
        return pd.DataFrame(
            {name: pd.Series(dtype="float64" if name == "amount" else "str") for name in (*columns, *usual)}
        )
    told = [
        usual | dict(zip(columns, row, strict=False)) | (row[len(columns)] if len(row) > len(columns) else {})
        for row in rows
    ]
    return pd.DataFrame(told).assign(amount=lambda table: table["amount"].astype(float))


def codes(review):
    """Return (code, key) of each finding."""
    return {(one.code, one.key) for one in review.finding_records}


def value(review, key):
    """Return the value of a figure."""
    return review.figure(key).value


def said(review):
    """Return everything that a review says in both languages, after checking that no field is left open."""
    texts = []
    for lang in ("fr", "en"):
        texts += [figure.explain(lang) for figure in review.figure_records]
        for finding in review.finding_records:
            texts += [finding.message(lang), finding.action(lang)]
        texts += [one.message(lang) for one in review.missing]
        if review.reason:
            texts.append(language.say(review.reason, lang, **review.params))
    assert all(text and "{" not in text for text in texts)
    return texts


def on_an_engine(dossier):
    """Return the same core tables as lazy frames, which are asked and never read row by row."""
    pl = pytest.importorskip("polars")
    columns = {
        "invoices": ["invoice_id", "customer_id", "kind", "issue_date", "due_date", "amount"],
        "payments": ["payment_id", "customer_id", "payment_date", "amount"],
        "allocations": ["credit_id", "invoice_id", "amount", "allocated_on"],
    }
    return Dossier.of(
        name="case",
        closing_date=AS_OF,
        **{name: lazy(pl, dossier.table(name)[wanted]) for name, wanted in columns.items()},
    )


def lazy(pl, rows):
    dates = {name: pd.to_datetime(rows[name]) for name in rows.columns if name.endswith(("_date", "_on"))}
    return pl.from_pandas(rows.assign(**dates)).lazy()
