from datetime import date

import pytest

from cashkit.ground.errors import SourceError
from cashkit.readers.fec.fiscal_year import fiscal_year
from tests.readers.fec.making import lines, opening, sale

END_2025 = date(2025, 12, 31)


def year(*days, named=END_2025, before=()):
    rows = [row for number, day in enumerate(days) for row in sale(str(number), day)]
    return fiscal_year(lines(*before, *rows), named, "the file")


def span(found):
    return found.opening.isoformat(), found.closing.isoformat()


def test_the_closing_date_is_the_one_of_the_name_when_no_entry_is_later():
    found = year("2025-01-15", "2025-12-31")
    assert span(found) == ("2025-01-01", "2025-12-31")
    assert not found.findings


def test_a_file_that_stops_in_june_still_closes_as_its_name_says():
    assert span(year("2025-01-15", "2025-06-30")) == ("2025-01-01", "2025-12-31")


def test_an_entry_later_than_the_name_moves_the_closing_to_its_month_end():
    found = year("2025-01-15", "2026-02-03")
    assert found.closing == date(2026, 2, 28)
    (told,) = found.findings
    assert (told.code, told.severity, told.file, told.value) == ("F03", "warning", "the file", "2025-12-31")
    assert (told.params["closing"], told.params["last"]) == (date(2026, 2, 28), date(2026, 2, 3))


def test_without_a_date_in_the_name_the_year_closes_with_the_month_of_the_last_entry():
    found = year("2023-07-01", "2024-02-10", named=None)
    assert span(found) == ("2023-07-01", "2024-02-29")
    (told,) = found.findings
    assert (told.code, told.value) == ("F03", "the file")
    assert all("{" not in told.message(lang) for lang in ("fr", "en"))


def test_a_short_first_year_opens_with_its_first_posting():
    assert year("2025-10-14", "2025-12-01").opening == date(2025, 10, 1)


def test_a_long_year_opens_with_its_first_posting():
    assert year("2024-08-02", "2025-02-01").opening == date(2024, 8, 1)


def test_the_opening_balances_stand_on_the_first_day():
    assert year("2025-03-15", before=opening("2025-01-01")).opening == date(2025, 1, 1)
    assert year("2025-03-15", before=opening("2024-12-31")).opening == date(2025, 1, 1)


def test_opening_lines_that_keep_the_dates_of_their_invoices_open_no_earlier_year():
    dated = [("AN", "1", "2021-06-05", "411000", 10, {"journal_label": "A nouveaux"})]
    assert year("2025-01-03", before=[*dated, *opening("2025-01-01")]).opening == date(2025, 1, 1)
    assert year("2025-01-03", before=dated).opening == date(2025, 1, 1)


def test_a_late_opening_entry_does_not_shorten_the_year():
    assert year("2025-01-03", before=opening("2025-04-01")).opening == date(2025, 1, 1)


def test_a_mistyped_year_neither_opens_nor_closes_the_fiscal_year():
    found = year(*["2025-01-10", "2025-11-30"] * 3, "2052-11-30", "1925-01-10")
    assert span(found) == ("2025-01-01", "2025-12-31")
    (told,) = found.findings
    assert (told.code, told.params["last"]) == ("F03", date(2052, 11, 30))


def test_no_fiscal_year_is_longer_than_24_months():
    assert year("2023-05-02", "2024-06-01", "2025-06-01").opening == date(2024, 1, 1)


def test_one_posting_in_two_hundred_makes_no_longer_year():
    assert year("2024-03-01", *["2025-01-10"] * 200).opening == date(2025, 1, 1)
    assert year(*["2024-03-01"] * 10, *["2025-01-10"] * 200).opening == date(2024, 3, 1)


def test_without_any_date_the_name_decides():
    assert span(fiscal_year(lines(), date(2024, 6, 30))) == ("2023-07-01", "2024-06-30")


def test_without_any_date_at_all_the_year_is_unknown():
    with pytest.raises(SourceError) as caught:
        fiscal_year(lines(("VE", "1", "", "411000", 1)), None, "sales.txt")
    assert "sales.txt" in caught.value.say("fr")
    assert "closing date" in caught.value.say("en")
