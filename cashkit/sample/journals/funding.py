"""Funding: loans and their interest, partners, fixed assets and their depreciation, the result and the dividends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.sample.journals.dates import MONTHS, closing, monthly
from cashkit.sample.journals.figures import FIRST
from cashkit.sample.journals.postings import Line, post, single, together
from cashkit.sample.journals.settled import BANK
from cashkit.sample.journals.shares import cut
from cashkit.sample.story import YEARS

if TYPE_CHECKING:
    import pandas as pd

    from cashkit.sample.journals.figures import Figures

LOANS, LEGAL, RESERVES, FORWARD, RESULT = "164000", "106100", "106800", "110000", "120000"
DIVIDENDS, BUILT, VAT_ON_ASSETS, WORN = "457000", "404000", "445620", "681120"
ON_LOANS, TO_PARTNERS = "661100", "661500"
LOAN_RATE, PARTNERS_RATE = 0.036, 0.045
_LEGAL_GAP = 500_000
"""Cents that the legal reserve still lacked of a tenth of the capital when the first year opened."""
_PAID_AFTER = 30
_JUNE, _JULY = 5, 6

SHARES = {"215400": 0.55, "218200": 0.2, "213500": 0.15, "218300": 0.07, "205000": 0.03}
"""Fixed assets, and the share of each in what is bought and worn."""
WEAR = {"215400": "281540", "218200": "281820", "213500": "281350", "218300": "281830", "205000": "280500"}
_BOUGHT = {  # from whom, what, in which month of the year
    "215400": ("F051", "Machine", 2), "218200": ("F052", "Véhicule", 4), "213500": ("F051", "Agencement", 5),
    "218300": ("F053", "Matériel info", 8), "205000": ("F053", "Logiciel", 9),
}  # fmt: skip


def funding_lines(figures: Figures) -> pd.DataFrame:
    """Return the entries of loans, fixed assets and equity of all years."""
    parts = [
        (_loans(figures, year), _partners(figures, year), _assets(figures, year), _equity(figures, year))
        for year in YEARS
    ]
    return together([part for year in parts for part in year])


def _loans(figures: Figures, year: int) -> pd.DataFrame:
    new, back = figures.cents("new_loans", year), cut(figures.cents("repayments", year), np.ones(MONTHS))
    owed = loans_at(figures, year - 1) + new - np.concatenate([[0], np.cumsum(back)[:-1]])
    interest = np.rint(owed * LOAN_RATE / MONTHS).astype(np.int64)
    ref = [f"EMP{year}-{month:02d}" for month in range(1, 13)]
    lines = [Line(LOANS, back), Line(ON_LOANS, interest), Line(BANK, -back - interest)]
    paid = post("BQ", monthly(year, 5), ref=ref, text="Échéance emprunt", lines=lines)
    drawn = single("BQ", int(monthly(year, 3)[0]), (f"EMP{year}", "Emprunt débloqué"), {BANK: new, LOANS: -new})
    return together([drawn, paid])


def loans_at(figures: Figures, year: int) -> int:
    """Return what is owed on loans at the end of a year."""
    return figures.cents("loans", FIRST) + figures.sum("new_loans", until=year) - figures.sum("repayments", until=year)


def _partners(figures: Figures, year: int) -> pd.DataFrame:
    share = round(figures.cents("partners", year) * PARTNERS_RATE)
    return single("BQ", closing(year) - 3, (f"CC{year}", "Intérêts associés"), {TO_PARTNERS: share, BANK: -share})


def _assets(figures: Figures, year: int) -> pd.DataFrame:
    """Return what is bought, paid within the month after, and a year's depreciation."""
    bought, worn = (cut(figures.cents(key, year), list(SHARES.values())).tolist() for key in ("capex", "depreciation"))
    parts = []
    for account, net, wear in zip(SHARES, bought, worn, strict=True):
        who, text, month = _BOUGHT[account]
        vat, day, ref = round(net / 5), monthly(year, 12)[month], f"IM{year}-{account[:4]}"
        lines = [Line(account, [net]), Line(VAT_ON_ASSETS, [vat]), Line(BUILT, [-net - vat], who)]
        parts.append(post("AC", [day], ref=ref, text=text, lines=lines))
        lines = [Line(BUILT, [net + vat], who), Line(BANK, [-net - vat])]
        parts.append(post("BQ", [day + _PAID_AFTER], ref=ref, text=text, lines=lines))
        parts.append(single("OD", closing(year), (f"DOT{year}", "Dotation"), {WORN: wear, WEAR[account]: -wear}))
    return together(parts)


def _equity(figures: Figures, year: int) -> pd.DataFrame:
    """Return how the result of the year before was shared out in June, and the dividends paid in July."""
    result, paid, kept = (figures.cents(key, year - 1) for key in ("result", "dividends", "to_reserves"))
    legal = round(_LEGAL_GAP * figures.scale) if year == YEARS[0] else 0
    shared = {RESULT: result, LEGAL: -legal, RESERVES: -kept, DIVIDENDS: -paid, FORWARD: legal + kept + paid - result}
    return together([
        single("OD", int(monthly(year, 27)[_JUNE]), (f"AG{year}", "Affectation résultat"), shared),
        single("BQ", int(monthly(year, 10)[_JULY]), (f"AG{year}", "Dividendes"), {DIVIDENDS: paid, BANK: -paid}),
    ])  # fmt: skip
