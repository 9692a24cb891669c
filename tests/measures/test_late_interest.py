import pytest

from cashkit.law.late_payment import late_payment
from cashkit.measures.claims import claims
from cashkit.measures.late_interest import late_interest
from tests.stages.book import AS_OF, book


def owed(rows, as_of=AS_OF, **tables):
    return late_interest(claims(book(rows, **tables), as_of=as_of), as_of=as_of)


def test_interest_is_that_of_the_law_for_one_invoice():
    found = owed([("F1", "C1", "2025-01-31", "2025-05-01", 10_000)])
    alone = late_payment(amount=10_000, due_date="2025-05-01", paid_on=AS_OF)
    assert found.interest_cents == int(alone.interest * 100)
    assert (found.indemnity_cents, found.invoices, found.missing) == (4000, 1, 0)
    assert found.by_half_year["half_year"].tolist() == ["2025-S1", "2025-S2"]


def test_the_half_years_and_the_customers_sum_to_the_total_to_the_cent():
    rows = [(f"F{i}", f"C{i % 3}", "2023-01-31", f"2024-0{i + 1}-13", 1234.56 + i) for i in range(8)]
    found = owed(rows)
    for frame in (found.by_half_year, found.by_customer):
        assert sum(round(euros * 100) for euros in frame["interest"]) == found.interest_cents
    assert found.by_customer["indemnity"].sum() == 8 * 40
    assert found.by_customer["interest"].is_monotonic_decreasing


@pytest.mark.parametrize(
    "columns", [{"kind": "opening"}, {"kind": "reject"}, {"account": "416000"}, {"account": "411700"}]
)
def test_only_invoices_and_bills_outside_416_and_retention_bear_interest(columns):
    found = owed([("F1", "C1", "2025-01-31", "2025-05-01", 10_000, columns)])
    assert (found.interest_cents, found.indemnity_cents, found.invoices) == (0, 0, 0)
    assert found.by_half_year.empty


def test_an_invoice_due_today_owes_no_indemnity():
    assert owed([("F1", "C1", "2025-12-01", AS_OF, 100)]).indemnity_cents == 0


def test_forty_euros_once_for_each_invoice_however_small():
    assert (
        owed([("F1", "C1", "2025-11-01", "2025-12-30", 1), ("F2", "C1", "2025-11-01", "2025-12-30", 1)]).indemnity_cents
        == 8000
    )


def test_before_2013_no_indemnity_was_due():
    rows = [("F1", "C1", "2012-11-30", "2012-12-30", 100), ("F2", "C1", "2012-11-30", "2012-12-31", 100)]
    assert owed(rows).indemnity_cents == 4000


def test_days_beyond_the_last_known_rate_are_said_to_be_missing():
    rows = [("F1", "C1", "2025-01-31", "2025-05-01", 10_000)]
    book_until = claims(book(rows), as_of=AS_OF)
    far, known = late_interest(book_until, as_of="2039-01-01"), late_interest(book_until, as_of="2026-12-31")
    assert far.missing == 1
    assert known.missing == 0
    assert far.interest_cents == known.interest_cents
    assert str(far.known_until) == "2026-12-31"
