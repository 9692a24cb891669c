import hashlib

import pyarrow as pa
import pytest

from cashkit.ground.errors import SourceError
from cashkit.readers.fec.frame import frame_of, open_frame
from tests.readers.fec.written import clean, fec

TEXT = fec(clean())


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "fec.empty"),
        (b" \r\n\t\r\n", "fec.empty"),
        (b"\xef\xbb\xbf\r\n", "fec.empty"),
        (b"\0\x01\x02", "fec.binary"),
        (b"\0\0\0\0", "fec.binary"),
        (bytes(range(256)) * 4, "fec.binary"),
        (b"%PDF-1.4 x", "fec.pdf"),
        (b"PK\x03\x04 workbook", "fec.spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1 old workbook", "fec.spreadsheet"),
        (b"\x1f\x8b\x08 gzip", "fec.compressed"),
        (TEXT.encode("utf-16"), "fec.wide_text"),
        (TEXT.encode("utf-16-le"), "fec.wide_text"),
        (TEXT.encode("utf-16-be"), "fec.wide_text"),
        (TEXT.encode("utf-32"), "fec.wide_text"),
        (TEXT.encode("utf-32-le"), "fec.wide_text"),
    ],
)
def test_what_is_no_text_is_refused_with_its_name_and_the_cure(content, key):
    with pytest.raises(SourceError) as raised:
        frame_of("client.txt", pa.py_buffer(content))
    assert raised.value.key == key
    assert "client.txt" in raised.value.say("fr")
    assert "client.txt" in raised.value.say("en")


def test_a_text_keeps_its_bytes_and_its_hash():
    frame = frame_of("client.txt", pa.py_buffer(TEXT.encode()))
    assert (frame.size, frame.has_bom) == (len(TEXT.encode()), False)
    assert frame.content.to_pybytes() == TEXT.encode()
    assert frame.sha256() == hashlib.sha256(TEXT.encode()).hexdigest()


def test_the_hash_covers_the_byte_order_mark_and_the_content_does_not():
    whole = b"\xef\xbb\xbf" + TEXT.encode()
    frame = frame_of("client.txt", pa.py_buffer(whole))
    assert frame.has_bom
    assert frame.content.to_pybytes() == TEXT.encode()
    assert frame.sha256() == hashlib.sha256(whole).hexdigest()


def test_a_few_nul_bytes_do_not_make_a_text_binary():
    frame_of("client.txt", pa.py_buffer(TEXT.encode().replace(b"Facture", b"Fact\0ure")))


def test_a_missing_file_and_a_folder_are_said(tmp_path):
    with pytest.raises(SourceError) as missing:
        open_frame(tmp_path / "nowhere.txt")
    with pytest.raises(SourceError) as folder:
        open_frame(tmp_path)
    assert missing.value.key == "fec.not_found"
    assert folder.value.key == "fec.unreadable"
    assert tmp_path.name in folder.value.say("en")
