import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashkit.readers.fec.amounts import Amount, amounts, read
from cashkit.readers.fec.clean_amounts import clean_cents
from cashkit.readers.fec.columns import encoded


def column(*texts, codec="utf-8"):
    return read_pieces(pa.array([text.encode(codec) for text in texts], pa.binary()), codec=codec)


def read_pieces(*pieces, codec="utf-8"):
    (cells,) = encoded(pa.table({"0": pa.chunked_array(pieces)}), [0])
    return amounts(cells, codec)


def cents(*texts, codec="utf-8"):
    return column(*texts, codec=codec).cents.tolist()


def flagged(read_column, flag):
    """Return which lines have a flag."""
    lines = np.zeros(len(read_column.cents), bool)
    lines[read_column.odd] = getattr(read_column, flag)[read_column.column.codes]
    return lines.tolist()


@pytest.mark.parametrize(
    ("text", "whole"),
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
def test_every_form_of_the_law_is_read_to_the_cent_without_a_word(text, whole):
    assert read(text) == Amount(whole)
    assert cents(text) == [whole]


@pytest.mark.parametrize(
    ("text", "whole"),
    [("1 234,56", 123456), ("1\u00a0234,56", 123456), ("1\u202f234\u202f567,8", 123456780), ("1.234,56", 123456),
     ("1.234.567", 123456700), ("1'234,56", 123456), ("- 12,00", -1200), ("12,00 -", -1200), ("-1 234", -123400)],
)  # fmt: skip
def test_thousands_and_spaces_are_read_and_flagged(text, whole):
    assert read(text) == Amount(whole, thousands=True)


@pytest.mark.parametrize(
    ("text", "whole"), [("120.00", 12000), ("120.5", 12050), ("-0.05", -5), (".5", 50), ("12.", 1200)]
)
def test_a_decimal_point_is_read_and_flagged(text, whole):
    assert read(text) == Amount(whole, point=True)


@pytest.mark.parametrize(("text", "whole"), [("1,234.56", 123456), ("1 234.56", 123456)])
def test_english_amounts_are_read_and_flagged_twice(text, whole):
    assert read(text) == Amount(whole, point=True, thousands=True)


@pytest.mark.parametrize(
    ("text", "whole"),
    [("0,005", 1), ("0,0049", 0), ("-0,005", -1), ("120,005", 12001), ("1,9999", 200), ("5,0000", 500)],
)
def test_more_than_two_decimals_are_rounded_half_up_and_flagged(text, whole):
    amount = read(text)
    assert (amount.cents, amount.fine) == (whole, True)


@pytest.mark.parametrize(
    "text",
    ["1e3", "1,2E3", "nan", "inf", "-inf", "abc", "12,00 €", "--5", "-5-", "+5-", "1,2,3", "1.2.3", "12 34,5", "1 2345",
     "(12,00)", "-", "+", ",", ".", "12,3a", "O,00", "１２", "1" * 13, "9" * 400, "1 234.567,8"],
)  # fmt: skip
def test_what_is_no_number_is_unreadable(text):
    assert read(text).cents is None
    assert flagged(column(text), "unreadable") == [True]
    assert cents(text) == [0]


def test_a_point_before_three_digits_is_a_fraction_only_where_no_comma_speaks_against_it():
    assert cents("1.234", "12.50") == [123, 1250]
    assert flagged(column("1.234", "12.50"), "fine") == [True, False]
    assert flagged(column("1.234", "12,50"), "unreadable") == [True, False]
    assert flagged(column("0.125", "12,50"), "unreadable") == [False, False]


def test_a_comma_before_three_digits_is_a_fraction_unless_the_column_is_english():
    assert cents("1,234", "12,50") == [123, 1250]
    assert flagged(column("1,234", "5,678.90"), "unreadable") == [True, False]


def test_only_odd_amounts_are_told_apart():
    read_column = column("12,00", "x", "", "1 234,50", "x", " ")
    assert read_column.cents.tolist() == [1200, 0, 0, 123450, 0, 0]
    assert read_column.odd.tolist() == [1, 3, 4, 5]
    assert read_column.column.texts().tolist() == ["x", "1 234,50", "x", ""]
    assert read_column.lost().tolist() == [1, 4]
    assert read_column.blank().tolist() == [False, False, True, False, False, True]
    assert [read_column.written(row) for row in range(4)] == ["12,00", "x", "", "1 234,50"]


def test_a_no_break_space_is_one_in_every_encoding():
    for codec in ("utf-8", "iso8859-15", "cp1252"):
        assert cents("1\u00a0234,50", codec=codec) == [123450]


def test_slices_pieces_and_empty_columns_are_read():
    raw = pa.array([b"1,00", b"2,00", b"x", b"-12345678,90", b"3,00"], pa.binary())
    read_column = read_pieces(raw[1:3], raw[3:3], raw[3:])
    assert read_column.cents.tolist() == [200, 0, -1234567890, 300]
    assert (read_column.lost().tolist(), read_column.written(2)) == ([1], "-12345678,90")
    assert read_pieces(raw[:0]).cents.tolist() == []


@pytest.mark.parametrize("text", ["0,00", "1234567,89", "12345678,90", "123456789012,34", "00000000000012345678,90"])
@pytest.mark.parametrize("sign", ["", "-", " ", " -"])
def test_clean_amounts_are_read_at_once_whatever_their_length(text, sign):
    cents_found, clean = clean_cents(pa.array([(sign + text).encode()], pa.binary()))
    assert (clean.tolist(), cents_found.tolist()) == ([True], [read(sign + text).cents])


@pytest.mark.parametrize(
    "text",
    [
        "1234567890123,00",
        "12345678901234567,00",
        "1" + "0" * 12 + ",00",
        "1" + "0" * 20 + ",00",
        "1" + "0" * 21 + ",00",
    ],
)
def test_an_amount_beyond_all_measure_is_no_number(text):
    assert read(text).cents is None
    assert cents(text) == [0]
    assert flagged(column(text), "unreadable") == [True]


@pytest.mark.parametrize("place", range(10))
def test_no_other_byte_passes_for_a_digit(place):
    spoilt = [bytearray(b"1234567,89") for _ in range(256)]
    for byte, text in enumerate(spoilt):
        text[place] = byte
    _, clean = clean_cents(pa.array([bytes(text) for text in spoilt], pa.binary()))
    right = b"," if place == 7 else b" -0123456789" if place == 0 else b"0123456789"
    assert np.flatnonzero(clean).tolist() == sorted(right)


@given(st.integers(-(10**14) + 1, 10**14 - 1))
def test_the_fast_way_and_the_text_way_agree_to_the_cent(whole):
    sign, euros, rest = "-" * (whole < 0), abs(whole) // 100, abs(whole) % 100
    text = f"{sign}{euros},{rest:02d}"
    assert read(text).cents == whole
    assert cents(text) == [whole]


@given(st.text(alphabet="0123456789,.-+ '\u00a0e", max_size=14))
def test_no_text_breaks_the_reading_and_both_ways_agree(text):
    alone, whole = read(text), column(text)
    assert bool(len(whole.lost())) == (alone.cents is None)
    assert whole.cents.tolist() == [alone.cents or 0]
