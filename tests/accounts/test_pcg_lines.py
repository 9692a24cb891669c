from datetime import date

import pytest

from cashkit.accounts.pcg_lines import CHART_2024, CHART_2025, chart_of, rule_of, rules, rules_of, sides
from cashkit.accounts.statement_lines import statement_lines

CHARTS = (CHART_2024, CHART_2025)


def line(account, chart=CHART_2025, *, debit=True):
    return rule_of(account, debit=debit, chart=chart).line_key


def test_the_table_holds_the_rules_of_both_charts():
    assert len(rules()) == 443  # ten prefixes are split beyond the bridge: a debt may turn into a receivable


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: f"{rule.prefix}-{rule.sign_rule}-{rule.pcg}")
def test_every_rule_places_the_accounts_of_its_prefix_in_a_chart_of_its_own(rule):
    debit = rule.sign_rule[:7] != "SPLIT_C"
    charts = [chart for chart in CHARTS if rule.pcg in {"all", chart}]
    accounts = (rule.prefix, f"{rule.prefix}DUPONT")
    assert {rule} in [{rule_of(account, debit=debit, chart=chart) for account in accounts} for chart in charts]


@pytest.mark.parametrize("chart", CHARTS)
def test_a_rule_dated_for_a_chart_wins_over_the_rule_for_all_years(chart):
    for rule in rules():
        if rule.pcg == chart:
            debit = rule.sign_rule[:7] != "SPLIT_C"
            assert rule_of(rule.prefix, debit=debit, chart=chart) == rule


@pytest.mark.parametrize("chart", CHARTS)
def test_every_prefix_knows_the_line_of_a_debit_and_of_a_credit(chart):
    assert all(debit and credit for debit, credit in sides(chart).values())


def test_the_longest_prefix_decides():
    assert line("401000", debit=False) == "trade_payables"
    assert line("409100") == "advances_to_suppliers"
    assert line("409800") == "other_receivables"
    assert line("404000", debit=False) == "fixed_asset_payables"


def test_padded_accounts_and_accounts_with_letters_are_found():
    assert line("28100000") == line("281") == "other_tangibles"
    assert line("2813") == line("2813000000000") == "buildings"
    assert line("455100", debit=False) == line("4551", debit=False)
    assert line("411DUPONT") == line("411") == "trade_receivables"


def test_an_account_of_no_class_has_no_rule():
    assert rules_of("", CHART_2025) is None
    assert rules_of("CLIENT", CHART_2025) is None
    assert rules_of("4", CHART_2025) is None
    assert rules_of("57", CHART_2025) is None


def test_a_year_opened_on_the_first_of_january_2025_uses_the_new_chart():
    assert chart_of(date(2024, 12, 31)) == CHART_2024
    assert chart_of(date(2025, 1, 1)) == CHART_2025


def test_the_two_charts_differ_where_the_law_changed():
    assert line("757000", CHART_2024, debit=False) == "other_operating_income"
    assert line("757000", CHART_2025, debit=False) == "asset_disposal_income"
    assert line("675000", CHART_2024) == "exceptional_charges_capital"
    assert line("474000", CHART_2024) == "other_receivables"
    assert line("474000", CHART_2025) == "fx_difference_asset"
    assert line("455000", CHART_2024, debit=False) == "other_borrowings"
    assert line("455000", CHART_2025, debit=False) == "other_payables"
    assert line("206000", CHART_2024) == "goodwill"
    assert line("206000", CHART_2025) == "other_intangibles"


def test_every_line_of_the_rules_stands_in_the_statements_with_the_same_cells():
    for rule in rules():
        if rule.line_key == "excluded":
            continue
        known = statement_lines()[rule.line_key]
        assert rule.liasse_code == (known.amort_code if rule.column == "amort" else known.liasse_code)
        side = {"BS_ASSET": {"assets"}, "BS_LIAB": {"liabilities"}, "PL": {"income", "charges"}}[rule.statement]
        assert known.side in side


def test_every_line_has_a_name_in_both_languages():
    assert all(line.label("fr") and line.label("en") for line in statement_lines().values())
