"""Liens of URSSAF and the Treasury: amount, day, clearing; nothing published is never good."""

import pandas as pd
import pytest

from cashkit.stages.door import review
from cashkit.views import table
from tests.stages.book import AS_OF, book

SIREN = "732829320"
OPEN = [("F1", "C1", "2025-11-10", "2025-12-10", 600.0)]
LIEN = {"lien_on": "2025-09-18", "lien_creditor": "urssaf", "lien_amount": 27_400.0}


def seen(*customers):
    usual = {"name": "Un", "siren": SIREN, "payment_terms": "30"}
    rows = [usual | {"customer_id": f"C{n}"} | row for n, row in enumerate(customers, 1)]
    return review("inform", book(OPEN, customers=rows))


def states(found):
    return found.tables["published_liens"].set_index("customer_id")["lien_state"].to_dict()


def test_an_active_lien_stands_with_its_amount_and_its_day():
    (row,) = seen(LIEN).tables["published_liens"].to_dict("records")
    assert (row["lien_amount"], str(row["lien_on"])[:10], row["lien_state"]) == (27_400, "2025-09-18", "active")
    assert pd.isna(row["lien_cleared_on"])


@pytest.mark.parametrize(
    ("cleared", "state"),
    [
        ("2026-01-01", "active"),  # not yet on the day of the review
        (AS_OF, "cleared"),
        ("2025-01-01", "cleared"),
        ("2024-12-31", "cleared_long_ago"),
    ],
)
def test_a_lien_cleared_more_than_a_year_ago_is_old(cleared, state):
    assert states(seen(LIEN | {"lien_cleared_on": cleared})) == {"C1": state}


def test_active_liens_come_first_and_the_largest_of_them_first():
    found = seen(
        LIEN | {"lien_cleared_on": AS_OF, "lien_amount": 9e5}, LIEN, LIEN | {"lien_amount": 50_000.0}, {"lien_on": None}
    )
    assert list(states(found)) == ["C3", "C2", "C1"]


def test_what_is_active_is_summed_beside_the_firms_of_which_nothing_is_published():
    found = seen(LIEN, {}, {"kind": "public"}, {"country": "BE"}, LIEN | {"lien_cleared_on": AS_OF})
    figure = found.figure("liens_active")
    assert figure.value == 27_400
    assert figure.inputs == {"firms_looked_up": 3, "firms_with_lien": 1, "firms_nothing_published": 2}
    assert "L'absence de publication ne prouve rien" in figure.explain("fr")


def test_nothing_published_gives_nil_and_no_good_verdict():
    found = seen({"lien_on": None})
    assert found.figure("liens_active").value == 0
    assert "published_liens" not in found.tables
    assert found.tables["customers_read"]["verdict"].tolist() == ["not_assessed"]


def test_without_the_column_nobody_looked():
    found = seen({})
    assert all(one.key != "liens_active" for one in found.figure_records)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_table_is_read_in_both_languages(lang):
    shown = table(seen(LIEN).tables["published_liens"], lang)
    assert "URSSAF" in shown.text()
