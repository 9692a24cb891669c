"""Stage 7: returns, discounts, promises, means of payment, what is financed; each fault beside its near-miss."""

import pytest

from cashkit.stages.door import review
from tests.stages.book import AS_OF, book, codes, said, value

OWED = ("F1", "C1", "2025-09-01", "2025-10-01", 2_000.0)
KNOWN = [{"customer_id": "C1", "name": "Atelier"}]


def collection(*args, **tables):
    return review("collection", book(*args, **tables), as_of=AS_OF)


def found(code, *args, **tables):
    """Return the keys of the findings of a code."""
    return {key for one, key in codes(collection(*args, **tables)) if one == code}


def one(code, *args, **tables):
    """Return the one finding of a code, after checking that it speaks both languages."""
    made = collection(*args, **tables)
    assert said(made)
    (fault,) = [fault for fault in made.finding_records if fault.code == code]
    return fault


# --- unidentified receipts ----------------------------------------------------------
def unidentified(amount=80.0, customer="", day="2025-12-30", **columns):
    payments = [("P1", customer, day, amount, {"account": "471000"} | columns), ("P2", "C1", "2025-12-01", 10.0)]
    return found("receipt_unidentified", [OWED], payments)


def test_a_receipt_that_waits_on_a_suspense_account_is_a_fault():
    assert unidentified() == {"P1"}
    fault = one("receipt_unidentified", [OWED], [("P1", "", "2025-12-01", 80.0, {"account": "471000"})])
    assert (fault.kind, fault.amount_at_stake, fault.customer_id) == ("cash_late", 80, None)
    assert fault.items == (("payments", "P1", 8_000),)


def test_a_receipt_without_a_customer_is_one_too_where_accounts_are_not_known():
    assert found("receipt_unidentified", [OWED], [("P1", "", "2025-12-30", 80.0)]) == {"P1"}


@pytest.mark.parametrize(
    "near_miss",
    [{"account": "411000"}, {"kind": "advance"}, {"customer": "C1"}, {"day": "2026-01-02"}, {"amount": 5.0}],
    ids=["on a customer account", "a deposit", "with its customer", "after the date", "5 euros"],
)
def test_what_only_looks_like_an_unidentified_receipt_is_none(near_miss):
    assert unidentified(**near_miss) == set()


def test_a_receipt_without_a_customer_that_settles_an_invoice_is_identified():
    used = [("P1", "F1", 80.0, "2025-12-30")]
    assert found("receipt_unidentified", [OWED], [("P1", "", "2025-12-30", 80.0)], used) == set()


# --- unapplied, as far as it is certain -----------------------------------------------
def test_where_the_tables_say_what_paid_what_nothing_else_is_taken_as_matched():
    rows = [OWED, ("F2", "C1", "2025-09-01", "2025-10-01", 50.0)]
    payments = [("P1", "C1", "2025-11-30", 60.0), ("P2", "C1", "2025-11-30", 2_000.0)]
    given = [("P2", "F1", 2_000.0, "2025-11-30")]
    assert found("receipt_unapplied", rows, payments, given) == {"P1"}
    assert found("receipt_unapplied", rows, payments) == set()  # nothing given: rules match what they can


# --- returned payments ------------------------------------------------------------------
DEBITED = ("F0", "C1", "2025-11-01", "2025-12-01", 300.0)


def returned(day="2025-12-15", *, paid=(), used=(), reject=None, **tables):
    """Return the faults of a debit of 300 € of 1 December that came back on a day."""
    back = [("P1", "C1", "2025-12-01", 300.0, {"returned_on": day, "return_reason": "AM04"}), *paid]
    rejects = [("R1", "C1", day, "2025-12-01", 300.0, {"kind": "reject"} | (reject or {}))]
    first = ("P1", "F0", 300.0, "2025-12-01")
    return found("debit_return_not_retried", [*rejects, OWED, DEBITED], back, [first, *used], **tables)


def test_a_debit_returned_16_days_ago_and_left_there_is_a_fault():
    assert returned("2025-12-15") == {"P1"}
    back = [("P1", "C1", "2025-12-01", 300.0, {"returned_on": "2025-12-15"})]
    rejects = [("R1", "C1", "2025-12-15", "2025-12-01", 300.0, {"kind": "reject"})]
    used = [("P1", "F0", 300.0, "2025-12-01")]
    fault = one("debit_return_not_retried", [*rejects, DEBITED], back, used, customers=KNOWN)
    assert (fault.kind, fault.amount_at_stake, fault.items) == ("loss", 300, (("invoices", "R1", 30_000),))


REMINDER = {"reminder_id": "R", "customer_id": "C1", "level": 1}


@pytest.mark.parametrize(
    "near_miss",
    [
        {"day": "2025-12-16"},
        {"paid": [("P2", "C1", "2025-12-20", 300.0)], "used": [("P2", "R1", 300.0, "2025-12-20")]},
        {"paid": [("P2", "C1", "2025-12-20", 100.0)], "used": [("P2", "R1", 100.0, "2025-12-20")]},
        {"paid": [("P2", "C1", "2025-12-20", 10.0)]},
        {"reminders": [REMINDER | {"sent_on": "2025-12-16"}]},
        {"reject": {"amount": 250.0}},
    ],
    ids=["15 days", "presented again and paid", "paid in part", "a payment since", "reminded since", "another amount"],
)
def test_what_only_looks_like_a_return_left_there_is_none(near_miss):
    assert returned(**near_miss) == set()


def test_a_reminder_before_the_return_changes_nothing():
    assert returned(reminders=[REMINDER | {"sent_on": "2025-12-15"}]) == {"P1"}


def bill(day="2025-12-16", rejects=(), kind="bill"):
    """Return the faults of a bill of 500 € due in January that came back on a day."""
    held = ("B1", "C1", "2025-11-01", "2026-01-31", 500.0, {"kind": "bill", "account": "413000"})
    back = ("P1", "C1", "2025-11-01", 500.0, {"kind": kind, "returned_on": day})
    made = [held, ("F1", "C1", "2025-10-01", "2026-01-31", 500.0), *rejects]
    return found("bill_return_not_reversed", made, [back], [("P1", "F1", 500.0, "2025-11-01")])


def test_a_bill_that_came_back_15_days_ago_and_is_still_in_413_is_a_fault():
    assert bill("2025-12-16") == {"P1"}
    rows = [("F1", "C1", "2025-10-01", "2026-01-31", 500.0)]
    rows.append(("B1", "C1", "2025-11-01", "2026-01-31", 500.0, {"kind": "bill"}))
    back = ("P1", "C1", "2025-11-01", 500.0, {"kind": "bill", "returned_on": "2025-12-04"})
    fault = one("bill_return_not_reversed", rows, [back], [("P1", "F1", 500.0, "2025-11-01")])
    assert (fault.kind, fault.items) == ("loss", (("invoices", "B1", 50_000),))


@pytest.mark.parametrize(
    "near_miss",
    [
        {"day": "2025-12-17"},
        {"rejects": [("R1", "C1", "2025-12-16", "2025-11-30", 500.0, {"kind": "reject"})]},
        {"kind": "payment"},
    ],
    ids=["14 days", "reversed", "a payment"],
)
def test_what_only_looks_like_a_bill_not_reversed_is_none(near_miss):
    assert "P1" not in bill(**near_miss)


def test_the_reversal_of_another_bill_reverses_nothing():
    assert bill(rejects=[("R1", "C1", "2025-12-20", "2025-11-30", 499.0, {"kind": "reject"})]) == {"P1"}
    assert bill(rejects=[("R1", "C2", "2025-12-20", "2025-11-30", 500.0, {"kind": "reject"})]) == {"P1"}
    assert bill(rejects=[("R1", "C1", "2025-12-15", "2025-11-30", 500.0, {"kind": "reject"})]) == {"P1"}


# --- discounts ------------------------------------------------------------------------------
def discounted(day="2025-09-11", rate=0.02, days=10, kind="discount"):
    """Return the faults of a discount of 40 € on an invoice of 1 September."""
    customers = [{"customer_id": "C1", "name": "A", "discount_rate": rate, "discount_days": days}]
    customers.append({"customer_id": "C2", "name": "B", "discount_rate": 0.01, "discount_days": 8})
    taken = [("E1", "C1", day, 40.0, {"kind": kind})]
    return found("discount_taken_unduly", [OWED], taken, [("E1", "F1", 40.0, day)], customers=customers)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"day": "2025-09-11"}, set()),
        ({"day": "2025-09-12"}, {"E1"}),
        ({"rate": None}, {"E1"}),
        ({"rate": 0.0}, {"E1"}),
        ({"day": "2025-09-12", "days": None}, set()),
        ({"day": "2025-09-12", "kind": "write_off"}, set()),
        ({"rate": None, "day": "2024-12-31"}, set()),
        ({"rate": None, "day": "2025-01-01"}, {"E1"}),
    ],
)
def test_a_discount_needs_a_right_and_a_date(case, expected):
    assert discounted(**case) == expected


def test_without_agreed_discounts_nobody_is_blamed():
    taken = [("E1", "C1", "2025-12-01", 40.0, {"kind": "discount"})]
    made = collection([OWED], taken, [("E1", "F1", 40.0, "2025-12-01")], customers=KNOWN)
    assert codes(made) == set()
    assert "discounts_agreed" in {one.point for one in made.missing}


# --- promises ---------------------------------------------------------------------------------
def promised(day="2025-12-20", amount=1_000.01, *, paid=(), used=(), more=(), **tables):
    made = [
        {"promise_id": "E1", "invoice_id": "F1", "made_on": "2025-12-10", "promised_on": day, "amount": amount},
        *more,
    ]
    return found("promise_broken", [OWED], paid, used, promises=made, **tables)


def test_a_promise_11_days_past_of_which_nothing_came_is_a_fault():
    assert promised() == {"E1"}
    made = [
        {
            "promise_id": "E1",
            "invoice_id": "F1",
            "made_on": "2025-12-10",
            "promised_on": "2025-12-15",
            "amount": 1_500.0,
        }
    ]
    fault = one("promise_broken", [OWED], promises=made, customers=KNOWN)
    assert (fault.kind, fault.amount_at_stake, fault.items) == ("cash_late", 2_000, (("invoices", "F1", 200_000),))


AGAIN = {"promise_id": "E2", "invoice_id": "F1", "promised_on": "2026-01-15", "amount": 900.0}


@pytest.mark.parametrize(
    "near_miss",
    [
        {"day": "2025-12-21"},
        {"amount": 1_000.0},
        {"paid": [("P1", "C1", "2025-12-22", 500.0)], "used": [("P1", "F1", 500.0, "2025-12-22")]},
        {"reminders": [REMINDER | {"sent_on": "2025-12-21"}]},
        {"contacts": [{"contact_id": "K", "customer_id": "C1", "on": "2025-12-21", "signal": "treasury"}]},
        {"more": [AGAIN | {"made_on": "2025-12-21"}]},
    ],
    ids=["10 days", "1 000 euros", "something came", "reminded since", "spoken to since", "promised again"],
)
def test_what_only_looks_like_a_broken_promise_is_none(near_miss):
    assert promised(**near_miss) == set()


def test_what_came_before_the_promise_does_not_keep_it():
    before = {"paid": [("P1", "C1", "2025-12-09", 500.0)], "used": [("P1", "F1", 500.0, "2025-12-09")]}
    assert promised(**before) == {"E1"}


def test_a_promise_is_kept_within_three_days():
    def kept(day):
        made = [
            {
                "promise_id": "E1",
                "invoice_id": "F1",
                "made_on": "2025-12-01",
                "promised_on": "2025-12-10",
                "amount": 2e3,
            }
        ]
        used = [("P1", "F1", 2_000.0, day)]
        return value(collection([OWED], [("P1", "C1", day, 2_000.0)], used, promises=made), "promises_kept")

    assert (kept("2025-12-13"), kept("2025-12-14")) == (1, 0)


# --- means of payment ------------------------------------------------------------------------------
def paying(customer, method, days, amount=60_000.0):
    """Return a customer who pays an invoice of March by a means, so many days after 1 April."""
    import datetime as dt

    paid = str(dt.date(2025, 4, 1) + dt.timedelta(days=days))
    return (
        (f"F-{customer}", customer, "2025-03-01", "2025-04-01", amount),
        (f"P-{customer}", customer, paid, amount, {"method": method}),
        (f"P-{customer}", f"F-{customer}", amount, paid),
        {"customer_id": customer, "name": customer, "payment_method": method, "kind": None},
    )


def by_means(*customers):
    rows, payments, used, known = zip(*customers, strict=True)
    return collection(list(rows), list(payments), list(used), customers=list(known))


def test_a_cheque_above_50_000_a_year_and_15_days_late_is_too_slow():
    made = by_means(paying("C1", "cheque", 16, 73_000.0), paying("C2", "direct_debit", 6, 80_000.0))
    (fault,) = made.finding_records
    assert (fault.code, fault.key, fault.kind) == ("means_of_payment_slow", "C1", "cash_late")
    assert fault.amount_at_stake == 2_000  # 200 € a day, 10 days more than debits
    assert said(made)


@pytest.mark.parametrize(
    "near_miss",
    [("cheque", 15, 73_000.0), ("cheque", 16, 50_000.0), ("transfer", 16, 73_000.0)],
    ids=["15 days", "50 000 euros", "a transfer"],
)
def test_what_only_looks_like_too_slow_a_means_is_none(near_miss):
    assert codes(by_means(paying("C1", *near_miss))) == set()


def test_what_direct_debit_would_bring_is_told_by_means():
    made = by_means(paying("C1", "transfer", 16, 73_000.0), paying("C2", "direct_debit", 6, 80_000.0))
    told = made.tables["direct_debit_gain"].to_dict("records")
    assert [(row["method"], row["customers"], row["cash_freed"]) for row in told] == [("transfer", 1, 2_000)]
    assert value(made, "debit_gain") == 2_000


def test_returns_are_counted_by_means():
    back = {"method": "direct_debit", "returned_on": "2025-12-15"}
    rows = [("P1", "C1", "2025-12-01", 300.0, back), ("P2", "C1", "2025-12-02", 300.0, {"method": "direct_debit"})]
    told = collection([OWED], rows).tables["means_of_payment"].iloc[0]
    assert (told["method"], told["returned"], told["return_rate"]) == ("direct_debit", 1, 0.5)


# --- lateness and the restated DSO ---------------------------------------------------------------------
def test_lateness_weighs_amounts_and_counts_open_invoices_and_punctuality_counts_invoices():
    rows = [OWED, ("F2", "C1", "2025-09-01", "2025-10-01", 1_000.0), ("F3", "C1", "2025-09-01", "2025-10-01", 1_000.0)]
    paid = [("P2", "C1", "2025-10-01", 1_000.0), ("P3", "C1", "2025-10-11", 1_000.0)]
    used = [("P2", "F2", 1_000.0, "2025-10-01"), ("P3", "F3", 1_000.0, "2025-10-11")]
    made = collection(rows, paid, used)
    assert value(made, "mean_lateness") == pytest.approx((2 * 91 + 10) / 4)
    assert value(made, "paid_on_time") == pytest.approx(1 / 3)


def financed(kind, *, due="2026-01-31", settled=None, back=0.0):
    """Return a book of 3 650 € a year, 10 € a day: 365 € sold to a factor or a bank, and 730 € open in the books."""
    row = {"kind": "bill" if kind == "discounted" else "invoice", "financed": kind, "settled_on": settled}
    rows = [("F1", "C1", "2025-01-01", "2025-07-01", 2_555.0 if kind == "discounted" else 2_190.0)]
    rows += [("F2", "C1", "2025-12-01", "2026-01-31", 1_095.0), ("S1", "C2", "2025-11-01", due, 365.0, row)]
    paid = [("P1", "C1", "2025-07-01", rows[0][4]), ("P2", "C1", "2025-12-02", 365.0)]
    paid.append(("P3", "C2", "2025-11-05", 365.0 - back, {"kind": "transfer", "method": kind}))
    used = [("P1", "F1", rows[0][4], "2025-07-01"), ("P2", "F2", 365.0, "2025-12-02")]
    used.append(("P3", "S1", 365.0 - back, "2025-11-05"))
    return collection(rows, paid, used)


def test_what_is_sold_and_not_paid_by_the_customer_is_put_back_in_days_and_euros():
    made = financed("factor")
    assert value(made, "dso_period") == pytest.approx(73)
    assert value(made, "dso_restated") == pytest.approx(109.5)
    assert (value(made, "financed_outstanding"), value(made, "days_hidden")) == (365, pytest.approx(36.5))
    (fault,) = made.finding_records
    assert (fault.code, fault.key, fault.kind) == ("financed_receivables_left_out", "portfolio", "exposure")
    assert fault.items == (("invoices", "S1", 36_500),)
    assert made.reason == "stages.collection_restated"
    assert said(made)


def test_a_discounted_bill_is_put_back_until_its_due_date():
    assert value(financed("discounted"), "financed_outstanding") == 365
    assert value(financed("discounted", due="2026-01-01"), "financed_outstanding") == 365
    assert value(financed("discounted", due="2025-12-31"), "financed_outstanding") == 0


def test_a_factored_invoice_that_the_customer_has_paid_is_not_put_back():
    assert value(financed("factor", settled="2025-12-31"), "financed_outstanding") == 0
    assert value(financed("factor", settled="2026-01-01"), "financed_outstanding") == 365
    assert codes(financed("factor", settled="2025-12-31")) == set()


def test_what_the_factor_did_not_pay_for_is_counted_once_in_the_books():
    made = financed("factor", back=100.0)
    assert value(made, "financed_outstanding") == 265
    assert value(made, "dso_restated") == pytest.approx(109.5)


def test_where_nobody_says_what_is_financed_there_is_no_restated_dso():
    made = collection([OWED])
    assert "dso_restated" not in {figure.key for figure in made.figure_records}
    assert "financed_receivables" in {one.point for one in made.missing}


# --- near-misses of every day ------------------------------------------------------------------------------
def test_a_parent_that_pays_for_three_codes_leaves_nothing_unapplied():
    rows = [(f"F{n}", f"C{n}", "2025-09-01", "2025-10-01", 100.0) for n in (1, 2, 3)]
    used = [("P1", f"F{n}", 100.0, "2025-10-01") for n in (1, 2, 3)]
    assert codes(collection([*rows, OWED], [("P1", "C1", "2025-10-01", 300.0)], used)) == set()


def test_a_few_cents_or_the_fees_of_a_bank_are_a_tolerance():
    rows = [("F2", "C2", "2025-09-01", "2025-10-01", 100.0), ("F3", "C3", "2025-09-01", "2025-10-01", 1_000.0)]
    paid = [("P2", "C2", "2025-10-01", 99.95), ("P3", "C3", "2025-10-01", 985.0)]
    used = [("P2", "F2", 99.95, "2025-10-01"), ("P3", "F3", 985.0, "2025-10-01")]
    assert codes(collection([*rows, OWED], paid, used)) == set()


def test_retention_left_open_at_five_per_cent_weighs_on_no_day_overdue():
    row = ("F1", "C1", "2025-01-01", "2025-02-01", 3_650.0)
    made = collection([row], [("P1", "C1", "2025-02-01", 3_467.5)], [("P1", "F1", 3_467.5, "2025-02-01")])
    assert value(made, "days_overdue") == 0
    assert value(made, "dso_best_possible") == value(made, "dso_period") == pytest.approx(18.25)


def test_bank_days_are_late_in_law_and_harmless_in_behaviour():
    import pandas as pd

    from cashkit.measures.punctuality import paid_on_time

    timed = pd.DataFrame({"cents": 100, "days": [0, 1, 3, 4], "paid": True})
    assert (paid_on_time(timed), paid_on_time(timed, grace=3)) == (0.25, 0.75)
    assert paid_on_time(timed.iloc[:0]) is None
