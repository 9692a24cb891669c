import numpy as np
import pyarrow as pa
import pytest

from cashkit.readers.fec.body import read_body
from cashkit.readers.fec.columns import Cells, encoded, parse, table_of
from cashkit.readers.fec.ragged import Shape
from tests.readers.fec.written import HEADING, customer, fec, line

SHAPE = Shape(HEADING, b"\t")


def body(text, shape=SHAPE):
    return read_body(shape, pa.py_buffer(text), 2)


def texts(column):
    if isinstance(column, Cells):
        return [cell.as_py() for chunk in column.chunks for cell in chunk]
    return [column.values[code].as_py() for code in column.codes.tolist()]


def test_quotes_and_backslashes_are_characters():
    table = parse(pa.py_buffer(b'"a|b"|\\\n""|c|"\n'), b"|", 3)
    assert [texts(column) for column in encoded(table)] == [[b'"a', b'""'], [b'b"', b"c"], [b"\\", b'"']]


def test_a_line_of_another_width_is_no_part_of_a_table():
    with pytest.raises(pa.ArrowInvalid):
        parse(pa.py_buffer(b"a|b\nc\n"), b"|", 2)


def test_words_that_elsewhere_mean_nothing_are_words():
    table = parse(pa.py_buffer(b"NULL|nan\nNA|\n"), b"|", 2)
    assert [texts(column) for column in encoded(table)] == [[b"NULL", b"NA"], [b"nan", b""]]


def test_a_column_is_coded_over_all_its_blocks():
    rows = "".join(f"{n % 7}|{n}|\n" for n in range(5000))
    first, second, third = encoded(parse(pa.py_buffer(rows.encode()), b"|", 3, 1 << 10))
    assert texts(first) == [str(n % 7).encode() for n in range(5000)]
    assert texts(second) == [str(n).encode() for n in range(5000)]
    assert (len(first.values), third.values.to_pylist(), third.empty().all()) == (7, [b""], True)


def test_amounts_stay_bytes_and_text_is_decoded_when_it_is_utf_8():
    first, second, third = encoded(table_of([[b"1,00", "é".encode(), b"\xe9"]], 3), [0])
    assert isinstance(first, Cells)
    assert third.utf8 is None
    assert second.utf8 is not None
    assert second.utf8.texts().tolist() == ["é"]


def test_an_empty_table_has_empty_columns():
    words, amounts = encoded(table_of([], 2), [1])
    assert (len(words.codes), len(words.values), texts(amounts), amounts.empty().tolist()) == (0, 0, [], [])


def test_amounts_follow_the_lines_that_are_kept():
    cells = encoded(table_of([[b"1"], [b""], [b"3"]], 1), [0])[0]
    assert texts(cells.at(np.array([2, 0]))) == [b"3", b"1"]
    assert texts(cells.at(np.array([True, True, False]))) == [b"1", b""]
    assert cells.empty().tolist() == [False, True, False]


def test_columns_follow_the_lines_that_are_kept():
    column = encoded(table_of([[b" a"], [b"a"], [b"b"]], 1))[0].at(np.array([True, False, True]))
    assert texts(column) == [b" a", b"b"]
    assert column.utf8 is not None
    assert column.utf8.texts().tolist() == ["a", "b"]


def test_a_line_longer_than_a_block_is_read():
    text = fec([customer(), line(EcritureLib="x" * 3_000_000), customer()], separator="\t", end="\n")
    lines = body(text.partition("\n")[2].encode())
    assert len(texts(lines.columns[10])[1]) == 3_000_000


@pytest.mark.parametrize("odd", [b"", b"broken\n", b"\0\n", b"\r"])
def test_the_ways_of_reading_agree(odd):
    """A text with one irregular line more gives the same columns, at their physical numbers."""
    text = fec([customer(EcritureLib=f"Facture {n}") for n in range(300)], end="\n").partition("\n")[2].encode()
    lines, plain = body(odd + text), body(text)
    assert [texts(column) for column in lines.columns] == [texts(column) for column in plain.columns]
    assert (lines.line_no - plain.line_no).tolist() == [len(odd) > 0] * 300


def test_lines_that_all_end_with_a_separator_are_read_at_once_but_not_a_filled_field():
    shape = Shape(("EcritureDate", "CompteNum", "Debit", "Credit"), b"|")
    ended = body(b"20250101|411|1,00|0,00|\n" * 3, shape)
    assert (ended.trailing, len(ended), ended.odd_lines) == (3, 3, ())
    filled = body(b"20250101|411|1,00|0,00|\n" * 2 + b"20250101|411|1,00|0,00|x\n", shape)
    assert (len(filled), [line.line for line in filled.odd_lines]) == (2, [4])
