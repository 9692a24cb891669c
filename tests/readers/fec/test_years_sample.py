"""The three FECs of the sample company, read as one dossier, against its own tables."""

import warnings

import pytest

from cashkit import aged_balance, dso_history, open_dossier, open_items, time_to_pay
from cashkit.ground.share import sample_folder
from cashkit.measures.as_of import CashkitWarning

YEAR_ENDS = ("2023-12-31", "2024-12-31", "2025-12-31")
FECS = sorted(sample_folder().glob("*FEC*.txt"))


@pytest.fixture(scope="module")
def sample():
    return open_dossier("sample")


@pytest.fixture(scope="module")
def due_dates(sample, tmp_path_factory):
    """Return a file of the sample's due dates by invoice number, as an ERP would give it."""
    path = tmp_path_factory.mktemp("erp") / "due.csv"
    known = sample.invoices[["invoice_id", "due_date"]]
    named = known.rename(columns={"invoice_id": "Facture", "due_date": "Date d'échéance"})
    named.to_csv(path, index=False, date_format="%Y-%m-%d")
    return path


@pytest.fixture(scope="module")
def joined(due_dates):
    return open_dossier(FECS, due_dates=due_dates)


def owed(dossier, day, view="matched", tables=("invoices",)):
    """Return what is open of each row, in cents, by its number alone."""
    table = open_items(dossier, as_of=day, view=view)
    table = table[table["table"].isin(tables)]
    cents = (table["open_amount"] * 100).round().astype(int)
    return cents.groupby(table["id"].str.partition("#")[0]).sum()


@pytest.mark.parametrize("day", [*YEAR_ENDS, "2023-05-31", "2024-02-29", "2025-08-31"])
def test_each_customer_owes_what_the_tables_say(sample, joined, day):
    both = [(100 * aged_balance(one, as_of=day)["total"]).round() for one in (joined, sample)]
    assert both[0].equals(both[1])


def test_dso_is_that_of_the_tables_at_24_month_ends(sample, joined):
    names = ["month", "receivables", "invoiced", "period", "rolling", "count_back"]
    both = [dso_history(one, months=24)[names] for one in (joined, sample)]
    assert len(both[0]) == 24
    assert both[0].equals(both[1])


@pytest.mark.parametrize("day", YEAR_ENDS)
def test_what_differs_of_an_invoice_is_what_no_line_tells(sample, joined, day):
    """A credit that names no invoice goes to the oldest one; the company knew which one it was for."""
    known = sample.invoices.set_index("invoice_id")["customer_id"]
    mine, theirs = owed(joined, day), owed(sample, day)
    both = mine.reindex(mine.index.union(theirs.index), fill_value=0)
    differing = both.index[(both - theirs.reindex(both.index, fill_value=0)) != 0]
    assert len(differing) <= len(both) * 0.12
    guessed = joined.allocations[joined.allocations["method"].str.endswith(("fifo", "amount"))]["invoice_id"]
    whose = joined.invoices.set_index("invoice_id")["customer_id"]
    assert {known[number] for number in differing} <= set(whose[guessed])


@pytest.mark.parametrize("day", YEAR_ENDS)
def test_the_buckets_are_those_of_the_tables_but_for_these(sample, joined, day):
    both = [aged_balance(one, as_of=day).sum() for one in (joined, sample)]
    moved = (both[0] - both[1]).drop("total").abs().sum() / 2
    assert moved <= 0.03 * both[1]["total"]


@pytest.mark.parametrize("path", FECS, ids=lambda path: path.name)
def test_strictly_each_year_is_what_its_own_file_says(joined, path):
    """From its first day on, a year has the open items that its own FEC tells: the next files change none of them."""
    alone, year = open_dossier(path), path.name[12:16]
    for day in (f"{year}-01-01", f"{year}-07-15", f"{year}-12-31"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", CashkitWarning)
            mine, theirs = (owed(one, day, "strict", ("invoices", "payments")) for one in (joined, alone))
        assert mine.equals(theirs)


def test_openings_are_those_of_the_first_year_alone(joined, sample):
    kinds = joined.invoices["kind"]
    assert int((kinds == "opening").sum()) == int((sample.invoices["kind"] == "opening").sum())
    assert int((kinds == "invoice").sum()) == int((sample.invoices["kind"] == "invoice").sum())
    assert {found.code for found in joined.data_findings} & {"G09", "G11", "R01", "R02", "R03"} == set()


def test_time_to_pay_reaches_over_the_whole_span(sample, joined):
    """In a FEC a retention leaves the invoice for 4117, so that it ends earlier than in the tables: medians tell."""
    known = [time_to_pay(one, as_of="2025-12-31") for one in (joined, sample)]
    assert known[0].median_days == known[1].median_days
    assert known[0].paid == pytest.approx(known[1].paid, rel=0.03)
    assert known[0].paid > 3 * time_to_pay(open_dossier(FECS[-1]), as_of="2025-12-31").paid
