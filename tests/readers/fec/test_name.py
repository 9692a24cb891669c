import datetime as dt

import pytest

from cashkit.readers.fec.name import read_name
from tests.readers.fec.written import said


def found(file):
    return [finding.code for finding in read_name(file).findings]


@pytest.mark.parametrize("file", ["732829320FEC20251231.txt", "732829320fec20251231.csv", "732829320FEC20251231_2.TXT"])
def test_a_legal_name_tells_siren_and_closing_date(file):
    name = read_name(file)
    assert (name.siren, name.closing, name.findings) == ("732829320", dt.date(2025, 12, 31), ())


@pytest.mark.parametrize("file", ["export.txt", "732829320FEC20251231-NONOFFICIAL.txt", "732829320_FEC_2025.txt"])
def test_any_other_name_is_told(file):
    assert "F01" in found(file)


def test_a_name_with_more_around_still_tells_siren_and_date():
    name = read_name("732829320FEC20251231-NONOFFICIAL.txt")
    assert (name.siren, name.closing) == ("732829320", dt.date(2025, 12, 31))


@pytest.mark.parametrize("number", ["732829321", "000000000", "0000000001"])
def test_a_number_that_is_no_siren_is_told(number):
    assert "F02" in found(f"{number}FEC20251231.txt")


def test_a_name_without_a_number_is_no_wrong_siren():
    assert found("FEC20251231.txt") == ["F01"]
    assert read_name("FEC20251231.txt").siren is None


def test_a_closing_date_that_is_no_real_day_is_not_one():
    name = read_name("732829320FEC20250231.txt")
    assert (name.day, name.closing) == ("20250231", None)


def test_the_findings_say_the_name_and_the_number():
    first, second = read_name("123456780FEC20251231 (1).txt").findings
    french, english = said(first)
    assert french == "Le nom du fichier « 123456780FEC20251231 (1).txt » n'est pas de la forme SirenFECAAAAMMJJ."
    assert "'123456780FEC20251231 (1).txt'" in english
    assert all("123456780" in sentence for sentence in said(second))
