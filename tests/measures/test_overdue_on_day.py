"""Overdue on a day: what could be chased that day, told against the claims as of the same day."""

import numpy as np
import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.ground.errors import NotAvailableError
from cashkit.measures.claims import claims
from cashkit.measures.overdue_on_day import daily_overdue, overdue_on
from tests.measures.conftest import made_from
from tests.stages.book import book, on_an_engine

DUE = "2025-03-01"


def late(amount=2_000.0, key="F1", **columns):
    """Return an invoice due on 1 March 2025: 30 days late on the 31st, 31 days on 1 April."""
    return (key, "C1", "2025-01-30", DUE, amount, columns)


def on(dossier, *days, more_than=30):
    return [cents / 100 for cents in overdue_on(dossier, "C1", list(days), more_than=more_than).tolist()]


def test_thirty_days_late_is_not_yet_more_than_thirty():
    assert on(book([late()]), "2025-03-31", "2025-04-01") == [0, 2_000]


def test_a_part_payment_leaves_the_rest_overdue_and_the_last_one_nothing():
    allocations = [("P1", "F1", 1_500, "2025-04-10"), ("P2", "F1", 500, "2025-04-20")]
    paid = [("P1", "C1", "2025-04-10", 1_500), ("P2", "C1", "2025-04-20", 500)]
    assert on(book([late()], paid, allocations), "2025-04-09", "2025-04-10", "2025-04-20") == [2_000, 500, 0]


def test_an_invoice_posted_after_its_term_is_overdue_from_its_posting():
    assert on(book([late(posted_on="2025-05-05")]), "2025-05-04", "2025-05-05") == [0, 2_000]


@pytest.mark.parametrize("apart", [{"doubtful": True}, {"account": "416000"}, {"financed": "factor"}])
def test_what_cannot_be_chased_is_not_overdue(apart):
    assert on(book([late(**apart)]), "2025-12-31") == [0]


def disputed(*stretches):
    disputes = [
        {"dispute_id": f"L{n}", "invoice_id": "F1", "opened_on": opened, "closed_on": closed}
        for n, (opened, closed) in enumerate(stretches)
    ]
    return book([late()], disputes=disputes)


def test_a_dispute_takes_its_invoice_out_while_it_is_open():
    found = disputed(("2025-05-01", "2025-06-01"))
    assert on(found, "2025-04-30", "2025-05-01", "2025-05-31", "2025-06-01") == [2_000, 0, 0, 2_000]


def test_two_disputes_of_one_invoice_take_it_out_once():
    found = disputed(("2025-05-01", "2025-08-01"), ("2025-06-01", "2025-07-01"), ("2025-07-15", None))
    assert on(found, "2025-06-15", "2025-07-20", "2025-12-31") == [0, 0, 0]


def test_a_judgment_freezes_what_was_issued_before_it():
    customers = [{"customer_id": "C1", "name": "Atelier", "judgment_on": "2025-05-01"}]
    rows = [late(), ("F2", "C1", "2025-05-01", "2025-05-10", 300.0, {})]
    found = book(rows, customers=customers)
    assert on(found, "2025-04-30", "2025-05-01", "2025-06-10") == [2_000, 0, 300]


def test_retention_is_overdue_only_past_its_release():
    given = book([late(retention_amount=100.0, retention_due="2025-06-01")])
    assert on(given, "2025-05-01", "2025-07-01", "2025-07-02") == [1_900, 1_900, 2_000]
    proposed = book([late()], [("P1", "C1", "2025-03-10", 1_900)], [("P1", "F1", 1_900, "2025-03-10")])
    assert on(proposed, "2025-12-31") == [0]
    assert on(book([late(account="411700")]), "2025-12-31") == [0]


def test_tables_on_an_engine_are_not_read_day_by_day():
    with pytest.raises(NotAvailableError, match="pandas"):
        overdue_on(on_an_engine(book([late()])), "C1", "2025-11-10", more_than=30)


def everything(seed):
    """Return a random book with all that sets an item apart."""
    r, tables = np.random.default_rng(seed), made_from(seed)
    invoices = tables["invoices"]
    n = len(invoices)
    invoices["financed"] = np.where(r.random(n) < 0.1, "factor", None)
    invoices["doubtful"] = r.random(n) < 0.1
    kept = np.where(r.random(n) < 0.3, np.round(np.abs(invoices["amount"]) * 5) / 100, 0)
    invoices["retention_amount"] = kept
    release = np.datetime64("2024-06-01") + r.integers(0, 300, n)
    invoices["retention_due"] = pd.Series(release).where(r.random(n) < 0.7)
    opened = np.datetime64("2023-06-01") + r.integers(0, 500, n)
    closed = pd.Series(opened + r.integers(0, 90, n)).where(r.random(n) < 0.8)
    which = invoices["invoice_id"].sample(n, replace=True, random_state=seed).to_numpy()
    disputes = {"dispute_id": [f"L{i}" for i in range(n)], "invoice_id": which}
    customers = {"customer_id": ["A", "B"], "name": ["A", "B"], "judgment_on": ["2024-03-01", None]}
    more = {"disputes": pd.DataFrame(disputes | {"opened_on": opened, "closed_on": closed})}
    return Dossier.of(name="case", **tables, **more, customers=pd.DataFrame(customers))


@pytest.mark.filterwarnings("ignore::cashkit.measures.as_of.CashkitWarning")
@pytest.mark.parametrize("seed", range(8))
def test_it_is_the_sum_of_the_claimable_items_of_that_day(seed):
    dossier = everything(seed)
    found, customers = daily_overdue(dossier, more_than=20), ["A", "B", "C"]
    seen = 0
    for day in pd.date_range("2023-03-01", "2025-06-30", freq="31D"):
        rows = claims(dossier, as_of=day)
        kept = rows[(rows["standing"] == "claimable") & (rows["days_late"] > 20)]
        plain = kept.groupby("customer_id")["open_cents"].sum().reindex(customers, fill_value=0)
        assert found.on(customers, day).tolist() == plain.tolist()
        seen += int(plain.sum())
    assert seen
