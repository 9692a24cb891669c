"""The DSO bridge: bars that sum to the difference, and each cause in its own bar."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashkit.dossier.dossier import Dossier
from cashkit.ground.errors import ArgumentError
from cashkit.measures.dso import dso
from cashkit.measures.dso_bridge import EFFECTS, dso_bridge, dso_gap

START, END = "2024-12-31", "2025-12-31"
MONTHS = pd.date_range("2023-01-01", "2025-12-01", freq="MS")


def monthly(customer, *, amount=lambda _: 100.0, terms=lambda _: 30, paid_after=lambda _: 30, **columns):
    """Return a customer's invoices on the first of each month, and their payments after some days (None: not paid)."""
    rows = [
        {
            "invoice_id": f"{customer}-{day:%Y%m}",
            "customer_id": customer,
            "kind": "invoice",
            "issue_date": day,
            "due_date": day + pd.Timedelta(days=terms(day)),
            "amount": amount(day),
            "paid": None if paid_after(day) is None else day + pd.Timedelta(days=paid_after(day)),
        }
        | {name: value(day) for name, value in columns.items()}
        for day in MONTHS
        if amount(day)
    ]
    return pd.DataFrame(rows)


def dossier(*customers, **tables):
    invoices = pd.concat(customers, ignore_index=True)
    paid = invoices[pd.to_datetime(invoices["paid"]) <= END]
    ids = "P" + paid["invoice_id"]
    payments = pd.DataFrame({"payment_id": ids, "customer_id": paid["customer_id"], "amount": paid["amount"]})
    used = pd.DataFrame({"credit_id": ids, "invoice_id": paid["invoice_id"], "amount": paid["amount"]})
    return Dossier.of(
        name="case",
        closing_date=END,
        invoices=invoices.drop(columns="paid"),
        payments=payments.assign(payment_date=paid["paid"]),
        allocations=used.assign(allocated_on=paid["paid"]),
        **tables,
    )


def bars(book, **asked):
    """Return the bars that are not nil, once they sum to the difference."""
    bridge = dso_bridge(book, start=START, end=END, view="strict", **asked)
    assert bridge.effects["days"].sum() == pytest.approx(bridge.end_days - bridge.start_days, abs=1e-9)
    days = bridge.effects.set_index("effect")["days"]
    return days[days.abs() > 0.05].round(2).to_dict()


def is_late(day):
    return day.year == 2025


def test_a_book_that_does_not_change_has_no_bar():
    assert set(bars(dossier(monthly("C1")))) <= {"season"}  # the days of a leap year


def test_longer_terms_stand_in_the_bar_of_terms():
    found = bars(dossier(monthly("C1", terms=lambda day: 45 if is_late(day) else 30, paid_after=lambda _: 45)))
    assert found["terms"] == pytest.approx(15.0)


def test_a_late_payer_stands_in_the_bar_of_lateness():
    found = bars(dossier(monthly("C1", paid_after=lambda day: 90 if is_late(day) else 30)))
    assert found["lateness"] > 30
    assert {"terms", "disputes", "mix", "billing_delay"}.isdisjoint(found)


def test_a_disputed_invoice_stands_in_the_bar_of_disputes():
    disputes = pd.DataFrame({"dispute_id": ["L1"], "invoice_id": ["C1-202510"], "opened_on": ["2025-11-05"]})
    invoices = monthly("C1", paid_after=lambda day: None if f"{day:%Y%m}" == "202510" else 30)
    found = bars(dossier(invoices, disputes=disputes))
    assert found["disputes"] == pytest.approx(100 / 1200 * 365, abs=0.01)
    assert "lateness" not in found


def test_an_invoice_late_by_fewer_days_than_it_took_to_leave_stands_in_the_bar_of_billing_delay():
    def sent(day):
        return day + pd.Timedelta(days=35 if is_late(day) else 0)

    found = bars(dossier(monthly("C1", sent_on=sent, paid_after=lambda day: 65 if is_late(day) else 30)))
    assert found["billing_delay"] == pytest.approx(100 / 1200 * 365, abs=0.01)  # November, due on 1 December
    assert "lateness" not in found


def test_a_slow_customer_that_grows_stands_in_the_bar_of_the_mix():
    slow = monthly(
        "C1", amount=lambda day: 300.0 if is_late(day) else 100.0, terms=lambda _: 60, paid_after=lambda _: 60
    )
    found = bars(dossier(slow, monthly("C2", terms=lambda _: 10, paid_after=lambda _: 10)))
    month = 100 / 1200 * 365  # December's is open of the slow one, nothing of the other
    assert found["mix"] == pytest.approx(month / 4, abs=0.1)  # from half of the sales to three quarters
    assert "lateness" not in found
    assert abs(found.get("terms", 0)) < 0.1


def test_a_new_customer_is_mix_and_one_that_left_too():
    new = monthly("C3", amount=lambda day: 100.0 * is_late(day), terms=lambda _: 60, paid_after=lambda _: 60)
    gone = monthly("C4", amount=lambda day: 100.0 * (day.year == 2024), terms=lambda _: 0, paid_after=lambda _: 0)
    found = bars(dossier(monthly("C1"), new, gone))
    assert found["mix"] > 10
    assert {"terms", "lateness"}.isdisjoint(found)


def test_sales_that_crowd_at_the_end_stand_in_the_bar_of_the_season():
    def amount(day):
        return 1_000.0 if f"{day:%Y%m}" == "202512" else 100.0

    found = bars(dossier(monthly("C1", amount=amount, terms=lambda _: 45, paid_after=lambda _: 45)))
    assert found["season"] > 100
    assert {"lateness", "mix", "disputes"}.isdisjoint(found)


def test_what_a_factor_paid_stands_below_zero_in_the_bar_of_financing():
    invoices = monthly(
        "C1", financed=lambda day: "factor" if is_late(day) else None, terms=lambda _: 45, paid_after=lambda _: 0
    )
    found = bars(dossier(invoices.assign(settled_on=invoices["due_date"])))
    assert found["financed"] == pytest.approx(-100 / 1200 * 365, abs=0.01)  # December's, due in January


def test_groups_sum_to_the_whole():
    book = dossier(monthly("C1", paid_after=lambda day: 90 if is_late(day) else 30), monthly("C2", terms=lambda _: 60))
    bridge = dso_bridge(book, start=START, end=END, by="customer_id", view="strict")
    assert bridge.by_group[list(EFFECTS)].sum().tolist() == pytest.approx(bridge.effects["days"].tolist(), abs=1e-9)


def test_a_customer_that_owes_more_than_its_sales_does_not_blow_the_bars_up():
    old = monthly("C2", amount=lambda day: 5_000.0 if day.year == 2023 else 0.01, paid_after=lambda _: None)
    found = bars(dossier(monthly("C1"), old))
    assert max(abs(days) for days in found.values()) < 365 * 60_000 / 1_200


def test_before_a_year_of_sales_is_known_there_is_no_bridge():
    bridge = dso_bridge(dossier(monthly("C1")), start="2023-06-30", end=END)
    assert (bridge.start_days, len(bridge.effects), bridge.reason) == (None, 0, "measures.history_short")


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), view=st.sampled_from(["strict", "matched"]))
def test_the_bars_sum_to_the_difference_of_both_dsos(random_tables, seed, view):
    book = Dossier.of(name="case", closing_date="2025-06-30", **random_tables(seed))
    bridge = dso_bridge(book, start="2024-06-30", end="2025-03-31", view=view)
    if bridge.reason:
        return
    ends = [dso(book, as_of=day, method="period", view=view).days for day in ("2024-06-30", "2025-03-31")]
    assert [bridge.start_days, bridge.end_days] == pytest.approx(ends, rel=1e-12, abs=1e-9)
    scale = max(1.0, *(abs(end) for end in ends), bridge.effects["days"].abs().max())
    assert abs(bridge.effects["days"].sum() - (ends[1] - ends[0])) <= 1e-9 * scale
    assert bridge.by_group.empty


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_back_and_forth_the_bars_are_opposite(random_tables, seed):
    book = Dossier.of(name="case", closing_date="2025-06-30", **random_tables(seed))
    there, back = (
        dso_bridge(book, start=a, end=b) for a, b in [("2024-06-30", "2025-03-31"), ("2025-03-31", "2024-06-30")]
    )
    assert there.effects["days"].tolist() == pytest.approx((-back.effects["days"]).tolist(), rel=1e-9, abs=1e-9)


@pytest.fixture
def two_groups():
    """Return a dossier whose builders have 60 days and whose artisans have 30."""
    customers = pd.DataFrame({"customer_id": ["C1", "C2"], "name": ["Un", "Deux"], "segment": ["artisans", "builders"]})
    late = monthly("C2", terms=lambda _: 60, paid_after=lambda _: 60)
    return dossier(monthly("C1"), late, customers=customers)


def test_the_gap_between_two_groups_is_told_by_the_same_bars(two_groups):
    gap = dso_gap(two_groups, as_of=END, groups=("artisans", "builders"), view="strict")
    days = gap.effects.set_index("effect")["days"]
    assert days["terms"] == pytest.approx(30.0)
    assert days["mix"] == 0
    assert days.sum() == pytest.approx(gap.end_days - gap.start_days, abs=1e-9)


def test_a_group_that_nobody_belongs_to_is_refused_with_those_there_are(two_groups):
    with pytest.raises(ArgumentError, match="artisans, builders"):
        dso_gap(two_groups, as_of=END, groups=("artisans", "public"))
