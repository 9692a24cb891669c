"""Days, months and working days."""

import calendar
import datetime as dt
import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashkit.ground import calendar as days
from cashkit.ground.errors import ArgumentError

DAY = dt.date(2025, 12, 31)
YEARS = st.dates(dt.date(1890, 1, 1), dt.date(2210, 12, 31))


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        dt.datetime(2025, 12, 31, 23, 59),  # noqa: DTZ001 (accounts have no time zone)
        dt.datetime(2025, 12, 31, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=2))),
        pd.Timestamp("2025-12-31 18:00"),
        np.datetime64("2025-12-31"),
        np.datetime64("2025-12-31T10:00:00.000000000"),
        "2025-12-31",
        " 2025-12-31 ",
        "2025-12-31T10:00:00",
        "2025-12-31 10:00",
        "20251231",
    ],
)
def test_every_way_to_write_a_day_is_that_day(value):
    assert days.as_date(value) == DAY
    assert type(days.as_date(value)) is dt.date


@pytest.mark.parametrize(
    "value",
    [
        "31/12/2025",
        "2025-02-29",
        "2025-13-01",
        "20251301",
        "2025-W01-1",
        "2025-12-31 nonsense",
        "",
        None,
        20251231,
        1.5,
        pd.NaT,
        np.datetime64("NaT"),
        float("nan"),
    ],
)
def test_what_is_no_day_is_refused_by_name(value):
    with pytest.raises(ArgumentError, match="date"):
        days.as_date(value)


def test_days_are_counted_from_1970():
    assert [days.day_number(dt.date(1969, 12, 31)), days.day_number(dt.date(1970, 1, 1))] == [-1, 0]


@given(st.dates())
def test_a_day_number_gives_its_date_back(date):
    assert days.from_day(days.day_number(date)) == date


@pytest.mark.parametrize("number", [10**7, -(10**7), 10**20])
def test_a_day_outside_the_calendar_is_refused(number):
    with pytest.raises(ArgumentError):
        days.from_day(number)


@given(st.lists(YEARS))
def test_month_and_month_end_are_those_of_the_calendar(dates):
    numbers = np.array([days.day_number(date) for date in dates], dtype=np.int32)
    ends = [date.replace(day=calendar.monthrange(date.year, date.month)[1]) for date in dates]
    assert [days.from_day(number) for number in days.month_end(numbers)] == ends
    assert days.month_index(numbers).tolist() == [date.year * 12 + date.month - 1 for date in dates]
    starts = days.month_starts(days.month_index(numbers))
    assert [days.from_day(number) for number in starts] == [date.replace(day=1) for date in dates]


@pytest.mark.parametrize("date", ["1949-12-31", "1950-01-01", "2149-12-31", "2150-01-01"])
def test_the_table_and_the_calendar_agree_where_they_meet(date):
    number = days.day_number(days.as_date(date))
    around = [number - 1, number, number + 1]
    assert days.month_end(around).tolist() == [int(days.month_end([day])[0]) for day in around]
    assert days.from_day(int(days.month_end([number])[0])).month == days.as_date(date).month


def test_month_arithmetic_keeps_days_in_32_bits():
    for column in (days.month_end([0]), days.month_index([0]), days.month_starts([0]), days.month_end([])):
        assert column.dtype == np.int32


@pytest.mark.parametrize("day", ["2025-01-01", "2025-04-21", "2025-05-29", "2025-06-09", "2025-07-14", "2025-11-11"])
def test_nobody_works_on_a_public_holiday(day):
    assert not days.is_working_day(day)


@pytest.mark.parametrize("day", ["2025-12-27", "2025-12-28"])
def test_nobody_works_on_a_weekend(day):
    assert not days.is_working_day(day)


@pytest.mark.parametrize("day", ["2025-04-18", "2025-12-26", "2025-12-24"])
def test_good_friday_and_26_december_are_worked_outside_alsace_and_moselle(day):
    assert days.is_working_day(day)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2025-12-31", "2025-12-31"),
        ("2025-12-27", "2025-12-29"),
        ("2026-05-01", "2026-05-04"),
        ("2022-12-31", "2023-01-02"),
    ],
)
def test_the_next_working_day_is_the_day_itself_when_offices_work(day, working):
    assert str(days.next_working_day(day)) == working


def test_the_ground_and_the_law_stay_light_to_import():
    """Babel, holidays and stdnum are loaded when they are used."""
    modules = ["calendar", "identifiers", "share", "money", "errors", "language"]
    imports = [f"cashkit.ground.{module}" for module in modules] + [
        "cashkit.law.late_payment",
        "cashkit.law.payment_terms",
    ]
    heavy = "{'babel', 'holidays', 'stdnum', 'pandas', 'matplotlib'}"
    code = f"import sys, {', '.join(imports)}; print({heavy} & set(sys.modules))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert run.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2025-12-31", -12, "2024-12-31"),
        ("2025-12-31", -18, "2024-06-30"),
        ("2024-02-29", -12, "2023-02-28"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2025-12-15", 1, "2026-01-15"),
        ("2025-01-15", 0, "2025-01-15"),
    ],
)
def test_months_lead_to_the_same_day_or_to_the_last_of_a_short_month(day, months, expected):
    assert str(days.months_after(day, months)) == expected
