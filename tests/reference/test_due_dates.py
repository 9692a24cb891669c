"""Due dates published by the authors of invoicing software, or worked out for this kit (`due_dates.csv`).

Both readings of 45 days end of month are lawful (C. com. L441-10 I, DGCCRF): month end then 45 days, or 45 days then
month end.
"""

import datetime as dt

from cashkit.law.payment_terms import due_date
from tests.reference.published import cases


@cases("due_dates.csv")
def test_an_invoice_is_due_when_its_publisher_says_or_the_table_says_why_not(row):
    due = str(due_date(issue_date=row["issued"], terms=row["terms"]))
    assert due == row["expected"]
    assert (due == row["printed"]) == (row["right"] == "yes")
    assert bool(row["why"]) == (row["right"] != "yes")


def test_the_first_reading_of_1_february_lasts_longer_than_sixty_days():
    issued = dt.date(2026, 2, 1)
    assert (due_date(issue_date=issued, terms="EOM 45") - issued).days == 72
