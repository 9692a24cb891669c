"""The cash forecast: what open items bring, week by week, as known on a day."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.ground.calendar import day_number
from cashkit.ground.errors import ArgumentError
from cashkit.measures.expected_items import expected_on, ledger
from cashkit.measures.forecast import cash_forecast
from cashkit.measures.forecasts import forecasts
from cashkit.measures.outlook import weeks_of
from cashkit.readers.open import open_dossier

DAY = pd.Timestamp("2025-11-30")  # a Sunday: week 1 is the calendar week of 1 December
CUSTOMERS = {"early": -5, "late": 20}


def history(days=CUSTOMERS, count=40):
    """Make invoices at 30 days, one a week and customer, each paid so many days after its due date."""
    issue = [DAY - pd.Timedelta(days=70 + 7 * n) for n in range(count)]
    rows = [
        (f"{who}{n}", who, on, on + pd.Timedelta(days=30 + late))
        for who, late in days.items()
        for n, on in enumerate(issue)
    ]
    return pd.DataFrame(rows, columns=["id", "customer_id", "issue_date", "paid_on"])


def company(opened, *, past=None, **tables):
    """Make a dossier of a history of paid invoices and of some open ones: id, customer, due date, amount."""
    told = history() if past is None else past
    now = pd.DataFrame(opened, columns=["id", "customer_id", "due_date", "amount"])
    now["due_date"] = pd.to_datetime(now["due_date"])
    both = pd.concat([told.assign(due_date=told["issue_date"] + pd.Timedelta(days=30), amount=100.0), now])
    both["issue_date"] = both["due_date"] - pd.Timedelta(days=30)
    invoices = both.rename(columns={"id": "invoice_id"}).drop(columns="paid_on").assign(kind="invoice")
    paid = {"payment_id": told["id"] + "P", "customer_id": told["customer_id"], "payment_date": told["paid_on"]}
    used = {"credit_id": told["id"] + "P", "invoice_id": told["id"], "allocated_on": told["paid_on"]}
    tables = {"payments": pd.DataFrame(paid).assign(amount=100.0), **tables}
    return Dossier.of(
        name="case", closing_date=DAY, invoices=invoices.reset_index(drop=True),
        allocations=pd.DataFrame(used).assign(amount=100.0), **tables,
    )  # fmt: skip


def parts_of(dossier, day=DAY):
    """Return what is expected on a day, and what is held back."""
    return expected_on(ledger(dossier, view="strict"), day_number(day.date()))


def test_each_customer_pays_with_its_own_habit():
    """Due on 20 December: one pays on the 15th (week 3), the other 20 days late, on 9 January (week 6)."""
    one = cash_forecast(company([("A", "early", "2025-12-20", 900.0)]), as_of=DAY).weeks
    other = cash_forecast(company([("B", "late", "2025-12-20", 900.0)]), as_of=DAY).weeks
    assert (int(one["expected"].idxmax()) + 1, int(other["expected"].idxmax()) + 1) == (3, 6)
    assert one["expected"].max() > 700
    assert other["expected"].max() > 700


def test_the_weeks_add_up_to_the_total_and_the_total_is_never_more_than_what_is_open():
    found = cash_forecast(company([("A", "early", "2025-12-20", 900.0), ("B", "late", "2025-10-01", 50.0)]), as_of=DAY)
    assert round(found.weeks["expected"].sum(), 2) == float(found.total)
    assert found.total + found.later == found.open_amount == Decimal("950.00")
    assert (found.weeks["low"] <= found.weeks["expected"]).all()
    assert (found.weeks["expected"] <= found.weeks["high"]).all()
    assert 0 <= found.low <= found.total <= found.high <= found.open_amount


def test_a_customer_never_seen_pays_as_the_others_do():
    found = cash_forecast(company([("N", "new", "2025-12-20", 900.0)]), as_of=DAY)
    early, late = found.weeks["expected"][2], found.weeks["expected"][5]
    assert early == pytest.approx(450, abs=100)
    assert late == pytest.approx(450, abs=100)


def test_what_is_older_than_all_that_was_ever_paid_is_expected_late_or_never():
    found = cash_forecast(company([("A", "early", "2024-06-30", 900.0)]), as_of=DAY)
    assert found.total < 1
    assert found.later > 899


def test_what_is_paid_by_the_day_is_not_expected_again():
    dossier = company([("A", "early", "2025-12-20", 900.0)])
    assert parts_of(dossier)[0]["cents"].tolist() == [90_000]


def test_a_payment_without_an_invoice_settles_the_oldest_first():
    told = history()
    paid = pd.DataFrame({"payment_id": told["id"] + "P", "customer_id": told["customer_id"],
        "payment_date": told["paid_on"], "amount": 100.0})  # fmt: skip
    loose = pd.DataFrame({"payment_id": ["X"], "customer_id": "late", "payment_date": [DAY], "amount": [130.0]})
    opened = [("B1", "late", "2025-11-15", 100.0), ("B2", "late", "2025-12-15", 100.0)]
    parts, _ = parts_of(company(opened, payments=pd.concat([paid, loose])))
    assert parts["cents"].tolist() == [7_000]


def test_a_disputed_amount_waits_for_the_usual_end_of_disputes_and_the_rest_does_not():
    """Three price disputes lasted 10, 40 and 60 days: one open for 20 usually ends after 50."""
    opened_on = [DAY - pd.Timedelta(days=300)] * 3 + [DAY - pd.Timedelta(days=20)]
    closed = [opened_on[0] + pd.Timedelta(days=days) for days in (10, 40, 60)] + [pd.NaT]
    told = {"dispute_id": list("wxyz"), "invoice_id": ["late0", "late1", "late2", "B"], "opened_on": opened_on,
        "closed_on": closed, "reason": "price", "amount": 30.0}  # fmt: skip
    parts, held = parts_of(company([("B", "late", "2025-11-20", 100.0)], disputes=pd.DataFrame(told)))
    assert parts["cents"].tolist() == [7_000, 3_000]
    assert (parts["start"] - day_number(DAY.date())).tolist() == [0, 30]
    assert held == {}


def test_nothing_comes_of_a_disputed_invoice_before_its_usual_end():
    """Three disputes lasted 50 days: one open for 20 usually ends in 30, in the fifth week."""
    opened_on = [DAY - pd.Timedelta(days=300)] * 3 + [DAY - pd.Timedelta(days=20)]
    closed = [*(on + pd.Timedelta(days=50) for on in opened_on[:3]), pd.NaT]
    told = {"dispute_id": list("wxyz"), "invoice_id": ["late0", "late1", "late2", "A"], "opened_on": opened_on,
        "closed_on": closed, "reason": "price"}  # fmt: skip
    weeks = cash_forecast(company([("A", "early", "2025-12-20", 100.0)], disputes=pd.DataFrame(told)), as_of=DAY).weeks
    assert weeks["expected"][:4].tolist() == [0, 0, 0, 0]
    assert weeks["expected"].sum() > 50


def test_a_dispute_that_no_other_tells_the_end_of_is_held_back():
    told = pd.DataFrame({"dispute_id": ["z"], "invoice_id": ["B"], "opened_on": [DAY], "reason": "price"})
    parts, held = parts_of(company([("B", "late", "2025-11-20", 100.0)], disputes=told))
    assert (len(parts), held) == (0, {"disputed": 10_000})


def test_a_promise_comes_on_its_day_as_often_as_promises_were_kept():
    """Nine promises in ten were kept; the tenth was not: a new one has close to nine chances in ten."""
    made = [DAY - pd.Timedelta(days=69 + 7 * n) for n in range(10)]
    day = [DAY - pd.Timedelta(days=20 + 7 * n) for n in range(9)] + [DAY - pd.Timedelta(days=120)]
    told = {"promise_id": [f"E{n}" for n in range(10)], "invoice_id": [f"late{n}" for n in range(10)],
        "made_on": made, "promised_on": day, "amount": 100.0}  # fmt: skip
    new = {"promise_id": "E99", "invoice_id": "B", "made_on": DAY, "promised_on": "2025-12-10", "amount": 900.0}
    table = pd.concat([pd.DataFrame(told), pd.DataFrame([new])])
    dossier = company([("B", "late", "2025-12-20", 900.0)], promises=table)
    kept = parts_of(dossier)[0]["kept"].iloc[0]
    assert 0.75 < kept < 0.95
    weeks = cash_forecast(dossier, as_of=DAY).weeks["expected"]
    assert weeks[1] == pytest.approx(900 * kept, abs=1)


def test_retention_waits_for_its_release():
    dossier = company([("A", "early", "2025-11-20", 100.0)])
    invoices = dossier.invoices.assign(retention_amount=np.nan, retention_due=pd.NaT)
    row = invoices.index[invoices["invoice_id"] == "A"][0]
    invoices.loc[row, "retention_amount"] = 5.0
    told = Dossier.of(
        name="case", closing_date=DAY, invoices=invoices, payments=dossier.payments, allocations=dossier.allocations
    )
    assert parts_of(told)[1] == {"retention": 500}
    invoices["retention_due"] = invoices["retention_due"].astype("datetime64[s]")
    invoices.loc[row, "retention_due"] = pd.Timestamp("2026-01-31")
    told = Dossier.of(
        name="case", closing_date=DAY, invoices=invoices, payments=dossier.payments, allocations=dossier.allocations
    )
    parts, held = parts_of(told)
    assert (parts["cents"].tolist(), held) == ([9_500, 500], {})
    assert parts["due"].iloc[1] == parts["start"].iloc[1] == day_number(pd.Timestamp("2026-01-31").date())


def test_a_debt_older_than_the_judgment_brings_nothing_and_a_later_one_may():
    customers = pd.DataFrame({"customer_id": ["late"], "name": ["L"], "judgment_on": ["2025-11-10"]})
    opened = [("old", "late", "2025-11-30", 100.0), ("new", "late", "2025-12-20", 70.0)]
    parts, held = parts_of(company(opened, customers=customers))
    assert (parts["cents"].tolist(), held) == ([7_000], {"frozen": 10_000})


def test_cash_of_a_day_off_comes_on_the_next_working_day():
    """1 May 2026 is a Friday: its cash comes on Monday the 4th, in the second week after 26 April (a Sunday)."""
    weeks = weeks_of(day_number(pd.Timestamp("2026-04-26").date()), 2, pay_day=0)
    assert weeks[:4].argmax(axis=1).tolist() == [0, 0, 0, 0]
    assert weeks[4].tolist() == [0.0, 1.0]


def test_a_customer_with_a_pay_day_pays_on_it():
    """All paid on the 28th; due in the middle of December and no earlier: the 28th is in week 4."""
    past = history({"monthly": 0})
    past["paid_on"] = [(on + pd.Timedelta(days=30)).replace(day=28) for on in past["issue_date"]]
    found = cash_forecast(company([("M", "monthly", "2025-12-19", 900.0)], past=past), as_of=DAY)
    weeks = found.weeks["expected"]
    assert weeks[[0, 1, 2, 5, 6]].sum() < 10
    assert weeks[4] > 500  # Sunday the 28th: Monday the 29th, the fifth week


def test_sales_to_come_stand_apart_from_the_total():
    dossier = company([("A", "early", "2025-12-20", 900.0)])
    plain, stated = cash_forecast(dossier, as_of=DAY), cash_forecast(dossier, as_of=DAY, weekly_sales=700)
    assert "from_sales" not in plain.weeks
    assert stated.total == plain.total
    assert stated.weeks["from_sales"][:3].sum() == 0  # nobody pays before 25 days
    assert 0 < stated.weeks["from_sales"][5] < stated.weeks["from_sales"][12] <= 700


def test_too_few_payments_forecast_nothing_and_say_why():
    found = cash_forecast(company([("A", "early", "2025-12-20", 900.0)], past=history(count=5)), as_of=DAY)
    assert (found.total, len(found.weeks), found.reason) == (None, 0, "measures.too_few_paid")


def test_nothing_open_is_no_forecast_of_zero():
    found = cash_forecast(company([]), as_of=DAY)
    assert (found.total, found.reason) == (None, "measures.nothing_to_come")


@pytest.mark.parametrize("asked", [{"weeks": 0}, {"weeks": 54}, {"level": 0.3}, {"level": 1}, {"level": 80}])
def test_a_question_that_makes_no_sense_is_refused(asked):
    with pytest.raises(ArgumentError):
        cash_forecast(company([]), as_of=DAY, **asked)


def test_a_wider_level_gives_a_wider_band():
    dossier = company([("A", "early", "2025-12-20", 900.0), ("B", "late", "2025-12-01", 900.0)])
    narrow, wide = (cash_forecast(dossier, as_of=DAY, level=level).weeks for level in (0.5, 0.95))
    assert (wide["high"] > narrow["high"]).any()
    assert (wide["high"] >= narrow["high"]).all()


@pytest.fixture(scope="module")
def sample():
    """Return the sample company."""
    return open_dossier("sample")


def forgotten(dossier, day):
    """Return a dossier without anything that came to be known after a day."""
    now = pd.Timestamp(day)
    later = {"invoices": "posted_on", "payments": "posted_on", "disputes": "opened_on", "promises": "made_on"}
    tables = {name: rows[rows[on] <= now] for name, on in later.items() if (rows := dossier.table(name)) is not None}
    used = dossier.allocations
    tables["allocations"] = used[(used["allocated_on"] <= now) & (used["lettered_on"].fillna(now) <= now)]
    for table, name in (("payments", "returned_on"), ("disputes", "closed_on")):
        tables[table] = tables[table].assign(**{name: tables[table][name].where(tables[table][name] <= now)})
    tables["invoices"] = tables["invoices"].assign(doubtful=False, financed=None, account="411000")
    return Dossier.of(name="then", closing_date=day, customers=dossier.customers, **tables)


def test_what_came_later_changes_no_byte_of_the_forecast(sample):
    day = "2025-03-19"
    now, then = cash_forecast(sample, as_of=day), cash_forecast(forgotten(sample, day), as_of=day)
    assert now.total > 1_000_000
    pd.testing.assert_frame_equal(now.weeks, then.weeks, check_exact=True)
    assert (now.total, now.low, now.high, now.held_back) == (then.total, then.low, then.high, then.held_back)


def test_two_runs_give_the_same_bytes(sample):
    one, two = (cash_forecast(sample, as_of="2025-12-31") for _ in range(2))
    pd.testing.assert_frame_equal(one.weeks, two.weeks, check_exact=True)


def test_doubtful_claims_and_frozen_debts_of_the_sample_are_held_back(sample):
    found = cash_forecast(sample, as_of="2025-12-31")
    assert found.held_back["doubtful"] == Decimal("148000.00")
    assert found.held_back["frozen"] == Decimal("64200.00")


def test_tables_on_an_engine_are_not_read_row_by_row():
    class Elsewhere:
        views = ("strict",)

    assert forecasts(Dossier("x", DAY.date(), Elsewhere())) is None  # type: ignore[arg-type]
