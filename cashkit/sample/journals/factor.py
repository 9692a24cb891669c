"""Factoring: invoices sold with recourse; the factor pays 90 % at once, the rest when the customer has paid it.

The claim moves 411 to 467; of it 90 % come to the bank, less the fee (0.35 % of what is sold); the guarantee fund
stays in 467 until the customer pays. Interest on what is financed is charged at each month end (661).

Source: rates of the story; VAT on the fee at 20 %.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.ground.calendar import day_number, month_end, month_index, month_starts
from cashkit.sample.booked import cents_of, days
from cashkit.sample.journals.dates import stamps
from cashkit.sample.journals.postings import Line, post, rows, together
from cashkit.sample.journals.settled import BANK, FACTOR, both_sides, credit_lines
from cashkit.sample.story import AS_OF, FACTOR_FROM

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.journals.routing import Routed

    Whole = NDArray[np.int64]

ADVANCED, FEE, INTEREST, VAT = 0.90, 0.0035, 0.049, 0.20
FACTOR_FEE, DEDUCTIBLE, BANK_INTEREST = "622500", "445660", "661600"
_YEAR = 365


def factor_lines(tables: Mapping[str, pd.DataFrame], routed: Routed) -> pd.DataFrame:
    """Return the entries of what is sold to the factor, financed, released and charged."""
    payments = tables["payments"]
    chosen = payments["kind"].eq("transfer") & payments["method"].eq("factor")
    own = payments[chosen]
    cents, sold = cents_of(own, "amount"), days(own, "posted_on")
    advance = np.rint(cents * ADVANCED).astype(np.int64)
    settled = _settled(tables, routed, chosen)
    return together([
        _claims(tables, routed, chosen), _advances(own, cents, sold), _released(own, cents - advance, settled),
        _interest(advance, sold, settled),
    ])  # fmt: skip


def _claims(tables: Mapping[str, pd.DataFrame], routed: Routed, chosen: pd.Series) -> pd.DataFrame:
    own = tables["payments"][chosen]
    head = {"journal": "FA", "text": "Cession factor"}
    claim = rows(
        **head, entry=np.arange(len(own)), day=days(own, "posted_on"), ref=own["payment_id"].to_numpy(),
        account=FACTOR, cents=cents_of(own, "amount"),
    )  # fmt: skip
    return both_sides(credit_lines(tables, routed, chosen, head), claim)


def _advances(own: pd.DataFrame, cents: Whole, sold: Whole) -> pd.DataFrame:
    """Return the money that comes at once, the fee and its VAT taken off."""
    advance, fee = np.rint(cents * ADVANCED).astype(np.int64), np.rint(cents * FEE).astype(np.int64)
    vat = np.rint(fee * VAT).astype(np.int64)
    lines = [Line(BANK, advance - fee - vat), Line(FACTOR_FEE, fee), Line(DEDUCTIBLE, vat), Line(FACTOR, -advance)]
    return post("FA", sold, ref=own["payment_id"], text="Financement factor", lines=lines)


def _released(own: pd.DataFrame, kept: Whole, settled: Whole) -> pd.DataFrame:
    paid = settled <= day_number(AS_OF)
    lines = [Line(BANK, kept[paid]), Line(FACTOR, -kept[paid])]
    return post("FA", settled[paid], ref=own["payment_id"][paid], text="Garantie factor", lines=lines)


def _settled(tables: Mapping[str, pd.DataFrame], routed: Routed, chosen: pd.Series) -> Whole:
    """Return the day on which the customer has paid the factor all that each of some payments stands for."""
    made = routed.made[routed.made["payment"] >= 0]
    last = np.zeros(len(tables["payments"]), np.int64)
    np.maximum.at(last, made["payment"].to_numpy(), days(tables["invoices"], "settled_on")[made["item"]])
    return np.asarray(last[chosen.to_numpy()], np.int64)


def _interest(advance: Whole, sold: Whole, settled: Whole) -> pd.DataFrame:
    """Return the interest of each month on what was financed in it."""
    first = month_index([day_number(FACTOR_FROM)])[0]
    months = np.arange(first, month_index([day_number(AS_OF)])[0] + 1)
    start, end = month_starts(months).astype(np.int64), month_starts(months + 1).astype(np.int64)
    held = np.clip(np.minimum(settled[:, None], end) - np.maximum(sold[:, None], start), 0, None)
    cents = np.rint((advance[:, None] * held).sum(axis=0) * INTEREST / _YEAR).astype(np.int64)
    ref = stamps(start, "FI")
    return post(
        "FA", month_end(start), ref=ref, text="Intérêts factor", lines=[Line(BANK_INTEREST, cents), Line(BANK, -cents)]
    )
