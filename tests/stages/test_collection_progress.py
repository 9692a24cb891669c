"""Stage 7 over the year: groups, effectiveness, promises by amount, the bridge, the tables of art. D441-6."""

import datetime as dt

import pandas as pd
import pytest

import cashkit as ck
from cashkit.measures.as_of import settled_view
from cashkit.measures.claims import claims
from cashkit.measures.dso_history import dso_history
from cashkit.stages.collection_bridge import bridge, bridge_figures, bridge_tables, doubtful_rows
from cashkit.stages.collection_practices import practices_tables
from cashkit.stages.collection_progress import progress, progress_tables
from cashkit.stages.situation import Situation
from tests.stages.book import AS_OF, book, on_an_engine

MONTHS = pd.date_range("2023-01-01", "2025-12-01", freq="MS")
CUSTOMERS = [("C1", "Un", "artisans"), ("C2", "Deux", "builders")]


def sold(**tables):
    """Return a book of 100 a month for each of two customers: one pays after 30 days, one after 75, both on 30."""
    rows, paid, used = [], [], []
    for customer, after in (("C1", 30), ("C2", 75)):
        for day in MONTHS:
            key, due, on = f"{customer}-{day:%Y%m}", day + pd.Timedelta(days=30), day + pd.Timedelta(days=after)
            rows.append((key, customer, str(day.date()), str(due.date()), 100.0))
            if str(on.date()) <= str(AS_OF):
                paid.append((f"P{key}", customer, str(on.date()), 100.0))
                used.append((f"P{key}", key, 100.0, str(on.date())))
    customers = [dict(zip(("customer_id", "name", "segment"), one, strict=True)) for one in CUSTOMERS]
    return book(rows, paid, used, customers=customers, **tables)


@pytest.fixture(scope="module")
def at():
    return Situation(sold(), dt.date.fromisoformat(str(AS_OF)))


@pytest.fixture(scope="module")
def sample():
    return Situation(ck.open_dossier("sample"), dt.date(2025, 12, 31))


def test_each_segment_and_each_customer_has_a_median_of_its_own(at):
    tables = progress_tables(progress(at))
    assert tables["time_to_pay_by_segment"].set_index("segment")["median_days"].to_dict() == {
        "artisans": 30,
        "builders": 75,
    }
    assert tables["time_to_pay_by_customer"]["customer_id"].tolist() == ["C2", "C1"]  # the slowest first


def test_no_table_of_the_year_is_wider_than_a_page(at):
    for frame in progress_tables(progress(at)).values():
        assert frame.shape[1] <= 7


def test_what_is_late_rolls_on_into_the_next_bucket_only_if_it_is_not_paid(at):
    rolls = progress_tables(progress(at))["roll_rates"].set_index("late_bucket")
    assert rolls.loc["1-30", "roll_rate"] == pytest.approx(0.2)  # two of ten are 31 days late at a month end
    assert rolls.loc["31-60", "roll_rate"] == 0


def test_without_segments_there_is_no_table_by_segment():
    dossier = book([("F1", "C1", "2025-01-01", "2025-01-31", 100.0)])
    found = progress(Situation(dossier, dt.date.fromisoformat(str(AS_OF))))
    assert found.by_segment is None
    assert "time_to_pay_by_segment" not in progress_tables(found)


def test_a_book_on_an_engine_has_what_needs_no_items_one_by_one():
    found = Situation(on_an_engine(sold()), dt.date.fromisoformat(str(AS_OF)))
    assert "roll_rates" in progress_tables(progress(found))
    assert bridge(found, claims(found.dossier, as_of=AS_OF)) is None
    assert bridge_tables(None, None) == {}


def test_the_bridge_ends_on_the_dso_of_the_history_at_both_ends(sample):
    """The bars of the table go from the one to the other, in days and so in euros."""
    view = settled_view(sample.dossier)
    found = claims(sample.dossier, as_of=sample.as_of, view=view)
    made = bridge(sample, found)
    history = dso_history(sample.dossier, as_of=sample.as_of, view=view, without=doubtful_rows(sample, found))
    ends = history["period"].tolist()
    assert [made.start_days, made.end_days] == pytest.approx([ends[-13], ends[-1]], abs=1e-9)
    table = bridge_tables(made, None)["dso_bridge"]
    assert table["days"].iloc[1:-1].sum() == pytest.approx(made.end_days - made.start_days, abs=1e-9)
    assert table["cumulated_days"].iloc[-2] == pytest.approx(made.end_days, abs=1e-9)
    assert bridge_figures(made)[0].value == pytest.approx(3.64, abs=0.01)


def test_the_invoices_past_due_are_told_with_the_terms_taken_for_reference(at):
    tables = practices_tables(at, 0.25)
    issued = tables["invoices_issued_past_due"].set_index("late_bucket")
    assert issued.loc["past_due", ["invoices", "amount"]].tolist() == [1, 100.0]  # November's of C2
    assert issued.loc["past_due", "share_of_invoiced"] == pytest.approx(100 / 2400)
    assert "invoices_received_past_due" not in tables
    terms = tables["practice_terms"]
    assert terms["share"].tolist()[:2] == [0.75, 0.25]
    assert terms.iloc[-1, :2].tolist() == ["received", "untold"]  # no entries: said, not left out


def test_the_invoices_received_are_told_where_the_entries_name_suppliers(sample):
    tables = practices_tables(sample, 0.0)
    assert tables["invoices_received_past_due"]["late_bucket"].tolist()[-2:] == ["past_due", "excluded"]
    assert tables["practice_terms"].to_numpy().tolist() == [
        ["issued", "agreed", 1.0],
        ["received", "latest_lawful", 1.0],
    ]
