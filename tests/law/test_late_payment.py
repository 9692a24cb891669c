"""Interest and indemnity for paying late, for one invoice and for a portfolio."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashkit.ground.calendar import as_date, day_number
from cashkit.ground.errors import ArgumentError
from cashkit.ground.money import euros
from cashkit.law.late_payment import interest_cents, late_payment
from cashkit.law.rates import default_rates, load_rates
from cashkit.law.rates_table import COLUMNS

KNOWN = st.dates(dt.date(2014, 12, 31), dt.date(2026, 12, 31))


def number(text):
    return day_number(as_date(text))


@pytest.mark.parametrize("paid", ["2026-04-30", "2026-05-01"])
def test_an_invoice_paid_by_its_due_date_costs_nothing(paid):
    owed = late_payment(amount=10_000, due_date="2026-05-01", paid_on=paid)
    assert (owed.interest, owed.indemnity, owed.total, owed.periods, owed.days) == (0, 0, 0, (), 0)


def test_one_day_late_bears_one_day_of_interest_and_the_indemnity():
    owed = late_payment(amount=36_500, due_date="2026-05-01", paid_on="2026-05-02", annual_rate="0.10")
    assert (str(owed.interest), str(owed.indemnity), str(owed.total), owed.days) == ("10.00", "40.00", "50.00", 1)


def test_each_half_year_bears_its_own_rate():
    owed = late_payment(amount=10_000, due_date="2023-12-30", paid_on="2025-01-01")
    days_and_rates = [(str(p.start), str(p.end), p.days, p.rate) for p in owed.periods]
    assert days_and_rates == [
        ("2023-12-31", "2023-12-31", 1, Decimal("0.14")),
        ("2024-01-01", "2024-06-30", 182, Decimal("0.145")),
        ("2024-07-01", "2024-12-31", 184, Decimal("0.1425")),
        ("2025-01-01", "2025-01-01", 1, Decimal("0.1315")),
    ]
    assert sum(p.days for p in owed.periods) == owed.days == 368


def test_a_contract_rate_knows_no_half_year():
    owed = late_payment(amount=1_000, due_date="2010-12-31", paid_on="2013-12-31", annual_rate=0.12)
    assert [(p.days, p.rate) for p in owed.periods] == [(1096, Decimal("0.12"))]


def test_interest_is_rounded_once_at_the_end():
    """Two stretches of a third of a cent each make one cent, not two times nothing."""
    owed = late_payment(amount=10, due_date="2026-06-29", paid_on="2026-07-01")
    assert [round(period.interest, 2) for period in owed.periods] == [0, 0]
    assert owed.interest == Decimal("0.01")


def test_half_a_cent_is_rounded_up():
    owed = late_payment(amount="3.65", due_date="2026-01-01", paid_on="2026-01-06", annual_rate="0.1")
    assert owed.periods[0].interest == Decimal("0.005")
    assert owed.interest == Decimal("0.01")


def test_a_leap_year_is_counted_in_365_days():
    owed = late_payment(amount=36_500, due_date="2024-02-28", paid_on="2024-03-01", annual_rate=0.10)
    assert (owed.days, owed.interest) == (2, Decimal("20.00"))


def test_the_indemnity_came_into_force_in_2013():
    paid_late = [
        late_payment(amount=100, due_date=due, paid_on="2013-02-01", annual_rate=0.1)
        for due in ("2012-12-30", "2012-12-31")
    ]
    assert [owed.indemnity for owed in paid_late] == [0, 40]


@pytest.mark.parametrize("amount", [0, -1, "-0.01", float("nan"), "abc", None])
def test_an_amount_that_nobody_owes_is_refused(amount):
    with pytest.raises(ArgumentError):
        late_payment(amount=amount, due_date="2026-01-01", paid_on="2026-02-01")


@pytest.mark.parametrize("rate", [15, 1.01, -0.01, float("nan"), float("inf"), "15 %"])
def test_a_rate_that_is_no_fraction_is_refused_even_when_nothing_is_late(rate):
    with pytest.raises(ArgumentError, match=r"0\.15"):
        late_payment(amount=100, due_date="2026-01-01", paid_on="2025-12-31", annual_rate=rate)


def test_an_unknown_half_year_is_refused_not_guessed():
    with pytest.raises(ArgumentError, match="2027-S1"):
        late_payment(amount=100, due_date="2026-12-01", paid_on="2027-01-01")


def test_rates_of_the_user_are_used(tmp_path):
    path = tmp_path / "taux.csv"
    header = ",".join(COLUMNS)
    path.write_text(f"{header}\n2027-S1,,,10,,,20,,\n", encoding="utf-8")
    rates = load_rates(path)
    assert late_payment(amount=36_500, due_date="2026-12-31", paid_on="2027-01-01", rates=rates).interest == Decimal(
        "20.00"
    )
    cents, missing = interest_cents([3_650_000], number("2026-12-31"), number("2027-01-01"), rates)
    assert (cents.tolist(), missing.tolist()) == ([2000], [False])


# --- a whole portfolio --------------------------------------------------------
@given(st.lists(st.tuples(st.integers(1, 10**12), KNOWN, KNOWN), max_size=30))
def test_a_portfolio_bears_what_each_of_its_invoices_bears(items):
    open_cents, due, until = (np.array(column) for column in zip(*items, strict=True)) if items else ([], [], [])
    cents, missing = interest_cents(open_cents, [day_number(day) for day in due], [day_number(day) for day in until])
    each = [late_payment(amount=euros(amount), due_date=start, paid_on=end).interest for amount, start, end in items]
    assert [euros(cent) for cent in cents] == each
    assert not missing.any()


def test_interest_stops_at_the_last_known_half_year_and_says_so():
    last = number("2026-12-31")
    cents, missing = interest_cents([1_000_000] * 3, [number("2026-11-01")] * 3, [last, last + 1, last + 5000])
    assert len(set(cents.tolist())) == 1
    assert cents[0] == 100 * late_payment(amount=10_000, due_date="2026-11-01", paid_on="2026-12-31").interest
    assert missing.tolist() == [False, True, True]


def test_interest_starts_at_the_first_known_half_year_and_says_so():
    cents, missing = interest_cents([1_000_000] * 2, [number("2014-12-30"), number("2014-12-31")], number("2015-01-31"))
    assert cents[0] == cents[1] > 0
    assert missing.tolist() == [True, False]


def test_an_item_due_after_the_last_known_day_bears_nothing_yet_and_says_so():
    cents, missing = interest_cents([1_000_000], number("2039-01-01"), number("2039-12-31"))
    assert (cents.tolist(), missing.tolist()) == ([0], [True])


def test_a_credit_and_an_item_not_late_bear_nothing_and_miss_nothing():
    late, never = number("2039-01-01"), number("2014-01-01")
    cents, missing = interest_cents(
        [-1_000_000, 0, 1_000_000, 1_000_000], [never, never, late, late + 1], [late, late, late, late]
    )
    assert cents.tolist() == [0, 0, 0, 0]
    assert missing.tolist() == [False, False, False, False]


def test_an_enormous_portfolio_does_not_leave_the_64_bits():
    cents, _ = interest_cents([10**15], number("2014-12-31"), number("2026-12-31"))
    assert euros(int(cents[0])) == late_payment(amount=10**13, due_date="2014-12-31", paid_on="2026-12-31").interest


def test_an_empty_portfolio_bears_nothing():
    cents, missing = interest_cents([], [], number("2026-12-31"))
    assert cents.dtype == np.int64
    assert cents.size == missing.size == 0


def test_the_rates_are_whole_millionths_so_that_integers_are_exact():
    assert all((half.default_late_rate * 1_000_000) % 1 == 0 for half in default_rates().half_years)
