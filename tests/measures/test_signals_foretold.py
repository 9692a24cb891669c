"""What follow-up signals foretold: the share paid late after them, beside the share without them."""

import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.measures.signals_foretold import signals_foretold

ON = "2025-06-01"


def foretold(dues, contacts, as_of="2025-12-31", **tables):
    """Return what was foretold of unpaid invoices of 100 € as (customer, due date), and of paid ones with a day."""
    rows = [(f"F{n}", customer, due, paid) for n, (customer, due, *paid) in enumerate(dues)]
    invoices = pd.DataFrame(
        {
            "invoice_id": [key for key, *_ in rows],
            "customer_id": [customer for _, customer, *_ in rows],
            "kind": "invoice",
            "issue_date": "2025-01-01",
            "due_date": [due for _, _, due, _ in rows],
            "amount": 100.0,
        }
    )
    paid = [(f"P{key}", customer, day[0], 100.0) for key, customer, _, day in rows if day]
    payments = pd.DataFrame(paid, columns=["payment_id", "customer_id", "payment_date", "amount"])
    used = pd.DataFrame(
        [(f"P{key}", key, 100.0, day[0]) for key, _, _, day in rows if day],
        columns=["credit_id", "invoice_id", "amount", "allocated_on"],
    )
    known = {"invoices": invoices, "contacts": pd.DataFrame(contacts), **tables}
    if paid:
        known |= {"payments": payments, "allocations": used}
    return signals_foretold(Dossier.of(name="case", closing_date="2025-12-31", **known), as_of=as_of)


def noted(signal="treasury", on=ON, customer="C1", key="K1"):
    return {"contact_id": key, "customer_id": customer, "on": on, "signal": signal}


def test_what_fell_due_after_a_signal_is_set_against_what_did_not():
    dues = [("C1", "2025-06-10"), ("C1", "2025-07-10", "2025-07-11"), ("C2", "2025-07-10", "2025-07-11"),
            ("C2", "2025-07-10"), ("C2", "2025-07-10", "2025-07-10"), ("C2", "2025-07-10", "2025-07-10")]  # fmt: skip
    (row,) = foretold(dues, [noted()]).to_dict("records")
    assert (row["invoices"], row["late_after"], row["late_without"]) == (2, 0.5, 0.25)


@pytest.mark.parametrize(
    ("due", "counted"), [("2025-06-01", 0), ("2025-06-02", 1), ("2025-08-30", 1), ("2025-08-31", 0)]
)
def test_after_is_from_the_next_day_to_the_ninetieth(due, counted):
    assert foretold([("C1", due)], [noted()])["invoices"].tolist() == [counted]


@pytest.mark.parametrize(("paid", "share"), [("2025-07-10", 0.0), ("2025-07-11", 1.0)])
def test_late_is_more_than_thirty_days(paid, share):
    assert foretold([("C1", "2025-06-10", paid)], [noted()])["late_after"].tolist() == [share]


def test_what_may_still_be_paid_in_time_does_not_count():
    dues = [("C1", "2025-12-01"), ("C1", "2025-12-02")]
    assert foretold(dues, [noted(on="2025-11-20")])["invoices"].tolist() == [1]


def test_an_invoice_counts_once_for_a_signal_noted_twice():
    twice = [noted(), noted(on="2025-06-03", key="K2")]
    (row,) = foretold([("C1", "2025-06-10")], twice).to_dict("records")
    assert (row["contacts"], row["customers"], row["invoices"]) == (2, 1, 1)


def test_who_became_insolvent_within_the_year_after_is_told():
    customers = pd.DataFrame({"customer_id": ["C1", "C2"], "name": ["Un", "Deux"],
                              "judgment_on": ["2025-10-14", "2025-05-01"]})  # fmt: skip
    contacts = [noted(), noted(customer="C2", key="K2")]
    assert foretold([("C1", "2025-06-10")], contacts, customers=customers)["insolvent_after"].tolist() == [1]


def test_the_signal_that_foretold_most_comes_first_and_blanks_are_left_out():
    contacts = [noted("process", customer="C2", key="K2"), noted(), noted("", key="K3"), noted("other", "2026-02-01")]
    dues = [("C1", "2025-06-10"), ("C2", "2025-06-10", "2025-06-10")]
    assert foretold(dues, contacts)["signal"].tolist() == ["treasury", "process"]


def test_without_signals_nothing_is_said():
    assert foretold([("C1", "2025-06-10")], [{"contact_id": "K1", "customer_id": "C1", "on": ON}]) is None


def test_a_signal_with_nothing_due_after_it_foretold_nothing():
    (row,) = foretold([("C1", "2026-06-10")], [noted()]).to_dict("records")
    assert (row["contacts"], row["invoices"]) == (1, 0)
    assert pd.isna(row["late_after"])
