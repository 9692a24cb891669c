"""The ledger: the entries of the three fiscal years, made from the tables of the cycle, to the cent.

What customers owe in the ledger is what the tables say is open, customer by customer; everything else (purchases, pay,
taxes, loans ...) makes each year come to the figures of the story.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.journals import (
    allowances,
    balancing,
    bills,
    cut_off,
    deposits,
    doubtful,
    factor,
    funding,
    losses,
    opening_sheet,
    purchases,
    sales,
    settled,
    taxes,
    treasury,
)
from cashkit.sample.journals.figures import Figures
from cashkit.sample.journals.postings import NONE, together
from cashkit.sample.journals.routing import route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cashkit.sample.plan import Plan


def ledger_lines(plan: Plan, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the lines of all years, the opening of the first one included; entries are not numbered yet."""
    figures = Figures(plan.euros_scale)
    lines = together([_opening(plan, tables, figures), _customers(plan, tables, figures)])
    lines = together([lines, _business(plan, figures, lines)])
    lines = together([lines, taxes.vat_lines(lines)])
    tax = {year: opening_sheet.tax_of(figures, year) for year in range(2021, 2026)}
    lines = together([lines, taxes.profit_tax(tax)])
    lines = together([lines, balancing.sundry_lines(figures, lines)])
    lines = together([lines, balancing.pay_lines(figures, lines)])
    lines = together([lines, balancing.interest_lines(figures, lines), treasury.swept(lines)])
    return _suppliers_paid(figures, lines)


def _opening(plan: Plan, tables: Mapping[str, pd.DataFrame], figures: Figures) -> pd.DataFrame:
    routed = route(tables, doubtful.moved_on(tables))
    brought = sales.brought_forward(tables, routed)
    return opening_sheet.opening_lines(plan, figures, brought, cut_off.before(tables, figures))


def _customers(plan: Plan, tables: Mapping[str, pd.DataFrame], figures: Figures) -> pd.DataFrame:
    routed = route(tables, doubtful.moved_on(tables))
    lost = losses.loss_lines(tables, routed)
    lines = together([
        sales.sales_lines(tables, routed), settled.settled_lines(tables, routed), bills.bill_lines(tables, routed),
        factor.factor_lines(tables, routed), deposits.deposit_lines(tables), doubtful.moved_lines(tables, routed),
        lost, losses.indemnity_lines(tables), cut_off.cut_off_lines(tables, figures),
    ])  # fmt: skip
    owed = allowances.doubtful_of(tables, routed, lines)
    return together([lines, allowances.allowance_lines(plan, tables, owed, lost)])


def _business(plan: Plan, figures: Figures, lines: pd.DataFrame) -> pd.DataFrame:
    sold = balancing.result_of(lines, ("70",))
    return together([
        purchases.purchase_lines(plan, figures, sold), purchases.stock_lines(figures), funding.funding_lines(figures),
        taxes.levy_lines(figures), balancing.advance_lines(figures),
    ])  # fmt: skip


def _suppliers_paid(figures: Figures, lines: pd.DataFrame) -> pd.DataFrame:
    """Pay the suppliers, and letter what they were paid for."""
    owed = (lines["account"] == purchases.SUPPLIERS) & (lines["cents"] < 0)
    first = int(lines["group"].max()) + 1
    lines.loc[owed, "group"] = first + np.arange(int(owed.sum()))
    debits = treasury.debited(lines)
    lines = together([lines, debits])
    payments = treasury.supplier_payments(figures, lines)
    closed = pd.concat([treasury.closed_on(debits), treasury.closed_on(payments)])
    own = lines["group"].map(closed)
    lines["lettered"] = np.where(
        owed.reindex(lines.index, fill_value=False) & own.notna(), own.fillna(0), lines["lettered"]
    ).astype(np.int64)
    return together([lines, payments])


__all__ = ["NONE", "ledger_lines"]
