"""The effect of reminders at equal lateness: known counts, and what a comparison without matching would say."""

import numpy as np
import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.measures.reminder_effect import NEVER, effect_at, reminder_effect


def aged(*rows):
    return pd.DataFrame(rows, columns=["paid_age", "reminded_age", "known"])


def at(rows, ages=range(1, 15), within=15):
    return effect_at(aged(*rows), ages=ages, within=within).to_dict()


def test_each_reminded_invoice_is_set_against_those_as_late_and_not_yet_reminded():
    rows = [(12, 10, 99)] * 30 + [(40, 10, 99)] * 10 + [(12, NEVER, 99)] * 20 + [(60, 40, 99)] * 60
    found = at(rows)
    assert (found["invoices_reminded"], found["compared"]) == (40, 80)
    assert (found["paid_reminded"], found["paid_compared"]) == (0.75, 0.25)
    assert found["points_gained"] == 0.5


def test_an_invoice_paid_by_that_age_is_not_compared():
    found = at([(12, 10, 99)] * 40 + [(10, NEVER, 99)] * 500 + [(11, NEVER, 99)] * 40)
    assert (found["compared"], found["points_gained"]) == (40, 0)


def test_each_age_weighs_as_many_as_were_reminded_at_it():
    """Age 5: 30 reminded, half of 40 others paid; age 10: 10 reminded, none of 20 others paid in time."""
    rows = [(6, 5, 99)] * 30 + [(11, 10, 99)] * 10 + [(7, NEVER, 99)] * 20 + [(90, NEVER, 99)] * 10
    found = at(rows, ages=(5, 10))
    assert found["paid_compared"] == pytest.approx((30 * 30 / 40 + 10 * 0 / 10) / 40)


def test_what_is_not_known_yet_does_not_count():
    assert at([(NEVER, 10, 24)] * 40 + [(12, NEVER, 99)] * 40)["invoices_reminded"] == 0
    assert at([(NEVER, 10, 25)] * 40 + [(12, NEVER, 99)] * 40)["invoices_reminded"] == 40


def test_a_few_reminders_prove_nothing():
    assert np.isnan(at([(12, 10, 99)] * 29 + [(12, NEVER, 99)] * 99)["points_gained"])
    assert np.isnan(at([(12, 10, 99)] * 99 + [(12, NEVER, 99)] * 29)["points_gained"])
    assert at([(12, 10, 99)] * 99)["invoices_reminded"] == 0, "nobody to compare with"


def dossier(reminders, paid="2025-07-05"):
    count = 40
    invoices = pd.DataFrame(
        {
            "invoice_id": [f"F{n}" for n in range(2 * count)],
            "customer_id": ["C1"] * count + ["C2"] * count,
            "kind": "invoice",
            "issue_date": "2025-06-01",
            "due_date": "2025-06-20",
            "amount": 10.0,
        }
    )
    payments = pd.DataFrame(
        {"payment_id": ["P1"], "customer_id": "C1", "payment_date": [paid], "amount": [10.0 * count]}
    )
    used = pd.DataFrame({"credit_id": "P1", "invoice_id": invoices["invoice_id"][:count], "amount": 10.0})
    used = used.assign(allocated_on=paid)
    tables = {"invoices": invoices, "payments": payments, "allocations": used, "reminders": pd.DataFrame(reminders)}
    return Dossier.of(name="case", closing_date="2025-12-31", **tables)


def test_a_statement_to_the_customer_reminds_of_all_that_it_owes():
    sent = [{"reminder_id": "R1", "customer_id": "C1", "level": 1, "sent_on": "2025-06-30"}]
    found = reminder_effect(dossier(sent), as_of="2025-12-31").set_index("days_late_band").loc["1-14"]
    assert found[["invoices_reminded", "compared"]].tolist() == [40, 40]
    assert found[["paid_reminded", "paid_compared", "points_gained"]].tolist() == [1, 0, 1]


def test_only_the_first_reminder_after_the_due_date_counts():
    sent = [
        {"reminder_id": "R0", "customer_id": "C1", "invoice_id": "F0", "level": 0, "sent_on": "2025-06-25"},
        {"reminder_id": "R1", "customer_id": "C1", "invoice_id": "F0", "level": 1, "sent_on": "2025-06-20"},
        {"reminder_id": "R2", "customer_id": "C1", "invoice_id": "F0", "level": 1, "sent_on": "2025-06-28"},
        {"reminder_id": "R3", "customer_id": "C1", "invoice_id": "F0", "level": 2, "sent_on": "2025-07-03"},
        {"reminder_id": "R4", "customer_id": "C1", "invoice_id": "F1", "level": 1, "sent_on": "2026-01-03"},
    ]
    found = reminder_effect(dossier(sent), as_of="2025-12-31")
    assert found["invoices_reminded"].tolist() == [1, 0, 0, 0]


def test_without_reminders_nothing_is_said():
    invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice", "issue_date": "2025-06-01",
                             "amount": 1.0})  # fmt: skip
    assert reminder_effect(Dossier.of(name="case", invoices=invoices), as_of="2025-06-30") is None
    sent = [{"reminder_id": "R1", "customer_id": "C1", "sent_on": "2025-06-30"}]
    assert reminder_effect(dossier(sent), as_of="2025-12-31") is None, "no level is known"


def test_a_portfolio_without_any_invoice_due_or_any_named_one_has_no_effect_to_tell():
    sent = [{"reminder_id": "R1", "customer_id": "C9", "level": 1, "sent_on": "2025-06-30"}]
    assert reminder_effect(dossier(sent), as_of="2025-06-10") is None
    assert reminder_effect(dossier(sent), as_of="2025-12-31")["invoices_reminded"].sum() == 0
