"""Stage 7: each figure on a book that can be checked by hand, each fault beside its near-miss."""

import pandas as pd
import pytest

from cashkit.ground import language
from cashkit.publish import runs
from cashkit.stages.collection_figures import BAD_ABOVE, GOOD_BELOW
from cashkit.stages.collection_means import DECIDES, compared
from cashkit.stages.door import review
from cashkit.views import figures_table, findings_table, table
from tests.stages.book import AS_OF, book, codes, on_an_engine, said, value

MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]


def sold(*further, payments=(), allocations=(), **tables):
    """Return a book with 3 650 € invoiced over 2025, 3 050 € of it paid on the due date: a day of sales is 10 €.

    Open: December's 300 € (due on the 28th), November's 300 € (due on 1 December).
    """
    rows = [(f"F{m}", "C1", f"{m}-01", due(m), 305.0 if m < "2025-11" else 300.0) for m in MONTHS]
    paid = [(f"P{m}", "C1", due(m), 305.0) for m in MONTHS[:10]]
    used = [(f"P{m}", f"F{m}", 305.0, due(m)) for m in MONTHS[:10]]
    return book([*rows, *further], [*paid, *payments], [*used, *allocations], **tables)


def due(month):
    return f"{month}-28" if month != "2025-11" else "2025-12-01"


def collection(dossier, as_of=AS_OF):
    return review("collection", dossier, as_of=as_of)


@pytest.fixture(scope="module")
def simple():
    return collection(sold())


def test_the_period_dso_is_receivables_over_a_year_of_sales_times_365(simple):
    assert value(simple, "receivables") == 600
    assert value(simple, "dso_period") == pytest.approx(600 / 3650 * 365)
    assert simple.figure("dso_period").inputs["window_days"] == 365


def test_a_day_of_customers_is_a_day_of_sales(simple):
    assert value(simple, "day_of_customers") == 10


def test_best_possible_and_delinquent_share_the_dso_between_them(simple):
    assert value(simple, "dso_best_possible") + value(simple, "dso_delinquent") == pytest.approx(60)
    assert value(simple, "dso_delinquent") == pytest.approx(60)  # both open invoices are due


def test_rolling_and_count_back_use_the_latest_months(simple):
    assert value(simple, "dso_rolling") == pytest.approx(600 / 905 * 92)
    assert value(simple, "dso_count_back") == 61  # December 31, November 30


def test_time_to_pay_is_told_with_and_without_the_open_invoices(simple):
    assert value(simple, "mean_days_to_pay") == value(simple, "weighted_days_to_pay") == 27
    assert value(simple, "weighted_days_late") == 0
    assert value(simple, "median_days_to_pay") == 27
    assert simple.figure("median_days_to_pay").inputs == {"invoices_paid": 10, "invoices_open": 2}
    assert value(simple, "restricted_mean_days") > 27


def test_the_history_has_a_row_a_month_and_the_curve_a_row_a_day(simple):
    assert len(simple.tables["dso_history"]) == 12
    assert simple.tables["time_to_pay"]["day"].tolist() == [27, 30, 60]


def test_doubtful_customers_are_in_a_dso_of_their_own_only():
    found = collection(
        sold(("F-lost", "C2", "2024-01-01", "2024-02-01", 150, {"kind": "opening", "account": "416000"}))
    )
    assert value(found, "dso_period") == pytest.approx(60)
    assert value(found, "dso_with_doubtful") == pytest.approx(75)
    assert value(found, "days_overdue") == pytest.approx(60)
    assert found.tables["dso_history"]["period"].iloc[-1] == pytest.approx(60)
    assert "416" in found.figure("receivables").inputs["accounts_held"]


def test_without_doubtful_customers_there_is_one_period_dso(simple):
    assert "dso_with_doubtful" not in {figure.key for figure in simple.figure_records}


def test_unapplied_credits_and_what_is_owed_to_customers_are_summed_apart():
    found = collection(sold(payments=[("P-a", "C1", "2025-10-15", 40), ("P-b", "C2", "2025-12-15", 25)]))
    assert value(found, "unapplied_credits") == 65
    assert value(found, "owed_to_customers") == 25
    assert found.tables["unapplied_credits"]["id"].tolist() == ["P-a", "P-b"]


def test_which_accounts_are_held_is_told_with_their_balance():
    found = collection(sold(("E1", "C2", "2025-12-01", "2026-01-31", 90, {"kind": "bill", "account": "413000"})))
    told = found.tables["receivables_by_account"].set_index("receivable")["balance"]
    assert told.to_dict() == {"open_invoices": 600, "bills": 90}
    assert found.figure("receivables").inputs["accounts_held"] == "411, 413"


def test_means_of_payment_are_told_where_the_payments_name_them():
    with_method = [("P-a", "C1", "2025-12-15", 40, {"method": "transfer"})]
    found = collection(sold(payments=with_method))
    assert "means_of_payment" in found.tables
    assert "means_of_payment" not in collection(sold()).tables
    assert "means_of_payment" in {one.point for one in collection(sold()).missing}
    assert "means_of_payment" not in {one.point for one in found.missing}


def test_means_of_payment_are_compared_by_who_decides_what_lateness_costs_and_what_is_to_be_feared():
    means = pd.DataFrame(
        {"method": ["cheque", "bill", "barter"], "amount": [365_000.0, 1_000.0, 10.0], "share": [0.9, 0.09, 0.01]}
    )
    told = compared(means.assign(weighted_days_late=[10.0, -3.0, float("nan")])).set_index("method")
    assert told["yearly_cost"].tolist()[:2] == [680.0, 0.0]  # 365 000 x 10 / 365 x 6.8 %
    assert told.loc["barter"].isna()["yearly_cost"]
    assert told["decided_by"].tolist() == ["debtor", "date_written", "untold"]
    assert told["means_risk"].tolist() == ["cheque", "bill", "untold"]


@pytest.mark.parametrize("lang", language.LANGUAGES)
@pytest.mark.parametrize("column", ["decided_by", "bank_charge", "means_risk"])
def test_every_means_of_payment_is_compared_in_words(column, lang):
    means = pd.DataFrame({"method": [*DECIDES, "untold"], "amount": 1.0, "share": 0.1, "weighted_days_late": 0.0})
    assert all(language.say(f"views.{column}.{code}", lang) for code in compared(means)[column])


# --- faults ---------------------------------------------------------------------
LATER = ("N1", "C3", "2025-12-10", "2026-01-10", 77)


def receipt(day="2025-11-30", amount=20.0, customer="C3", **columns):
    """Return the faults of a book in which a receipt came before the only open invoice of its customer."""
    return codes(collection(sold(LATER, payments=[("R1", customer, day, amount, columns)])))


def test_a_receipt_of_31_days_ago_that_settles_nothing_while_invoices_are_open_is_a_fault():
    found = collection(sold(LATER, payments=[("R1", "C3", "2025-11-30", 20.0)]))
    (fault,) = found.finding_records
    assert (fault.code, fault.key, fault.kind, fault.customer_id) == ("receipt_unapplied", "R1", "cash_late", "C3")
    assert fault.amount_at_stake == 20
    assert fault.items == (("payments", "R1", 2000),)


@pytest.mark.parametrize(
    "near_miss",
    [
        {"day": "2025-12-01"},
        {"amount": 5.0},
        {"customer": "C2"},
        {"kind": "advance"},
        {"kind": "transfer"},
    ],
    ids=["30 days", "5 euros", "a customer who owes nothing", "a deposit", "a transfer between accounts"],
)
def test_what_only_looks_like_an_unapplied_receipt_is_none(near_miss):
    assert receipt() == {("receipt_unapplied", "R1")}
    assert receipt(**near_miss) == set()


@pytest.mark.parametrize(
    ("day", "amount", "expected"),
    [
        ("2025-07-03", 20.0, {("credit_balance_old", "C9")}),
        ("2025-07-04", 20.0, set()),
        ("2025-07-03", 5.0, set()),
    ],
    ids=["181 days", "180 days", "5 euros"],
)
def test_a_customer_in_credit_for_more_than_180_days_is_a_fault(day, amount, expected):
    assert receipt(day, amount, "C9") == expected


def test_what_is_owed_to_a_customer_names_the_credits_it_is_made_of():
    late = ("F9", "C9", "2025-05-01", "2025-06-01", 30.0)
    payments = [("R1", "C9", "2025-03-01", 20.0), ("R2", "C9", "2025-03-02", 50.0)]
    found = collection(sold(late, payments=payments, allocations=[("R2", "F9", 30.0, "2025-05-01")]))
    (fault,) = found.finding_records
    assert (fault.kind, fault.amount_at_stake) == ("exposure", 40)
    assert sorted(fault.items) == [("payments", "R1", 2000), ("payments", "R2", 2000)]


# --- verdict -----------------------------------------------------------------------
@pytest.mark.parametrize(("overdue", "expected"), [(99, "good"), (100, "watch"), (200, "watch"), (201, "bad")])
def test_the_verdict_counts_the_days_of_sales_overdue(overdue, expected):
    assert (GOOD_BELOW, BAD_ABOVE) == (10, 20)
    invoices = [
        ("F1", "C1", "2025-01-01", "2025-02-01", 3650.0 - overdue),
        ("F2", "C1", "2025-06-01", "2025-07-01", overdue),
    ]
    paid = [("P1", "C1", "2025-02-01", 3650.0 - overdue)]
    dossier = book(invoices, paid, [("P1", "F1", 3650.0 - overdue, "2025-02-01")])
    found = collection(dossier)
    assert value(found, "days_overdue") == pytest.approx(overdue / 10)
    assert found.verdict == expected


def test_unapplied_credits_are_deducted_from_the_days_overdue():
    assert value(collection(sold(payments=[("P-a", "C2", "2025-12-15", 400)])), "days_overdue") == pytest.approx(20)
    assert value(collection(sold(payments=[("P-a", "C2", "2025-12-15", 900)])), "days_overdue") == 0


def test_assumed_due_dates_are_said_in_the_verdict():
    invoices = [("F1", "C1", "2025-01-01", None, 3650.0)]
    found = collection(book(invoices))
    assert value(found, "default_due_share") == 1
    assert found.reason == "stages.collection_default_terms"
    assert collection(sold()).reason == "stages.collection_fact"


def test_less_than_a_year_of_sales_gives_no_verdict_and_says_why():
    found = collection(book([("F1", "C1", "2025-06-01", "2025-07-01", 100)]))
    assert (found.verdict, found.reason) == ("not_assessed", "stages.collection_no_sales")
    assert found.figure("dso_period").reason == "history_short"
    assert value(found, "dso_period") is None


# --- whatever the dossier --------------------------------------------------------------
def nothing():
    return book([])


def only_credits():
    return book(
        [("A1", "C1", "2025-06-01", "2025-07-01", -100, {"kind": "credit_note"})], [("P1", "", "2025-06-01", 10)]
    )


@pytest.mark.filterwarnings("ignore::cashkit.measures.as_of.CashkitWarning")
@pytest.mark.parametrize("made", [nothing, only_credits, sold])
@pytest.mark.parametrize("as_of", [AS_OF, "2025-01-01"])
def test_every_review_ends_and_speaks_both_languages(made, as_of, tmp_path):
    found = collection(made(), as_of)
    assert said(found)
    runs.write(tmp_path, found)
    again = runs.read(tmp_path, "collection")
    assert again.figure_records == tuple(found.figure_records) or list(again.figure_records) == list(
        found.figure_records
    )
    for lang in language.LANGUAGES:
        assert figures_table(found.figure_records, lang).text()
        assert findings_table(found.finding_records, lang).text()
        assert all(table(frame, lang, caption=key).html() for key, frame in found.tables.items())


def test_every_column_and_title_has_its_words():
    everything = collection(sold(payments=[("P-a", "C2", "2025-06-15", 40, {"method": "transfer"})]))
    for key, frame in everything.tables.items():
        assert key in language.table("tables")
        assert [name for name in frame.columns if name not in language.table("columns")] == []


def test_tables_on_an_engine_are_reviewed_as_far_as_it_goes():
    held = sold(LATER, payments=[("R1", "C3", "2025-11-30", 20.0)])
    found, eager = collection(on_an_engine(held)), collection(held)
    for key in ("receivables", "dso_period", "weighted_days_to_pay", "unapplied_credits", "day_of_customers"):
        assert value(found, key) == value(eager, key)
    assert codes(found) == codes(eager) == {("receipt_unapplied", "R1")}
    assert found.tables["customers_in_credit"].columns.tolist() == eager.tables["customers_in_credit"].columns.tolist()
