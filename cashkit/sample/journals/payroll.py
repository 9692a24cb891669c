"""Payroll: gross pay and contributions, paid as the law wants: wages at month end, the rest a month later.

Gross pay costs its contributions on top (`CONTRIBUTIONS`); of it staff gives its own share and the tax deducted at
source. Leave and bonuses earned and not paid yet are charged at year end (428, 438).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.ground.calendar import day_number
from cashkit.sample.journals.dates import closing, monthly
from cashkit.sample.journals.postings import Line, post, single, together
from cashkit.sample.journals.settled import BANK
from cashkit.sample.journals.shares import cut
from cashkit.sample.story import AS_OF

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

WAGES, SOCIAL, PENSION, TAX = "421000", "431000", "437000", "442100"
LEAVE, BONUS, ON_LEAVE, ON_BONUS = "428200", "428600", "438200", "438600"
PAID, ON_PAY, PENSIONS = "641100", "645100", "645300"
CONTRIBUTIONS = 0.40
_EMPLOYER_PENSION, _STAFF, _STAFF_PENSION, _AT_SOURCE = 0.28, 0.13, 0.08, 0.035
_WEIGHTS = (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.7)
_DUE = 15


def payroll_lines(total: int, year: int) -> pd.DataFrame:
    """Return the entries of a year's pay that costs a total, without what is earned and not paid yet."""
    cost = cut(total, _WEIGHTS)
    gross = np.rint(cost / (1 + CONTRIBUTIONS)).astype(np.int64)
    pension = np.rint((cost - gross) * _EMPLOYER_PENSION).astype(np.int64)
    own, own_pension, tax = (np.rint(gross * rate).astype(np.int64) for rate in (_STAFF, _STAFF_PENSION, _AT_SOURCE))
    net, social = gross - own - own_pension - tax, cost - gross - pension
    end, ref = monthly(year, 31), [f"PAIE{year}-{month:02d}" for month in range(1, 13)]
    lines = [
        Line(PAID, gross), Line(ON_PAY, social), Line(PENSIONS, pension), Line(WAGES, -net),
        Line(SOCIAL, -own - social), Line(PENSION, -own_pension - pension), Line(TAX, -tax),
    ]  # fmt: skip
    pay = post("PA", end, ref=ref, text="Paie du mois", lines=lines)
    wages = post("BQ", end, ref=ref, text="Salaires nets", lines=[Line(WAGES, net), Line(BANK, -net)])
    due = {SOCIAL: own + social, PENSION: own_pension + pension, TAX: tax}
    return together([pay, wages, *_later(end, ref, due)])


def first_months(owed: Mapping[str, int], year: int) -> pd.DataFrame:
    """Return the payment, in the first January, of what December left."""
    due = {account: np.array([cents], np.int64) for account, cents in owed.items()}
    return together(_later(np.array([closing(year - 1)]), [f"PAIE{year - 1}-12"], due))


def _later(end: Whole, ref: list[str], due: Mapping[str, Whole]) -> list[pd.DataFrame]:
    """Return the payments of contributions and tax, a fortnight after each month, as far as the story goes."""
    day = end + _DUE
    inside = day <= day_number(AS_OF)
    refs = np.array(ref, object)[inside]
    parts = []
    for account, cents in due.items():
        lines = [Line(account, cents[inside]), Line(BANK, -cents[inside])]
        parts.append(post("BQ", day[inside], ref=refs, text="Cotisations et PAS", lines=lines))
    return parts


def gross_of(cost: int) -> int:
    """Return the gross pay in a cost with its contributions."""
    return round(cost / (1 + CONTRIBUTIONS))


def earned_lines(leave: int, bonus: int, year: int) -> pd.DataFrame:
    """Return the change of leave and bonuses earned and not paid, contributions on top."""
    day, ref = closing(year), f"PROV{year}"
    parts = []
    for cost, text, (charge, owed, due) in (
        (leave, "Congés à payer", ("641200", LEAVE, ON_LEAVE)),
        (bonus, "Primes à payer", ("641300", BONUS, ON_BONUS)),
    ):
        gross, rest = gross_of(cost), cost - gross_of(cost)
        parts.append(single("OD", day, (ref, text), {charge: gross, ON_PAY: rest, owed: -gross, due: -rest}))
    return together(parts)
