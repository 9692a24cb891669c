"""The measures of the data: what the files tell of what is owed and received, to the cent."""

import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.dossier.quality import Identity, Owed, Settled, quality

AS_OF = "2025-12-31"
HAND_MADE = [
    # id, customer, kind, issued, posted, due, source, amount
    ("F1", "C1", "invoice", "2025-10-01", "2025-10-01", "2025-10-31", "erp", 100.10),
    ("F2", "C1", "invoice", "2025-12-20", "2025-12-20", "2026-01-20", "terms", 200.20),
    ("F3", "C2", "invoice", "2025-12-01", "2025-12-01", None, None, 50.05),
    ("F4", "", "invoice", "2025-12-01", "2025-12-01", "2025-12-15", "file", 30.00),
    ("O1", "C2", "opening", "2025-01-01", "2025-01-01", "2025-02-01", "erp", 70.00),
    ("O2", "C2", "opening", "2024-11-03", "2025-01-01", "2024-12-03", "erp", 7.00),
    ("A1", "C3", "credit_note", "2025-12-05", "2025-12-05", None, None, -20.00),
    ("F9", "C1", "invoice", "2026-01-05", "2026-01-05", "2026-02-05", "erp", 999.00),
]
COLUMNS = ["invoice_id", "customer_id", "kind", "issue_date", "posted_on", "due_date", "due_date_source", "amount"]
PAYMENTS = [
    ("P1", "C1", "2025-11-05", 40.00, "411000"),
    ("P2", "C2", "2025-12-28", 15.00, "411000"),
    ("P3", None, "2025-12-29", 8.00, "471000"),
    ("P4", "C4", "2025-12-30", 33.00, "411000"),
]


def hand_made(**tables):
    """Return 457.35 owed, of which 40 is paid and lettered and 15 matched by the rules; 8 waits on 471."""
    allocations = pd.DataFrame(
        [("P1", "F1", 40.00, "2025-11-05", "2025-11-30")],
        columns=["credit_id", "invoice_id", "amount", "allocated_on", "lettered_on"],
    )
    return Dossier.of(
        name="case",
        closing_date=AS_OF,
        invoices=pd.DataFrame(HAND_MADE, columns=COLUMNS),
        payments=pd.DataFrame(PAYMENTS, columns=["payment_id", "customer_id", "payment_date", "amount", "account"]),
        allocations=allocations,
        **tables,
    )


def test_every_measure_of_what_is_owed_is_the_sum_done_by_hand():
    # F1 60.10 + F2 200.20 + F3 50.05 + F4 30.00 + O1 and O2 77.00 - 15.00 of the rules = 402.35; F9 comes later
    owed = quality(hand_made(), as_of=AS_OF).owed
    assert owed == Owed(total=40_235, late=15_210, due_known=15_210, undated=6_200, nobody=3_000)


def test_what_was_received_is_matched_by_somebody_by_rule_or_by_nobody():
    settled = quality(hand_made(), as_of=AS_OF).settled
    waiting = {"unapplied": 5_300, "on_account": 3_300, "unidentified": 800, "in_credit": 5_300}
    assert settled == Settled(lettered=4_000, by_rule=1_500, **waiting)
    assert settled.total == 4_000 + 1_500 + 2_000 + 3_300


def test_a_matching_dated_after_the_day_is_not_yet_made_by_anybody():
    early = quality(hand_made(), as_of="2025-11-29").settled
    assert (early.lettered, early.by_rule) == (0, 4_000)


def test_an_allocation_without_a_matching_date_waits_where_another_bears_one():
    allocations = pd.DataFrame(
        {"credit_id": ["P1", "P2"], "invoice_id": ["F1", "F3"], "amount": [40.0, 15.0]}
        | {"allocated_on": "2025-12-28", "lettered_on": ["2025-12-29", None]}
    )
    dated = Dossier.of(
        name="case",
        invoices=pd.DataFrame(HAND_MADE, columns=COLUMNS),
        payments=pd.DataFrame(PAYMENTS[:2], columns=["payment_id", "customer_id", "payment_date", "amount", "account"]),
        allocations=allocations,
    )
    assert (quality(dated, as_of=AS_OF).settled.lettered, quality(dated, as_of=AS_OF).settled.by_rule) == (4_000, 1_500)


def test_customers_that_owe_and_must_have_a_siren_are_counted_with_what_they_owe():
    customers = pd.DataFrame(
        [("C1", "552100554", "FR", ""), ("C2", "552100555", None, "company"), ("C3", "732829320", "FR", "")],
        columns=["customer_id", "siren", "country", "kind"],
    ).assign(name="x")
    found = quality(hand_made(customers=customers), as_of=AS_OF).identity
    assert found == Identity(customers=2, owed=37_235, with_siren=1, owed_with_siren=26_030)


@pytest.mark.parametrize("told", [{"country": "BE"}, {"kind": "private"}, {"kind": "counter"}])
def test_who_lives_abroad_or_is_no_firm_needs_no_siren(told):
    customers = pd.DataFrame([{"customer_id": "C2", "name": "x", "siren": None} | told])
    found = quality(hand_made(customers=customers), as_of=AS_OF).identity
    assert (found.customers, found.owed, found.with_siren) == (1, 26_030, 0)


def test_without_a_customer_file_nobody_has_a_siren():
    assert quality(hand_made(), as_of=AS_OF).identity == Identity(2, 37_235, 0, 0)


def test_an_empty_dossier_has_nothing_to_measure():
    empty = Dossier.of(name="case", invoices=pd.DataFrame(HAND_MADE, columns=COLUMNS).iloc[:0], closing_date=AS_OF)
    assert quality(empty, as_of=AS_OF).owed == Owed(due_known=0)
    assert quality(empty, as_of=AS_OF).settled == Settled()
    assert quality(empty, as_of=AS_OF).identity == Identity()
