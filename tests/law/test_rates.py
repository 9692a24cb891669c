"""Late-payment rates: the published series, nothing guessed outside it, rows added by a file."""

import datetime as dt
from decimal import Decimal
from importlib import resources

import pytest

from cashkit.ground import language
from cashkit.ground.errors import ArgumentError, SourceError
from cashkit.law.rates import Rates, default_late_rate, default_rates, last_known_day, load_rates
from cashkit.law.rates_table import COLUMNS

HEADER = ",".join(COLUMNS)
NEXT = "2027-S1,2027-01-01,2027-06-30,2.50,2.80,6.90,12.50,8.40,"


@pytest.fixture
def rates_file(tmp_path):
    def write(*lines, header=HEADER, encoding="utf-8"):
        path = tmp_path / "taux.csv"
        path.write_text("\n".join([header, *lines]) + "\n", encoding=encoding)
        return path

    return write


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        ("2015-01-01", "0.1005"),
        ("2016-06-30", "0.1005"),
        ("2016-07-01", "0.10"),
        ("2024-06-30", "0.145"),
        ("2024-07-01", "0.1425"),
        ("2026-12-31", "0.124"),
    ],
)
def test_the_rate_changes_on_1_january_and_1_july(day, rate):
    assert default_late_rate(day) == Decimal(rate)


@pytest.mark.parametrize(
    ("day", "half_year"), [("2014-12-31", "2014-S2"), ("2027-01-01", "2027-S1"), ("2039-08-15", "2039-S2")]
)
def test_an_unknown_half_year_is_refused_by_name_with_the_cure(day, half_year):
    with pytest.raises(ArgumentError, match=half_year) as refused, language.use("fr"):
        default_late_rate(day)
    assert "--rates" in refused.value.say("fr")
    assert "31/12/2026" in refused.value.say("en")


def test_in_2024_the_contract_floor_lies_above_the_default_rate():
    """Nothing is corrected: the floor binds contracts, the default rate fills their silence."""
    half = default_rates().half_year("2024-03-01")
    assert (half.contract_floor, half.default_late_rate) == (Decimal("0.1521"), Decimal("0.1450"))


def test_our_table_is_whole_and_keeps_the_law():
    """Reading it again as a user's file checks every line: ten points over the ECB, three legal rates, no gap."""
    with resources.as_file(resources.files("cashkit.law").joinpath("rates.csv")) as path:
        assert load_rates(path) == default_rates()
    halves = default_rates().half_years
    assert len(halves) == 24
    assert all(half.ecb_rate is not None and half.contract_floor is not None for half in halves)
    assert last_known_day() == dt.date(2026, 12, 31)


def test_a_row_is_added_without_touching_our_series(rates_file):
    rates = load_rates(rates_file(NEXT))
    assert rates.last_known_day == last_known_day(rates) == dt.date(2027, 6, 30)
    assert default_late_rate("2027-02-01", rates) == Decimal("0.125")
    assert last_known_day() == dt.date(2026, 12, 31)
    assert rates.first_known_day == dt.date(2015, 1, 1)


def test_a_row_of_the_user_wins_over_ours(rates_file):
    rates = load_rates(rates_file("2026-S2,,,2.65,,,12.65,,corrected"))
    assert rates.default_late_rate("2026-07-01") == Decimal("0.1265")
    assert rates.half_year("2026-07-01").note == "corrected"


def test_earlier_half_years_may_be_added_too(rates_file):
    rates = load_rates(rates_file("2014-S2,,,0.15,0.93,,10.15,,", "2014-S1,,,0.25,,,10.25,,"))
    assert rates.first_known_day == dt.date(2014, 1, 1)


def test_a_file_saved_by_a_french_spreadsheet_reads(rates_file):
    path = rates_file(
        "2027-S1;01/01/2027;;2,5;;;12,5;;".replace("01/01/2027", "2027-01-01"),
        header=HEADER.replace(",", ";"),
        encoding="utf-8-sig",
    )
    assert load_rates(path).default_late_rate("2027-06-30") == Decimal("0.125")


def test_an_empty_line_is_no_row(rates_file):
    assert len(load_rates(rates_file(NEXT, "", ",,,,,,,,")).half_years) == 25


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((), "aucune ligne"),
        (("2027,2027-01-01,2027-06-30,2.50,,,12.50,,",), "ligne 2.*2027"),
        (("2027-S3,,,2.50,,,12.50,,",), "2027-S3"),
        (("2027-S1,2027-01-02,,2.50,,,12.50,,",), "2027-01-02.*start"),
        (("2027-S1,,30/06/2027,2.50,,,12.50,,",), "30/06/2027.*end"),
        (("2027-S1,,,2.50,,,,,",), "default_late_rate_pct"),
        (("2027-S1,,,2.50,,,12.50 %,,",), "12.50 %"),
        (("2027-S1,,,2.50,,,112.50,,",), "112.50"),
        (("2027-S1,,,-2.50,,,7.50,,",), "-2.50"),
        (("2027-S1,,,,,,nan,,",), "nan"),
        (("2027-S1,,,,,,12.12345,,",), "12.12345"),
        (("2027-S1,,,2.50,,,10.50,,",), "10.50.*12.50.*L441-10"),
        (("2027-S1,,,2.50,2.80,,12.50,8.00,",), "8.00.*8.40"),
        ((NEXT, "2027-S2,,,2.50,,,10.50,,"), "ligne 3"),
        ((NEXT, NEXT), "deux fois.*2027-S1"),
        (("2027-S2,,,2.50,,,12.50,,",), "2027-S1.*manquerait"),
        (("2014-S1,,,2.50,,,12.50,,",), "2014-S2.*manquerait"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place_and_the_cure(rates_file, lines, words):
    with pytest.raises(SourceError, match=words) as refused:
        load_rates(rates_file(*lines))
    assert "taux.csv" in str(refused.value)
    assert "{" not in refused.value.say("en")


def test_a_missing_column_is_named(rates_file):
    with pytest.raises(SourceError, match="« ecb_mro_pct »".replace(" ", "\u00a0")):
        load_rates(rates_file(header=HEADER.replace("ecb_mro_pct", "ecb")))


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00\x01", b""])
def test_a_file_that_is_no_table_is_refused(tmp_path, content):
    path = tmp_path / "taux.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SourceError, match=r"taux\.csv"):
        load_rates(str(path))


def test_rates_are_a_record_that_cannot_change():
    with pytest.raises(AttributeError):
        default_rates().half_years = ()
    assert default_rates() == Rates(default_rates().half_years)
