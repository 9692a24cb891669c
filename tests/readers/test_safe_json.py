"""JSON of strangers: read as it is written, or refused before it costs anything."""

import pytest

from cashkit.ground.errors import SourceError
from cashkit.readers import safe_json
from cashkit.readers.safe_json import DEEPEST, parse_json


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_an_accent_is_read_in_each_encoding(encoding):
    assert parse_json("x.json", '{"é": "è"}'.encode(encoding)) == {"é": "è"}


def test_brackets_within_a_text_are_no_depth():
    assert parse_json("x.json", b'{"a": "' + b"[" * 1000 + b'\\"' + b"{" * 1000 + b'"}')


def test_a_document_is_as_deep_as_it_may_be_and_no_deeper():
    assert parse_json("x.json", b"[" * DEEPEST + b"]" * DEEPEST)
    with pytest.raises(SourceError, match=r"x\.json"):
        parse_json("x.json", b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1))


def test_a_fault_is_told_by_line_and_column():
    with pytest.raises(SourceError) as caught:
        parse_json("x.json", b'{"a": 1,\n "b" 2}')
    assert (caught.value.key, caught.value.params["line"], caught.value.params["column"]) == (
        "readers.json_malformed",
        2,
        6,
    )


def test_a_file_beyond_measure_is_not_even_decoded(monkeypatch):
    monkeypatch.setattr(safe_json, "LARGEST", 10)
    with pytest.raises(SourceError) as caught:
        parse_json("x.json", b'{"a": "bcdef"}')
    assert caught.value.key == "readers.xml_too_large"
