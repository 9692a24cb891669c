from datetime import date

import pytest

from cashkit.readers.fec.entries import group_entries
from cashkit.readers.fec.sequences import check_sequences
from tests.readers.fec.making import codes, lines, only, said, sale


def checked(*entries):
    """Check entries (journal, number[, day validated])."""
    rows = []
    for journal, number, *validated in entries:
        columns = {"validation_day": validated[0]} if validated else {}
        rows += sale(number, "2025-03-01", journal=journal, **columns)
    made = lines(*rows)
    return check_sequences(made, group_entries(made), "the file")


def run(journal, *numbers):
    return [(journal, str(number)) for number in numbers]


def test_a_missing_number_is_a_gap():
    found = only(checked(*run("VE", 1, 2, 3, 5, 6)), "J02")
    assert (found.severity, found.file, found.line, found.value) == ("error", "the file", 8, "VE/5")
    assert found.params == {"n": 1, "first": "3", "last": "5"}
    assert said(found) == (
        "Rupture de numérotation avant l'écriture VE/5 : 1 numéro manque entre 3 et 5.",
        "Gap in the numbering before entry VE/5: 1 number is missing between 3 and 5.",
    )


@pytest.mark.parametrize(
    "entries",
    [
        run("VE", 41, 42, 43),
        run("VE", 3, 1, 2),
        [*run("VE", 1, 2), *run("BQ", 1, 2, 3)],
        [*run("VE", 1, 4), *run("BQ", 2, 3, 5)],
        [*run("VE", 101, 102), *run("BQ", 205, 206)],
        [*run("AN", "OUVERTURE/2025"), *run("VE", "FAC/2025/00001", "FAC/2025/00002")],
        run("VE", "B", "A9", "F17"),
        run("VE", "09", "10", "11"),
    ],
)
def test_numbers_that_follow_each_other_have_no_gap(entries):
    assert checked(*entries) == []


def test_a_gap_of_a_series_through_all_journals_is_told_once():
    entries = [("VE" if n % 3 else "BQ", str(n)) for n in range(1, 30) if n != 11]
    assert codes(checked(*entries)) == {"J02": 1}


def test_the_last_number_gone_astray_is_a_gap():
    assert only(checked(*run("VE", 1, 2, 3, 4, 999)), "J02").params["last"] == "999"


def test_a_series_may_start_again_at_a_round_number():
    assert checked(*run("VE", *range(101, 131), *range(201, 231))) == []
    assert codes(checked(*run("VE", *range(101, 131), *range(150, 180)))) == {"J02": 1}


def test_more_than_a_hundred_missing_numbers_are_a_gap_wherever_they_end():
    assert only(checked(*run("VE", *range(1, 51), *range(201, 231))), "J02").params["n"] == 150


def test_the_first_number_of_a_hundred_is_a_gap_when_the_hundred_before_is_full():
    assert codes(checked(*run("VE", *range(101, 199), 201, 202))) == {"J02": 1}


def test_numbers_that_follow_no_sequence_are_told_once_for_the_series():
    found = checked(*run("VE", 17, 523, 1044, 3307, 4419))
    (told,) = found
    assert (told.count, told.params) == (1, {"n": 4398, "first": "17", "last": "4419"})


def test_many_gaps_are_all_counted():
    found = checked(*run("VE", *(n for n in range(200) if n % 4)))
    assert len(found) == 20
    assert codes(found) == {"J02": 49}


def test_a_higher_number_validated_earlier_is_an_inversion():
    found = checked(("VE", "1", "2025-03-05"), ("VE", "2", "2025-03-04"), ("VE", "3", "2025-03-06"))
    told = only(found, "J03")
    assert (told.severity, told.line, told.value, told.field) == ("error", 4, "VE/2", "ValidDate")
    assert told.params == {"before": date(2025, 3, 5), "after": date(2025, 3, 4), "first": "1", "last": "2"}
    assert "validée le 04/03/2025, avant le numéro 1 validé le 05/03/2025" in said(told)[0]


def test_numbers_validated_on_one_day_or_in_their_order_are_no_inversion():
    assert checked(("VE", "2", "2025-03-05"), ("VE", "1", "2025-03-05"), ("VE", "3", "2025-03-06")) == []


def test_a_blank_validation_date_is_no_inversion():
    assert checked(("VE", "1", "2025-03-05"), ("VE", "2", ""), ("VE", "3", "2025-03-06")) == []


def test_journals_numbered_apart_have_no_common_order():
    first, second = ("VE", "1", "2025-06-05"), ("VE", "2", "2025-06-06")
    assert checked(first, second, ("BQ", "1", "2025-03-05"), ("BQ", "2", "2025-03-06")) == []


def test_a_month_that_starts_again_is_no_inversion():
    later = [("VE", str(n), "2025-02-10") for n in range(101, 131)]
    assert checked(*later, *(("VE", str(n), "2025-01-10") for n in range(201, 231))) == []


def test_numbers_that_tell_no_entries_apart_have_neither_gap_nor_order():
    rows = [row for day in ("2025-01-05", "2025-01-06") for row in sale("0", day)]
    made = lines(*rows * 3, *sale("5", "2025-01-07"), *sale("9", "2025-01-07"))
    assert check_sequences(made, group_entries(made)) == []
