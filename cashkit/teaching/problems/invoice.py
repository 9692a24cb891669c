"""Problems of stage 6: the latest legal due date, the numbers that are missing, the price of invoicing late."""

import datetime as dt
import re

import pandas as pd

from cashkit.law.payment_terms import due_date
from cashkit.teaching.problem import Problem, problem
from cashkit.teaching.seeds import Draw

_YEAR = 365
_SALES = "F2025"


def latest_due_date(draw: Draw) -> Problem:
    """Ask for the latest due date that the law admits, in whichever reading."""
    days = [dt.date(2025, month, number) for month in (3, 5, 7, 8, 10, 12) for number in range(2, 15)]
    issued = draw.figure(dt.date(2025, 10, 13), days)
    due = {terms: due_date(issue_date=issued, terms=terms) for terms in ("60", "45 EOM", "EOM 45", "60 EOM", "EOM 0")}
    found = {
        "right": max(due["60"], due["45 EOM"], due["EOM 45"]),
        "one_reading_only": due["45 EOM"],
        "sixty_days_only": due["60"],
        "sixty_end_of_month": due["60 EOM"],
    }
    return problem("latest_due_date", {"issued": issued}, found, unit="date", step=due["EOM 0"])


def missing_numbers(draw: Draw) -> Problem:
    """Ask how many invoice numbers are missing, each series being counted by itself."""
    table = _numbered(draw.figure(3, range(2, 9)))
    numbers = pd.Series([int(re.findall(r"\d+", text)[-1]) for text in table["invoice_id"]])
    series = pd.Series([text.partition("-")[0] for text in table["invoice_id"]])
    steps = numbers.groupby(series).diff().fillna(1).astype(int) - 1
    of_sales = int(steps[series == _SALES].sum())
    found = {
        "right": int(steps.sum()),
        "gaps_counted": int((steps > 0).sum()),
        "sales_series_only": of_sales,
        "ends_subtracted": int(numbers.groupby(series).agg(lambda one: one.max() - one.min()).sum()),
    }
    return problem("missing_numbers", {"n": len(table)}, found, unit="count", step=of_sales, table=table)


def late_invoicing(draw: Draw) -> Problem:
    """Ask what it costs to finance deliveries that were invoiced late."""
    days = draw.figure(19, range(8, 26))
    delivered, rate, net = 182_000, 0.068, 1.2
    whole = delivered * rate
    found = {
        "right": whole * days / _YEAR,
        "rate_of_a_year": whole,
        "year_of_360": whole * days / 360,
        "without_vat": whole / net * days / _YEAR,
        "counted_as_a_month": whole / 12,
    }
    given = {"delivered": delivered, "days": days, "rate": rate}
    return problem("late_invoicing", given, found, unit="eur", tolerance=1, step=whole / _YEAR)


def _numbered(lost: int) -> pd.DataFrame:
    """Return the numbers of three series; the first lacks `lost` numbers, then one, the third two."""
    sales = [*range(141, 144), *range(143 + lost + 1, 146 + lost + 1), *range(147 + lost + 1, 149 + lost + 1)]
    others = ["A2025-0017", "A2025-0018", "AC2025-0006", "AC2025-0009"]
    return pd.DataFrame({"invoice_id": [*(f"{_SALES}-{n:04}" for n in sales), *others]})
