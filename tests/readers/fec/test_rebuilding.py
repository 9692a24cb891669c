import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cashkit.readers.fec.entries import group_entries
from cashkit.readers.fec.rebuilding import runs
from tests.readers.fec.making import lines, opening, sale


def ref(text):
    return {"document_ref": text}


def test_one_number_everywhere_is_rebuilt_by_date():
    found = group_entries(lines(*opening(), *sale("0", "2025-01-05"), *sale("0", "2025-01-06")))
    assert found.rebuilt
    assert found.entry.tolist() == [0, 0, 0, 0, 1, 1, 2, 2]
    assert not found.balance.any()


def test_entries_of_one_date_are_told_apart_by_their_reference():
    first, second = sale("0", "2025-01-05", **ref("F1")), sale("0", "2025-01-05", **ref("F2"))
    (a, b), (c, d) = first, second
    found = group_entries(lines(a, c, b, d, *sale("0", "2025-01-06")))
    assert found.entry.tolist() == [0, 1, 0, 1, 2, 2]


def test_lines_without_a_reference_are_cut_where_their_sum_reaches_zero():
    same_day = [*sale("0", "2025-01-05", **ref("-")), *sale("0", "2025-01-05", 50, **ref("-"))]
    found = group_entries(lines(*same_day, *sale("0", "2025-01-06", **ref(""))))
    assert found.entry.tolist() == [0, 0, 1, 1, 2, 2]


def test_an_entry_over_two_references_is_one_run():
    first, second = sale("0", "2025-01-05")
    rows = ((*first[:5], ref("A")), (*second[:5], ref("B")), *sale("0", "2025-01-05", 7, **ref("C")))
    found = group_entries(lines(*rows, *sale("0", "2025-01-06")))
    assert found.entry.tolist() == [0, 0, 1, 1, 2, 2]


def test_an_unbalanced_entry_spoils_no_other_one():
    bad = (("VE", "0", "2025-01-06", "411000", 99, ref("X")), ("VE", "0", "2025-01-06", "706000", -98, ref("X")))
    rows = [*sale("0", "2025-01-05"), *bad, *sale("0", "2025-01-06", **ref("Y")), *sale("0", "2025-01-07")]
    found = group_entries(lines(*rows))
    assert found.entry.tolist() == [0, 0, 1, 1, 2, 2, 3, 3]
    assert found.balance.tolist() == [0, 100, 0, 0]


def test_numbers_that_start_again_every_month_are_rebuilt():
    rows = [row for month in range(1, 5) for n in "12" for row in sale(n, f"2025-0{month}-0{n}")]
    found = group_entries(lines(*rows))
    assert found.rebuilt
    assert found.count == 8


def test_an_entry_of_two_dates_is_no_reason_to_rebuild():
    first, second = sale("1", "2025-01-05")
    found = group_entries(lines(first, (*second[:2], "2025-01-06", *second[3:]), *sale("2", "2025-01-06")))
    assert not found.rebuilt
    assert found.count == 2


def test_per_journal_numbers_of_a_tiny_file_are_no_constant_number():
    found = group_entries(lines(*sale("1", "2025-01-05"), *sale("1", "2025-01-06", journal="BQ")))
    assert not found.rebuilt


def test_a_day_of_one_number_and_many_references_is_rebuilt():
    rows = [row for n in range(3) for row in sale("0", "2025-01-05", **ref(f"F{n}"))]
    assert group_entries(lines(*rows)).count == 3


def test_a_line_of_zero_with_a_reference_of_its_own_is_no_entry():
    zero = ("VE", "0", "2025-01-05", "706000", 0, ref("Z"))
    first, second = sale("0", "2025-01-05", **ref(""))
    found = group_entries(lines(first, zero, second, *sale("0", "2025-01-06")))
    assert found.entry.tolist() == [0, 0, 0, 1, 1]


def test_entries_of_two_dates_that_are_mixed_in_the_file_are_told_apart_by_date():
    (a, b), (c, d) = sale("0", "2025-01-05", **ref("")), sale("0", "2025-01-06", 50, **ref(""))
    assert group_entries(lines(a, c, b, d)).entry.tolist() == [0, 1, 0, 1]


def test_an_entry_over_two_dates_is_found_by_its_run():
    first, second = sale("0", "2025-01-05", **ref(""))
    late = (*second[:2], "2025-01-06", *second[3:])
    rows = [row for day in (7, 8) for row in sale("0", f"2025-01-0{day}")]
    assert group_entries(lines(first, late, *rows)).entry.tolist() == [0, 0, 1, 1, 2, 2]


def test_a_few_blank_numbers_are_put_together_without_rebuilding_the_others():
    rows = [row for n in range(1, 6) for row in sale(str(n), "2025-01-05")]
    found = group_entries(lines(*rows, *sale("", "2025-01-06"), *sale("", "2025-01-07")))
    assert not found.rebuilt
    assert found.labels.tolist()[-2:] == ["VE/L12", "VE/L14"]


def test_lines_of_zero_belong_to_a_run():
    amounts = np.array([0, 100, 0, -100, 0, 40, -40, 0])
    assert runs(np.zeros(8, np.int64), amounts).tolist() == [0, 0, 0, 0, 1, 1, 1, 1]


def test_runs_of_two_pools_do_not_mix():
    assert runs(np.array([3, 1, 3, 1]), np.array([5, 7, -5, -6])).tolist() == [1, 0, 1, 0]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(1, 4), st.sampled_from(["", "A", "B"]), st.integers(-300, 300), st.integers(0, 99)),
        min_size=2,
        max_size=25,
    )
)
def test_where_every_date_balances_so_does_every_rebuilt_entry(sales):
    halves = [
        (place, ("VE", "", f"2025-01-0{day}", account, side * amount, ref(piece)))
        for day, piece, amount, other in sales
        for place, account, side in ((other, "411000", 1), (amount % 100, "706000", -1))
    ]
    rows = [row for _, row in sorted(halves, key=lambda half: half[0])]
    found = group_entries(lines(*rows))
    assert not found.balance.any()
    assert sorted(set(found.entry.tolist())) == list(range(found.count))
    assert not found.groups.differing(lines(*rows).posting_day).any()
