"""Late-payment interest and indemnities of a portfolio: what overdue invoices owe beside their amount, at a date.

On each overdue invoice and bill, doubtful items, retention and credits apart: interest on what is still
open from the day after the due date to the day asked for, by half-year, and 40 € once for each invoice.
What was paid late before that day is not in it. Days beyond the last known rate bear nothing here:
`missing` says how many items run on them.

>>> import pandas as pd
>>> found = pd.DataFrame({"kind": ["invoice", "opening"], "standing": "claimable", "days_late": 123,
...     "due_date": pd.Timestamp("2026-05-01"), "open_cents": 1_000_000, "customer_id": "C1"})
>>> owed = late_interest(found, as_of="2026-09-01")
>>> owed.interest_cents, owed.indemnity_cents, owed.invoices, owed.by_half_year["interest"].tolist()
(41375, 4000, 1, [199.73, 214.02])

Units: whole cents; euros in the frames. Each half-year is what it adds to the total, so that they sum exactly.
Source: C. com. L441-10 II and D441-5, between professionals (not against consumers or public bodies).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import as_date, day_number, from_day
from cashkit.ground.money import cents
from cashkit.law.late_payment import indemnity, interest_cents
from cashkit.law.rates import default_rates
from cashkit.measures.claims import overdue

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.law.rates import Rates

BEARING_KINDS = ("invoice", "bill")


@dataclass(frozen=True, eq=False)
class LateInterest:
    """Interest and indemnities due at a date, by customer and by half-year, and what the rates leave out.

    `by_customer`: customer_id, overdue, invoices, interest, indemnity. `by_half_year`: half_year,
    annual_rate, interest. `known_until` is the last day whose rate is known, `missing` the number of
    invoices whose interest runs on unknown days too.
    """

    interest_cents: int
    indemnity_cents: int
    invoices: int
    missing: int
    known_until: object
    by_customer: pd.DataFrame
    by_half_year: pd.DataFrame


def late_interest(found: pd.DataFrame, *, as_of: object, rates: Rates | None = None) -> LateInterest:
    """Return what the overdue invoices among some claims (`claims`) owe for their lateness at a date."""
    known = rates or default_rates()
    late = overdue(found)
    late = late[late["kind"].isin(BEARING_KINDS)]
    until = day_number(as_date(as_of))
    owed, due = late["open_cents"].to_numpy(np.int64), _days(late["due_date"])
    interest, missing = interest_cents(owed, due, until, known)
    fixed = _indemnities(due)
    rows = late[["customer_id"]].assign(overdue=owed, invoices=1, interest=interest, indemnity=fixed)
    return LateInterest(
        interest_cents=int(interest.sum()),
        indemnity_cents=int(fixed.sum()),
        invoices=len(late),
        missing=int(missing.sum()),
        known_until=known.last_known_day,
        by_customer=_by_customer(rows),
        by_half_year=_by_half_year((owed, due), until, known),
    )


def _days(dates: pd.Series) -> NDArray[np.int64]:
    return np.asarray(dates.to_numpy().astype("datetime64[D]").astype(np.int64))


def _indemnities(due: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the fixed sum of each invoice, by its first late day."""
    days, place = np.unique(due + 1, return_inverse=True)
    fixed = np.array([cents(indemnity(from_day(day))) for day in days.tolist()], np.int64)
    return fixed[place] if len(days) else np.zeros(0, np.int64)


def _by_customer(rows: pd.DataFrame) -> pd.DataFrame:
    total = rows.groupby("customer_id", sort=True)[["overdue", "invoices", "interest", "indemnity"]].sum()
    order = np.lexsort((np.arange(len(total)), -total["interest"].to_numpy()))
    told = total.iloc[order].reset_index()
    return told.assign(**{name: told[name] / 100 for name in ("overdue", "interest", "indemnity")})


def _by_half_year(items: tuple[NDArray[np.int64], NDArray[np.int64]], until: int, rates: Rates) -> pd.DataFrame:
    """Return what each half-year adds to the interest, the half-years without any left out."""
    rows, before = [], 0
    for half in rates.half_years:
        so_far = int(interest_cents(*items, min(day_number(half.end), until), rates)[0].sum())
        if so_far > before:
            rows.append((half.name, float(half.default_late_rate), (so_far - before) / 100))
        before = max(before, so_far)
    return pd.DataFrame(rows, columns=["half_year", "annual_rate", "interest"])
