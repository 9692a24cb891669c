import numpy as np

from cashkit.readers.fec.entries import group_entries
from cashkit.readers.fec.numbering import numbering, split
from tests.readers.fec.making import lines, sale


def series(*entries):
    """Return the numbers of each series of entries (journal, number, day)."""
    made = lines(*(row for journal, number, day in entries for row in sale(number, day, journal=journal)))
    found = numbering(made, group_entries(made))
    return sorted(found.number[found.series == one].tolist() for one in np.unique(found.series))


def year(journal, numbers):
    return [(journal, number, "2025-03-01") for number in numbers]


def test_a_number_is_a_prefix_and_the_digits_at_its_end():
    prefix, number, length = split(np.array(["VE12", "VE0013", "12A", "", "éà7", "9" * 16], object))
    assert prefix[0] == prefix[1]
    assert number.tolist() == [12, 13, -1, -1, 7, -1]
    assert length.tolist() == [2, 4, 0, 0, 1, 16]


def test_no_number_stands_in_no_series():
    assert [len(part) for part in split(np.array([], object))] == [0, 0, 0]
    assert series(("VE", "abc", "2025-01-01")) == []


def test_numbers_that_each_journal_starts_at_one_run_per_journal():
    assert series(*year("VE", "123"), *year("BQ", "12")) == [[1, 2], [1, 2, 3]]


def test_a_gap_of_a_small_journal_is_not_filled_by_a_large_one():
    large = year("VE", [str(n) for n in range(1, 101)])
    assert series(*large, *year("OD", ["1", "2", "4", "5"])) == [list(range(1, 101)), [1, 2, 4, 5]]


def test_numbers_that_pass_from_journal_to_journal_run_through_the_file():
    shuffled = [("VE" if n % 3 else "BQ", str(n), "2025-03-01") for n in range(1, 12)]
    assert series(*shuffled) == [list(range(1, 12))]


def test_one_number_given_twice_does_not_end_a_series_through_the_file():
    shuffled = [("VE" if n % 3 else "BQ", str(n), "2025-03-01") for n in range(1, 60)]
    assert series(*shuffled, ("BQ", "7", "2025-03-01")) == [sorted([*range(1, 60), 7])]


def test_ranges_of_each_journal_are_series_of_their_own():
    assert series(*year("VE", ["1001", "1002"]), *year("BQ", ["2001", "2002"])) == [[1001, 1002], [2001, 2002]]


def test_a_gap_in_one_of_several_ranges_does_not_join_them():
    entries = [*year("VE", ["1001", "1002", "1004"]), *year("BQ", ["2001", "2002"])]
    assert series(*entries) == [[1001, 1002, 1004], [2001, 2002]]


def test_numbers_that_look_like_the_month_once_stay_in_their_series():
    entries = [("SA" if 1200 < n < 1205 else "VE", str(n), "2025-12-15") for n in range(1190, 1216)]
    entries[:5] = [(journal, number, "2025-11-15") for journal, number, _ in entries[:5]]
    assert series(*entries) == [list(range(1190, 1216))]


def test_prefixes_tell_series_apart():
    assert series(*year("VE", ["FA1", "FA2", "AV1", "AV2"])) == [[1, 2], [1, 2]]


def test_the_month_at_the_head_of_a_number_begins_a_series():
    entries = [("VE", f"2025{month:02}{n:03}", f"2025-{month:02}-15") for month in (1, 2) for n in (1, 2, 3)]
    assert series(*entries) == [[1, 2, 3], [1, 2, 3]]


def test_the_month_may_have_two_digits_of_the_year_or_none():
    short = [("VE", f"25{month:02}-{n}".replace("-", ""), f"2025-{month:02}-15") for month in (1, 2) for n in (1, 2, 3)]
    assert series(*short) == [[1, 2, 3], [1, 2, 3]]
    bare = [("VE", f"{month:02}{n:02}", f"2025-{month:02}-15") for month in (1, 2) for n in (1, 2, 3)]
    assert series(*bare) == [[1, 2, 3], [1, 2, 3]]


def test_the_year_at_the_head_of_a_number_begins_a_series_whatever_the_digits_after():
    entries = [("VE", f"{year}{n}", f"{year}-12-15") for year in (2024, 2025) for n in range(8, 12)]
    assert series(*entries) == [[8, 9, 10, 11], [8, 9, 10, 11]]


def test_an_entry_posted_in_another_month_stays_in_the_series_of_its_number():
    entries = [("VE", f"2025{month:02}{n:03}", f"2025-{month:02}-15") for month in (1, 2) for n in range(1, 11)]
    entries[4] = (*entries[4][:2], "2025-02-01")
    assert series(*entries) == [list(range(1, 11))] * 2
