"""The journal of purchases: materials and goods for what is sold, and the charges that come month by month.

What is used is what sales leave at the year's margin on variable cost; what is bought adds the growth of the stocks.
Invoices follow the sales of the month after; their sizes are log-normal. Suppliers in the rest of the EU charge no VAT:
it is due and deductible here at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.sample.journals.dates import MONTHS, closing, monthly, opening, year_of
from cashkit.sample.journals.figures import rows_of
from cashkit.sample.journals.postings import Line, post, single, together
from cashkit.sample.journals.shares import cut
from cashkit.sample.story import SHARES_OF_MONTHS, YEARS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.journals.figures import Figures
    from cashkit.sample.plan import Plan

    Whole = NDArray[np.int64]

SUPPLIERS, DEDUCTIBLE, EU_VAT = "401000", "445660", "445200"
MATERIALS, RESOLD = "601000", "607000"
STOCKS = {
    "stock_materials": ("310000", "603100"),
    "stock_finished": ("355000", "713550"),
    "stock_resold": ("370000", "603700"),
}
_RATE = 0.2
_INVOICES = {MATERIALS: 1100, RESOLD: 340}
_SHARE = {MATERIALS: 0.72, RESOLD: 0.28}
_STOCK = {MATERIALS: "stock_materials", RESOLD: "stock_resold"}
_TEXTS = {MATERIALS: "Achat matières", RESOLD: "Achat négoce"}
_SPREAD, _STEADY = 0.7, 0.55
_LAST_DAY = 28


def used(sales: int, figures: Figures, year: int) -> int:
    """Return what a year uses of materials and goods, made products in stock included."""
    return round(sales * (1 - figures.rate("margin_rate", year))) + figures.change("stock_finished", year)


def purchase_lines(plan: Plan, figures: Figures, sales: Mapping[int, int]) -> pd.DataFrame:
    """Return the invoices of suppliers."""
    random = plan.random("purchases")
    parts = []
    for year in YEARS:
        whole = used(sales[year], figures, year)
        for goods in (MATERIALS, RESOLD):
            bought = round(whole * _SHARE[goods]) + figures.change(_STOCK[goods], year)
            parts.append(_bought(_dated(plan, goods, year, random), goods, bought, random))
        parts += [_charge(row, year, figures.scale) for row in rows_of("charges.csv")]
    return together(parts)


def stock_lines(figures: Figures) -> pd.DataFrame:
    """Return the change of the stocks at each year end."""
    changes = [(year, accounts, figures.change(key, year)) for year in YEARS for key, accounts in STOCKS.items()]
    return together([
        single("OD", closing(year), (f"INV{year}", "Variation de stock"), {stock: cents, change: -cents})
        for year, (stock, change), cents in changes
    ])  # fmt: skip


def _dated(plan: Plan, goods: str, year: int, random: np.random.Generator) -> Whole:
    """Return the days of a year's invoices of one kind of goods."""
    count = round(_INVOICES[goods] * plan.euros_scale)
    month = random.choice(MONTHS, size=count, p=_season())
    return np.sort(monthly(year, 1)[month] + random.integers(1, _LAST_DAY, count))


def _season() -> NDArray[np.float64]:
    following = np.roll(np.array(SHARES_OF_MONTHS, np.float64), -1)
    weights = _STEADY / MONTHS + (1 - _STEADY) * following / following.sum()
    return np.asarray(weights / weights.sum(), np.float64)


def _bought(day: Whole, goods: str, total: int, random: np.random.Generator) -> pd.DataFrame:
    """Return the invoices of some days, which come to a total without VAT."""
    known = [row for row in rows_of("suppliers.csv") if row["account"] == goods]
    share = np.array([int(row["share"]) for row in known], np.float64)
    who = random.choice(len(known), size=len(day), p=share / share.sum())
    net = cut(total, random.lognormal(0.0, _SPREAD, len(day)))
    vat = np.rint(net * _RATE).astype(np.int64)
    abroad = np.array([row["eu"] == "1" for row in known], bool)[who]
    supplier = np.array([row["code"] for row in known], object)[who]
    width, year = max(4, len(str(len(day)))), int(year_of(day[:1])[0]) % 100
    ref = np.array([f"A{year}-{goods[:3]}{place:0{width}d}" for place in range(1, len(day) + 1)], object)
    lines = [
        Line(goods, net), Line(DEDUCTIBLE, vat), Line(EU_VAT, np.where(abroad, -vat, 0)),
        Line(SUPPLIERS, -net - np.where(abroad, 0, vat), supplier),
    ]  # fmt: skip
    return post("AC", day, ref=ref, text=_TEXTS[goods], lines=lines)


def _charge(row: Mapping[str, str], year: int, scale: float) -> pd.DataFrame:
    """Return the invoices of one charge over a year, in equal parts."""
    times = int(row["times"])
    net = cut(round(int(row[str(year)]) * 100 * scale), np.ones(times))
    vat = np.rint(net * int(row["vat"]) / 100).astype(np.int64)
    day = opening(year) + ((np.arange(times) + 0.6) * (closing(year) - opening(year)) / times).astype(np.int64)
    ref = [f"{row['supplier']}-{year % 100}{place:02d}" for place in range(1, times + 1)]
    lines = [Line(row["account"], net), Line(DEDUCTIBLE, vat), Line(SUPPLIERS, -net - vat, row["supplier"])]
    return post("AC", day, ref=ref, text=row["text"], lines=lines)
