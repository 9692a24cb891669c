"""Published figures of how long customers take: time to pay, days by which a share is paid, lateness, paid on time.

Items are written amount@days to pay@days of terms (several payments: 27+32; open: none), or amount@days late, with
@paid where they are paid: without it they are still open on that day, @half where half was paid on the due date.
"""

import pandas as pd
import pytest

from cashkit.measures.lateness import lateness, timed_invoices
from cashkit.measures.punctuality import paid_on_time
from cashkit.measures.time_to_pay import time_to_pay
from cashkit.measures.time_to_pay_by import time_to_pay_by
from tests.dossier.making import book
from tests.reference.published import cases, check, table

ISSUED, AS_OF = pd.Timestamp("2025-01-01"), pd.Timestamp("2025-12-31")
MEANS = ("mean_days", "weighted_days", "weighted_days_late", "weighted_days_late_only")


def day(number, since=ISSUED):
    return str((since + pd.Timedelta(days=number)).date())


def paid(told, **tables):
    """Return a book of invoices all issued on one day."""
    rows, payments = [], []
    for place, item in enumerate(told.split()):
        amount, on, terms = item.split("@")
        rows.append((f"F{place}", "C1", "invoice", day(0), day(int(terms)), float(amount)))
        parts = [part for part in on.split("+") if part != "open"]
        payments += [(f"P{place}-{part}", "C1", day(int(part)), float(amount) / len(parts)) for part in parts]
    given = [(ident, f"F{ident[1:].partition('-')[0]}", amount, on) for ident, _, on, amount in payments]
    return book(rows, payments, given, closing_date=str(AS_OF.date()), **tables)


def late(told):
    """Return a book at its date: each invoice is so many days late on it, or was when it was paid."""
    rows, payments, given = [], [], []
    for place, item in enumerate(told.split()):
        amount, days, *settled = item.split("@")
        due = "2025-09-01" if settled == ["paid"] else day(-int(days), AS_OF)
        rows.append((f"F{place}", "C1", "invoice", day(0), due, float(amount)))
        if settled:
            on, part = (
                (due, float(amount) / 2) if settled == ["half"] else (day(int(days), pd.Timestamp(due)), float(amount))
            )
            payments.append((f"P{place}", "C1", on, part))
            given.append((f"P{place}", f"F{place}", part, on))
    return book(rows, payments, given)


@cases("time_to_pay.csv")
def test_the_time_to_pay_of_published_examples(row):
    found = time_to_pay(paid(row["items"]), as_of=AS_OF, view="strict")
    assert [getattr(found, name) for name in MEANS] == pytest.approx([float(row[name]) for name in MEANS], abs=0.001)
    check(row, found.weighted_days)


def test_early_payments_set_to_nil_are_no_mean_delay():
    """Their 3 days are our figure of late payments only: the mean of both payments is two days before the due date."""
    row = next(row for row in table("time_to_pay.csv") if row["right"] == "no")
    found = time_to_pay(paid(row["items"]), as_of=AS_OF, view="strict")
    assert (found.weighted_days_late_only, found.weighted_days_late) == (3.0, -2.0)
    assert float(row["printed"]) == found.weighted_days + found.weighted_days_late_only


@cases("quantiles.csv")
def test_the_first_day_by_which_a_share_is_paid(row):
    days = row["days"].split("/")
    found = time_to_pay(paid(" ".join(f"100@{one}@30" for one in days)), as_of=AS_OF, view="strict")
    left = 1 - float(row["share"]) + 1e-9
    check(row, found.curve.loc[found.curve["unpaid_share"] <= left, "day"].iloc[0])
    if row["share"] == "0.5":
        check(row, found.median_days)


@cases("lateness.csv")
def test_the_lateness_of_a_customer_counts_each_invoice_for_its_amount(row):
    found = lateness(late(row["items"]), since="2025-01-01", until=AS_OF)
    check(row, found["days"].item())


@cases("on_time.csv")
def test_the_share_paid_on_time_counts_what_is_open_and_overdue(row):
    check(row, paid_on_time(timed_invoices(late(row["items"]), since="2025-01-01", until=AS_OF)))


def test_the_open_invoice_of_upflow_makes_the_curve_longer_than_the_mean_of_those_paid():
    """Of those paid alone 55.1 days by amount; with the 214 euros open for 120 days the whole amount takes longer."""
    ledger = paid("140@37@30 85@85@30 214@open@30")
    found = time_to_pay(ledger, as_of=day(120), view="strict")
    assert found.weighted_days == pytest.approx(55.133, abs=0.001)
    assert found.restricted_mean_days_by_amount == pytest.approx((140 * 37 + 85 * 85 + 214 * 120) / 439)


def test_the_age_of_a_paid_invoice_stops_on_the_day_of_its_payment():
    """ERPNext once counted it up to the date of the report: 20 days stay 20 days a month later."""
    ledger = paid("1000@20@30")
    assert [time_to_pay(ledger, as_of=day(asked), view="strict").mean_days for asked in (20, 50)] == [20.0, 20.0]


def test_a_customer_and_its_group_take_the_same_ten_days():
    """OCA: the contact and its parent both show ten days."""
    customers = pd.DataFrame({"customer_id": ["C1"], "name": ["Un"], "group_id": ["G1"]})
    ledger = paid("1000@10@30 500@10@30", customers=customers)
    for by in ("customer_id", "group_id"):
        assert time_to_pay_by(ledger, as_of=AS_OF, by=by)["median_days"].tolist() == [10.0]
