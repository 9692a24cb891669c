"""Numbering: what is missing inside a series, and what only looks so."""

import pytest

from cashkit.measures.numbering import missing_numbers
from tests.stages.book import book


def row(number, day="2025-06-01", **columns):
    return (number, "C1", day, "2025-12-31", 10.0, columns)


def numbers(*wanted, prefix="F2025-", **columns):
    return [row(f"{prefix}{n:04d}", **columns) for n in wanted]


def gaps(rows):
    found = missing_numbers(book(rows), since="2024-12-31", until="2025-12-31")
    return list(zip(found["first_missing"], found["count"], strict=True))


def test_each_run_of_missing_numbers_is_told_once_by_its_first():
    assert gaps(numbers(1, 2, 3, 6, 7, 9)) == [("F2025-0004", 2), ("F2025-0008", 1)]


def test_a_number_is_written_as_its_series_writes_it():
    assert gaps([row(f"F{n}") for n in (97, 98, 99, 101, 102)]) == [("F100", 1)]
    assert gaps([row(f"{n:03d}/25-A") for n in (1, 2, 3, 4, 6)]) == []
    assert gaps([row(f"25/{n:03d}-A") for n in (1, 2, 3, 4, 6)]) == [("25/005-A", 1)]


def test_three_series_that_start_again_every_year_have_no_gap():
    rows = [*numbers(1, 2, 3, 4, 5), *numbers(1, 2, 3, 4, 5, prefix="AC2025-"), *numbers(1, 2, 3, 4, 5, prefix="A25-")]
    assert gaps([*rows, *numbers(7, 8, 9, 10, 11, prefix="F2024-", day="2024-12-30")]) == []


def test_a_cancelled_number_credited_the_same_day_is_no_gap():
    rows = numbers(1, 2, 3, 5, 6)
    assert gaps([*rows, row("F2025-0004", kind="credit_note")]) == []
    assert gaps([*rows, row("F2025-0004", kind="other")]) == []


def test_a_gap_counts_only_between_two_documents_of_the_period():
    before, after = numbers(1, 2, 3, 4, day="2024-12-31"), numbers(6, 7, 8, 10, 11)
    assert gaps([*before, *after]) == [("F2025-0009", 1)]
    assert gaps([*numbers(1, 2, 3, 5, 6), *numbers(4, day="2026-01-02")]) == []


def test_what_is_sparse_is_no_series():
    assert gaps(numbers(1, 2, 4, 5)) == []
    assert gaps(numbers(1, 2, 4, 5, 6)) == [("F2025-0003", 1)]
    assert gaps(numbers(1, 5, 9, 13, 17)) == []


def test_a_jump_of_more_than_fifty_is_a_new_start():
    many = range(1, 101)
    assert gaps(numbers(*many, *range(151, 200))) == [("F2025-0101", 50)]
    assert gaps(numbers(*many, *range(152, 200))) == []


@pytest.mark.parametrize("text", ["RAN", "F" + "1" * 13, ""])
def test_what_bears_no_number_stands_in_no_series(text):
    assert gaps([*numbers(1, 2, 3, 5, 6), row(text)]) == [("F2025-0004", 1)]


def test_the_reference_of_a_ledger_is_the_number_whatever_line_was_added_to_it():
    rows = [row(f"FA{n}#{n * 7}", document_ref=f"FA{n}") for n in (11, 12, 13, 15, 16)]
    assert gaps(rows) == [("FA14", 1)]


def test_a_gap_says_between_which_numbers_and_days_it_lies():
    rows = [*numbers(1, 2, 3), *numbers(5, 6, day="2025-07-01")]
    told = missing_numbers(book(rows), since="2024-12-31", until="2025-12-31").iloc[0]
    assert told[["series", "number_before", "number_after"]].tolist() == ["F2025-", "F2025-0003", "F2025-0005"]
    assert [str(told[name])[:10] for name in ("from_date", "to_date")] == ["2025-06-01", "2025-07-01"]


def test_credit_notes_that_run_on_the_counter_of_the_invoices_leave_no_gap():
    credit = [row("AV2025-0003", kind="credit_note"), row("AV2025-0006", kind="credit_note")]
    assert gaps([*numbers(1, 2, 4, 5, 8, 9), *credit]) == [("F2025-0007", 1)]
    assert gaps([*numbers(1, 2, 4, 5, 7), *credit]) == []


def test_another_series_that_shares_a_number_runs_on_a_counter_of_its_own():
    other = [row("AV2025-0003", kind="credit_note"), row("AV2025-0002", kind="credit_note")]
    assert gaps([*numbers(1, 2, 4, 5, 6), *other]) == [("F2025-0003", 1)]
