import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashkit.ground.calendar import day_number
from cashkit.readers.fec.days import Day, days, read
from cashkit.readers.fec.lines import NO_DAY, Coded

LAST = day_number(dt.date(2025, 12, 31))


def test_the_legal_form_is_read_as_written():
    assert read("20251231") == Day(LAST)
    assert read("20240229").number == day_number(dt.date(2024, 2, 29))


@pytest.mark.parametrize(
    "text",
    ["2025-12-31", "2025/12/31", "2025.12.31", "31/12/2025", "31-12-2025", "31.12.2025", "31122025",
     "31/12/2025 23:59", "2025-12-31T00:00:00", "2025-12-31 10:30:00.123", "2025-12-31T00:00:00Z",
     "2025-12-31T00:00:00+01:00", "20251231 08:00"],
)  # fmt: skip
def test_the_other_readable_forms_are_read_and_flagged(text):
    assert read(text) == Day(LAST, as_written=False)


def test_single_digits_are_read_between_separators():
    assert read("1/2/2025").number == read("2025-2-1").number == day_number(dt.date(2025, 2, 1))


@pytest.mark.parametrize("text", ["", "0", "00000000", "00/00/0000", "0000-00-00", "  /  /".replace(" ", "")])
def test_nothing_and_zeros_are_blank(text):
    assert read(text).blank


@pytest.mark.parametrize(
    "text",
    ["20250230", "20251301", "20250100", "20230229", "2025123", "202512311", "31/12/25", "12/31/2025", "2025/12-31",
     "18991231", "99991231", "hier", "1e8", "２０２５１２３１", "2025-12-31T99", "x" * 500],
)  # fmt: skip
def test_what_is_no_real_day_is_unreadable(text):
    assert read(text) == Day(None, as_written=False, readable=False)


def test_a_column_is_read_by_its_distinct_texts():
    texts = np.array(["20251231", "", "31/12/2025", "20250230"], dtype=object)
    column = days(Coded(np.array([0, 1, 2, 3, 0], np.int32), texts))
    assert column.day.tolist() == [LAST, NO_DAY, LAST, NO_DAY, LAST]
    assert column.blanks().tolist() == [False, True, False, False, False]
    assert column.unreadable.tolist() == [False, False, False, True]
    assert column.other_form.tolist() == [False, False, True, False]


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(["%Y%m%d", "%d/%m/%Y", "%Y-%m-%d", "%d%m%Y"])
)
def test_every_day_comes_back_from_every_form(day, form):
    assert read(day.strftime(form)).number == day_number(day)


@given(st.text(alphabet="0123456789/.-T: ", max_size=20))
def test_no_text_breaks_the_reading(text):
    day = read(text)
    assert day.readable or day.number is None
