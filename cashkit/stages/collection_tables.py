"""The tables of stage 7: DSO by method and by month, time to pay, what is unapplied, which accounts are held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cashkit.ground.money import cents
from cashkit.stages.collection_means import compared

if TYPE_CHECKING:
    from cashkit.measures.dso import Dso
    from cashkit.stages.collection_figures import Collected

_FINANCED = ["id", "customer_id", "financed", "due_date", "outstanding"]
_UNAPPLIED = ["id", "customer_id", "name", "kind", "issue_date", "age", "unused", "customer_owes"]


def tables(found: Collected) -> dict[str, pd.DataFrame]:
    """Return the tables of collection; means of payment, direct debits and what is financed only where known."""
    made = {
        "dso_methods": _methods(found),
        "dso_history": found.history,
        "time_to_pay": found.time.curve,
        "unapplied_credits": found.unapplied[_UNAPPLIED],
        "customers_in_credit": found.in_credit,
        "receivables_by_account": _accounts(found),
    }
    further = {
        "means_of_payment": found.means,
        "means_compared": compared(found.means),
        "direct_debit_gain": found.debits,
        "discounts_agreed": found.discounts,
        "financed_receivables": None if found.financed is None else found.financed[_FINANCED],
    }
    return made | {key: frame for key, frame in further.items() if frame is not None and len(frame)}


def _methods(found: Collected) -> pd.DataFrame:
    rows = [
        (method, one.days, float(one.receivables), float(one.invoiced), one.window_days)
        for method, one in _methods_told(found)
    ]
    frame = pd.DataFrame(rows, columns=["dso_method", "days", "receivables", "invoiced", "window_days"])
    return frame.astype({"days": "float64", "window_days": "int64"})


def _methods_told(found: Collected) -> list[tuple[str, Dso]]:
    return [*found.dso.items(), *([("restated", found.restated)] if found.restated is not None else [])]


def _accounts(found: Collected) -> pd.DataFrame:
    """Return what stands on each kind of account, and how many customers have something there."""
    rows = []
    for name, accounts in found.accounts.items():
        column = found.exposure[name]
        total = sum(cents(value) for value in column.tolist())
        if total or name in {"open_invoices", "receivables"}:
            rows.append((name, ", ".join(accounts), total / 100, int(column.ne(0).sum())))
    return pd.DataFrame(rows, columns=["receivable", "account", "balance", "customers"])
