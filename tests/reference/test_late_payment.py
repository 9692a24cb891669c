"""Published figures of what paying late costs: interest (`late_payment.csv`) and rates (`rates.csv`, `ecb_moves.csv`).

We count from the day after the due date to the day of payment, both included; a source that counts the due date and
leaves the day of payment out gets another figure, and the table says so.
"""

from decimal import Decimal

import pytest

from cashkit.law.late_payment import late_payment
from cashkit.law.rates import default_rates
from cashkit.measures.claims import claims
from cashkit.measures.late_interest import late_interest
from tests.reference.published import cases, check, table
from tests.stages.book import book

MOVES = table("ecb_moves.csv")
LAST_SOURCED = "2026-S1"


@cases("late_payment.csv")
def test_interest_is_the_published_one_or_the_table_says_why_it_is_not(row):
    rate = row["annual_rate"] or None
    owed = late_payment(amount=row["amount"], due_date=row["due"], paid_on=row["paid"], annual_rate=rate)
    assert owed.days == int(row["days"])
    check(row, owed.interest)


def test_two_half_years_bear_sixty_days_at_12_15_and_sixty_three_at_12_40():
    owed = late_payment(amount=10_000, due_date="2026-05-01", paid_on="2026-09-01")
    told = [(period.days, period.rate, f"{period.interest:.2f}") for period in owed.periods]
    assert told == [(60, Decimal("0.1215"), "199.73"), (63, Decimal("0.1240"), "214.03")]


def test_forty_euros_are_due_once_an_invoice_and_not_once_a_reminder():
    """Misconception M07: 269.63 and 40 are 309.63; three reminders do not make 389.63."""
    owed = late_payment(amount=18_000, due_date="2025-10-01", paid_on="2025-11-15")
    assert (str(owed.indemnity), str(owed.total)) == ("40.00", "309.63")


@cases("rates.csv")
def test_a_rate_is_the_published_one_or_the_table_says_why_it_is_not(row):
    check(row, 100 * getattr(default_rates().half_year(row["day"]), row["rate"]))


@pytest.mark.parametrize("half", default_rates().half_years, ids=lambda half: half.name)
def test_a_half_year_bears_the_ecb_rate_of_its_first_day_and_ten_points(half):
    """The rates of the European Central Bank as it moved them: what happens within a half-year changes nothing."""
    if half.name > LAST_SOURCED:
        assert half.ecb_rate == Decimal("0.0240")  # second hand: no date of the move was read
        return
    in_force = [row["rate"] for row in MOVES if row["in_force_from"] <= str(half.start)][-1]
    assert half.ecb_rate == Decimal(in_force) / 100
    assert half.default_late_rate == half.ecb_rate + Decimal("0.10")
    assert half.contract_floor == 3 * half.legal_rate


def test_the_floor_lies_above_the_default_rate_in_2024_alone():
    above = [half.name for half in default_rates().half_years if half.contract_floor > half.default_late_rate]
    assert above == ["2024-S1", "2024-S2"]


def test_a_credit_note_lowers_what_bears_interest_and_reminders_do_not_add_to_it():
    """18 000 owed, of which 3 000 are credited: interest on 15 000, and 40 euros once."""
    rows = [
        ("F1", "C1", "2025-09-01", "2025-10-01", 18_000.0),
        ("AV", "C1", "2025-09-15", "2025-09-15", -3_000.0, {"kind": "credit_note"}),
    ]
    sent = [{"reminder_id": f"R{n}", "customer_id": "C1", "level": n, "sent_on": "2025-11-05"} for n in (1, 2, 3)]
    ledger = book(rows, allocations=[("AV", "F1", 3_000.0, "2025-09-15")], reminders=sent)
    found = late_interest(claims(ledger, as_of="2025-11-15"), as_of="2025-11-15")
    assert (found.interest_cents, found.indemnity_cents) == (22_469, 4_000)
