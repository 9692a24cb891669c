"""What if, in stage 9: terms, invoicing, disputes and reminders changed one by one, and the twelve months that follow.

The changes are assumptions of the kit (`ASSUMED`), told beside their effect: five days off the terms, one day off the
invoicing, half of the disputed overdue settled, half of the lateness won. `cashkit.measures.levers` takes any other.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.ground.calendar import from_day
from cashkit.ground.money import euros
from cashkit.measures.claims import overdue
from cashkit.measures.dso import dso
from cashkit.measures.invoicing_delay import FINANCING_RATE, invoicing_delays, weighted_days
from cashkit.measures.levers import COLUMNS, Levers, Standing, over_twelve_months, pulled
from cashkit.measures.punctuality import mean_lateness
from cashkit.stages.impact_provisions import matrix_of

if TYPE_CHECKING:
    from cashkit.stages.situation import Situation

ASSUMED = Levers(terms_days=5, invoicing_days=1, disputes_settled=Decimal("0.5"), lateness_won=Decimal("0.5"))
LEVERS = ("lever", "assumed_change", *COLUMNS[1:])
MONTHS = ("month_number", "dso", "cash_freed", "interest_saved", "provision")
_YEAR = 365


def what_if(at: Situation) -> dict[str, pd.DataFrame]:
    """Return the tables of the levers and of the months; without rows where the DSO is not known."""
    standing = standing_of(at)
    if standing is None:
        return {"what_if": pd.DataFrame(columns=list(LEVERS)), "what_if_months": pd.DataFrame(columns=list(MONTHS))}
    won = pulled(standing, ASSUMED)
    won.insert(1, "assumed_change", won["lever"])
    return {"what_if": won, "what_if_months": over_twelve_months(standing, ASSUMED)}


def standing_of(at: Situation) -> Standing | None:
    """Return where the company stands; None without a year of sales, or for tables that stay on an engine."""
    if at.dossier.books is None:
        return None
    period = dso(at.dossier, as_of=at.as_of, method="period", days=_YEAR)
    if period.days is None:
        return None
    late = overdue(at.claims)
    disputed = late.loc[late["standing"] == "disputed", "open_cents"]
    return Standing(
        dso=period.days,
        day_value=period.invoiced / _YEAR,
        lateness=mean_lateness(at.timed) or 0,
        invoicing_delay=_waiting(at),
        overdue=euros(int(late["open_cents"].sum())),
        disputed=euros(int(disputed.sum())),
        provision=Decimal(str(round(float(matrix_of(at)["expected_loss"].sum()), 2))),
        annual_rate=FINANCING_RATE,
    )


def _waiting(at: Situation) -> float:
    """Return the days from delivery to invoice; none where deliveries are not known."""
    if at.table("deliveries") is None:
        return 0.0
    found = invoicing_delays(at.dossier, since=from_day(at.year_before), until=at.as_of)
    return max(weighted_days(found) or 0.0, 0.0)
