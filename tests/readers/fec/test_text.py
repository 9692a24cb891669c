import numpy as np
import pyarrow as pa
import pytest

from cashkit.readers.fec import text


def column(*values):
    return np.arange(len(values), dtype=np.int32), pa.array(values, pa.binary())


def read(*values):
    """Return values as the reader decodes them, and the encoding that it finds."""
    codes, raw = column(*values)
    codec = "utf-8" if text.utf8(codes, raw) else text.codec_of([raw])
    coded = text.utf8(codes, raw) or text.decoded(codes, raw, codec)
    return codec, coded.texts().tolist()


@pytest.mark.parametrize(
    ("codec", "word"), [("utf-8", "Œuvre à 5 €"), ("iso8859-15", "Œuvre à 5 €"), ("cp1252", "L’Œuvre – 5 €")]
)
def test_an_encoding_is_known_by_its_bytes(codec, word):
    assert read(b"plain", word.encode(codec)) == (codec, ["plain", word])


def test_ascii_is_utf_8():
    assert read(b"plain", b"") == ("utf-8", ["plain", ""])


def test_a_few_broken_letters_do_not_turn_a_utf_8_file_into_mojibake():
    labels = ["Société".encode(), "Été".encode(), "Règlement".encode()[:3] + b"\xc3"]
    assert read(*labels) == ("utf-8", ["Société", "Été", "Rè\ufffd"])


def test_a_few_letters_that_happen_to_be_utf_8_do_not_turn_a_latin_file():
    labels = [value.encode("iso8859-15") for value in ("Société", "Été", "Règlement", "RÃ©glÃ©")]
    assert read(*labels) == ("iso8859-15", ["Société", "Été", "Règlement", "RÃ©glÃ©"])


def test_bytes_that_cp1252_does_not_know_are_broken_letters():
    assert read(b"\x80 \x81") == ("cp1252", ["€ \ufffd"])


def test_values_are_stripped_of_every_kind_of_space_and_stay_distinct():
    codes, raw = column(b" A", b"A", "A\u00a0".encode(), "\u202fA".encode(), b"", b"  ", "é ".encode(), b"B\x1a")
    coded = text.utf8(codes, raw)
    assert coded.texts().tolist() == ["A", "A", "A", "A", "", "", "é", "B\x1a"]
    assert sorted(coded.values) == ["", "A", "B\x1a", "é"]


def test_values_that_become_the_same_when_decoded_are_one():
    codes, raw = column(b"\x80\x81", b"\x80\x8d")
    coded = text.decoded(codes, raw, "cp1252")
    assert coded.codes.tolist() == [0, 0]
    assert coded.values.tolist() == ["€\ufffd"]


def test_a_slice_of_a_column_is_flat_too():
    whole, bounds = text.flat(pa.array([b"ab", b"c", b"def"], pa.binary())[1:])
    assert (whole.tobytes(), bounds.tolist()) == (b"cdef", [0, 1, 4])


def test_single_bytes_are_shown_by_what_they_suggest():
    assert text.shown("é".encode()) == text.shown("é".encode("iso8859-15")) == "é"


def test_text_is_made_when_it_is_asked_for():
    codes, raw = column(b"A", b"", "é".encode())
    words = text.utf8(codes, raw)
    assert "values" not in vars(words)
    assert words.blank().tolist() == [False, True, False]
    assert len(words) == 3
    assert "values" not in vars(words)
    assert words.texts().tolist() == ["A", "", "é"]
    assert text.recoded(words, codes[:1]).texts().tolist() == ["A"]
