"""XML of strangers: refused before it costs anything."""

import pytest

from cashkit.ground.errors import SourceError
from cashkit.readers import safe_xml
from cashkit.readers.safe_xml import DEEPEST, parse


def refused(content):
    with pytest.raises(SourceError) as caught:
        parse("x.xml", content)
    assert "x.xml" in caught.value.say("fr")
    return caught.value.key


def test_a_document_is_as_deep_as_it_may_be_and_no_deeper():
    assert parse("x.xml", b"<a>" * DEEPEST + b"</a>" * DEEPEST).tag == "a"
    assert refused(b"<a>" * (DEEPEST + 1) + b"</a>" * (DEEPEST + 1)) == "readers.xml_unsafe"


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
        b'<!DOCTYPE a SYSTEM "http://x.example/a.dtd"><a/>',
        b"<!DOCTYPE a><a/>",
    ],
)
def test_what_could_expand_or_fetch_is_refused(content):
    assert refused(content) == "readers.xml_unsafe"
    assert refused(content.decode().encode("utf-16")) == "readers.xml_unsafe"


@pytest.mark.parametrize(
    "content", [b"", b"<a", b"<a>&y;</a>", b"<a>\0</a>", b"<?xml version='1.0' encoding='klingon'?><a/>"]
)
def test_what_is_malformed_is_told_by_line_and_column(content):
    assert refused(content) == "readers.xml_malformed"


def test_a_document_beyond_measure_is_not_even_parsed(monkeypatch):
    monkeypatch.setattr(safe_xml, "MOST", 3)
    assert refused(b"<a>" + b"<b/>" * 6 + b"</a>") == "readers.xml_too_many"
    assert refused(b"<a a='' b='' c='' d=''/>") == "readers.xml_too_many"
    monkeypatch.setattr(safe_xml, "LARGEST", 3)
    assert refused(b"<a/>") == "readers.xml_too_large"
