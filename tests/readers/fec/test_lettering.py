from decimal import Decimal

import numpy as np
import pytest

from cashkit.readers.fec.lettering import Members, check_lettering, lettered
from tests.readers.fec.making import codes, day, lines, only, said

FILE = "the file"
CLOSING = day("2025-12-31")


def made(*rows):
    """Return lettered lines of (day, amount, letter, {columns}), on 411000 for C1 unless told otherwise."""
    read = lines(
        *(("VE", str(i), posted, more.get("account", "411000"), amount, {"lettering": letter} | more)
          for i, (posted, amount, letter, more) in enumerate((*row, {})[:4] for row in rows)),
        party="C1",
    )  # fmt: skip
    every, cents = np.arange(len(read)), read.debit - read.credit
    found = lettered(read, every, read.party.codes, cents)
    members = Members(every, cents, read.party.texts())
    return found, check_lettering(read, found, members, (CLOSING, FILE))


def groups(*rows):
    return made(*rows)[0].group.tolist()


def told(*rows):
    return made(*rows)[1]


def test_lines_under_one_letter_are_a_group_and_lines_without_are_none():
    assert groups(("2025-03-01", 100, "A"), ("2025-03-20", -100, "A"), ("2025-03-21", 50, "")) == [0, 0, -1]


def test_letters_are_of_one_customer_and_of_one_account():
    of_two_customers = groups(("2025-03-01", 100, "A"), ("2025-03-01", 80, "A", {"party": "C2"}))
    of_two_accounts = groups(("2025-03-01", 100, "A"), ("2025-03-01", 80, "A", {"account": "413000"}))
    assert of_two_customers == of_two_accounts == [0, 1]


def test_a_letter_used_again_is_told_apart_by_date_when_each_date_balances():
    first, second = {"lettering_day": "2025-04-01"}, {"lettering_day": "2025-08-01"}
    found = groups(("2025-03-01", 100, "A", first), ("2025-03-31", -100, "A", first),
                   ("2025-07-01", 70, "A", second), ("2025-07-31", -70, "A", second))  # fmt: skip
    assert found == [0, 0, 1, 1]


def test_a_letter_dated_twice_stays_one_group_when_its_dates_do_not_balance():
    """Each line is dated by the day on which it was matched: one group all the same."""
    first, second = {"lettering_day": "2025-04-01"}, {"lettering_day": "2025-08-01"}
    assert groups(("2025-03-01", 100, "A", first), ("2025-07-31", -100, "A", second)) == [0, 0]


def test_a_letter_used_again_18_months_later_without_dates_is_told_apart():
    found = groups(
        ("2024-01-05", 100, "A"), ("2024-02-05", -100, "A"), ("2025-09-01", 70, "A"), ("2025-09-30", -70, "A")
    )
    assert found == [0, 0, 1, 1]


@pytest.mark.parametrize("later", ["2025-08-06", "2025-08-07"])
def test_18_months_are_548_days(later):
    found = groups(("2024-01-05", 100, "A"), ("2024-02-05", -100, "A"), (later, 70, "A"), (later, -70, "A"))
    assert len(set(found)) == (1 if later == "2025-08-06" else 2)


def test_an_old_invoice_paid_two_years_later_is_one_group():
    assert groups(("2023-06-01", 100, "A"), ("2025-09-30", -100, "A")) == [0, 0]


def test_a_group_that_balances_says_nothing():
    assert told(("2025-03-01", 100, "A"), ("2025-03-20", -60, "A"), ("2025-04-20", -40, "A")) == []


def test_a_group_that_does_not_balance_is_told_with_what_is_left():
    found = only(told(("2025-03-01", 100, "A"), ("2025-03-20", -60, "A")), "R01")
    assert (found.line, found.field, found.value) == (2, "EcritureLet", "A")
    assert (found.severity, found.file, found.params["amount"]) == ("warning", FILE, Decimal("40.00"))
    assert said(found) == (
        "Le groupe lettré A du client C1 n'est pas soldé : il reste 40,00 €.",
        "Matched group A of customer C1 does not balance: €40.00 is left.",
    )


def test_one_cent_left_is_told():
    assert only(told(("2025-03-01", 100, "A"), ("2025-03-20", -99.99, "A")), "R01").params["amount"] == Decimal("0.01")


def test_a_group_matched_after_the_closing_date_was_open_at_it():
    after = {"lettering_day": "2026-01-15"}
    found = told(("2025-12-01", 100, "A", after), ("2025-12-20", -100, "A", after))
    assert codes(found) == {"R02": 1}
    told_of = only(found, "R02")
    assert (told_of.value, told_of.params["amount"], str(told_of.params["day"])) == (
        "A",
        Decimal("100.00"),
        "2026-01-15",
    )
    for words in said(told_of):
        assert "15/01/2026" in words
        assert "100" in words


def test_a_group_matched_on_the_closing_day_is_matched_in_time():
    on = {"lettering_day": "2025-12-31"}
    assert told(("2025-12-01", 100, "A", on), ("2025-12-20", -100, "A", on)) == []


def test_the_greatest_gaps_come_first_and_all_are_counted():
    rows = [("2025-03-01", 10 + i, f"L{i:02d}") for i in range(30)]
    found = told(*rows)
    assert (len(found), codes(found)) == (20, {"R01": 30})
    assert [one.params["amount"] for one in found[:3]] == [39, 38, 37]


def test_no_letter_at_all_makes_no_group():
    assert groups(("2025-03-01", 100, ""), ("2025-03-20", -60, "")) == [-1, -1]
    assert told(("2025-03-01", 100, "")) == []
