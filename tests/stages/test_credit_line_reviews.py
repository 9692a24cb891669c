"""Stage 2: whose limit is due for review and why, and the portfolio by limit used and lateness."""

import pytest

from tests.stages.book import value
from tests.stages.test_credit_line import OPEN, credit
from tests.stages.test_credit_line_rules import SIREN, filed

FRESH = {"credit_limit": 20_000.0, "limit_reviewed_on": "2025-06-30", "insured_limit": 300.0}


def reasons(row, **tables):
    """Return the reasons why the limit of one customer is to be reviewed."""
    found = credit(FRESH | row, **tables).tables.get("limit_reviews")
    return [] if found is None else found["sentence"].tolist()


def test_a_limit_reviewed_within_the_year_of_a_customer_that_behaves_needs_nothing():
    assert reasons({}) == []
    assert reasons({"limit_reviewed_on": "2024-12-31"}) == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"limit_reviewed_on": "2024-12-30"}, "Revue il y a plus de douze mois"),
        ({"limit_reviewed_on": None}, "Jamais revue"),
        ({"cover_changed_on": "2025-07-01"}, "Garantie modifiée depuis la revue"),
        ({"judgment_on": "2025-07-01"}, "En procédure ou activité cessée"),
    ],
)
def test_each_reason_is_told(row, reason):
    assert reasons(row) == [reason]


def test_a_cover_changed_before_the_review_was_seen_by_it():
    assert reasons({"cover_changed_on": "2025-06-30"}) == []


def test_an_exposure_more_than_a_tenth_beyond_its_limit_is_a_reason():
    big = [("F1", "C1", "2025-12-10", "2026-02-10", 22_000.01)]
    assert reasons({}, invoices=big) == ["Dépasse sa ligne de plus de 10\u00a0%"]
    assert reasons({}, invoices=[(*big[0][:4], 22_000.0)]) == []


def test_accounts_that_are_stale_or_without_equity_are_reasons():
    known = {"siren": SIREN}
    assert reasons(known, filed_accounts=filed()) == []
    assert reasons(known, filed_accounts=filed(closing="2024-06-29")) == ["Comptes de plus de 18 mois"]
    assert reasons(known, filed_accounts=filed(DA=-50_001, DX=810_001)) == ["Capitaux propres négatifs"]


def test_several_reasons_are_told_in_one_line_the_most_pressing_first():
    (told,) = reasons({"limit_reviewed_on": None, "cover_changed_on": "2025-07-01"})
    assert told.startswith("Garantie modifiée")
    assert told.endswith("jamais revue")


@pytest.mark.parametrize("row", [{"credit_limit": 5_000.0}, {"status": "closed"}])
def test_a_small_ticket_or_a_closed_account_needs_no_review(row):
    assert reasons(row | {"limit_reviewed_on": None}) == []


def test_a_file_that_tells_no_day_of_review_accuses_nobody():
    assert "limit_reviews" not in credit({"credit_limit": 20_000.0}).tables


def test_the_most_uncovered_comes_first_and_is_added_up():
    old = FRESH | {"limit_reviewed_on": None}
    rows = [*OPEN, ("F3", "C2", "2025-12-10", "2026-01-10", 5_000.0)]
    found = credit(old, old, invoices=rows)
    assert found.tables["limit_reviews"]["uncovered"].tolist() == [4_700, 700]
    assert value(found, "uncovered_to_review") == 5_400
    assert found.figure("uncovered_to_review").inputs["limits_to_review"] == 2


def test_the_portfolio_has_who_has_a_limit_and_owes_something():
    rows = [*OPEN, ("F3", "C2", "2025-12-10", "2026-01-10", 500.0)]
    found = credit({"credit_limit": 2_000.0}, {"credit_limit": None}, {"credit_limit": 9.0}, invoices=rows)
    (row,) = found.tables["portfolio_risk"].to_dict("records")
    assert (row["customer_id"], row["limit_used"], row["score_band"]) == ("C1", 0.5, "")
