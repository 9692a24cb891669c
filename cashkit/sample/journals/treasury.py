"""Treasury: suppliers are paid, oldest invoices first, as far as the bank's plan for each month end lets them.

Twice a month what the plan leaves goes to the suppliers of goods; the last run of a year pays a part of one more
invoice, so that the bank closes where the story says. Other suppliers are debited a month after their invoice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number
from cashkit.sample.journals.dates import MONTHS, closing, month_of, monthly, stamps
from cashkit.sample.journals.figures import rows_of
from cashkit.sample.journals.postings import Line, post, rows, together
from cashkit.sample.journals.purchases import SUPPLIERS
from cashkit.sample.journals.settled import BANK, TILL, TILL_BANK
from cashkit.sample.steps import NEVER
from cashkit.sample.story import AS_OF, YEARS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.journals.figures import Figures

    Whole = NDArray[np.int64]

MONEY = ("51", "53")
TRANSFERS = "580000"
SEASON = (-20, -60, -110, -140, -110, -50, 10, 40, 20, -10, -30, 0)
"""What the season adds to the bank at each month end, k€."""
_KILO = 100_000
_DEBITED = 30
_RUNS = (15, 31)
_FIRST_SHARE = 0.4


def swept(lines: pd.DataFrame) -> pd.DataFrame:
    """Bring what the tills took in each month to the main bank at its end."""
    own = lines[lines["account"].isin([TILL_BANK, TILL]) & (lines["journal"] != "AN")]
    sums = own.assign(month=month_of(own["day"])).groupby(["month", "account"], as_index=False)["cents"].sum()
    sums = sums[sums["cents"] > 0]
    end = (sums["month"].to_numpy() + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) - 1
    cents, ref = sums["cents"].to_numpy(), stamps(end, "VI")
    out = [Line(TRANSFERS, cents), Line(sums["account"].to_numpy(), -cents)]
    back = [Line(BANK, cents), Line(TRANSFERS, -cents)]
    return together([post("BQ", end, ref=ref, text="Virement interne", lines=sides) for sides in (out, back)])


def debited(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the payments of the suppliers of charges, a month after the invoice."""
    own = lines[(lines["account"] == SUPPLIERS) & ~lines["party"].isin(_goods())]
    day = own["day"].to_numpy() + _DEBITED
    own, day = own[day <= day_number(AS_OF)], day[day <= day_number(AS_OF)]
    cents = -own["cents"].to_numpy()
    sides = [Line(SUPPLIERS, cents, own["party"], own["group"], day), Line(BANK, -cents)]
    return post("BQ", day, ref=own["ref"], text="Prélèvement fournisseur", lines=sides)


def _goods() -> list[str]:
    return [row["code"] for row in rows_of("suppliers.csv") if int(row["share"])]


def planned(figures: Figures) -> tuple[Whole, Whole]:
    """Return the runs of payments, as days, and what the bank may hold after each."""
    days, plan = [], []
    for year in YEARS:
        start, end = figures.cents("net_cash", year - 1), figures.cents("net_cash", year)
        line = start + (end - start) * np.arange(1, MONTHS + 1) / MONTHS
        aim = np.rint(line + np.array(SEASON) * _KILO * figures.scale).astype(np.int64)
        days += [monthly(year, day) for day in _RUNS]
        plan += [aim, aim]
    order = np.argsort(np.concatenate(days), kind="stable")
    return np.concatenate(days)[order], np.concatenate(plan)[order]


def supplier_payments(figures: Figures, lines: pd.DataFrame) -> pd.DataFrame:
    """Return the payments of the suppliers of goods."""
    run, aim = planned(figures)
    owed = lines[(lines["account"] == SUPPLIERS) & lines["party"].isin(_goods()) & (lines["cents"] < 0)]
    owed = owed.sort_values(["day", "document", "ref"], kind="stable")
    parts = paid(-owed["cents"].to_numpy(), owed["day"].to_numpy(), (run, _budget(lines, run, aim)))
    own = owed.iloc[parts["invoice"]]
    last = parts.groupby("invoice")["run"].transform("max").to_numpy()
    whole = parts.groupby("invoice")["cents"].transform("sum").to_numpy() == -own["cents"].to_numpy()
    at_once = parts["cents"].to_numpy() == -own["cents"].to_numpy()
    text = np.where(at_once, "Virement fournisseur", "Acompte fournisseur")
    made = pd.DataFrame({
        "day": run[parts["run"]], "party": own["party"].to_numpy(), "ref": own["ref"].to_numpy(),
        "cents": parts["cents"], "group": own["group"].to_numpy(),
        "lettered": np.where(whole, run[last], NEVER), "text": text,
    })  # fmt: skip
    return _by_supplier(made)


def closed_on(payments: pd.DataFrame) -> pd.Series:
    """Return the day on which each group of supplier lines was closed."""
    own = payments[(payments["account"] == SUPPLIERS) & (payments["lettered"] < NEVER)]
    return own.groupby("group")["lettered"].max()


def _by_supplier(made: pd.DataFrame) -> pd.DataFrame:
    """Return one entry for each supplier and run: its invoices, and the sum from the bank."""
    made = made.assign(entry=made.groupby(["day", "party"], sort=False).ngroup())
    first = made.groupby("entry", sort=True).agg(
        day=("day", "first"), ref=("ref", "first"), text=("text", "first"), cents=("cents", "sum")
    )
    ref = first["ref"].to_numpy()[made["entry"]]
    common = {"journal": "BQ", "account": SUPPLIERS, "text": first["text"].to_numpy()[made["entry"]], "ref": ref}
    suppliers = rows(
        **common, **{name: made[name].to_numpy() for name in ("entry", "day", "party", "cents", "group", "lettered")}
    )
    bank = rows(
        journal="BQ",
        entry=first.index.to_numpy(),
        day=first["day"].to_numpy(),
        account=BANK,
        ref=first["ref"].to_numpy(),
        text=first["text"].to_numpy(),
        cents=-first["cents"].to_numpy(),
    )
    return pd.concat([suppliers, bank]).sort_values("entry", kind="stable", ignore_index=True)


def _budget(lines: pd.DataFrame, run: Whole, aim: Whole) -> Whole:
    """Return what may have been paid in all after each run; a run never asks money back."""
    own = lines[lines["account"].str.startswith(MONEY)].sort_values("day", kind="stable")
    sums = np.concatenate([[0], np.cumsum(own["cents"].to_numpy())])
    months_on = (month_of(run) + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    left = sums[np.searchsorted(own["day"].to_numpy(), months_on)] - aim
    before = np.concatenate([[0], left[1:-1:2]])
    first = before + np.rint((left[1::2] - before) * _FIRST_SHARE).astype(np.int64)
    whole = np.stack([first, left[1::2]], axis=1).reshape(-1)
    return np.maximum.accumulate(np.maximum(whole, 0))


def paid(owed: Whole, received: Whole, plan: tuple[Whole, Whole]) -> pd.DataFrame:
    """Return which invoice each run pays and how much of it: whole ones, and at a year end a part of the next.

    >>> runs = np.array([closing(2024), closing(2025)])
    >>> paid(np.array([100, 50]), np.array([0, 0]), (runs, np.array([120, 150]))).values.tolist()
    [[0, 0, 100], [1, 0, 20], [1, 1, 30]]
    """
    run, budget = plan
    ends = np.cumsum(owed)
    year_ends = np.isin(run, [closing(year) for year in YEARS])
    when = np.maximum(np.searchsorted(budget, ends), np.searchsorted(run, received))
    parts = []
    done = np.zeros(len(owed), np.int64)
    for place in np.flatnonzero(year_ends).tolist():
        nxt = int(np.searchsorted(ends, budget[place], side="right"))
        part = (
            int(budget[place] - (ends[nxt - 1] if nxt else 0)) if nxt < len(owed) and received[nxt] <= run[place] else 0
        )
        if part > 0 and when[nxt] > place:
            done[nxt] += part
            parts.append((nxt, place, part))
    whole = np.flatnonzero(when < len(run))
    parts += list(zip(whole.tolist(), when[whole].tolist(), (owed - done)[whole].tolist(), strict=True))
    made = pd.DataFrame(parts, columns=["invoice", "run", "cents"])
    return made[made["cents"] > 0].sort_values(["run", "invoice"], ignore_index=True)
