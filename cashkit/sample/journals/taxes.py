"""Taxes: the monthly VAT return, the tax on profits and its instalments, the levies on wages.

Each month end clears VAT collected (44571), deductible (44566, 44562) and due on EU purchases (4452): what is left is
owed (44551) and paid in the month after, or is a credit (44567) that the next return uses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.ground.calendar import day_number, month_end, month_starts
from cashkit.sample.journals.dates import EPOCH_MONTH, MONTHS, closing, month_of, monthly, opening, stamps
from cashkit.sample.journals.postings import Line, post, single, together
from cashkit.sample.journals.settled import BANK
from cashkit.sample.journals.shares import cut
from cashkit.sample.story import AS_OF, YEARS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.journals.figures import Figures

    Whole = NDArray[np.int64]

RETURNED = ("445710", "445660", "445620", "445200")
DUE, CREDIT, PROFIT_TAX, TAX_CHARGE, LEVIES = "445510", "445670", "444000", "695000", "447000"
_PAID_ON, _INSTALMENTS, _BALANCE = 22, (2, 5, 8, 11), 4  # day of the month after; months of the year, counted from 0
_LEVIES = {"631200": 0.35, "633300": 0.65}
_LEVY, _LEVIES_PAID = 1_400_000, 55


def vat_lines(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the VAT return of each month, and its payment."""
    own = lines[lines["account"].isin(RETURNED) & (lines["journal"] != "AN")]
    months = np.arange(YEARS[0] * MONTHS, (YEARS[-1] + 1) * MONTHS) - EPOCH_MONTH
    sums = {account: _by_month(own[own["account"] == account], months) for account in RETURNED}
    end = month_end(month_starts(months + EPOCH_MONTH)).astype(np.int64)
    owed, used = _carried(-np.sum(list(sums.values()), axis=0))
    ref = stamps(end, "CA3-")
    cleared = [Line(account, -cents) for account, cents in sums.items()]
    cleared += [Line(CREDIT, np.maximum(-owed, 0) - used), Line(DUE, -np.maximum(owed, 0))]
    returns = post("OD", end, ref=ref, text="Déclaration TVA", lines=cleared)
    paid = end + _PAID_ON <= day_number(AS_OF)
    cents = np.maximum(owed, 0)[paid]
    lines_ = [Line(DUE, cents), Line(BANK, -cents)]
    return together([returns, post("BQ", (end + _PAID_ON)[paid], ref=ref[paid], text="TVA payée", lines=lines_)])


def _by_month(lines: pd.DataFrame, months: Whole) -> Whole:
    sums = lines["cents"].groupby(month_of(lines["day"])).sum()
    return sums.reindex(months, fill_value=0).to_numpy(np.int64)


def _carried(due: Whole) -> tuple[Whole, Whole]:
    """Return what each return leaves (below zero: a credit) and how much of an earlier credit it used.

    >>> [part.tolist() for part in _carried(np.array([50, -30, 20, 40]))]
    [[50, -30, -10, 30], [0, 0, 30, 10]]
    """
    left, used, credit = [], [], 0
    for cents in due.tolist():
        used.append(credit)
        left.append(cents - credit)
        credit = max(credit - cents, 0)
    return np.array(left, np.int64), np.array(used, np.int64)


def profit_tax(tax: Mapping[int, int]) -> pd.DataFrame:
    """Return the tax of each year, its instalments by the tax of the year before, and what was left of that one."""
    parts = []
    for year in YEARS:
        day, instalments = monthly(year, 15), cut(tax[year - 1], np.ones(len(_INSTALMENTS)))
        lines = [Line(PROFIT_TAX, instalments), Line(BANK, -instalments)]
        parts.append(post("BQ", day[list(_INSTALMENTS)], ref=f"IS{year}", text="Acompte IS", lines=lines))
        rest = tax[year - 1] - tax.get(year - 2, 0)
        parts.append(single("BQ", int(day[_BALANCE]), (f"IS{year - 1}", "Solde IS"), {PROFIT_TAX: rest, BANK: -rest}))
        charge = {TAX_CHARGE: tax[year], PROFIT_TAX: -tax[year]}
        parts.append(single("OD", closing(year), (f"IS{year}", "Impôt de l'exercice"), charge))
    return together(parts)


def levy_lines(figures: Figures) -> pd.DataFrame:
    """Return the levies on wages of each year, paid in February."""
    owed = levies_owed(figures)
    charges = dict(zip(_LEVIES, cut(owed, list(_LEVIES.values())).tolist(), strict=True))
    parts = []
    for year in YEARS:
        parts.append(single("OD", closing(year), (f"TX{year}", "Taxes sur salaires"), {**charges, LEVIES: -owed}))
        day = opening(year) + _LEVIES_PAID
        parts.append(single("BQ", day, (f"TX{year - 1}", "Taxes sur salaires"), {LEVIES: owed, BANK: -owed}))
    return together(parts)


def levies_owed(figures: Figures) -> int:
    """Return what is owed of the levies at each year end."""
    return round(_LEVY * figures.scale)
