"""Doubtful claims: what of them can be lost, and where their VAT is known from."""

import pytest

from cashkit.measures.doubtful import doubtful_claims
from tests.stages.book import AS_OF, book, on_an_engine

MOVED = ("D1", "C2", "2025-01-10", "2025-06-01", 1200.0, {"doubtful": True})


def source(*invoices, payments=(), allocations=()):
    (row,) = doubtful_claims(book([MOVED, *invoices], payments, allocations), as_of=AS_OF).to_dict("records")
    return row["vat_source"], row["without_vat"]


def sold(customer, vat, **columns):
    return (f"F-{customer}-{vat}", customer, "2025-12-01", "2025-12-31", 600.0, {"vat": float(vat)} | columns)


def test_the_invoices_own_vat_comes_first():
    own = ("D1", "C2", "2025-01-10", "2025-06-01", 1200.0, {"doubtful": True, "vat": 0.0})
    (row,) = doubtful_claims(book([own, sold("C2", 100)]), as_of=AS_OF).to_dict("records")
    assert (row["vat_source"], row["without_vat"]) == ("invoice", 1200)


def test_then_the_share_in_the_customers_invoices_then_in_all_of_them():
    assert source(sold("C2", 100), sold("C3", 0)) == ("customer", 1000)
    assert source(sold("C3", 100)) == ("portfolio", 1000)
    assert source() == ("unknown", 1200)


def test_only_invoices_tell_a_rate():
    assert source(sold("C2", 0, kind="reject")) == ("unknown", 1200)


def test_a_part_payment_takes_its_share_of_the_vat_with_it():
    paid = [("P1", "C2", "2025-07-01", 600.0)], [("P1", "D1", 600.0, "2025-07-01")]
    assert source(sold("C2", 100), payments=paid[0], allocations=paid[1]) == ("customer", 500)


def test_what_is_paid_or_not_doubtful_is_not_there():
    paid = book([MOVED], [("P1", "C2", "2025-07-01", 1200.0)], [("P1", "D1", 1200.0, "2025-07-01")])
    assert doubtful_claims(paid, as_of=AS_OF).empty
    assert doubtful_claims(book([sold("C2", 100)]), as_of=AS_OF).empty


@pytest.mark.parametrize("amount", [0.01, 0.05, 99.99])
def test_the_part_without_vat_is_whole_cents(amount):
    rows = [("D1", "C2", "2025-01-10", "2025-06-01", amount, {"doubtful": True}), sold("C2", 100)]
    net = doubtful_claims(book(rows), as_of=AS_OF)["without_vat"][0]
    assert net == round(net, 2)
    assert abs(net - amount / 1.2) <= 0.005 + 1e-9


def test_tables_on_an_engine_tell_no_doubtful_claim_and_do_not_fail():
    assert doubtful_claims(on_an_engine(book([MOVED])), as_of=AS_OF).empty
