"""A 36-month DSO history of a million invoices, as a ratio to the idiomatic pandas loop over month ends.

Run by hand: `python bench/dso_history.py [invoices] [rounds]`. Both answers are compared to the cent first.
"""

import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from cashkit.dossier.dossier import Dossier
from cashkit.dossier.engine.interface import View
from cashkit.measures.dso_history import dso_history

MONTHS = 36
FIRST, LAST = "2022-01-01", "2025-12-31"
COLUMNS = ["receivables", "current", "invoiced", "period", "rolling", "count_back", "best_possible", "delinquent"]


def made(invoices: int, seed: int = 1) -> dict[str, Any]:
    """Make invoices over four years and payments of nine in ten, some of them partial."""
    rng = np.random.default_rng(seed)
    days = (np.datetime64(LAST) - np.datetime64(FIRST)).astype(int) + 1
    issue = np.datetime64(FIRST) + rng.integers(0, days, invoices)
    due = issue + rng.choice([30, 45, 60], invoices)
    cents = rng.integers(1_000, 2_000_000, invoices)
    paid = np.sort(rng.permutation(invoices)[: invoices * 9 // 10])
    part = np.where(rng.random(len(paid)) < 0.05, cents[paid] // 2, cents[paid]) / 100
    on = np.maximum(due[paid] + rng.integers(-20, 60, len(paid)), issue[paid])
    who = rng.integers(0, 20_000, invoices)
    payments = {"payment_id": paid + invoices, "customer_id": who[paid], "payment_date": on, "amount": part}
    matched = {"credit_id": paid + invoices, "invoice_id": paid, "amount": part, "allocated_on": on}
    dated = {"issue_date": issue, "due_date": due, "amount": cents / 100}
    return {
        "invoices": pd.DataFrame({"invoice_id": np.arange(invoices), "customer_id": who, "kind": "invoice", **dated}),
        "payments": pd.DataFrame(payments),
        "allocations": pd.DataFrame(matched),
    }


def loop(tables: dict[str, Any]) -> pd.DataFrame:
    """Answer the same questions with a merge and two filters for each month end."""
    invoices, payments, allocations = tables["invoices"], tables["payments"], tables["allocations"]
    rows = []
    for end in pd.date_range(end=LAST, periods=MONTHS, freq="ME"):
        known = invoices[invoices["issue_date"] <= end]
        settled = allocations[allocations["allocated_on"] <= end].groupby("invoice_id", as_index=False)["amount"].sum()
        opened = known.merge(settled, on="invoice_id", how="left", suffixes=("", "_settled"))
        opened["open"] = opened["amount"] - opened["amount_settled"].fillna(0)
        receivables = known["amount"].sum() - payments.loc[payments["payment_date"] <= end, "amount"].sum()
        current = opened.loc[opened["due_date"] >= end, "open"].sum()
        sales = known.groupby(known["issue_date"].dt.to_period("M"))["amount"].sum().iloc[::-1]
        rows.append([receivables, current, sales.iloc[0], *methods(receivables, current, sales)])
    return pd.DataFrame(rows, columns=COLUMNS)


def methods(receivables: float, current: float, sales: pd.Series) -> list[float]:
    """Return the five DSOs of one month end from the sales by month, latest first."""
    days = pd.PeriodIndex(sales.index).days_in_month.to_numpy()
    period = receivables / sales.iloc[:12].sum() * days[:12].sum()
    rolling = receivables / sales.iloc[:3].sum() * days[:3].sum()
    best = current / sales.iloc[:12].sum() * days[:12].sum()
    rest, counted = receivables, 0.0
    for month, length in zip(sales, days, strict=True):
        used = min(rest, month)
        rest, counted = rest - used, counted + used / month * length
        if rest <= 0:
            break
    return [period, rolling, counted, best, period - best]


def timed(ask: Callable[[], pd.DataFrame], rounds: int) -> tuple[float, pd.DataFrame]:
    """Return the best time of some rounds, and the answer."""
    best, answer = float("inf"), pd.DataFrame()
    for _ in range(rounds):
        start = time.perf_counter()
        answer = ask()
        best = min(best, time.perf_counter() - start)
    return best, answer


def main(invoices: int = 1_000_000, rounds: int = 3) -> None:
    """Print the seconds of each and the ratio."""
    tables = made(invoices)
    base, want = timed(lambda: loop(tables), 1)
    print(f"{invoices:,} invoices, {len(tables['payments']):,} payments, {MONTHS} month ends; pandas loop {base:.2f} s")
    views: tuple[View, ...] = ("strict", "matched")
    for view in views:
        dossier = Dossier.of(name="bench", **tables)

        def ask(dossier: Dossier = dossier, view: View = view) -> pd.DataFrame:
            return dso_history(dossier, months=MONTHS, as_of=LAST, view=view)

        first, got = timed(ask, 1)
        again, _ = timed(ask, rounds)
        money = COLUMNS[:3]
        exact = np.array_equal(got[money].to_numpy(), want[money].round(2).to_numpy())
        near = np.allclose(got[COLUMNS[3:]], want[COLUMNS[3:]], rtol=1e-9)
        print(
            f"{view}: first {first:.3f} s ({base / first:.0f} x), again {again:.3f} s ({base / again:.0f} x)", end="; "
        )
        print(f"same cents: {exact}, same days: {near}")


if __name__ == "__main__":
    main(*[int(argument) for argument in sys.argv[1:]])
