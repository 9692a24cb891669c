from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashkit.accounts.pcg_lines import CHART_2024, CHART_2025, rules
from cashkit.accounts.statements import balance_sheet, income_statement, statements
from cashkit.ground.errors import ArgumentError, NotAvailableError

NEW, OLD = date(2025, 1, 1), date(2024, 1, 1)


def lines_of(books):
    """Return side, gross, amort and net of each line."""
    return {row.line_key: (row.side, row.gross, row.amort, row.net) for row in books.lines.itertuples()}


def told(books):
    return [remark.key for remark in books.warnings]


@pytest.fixture(name="sheet")
def _sheet(closings):
    """Make the balance sheet of closing balances, evened out by the bank."""

    def of(amounts, opening=NEW):
        total = round(sum(amounts.values()), 2)
        return statements(closings({**amounts, "512999": -total} if total else amounts), opening)

    return of


# --- sign rules -------------------------------------------------------------
def test_an_asset_shows_gross_depreciation_and_net(sheet):
    books = sheet({"218300": 1000, "281830": -400, "291800": -100})
    assert lines_of(books)["other_tangibles"] == ("assets", 1000, 500, 500)


def test_customers_are_shown_less_their_allowance_and_not_with_it(sheet):
    books = sheet({"411000:C1": 800, "416000:C2": 200, "491000": -200})
    assert lines_of(books)["trade_receivables"] == ("assets", 1000, 200, 800)


def test_stocks_and_securities_are_shown_less_their_impairment(sheet):
    books = sheet({"370000": 50, "397000": -5, "503000": 20, "590300": -2})
    assert lines_of(books)["merchandise"] == ("assets", 50, 5, 45)
    assert lines_of(books)["marketable_securities"] == ("assets", 20, 2, 18)


def test_a_customer_with_a_credit_balance_goes_to_the_liabilities(sheet):
    books = sheet({"411000:C1": 300, "411000:C2": -80})
    assert lines_of(books)["trade_receivables"] == ("assets", 300, 0, 300)
    assert lines_of(books)["other_payables"] == ("liabilities", 80, 0, 80)


def test_customers_without_auxiliaries_are_one_balance(sheet):
    books = sheet({"411000": 220})
    assert lines_of(books)["trade_receivables"][3] == 220
    assert "other_payables" not in lines_of(books)


def test_customers_with_an_account_each_are_told_apart(sheet):
    books = sheet({"411DUPONT": 300, "411MARTIN": -80})
    assert lines_of(books)["trade_receivables"][3] == 300
    assert lines_of(books)["other_payables"][3] == 80


def test_a_supplier_with_a_debit_balance_goes_to_the_assets(sheet):
    books = sheet({"401000:F1": -500, "401000:F2": 60, "404000:F3": -70, "404000:F4": 10})
    assert lines_of(books)["trade_payables"][3] == 500
    assert lines_of(books)["fixed_asset_payables"][3] == 70
    assert lines_of(books)["other_receivables"][3] == 70


def test_advances_keep_their_own_lines(sheet):
    books = sheet({"409100:F1": 30, "419100:C1": -40, "419800": -5})
    assert lines_of(books)["advances_to_suppliers"][3] == 30
    assert lines_of(books)["customer_advances"][3] == 40
    assert lines_of(books)["other_payables"][3] == 5


def test_one_bank_in_overdraft_is_not_netted_with_another(closings):
    books = statements(closings({"512100": 100, "512200": -30, "519000": -20, "101000": -50}), NEW)
    assert lines_of(books)["cash"][3] == 100
    assert lines_of(books)["bank_borrowings"][3] == 50
    assert books.memos["EH"] == 5000


def test_vat_to_pay_and_vat_to_recover_are_not_netted(sheet):
    books = sheet({"445510": -70, "445670": 20})
    assert lines_of(books)["tax_social_payables"][3] == 70
    assert lines_of(books)["other_receivables"][3] == 20


def test_staff_and_social_bodies_that_owe_are_receivables(sheet):
    books = sheet({"421000:S1": -900, "421000:S2": 25, "431000": 15, "437000": -40})
    assert lines_of(books)["tax_social_payables"][3] == 940
    assert lines_of(books)["other_receivables"][3] == 40


def test_a_balance_of_the_wrong_sign_is_negative_on_its_line_and_told(sheet):
    books = sheet({"164000": 33.6, "164100": -1000})
    assert lines_of(books)["bank_borrowings"][3] == 966.4
    assert told(books) == ["unusual_sign"]
    assert books.warnings[0].params == {"n": 1, "accounts": "164000", "amount": Decimal("33.60")}


def test_uncalled_capital_is_an_asset_and_losses_brought_forward_reduce_equity(sheet):
    books = sheet({"101000": -1000, "109000": 250, "119000": 300})
    assert lines_of(books)["uncalled_capital"] == ("assets", 250, 0, 250)
    assert lines_of(books)["retained_earnings"] == ("liabilities", -300, 0, -300)
    assert told(books) == []


def test_both_charts_place_what_the_law_moved(sheet):
    balances = {"455000": -100, "206000": 40, "206999": 0.0}
    assert lines_of(sheet(balances, OLD))["other_borrowings"][3] == 100
    assert lines_of(sheet(balances, OLD))["goodwill"][3] == 40
    assert lines_of(sheet(balances, NEW))["other_payables"][3] == 100
    assert lines_of(sheet(balances, NEW))["other_intangibles"][3] == 40


def test_a_company_may_have_used_the_new_chart_a_year_early(closings):
    entries = closings({"512000": 100, "757000": -100})
    assert statements(entries, OLD).income.amount("other_operating_income") == 100
    assert statements(entries, OLD, chart=CHART_2025).income.amount("asset_disposal_income") == 100
    assert statements(entries, NEW, chart=CHART_2024).chart == CHART_2024


# --- result -----------------------------------------------------------------
def test_the_result_is_less_the_sum_of_classes_6_and_7(sheet):
    books = sheet({"707000": -1000, "607000": 600, "603700": -50, "665000": 10})
    assert books.net_income == Decimal("440.00")
    assert lines_of(books)["net_income"][3] == 440
    assert books.income.amount("stock_change_merchandise") == -50


def test_a_loss_is_negative_equity(sheet):
    books = sheet({"607000": 600})
    assert books.net_income == Decimal("-600.00")
    assert lines_of(books)["net_income"][3] == -600
    assert books.total_assets == books.total_liabilities == 0


def test_an_earlier_result_not_yet_allocated_stays_in_the_line_of_the_result(sheet):
    books = sheet({"120000": -70, "707000": -30})
    assert lines_of(books)["net_income"][3] == 100
    assert books.net_income == 30
    assert told(books) == ["unallocated_result"]
    assert books.warnings[0].params["amount"] == Decimal("70.00")


def test_rebates_granted_reduce_turnover(sheet):
    assert sheet({"706000": -100, "709600": 8, "707000": -50, "709700": 2}).income.turnover == 140


def test_closing_entries_do_not_hide_the_year(frame, entry):
    rows = entry({"411000:C1": 12, "707000": -12}) + entry({"607000": 5, "401000:F1": -5}, number="2")
    open_books = statements(frame(rows), NEW)
    rows += entry({"707000": 12, "607000": -5, "120000": -7}, number="9", day="2025-12-31")
    closed = statements(frame(rows), NEW)
    assert closed.net_income == open_books.net_income == 7
    assert closed.cells == open_books.cells
    assert told(closed) == ["closing_entries_left_out"]
    assert closed.warnings[0].params == {"n": 1}


def test_a_closing_that_cannot_be_told_apart_leaves_the_result_in_12(frame, entry):
    rows = entry({"411000:C1": 12, "707000": -12}) + entry({"707000": 12, "120000": -7, "130000": -5}, number="2")
    books = statements(frame(rows), NEW)
    assert told(books) == ["result_closed", "unallocated_result"]
    assert (books.total_assets, books.total_liabilities) == (12, 12)
    assert lines_of(books)["net_income"][3] == 7


# --- accounts without a place, and warnings ------------------------------------
def test_accounts_without_a_place_stand_apart_and_the_sheet_balances(sheet):
    books = sheet({"570000": 40, "550000": -15, "411000:C1": 100})
    assert lines_of(books)["unplaced_assets"][3] == 40
    assert lines_of(books)["unplaced_liabilities"][3] == 15
    assert books.total_assets == books.total_liabilities
    assert books.unplaced_accounts.to_dict("list") == {
        "account": ["550000", "570000"],
        "account_label": ["Compte 550000", "Compte 570000"],
        "balance": [-15.0, 40.0],
    }


def test_commitments_that_mirror_themselves_do_not_swell_the_sheet(sheet):
    books = sheet({"801000": 5000, "809000": -5000, "411000:C1": 100, "106800": -100})
    assert books.total_assets == books.total_liabilities == 100
    assert told(books) == ["unplaced_accounts"]
    assert books.warnings[0].params == {"n": 2, "accounts": "801000, 809000", "amount": Decimal("10000.00")}


def test_a_class_9_that_does_not_net_to_nil_is_shown(closings):
    books = statements(closings({"900000": 30, "910000": -10, "707000": -20}), NEW)
    assert lines_of(books)["unplaced_assets"][3] == 20
    assert (books.total_assets, books.total_liabilities, books.net_income) == (20, 20, 20)


def test_a_bare_class_account_counts_in_the_result(closings):
    books = statements(closings({"512000": 20, "7": -20}), NEW)
    assert books.net_income == 20
    assert books.income.amount("unplaced_result") == 20


@pytest.mark.parametrize("account", ["580000", "471000", "478000", "181000", "488000"])
@pytest.mark.parametrize("amount", [12, -12])
def test_suspense_accounts_that_are_not_nil_are_told(sheet, account, amount):
    books = sheet({account: amount})
    assert "suspense_not_nil" in told(books)
    assert books.total_assets == books.total_liabilities


def test_cleared_suspense_accounts_are_silent(frame, entry):
    rows = entry({"580000": 12, "512100": -12}) + entry({"512200": 12, "580000": -12}, number="2")
    assert told(statements(frame(rows), NEW)) == []


def test_translation_differences_are_no_suspense_from_2025(sheet):
    assert told(sheet({"474000": 12}, NEW)) == []
    assert told(sheet({"474000": 12}, OLD)) == ["suspense_not_nil"]


def test_accounts_that_left_the_chart_are_told(sheet):
    assert told(sheet({"791000": -12, "675000": 10}, NEW)) == ["accounts_of_2024"]
    assert told(sheet({"791000": -12, "675000": 10}, OLD)) == []


def test_entries_that_do_not_balance_are_told_and_not_forced(closings):
    books = statements(closings({"411000:C1": 100, "707000": -90}), NEW)
    assert told(books) == ["unbalanced"]
    assert books.total_assets - books.total_liabilities == 10


def test_every_warning_is_a_sentence_in_both_languages(sheet):
    balances = {"570000": 1, "471000": 2, "164000": 3, "120000": -4, "791000": -5}
    for lang in ("fr", "en"):
        said = [remark.say(lang) for remark in sheet(balances).warnings]
        assert len(said) == 5
        assert all("{" not in sentence for sentence in said)


def test_an_empty_ledger_has_an_empty_sheet(frame):
    books = statements(frame([]), NEW)
    assert (books.total_assets, books.total_liabilities, books.net_income) == (0, 0, 0)
    assert list(books.lines["line_key"]) == ["net_income"]


# --- the door ------------------------------------------------------------------
def test_a_dossier_without_entries_has_no_balance_sheet(year):
    with pytest.raises(NotAvailableError):
        balance_sheet(year(None))


def test_the_sheet_of_an_earlier_day_counts_what_was_posted_by_then(frame, entry, year):
    rows = entry({"411000:C1": 12, "707000": -12}, day="2025-03-31")
    rows += entry({"411000:C1": 5, "707000": -5}, "VE", number="2", day="2025-04-01")
    dossier = year(frame(rows))
    assert balance_sheet(dossier, as_of="2025-03-31").total_assets == 12
    assert balance_sheet(dossier, as_of=date(2025, 4, 1)).total_assets == 17
    assert balance_sheet(dossier).total_assets == 17
    assert income_statement(dossier, as_of="2025-03-31").turnover == 12


@pytest.mark.parametrize("as_of", ["2026-01-01", "2024-12-31"])
def test_a_day_outside_the_entries_gets_an_answer_and_a_warning(closings, year, as_of):
    books = balance_sheet(year(closings({"411000:C1": 12, "707000": -12})), as_of=as_of)
    assert told(books) == ["outside_entries"]


def test_a_day_that_is_none_is_refused(closings, year):
    with pytest.raises(ArgumentError):
        balance_sheet(year(closings({"411000:C1": 12, "707000": -12})), as_of="2025-02-30")


def test_without_an_opening_date_a_year_of_twelve_months_is_assumed_and_told(closings, year):
    books = balance_sheet(year(closings({"455000": -12, "512000": 12}), opening_date=None))
    assert books.chart == CHART_2025
    assert told(books) == ["assumed_year"]
    assert books.warnings[0].params == {"date": date(2025, 1, 1)}


# --- whatever the ledger ----------------------------------------------------------
PREFIXES = sorted({rule.prefix for rule in rules()} | {"57", "0", "X", "6", "7", "4"})
AMOUNTS = st.integers(-(10**9), 10**9)
KEYS = st.tuples(
    st.builds(str.__add__, st.sampled_from(PREFIXES), st.sampled_from(["", "00", "100", "DUPONT"])),
    st.sampled_from(["", "A", "B"]),
)


def posted(cents):
    """Make an entries frame from cents by (account, auxiliary), evened out on an account of its own."""
    pairs = {**cents, ("512000", "EVEN"): -sum(cents.values())}
    amounts = [value / 100 for value in pairs.values()]
    return pd.DataFrame(
        {
            "account": [account for account, _ in pairs],
            "customer_id": [auxiliary for _, auxiliary in pairs],
            "debit": [max(amount, 0.0) for amount in amounts],
            "credit": [max(-amount, 0.0) for amount in amounts],
        }
    )


@given(st.dictionaries(KEYS, AMOUNTS, max_size=60), st.sampled_from([OLD, NEW]))
def test_assets_equal_liabilities_and_the_result_is_that_of_the_ledger(cents, opening):
    books = statements(posted(cents), opening)
    assert books.total_assets == books.total_liabilities
    assert books.net_income * 100 == -sum(value for (account, _), value in cents.items() if account[0] in "67")


@settings(max_examples=40)
@given(st.dictionaries(st.tuples(st.sampled_from(["411000", "411100"]), st.sampled_from("ABCD")), AMOUNTS))
def test_customers_are_never_netted_with_one_another(cents):
    cells = statements(posted(cents), NEW).cells
    assert cells.get(("trade_receivables", "gross"), 0) == sum(value for value in cents.values() if value > 0)
    assert cells.get(("other_payables", "gross"), 0) == -sum(value for value in cents.values() if value < 0)


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(["512100", "512200", "514000"]), AMOUNTS, min_size=1))
def test_banks_are_never_netted_with_one_another(cents):
    even = {("101000", ""): -sum(cents.values()), ("512000", "EVEN"): 0}
    cells = statements(posted({(account, ""): value for account, value in cents.items()} | even), NEW).cells
    assert cells.get(("cash", "gross"), 0) == sum(value for value in cents.values() if value > 0)
    assert cells.get(("bank_borrowings", "gross"), 0) == -sum(value for value in cents.values() if value < 0)
