"""Last year: the figures of the synthesis at the same day a year earlier, with today's definitions.

They are told only where a year of sales before that day is known; a FEC alone does not reach so far back.
What the entries of the year moved to 416 was not doubtful yet.

Units: euros with VAT, days, shares as fractions.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.ground.calendar import months_after
from cashkit.ground.money import euros
from cashkit.measures.as_of import CashkitWarning, settled_view
from cashkit.measures.claims import claims, gross, overdue
from cashkit.measures.customer_facts import as_text
from cashkit.measures.dso import dso
from cashkit.measures.restated import financed_receivables, on_the_books, put_back
from cashkit.stages.situation import Situation

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from cashkit.dossier.dossier import Dossier

_YEAR = 12
_DAYS = 365


@dataclass(frozen=True)
class LastYear:
    """What was overdue, in euros and as a share, and the DSO on the books and restated (None where not told)."""

    overdue: Decimal
    overdue_rate: float | None
    dso: float
    dso_restated: float | None


def last_year(dossier: Dossier, as_of: date) -> LastYear | None:
    """Return the figures of a year earlier; None where the sales known do not reach back to the year before."""
    day = months_after(as_of, -_YEAR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CashkitWarning)
        certain = _as_then(claims(dossier, as_of=day, view=settled_view(dossier)), dossier, as_of)
        books = on_the_books(certain)
        period = dso(dossier, as_of=day, method="period", days=_DAYS, balance=books)
        if period.days is None:
            return None
        financed = financed_receivables(dossier, as_of=day)
        balance = None if financed is None else put_back(books, financed)
        restated = None if balance is None else dso(dossier, as_of=day, method="period", days=_DAYS, balance=balance)
        found = _as_then(claims(dossier, as_of=day), dossier, as_of)
    owed, late = (int(rows["open_cents"].sum()) for rows in (gross(found), overdue(found)))
    rate = late / owed if owed else None
    return LastYear(euros(late), rate, period.days, None if restated is None else restated.days)


def _as_then(found: pd.DataFrame, dossier: Dossier, as_of: date) -> pd.DataFrame:
    """Return the claims of a year earlier, those moved to doubtful customers since then as they stood."""
    moved = Situation(dossier, as_of).doubtful_since.index
    since = (found["standing"] == "doubtful") & pd.Series(as_text(found["customer_id"]), index=found.index).isin(moved)
    return found.assign(standing=found["standing"].where(~since, "claimable"))
