"""Problems of stage 7: one footing for DSO, its days, weighted lateness, those who have not paid, what was sold."""

import numpy as np

from cashkit.measures.dso_formulas import period_dso
from cashkit.measures.survival import restricted_mean, unpaid_share
from cashkit.teaching.problem import Problem, problem
from cashkit.teaching.seeds import Draw

_TENTH = 0.1
_FLAT = 1.2
_OWN = 100


def vat_on_one_side(draw: Draw) -> Problem:
    """Ask for the DSO of a year whose receivables and sales are given with and without VAT (M01)."""
    story = draw.story
    receivables = draw.figure(story.receivables, _around(story.receivables))
    found = {
        "right": period_dso(receivables=receivables, invoiced=story.invoiced, days=story.days),
        "vat_on_one_side": receivables / story.sales * story.days,
        "flat_vat": receivables / (story.sales * _FLAT) * story.days,
        "inverted": story.invoiced / receivables,
    }
    given = {"receivables": receivables, "invoiced": story.invoiced, "sales": story.sales, "days": story.days}
    return problem("M01", given, found, unit="days", tolerance=_TENTH, step=receivables / story.invoiced)


def days_of_the_sales(draw: Draw) -> Problem:
    """Ask for the DSO of a quarter (M02)."""
    story = draw.story
    quarter = draw.figure(story.quarter_invoiced, _around(story.quarter_invoiced))
    receivables, days = story.receivables, story.quarter_days
    found = {
        "right": period_dso(receivables=receivables, invoiced=quarter, days=days),
        "year_days_for_a_quarter": receivables / quarter * story.days,
        "ninety_days": receivables / quarter * 90,
        "year_sales": receivables / story.invoiced * story.days,
    }
    given = {"receivables": receivables, "quarter": quarter, "days": days, "invoiced": story.invoiced}
    return problem("M02", given, found, unit="days", tolerance=_TENTH, step=receivables / quarter)


def weighted_lateness(draw: Draw) -> Problem:
    """Ask for the amount-weighted lateness of three invoices (M04)."""
    late = np.array([5, draw.figure(36, range(20, 61)), 75])
    amounts = np.array([12_000, 3_000, 900])
    weighed = int((late * amounts).sum())
    found = {
        "right": weighed / amounts.sum(),
        "simple_mean_for_weighted": late.mean(),
        "median_for_mean": np.median(late),
        "late_only_big": late[amounts.argmax()],
    }
    given = {"late": late.tolist(), "middle": int(late[1]), "amounts": amounts.tolist()}
    return problem("M04", given, found, unit="days", tolerance=_TENTH, step=weighed)


def those_who_have_not_paid(draw: Draw) -> Problem:
    """Ask for the mean time to pay when two invoices of six are still open (M05)."""
    first = draw.figure(18, range(6, 25))
    ages, paid = np.array([first, 25, 30, 35, 60, 95]), np.array([1, 1, 1, 1, 0, 0])
    at_risk, _, share = unpaid_share(ages, paid, np.ones(len(ages), np.int64))
    found = {
        "right": restricted_mean(ages, share),
        "paid_only": ages[paid == 1].mean(),
        "open_taken_as_paid": ages.mean(),
        "open_dropped_median": np.median(ages[paid == 1]),
    }
    given = {"first": first, "ages": ages.tolist(), "paid": paid.tolist(), "until": int(ages.max())}
    return problem("M05", given, found, unit="days", tolerance=_TENTH, step=float(share[at_risk > len(ages) / 2][-1]))


def what_was_sold(draw: Draw) -> Problem:
    """Ask for the DSO with the receivables that a factor and a bank have bought (M11)."""
    story = draw.story
    factored = draw.figure(story.factored, _around(story.factored))
    whole = story.receivables + factored + story.discounted
    found = {
        "right": period_dso(receivables=whole, invoiced=story.invoiced, days=story.days),
        "better_dso_by_selling_receivables": story.receivables / story.invoiced * story.days,
        "bills_forgotten": (story.receivables + factored) / story.invoiced * story.days,
        "subtracted_twice": (2 * story.receivables - whole) / story.invoiced * story.days,
    }
    parts = {"receivables": story.receivables, "factored": factored, "discounted": story.discounted}
    given = {**parts, "invoiced": story.invoiced, "days": story.days}
    return problem("M11", given, found, unit="days", tolerance=_TENTH, step=whole)


def _around(figure: float) -> list[float]:
    """Return figures from 80 to 120 per cent of one, in whole thousands."""
    return [round(figure * share / _OWN, -3) for share in range(80, 121) if share != _OWN]
