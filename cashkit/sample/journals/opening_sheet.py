"""The opening sheet: what the first year brings forward, customers from the tables, the rest from the story.

Trade payables balance it: what the assets are, less all that is owed to others, cut into last autumn's invoices.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.journals.dates import closing, opening
from cashkit.sample.journals.figures import rows_of
from cashkit.sample.journals.funding import SHARES, WEAR, loans_at
from cashkit.sample.journals.payroll import BONUS, LEAVE, ON_BONUS, ON_LEAVE, PENSION, SOCIAL, TAX, gross_of
from cashkit.sample.journals.postings import rows
from cashkit.sample.journals.purchases import STOCKS, SUPPLIERS
from cashkit.sample.journals.settled import BANK, TILL, TILL_BANK
from cashkit.sample.journals.shares import cut
from cashkit.sample.journals.taxes import DUE, LEVIES, PROFIT_TAX, levies_owed
from cashkit.sample.story import YEARS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cashkit.sample.journals.figures import Figures
    from cashkit.sample.plan import Plan

BEFORE = YEARS[0] - 1
TILLS: Mapping[str, int] = {TILL_BANK: 2_300_000, TILL: 200_000}
LAST_PAY: Mapping[str, int] = {SOCIAL: 6_412_300, PENSION: 2_604_100, TAX: 402_700}
VAT_OWED = 1_118_400
OTHERS_GIVE, OTHERS_TAKE = "409800", "468600"
_SUPPLIER_ROWS, _DAYS = 110, 70


def opening_lines(plan: Plan, figures: Figures, customers: pd.DataFrame, provided: pd.DataFrame) -> pd.DataFrame:
    """Return the entry that opens the first year: customers, what the cut-off provided for, all other accounts."""
    kept = provided[provided["account"].str.startswith(("1", "2", "3", "4", "5"))]
    held = {**_fixed(figures), **_equity(figures), **_staff_and_state(figures)}
    held["409100"] = figures.cents("advances_paid", BEFORE)
    vat = int(kept.loc[kept["account"].isin(["445860", "445870"]), "cents"].clip(lower=0).sum())
    held[OTHERS_GIVE] = figures.cents("other_receivables", BEFORE) - vat
    held[OTHERS_TAKE] = -figures.cents("other_liabilities", BEFORE)
    tills = {account: round(cents * figures.scale) for account, cents in TILLS.items()}
    held |= tills | {BANK: figures.cents("net_cash", BEFORE) - sum(tills.values())}
    owed = sum(held.values()) + int(customers["cents"].sum()) + int(kept["cents"].sum())
    parts = [customers, _balances(kept), _lines(held), _suppliers(plan, owed)]
    return pd.concat(parts, ignore_index=True).assign(entry=0, journal="AN", day=opening(YEARS[0]))


def _fixed(figures: Figures) -> dict[str, int]:
    share = list(SHARES.values())
    bought = zip(SHARES, cut(figures.cents("gross_fixed", BEFORE), share).tolist(), strict=True)
    worn = zip(WEAR.values(), cut(-figures.cents("depreciated", BEFORE), share).tolist(), strict=True)
    return {**dict(bought), **dict(worn), **{stock: figures.cents(key, BEFORE) for key, (stock, _) in STOCKS.items()}}


def _equity(figures: Figures) -> dict[str, int]:
    owned = {"101300": "capital", "106100": "legal_reserve", "106800": "other_reserves", "110000": "brought_forward"}
    owned |= {"120000": "result", "151000": "provisions", "455000": "partners"}
    return {account: -figures.cents(key, BEFORE) for account, key in owned.items()} | {
        "164000": -loans_at(figures, BEFORE)
    }


def tax_of(figures: Figures, year: int) -> int:
    """Return the tax on the profits of a year: a quarter of what it is before tax."""
    return round(figures.cents("result", max(year, BEFORE)) / 3 * (1.0 if year >= BEFORE else 0.84))


def _staff_and_state(figures: Figures) -> dict[str, int]:
    owed = {account: -round(cents * figures.scale) for account, cents in LAST_PAY.items()}
    owed |= {DUE: -round(VAT_OWED * figures.scale), LEVIES: -levies_owed(figures)}
    owed[PROFIT_TAX] = tax_of(figures, BEFORE - 1) - tax_of(figures, BEFORE)
    leave = figures.cents("leave", BEFORE)
    bonus = figures.cents("tax_and_social", BEFORE) - leave + sum(owed.values())
    for cents, gross, due in ((leave, LEAVE, ON_LEAVE), (bonus, BONUS, ON_BONUS)):
        owed |= {gross: -gross_of(cents), due: gross_of(cents) - cents}
    return owed


def _lines(held: Mapping[str, int]) -> pd.DataFrame:
    first = opening(YEARS[0])
    return rows(
        journal="AN",
        entry=0,
        day=np.full(len(held), first),
        account=list(held),
        ref="AN",
        text="À nouveau",
        cents=list(held.values()),
    )


def _balances(lines: pd.DataFrame) -> pd.DataFrame:
    sums = lines.groupby(["account", "party"], as_index=False)["cents"].sum()
    first = opening(YEARS[0])
    return rows(
        journal="AN",
        entry=0,
        day=np.full(len(sums), first),
        account=sums["account"].to_numpy(),
        party=sums["party"].to_numpy(),
        ref="AN",
        text="À nouveau",
        cents=sums["cents"].to_numpy(),
    )


def _suppliers(plan: Plan, owed: int) -> pd.DataFrame:
    """Cut what is owed to suppliers into invoices of the weeks before."""
    known = [row for row in rows_of("suppliers.csv") if int(row["share"])]
    count = round(_SUPPLIER_ROWS * plan.euros_scale)
    random = plan.random("opening")
    who = random.choice(
        len(known),
        size=count,
        p=np.array([int(row["share"]) for row in known]) / sum(int(row["share"]) for row in known),
    )
    document = np.sort(closing(BEFORE) - random.integers(0, _DAYS, count))
    cents = cut(-owed, random.lognormal(0.0, 0.7, count))
    ref = np.array([f"A22-{place:04d}" for place in range(1, count + 1)], object)
    party = np.array([row["code"] for row in known], object)[who]
    return rows(
        journal="AN", entry=0, day=np.full(count, opening(YEARS[0])), document=document, account=SUPPLIERS, party=party,
        ref=ref, text="À nouveau", cents=cents,
    )  # fmt: skip
