"""Problems of stage 5: what can be claimed before goods leave, and the last day to reclaim them."""

import datetime as dt

import pandas as pd

from cashkit.ground.calendar import is_working_day, months_after
from cashkit.teaching.problem import Problem, problem
from cashkit.teaching.seeds import Draw

_AGE, _FLOOR = 30, 1_000
_MONTHS = 3


def claimable(draw: Draw) -> Problem:
    """Ask what is more than thirty days late and really due, among disputes and retention."""
    table = _open_items(draw.figure(4_200, range(2_800, 9_001, 100)))
    old = table[table["days_late"] > _AGE]
    undisputed = old[~old["in_dispute"]]
    found = {
        "right": undisputed.loc[~undisputed["retained"], "open_amount"].sum(),
        "all_overdue": table.loc[table["days_late"] > 0, "open_amount"].sum(),
        "disputes_counted": old.loc[~old["retained"], "open_amount"].sum(),
        "retention_counted": undisputed["open_amount"].sum(),
        "all_old": old["open_amount"].sum(),
    }
    step = float(old["open_amount"].sum())
    given = {"age": _AGE, "floor": _FLOOR}
    return problem("claimable", given, found, unit="eur", tolerance=1, step=step, table=table)


def last_day_to_reclaim(draw: Draw) -> Problem:
    """Ask for the last day to reclaim goods sold under retention of title."""
    days = [dt.date(2025, 3, 3) + dt.timedelta(days=n) for n in range(240)]
    published = draw.figure(dt.date(2025, 10, 22), [day for day in days if is_working_day(months_after(day, _MONTHS))])
    judged = published - dt.timedelta(days=8)
    found = {
        "right": months_after(published, _MONTHS),
        "from_the_judgment": months_after(judged, _MONTHS),
        "ninety_days": published + dt.timedelta(days=90),
        "claim_for_goods": months_after(published, 2),
    }
    return problem(
        "last_day_to_reclaim", {"judged": judged, "published": published}, found, unit="date", step=published
    )


def _open_items(late: float) -> pd.DataFrame:
    """Return a customer's open items: one late, one disputed, one retention, one a little late, one not due."""
    rows = [
        ("F2025-1042", late, 46, False, False),
        ("F2025-1017", 3_500, 52, True, False),
        ("F2025-0233", 2_400, 200, False, True),
        ("F2025-1188", 1_800, 12, False, False),
        ("F2025-1240", 6_000, -10, False, False),
    ]
    table = pd.DataFrame(rows, columns=["invoice_id", "open_amount", "days_late", "in_dispute", "retained"])
    return table.astype({"open_amount": float})
