"""Aged balance of 1 M invoices against the pandas that one would write: merge, cut, pivot_table.

    python bench/aged_balance.py [invoices] [rounds]

0.9 M payments with their allocations, 4 % credit notes, 2 % of payments not applied. Both sides give the same cents
(checked) with unapplied credits apart. Ratios are of one run, medians over rounds, engines in turn.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from statistics import median

import numpy as np
import pandas as pd

import cashkit as ck

AS_OF = pd.Timestamp("2025-06-30")


def tables(n: int, *, text: bool, seed: int = 7) -> dict[str, pd.DataFrame]:
    """Return invoices, payments and allocations, seeded."""
    r = np.random.default_rng(seed)
    issue = np.datetime64("2023-01-01") + r.integers(0, 1000, n)
    due = issue + r.choice([30, 45, 60], n)
    cents = r.integers(1, 900_000, n) * np.where(r.random(n) < 0.04, -1, 1)
    ids, customers = np.arange(n) * 3 + 1000, r.integers(0, n // 50, n)
    paid = r.permutation(np.flatnonzero(cents > 0))[: int(n * 0.9)]
    part = np.maximum(1, (cents[paid] * r.choice([1.0, 1.0, 0.5], len(paid))).astype("int64"))
    on = (due[paid] + r.integers(-20, 80, len(paid))).astype("datetime64[us]")
    applied = r.random(len(paid)) > 0.02
    name = (
        (lambda prefix, x: pd.Series(prefix + pd.Series(x).astype(str), dtype="str"))
        if text
        else (lambda _, x: pd.Series(x))
    )
    invoices = pd.DataFrame(
        {
            "invoice_id": name("F", ids),
            "customer_id": name("C", customers),
            "kind": np.where(cents < 0, "credit_note", "invoice"),
            "issue_date": issue.astype("datetime64[us]"),
            "due_date": due.astype("datetime64[us]"),
            "amount": cents / 100,
        }
    )
    payments = pd.DataFrame(
        {
            "payment_id": name("P", paid),
            "customer_id": name("C", customers[paid]),
            "payment_date": on,
            "amount": part / 100,
        }
    )
    allocations = pd.DataFrame(
        {
            "credit_id": name("P", paid[applied]),
            "invoice_id": name("F", ids[paid[applied]]),
            "amount": part[applied] / 100,
            "allocated_on": on[applied],
        }
    )
    return {"invoices": invoices, "payments": payments, "allocations": allocations}


def idiomatic(t: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the strict aged balance as an analyst writes it."""
    known = t["allocations"][t["allocations"]["allocated_on"] <= AS_OF]
    invoices = t["invoices"][t["invoices"]["issue_date"] <= AS_OF]
    settled = known.groupby("invoice_id", as_index=False)["amount"].sum().rename(columns={"amount": "settled"})
    rows = invoices.merge(settled, on="invoice_id", how="left")
    rows["open"] = rows["amount"] - rows["settled"].fillna(0)
    late = (AS_OF - rows["due_date"]).dt.days
    rows["bucket"] = pd.cut(
        late, [-np.inf, 0, 30, 60, 90, np.inf], labels=["not_due", "1-30", "31-60", "61-90", "91+"]
    ).astype(str)
    rows.loc[rows["amount"] < 0, "bucket"] = "unapplied"
    payments = t["payments"][t["payments"]["payment_date"] <= AS_OF]
    used = (
        known.groupby("credit_id", as_index=False)["amount"]
        .sum()
        .rename(columns={"amount": "used", "credit_id": "payment_id"})
    )
    left = payments.merge(used, on="payment_id", how="left")
    left["open"] = -(left["amount"] - left["used"].fillna(0))
    left["bucket"] = "unapplied"
    both = pd.concat([rows[["customer_id", "bucket", "open"]], left[["customer_id", "bucket", "open"]]])
    return both.pivot_table(index="customer_id", columns="bucket", values="open", aggfunc="sum", fill_value=0.0)


def timed(function: Callable[[], pd.DataFrame]) -> tuple[float, pd.DataFrame]:
    start = time.perf_counter()
    result = function()
    return time.perf_counter() - start, result


def main(n: int, rounds: int) -> None:
    for text in (False, True):
        t = tables(n, text=text)
        took: dict[str, list[float]] = {
            "pandas": [],
            "cold strict": [],
            "cold matched": [],
            "again strict": [],
            "again matched": [],
        }
        for _ in range(rounds):
            seconds, expected = timed(partial(idiomatic, t))
            took["pandas"].append(seconds)
            for view in ("strict", "matched"):
                start = time.perf_counter()
                dossier = ck.Dossier.of(name="bench", closing_date="2025-12-31", **t)
                got = ck.aged_balance(dossier, as_of=AS_OF, view=view)
                took[f"cold {view}"].append(time.perf_counter() - start)
                seconds, got = timed(partial(ck.aged_balance, dossier, as_of=AS_OF, view=view))
                took[f"again {view}"].append(seconds)
                if view == "strict":
                    assert all(round(got[c].sum() * 100) == round(expected[c].sum() * 100) for c in expected), (
                        "the cents differ"
                    )
        base = median(took["pandas"])
        print(f"{n:,} invoices, {'text' if text else 'whole-number'} ids: pandas {base:.3f} s")
        for name, seconds in list(took.items())[1:]:
            print(f"  {name:<14} {median(seconds):.3f} s   {base / median(seconds):5.1f} x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, int(sys.argv[2]) if len(sys.argv) > 2 else 3)
