"""Published figures of interest for paying late.

Sources: 2m-consulting.fr (15 000 € at 15 %), lesjooristes.fr (5 000 € at 10 %), ERPNext's dunning
test (100 at 10 %, 15 days). The half-year case was published for the days from the due date to the
eve of payment (61 and 62 days: 413.68 €); this kit counts from the day after the due date to the
day of payment, both included, and re-computes it (60 and 63 days: 413.75 €).
"""

import datetime as dt

import pytest

from cashkit.law.late_payment import late_payment

DUE = dt.date(2018, 4, 15)


@pytest.mark.parametrize(
    ("amount", "rate", "days", "interest"),
    [(15_000, 0.15, 30, "184.93"), (5_000, 0.10, 30, "41.10"), (100, 0.10, 15, "0.41")],
)
def test_interest_at_a_contract_rate(amount, rate, days, interest):
    owed = late_payment(amount=amount, due_date=DUE, paid_on=DUE + dt.timedelta(days), annual_rate=rate)
    assert str(owed.interest) == interest


def test_interest_over_two_half_years():
    owed = late_payment(amount=10_000, due_date="2026-05-01", paid_on="2026-09-01")
    assert [(period.days, f"{period.interest:.2f}") for period in owed.periods] == [(60, "199.73"), (63, "214.03")]
    assert (str(owed.interest), str(owed.indemnity)) == ("413.75", "40.00")


def test_the_published_count_of_days_gives_the_published_figure():
    """Its stretches, each at its rate: the due date counted, the day of payment left out."""
    first = late_payment(amount=10_000, due_date="2026-04-30", paid_on="2026-06-30")
    second = late_payment(amount=10_000, due_date="2026-06-30", paid_on="2026-08-31")
    assert [str(first.interest), str(second.interest), first.days, second.days] == ["203.05", "210.63", 61, 62]
