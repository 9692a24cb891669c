"""Factoring: invoices sold with recourse; the factor pays 90 % at once, the rest when the customer has paid it.

The claim moves 411 to 467; of it 90 % come to the bank, less the fee (0.35 % of what is sold); the guarantee fund
stays in 467 until the customer pays. Interest on what is financed is charged at each month end (661).

Source: rates of the story; VAT on the fee at 20 %.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number, month_end, month_index, month_starts
from cashkit.sample.booked import cents_of, days
from cashkit.sample.journals.dates import stamps
from cashkit.sample.journals.postings import Line, post, rows, together
from cashkit.sample.journals.settled import BANK, FACTOR, both_sides, credit_lines
from cashkit.sample.story import AS_OF, FACTOR_FROM

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    sold = _sold(tables, routed, chosen)
    return together([_claims(tables, routed, chosen), _advances(sold), _released(sold), _interest(sold)])


def _sold(tables: Mapping[str, pd.DataFrame], routed: Routed, chosen: pd.Series) -> pd.DataFrame:
    """Return each invoice sold: its number, cents, what the factor advances, the days of the sale and of its end."""
    made = routed.made[routed.made["payment"] >= 0]
    made = made[chosen.to_numpy()[made["payment"]]]
    item = made["item"].to_numpy()
    cents = made["cents"].to_numpy()
    return pd.DataFrame({
        "ref": tables["invoices"]["invoice_id"].to_numpy()[item], "cents": cents,
        "advance": np.rint(cents * ADVANCED).astype(np.int64),
        "day": days(tables["payments"], "posted_on")[made["payment"]],
        "settled": days(tables["invoices"], "settled_on")[item],
    })  # fmt: skip


def _claims(tables: Mapping[str, pd.DataFrame], routed: Routed, chosen: pd.Series) -> pd.DataFrame:
    own = tables["payments"][chosen]
    head = {"journal": "FA", "text": "Cession factor"}
    claim = rows(
        **head, entry=np.arange(len(own)), day=days(own, "posted_on"), ref=own["payment_id"].to_numpy(),
        account=FACTOR, cents=cents_of(own, "amount"),
    )  # fmt: skip
    return both_sides(credit_lines(tables, routed, chosen, head), claim)


def _advances(sold: pd.DataFrame) -> pd.DataFrame:
    """Return the money that comes at once, the fee and its VAT taken off."""
    fee = np.rint(sold["cents"] * FEE).astype(np.int64)
    vat = np.rint(fee * VAT).astype(np.int64)
    lines = [
        Line(BANK, sold["advance"] - fee - vat), Line(FACTOR_FEE, fee), Line(DEDUCTIBLE, vat),
        Line(FACTOR, -sold["advance"]),
    ]  # fmt: skip
    return post("FA", sold["day"], ref=sold["ref"], text="Financement factor", lines=lines)


def _released(sold: pd.DataFrame) -> pd.DataFrame:
    """Return the guarantee fund that comes back once the customer has paid the factor."""
    own = sold[sold["settled"] <= day_number(AS_OF)]
    kept = own["cents"] - own["advance"]
    return post(
        "FA", own["settled"], ref=own["ref"], text="Garantie factor", lines=[Line(BANK, kept), Line(FACTOR, -kept)]
    )


def _interest(sold: pd.DataFrame) -> pd.DataFrame:
    """Return the interest of each month on what was financed in it."""
    first, last = (int(month_index([day_number(date)])[0]) for date in (FACTOR_FROM, AS_OF))
    months = np.arange(first, last + 1)
    start, end = month_starts(months).astype(np.int64), month_starts(months + 1).astype(np.int64)
    owed = [_held(sold, span) for span in zip(start.tolist(), end.tolist(), strict=True)]
    cents = np.rint(np.array(owed) * INTEREST / _YEAR).astype(np.int64)
    lines = [Line(BANK_INTEREST, cents), Line(BANK, -cents)]
    return post("FA", month_end(start), ref=stamps(start, "FI"), text="Intérêts factor", lines=lines)


def _held(sold: pd.DataFrame, span: tuple[int, int]) -> int:
    """Return cents times days financed between two days."""
    held = np.minimum(sold["settled"], span[1]) - np.maximum(sold["day"], span[0])
    return int((sold["advance"] * np.maximum(held, 0)).sum())
