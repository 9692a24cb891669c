"""Stage 1: the company's own books, read as its bank reads them."""

import pandas as pd
import pytest

from cashkit.ground import language
from cashkit.stages import what_if
from cashkit.stages.door import review
from cashkit.stages.inform import TABLES
from cashkit.views import table
from tests.stages.book import AS_OF, book, said, value
from tests.stages.ledger import LOSS, SALES, WAGES, company


@pytest.fixture(scope="module")
def seen():
    return review("inform", company())


def test_the_figures_are_those_of_the_books(seen):
    assert value(seen, "turnover") == 3650
    assert value(seen, "operating_surplus") == 501.5
    assert value(seen, "net_result") == 365
    assert value(seen, "self_financing") == 465  # the result and the depreciation
    assert float(value(seen, "total_assets")) == pytest.approx(500 + 200 + 636.2 + 365 + 1176.5)


def test_working_capital_less_its_need_is_the_net_cash(seen):
    assert float(value(seen, "working_capital")) == 1265
    assert float(value(seen, "capital_need")) == pytest.approx(88.5)
    assert float(value(seen, "net_cash")) == 1176.5


def test_the_company_is_told_by_its_siren_and_the_length_of_its_year(seen):
    (row,) = seen.tables["identity"].to_dict("records")
    assert (row["company"], row["siren"], row["valid_siren"], row["vat_number"], row["months"]) == (
        "Exemple", "732829320", True, "FR44732829320", 12,
    )  # fmt: skip


def test_a_siren_that_is_not_valid_gives_no_vat_number():
    dossier = company()
    object.__setattr__(dossier, "siren", "732829321")
    (row,) = review("inform", dossier).tables["identity"].to_dict("records")
    assert (row["valid_siren"], row["vat_number"]) == (False, None)


def test_each_balance_is_told_beside_its_share_of_sales(seen):
    shares = seen.tables["intermediate_balances"].set_index("label")["share_of_sales"]
    assert shares["Résultat net"] == pytest.approx(0.10)
    assert shares["Excédent brut d'exploitation (EBE)"] == pytest.approx(501.5 / 3650)


def test_without_sales_no_share_is_computed():
    found = review("inform", company(without=(SALES,)))
    assert found.tables["intermediate_balances"]["share_of_sales"].isna().all()


def test_the_nine_questions_are_asked_in_their_order(seen):
    assert seen.tables["reading"]["number"].tolist() == list(range(1, 10))


def test_assets_equal_liabilities(seen):
    sides = seen.tables["balance_sheet"].groupby("side")["net"].sum()
    assert sides["assets"] == pytest.approx(sides["liabilities"])


def test_suppliers_who_wait_65_days_are_to_watch_and_48_days_are_good(seen):
    assert seen.verdict == "watch"
    assert review("inform", company({"401000:S1": 100, "512000": -100})).verdict == "good"


def test_a_loss_beyond_the_equity_is_bad():
    ruined = {"641000": 3000, "512000": -3000}
    found = review("inform", company(ruined))
    assert value(found, "net_result") == 365 - 3000
    assert found.verdict == "bad"


def test_at_an_earlier_date_only_what_was_posted_counts():
    found = review("inform", company(), as_of="2025-06-30")
    assert value(found, "turnover") == 0
    assert value(found, "total_assets") == 1000 - 400 + 200 + 300 + 500
    assert value(found, "net_cash") == 500
    assert found.tables["identity"]["months"].tolist() == [6]


def test_without_entries_it_says_so_and_its_tables_have_no_row():
    found = review("inform", book([("F1", "C1", "2025-12-01", "2025-12-31", 100)]))
    assert found.verdict == "not_assessed"
    assert found.missing[0].point == "own_accounts"
    assert {key: list(frame.columns) for key, frame in found.tables.items()} == {
        key: list(columns) for key, columns in TABLES.items()
    }
    assert all(frame.empty for frame in found.tables.values())


def test_the_customers_identity_and_accounts_are_said_to_be_missing(seen):
    assert {one.point for one in seen.missing} == {"customer_identifiers", "public_events", "customer_accounts"}
    known = pd.DataFrame([{"customer_id": "C1", "name": "Un", "siren": "1", "siret": "2", "vat_number": "3"}])
    found = review("inform", company(customers=known))
    assert {one.point for one in found.missing} == {"public_events", "customer_accounts"}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_it_speaks_both_languages(seen, lang):
    assert said(seen)
    with language.use(lang):
        assert all(table(frame, lang).headings for frame in seen.tables.values())


# --- the same reading with one input changed --------------------------------------
def test_a_price_cut_comes_whole_off_the_surplus(seen):
    changed = what_if.price_cut(seen, rate=0.02)
    assert changed["change"].tolist() == [-73, -73]
    assert changed["after"].tolist() == [3577, 428.5]


def test_customers_who_pay_later_take_cash_and_leave_working_capital_alone(seen):
    changed = what_if.customers_later(seen, day_value=12, days=10)
    assert changed["change"].tolist() == [0, 120, -120]
    assert changed["after"].tolist() == pytest.approx([1265, 208.5, 1056.5])


def test_a_published_lien_makes_the_verdict_bad():
    told = what_if.with_liens(company(), as_of=pd.Timestamp(AS_OF).date(), active=12_000)
    assert told["verdict"].tolist() == ["watch", "bad"]


def test_what_if_without_books_gives_no_row():
    bare = book([("F1", "C1", "2025-12-01", "2025-12-31", 100)])
    found = review("inform", bare)
    assert what_if.price_cut(found, rate=0.02).empty
    assert what_if.customers_later(found, day_value=12, days=10).empty
    assert what_if.customers_later(review("inform", company()), day_value=None, days=10).empty
    assert what_if.with_liens(bare, as_of=pd.Timestamp(AS_OF).date(), active=1).empty


def test_wages_not_paid_would_stay_out_of_the_result():
    assert value(review("inform", company(without=(WAGES, LOSS))), "net_result") == 365 + 1323.5 + 36.5
