import numpy as np
import pytest

from cashkit.readers.fec.physical import Faults, mend, physical, separators


def lines(content):
    found = physical(np.frombuffer(content, np.uint8))
    return [content[start:stop] for start, stop in zip(found.starts, found.stops, strict=True)], found.faults.odd_ends


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r\r\n"])
@pytest.mark.parametrize("last", [b"", b"c|d"])
def test_every_line_end_is_left_out_of_its_line(end, last):
    found, _ = lines(b"a|b" + end + end + b"x" + end + last)
    assert found == [b"a|b", b"", b"x", *([last] if last else [])]


def test_line_ends_of_one_kind_are_regular():
    assert lines(b"a\r\nb\r\nc")[1] == 0
    assert lines(b"a\nb\nc\n")[1] == 0


def test_the_rarer_line_ends_are_irregular_and_a_double_return_always_is():
    assert lines(b"a\r\nb\r\nc\n")[1] == 1
    assert lines(b"a\r\r\nb\r\r\n")[1] == 2


def test_a_return_at_the_start_of_a_line_asks_for_care():
    assert not physical(np.frombuffer(b"a\n\rb\n", np.uint8)).clean
    assert physical(np.frombuffer(b"a\n\r\nb\n", np.uint8)).clean


def test_an_empty_text_has_no_lines():
    assert lines(b"") == ([], 0)


def test_mending_leaves_one_kind_of_line_end_and_no_nul():
    assert mend(b"a\rb\rc\r") == (b"a\nb\nc\n", Faults(0, 0))
    assert mend(b"a\0\rb\r\nc\r\n") == (b"a\nb\nc\n", Faults(1, 1))
    assert mend(b"a\r\r\nb\n") == (b"a\nb\n", Faults(0, 1))


def test_unicode_line_separators_are_characters():
    text = "a\u2028b\x85c\x0bd\n".encode()
    assert lines(text)[0] == [text[:-1]]


def test_separators_are_counted_line_by_line():
    content = np.frombuffer(b"a|b|c\n\n|\nnone\nx|y", np.uint8)
    assert separators(content, physical(content), b"|").tolist() == [2, 0, 1, 0, 1]
