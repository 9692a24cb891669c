"""Stage 9: what is lost, what earns it back, and what a day or a growth is worth."""

from decimal import Decimal

import pytest

from cashkit.ground import language
from cashkit.stages.door import review
from cashkit.stages.impact_figures import TABLES
from cashkit.views import table
from tests.stages.book import book, said, value
from tests.stages.ledger import LOSS, PURCHASES, SALES, SOLD, company

DOUBTFUL = {"416000:C2": 1200, "411000:C1": -1200}
BANKRUPT = ("D1", "C2", "2025-01-10", "2025-06-01", 1200.0, {"doubtful": True, "vat": 200.0})
"""A doubtful debt of 1 200 € with VAT, 1 000 € without, 213 days late."""


def impact(*further, invoices=(), **options):
    return review("impact", company(*further, invoices=[*SOLD, *invoices]), **options)


@pytest.fixture(scope="module")
def plain():
    return impact()


def test_the_loss_of_the_year_is_read_without_vat(plain):
    assert value(plain, "losses") == Decimal("36.50")


def test_the_margin_is_the_operating_result_over_turnover(plain):
    assert value(plain, "operating_margin") == Decimal("0.1000")
    assert value(plain, "variable_margin") == Decimal("0.5000")


def test_subcontracting_follows_each_sale_and_carriage_is_not_told_apart():
    found = impact({"611000": 100, "604000": 83, "624200": 40, "616000": 50, "512000": -273})
    assert value(found, "variable_margin") == Decimal("0.4499")  # (3 650 - 1 825 - 183) / 3 650


def test_a_loss_is_divided_by_the_margin(plain):
    assert value(plain, "sales_to_recover_operating") == 365
    assert value(plain, "sales_to_recover_variable") == 73


def test_the_margin_of_the_user_wins_over_that_of_the_books():
    found = impact(margin_rate=0.05)
    assert value(found, "operating_margin") == Decimal("0.05")
    assert value(found, "sales_to_recover_operating") == 730
    own = found.tables["sales_to_recover"].query("own")
    assert own["margin_rate"].tolist() == [0.05]


def test_without_a_loss_a_thousand_euros_stand_as_an_example():
    found = review("impact", company(without=(LOSS,)))
    assert value(found, "losses") == 0
    assert set(found.tables["sales_to_recover"]["loss"]) == {1000}
    assert found.figure("sales_to_recover_operating").inputs["loss"] == 1000


def test_a_margin_that_is_negative_earns_nothing_back():
    found = impact({"641000": 1000, "512000": -1000})
    assert value(found, "sales_to_recover_operating") is None
    assert found.figure("sales_to_recover_operating").reason == "margin_not_usable"
    assert not found.tables["sales_to_recover"]["own"].any()


def test_without_turnover_no_margin_is_computed():
    found = review("impact", company(without=(SALES,)))
    assert value(found, "operating_margin") is None
    assert found.figure("growth_cash").reason == "no_turnover"
    assert found.tables["growth"].empty


def test_a_day_is_worth_a_365th_of_the_year(plain):
    assert value(plain, "day_of_customers") == 12
    assert value(plain, "day_of_stock") == 5
    assert value(plain, "day_of_suppliers") == 6  # 1 825 and the VAT of 365


def test_the_opening_vat_and_the_vat_return_leave_a_day_of_suppliers_alone():
    settled = {"445510": -365, "445710": 730, "445660": -365}
    assert value(impact(settled), "day_of_suppliers") == 6


def test_a_day_without_movements_is_not_computable():
    found = review("impact", company(without=(PURCHASES,)))
    assert value(found, "day_of_stock") is None
    assert found.figure("day_of_suppliers").reason == "nothing_over_the_year"


def test_a_day_of_customers_needs_a_year_of_sales():
    found = review("impact", company(invoices=[("F1", "C1", "2025-10-01", "2025-10-31", 100.0)]))
    assert value(found, "day_of_customers") is None


def test_growth_asks_for_its_share_of_the_need_and_brings_its_share_of_the_profit(plain):
    grown = plain.tables["growth"].set_index("growth").loc[0.10]
    assert grown.to_dict() == {"need_added": 8.85, "profit_added": 36.5, "cash_left": 27.65}
    assert value(plain, "growth_cash") == Decimal("27.65")


def test_losses_are_read_before_the_year_is_closed():
    closing = {"707000": 3650, "607000": -1825, "641000": -1323.5, "681120": -100, "654000": -36.5, "120000": -365}
    assert value(impact(closing), "losses") == Decimal("36.50")


# --- doubtful debts -----------------------------------------------------------------
def test_a_doubtful_debt_not_written_down_counts_without_vat():
    found = impact(DOUBTFUL, invoices=[BANKRUPT])
    assert value(found, "doubtful") == 1200
    assert value(found, "not_written_down") == 1000
    (row,) = found.tables["doubtful_and_lost"].to_dict("records")
    assert (row["customer_id"], row["open_amount"], row["without_vat"], row["oldest_days_late"]) == (
        "C2",
        1200,
        1000,
        213,
    )


def test_a_debt_moved_to_416_has_lost_its_vat_which_the_customers_invoices_tell():
    earlier = ("F-C2", "C2", "2025-01-10", "2025-06-01", 600.0, {"vat": 100.0})
    moved = ("D1", "C2", "2025-01-10", "2025-06-01", 1200.0, {"doubtful": True})
    assert value(impact(DOUBTFUL, invoices=[earlier, moved]), "not_written_down") == 1000


def test_without_any_invoice_of_the_customer_the_vat_of_all_invoices_stands_for_it():
    others = ("F-C3", "C3", "2025-01-10", "2025-06-01", 1100.0, {"vat": 100.0})
    moved = ("D1", "C2", "2025-01-10", "2025-06-01", 1100.0, {"doubtful": True})
    assert value(impact(DOUBTFUL, invoices=[others, moved]), "not_written_down") == 1000


def test_where_no_vat_is_known_the_debt_is_taken_whole():
    moved = ("D1", "C2", "2025-01-10", "2025-06-01", 1200.0, {"doubtful": True})
    assert value(impact(DOUBTFUL, invoices=[moved]), "not_written_down") == 1200


def test_an_allowance_is_taken_off_and_never_below_zero():
    half = impact(DOUBTFUL, {"681740": 600, "491000": -600}, invoices=[BANKRUPT])
    assert (value(half, "allowance"), value(half, "allowance_of_the_year")) == (600, 600)
    assert value(half, "not_written_down") == 400
    beyond = impact(DOUBTFUL, {"681740": 1500, "491000": -1500}, invoices=[BANKRUPT])
    assert value(beyond, "not_written_down") == 0


def test_an_allowance_reversed_is_told_apart():
    found = impact({"681740": 600, "491000": -600}, {"491000": 250, "781740": -250})
    assert (value(found, "allowance"), value(found, "allowance_reversed")) == (350, 250)


# --- verdict, absent tables, words --------------------------------------------------
def test_the_verdict_goes_by_what_losses_take_of_the_operating_result():
    assert review("impact", company(without=(LOSS,))).verdict == "good"
    assert impact().verdict == "watch"  # 36.50 of 365
    heavy = {"654000": 24.33, "445710": 4.87, "411000:C1": -29.2}  # 60.83 lost of 340.67 left: not yet a fifth
    assert impact(heavy).verdict == "watch"
    heavier = {"654000": 40, "445710": 8, "411000:C1": -48}  # 76.50 of 325: more than a fifth
    assert impact(heavier).verdict == "bad"


def test_a_doubtful_customer_alone_is_to_watch():
    assert review("impact", company(DOUBTFUL, without=(LOSS,), invoices=[*SOLD, BANKRUPT])).verdict == "watch"


def test_without_entries_it_says_so_and_shows_the_sales_for_a_thousand_euros_only():
    found = review("impact", book([("F1", "C1", "2025-12-01", "2025-12-31", 100)]), margin_rate=0.08)
    assert (found.verdict, found.missing[0].point) == ("not_assessed", "own_accounts")
    assert [key for key, frame in found.tables.items() if len(frame)] == ["sales_to_recover"]
    assert found.tables["sales_to_recover"].query("own")["sales_to_recover"].tolist() == [12_500]
    assert {key: tuple(frame.columns) for key, frame in found.tables.items()} == TABLES


def test_every_table_has_the_columns_that_are_promised(plain):
    assert {key: tuple(frame.columns) for key, frame in plain.tables.items()} == TABLES


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_it_speaks_both_languages(lang):
    found = impact(DOUBTFUL, invoices=[BANKRUPT])
    assert said(found)
    with language.use(lang):
        headings = {heading for frame in found.tables.values() for heading in table(frame, lang).headings}
    assert not headings & {name for columns in TABLES.values() for name in columns}
