import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashkit.readers.fec.amounts import Amount, amounts, read


def column(*texts, codec="utf-8"):
    raw = pa.array([text.encode(codec) for text in texts], pa.binary())
    return amounts(np.arange(len(texts), dtype=np.int32), raw, codec)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("0,00", 0),
        ("", 0),
        ("  ", 0),
        ("12", 1200),
        ("12,3", 1230),
        ("-12,34", -1234),
        ("12,34-", -1234),
        ("+12,34", 1234),
        ("000000000001234,56", 123456),
        (" 000000000003000,00", 300000),
        ("-000000000001000,00", -100000),
        ("999999999999,99", 99999999999999),
        (",50", 50),
        ("12,", 1200),
    ],
)
def test_every_form_of_the_law_is_read_to_the_cent_without_a_word(text, cents):
    assert read(text) == Amount(cents)
    assert column(text).cents().tolist() == [cents]


@pytest.mark.parametrize(
    ("text", "cents"),
    [("1 234,56", 123456), ("1\u00a0234,56", 123456), ("1\u202f234\u202f567,8", 123456780), ("1.234,56", 123456),
     ("1.234.567", 123456700), ("1'234,56", 123456), ("- 12,00", -1200), ("12,00 -", -1200), ("-1 234", -123400)],
)  # fmt: skip
def test_thousands_and_spaces_are_read_and_flagged(text, cents):
    assert read(text) == Amount(cents, thousands=True)


@pytest.mark.parametrize(
    ("text", "cents"), [("120.00", 12000), ("120.5", 12050), ("-0.05", -5), (".5", 50), ("12.", 1200)]
)
def test_a_decimal_point_is_read_and_flagged(text, cents):
    assert read(text) == Amount(cents, point=True)


@pytest.mark.parametrize(("text", "cents"), [("1,234.56", 123456), ("1 234.56", 123456)])
def test_english_amounts_are_read_and_flagged_twice(text, cents):
    assert read(text) == Amount(cents, point=True, thousands=True)


@pytest.mark.parametrize(
    ("text", "cents"),
    [("0,005", 1), ("0,0049", 0), ("-0,005", -1), ("120,005", 12001), ("1,9999", 200), ("5,0000", 500)],
)
def test_more_than_two_decimals_are_rounded_half_up_and_flagged(text, cents):
    amount = read(text)
    assert (amount.cents, amount.fine) == (cents, True)


@pytest.mark.parametrize(
    "text",
    ["1e3", "1,2E3", "nan", "inf", "-inf", "abc", "12,00 €", "--5", "-5-", "+5-", "1,2,3", "1.2.3", "12 34,5", "1 2345",
     "(12,00)", "-", "+", ",", ".", "12,3a", "O,00", "１２", "1" * 13, "9" * 400, "1 234.567,8"],
)  # fmt: skip
def test_what_is_no_number_is_unreadable(text):
    assert read(text).cents is None
    assert column(text).unreadable.tolist() == [True]
    assert column(text).cents().tolist() == [0]


def test_a_point_before_three_digits_is_a_fraction_only_where_no_comma_speaks_against_it():
    assert column("1.234", "12.50").cents().tolist() == [123, 1250]
    assert column("1.234", "12.50").fine.tolist() == [True, False]
    assert column("1.234", "12,50").unreadable.tolist() == [True, False]
    assert column("0.125", "12,50").unreadable.tolist() == [False, False]


def test_a_comma_before_three_digits_is_a_fraction_unless_the_column_is_english():
    assert column("1,234", "12,50").cents().tolist() == [123, 1250]
    assert column("1,234", "5,678.90").unreadable.tolist() == [True, False]


def test_a_column_is_read_by_its_distinct_values():
    raw = pa.array([b"", b"12,00", b"x", b"1 234,50"], pa.binary())
    read_column = amounts(np.array([1, 1, 0, 3, 2], np.int32), raw, "utf-8")
    assert read_column.cents().tolist() == [1200, 1200, 0, 123450, 0]
    assert read_column.blank.tolist() == [True, False, False, False]
    assert read_column.thousands.tolist() == [False, False, False, True]


def test_a_no_break_space_is_one_in_every_encoding():
    for codec in ("utf-8", "iso8859-15", "cp1252"):
        assert column("1\u00a0234,50", codec=codec).cents().tolist() == [123450]


def test_a_slice_and_an_empty_column_are_read():
    raw = pa.array([b"1,00", b"2,00", b"3,00"], pa.binary())[1:]
    assert amounts(np.array([0, 1], np.int32), raw, "utf-8").cents().tolist() == [200, 300]
    assert amounts(np.zeros(0, np.int32), raw[:0], "utf-8").cents().tolist() == []


@given(st.integers(-(10**14) + 1, 10**14 - 1))
def test_the_fast_way_and_the_text_way_agree_to_the_cent(cents):
    sign, euros, rest = "-" * (cents < 0), abs(cents) // 100, abs(cents) % 100
    text = f"{sign}{euros},{rest:02d}"
    assert read(text).cents == cents
    assert column(text).cents().tolist() == [cents]


@given(st.text(alphabet="0123456789,.-+ '\u00a0e", max_size=14))
def test_no_text_breaks_the_reading_and_both_ways_agree(text):
    alone = read(text)
    whole = column(text)
    assert whole.unreadable.tolist() == [alone.cents is None]
    assert whole.cents().tolist() == [alone.cents or 0]
