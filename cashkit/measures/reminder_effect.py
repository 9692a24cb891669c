"""Effect of reminders: of invoices equally late, how many more are paid soon after a reminder than without one.

Those reminded are those late: without matching by age the figure says that reminders harm. So each invoice reminded
for the first time at an age (days late) is set against those still open at the very same age and not reminded until
then; each age weighs as many as were reminded at it. It is an association: whom one chooses to remind, and at what
amount, is not chance.

>>> aged = pd.DataFrame({"paid_age": [12, 40, 30, 60], "reminded_age": [10, 10, NEVER, NEVER], "known": 99})
>>> effect_at(aged, ages=range(1, 15), within=15).dropna().to_dict()
{'invoices_reminded': 2.0, 'paid_reminded': 0.5, 'compared': 2.0, 'paid_compared': 0.0}

Formula: sum over ages of n(age) x (share paid within `within` days, reminded - the same, not yet reminded) / sum of n.
An age at which nobody is left to compare with does not count; below 30 reminded or compared, there is no difference.
Units: days; shares as fractions; `points_gained` in fractions (0.10 is ten points).
Source: own; the risk-set matching of follow-up studies. No published case counts reminders so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import columns_of
from cashkit.ground.calendar import as_date, day_number, months_after
from cashkit.measures.bills import timed_through_bills
from cashkit.measures.customer_facts import as_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier

    Int64 = NDArray[np.int64]

NEVER, _FAR = 1_000_000, 10_000_000
"""Days late of what did not happen, a day that never comes."""
BANDS = ((1, 14), (15, 29), (30, 59), (60, 90))
WITHIN, FEWEST = 15, 30
_YEARS = 24
COLUMNS = ("days_late_band", "invoices_reminded", "paid_reminded", "compared", "paid_compared", "points_gained")


def reminder_effect(dossier: Dossier, *, as_of: object, within: int = WITHIN) -> pd.DataFrame | None:
    """Return the effect of the first reminder by band of lateness over two years (columns: `COLUMNS`).

    None without a table of reminders with levels, or where nothing fell due.
    """
    day = as_date(as_of)
    timed = timed_through_bills(dossier, since=months_after(day, -_YEARS), until=day)
    first = _first_reminders(dossier, timed, day_number(day))
    if first is None or timed.empty:
        return None
    aged = pd.DataFrame(
        {
            "paid_age": np.where(timed["paid"], timed["days"], NEVER),
            "reminded_age": np.where(first == NO_DAY, NEVER, first - timed["due"]),
            "known": day_number(day) - timed["due"],
        }
    )
    rows = [
        {"days_late_band": f"{start}-{end}", **effect_at(aged, ages=range(start, end + 1), within=within)}
        for start, end in BANDS
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"invoices_reminded": "int64", "compared": "int64"})


def effect_at(aged: pd.DataFrame, *, ages: Iterable[int], within: int) -> pd.Series:
    """Return the effect over some ages: the columns of `COLUMNS` but the first.

    `aged` has paid_age and reminded_age (NEVER where it is not so), and until which age each invoice is known.
    """
    paid_age, reminded_age = aged["paid_age"].to_numpy(np.int64), aged["reminded_age"].to_numpy(np.int64)
    known = aged["known"].to_numpy(np.int64)
    sums = np.zeros(4)
    for age in ages:
        at_risk = (paid_age > age) & (known >= age + within)
        soon = paid_age <= age + within
        treated, control = at_risk & (reminded_age == age), at_risk & (reminded_age > age)
        n, m = int(treated.sum()), int(control.sum())
        if n and m:
            sums += (n, int((treated & soon).sum()), m, n * int((control & soon).sum()) / m)
    reminded, after, compared, without = sums.tolist()
    shares = (after / reminded, without / reminded) if reminded else (np.nan, np.nan)
    difference = shares[0] - shares[1] if min(reminded, compared) >= FEWEST else np.nan
    return pd.Series([reminded, shares[0], compared, shares[1], difference], index=list(COLUMNS[1:]))


def _first_reminders(dossier: Dossier, timed: pd.DataFrame, until: int) -> Int64 | None:
    """Return the day of the first reminder of each invoice after its due date, NO_DAY where there is none."""
    table, invoices = columns_of(dossier, "reminders"), columns_of(dossier, "invoices")
    if table is None or invoices is None or not table.has("level"):
        return None
    days = table.days("sent_on").astype(np.int64)
    sent = pd.DataFrame({"customer": table.ids("customer_id"), "invoice": table.ids("invoice_id"), "sent": days})
    sent = sent[(days != NO_DAY) & (days <= until) & (table.numbers("level") >= 1)].sort_values("sent", kind="stable")
    asked = pd.DataFrame({"place": np.arange(len(timed)), "due": timed["due"].to_numpy(np.int64)})
    asked["invoice"] = np.append(invoices.ids("invoice_id"), "")[np.minimum(timed["item"], len(invoices))]
    asked["customer"] = as_text(timed["customer_id"])
    asked = asked.sort_values("due", kind="stable")
    told = [_next(asked, rows, by) for rows, by in _by_name_or_statement(sent)]
    first = np.minimum(*told)
    day = np.full(len(timed), NO_DAY, np.int64)
    day[asked["place"].to_numpy()] = np.where(first < _FAR, first, NO_DAY)
    return day


def _by_name_or_statement(sent: pd.DataFrame) -> list[tuple[pd.DataFrame, str]]:
    """Return the reminders that name an invoice, and those to a customer about all that it owes."""
    named = sent["invoice"] != ""
    return [(sent[named], "invoice"), (sent[~named], "customer")]


def _next(asked: pd.DataFrame, sent: pd.DataFrame, by: str) -> Int64:
    """Return the first day after each due date on which something was sent about it, _FAR where nothing was."""
    keyed = {by: "str"}  # an empty column of text has another type, which no merge takes
    both = pd.merge_asof(
        asked[["due", by]].astype(keyed),
        sent[["sent", by]].astype(keyed),
        left_on="due",
        right_on="sent",
        by=by,
        direction="forward",
        allow_exact_matches=False,
    )
    return both["sent"].fillna(_FAR).to_numpy(np.int64)
